"""Shows an evaluation: a table for people, JSON for machines, and the errors in their context.

`error_lines` is the one place of the program that shows letter text, on purpose: to the owner of
letters marked by hand, on standard output, when asked.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Group
from rich.table import Table

from redact.datamodel import Span
from redact.evaluate import intervals
from redact.evaluate.intervals import Interval, Intervals
from redact.evaluate.measures import CONTACT_LABELS, Counts, MentionCounts, ScoredLetter
from redact.evaluate.rules import GOLD_LABELS

#: How many characters an error shows on either side.
CONTEXT = 30
_NO_INTERVALS = Intervals()


def as_json(counts: Counts, spread: Intervals = _NO_INTERVALS) -> dict[str, Any]:
    """Return the evaluation for machines; a share is null where there was nothing to measure.

    * ``labels``: for each label, ``contact`` (whatever is no name) and ``overall``: objects of
      ``mentions`` and ``covered``, which are numbers, ``coverage``, the covered share of the
      mentions, and ``right_label``, the share of the covered mentions hidden under their label.
    * ``words`` outside gold and KEEP spans, a number, and ``words_lost``, the share of them lost.
    * ``letters`` and ``letters_without_leak``: numbers.
    * ``b3``: ``precision``, ``recall`` and ``f1`` of the links between names.
    * ``intervals``: the same keys, each share as ``[low, high]`` at 95 %, null where none can be
      told; ``letters_without_leak`` as a share of the letters.
    """
    clusters = counts.clusters
    return {
        "labels": {label: _group(counts.of((label,))) for label in GOLD_LABELS},
        "contact": _group(counts.of(CONTACT_LABELS)),
        "overall": _group(counts.of(GOLD_LABELS)),
        "words": counts.words,
        "words_lost": counts.words_lost_share,
        "letters": counts.letters,
        "letters_without_leak": counts.letters_without_leak,
        "b3": {
            "precision": clusters.precision,
            "recall": clusters.recall,
            "f1": clusters.f1,
        },
        "intervals": _intervals(spread),
    }


def _group(counts: MentionCounts) -> dict[str, int | float | None]:
    return {
        "mentions": counts.mentions,
        "covered": counts.covered,
        "coverage": counts.coverage,
        "right_label": counts.right_label_share,
    }


def _intervals(spread: Intervals) -> dict[str, Any]:
    return {
        "labels": {label: _group_ends(spread.of(label)) for label in GOLD_LABELS},
        "contact": _group_ends(spread.contact),
        "overall": _group_ends(spread.overall),
        "words_lost": ends(spread.words_lost),
        "letters_without_leak": ends(spread.letters_without_leak),
        "b3": {
            "precision": ends(spread.precision),
            "recall": ends(spread.recall),
            "f1": ends(spread.f1),
        },
    }


def _group_ends(group: intervals.Group) -> dict[str, list[float] | None]:
    return {"coverage": ends(group.coverage), "right_label": ends(group.right_label)}


def ends(interval: Interval | None) -> list[float] | None:
    """Return an interval as JSON has it."""
    return None if interval is None else [interval.low, interval.high]


def tables(counts: Counts, spread: Intervals = _NO_INTERVALS) -> Group:
    """Return the evaluation for people: mentions by label, and the letters as a whole."""
    return Group(_mention_table(counts, spread), _letter_table(counts, spread))


def _mention_table(counts: Counts, spread: Intervals) -> Table:
    table = Table("", title="Mentions", title_justify="left")
    for heading in ("mentions", "covered", "coverage", "right label"):
        table.add_column(heading, justify="right")
    for label in GOLD_LABELS:
        row = counts.of((label,))
        if row.mentions:
            table.add_row(label, *_cells(row, spread.of(label)))
    table.add_section()
    table.add_row("contact", *_cells(counts.of(CONTACT_LABELS), spread.contact))
    table.add_row("overall", *_cells(counts.of(GOLD_LABELS), spread.overall))
    return table


def _cells(row: MentionCounts, spread: intervals.Group) -> tuple[str, ...]:
    return (
        str(row.mentions),
        str(row.covered),
        percent(row.coverage, spread.coverage),
        percent(row.right_label_share, spread.right_label),
    )


def _letter_table(counts: Counts, spread: Intervals) -> Table:
    table = Table(show_header=False, title="Letters", title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    clusters, clean = counts.clusters, spread.letters_without_leak
    table.add_row("letters", str(counts.letters))
    table.add_row("without any leak", str(counts.letters_without_leak))
    table.add_row("share of them", percent(counts.letters_without_leak_share, clean))
    table.add_row("words to keep", str(counts.words))
    table.add_row("words lost", str(counts.words_lost))
    table.add_row("share of them", percent(counts.words_lost_share, spread.words_lost, 2))
    table.add_row("B-cubed precision", percent(clusters.precision, spread.precision))
    table.add_row("B-cubed recall", percent(clusters.recall, spread.recall))
    table.add_row("B-cubed F1", percent(clusters.f1, spread.f1))
    return table


def percent(share: float | None, spread: Interval | None = None, digits: int = 1) -> str:
    """Return a share for people, with its interval where there is one.

    >>> percent(0.996, Interval(0.991, 0.999))
    '99.6 % (99.1–99.9)'
    """
    if share is None:
        return "–"
    shown = f"{100 * share:.{digits}f} %"
    if spread is None:
        return shown
    return f"{shown} ({100 * spread.low:.{digits}f}–{100 * spread.high:.{digits}f})"


def error_lines(scored: Iterable[ScoredLetter], *, losses: bool = True) -> Iterator[str]:
    """Yield a line for each leak and each lost word: place, what, label, and the text around it.

    The lines show letter text: print them on standard output, without any markup of rich.
    """
    for letter in scored:
        errors = [("leak", leak.span, leak.label) for leak in letter.leaks]
        if losses:
            errors += [("lost", loss.span, loss.label) for loss in letter.losses]
        text, letter_id = letter.letter.text, letter.letter.letter_id
        for kind, span, label in sorted(errors, key=lambda error: error[1]):
            line = text.count("\n", 0, span.start) + 1
            yield f"{letter_id}:{line}: {kind} {label}: {in_context(text, span)}"


def in_context(text: str, span: Span) -> str:
    """Return a span in angle quotes between the characters around it, on one printable line.

    >>> in_context("Dear Anna, thank you", Span(5, 9))
    'Dear »Anna«, thank you'
    """
    low, high = max(span.start - CONTEXT, 0), span.end + CONTEXT
    before = ("…" if low else "") + printable(text[low : span.start])
    after = printable(text[span.end : high]) + ("…" if high < len(text) else "")
    return f"{before}»{printable(span.of(text))}«{after}"


def printable(text: str) -> str:
    """Return a text on one line, without signs that would move the cursor."""
    return "".join(character if character.isprintable() else " " for character in text)
