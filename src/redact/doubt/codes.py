"""Numbers that tell who somebody is: dates of birth, reference numbers, what is left of one."""

import re
from collections.abc import Iterator

from redact.datamodel import Doubt, Span
from redact.doubt.shown import Shown, Sought

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = rf"""(?:
      \d{{1,2}}(?:st|nd|rd|th)?\.?[\s/.-]{{1,2}}(?:of\s)?(?:\d{{1,2}}|{_MONTH})\.?,?[\s/.-]{{1,2}}
      (?:(?:19|20)\d\d|\d\d)
    | {_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d
    | (?:19|20)\d\d[\s/.-]{{1,2}}\d{{1,2}}[\s/.-]{{1,2}}\d{{1,2}}
)"""
_BORN = Sought(
    rf"""(?xi)
    \b(?:born|birth(?:day|date)?|d\.?o\.?b|nac|nacid[oa]|geb|geboren|né|née|nato|nata)\b
    [^\d\[\]]{{0,40}}? (?P<date>(?<!\d){_DATE})(?!\d)
    """,
    *("born", "birth", "dob", "d.ob", "do.b", "d.o.b", "nac", "geb", "né", "nato", "nata"),
)
_BEHIND_NAME = re.compile(
    rf"(?xi)\[(?:name|surname)(?:_\d+)?\],?\ (?:\()?(?P<after>(?<!\d){_DATE})\.?(?=[,;)])"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LAST_BIRTH = 2019
_FEWEST_DIGITS = 6
_SHORTEST = 6
_SHORTEST_CUED = 4
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d(?:-?[A-Za-z]{3}|-(?:19|20)\d\d)")
#: Where a word begins that holds a digit and may be a number, and such a number.
_NUMBERED = re.compile(r"\s(?i:(?=[A-Z./-]*\d))")
_NUMBER = re.compile(r"(?i)(?=[A-Z./-]*\d)(?:[A-Z0-9]+[/.-])*[A-Z0-9]{2,}(?:[/.-][A-Z0-9]+)*")
#: Behind such a word stands a number; "ref", "no." and their kin.
_CUE = re.compile(
    r"""(?xi)
    \b(?:call\ sign|sign|regn?|registration|registered\ under|hrb|hra|iban|a/c|acct?|account|nos?|nr
        |ref|reference|serial|code|card|file|folio|dossier|docket|permit|plate|passport|policy|nric
        |id)\b
    (?:\ (?:no|nr|number|code|ref))?[.:#)]{0,2}\Z
    """
)
_LONGEST_CUE = 30
#: Letters and digits mixed, of a length that no unit, model or course has.
_MIXED = re.compile(
    r"""(?x)
    (?<![\w@./\[#:-])
    (?= [A-Za-z0-9/-]*[A-Za-z]) (?=(?:[A-Za-z/-]*\d){3}) (?![A-Za-z]+-?\d{1,4}\b)
    [A-Za-z0-9]{1,20}(?:[/-][A-Za-z0-9]{1,20}){0,5}
    (?![\w@]|[./-]\w)
    """
)
_MEASURE = re.compile(
    r"""(?xi)
    \d+[a-z]{1,4} | \d+(?:/|-)\d+[a-z]{1,3} | \d{1,4}(?:st|nd|rd|th|s|pm|am) | [\d-]+[a-z]{1,3}
    | [a-z]+-?\d{1,4}[a-z]? | [a-z]{2,}(?:/[a-z0-9]{1,5})? | (?:19|20)\d\d/[a-z]+ | \d+x\d+\w*
    """
)
_SLASHED = Sought(
    r"(?<![\w@./\[:-])(?=[A-Z]\S{0,40}\d)[A-Z]{2,5}(?:/[A-Z]{2,5}){1,3}/[A-Za-z0-9]{2,10}"
    r"(?:/\d{2,5})?(?![\w@])",
    "/",
)
_LONG = re.compile(r"(?<![\w./-])\+?\d(?:[ ./-]?\d){6,}(?![\w%])")
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–/ ]\s?(?:19|20)?\d\d")
_CALENDAR = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?: \d{1,2})?")
#: What is left of a number when a part of it was taken for something else: "AD/LR/[location]".
_HOLE = r"\[[a-z ]+(?:_\d+)?\]"
_BEFORE_HOLE = Sought(
    rf"(?<![\w/.-])(?P<piece>[A-Za-z0-9]{{1,12}}(?:[/-][A-Za-z0-9]{{1,12}}){{0,4}}[/-]){_HOLE}",
    *("/[", "-["),
)
_AFTER_HOLE = re.compile(
    rf"{_HOLE}(?P<piece>[-/.]?[A-Za-z0-9]{{0,8}}(?:[./-][A-Za-z0-9]{{1,10}}){{1,5}})(?![\w@])"
)
_BEFORE_NUMBER = Sought(
    r"(?<![\w/.-])(?P<piece>(?=\S{0,8}\d)[A-Za-z0-9]{2,6}(?: [A-Za-z]{0,2}\d{3,6}){1,6})"
    r" \[(?:number|id|phone)(?:_\d+)?\]",
    *(" [number", " [id", " [phone"),
)
_CONTACT = Sought(
    r"""(?xi)
    (?<![\w.+-])[\w.+-]{1,60}@[\w-]+(?:\.[\w-]+)*
    | \bhttps?://[^\s<>"\[\]]+ | \bwww\.[\w./-]+
    | (?<![\w@./-])[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,40})*
      \.(?:com|org|net|edu|info|example|ac\.[a-z]{2}|co\.[a-z]{2})\b(?:/[\w./-]*)?
    | (?<![\w@.])@[a-z][\w.]{2,30}
    """,
    *("@", "http", "www.", ".com", ".org", ".net", ".edu", ".info", ".example", ".ac.", ".co."),
)
#: Letters that are not Latin, in a text that is: names are repeated in their own script.
_LETTER = r"[\u0400-\u1cff\u3040-\ud7af]"
_OTHER_SCRIPT = re.compile(rf"{_LETTER}[\u0400-\u1cff\u3040-\ud7af .·’'-]{{0,60}}{_LETTER}")
_MOST = 0.6


def codes(shown: Shown) -> Iterator[Doubt]:
    """Yield dates of birth and numbers by which somebody is found."""
    text = shown.text
    yield from _births(shown)
    others = list(_OTHER_SCRIPT.finditer(text))
    if others and sum(char < "\u0250" for char in text) > _MOST * len(text):
        for match in others:
            yield Doubt(Span(*match.span()), "words in another script", 0.0)
    for match in _CONTACT.finditer(shown):
        yield Doubt(Span(*match.span()), "address of a contact", 0.0)
    for matches in (
        _BEFORE_HOLE.finditer(shown),
        _AFTER_HOLE.finditer(text),
        _BEFORE_NUMBER.finditer(shown),
    ):
        for match in matches:
            if _is_piece(match["piece"]):
                yield Doubt(Span(*match.span("piece")), "piece of a hidden number", 0.0)
    for match in _LONG.finditer(text):
        if not (_YEARS.fullmatch(match.group()) or _CALENDAR.fullmatch(match.group())):
            yield Doubt(Span(*match.span()), "long number", 0.0)
    for match in _cued(text):
        if len(match.group()) >= _SHORTEST_CUED and _is_no_date(match.group()):
            yield Doubt(Span(*match.span()), "reference number", 0.0)
    for matches in (_MIXED.finditer(text), _SLASHED.finditer(shown)):
        for match in matches:
            if _is_code(match.group()):
                yield Doubt(Span(*match.span()), "reference number", 0.0)


def _cued(text: str) -> Iterator[re.Match[str]]:
    """Yield the numbers behind a cue; a number that holds the cue of the next one ends it."""
    end = 0
    for blank in _NUMBERED.finditer(text):
        if _CUE.search(text, max(end, blank.start() - _LONGEST_CUE), blank.start()):
            number = _NUMBER.match(text, blank.end())
            if number:
                end = number.end()
                yield number


def _is_piece(piece: str) -> bool:
    """Whether what stands at a placeholder is part of a number, and not of a date or an amount."""
    digits = sum(map(str.isdigit, piece))
    if any(map(str.isalpha, piece)):
        return digits > 0 or piece.count("/") > 1
    return digits >= _FEWEST_DIGITS and not _CALENDAR.fullmatch(piece.strip("-/. "))


def _births(shown: Shown) -> Iterator[Doubt]:
    for match in _BORN.finditer(shown):
        yield Doubt(Span(*match.span("date")), "date of birth left", 0.0)
    for match in _BEHIND_NAME.finditer(shown.text):
        year = _YEAR.search(match["after"])
        if year is not None and int(year.group()) <= _LAST_BIRTH:
            yield Doubt(Span(*match.span("after")), "date of birth left", 0.0)


def _is_no_date(code: str) -> bool:
    return not any(form.fullmatch(code) for form in (_YEAR, _YEARS, _CALENDAR))


def _is_code(code: str) -> bool:
    """Whether a run of letters and digits is none of a measure, a date, a year or a course."""
    if len(code) < _SHORTEST or _MEASURE.fullmatch(code) or _YEAR_FIRST.match(code):
        return False
    return _is_no_date(code)
