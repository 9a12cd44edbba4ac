"""How well mentions are joined, by what makes it hard: counts by kind of pair, and a report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Group
from rich.table import Table

from redact.evaluate.clusters import share
from redact.evaluate.gold import GoldLetter
from redact.evaluate.intervals import Interval, interval, ratio, resampled
from redact.evaluate.kinds import CONTACT_KINDS, Kind, Pair, pairs
from redact.evaluate.measures import PredictedSpan, entity_at, guess_at
from redact.evaluate.report import ends, in_context, percent, printable


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A pair, and whether it was joined or kept apart as it should be."""

    pair: Pair
    right: bool


@dataclass(frozen=True, slots=True)
class JudgedLetter:
    """A letter with its pairs."""

    letter: GoldLetter
    pairs: tuple[JudgedPair, ...]


@dataclass(frozen=True, slots=True)
class KindCounts:
    """How many pairs of a kind there are and were judged right."""

    pairs: int
    right: int
    interval: Interval | None = None

    @property
    def share(self) -> float | None:
        """The share that was right; None where there is no pair."""
        return share(self.right, self.pairs)


def judge(letter: GoldLetter, predicted: Sequence[PredictedSpan]) -> JudgedLetter:
    """Return the pairs of a letter, given what would be hidden; what was missed is with nobody."""
    spans = sorted(predicted)

    def joined(pair: Pair) -> bool:
        guess = guess_at(pair.mention.span, spans)
        if guess is None:
            return False
        if pair.other is None:
            return bool(guess.owner)
        meant = guess.owner if pair.kind in CONTACT_KINDS else guess.entity
        return bool(meant) and meant == entity_at(pair.other.span, spans)

    judged = (JudgedPair(pair, joined(pair) == pair.same) for pair in pairs(letter))
    return JudgedLetter(letter, tuple(judged))


def by_kind(letters: Sequence[JudgedLetter]) -> Mapping[Kind, KindCounts]:
    """Return the counts for each kind of which there is a pair, with intervals over letters."""
    kinds = list(Kind)
    rows = [[0] * (2 * len(kinds)) for _ in letters]
    for row, letter in zip(rows, letters, strict=True):
        for judged in letter.pairs:
            place = 2 * kinds.index(judged.pair.kind)
            row[place] += judged.right
            row[place + 1] += 1
    spread: list[Interval | None] = [None] * len(kinds)
    if len(letters) > 1:
        sums = resampled(rows)
        spread = [interval(column) for column in ratio(sums[:, 0::2], sums[:, 1::2]).T]
    totals = [sum(column) for column in zip(*rows, strict=True)] or [0] * (2 * len(kinds))
    return {
        kind: KindCounts(totals[2 * index + 1], totals[2 * index], spread[index])
        for index, kind in enumerate(kinds)
        if totals[2 * index + 1]
    }


def as_json(letters: Sequence[JudgedLetter]) -> dict[str, Any]:
    """Return for machines the number of ``letters`` and for each of the ``kinds`` that occur how
    many ``pairs`` there are, how many of them are ``right``, their ``share`` and its ``interval``.
    """
    return {
        "letters": len(letters),
        "kinds": {
            kind.name.lower(): {
                "pairs": counts.pairs,
                "right": counts.right,
                "share": counts.share,
                "interval": ends(counts.interval),
            }
            for kind, counts in by_kind(letters).items()
        },
    }


def tables(letters: Sequence[JudgedLetter]) -> Group:
    """Return the counts by kind for people."""
    table = Table("", title="Are mentions joined with the fullest one?", title_justify="left")
    table.caption = "an address or a handle is right where its owner is known"
    table.caption_justify = "left"
    for heading in ("pairs", "right", "share"):
        table.add_column(heading, justify="right")
    for kind, counts in by_kind(letters).items():
        shown = percent(counts.share, counts.interval)
        table.add_row(kind.value, str(counts.pairs), str(counts.right), shown)
    return Group(table)


def error_lines(letters: Sequence[JudgedLetter]) -> Iterator[str]:
    """Yield a line for each pair that is wrong: place, kind, and both mentions.

    The lines show letter text, as those of `redact.evaluate.report.error_lines` do.
    """
    for judged in letters:
        letter = judged.letter
        for pair in (each.pair for each in judged.pairs if not each.right):
            line = letter.text.count("\n", 0, pair.mention.span.start) + 1
            wrong = "not joined" if pair.same else "joined"
            other = printable(pair.other.span.of(letter.text)) if pair.other else ""
            context = in_context(letter.text, pair.mention.span)
            yield f"{letter.letter_id}:{line}: {wrong}: {pair.kind}: {context} with »{other}«"
