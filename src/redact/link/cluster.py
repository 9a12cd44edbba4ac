"""A cluster of mentions while it grows, and the word lore that all linkers share."""

import itertools
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from redact.config import Config
from redact.datamodel import Mention
from redact.names import NameLore, fold


@dataclass(slots=True)
class Cluster:
    """Mentions that refer to one entity, in the making; becomes an `Entity` if it has any.

    `known_as` are names from the roster, which the letter may or may not hold, and `role` is what
    the roster says that this person is.
    """

    label: str
    mentions: list[Mention] = field(default_factory=list)
    name: str = field(default="", repr=False)
    surname_only: bool = False
    ordinary: list[Mention] = field(default_factory=list)
    known_as: tuple[str, ...] = field(default=(), repr=False)
    role: str = ""
    _places: list[tuple[int, int]] = field(default_factory=list)

    def add(self, mention: Mention) -> None:
        """Take a mention in."""
        self.mentions.append(mention)
        insort(self._places, mention.place)

    def absorb(self, other: "Cluster") -> None:
        """Take all mentions of another cluster over."""
        for mention in other.mentions:
            self.add(mention)
        self.role = self.role or other.role
        other.mentions.clear()
        other._places.clear()

    def last_before(self, place: tuple[int, int]) -> tuple[int, int]:
        """Return the place of the last mention before a place; (-1, -1) where there is none."""
        index = bisect_left(self._places, place)
        return self._places[index - 1] if index else (-1, -1)

    @property
    def first(self) -> tuple[int, int] | None:
        """The place of the first mention."""
        return self._places[0] if self._places else None


class Lore(NameLore):
    """The word lists of linking: what `NameLore` holds, and nicknames."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.suffixes = frozenset(
            fold(each).strip(".") for each in config.words["company_suffixes"]
        )
        self._groups: dict[str, set[int]] = {}
        for number, group in enumerate(config.words["nicknames"]):
            for name in group.split():
                self._groups.setdefault(name, set()).add(number)

    def groups(self, name: str) -> Set[int]:
        """Return the numbers of the groups of given names that a folded one is a form of."""
        return self._groups.get(name, frozenset())

    def same_given_name(self, one: str, other: str) -> bool:
        """Return whether one folded given name is a short form of the other."""
        return bool(self.groups(one) & self.groups(other))


def neighbours(
    clusters: Iterable[Cluster],
) -> Iterator[tuple[tuple[Mention, Cluster], tuple[Mention, Cluster]]]:
    """Yield each two mentions of different clusters that follow each other in one document."""
    owners = sorted(
        ((mention, cluster) for cluster in clusters for mention in cluster.mentions),
        key=lambda pair: pair[0].place,
    )
    for left, right in itertools.pairwise(owners):
        if left[0].document == right[0].document and left[1] is not right[1]:
            yield left, right


def close(one: str, other: str) -> bool:
    """Return whether two folded words may be one word, once misspelt.

    One edit (insertion, deletion, change, or swap of neighbours: optimal string alignment) for
    words of five letters or more, two from nine on, and never in the first letter alone. What a
    scanner takes for one another, "rn" and "m", is the same.

    >>> close("kowalska", "kowalsak"), close("sommer", "sornmer"), close("kowalska", "nowalska")
    (True, True, False)
    """
    one, other = one.replace("rn", "m"), other.replace("rn", "m")
    longest = max(len(one), len(other))
    if min(len(one), len(other)) < 5 or one[:1] != other[:1]:
        return False
    allowed = 2 if longest >= 9 else 1
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def surface(mention: Mention, texts: Sequence[str]) -> str:
    """Return the text of a mention."""
    return mention.span.of(texts[mention.document])
