"""Stretches that name nobody, whatever the model says: dates, greetings, parts in a call."""

import re
from collections.abc import Iterator

from redact.caseless import caseless
from redact.config import Config
from redact.datamodel import Span
from redact.detect.formlines import CELL_STARTS, cell_starts
from redact.detect.nameshape import alternatives
from redact.detect.openings import Openings, matches_at
from redact.detect.speakers import PARTS
from redact.detect.tables import PlainCells
from redact.lexicon import known_words
from redact.names import fold

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
    "|luglio|settembre|ottobre|dicembre|januari|februari|maart|maret|mei|juni|juli|agustus|augustus"
    "|oktober|desember|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września"
    "|października|listopada|grudnia|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim"
    "|kasım|aralık|ledna|února|března|dubna|května|června|července|srpna|září|října|prosince)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th|º|\.)?"
_YEAR = r"(?:19|20)\d\d"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )"
#: What makes an address of a date: "12 May Street", "3 March Road".
_NO_STREET = r"(?!\s+(?:street|st|road|rd|avenue|ave|lane|drive|square|crescent|estate|house)\b)"
_DATE = re.compile(
    rf"(?<![\w./-])(?:{_WEEKDAY}?{_DAY} (?:of )?{_MONTH}\b\.?(?:,? {_YEAR}\b)?{_NO_STREET}"
    rf"|{_MONTH}\.? {_DAY}(?:,? {_YEAR})?(?!\w){_NO_STREET}|{_MONTH}\.?,? {_YEAR}\b"
    rf"|{_DAY} (?:de )?{_FOREIGN_MONTH} (?:de )?{_YEAR}\b)"
)
#: Dates in digits, stretches of years, the hour.
_IN_DIGITS = re.compile(
    rf"(?<![\w./-])(?:{_YEAR}-\d\d-\d\d|\d{{1,2}}([./-])\d{{1,2}}\1{_YEAR}"
    rf"|{_YEAR} ?[-–] ?(?:{_YEAR}|now|today|present)|\d{{1,2}}:\d\d(?: ?[ap]m)?|\d{{1,2}} ?[ap]m)"
    r"(?![\w/-]|\.\d)"
)
#: "Page 1 of 2", also in other languages and over a line's end.
_PAGE = re.compile(
    r"(?<!\w)(?:page|seite|página|pagina|pág|strona|sida|side|sivu|blad)\.?\s{1,3}\d{1,3}"
    r"(?:\s{1,3}(?:of|von|de|di|z|av|af|van|sur)\s{1,3}\d{1,3})?(?!\w)"
)
#: "March and April": two months name nobody.
_MONTHS = re.compile(rf"\b{_MONTH}\b\.? (?:and|or|to|until|till|through|[-–]) {_MONTH}\b")
_CURRENCY = (
    "(?:eur|usd|gbp|chf|pln|czk|huf|ron|sek|nok|dkk|isk|try|rub|uah|gel|kzt|aed|sar|ils|egp|mad|tnd"
    "|ngn|ghs|kes|ugx|tzs|zar|etb|rwf|xof|xaf|inr|pkr|bdt|lkr|npr|cny|jpy|krw|twd|hkd|sgd|myr|idr"
    "|thb|vnd|php|aud|nzd|cad|mxn|brl|ars|clp|cop|pen)"
)
#: Sums of money, and what is counted.
_AMOUNT = re.compile(
    rf"(?<![\w.,/-])(?:{_CURRENCY} ?\d[\d.,]*(?<=\d)|\d[\d.,]* ?{_CURRENCY}"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d\d)?"
    r"|\d{1,3} (?:y|yrs|y\.o\.|pax|pcs|sq|lf|kg|km|years))(?![\w/-]|[.,]\d)"
)
#: Questions and answers of a hearing; one alone is an initial.
_QUESTION = re.compile(r"^[ \t>]*(?P<mark>[QA]\.)(?= )", re.MULTILINE)
_FEWEST_QUESTIONS = 3
_PART = re.compile(rf"^[ \t>]*(?:{'|'.join(sorted(PARTS))})[ \t]*:", re.MULTILINE)

#: Labels of forms in Chinese, Japanese and Korean, which need no colon.
_LABEL = re.compile(
    r"生年月日|出生(?:年月日|日期|地)|생년월일|氏名|姓名|성명|住所|地址|주소|電話(?:番号)?|电话|전화(?:번호)?"
)

_FIELDS = ("person", "organization", "location", "birth", "number", "phone")
#: The fields of a form and more that a form asks for, where a value follows.
_MORE_FIELDS = (
    "date|signature|position|occupation|relationship|period|reason for leaving|pets?|remarks?"
)


class Ordinary:
    """Knows dates, greetings of other languages, labels of form fields, and parts in a call."""

    def __init__(self, config: Config) -> None:
        """Read the word lists."""
        self._cells = PlainCells(config)
        self._journal = _journal(config)
        greetings = alternatives(config.word_set("foreign_greetings"))
        self._greeting = Openings([re.compile(rf"(?<!\w)(?:{greetings})(?!\w)", re.IGNORECASE)])
        known = known_words()
        closings = {one for one in config.word_set("closings") if not known.is_name(fold(one))}
        self._closing = re.compile(
            rf"^[ \t>*_]*(?P<words>{alternatives(map(caseless, closings))})[ \t]*[,.!]?[ \t]*$",
            re.MULTILINE,
        )
        fields = frozenset().union(*(config.word_set(f"{kind}_fields") for kind in _FIELDS))
        self._field = re.compile(
            rf"{CELL_STARTS}(?:\(?\d{{1,2}}[.)]\s*)?"
            rf"(?P<label>{alternatives(map(caseless, fields))}|{_MORE_FIELDS})"
            r"(?=[ \t]*[:：=]| {3,}\S|[ \t]*\.{3,}|[ \t]*_{3,})",
            re.MULTILINE,
        )

    def stretches(self, text: str) -> Iterator[Span]:
        """Yield the stretches; they may overlap.

        >>> from redact.config import load_config
        >>> text = "Kia ora Hana, on 12 May 2022 May wrote."
        >>> [span.of(text) for span in Ordinary(load_config()).stretches(text)]
        ['12 May 2022', 'Kia ora']
        """
        small = caseless(text)
        for pattern in (_DATE, _MONTHS, _IN_DIGITS, _PAGE, _AMOUNT, _PART, _LABEL):
            for match in pattern.finditer(small):
                yield Span(*match.span())
        for title in self._journal.finditer(text):
            if _is_journal(title):
                yield Span(*title.span())
        for closing in self._closing.finditer(small):
            yield Span(*closing.span("words"))
        for matches in self._greeting.matches(text):
            yield from (Span(*match.span()) for match in matches)
        questions = list(_QUESTION.finditer(text))
        if len(questions) >= _FEWEST_QUESTIONS:
            yield from (Span(*question.span("mark")) for question in questions)
        yield from self._cells.stretches(text)
        for match in matches_at(self._field, small, cell_starts(text)):
            yield Span(*match.span("label"))


def _journal(config: Config) -> re.Pattern[str]:
    """Return the pattern of the short title of a journal, of two words at least.

    "of", "and" and a letter for its part belong to it; the last point may be missing.
    """
    word = rf"(?i:{alternatives(config.word_set('journal_words'))})\b"
    joined = r"(?:(?<=\. )|(?<=\. of )|(?<=\. and )|(?<=\. & )|(?<=\. in ))"
    return re.compile(
        rf"(?<![\w.-])(?=[A-Z])(?:[JZQ]\. ?)?(?:{word}\.? ?(?:(?:of|and|&|in) )?)+{joined}"
        rf"(?:(?P<last>{word})(?P<point>\.?)|[A-E]\b(?![\w.'’]))(?: [A-E]\b(?![\w.'’]))?"
    )


def _is_journal(title: re.Match[str]) -> bool:
    """Return whether a title is no name: "Rev. Ann" is a person."""
    last = title["last"]
    return not last or bool(title["point"]) or not known_words().is_name(fold(last))
