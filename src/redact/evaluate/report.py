"""Shows an evaluation: a table for people, JSON for machines, and the errors in their context.

`error_lines` is the one place of the program that shows letter text, on purpose: to the owner of
letters marked by hand, on standard output, when asked.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Group
from rich.table import Table

from redact.datamodel import Span
from redact.evaluate.measures import (
    CONTACT_LABELS,
    Counts,
    MentionCounts,
    ScoredLetter,
)
from redact.evaluate.rules import GOLD_LABELS

#: How many characters an error shows on either side.
CONTEXT = 30


def as_json(counts: Counts) -> dict[str, Any]:
    """Return the evaluation for machines; a share is null where there was nothing to measure.

    * ``labels``: for each label, ``contact`` (whatever is no name) and ``overall``: objects of
      ``mentions`` and ``covered``, which are numbers, ``coverage``, the covered share of the
      mentions, and ``right_label``, the share of the covered mentions hidden under their label.
    * ``words`` outside gold and KEEP spans, a number, and ``words_lost``, the share of them lost.
    * ``letters`` and ``letters_without_leak``: numbers.
    * ``b3``: ``precision``, ``recall`` and ``f1`` of the links between names.
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
    }


def _group(counts: MentionCounts) -> dict[str, int | float | None]:
    return {
        "mentions": counts.mentions,
        "covered": counts.covered,
        "coverage": counts.coverage,
        "right_label": counts.right_label_share,
    }


def tables(counts: Counts) -> Group:
    """Return the evaluation for people: mentions by label, and the letters as a whole."""
    return Group(_mention_table(counts), _letter_table(counts))


def _mention_table(counts: Counts) -> Table:
    table = Table("", title="Mentions", title_justify="left")
    for heading in ("mentions", "covered", "coverage", "right label"):
        table.add_column(heading, justify="right")
    for label in GOLD_LABELS:
        row = counts.of((label,))
        if row.mentions:
            table.add_row(label, *_cells(row))
    table.add_section()
    table.add_row("contact", *_cells(counts.of(CONTACT_LABELS)))
    table.add_row("overall", *_cells(counts.of(GOLD_LABELS)))
    return table


def _cells(row: MentionCounts) -> tuple[str, ...]:
    return (
        str(row.mentions),
        str(row.covered),
        _percent(row.coverage),
        _percent(row.right_label_share),
    )


def _letter_table(counts: Counts) -> Table:
    table = Table(show_header=False, title="Letters", title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    table.add_row("letters", str(counts.letters))
    table.add_row("without any leak", str(counts.letters_without_leak))
    table.add_row("words to keep", str(counts.words))
    table.add_row("words lost", f"{counts.words_lost} ({_percent(counts.words_lost_share, 2)})")
    table.add_row("B-cubed precision", _percent(counts.clusters.precision))
    table.add_row("B-cubed recall", _percent(counts.clusters.recall))
    table.add_row("B-cubed F1", _percent(counts.clusters.f1))
    return table


def _percent(share: float | None, digits: int = 1) -> str:
    return "–" if share is None else f"{100 * share:.{digits}f} %"


def error_lines(scored: Iterable[ScoredLetter]) -> Iterator[str]:
    """Yield a line for each leak and each lost word: place, what, label, and the text around it.

    The lines show letter text: print them on standard output, without any markup of rich.
    """
    for letter in scored:
        errors = [("leak", leak.span, leak.label) for leak in letter.leaks]
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
    before = ("…" if low else "") + _printable(text[low : span.start])
    after = _printable(text[span.end : high]) + ("…" if high < len(text) else "")
    return f"{before}»{_printable(span.of(text))}«{after}"


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
