"""Who speaks in a chat or a transcript: "[09:04] mai see: which clinic?"."""

import re
from collections import Counter
from collections.abc import Iterator

from redact.config import Config
from redact.detect.rule import Found, RuleRecognizer

_TIME = r"\[?(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? )?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?: ?[ap]m)?\]?"
_TURN = re.compile(
    rf"^[ \t>]*(?P<time>{_TIME}[ \t]*[-–—]?[ \t]*)?~?[ \t]?"
    r"(?P<who>[^\W\d_][^\W\d_'’.]*(?:[ -][^\W\d_][^\W\d_'’.]*){0,3})[ \t]*:(?=[ \t]|$)",
    re.MULTILINE | re.IGNORECASE,
)
#: With the time before it, a turn is one beyond doubt; without, a speaker takes turns again.
_TURNS = 3
#: What a transcript calls those who speak, where it does not name them.
PARTS = frozenset(
    (
        *("agent", "caller", "operator", "interviewer", "interviewee", "support", "client", "user"),
        *("customer", "admin", "bot", "system", "host", "guest", "witness", "counsel", "clerk"),
        *("q", "a", "question", "answer", "speaker", "unknown", "patient", "me", "you"),
    )
)


def build(config: Config) -> list[RuleRecognizer]:
    """Return the recognizer of speakers."""
    names = ("roles", "generic_addressees", "placeholder_words", "mere_titles", "form_words")
    ordinary = PARTS.union(*(config.word_set(name) for name in names))
    fields = frozenset().union(
        *(config.word_set(f"{kind}_fields") for kind in ("person", "organization", "location"))
    )

    def find(text: str) -> Iterator[Found]:
        turns = list(_TURN.finditer(text))
        if not any(turn["time"] for turn in turns):
            return
        taken = Counter(turn["who"].casefold() for turn in turns)
        for turn in turns:
            who = turn["who"].casefold()
            if who in fields or all(word.strip(".") in ordinary for word in who.split()):
                continue
            if turn["time"] or taken[who] >= _TURNS:
                yield Found(*turn.span("who"), "PERSON", 0.8)

    return [RuleRecognizer("speaker", ["PERSON"], find)]
