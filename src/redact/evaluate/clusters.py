"""B-cubed: how well predicted clusters of mentions agree with the gold ones, mention by mention.

A. Bagga and B. Baldwin, *Algorithms for Scoring Coreference Chains*, LREC workshop on linguistic
coreference, 1998. A mention's precision is the share of its predicted cluster that means what it
means, its recall the share of its gold cluster that it is joined to.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


def share(part: float, whole: int) -> float | None:
    """Return a part over its whole; None where there is no whole."""
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class ClusterCounts:
    """B-cubed over mentions, before the division by their number."""

    mentions: int = 0
    precision_sum: float = 0.0
    recall_sum: float = 0.0

    def __add__(self, other: "ClusterCounts") -> "ClusterCounts":
        return ClusterCounts(
            self.mentions + other.mentions,
            self.precision_sum + other.precision_sum,
            self.recall_sum + other.recall_sum,
        )

    @property
    def precision(self) -> float | None:
        return share(self.precision_sum, self.mentions)

    @property
    def recall(self) -> float | None:
        return share(self.recall_sum, self.mentions)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        if not self.mentions:
            return None
        product = 2 * self.precision_sum * self.recall_sum
        return product / (self.precision_sum + self.recall_sum) / self.mentions


def b_cubed(gold: Sequence[str], predicted: Sequence[str | None]) -> ClusterCounts:
    """Return the sums of the precision and the recall of every mention of one letter.

    Args:
        gold: for each mention whom or what it means.
        predicted: the same as predicted; None is a missed mention, a cluster by itself.

    >>> b_cubed(["a", "a", "b"], ["x", "x", None])
    ClusterCounts(mentions=3, precision_sum=3.0, recall_sum=3.0)
    """
    guesses = [
        (number, guess) if guess is None else (-1, guess) for number, guess in enumerate(predicted)
    ]
    pairs = list(zip(gold, guesses, strict=True))
    joint, true_sizes, sizes = Counter(pairs), Counter(gold), Counter(guesses)
    return ClusterCounts(
        len(pairs),
        sum(joint[truth, guess] / sizes[guess] for truth, guess in pairs),
        sum(joint[truth, guess] / true_sizes[truth] for truth, guess in pairs),
    )
