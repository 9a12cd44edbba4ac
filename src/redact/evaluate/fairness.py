"""Are names of every origin found equally well? The same letters with other people's names tell.

The people of marked letters are renamed, letter by letter and several times for each origin; what
is compared is the coverage of the mentions of people.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from rich.console import Group
from rich.table import Table

from redact.evaluate.clusters import share
from redact.evaluate.gold import GoldLetter
from redact.evaluate.intervals import Interval, interval, ratio, resampled
from redact.evaluate.measures import PredictedSpan, ScoredLetter, measure
from redact.evaluate.origins import origins
from redact.evaluate.report import ends, percent
from redact.evaluate.swap import swap

LABEL = "PERSON"


@dataclass(frozen=True, slots=True)
class SwappedLetter:
    """A letter with other people in it: of which origin, and in which of the swaps."""

    origin: str
    number: int
    letter: GoldLetter


@dataclass(frozen=True, slots=True)
class OriginCoverage:
    """How many mentions of people of one origin there were and were covered, in all swaps."""

    mentions: int
    covered: int
    interval: Interval | None = None

    @property
    def coverage(self) -> float | None:
        """The covered share, averaged over the swaps: each has as many mentions."""
        return share(self.covered, self.mentions)


@dataclass(frozen=True, slots=True)
class Fairness:
    """The coverage by origin, and the widest gap between any two."""

    origins: Mapping[str, OriginCoverage]
    swaps: int
    letters: int
    gap_interval: Interval | None = None

    @property
    def gap(self) -> float | None:
        """The widest gap between the coverage of two origins."""
        found = self._shares()
        return max(found.values()) - min(found.values()) if found else None

    @property
    def best(self) -> str | None:
        """The origin with the highest coverage, the first of equals."""
        found = self._shares()
        return max(found, key=lambda origin: found[origin]) if found else None

    @property
    def worst(self) -> str | None:
        """The origin with the lowest coverage, the first of equals."""
        found = self._shares()
        return min(found, key=lambda origin: found[origin]) if found else None

    def _shares(self) -> dict[str, float]:
        found = ((origin, each.coverage) for origin, each in self.origins.items())
        return {origin: coverage for origin, coverage in found if coverage is not None}


def swapped(letters: Sequence[GoldLetter], swaps: int, seed: int) -> Iterator[SwappedLetter]:
    """Yield every letter for every origin so many times, with other people each time.

    The same letter, origin, swap and seed give the same people, whatever else is asked for.
    """
    for origin, names in origins().items():
        for number in range(swaps):
            for letter in letters:
                rng = Random(f"{seed}:{origin}:{number}:{letter.letter_id}")  # noqa: S311 - names
                yield SwappedLetter(origin, number, swap(letter, names, rng))


def person_score(letter: GoldLetter, predicted: Sequence[PredictedSpan]) -> ScoredLetter:
    """Return a letter scored on its people alone."""
    people = tuple(mention for mention in letter.mentions if mention.label == LABEL)
    return measure(GoldLetter(letter.letter_id, letter.text, people), predicted)


def fairness(scored: Sequence[tuple[SwappedLetter, ScoredLetter]], letters: int) -> Fairness:
    """Return the coverage by origin, given every swapped letter with its score.

    Intervals are drawn over the letters, each with all of its swaps.
    """
    places: dict[str, int] = {}
    sums: dict[str, list[list[int]]] = {}
    for one, score in scored:
        place = places.setdefault(one.letter.letter_id, len(places))
        rows = sums.setdefault(one.origin, [[0, 0] for _ in range(letters)])
        counts = score.counts.of((LABEL,))
        rows[place][0] += counts.covered
        rows[place][1] += counts.mentions
    spread, gap = _intervals(list(sums.values()), letters)
    found = {
        origin: OriginCoverage(sum(row[1] for row in rows), sum(row[0] for row in rows), one)
        for (origin, rows), one in zip(sums.items(), spread, strict=True)
    }
    swaps = 1 + max((one.number for one, _ in scored), default=-1)
    return Fairness(found, swaps, letters, gap)


def _intervals(
    tables: Sequence[Sequence[Sequence[int]]], letters: int
) -> tuple[list[Interval | None], Interval | None]:
    """Return the interval of each origin's coverage, and that of the widest gap."""
    if letters < 2 or not tables:
        return [None] * len(tables), None
    rows = [[count for table in tables for count in table[index]] for index in range(letters)]
    sums = resampled(rows)
    shares = ratio(sums[:, 0::2], sums[:, 1::2])
    return [interval(column) for column in shares.T], interval(shares.max(1) - shares.min(1))


def as_json(found: Fairness) -> dict[str, Any]:
    """Return the comparison for machines: a share is null where there was nothing to measure.

    * ``origins``: for each ``mentions``, ``covered``, ``coverage`` and its ``interval``.
    * ``gap``: the widest between any two, its ``gap_interval``, and which two: ``best``, ``worst``.
    * ``letters`` and ``swaps``: how many letters were renamed, and how often for each origin.
    """
    return {
        "origins": {
            origin: {
                "mentions": each.mentions,
                "covered": each.covered,
                "coverage": each.coverage,
                "interval": ends(each.interval),
            }
            for origin, each in found.origins.items()
        },
        "gap": found.gap,
        "gap_interval": ends(found.gap_interval),
        "best": found.best,
        "worst": found.worst,
        "letters": found.letters,
        "swaps": found.swaps,
    }


def tables(found: Fairness) -> Group:
    """Return the comparison for people, the lowest coverage first."""
    title = f"People by origin of their names, {found.letters} letters, {found.swaps} swaps"
    table = Table("", title=title, title_justify="left")
    for heading in ("mentions", "covered", "coverage"):
        table.add_column(heading, justify="right")
    by_coverage = sorted(found.origins.items(), key=lambda item: (item[1].coverage or 0, item[0]))
    for origin, each in by_coverage:
        cells = (str(each.mentions), str(each.covered), percent(each.coverage, each.interval, 2))
        table.add_row(origin, *cells)
    table.add_section()
    table.add_row("widest gap", "", "", _points(found.gap, found.gap_interval))
    return Group(table)


def _points(gap: float | None, spread: Interval | None) -> str:
    return percent(gap, spread, 2).replace(" %", " points", 1)
