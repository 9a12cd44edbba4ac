"""Letters marked by hand: ``⟦TYPE#id|surface⟧`` must be hidden, ``⟦KEEP|surface⟧`` may be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from redact.datamodel import Span
from redact.errors import InputError
from redact.evaluate.rules import GOLD_LABELS, KEEP, TYPES, faults_between_marks, faults_of_mark

SUFFIX = ".gold.txt"

_BRACKETED = re.compile(r"⟦([^⟦⟧]*)⟧")
_MARK = re.compile(r"⟦[A-Z_]{2,}(?:#[^|⟦⟧]*)?\|([^⟦⟧]*)⟧")
_BODY = re.compile(r"([^#|]*)(?:#([^|]*))?\|(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class GoldMention:
    """A stretch that must be hidden: its span in the unmarked text, a label of ours, and an id."""

    span: Span
    label: str
    entity: str

    def __post_init__(self) -> None:
        if self.label not in GOLD_LABELS:
            raise ValueError("unknown label")


@dataclass(frozen=True, slots=True)
class GoldLetter:
    """A letter without its marks, and what they said; all spans sorted and disjoint."""

    letter_id: str
    text: str = field(repr=False)
    mentions: tuple[GoldMention, ...] = ()
    keep: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        marked = [mention.span for mention in self.mentions]
        if marked != sorted(marked) or list(self.keep) != sorted(self.keep):
            raise ValueError("marks are not in the order of the text")
        spans = sorted([*marked, *self.keep])
        if any(left.overlaps(right) for left, right in pairwise(spans)):
            raise ValueError("marks overlap")
        if spans and spans[-1].end > len(self.text):
            raise ValueError("a mark ends behind the text")


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int  # in the markup
    start: int  # in the text
    label: str
    entity: str | None
    surface: str = field(repr=False)

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + len(self.surface))


def strip(markup: str) -> str:
    """Return the letter without its marks; brackets that are no mark stay, and nothing is checked.

    For a letter that `parse` accepts this is its text.

    >>> strip("Dear ⟦PERSON#p1|Anna⟧, the value ⟦x⟧ is from ⟦KEEP|NeurIPS⟧.")
    'Dear Anna, the value ⟦x⟧ is from NeurIPS.'
    """
    return _MARK.sub(r"\1", markup)


def parse(markup: str, letter_id: str = "letter", where: str | None = None) -> GoldLetter:
    """Return the letter that the markup stands for.

    Args:
        where: what errors call the letter, for example its path; by default its id.

    Raises:
        InputError: a mark breaks a rule; the message names the place and the line, not the text.
    """
    text, marks, faults = _read_marks(markup)
    for mark in marks:
        faults += [(mark.at, why) for why in faults_of_mark(mark.label, mark.entity, mark.surface)]
    blanked = _BRACKETED.sub(lambda match: "\0" * len(match[0]), markup)
    faults += faults_between_marks(blanked)
    faults += _stray_brackets(blanked)
    if "\r" in markup:
        faults.append((markup.index("\r"), "carriage return; lines must end in a line feed"))
    if not faults and all(mark.label == KEEP for mark in marks):
        faults.append((0, "no mention is marked"))
    if faults:
        raise InputError(_explain(where or letter_id, markup, faults))
    return GoldLetter(
        letter_id,
        text,
        tuple(
            GoldMention(mark.span, TYPES[mark.label][1], mark.entity)
            for mark in marks
            if mark.entity is not None
        ),
        tuple(mark.span for mark in marks if mark.label == KEEP),
    )


def _read_marks(markup: str) -> tuple[str, list[_Mark], list[tuple[int, str]]]:
    pieces: list[str] = []
    marks: list[_Mark] = []
    faults: list[tuple[int, str]] = []
    length = read = 0
    for match in _BRACKETED.finditer(markup):
        body = _BODY.fullmatch(match[1])
        if body is None:
            faults.append((match.start(), "mark without a type and a '|'"))
            continue
        before = markup[read : match.start()]
        label, entity, surface = body.groups()
        marks.append(_Mark(match.start(), length + len(before), label, entity, surface))
        pieces += [before, surface]
        length += len(before) + len(surface)
        read = match.end()
    return "".join([*pieces, markup[read:]]), marks, faults


def _stray_brackets(blanked: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer("[⟦⟧]", blanked):
        if match[0] == "⟦":
            yield match.start(), "mark is never closed or holds another mark"
        else:
            yield match.start(), "closing bracket without an opening one"


def _explain(where: str, markup: str, faults: list[tuple[int, str]]) -> str:
    at, why = min(faults)
    line = markup.count("\n", 0, at) + 1
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"{where}:{line}: {why}{more}"


def read_gold(path: Path) -> tuple[GoldLetter, ...]:
    """Return the letters of a folder, of one marked letter, or of a ``.jsonl`` of `parse_gold.py`.

    Raises:
        InputError: nothing is there, it cannot be read, or a mark breaks a rule.
    """
    if path.is_dir():
        return read_gold_folder(path)
    if path.suffix == ".jsonl":
        lines = _content(path).split("\n")
        return tuple(_read_line(path, number, line) for number, line in enumerate(lines, 1) if line)
    return (_read_letter(path),)


def read_gold_folder(folder: Path) -> tuple[GoldLetter, ...]:
    """Return the letters ``*.gold.txt`` directly inside a folder, in the order of their names.

    Raises:
        InputError: there is none, one cannot be read, or a mark breaks a rule.
    """
    paths = sorted(folder.glob(f"*{SUFFIX}"))
    if not paths:
        raise InputError(f"{folder}: no files *{SUFFIX} here")
    return tuple(_read_letter(path) for path in paths)


def _read_letter(path: Path) -> GoldLetter:
    return parse(_content(path), path.name.removesuffix(SUFFIX), str(path))


def _content(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: not UTF-8") from None


class _Place(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)
    start: int
    end: int


class _Marked(_Place):
    label: str
    entity: str


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)
    id: str
    text: str
    spans: tuple[_Marked, ...]
    keep: tuple[_Place, ...] = ()


def _read_line(path: Path, number: int, line: str) -> GoldLetter:
    where = f"{path}:{number}"
    try:
        record = _Line.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise InputError(f"{where}: not a letter as parse_gold.py writes it ({key})") from None
    try:
        mentions = sorted(
            GoldMention(Span(mark.start, mark.end), _our_label(mark.label), mark.entity)
            for mark in record.spans
        )
        keep = sorted(Span(place.start, place.end) for place in record.keep)
        return GoldLetter(record.id, record.text, tuple(mentions), tuple(keep))
    except ValueError as error:
        raise InputError(f"{where}: {error}") from None


def _our_label(label: str) -> str:
    return TYPES[label][1] if label in TYPES else label
