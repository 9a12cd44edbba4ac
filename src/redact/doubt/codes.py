"""Numbers that tell who somebody is: dates of birth, reference numbers, what is left of one."""

import re
from collections.abc import Iterator

from redact.datamodel import Doubt, Span

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = rf"""(?:
      \d{{1,2}}(?:st|nd|rd|th)?\.?[\s/.-]{{1,2}}(?:of\s)?(?:\d{{1,2}}|{_MONTH})\.?,?[\s/.-]{{1,2}}(?:(?:19|20)\d\d|\d\d)
    | {_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d
    | (?:19|20)\d\d[\s/.-]{{1,2}}\d{{1,2}}[\s/.-]{{1,2}}\d{{1,2}}
)"""
_BORN = re.compile(
    rf"""(?xi)
    \b(?:born|birth(?:day|date)?|d\.?o\.?b|nac|nacid[oa]|geb|geboren|né|née|nato|nata)\b
    [^\d\[\]]{{0,40}}? (?P<date>(?<!\d){_DATE})(?!\d)
    | \[(?:name|surname)(?:_\d+)?\],?\ (?:\()?(?P<after>(?<!\d){_DATE})\.?(?=[,;)])
    """
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LAST_BIRTH = 2019
#: Behind such a word stands a number; "ref", "no." and their kin.
_CUED = re.compile(
    r"""(?xi)
    \b(?:call\ sign|sign|regn?|registration|registered\ under|hrb|hra|iban|a/c|acct?|account|nos?|nr|ref|reference|serial|code|card
        |file|folio|dossier|docket|permit|plate|passport|policy|nric|id)\b
    (?:\ (?:no|nr|number|code|ref))?[.:#)]{0,2}\s(?P<code>(?=[A-Z./-]*\d)(?:[A-Z0-9]+[/.-])*[A-Z0-9]{2,}(?:[/.-][A-Z0-9]+)*)
    """
)
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
    r"(?xi) (?:\d+[a-z]{1,4} | \d+(?:/|-)\d+[a-z]{1,3} | \d{1,4}(?:st|nd|rd|th|s|pm|am) | [\d-]+[a-z]{1,3}"
    r" | [a-z]+-?\d{1,4}[a-z]? | [a-z]{2,}(?:/[a-z0-9]{1,5})? | (?:19|20)\d\d/[a-z]+ | \d+x\d+\w*)"
)
_SLASHED = re.compile(
    r"(?<![\w@./\[:-])(?=[\w/ ]*\d)[A-Z]{2,5}(?:/[A-Z]{2,5}){1,3}/[A-Za-z0-9]{2,10}(?:/\d{2,5})?(?![\w@])"
)
_LONG = re.compile(r"(?<![\w./-])\+?\d(?:[ ./-]?\d){6,}(?![\w%])")
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–/ ]\s?(?:19|20)?\d\d")
_CALENDAR = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?: \d{1,2})?")
#: What is left of a number when a part of it was taken for something else: "AD/LR/[location]".
_BEFORE_HOLE = re.compile(
    r"(?<![\w/.-])(?P<piece>[A-Za-z0-9]{1,12}(?:[/-][A-Za-z0-9]{1,12}){0,4}[/-])\[(?:[a-z ]+)(?:_\d+)?\]"
)
_AFTER_HOLE = re.compile(
    r"\[(?:[a-z ]+)(?:_\d+)?\](?P<piece>[-/.]?[A-Za-z0-9]{0,8}(?:[./-][A-Za-z0-9]{1,10}){1,5})(?![\w@])"
)
_BEFORE_NUMBER = re.compile(
    r"(?<![\w/.-])(?P<piece>(?=\S{0,8}\d)[A-Za-z0-9]{2,6}(?: [A-Za-z]{0,2}\d{3,6}){1,6}) \[(?:number|id|phone)(?:_\d+)?\]"
)


def codes(text: str) -> Iterator[Doubt]:
    """Yield dates of birth and numbers by which somebody is found."""
    yield from _births(text)
    for pattern in (_BEFORE_HOLE, _AFTER_HOLE, _BEFORE_NUMBER):
        for match in pattern.finditer(text):
            if any(map(str.isdigit, match["piece"])) or match["piece"].count("/") > 1:
                yield Doubt(Span(*match.span("piece")), "piece of a hidden number", 0.0)
    for match in _LONG.finditer(text):
        if not (_YEARS.fullmatch(match.group()) or _CALENDAR.fullmatch(match.group())):
            yield Doubt(Span(*match.span()), "long number", 0.0)
    for match in _CUED.finditer(text):
        if _is_code(match["code"], shortest=4):
            yield Doubt(Span(*match.span("code")), "reference number", 0.0)
    for pattern in (_MIXED, _SLASHED):
        for match in pattern.finditer(text):
            if _is_code(match.group(), shortest=6):
                yield Doubt(Span(*match.span()), "reference number", 0.0)


def _births(text: str) -> Iterator[Doubt]:
    for match in _BORN.finditer(text):
        group = match.lastgroup or 0
        year = _YEAR.search(match[group])
        if group == "date" or (year is not None and int(year.group()) <= _LAST_BIRTH):
            yield Doubt(Span(*match.span(group)), "date of birth left", 0.0)


def _is_code(code: str, *, shortest: int) -> bool:
    """Whether a run of letters and digits is none of a measure, a date, a year or a course."""
    if len(code) < shortest or _YEARS.fullmatch(code) or _CALENDAR.fullmatch(code):
        return False
    return not (_YEAR.fullmatch(code) or _MEASURE.fullmatch(code))
