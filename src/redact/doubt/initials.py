"""Initials that stand for a person: as a signature, after a title, before a surname."""

import re
from collections.abc import Iterator

from redact.config import Config
from redact.datamodel import Doubt, Span
from redact.doubt.shown import Shown, Sought
from redact.lexicon import KnownWords
from redact.names import fold, zipf

#: Alone on its line, as people sign: "c.", "j", "OH", "S. L.".
_SIGNED = re.compile(
    r"""(?xm)
    ^[ \t>|*]*(?:[–—-]\ ?)?
    (?P<initials>[^\W\d_](?:\.\ ?[^\W\d_])*\.|[^\W\d_]|[A-Z]{2,3}|(?:[^\W\d_]\.\ ?){2,3})
    [ \t*]*$
    """
)
_TITLED = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Miss|Prof|Sr|Br|Fr)\.?[ \t](?P<initials>[A-Z]\.?)(?=[\s,;:)]|$)"
    r"(?![ \t]?(?:[A-Z]|\[))"
)
_AFTER_DASH = re.compile(
    r"[.!?)][ \t]*[–—-] ?(?P<initials>[A-Z]\.(?: ?[A-Z]\.)?)(?=[)\]\"” .]*$)", re.M
)
_QUOTED = re.compile(r"[\"“‘](?P<initials>[A-Z]\.)[\"”’]|\((?:not|or|formerly) (?P<or>[A-Z]\.)\)")
_PLUS = Sought(
    r"(?<![^\W\d_][ ])\b(?P<initials>[A-Z]{2})(?= ?\+ ?\[name)"
    r"|\[name(?:_\d+)?\] ?\+ ?(?P<more>[A-Z]{2})\b",
    "+",
)
_WITH_SURNAME = re.compile(
    r"(?<![\w.&’'/-])(?P<initials>[A-Z]\. ?(?:[A-Z]\. ?)?)"
    r"(?P<surname>[A-Z][^\W\d_][\w’'-]+)(?![\w.(])"
)
_AFTER_LIST_MARK = re.compile(r"(?:^|\n)[ \t>|*•(-]*$")
#: In capitals "A" is an article too; before a hidden name behind such a word it is an initial.
_LETTER_BEFORE_NAME = re.compile(
    r"\b(?:WITH|BY|FROM|MR|MRS|DR|with|by|from)\.? (?P<initials>[A-Z]\.?)"
    r" \[(?:name|surname)(?:_\d+)?\]"
)
_ROMAN = frozenset(("i", "ii", "iii", "iv", "v", "vi", "vii", "x", "xi", "xii"))
#: A word as common as this after an initial begins a sentence: "vitamin D. The".
_COMMONEST = 5.3
_SHORTEST_SURNAME = 5


class Initials:
    """Looks for letters that stand for a person."""

    def __init__(self, config: Config, known: KnownWords) -> None:
        self._known = known
        self._closings = tuple(word for word in config.words["closings"] if len(word) > 3)
        self._fixed = frozenset().union(
            *(
                config.word_set(name)
                for name in ("form_words", "technical_terms", "months", "mere_titles", "unit_words")
            )
        )

    def doubts(self, shown: Shown) -> Iterator[Doubt]:
        """Yield the initials that may tell who somebody is."""
        text = shown.text
        for match in _SIGNED.finditer(text):
            if self._signs(text, match):
                yield _doubt(match, "initials")
        for pattern in (_TITLED, _AFTER_DASH, _QUOTED, _LETTER_BEFORE_NAME):
            for match in pattern.finditer(text):
                yield _doubt(match, match.lastgroup or "initials")
        for match in _PLUS.finditer(shown):
            yield _doubt(match, match.lastgroup or "initials")
        for match in _WITH_SURNAME.finditer(text):
            if self._is_name(text, match):
                yield Doubt(Span(*match.span()), "initial and surname", 0.0)

    def _signs(self, text: str, match: re.Match[str]) -> bool:
        """Whether a short line stands after a blank line, or after one that ends with a comma."""
        initials = match["initials"]
        if fold(initials.strip(".")) in self._fixed | _ROMAN:
            return False
        above = text[: match.start()].rstrip("\n").split("\n")[-3:]
        near = [line.strip(" \t>|*") for line in above]
        if not any(near) or any(len(line) == 1 for line in near):
            return False
        ahead = text[match.end() :].lstrip("\n").split("\n", 1)[0]
        bare = len(initials) == 1 and initials.isupper()
        apart = not near[-1] or text[: match.start()].endswith("\n\n")
        closes = fold(near[-1] or "".join(near)).startswith(self._closings)
        after_closing = (
            closes
            or near[-1].endswith((",", "!"))
            or (apart and any(n.endswith((",", "!", ".")) for n in near))
        )
        listed = len(ahead.strip(" \t>|*")) == 1
        return not listed and after_closing and not (bare and not apart)

    def _is_name(self, text: str, match: re.Match[str]) -> bool:
        surname = fold(match["surname"])
        if _AFTER_LIST_MARK.search(text[max(0, match.start() - 40) : match.start()]):
            return False
        if surname in self._fixed or zipf(surname) >= _COMMONEST:
            return False
        if match["surname"].isupper() and len(surname) < _SHORTEST_SURNAME:
            return False
        return self._known.is_name(surname) or not self._known.is_ordinary(surname)


def _doubt(match: re.Match[str], group: str) -> Doubt:
    return Doubt(Span(*match.span(group)), "initials of somebody", 0.0)
