"""How far a figure may be off: 95 % intervals by the percentile bootstrap over letters.

B. Efron and R. J. Tibshirani, *An Introduction to the Bootstrap*, Chapman & Hall, 1993, chapter 13.
Letters are drawn again with replacement, as many as there are, and each figure is worked out anew
from the sums of their counts; the interval lies between the 2.5th and the 97.5th percentile.
Mentions of one letter stand and fall together, so letters are drawn and not mentions. Where nothing
was missed in any letter an interval has no width: it cannot tell of what it never saw.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from redact.evaluate.measures import CONTACT_LABELS, Counts
from redact.evaluate.rules import GOLD_LABELS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

RESAMPLES = 2000
SEED = 1993
#: Percentiles at the ends of an interval.
_ENDS = (2.5, 97.5)
#: So many numbers of letters are drawn at a time, to bound the memory.
_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a share lies with 95 % confidence."""

    low: float
    high: float


def resampled(
    rows: "Sequence[Sequence[float]]", resamples: int = RESAMPLES, seed: int = SEED
) -> "Numbers":
    """Return the sums of the columns over letters drawn again, a row for each resample.

    Args:
        rows: for each letter its counts; at least one letter.
    """
    import numpy as np

    table = np.asarray(rows, dtype=np.float64)
    letters = len(table)
    draws = np.random.default_rng(seed)
    even = np.full(letters, 1 / letters)
    step = max(1, _AT_ONCE // letters)
    parts = [
        draws.multinomial(letters, even, size=min(step, resamples - done)) @ table
        for done in range(0, resamples, step)
    ]
    return np.concatenate(parts)


def interval(shares: "Numbers") -> Interval | None:
    """Return where a figure lies, given its values over resamples; None where it has none.

    A resample in which there was nothing to measure is not a number, and is left out.
    """
    import numpy as np

    values = shares[~np.isnan(shares)]
    if not len(values):
        return None
    low, high = np.percentile(values, _ENDS)
    return Interval(float(low), float(high))


def ratio(part: "Numbers", whole: "Numbers") -> "Numbers":
    """Return parts over their wholes; not a number where there is no whole."""
    import numpy as np

    shares = np.full(part.shape, np.nan)
    np.divide(part, whole, out=shares, where=whole > 0)
    return shares


@dataclass(frozen=True, slots=True)
class Group:
    """The intervals of the mentions of some labels."""

    coverage: Interval | None = None
    right_label: Interval | None = None


@dataclass(frozen=True, slots=True)
class Intervals:
    """An interval for each figure of `Counts`; None for one that cannot be told."""

    labels: tuple[Group, ...] = (Group(),) * len(GOLD_LABELS)
    contact: Group = field(default_factory=Group)
    overall: Group = field(default_factory=Group)
    words_lost: Interval | None = None
    letters_without_leak: Interval | None = None
    precision: Interval | None = None
    recall: Interval | None = None
    f1: Interval | None = None

    def of(self, label: str) -> Group:
        """Return the intervals of the mentions of one label."""
        return self.labels[GOLD_LABELS.index(label)]


def intervals(letters: Sequence[Counts], resamples: int = RESAMPLES, seed: int = SEED) -> Intervals:
    """Return the interval of every figure, given the counts of each letter; none for one letter."""
    if len(letters) < 2:
        return Intervals()
    sums = resampled([_row(counts) for counts in letters], resamples, seed)
    labels = len(GOLD_LABELS)
    mentions, covered, right = (sums[:, part * labels : (part + 1) * labels] for part in range(3))
    words, lost, count, clean, linked, precision, recall = sums[:, 3 * labels :].T

    def group(chosen: Sequence[int]) -> Group:
        found, hidden, named = (each[:, chosen].sum(1) for each in (mentions, covered, right))
        return Group(interval(ratio(hidden, found)), interval(ratio(named, hidden)))

    return Intervals(
        tuple(group([index]) for index in range(labels)),
        group([GOLD_LABELS.index(label) for label in CONTACT_LABELS]),
        group(range(labels)),
        interval(ratio(lost, words)),
        interval(ratio(clean, count)),
        interval(ratio(precision, linked)),
        interval(ratio(recall, linked)),
        interval(ratio(2 * precision * recall, (precision + recall) * linked)),
    )


def _row(counts: Counts) -> tuple[float, ...]:
    """Return the counts of a letter as numbers, those of the labels by kind."""
    kinds = zip(
        *((each.mentions, each.covered, each.right_label) for each in counts.labels), strict=True
    )
    clusters = counts.clusters
    return (
        *(number for kind in kinds for number in kind),
        counts.words,
        counts.words_lost,
        counts.letters,
        counts.letters_without_leak,
        clusters.mentions,
        clusters.precision_sum,
        clusters.recall_sum,
    )
