"""Stretches that name nobody, whatever the model says: dates, greetings, parts in a call."""

import re
from collections.abc import Iterator

from redact.config import Config
from redact.datamodel import Span
from redact.detect.nameshape import alternatives
from redact.detect.speakers import PARTS

_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
#: Months of other languages; streets are named after days there, so only a year makes a date.
_FOREIGN_MONTH = (
    "(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    "|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro"
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|januar|februar|märz|april|juni|juli|oktober|dezember|gennaio|febbraio|aprile|maggio|giugno"
    "|luglio|settembre|ottobre|dicembre)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th|º|\.)?"
_YEAR = r"(?:19|20)\d\d"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )"
#: What makes an address of a date: "12 May Street", "3 March Road".
_NO_STREET = r"(?!\s+(?:street|st|road|rd|avenue|ave|lane|drive|square|crescent|estate|house)\b)"
_DATE = re.compile(
    rf"(?<![\w./-])(?:{_WEEKDAY}?{_DAY} (?:of )?{_MONTH}\b\.?(?:,? {_YEAR}\b)?{_NO_STREET}"
    rf"|{_MONTH}\.? {_DAY}(?:,? {_YEAR})?(?!\w){_NO_STREET}|{_MONTH}\.?,? {_YEAR}\b"
    rf"|{_DAY} (?:de )?{_FOREIGN_MONTH} (?:de )?{_YEAR}\b)",
    re.IGNORECASE,
)
_PART = re.compile(rf"^[ \t>]*(?:{'|'.join(sorted(PARTS))})[ \t]*:", re.MULTILINE | re.IGNORECASE)


_FIELDS = ("person", "organization", "location", "birth", "number", "phone")
#: The fields of a form and more that a form asks for, where a value follows.
_MORE_FIELDS = (
    "date|signature|position|occupation|relationship|period|reason for leaving|pets?|remarks?"
)


class Ordinary:
    """Knows dates, greetings of other languages, labels of form fields, and parts in a call."""

    def __init__(self, config: Config) -> None:
        """Read the word lists."""
        self._greeting = re.compile(
            rf"(?<!\w)(?:{alternatives(config.word_set('foreign_greetings'))})(?!\w)",
            re.IGNORECASE,
        )
        fields = frozenset().union(*(config.word_set(f"{kind}_fields") for kind in _FIELDS))
        self._field = re.compile(
            rf"(?:^|\||\t| {{2,}})[ \t>*_#•\-–]*(?:\(?\d{{1,2}}[.)]\s*)?"
            rf"(?P<label>{alternatives(fields)}|{_MORE_FIELDS})"
            r"(?=[ \t]*[:：=]| {3,}\S|[ \t]*\.{3,}|[ \t]*_{3,})",
            re.MULTILINE | re.IGNORECASE,
        )

    def stretches(self, text: str) -> Iterator[Span]:
        """Yield the stretches; they may overlap.

        >>> from redact.config import load_config
        >>> text = "Kia ora Hana, on 12 May 2022 May wrote."
        >>> [span.of(text) for span in Ordinary(load_config()).stretches(text)]
        ['12 May 2022', 'Kia ora']
        """
        for pattern in (_DATE, _PART, self._greeting):
            for match in pattern.finditer(text):
                yield Span(*match.span())
        for match in self._field.finditer(text):
            yield Span(*match.span("label"))
