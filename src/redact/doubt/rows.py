"""Words that stand where the text has hidden names elsewhere: speakers, heads of mails, rows."""

import re
from collections.abc import Iterator

from redact.config import Config
from redact.datamodel import Doubt, Span
from redact.lexicon import KnownWords
from redact.names import words, zipf

_PERSON = r"\[(?:name|surname|handle)(?:_\d+)?\]"
_STAMP = r"(?:\[?[\d./:, -]{4,20}(?:[ap]m)?\]?[ -]{1,3})?"
#: Who speaks, in a chat or minutes, once hidden and once not.
_SPEAKERS = (
    (
        rf"(?m)^[ \t>]*{_STAMP}{_PERSON}:[ \t]",
        rf"(?m)^[ \t>]*{_STAMP}(?P<word>[^\W\d_][\w.’'-]+):[ \t]",
    ),
    (
        rf"(?m)^[ \t>]*{_PERSON}[ \t]{{1,3}}\d\d[:.]\d\d\b",
        r"(?m)^[ \t>]*(?P<word>[^\W\d_][\w.’'-]+(?: [^\W\d_][\w.’'-]+)?)[ \t]{1,3}\d\d[:.]\d\d\b",
    ),
)
_FORMS = tuple((re.compile(hidden), re.compile(shown)) for hidden, shown in _SPEAKERS)
#: The head of a mail; what stands in it is a person, a group or an address.
_HEAD = re.compile(
    r"(?m)^[ \t>|*]*(?:From|To|Cc|CC|Bcc|Sender)\b[ \t:|*]+"
    r"(?P<word>[^\W\d_a-z][\w’'-]+,? [^\W\d_a-z][\w’'-]+)(?=[ \t]*(?:<|;|\[|$))"
)
#: Between two hidden names, or behind one in a row of names.
_ROW = re.compile(
    rf"{_PERSON}(?:, |; | / | \+ )(?P<word>[^\W\d_][\w’'-]+)"
    rf"(?=(?:, | and | & |; | / | \+ ){_PERSON})"
    rf"|{_PERSON}, {_PERSON} (?:and|&) (?P<last>[A-Z][\w’'-]+)(?=[.,;)]|$)"
)
#: Alone on its line above a hidden address or number, as people sign.
_SIGNATURE = re.compile(
    r"(?m)^[ \t>|*]*(?P<word>[^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_a-z][\w’'.-]*){0,2})[ \t]*\n"
    r"[ \t>|*]*\[(?:email|phone|url|handle)(?:_\d+)?\]"
)
_FEWEST_HIDDEN = 2
#: A word as common as this begins a line of its own.
_COMMONEST = 5.3


class Rows:
    """Looks for a word in the place of a name, as the layout of the text tells."""

    def __init__(self, config: Config, known: KnownWords) -> None:
        self._known = known
        self._ambiguous = config.word_set("ambiguous_names")
        self._fixed = frozenset().union(
            *(
                config.word_set(name)
                for name in (
                    *("form_words", "titles", "roles", "months", "salutations", "unit_words"),
                    *("person_fields", "organization_fields", "location_fields", "birth_fields"),
                    *("number_fields", "phone_fields", "technical_terms", "nationalities"),
                )
            )
        )

    def doubts(self, text: str) -> Iterator[Doubt]:
        """Yield the words in such places."""
        for hidden, shown in _FORMS:
            if len(hidden.findall(text)) >= _FEWEST_HIDDEN:
                yield from (
                    _doubt(match) for match in shown.finditer(text) if self._may_be_name(match)
                )
        for pattern in (_HEAD, _ROW, _SIGNATURE):
            yield from (
                _doubt(match) for match in pattern.finditer(text) if self._may_be_name(match)
            )

    def _may_be_name(self, match: re.Match[str]) -> bool:
        found = [word.folded for word in words(match[match.lastgroup or 0])]
        return any(
            word in self._ambiguous
            or (len(word) > 2 and word not in self._fixed and self._is_borne(word))
            for word in found
        )

    def _is_borne(self, word: str) -> bool:
        if self._known.is_name(word):
            return zipf(word) < _COMMONEST
        return not self._known.is_ordinary(word)


def _doubt(match: re.Match[str]) -> Doubt:
    return Doubt(Span(*match.span(match.lastgroup or 0)), "in the place of a name", 0.0)
