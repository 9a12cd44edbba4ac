"""Which words of a marked person's name are given, middle or family name, told by all its forms.

Nothing is looked up: "A. Kowalska" shows that Kowalska is the family name of Anna Kowalska, and
"KOVALEV D. A." or "Zhang Lei" beside "Lei" that the family name stands first.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import Enum
from itertools import pairwise

from redact.names import fold

_LETTER = r"(?:[^\W\d_][\u0300-\u036f]*)"
_WORD = re.compile(rf"{_LETTER}+(?:['’‐-]{_LETTER}+)*")
#: "AdamNowak" is two words, "McArdle" and "MacDonald" are one.
_GLUED = re.compile(r"(?<=[^\W\d_A-Z]{3})(?=[A-Z])")
_PARTICLES = frozenset(
    (
        *("van", "von", "der", "den", "de", "del", "della", "dela", "dos", "das", "da", "do", "du"),
        *("di", "la", "le", "las", "los", "ter", "ten", "te", "zu", "zur", "zum", "al", "el", "y"),
        *("ibn", "bin", "bint", "ben", "abou", "abu", "abd", "ni", "nic", "mac", "ap", "af", "av"),
    )
)
#: A father's name between two others: what follows it is the family name.
_FATHERS = re.compile(r".+(?:ovich|evich|ovych|ovna|evna|ivna|ichna)$")
_TITLE = re.compile(
    r"(?:\b(?P<man>mr|herr|sr|señor|monsieur|sir)|\b(?P<woman>mrs|ms|miss|mme|mlle|frau|sra|señora)"
    r"|\b(?:dr|prof|professor|ir|ing|mx|madam|dra|rev))\.?\s+$",
    re.IGNORECASE,
)
_LONGEST_TITLE = 20
_SURE = 10.0
#: Two spellings of one name share at least so much.
_ALIKE = 0.8


class Role(Enum):
    """What a word is in a name."""

    GIVEN = "given"
    MIDDLE = "middle"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Part:
    """A word of a mention, and how it is set."""

    text: str = field(repr=False)
    start: int
    initial: bool
    bracketed: bool
    particle: bool

    @property
    def key(self) -> str:
        """The word as names are compared."""
        return re.sub(r"['’‐]", "", fold(self.text))

    @property
    def accented(self) -> bool:
        """Whether it has a letter that English lacks."""
        return not all(char.isascii() for char in self.text if char not in "’‐")

    @property
    def is_latin(self) -> bool:
        """Whether it is written in Latin letters."""
        return any(fold(char).isascii() for char in self.text)


def parts_of(surface: str) -> tuple[Part, ...]:
    """Return the words of a name, with what stands glued together taken apart.

    >>> [part.text for part in parts_of("AdamNowak, K.V.")]
    ['Adam', 'Nowak', 'K', 'V']
    """
    found: list[Part] = []
    for match in _WORD.finditer(surface):
        cuts = [0, *(cut.start() for cut in _GLUED.finditer(match[0])), len(match[0])]
        for low, high in pairwise(cuts):
            text, start = match[0][low:high], match.start() + low
            before = surface[:start][-1:]
            bare = fold(text)
            # The t of "van 't Hoff", and the Ó of "Ó Súilleabháin", are no initials.
            elided = before in ("'", "’") or text == "Ó"
            found.append(
                Part(
                    text,
                    start,
                    initial=len(bare) == 1 and not elided and bare != "y" and bare.isascii(),
                    bracketed=before in ("(", '"', "“", "”", "«"),
                    particle=_is_particle(bare, first=not found and not text.islower()) or elided,
                )
            )
    return tuple(found)


def _is_particle(bare: str, *, first: bool) -> bool:
    """Return whether a word belongs to the next: Abd al-Rahman's Abd, not Ben Carter's Ben."""
    return bare in _PARTICLES and (not first or bare == "abd")


@dataclass(frozen=True, slots=True)
class Person:
    """What the forms of one person's name tell: the role of each word, and the order."""

    roles: Mapping[str, Role] = field(repr=False)
    family: str = field(repr=False)
    family_first: bool
    accented: frozenset[str] = field(repr=False)

    @property
    def middles(self) -> tuple[str, ...]:
        """The words between given and family name."""
        return tuple(word for word, role in self.roles.items() if role is Role.MIDDLE)

    def role(self, part: Part) -> Role:
        """Return what a full word is; one that is unlike all others is a given name."""
        known = self._known(part.key)
        return self.roles[known] if known else Role.GIVEN

    def is_plain(self, part: Part) -> bool:
        """Return whether a word stands without the diacritics that it has elsewhere."""
        return not part.accented and part.key in self.accented

    def _known(self, key: str) -> str | None:
        if key in self.roles:
            return key
        pieces = set(key.split("-"))
        for word in self.roles:
            if pieces & set(word.split("-")) or alike(word, key):
                return word
        return None


def alike(one: str, other: str) -> bool:
    """Return whether two folded words may be spellings of one name."""
    return min(len(one), len(other)) > 3 and SequenceMatcher(None, one, other).ratio() >= _ALIKE


def title_before(text: str, start: int) -> re.Match[str] | None:
    """Return the title that stands right before a place: its group `man` or `woman`, or neither."""
    return _TITLE.search(text[max(0, start - _LONGEST_TITLE) : start])


def is_fathers_name(word: str) -> bool:
    """Return whether a folded word is a Slavic patronymic.

    >>> is_fathers_name("dmitrievna"), is_fathers_name("ivanov")
    (True, False)
    """
    return bool(_FATHERS.match(word))


def person(surfaces: Sequence[str], titled: Sequence[bool]) -> Person:
    """Return what the mentions of one person tell.

    Args:
        surfaces: the mentions.
        titled: for each mention whether a title stands before it.
    """
    forms = [parts_of(surface) for surface in surfaces]
    fullest = max(map(_units, forms), key=len, default=())
    votes = _Votes(fullest)
    for surface, parts, title in zip(surfaces, forms, titled, strict=True):
        votes.take(surface, parts, titled=title)
    accented = frozenset(part.key for parts in forms for part in parts if part.accented)
    if len(fullest) < 2:
        formal = any(titled) or any(part.initial for parts in forms for part in parts)
        role = Role.FAMILY if formal else Role.GIVEN
        words = [part.key for parts in forms for part in parts if not part.initial]
        name = _key(fullest[0]) if fullest else ""
        return Person(dict.fromkeys(words, role), name, False, accented)
    family = fullest[0] if votes.first else fullest[-1]
    rest = fullest[1:] if votes.first else fullest[:-1]
    alone = [unit for unit in rest if votes.lone & {part.key for part in unit}]
    given = alone[0] if alone else rest[0]
    roles = {part.key: Role.FAMILY for part in family}
    for unit in rest:
        for part in unit:
            roles.setdefault(part.key, Role.GIVEN if unit is given else Role.MIDDLE)
    return Person(roles, _key(family), votes.first, accented)


_Unit = tuple[Part, ...]


def _key(unit: _Unit) -> str:
    return " ".join(part.key for part in unit)


def _units(parts: Sequence[Part]) -> tuple[_Unit, ...]:
    """Return the full words, particles together with what they belong to."""
    units: list[_Unit] = []
    open_unit = False
    for part in parts:
        if part.initial or part.bracketed:
            continue
        if open_unit:
            units[-1] = (*units[-1], part)
        else:
            units.append((part,))
        open_unit = part.particle
    return tuple(units)


class _Votes:
    """Weighs whether the first or the last of the full words is the family name."""

    def __init__(self, fullest: tuple[_Unit, ...]) -> None:
        self._ends = [_pieces(unit) for unit in fullest[:1] + fullest[-1:]]
        self._weights = [0.0, 0.5]
        if any(is_fathers_name(part.key) for unit in fullest[1:-1] for part in unit):
            self._weights[1] += _SURE
        self.lone: set[str] = set()

    @property
    def first(self) -> bool:
        return self._weights[0] > self._weights[1]

    def take(self, surface: str, parts: Sequence[Part], *, titled: bool) -> None:
        """Weigh one form of the name."""
        units = _units(parts)
        if not units:
            return
        if "," in surface:
            before = [part for part in parts if part.start < surface.index(",")]
            self._add(before, _SURE)
        shouted = [part for part in parts if part.text.isupper() and len(part.key) > 1]
        if shouted and len(shouted) < sum(not part.initial for part in parts):
            self._add(shouted, _SURE)
        initials = [part.initial for part in parts]
        if initials[0] or (sum(initials) > 1 and not any(initials[: -sum(initials)])):
            self._add(units[-1], _SURE)
        elif len(parts) == len(units[0]):
            self._add(units[0], 1.0 if titled else -1.0)
            if not titled:
                self.lone.update(part.key for part in units[0])

    def _add(self, parts: Sequence[Part], weight: float) -> None:
        for index, end in enumerate(self._ends):
            if _pieces(parts) & end:
                self._weights[index] += weight


def _pieces(parts: Sequence[Part]) -> set[str]:
    """Return the words of a part of a name, double ones by halves as well."""
    keys = [part.key for part in parts if not part.particle]
    return {piece for key in keys for piece in (key, *key.split("-"))}
