"""Findings as lines for people and as JSON for machines; names are shown only when asked for."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from redact.lint.findings import Finding, Kind, Severity


@dataclass(frozen=True, slots=True)
class Page:
    """A letter, what it is called, and its findings."""

    name: str
    text: str = field(repr=False)
    findings: tuple[Finding, ...]


def lines(page: Page, *, show: bool) -> Iterator[str]:
    """Yield one line a finding: ``file:line:column: kind: what is wrong -> what would be right``.

    With `show`, names that are left are quoted; else only their place is told.
    """
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


def summary(findings: Sequence[Finding], letters: int) -> str:
    """Return one sentence on all findings of so many letters."""
    told = f"{letters} letter" if letters == 1 else f"{letters} letters"
    if not findings:
        return f"{told}: no defects found"
    counts = Counter(finding.kind for finding in findings)
    kinds = ", ".join(f"{counts[kind]} {kind}" for kind in Kind if counts[kind])
    certain = sum(finding.certain for finding in findings)
    mended = f"; --fix mends {certain}" if certain else ""
    left = sum(finding.severity is Severity.ERROR for finding in findings)
    warned = f"; {left} left to hide" if left else ""
    return f"{told}: {kinds}{mended}{warned}"


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
