"""Findings as lines for people and as JSON for machines; names are shown only when asked for."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from redact.lint.findings import Finding, Kind, Severity


@dataclass(frozen=True, slots=True)
class Page:
    """A letter, what it is called, and its findings.

    `hidden` counts the placeholders in it, `blacked_out` the places blacked out by signs.
    """

    name: str
    text: str = field(repr=False)
    findings: tuple[Finding, ...]
    hidden: int
    blacked_out: int = 0


def lines(page: Page, *, show: bool) -> Iterator[str]:
    """Yield one line a finding: ``file:line:column: kind: what is wrong -> what would be right``.

    With `show`, names that are left are quoted; else only their place is told. A letter that
    nobody has redacted, with no placeholder in it, is told in one line, and all only with `show`.
    """
    if _is_unredacted(page):
        yield f"{page.name}: {_unredacted(page)}"
        if not show:
            return
    place = _Places(page.text)
    for finding in page.findings:
        line, column = place.of(finding.span.start)
        yield f"{page.name}:{line}:{column}: {finding.kind}: {_told(page.text, finding, show=show)}"


def as_json(page: Page, *, show: bool) -> list[dict[str, Any]]:
    """Return one record a finding; the text at its span only where `lines` would quote it."""
    place = _Places(page.text)
    records = []
    for finding in page.findings:
        line, column = place.of(finding.span.start)
        records.append(
            {
                "file": page.name,
                "line": line,
                "column": column,
                "start": finding.span.start,
                "end": finding.span.end,
                "kind": finding.kind.value,
                "severity": finding.severity.value,
                "label": finding.label,
                "message": finding.message,
                "suggestion": finding.suggestion,
                "certain": finding.certain,
                **({"text": finding.span.of(page.text)} if show else {}),
            }
        )
    return records


def summary(pages: Sequence[Page], unread: int = 0) -> Iterator[str]:
    """Yield a sentence on all findings, and another one on names that are left.

    `unread` counts the files beside these letters that could not be read.
    """
    told = _count(len(pages), "letter")
    if unread:
        told = f"{_count(len(pages) + unread, 'file')}, {unread} not read"
    findings = [finding for page in pages for finding in page.findings]
    counts = Counter(finding.kind for finding in findings)
    kinds = [f"{counts[kind]} {kind}" for kind in Kind if counts[kind]]
    bare = sum(map(_is_unredacted, pages))
    if bare:
        kinds.append(f"{bare} with no placeholder")
    certain = sum(finding.certain for finding in findings)
    mended = f"; --fix mends {certain}" if certain else ""
    yield f"{told}: {', '.join(kinds) or 'no defects found'}{mended}"
    left = sum(finding.severity is Severity.ERROR for finding in findings)
    if left:
        names = "1 name is" if left == 1 else f"{left} names are"
        yield f"{names} left for you to hide; --fix does not hide names"


def _is_unredacted(page: Page) -> bool:
    return not page.hidden and bool(page.findings or page.blacked_out)


def _unredacted(page: Page) -> str:
    """Return what to say of a letter without placeholders, with the number of names in it."""
    names = f'redact it with "redact run" ({_count(len(page.findings), "name")} readable)'
    if not page.blacked_out:
        return f"no placeholder in it; {names}"
    places = _count(page.blacked_out, "place")
    return f"no placeholder in it, but {places} blacked out by signs; {names}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _told(text: str, finding: Finding, *, show: bool) -> str:
    message = finding.message
    if show and finding.kind is Kind.NAME:
        message = f"{message}: {' '.join(finding.span.of(text).split())}"
    if finding.suggestion is None:
        return message
    doubt = "" if finding.certain else " ?"
    return f"{message} -> {finding.suggestion}{doubt}"


class _Places:
    """Lines and columns of a text, both counted from 1."""

    def __init__(self, text: str) -> None:
        ends = (index + 1 for index, char in enumerate(text) if char == "\n")
        self._starts = [0, *ends]

    def of(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
