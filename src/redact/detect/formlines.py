"""Lines of forms and of e-mail headers: "Surname: X", "Employer … Y", "From: Z <z@…>"."""

import re
from collections.abc import Iterator, Sequence

from redact.caseless import caseless
from redact.config import Config
from redact.detect.nameshape import NameShape, alternatives
from redact.detect.openings import matches_at
from redact.detect.rule import Found, RuleRecognizer
from redact.kept import kept

_FIELDS = (
    ("person_fields", "PERSON"),
    ("organization_fields", "ORGANIZATION"),
    ("location_fields", "LOCATION"),
)
#: Where the value of a field ends.
_END = re.compile(r"\t| {2,}|\||<|\(|;|\[|•|$")
_EMPTY = re.compile(
    r"[\s_.…\-–/]*|n/?a|none|no|yes|unknown|same as above|as above|-", re.IGNORECASE
)
#: Before a label: the start of a line or of a cell, and the marks of a list. A run of blanks is one
#: place to start from, however long it is.
CELL_STARTS = r"(?:^|\||(?<![ \t])(?= *\t|  ))[ \t]*+[ \t>*_#•\-–]{0,40}+"
#: Where that may be: a line's end, a bar, any blanks but a single one.
_CELL = re.compile(r"\n|\|| [ \t]+|\t[ \t]*")
_LOCATION_PARTS = re.compile(r"[^,\n]+")


def build(config: Config) -> list[RuleRecognizer]:
    """Return one recognizer of form lines for people, organisations and places."""
    shape = NameShape.of(config)
    expressions = [
        (_field_line(alternatives(map(caseless, config.word_set(key)))), label)
        for key, label in _FIELDS
    ]

    def find(text: str) -> Iterator[Found]:
        for expression, label in expressions:
            for match in matches_at(expression, caseless(text), cell_starts(text)):
                yield from _value(text, *match.span("value"), label, shape)

    return [RuleRecognizer("form line", [label for _, label in _FIELDS], find)]


@kept
def cell_starts(text: str) -> Sequence[int]:
    """Return the places in a text where `CELL_STARTS` may match.

    >>> list(cell_starts("Name: X\\n a  b|"))
    [0, 8, 10, 13]
    """
    found = _CELL.finditer(text)
    return (0, *(match.end() if match.group() == "\n" else match.start() for match in found))


def _field_line(fields: str) -> re.Pattern[str]:
    return re.compile(
        rf"{CELL_STARTS}(?:\(?\d{{1,2}}[.)]\s*|[a-z][.)]\s+|\[[ x]\]\s*)?"
        rf"(?:{fields})(?:\s?\([^)\n]{{1,30}}\))?\**"
        r"(?:[ \t]*[:：=][ \t]*(?:\.{2,}|…+|_{2,})?|[ \t]*(?:\.{3,}|…+|_{3,})[ \t]*:?"
        r"|[ \t]*\t[ \t]*|[ \t]*\|[ \t]*| {3,})\**[ \t]*"
        r"(?P<value>[^\n]{2,100})",
        re.MULTILINE,
    )


def _value(text: str, start: int, end: int, label: str, shape: NameShape) -> Iterator[Found]:
    stop = _END.search(text, start, end)
    end = stop.start() if stop else end
    while end > start and text[end - 1] in " \t.,*_":
        end -= 1
    value = text[start:end]
    if not value or _EMPTY.fullmatch(value) or value.startswith("["):
        return
    if label == "PERSON":
        yield from people(text, start, end, shape)
    elif label == "LOCATION":
        for part in _LOCATION_PARTS.finditer(value):
            stripped = part.group().strip()
            if stripped and len(stripped) < 50 and not _sentence(stripped):
                begin = start + part.start() + part.group().index(stripped)
                yield Found(begin, begin + len(stripped), label, 0.8)
    elif not _sentence(value):
        first = value.split(",")[0].rstrip()
        yield Found(start, start + len(first), label, 0.8)


def people(text: str, start: int, end: int, shape: NameShape) -> Iterator[Found]:
    """Yield names parted by commas, "and" or slashes; the whole value must read as names."""
    value = text[start:end]
    if "@" in value or _sentence(value):
        return
    position = start
    for part in re.split(r"(\s*(?:,|/|;|&|\band\b|\bund\b|\bet\b|\by\b)\s*)", value):
        if part.strip():
            careless = value.islower() and len(value.split()) <= 4
            name = shape.name_at(text, position, position + len(part), careless=careless)
            if name is not None:
                yield Found(*name, "PERSON", 0.85)
        position += len(part)


def _sentence(value: str) -> bool:
    """Whether a value is prose rather than a name."""
    words = value.split()
    lower = sum(word[:1].islower() for word in words)
    return len(words) > 8 or (len(words) > 3 and lower > len(words) / 2)
