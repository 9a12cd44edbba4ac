"""Public annotated texts as gold: people, organizations and places marked, all else either way."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from redact.datamodel import Span
from redact.evaluate.gold import GoldLetter, GoldMention

#: The sets of a data folder, in the order of the table.
SETS = ("uner_ewt", "gum", "litbank", "crossner", "wnut17", "btc")
_LABELS = {"PERSON": "PERSON", "ORG": "ORGANIZATION", "LOC": "LOCATION"}
#: These sets do not mark contact details: to hide one is neither right nor wrong.
_CONTACT = re.compile(
    r"[^\s@]+@[^\s@]+\.\w+|(?<!\w)@\w+|(?:https?://|www\.)\S+|(?<!\w)[+(]?\d[\d ()./-]{5,}\d"
)
#: What our marks leave outside, and some of these sets have inside.
_OUTSIDE = re.compile(r"(?:the|(?:Dr|Mrs?|Ms|Prof|Sir)\.?)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$")


def parts(data: Path) -> Iterator[tuple[str, Path]]:
    """Yield each set that is there with its test part, or its dev part where there is no other."""
    for name in SETS:
        for part in ("test", "dev"):
            path = data / "ner" / name / f"{part}.jsonl"
            if path.is_file():
                yield f"{name} {part}", path
                break


def read(path: Path, sample: int | None = None, seed: int = 0) -> tuple[GoldLetter, ...]:
    """Return the texts of one part as they are stored, or so many of them drawn at random."""
    lines = path.read_text(encoding="utf-8").split("\n")
    records = [json.loads(line) for line in lines if line]
    if sample is not None and sample < len(records):
        records = Random(seed).sample(records, sample)  # noqa: S311 - a sample of texts
    return tuple(as_gold(record) for record in records)


def as_gold(record: dict[str, Any]) -> GoldLetter:
    """Return a text with its marks; a user name that stands for somebody is a handle.

    Each mention has an id of its own, since these sets do not say who is who.
    """
    text = record["text"]
    marked = [(Span(each["start"], each["end"]), each["label"]) for each in record["spans"]]
    names = sorted((_cut(text, span), label) for span, label in marked if label in _LABELS)
    mentions = tuple(
        GoldMention(span, _label(text, span, label), str(number))
        for number, (span, label) in enumerate(names, 1)
    )
    either = [span for span, label in marked if label not in _LABELS]
    either += [Span(*match.span()) for match in _CONTACT.finditer(text)]
    free = _outside(either, [mention.span for mention in mentions])
    return GoldLetter(record["id"], text, mentions, tuple(free))


def _cut(text: str, span: Span) -> Span:
    """Return a span as our marks have it: article, title and possessive stay outside.

    >>> _cut("of the Thames's", Span(3, 15))
    Span(start=7, end=13)
    """
    surface = span.of(text)
    before = _OUTSIDE.match(surface)
    after = _POSSESSIVE.search(surface)
    start = span.start + (before.end() if before else 0)
    end = span.start + after.start() if after else span.end
    return Span(start, end) if start < end else span


def _label(text: str, span: Span, label: str) -> str:
    is_user = "@" in text[max(0, span.start - 1) : span.start + 1]
    return "HANDLE" if is_user else _LABELS[label]


def _outside(spans: list[Span], taken: list[Span]) -> Iterator[Span]:
    """Yield what of the spans lies in none of the taken ones, sorted and disjoint."""
    blocked = {offset for span in taken for offset in range(span.start, span.end)}
    wanted = {offset for span in spans for offset in range(span.start, span.end)} - blocked
    start = end = -1
    for offset in sorted(wanted):
        if offset != end:
            if start >= 0:
                yield Span(start, end)
            start = offset
        end = offset + 1
    if start >= 0:
        yield Span(start, end)
