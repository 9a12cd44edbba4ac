"""Pairs of gold mentions that linking must join or keep apart, and what makes each pair hard.

A pair is a mention and the fullest mention of whom or what it means. Its kind is told by the forms
alone: "A. Kowalska" beside "Anna Kowalska" has initials, "Kowalska Anna" the other order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from redact.evaluate.gold import GoldLetter, GoldMention
from redact.evaluate.nameparts import (
    Part,
    Person,
    Role,
    alike,
    is_fathers_name,
    parts_of,
    person,
    title_before,
)
from redact.evaluate.owners import NOBODY, owner_of
from redact.names import fold

#: A surname that is longer may lose its last letter: Petrov, Petrova.
_SHORT = 4
_WORD = re.compile(r"[^\W\d_]+")
_CAPITALS = re.compile(r"[^\W\d_a-z](?:[.&/-]?[^\W_]){1,7}\.?")


class Kind(StrEnum):
    """What tells two mentions apart."""

    GIVEN = "given name alone"
    SURNAME = "surname alone"
    SHORTER = "shorter full name"
    SPELLING = "other case, spelling or script"
    INITIALS = "initials"
    ORDER = "other name order"
    PATRONYMIC = "patronymic"
    MARRIED = "married or double surname"
    NICKNAME = "nickname"
    SCATTERED = "given and family name in two places"
    ACRONYM = "acronym"
    PART = "part of the name of a place or an organization"
    EMAIL = "e-mail address of a person"
    HANDLE = "handle of a person"
    NOBODY = "address or handle of nobody, left alone"
    APART = "two people with one surname, kept apart"


#: The kinds that tell whose a mention is; it stays an entity of its own.
CONTACT_KINDS = frozenset({Kind.EMAIL, Kind.HANDLE, Kind.NOBODY})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions, what tells them apart, and whether they mean the same.

    Of an address or a handle `other` is its owner, or None where it is nobody's.
    """

    kind: Kind
    mention: GoldMention
    other: GoldMention | None

    @property
    def same(self) -> bool:
        """Whether the two are to be joined."""
        return self.kind not in (Kind.APART, Kind.NOBODY)


def pairs(letter: GoldLetter) -> tuple[Pair, ...]:
    """Return all pairs of a letter; a mention in just the fullest form makes none."""
    people = dict(_entities(letter, "PERSON"))
    return (
        *(pair for mentions in people.values() for pair in _of_person(letter, mentions)),
        *(
            pair
            for label in ("ORGANIZATION", "LOCATION")
            for _, mentions in _entities(letter, label)
            for pair in _of_name(letter, mentions)
        ),
        *_of_contacts(letter, people),
        *_of_namesakes(letter, people),
    )


def _entities(letter: GoldLetter, label: str) -> Iterator[tuple[str, list[GoldMention]]]:
    found: dict[str, list[GoldMention]] = {}
    for mention in letter.mentions:
        if mention.label == label:
            found.setdefault(mention.entity, []).append(mention)
    return iter(found.items())


def _fullest(letter: GoldLetter, mentions: Sequence[GoldMention]) -> GoldMention:
    """Return the mention with the most full words, then with the most letters, then the first."""

    def fullness(mention: GoldMention) -> tuple[int, int]:
        surface = mention.span.of(letter.text)
        words = [part for part in parts_of(surface) if not part.initial]
        return len(words), len(surface)

    return max(mentions, key=fullness)


def _known(letter: GoldLetter, mentions: Sequence[GoldMention]) -> Person:
    return person(
        [mention.span.of(letter.text) for mention in mentions],
        [title_before(letter.text, mention.span.start) is not None for mention in mentions],
    )


def _of_person(letter: GoldLetter, mentions: Sequence[GoldMention]) -> Iterator[Pair]:
    full = _fullest(letter, mentions)
    known = _known(letter, mentions)
    forms = {mention: parts_of(mention.span.of(letter.text)) for mention in mentions}
    names = {part.key for parts in forms.values() if len(parts) > 1 for part in parts[-1:]}
    for mention, parts in forms.items():
        if mention.span.of(letter.text) != full.span.of(letter.text):
            yield Pair(_kind(parts, forms[full], known, names), mention, full)


def _kind(parts: Sequence[Part], full: Sequence[Part], known: Person, last_words: set[str]) -> Kind:
    """Return what tells a form from the fullest one.

    Args:
        last_words: the last word of every form of several words.
    """
    words = [part.key for part in parts if not part.initial]
    whole = [part.key for part in full if not part.initial]
    places = [_place(word, whole) for word in words]
    roles = {known.role(part) for part in parts if not part.initial}
    if not any(part.is_latin for part in parts):
        return Kind.SPELLING
    if _is_reversed(parts, full, places):
        return Kind.ORDER
    if _are_initials(parts, full) or (
        any(part.initial for part in parts) and len(words) < len(whole)
    ):
        return Kind.INITIALS
    if any(map(is_fathers_name, words)) or (len(words) > 1 and any(map(is_fathers_name, whole))):
        return Kind.PATRONYMIC
    if None in places:
        return _kind_of_stranger(words, places, full, last_words)
    if any(part.bracketed and part.key in words for part in full) and len(words) == 1:
        return Kind.NICKNAME
    if len(parts) == len(full):
        return Kind.MARRIED if _is_half(words, whole) else Kind.SPELLING
    if roles == {Role.FAMILY}:
        return Kind.SURNAME
    if Role.FAMILY not in roles:
        return Kind.GIVEN
    return Kind.MARRIED if _is_half(words, whole) else Kind.SHORTER


def _is_reversed(parts: Sequence[Part], full: Sequence[Part], places: Sequence[int | None]) -> bool:
    """Return whether words that both names have stand in another order."""
    found = [place for place in places if place is not None]
    if len(found) > 1 and found != sorted(found):
        return True
    ends = parts[0].initial, parts[-1].initial
    return ends[0] != ends[1] and (full[0].initial, full[-1].initial) == ends[::-1]


def _are_initials(parts: Sequence[Part], full: Sequence[Part]) -> bool:
    """Return whether one word is made of the first letters of the whole name, as "MvE" is."""
    letters = "".join(part.key[:1] for part in full)
    return len(parts) == 1 and len(letters) > 1 and parts[0].key == letters


def _is_half(words: Sequence[str], whole: Sequence[str]) -> bool:
    """Return whether a name of several words has one half of a double surname."""
    halves = {half for word in whole if "-" in word for half in word.split("-")}
    return len(words) > 1 and any(word in halves for word in words)


def _kind_of_stranger(
    words: Sequence[str], places: Sequence[int | None], full: Sequence[Part], last_words: set[str]
) -> Kind:
    """Return the kind of a form with a word that the fullest one lacks."""
    if len(words) > 1:
        return Kind.MARRIED if places[-1] is None and places[0] is not None else Kind.NICKNAME
    if words[0] in last_words:
        return Kind.MARRIED
    if any(part.initial and part.key == words[0][0] for part in full):
        return Kind.INITIALS
    return Kind.SCATTERED if len(full) == 1 else Kind.NICKNAME


def _place(word: str, whole: Sequence[str]) -> int | None:
    """Return which word of a name is meant, in whatever spelling."""
    if word in whole:
        return whole.index(word)
    for index, other in enumerate(whole):
        if set(word.split("-")) & set(other.split("-")) or alike(word, other):
            return index
    return None


def _of_name(letter: GoldLetter, mentions: Sequence[GoldMention]) -> Iterator[Pair]:
    full = max(mentions, key=lambda mention: len(mention.span))
    name = full.span.of(letter.text)
    for mention in mentions:
        surface = mention.span.of(letter.text)
        if surface == name:
            continue
        if fold(surface) == fold(name) or alike(fold(surface), fold(name)):
            yield Pair(Kind.SPELLING, mention, full)
        else:
            kind = Kind.ACRONYM if is_acronym(surface, name) else Kind.PART
            yield Pair(kind, mention, full)


def is_acronym(short: str, name: str) -> bool:
    """Return whether capitals stand for the words of a name: most of them begin a word, in order.

    >>> is_acronym("MIPT", "Moscow Institute of Physics and Technology")
    True
    >>> is_acronym("Moscow", "Moscow Institute of Physics and Technology")
    False
    """
    if not _CAPITALS.fullmatch(short) or fold(short) in fold(name).split():
        return False
    left = iter([word[0] for word in _WORD.findall(fold(name))])
    letters = [char for char in fold(short) if char.isalpha()]
    begun = 0
    for char in letters:
        rest = list(left)
        if char in rest:
            begun += 1
            rest = rest[rest.index(char) + 1 :]
        left = iter(rest)
    return len(letters) > 1 and 2 * begun > len(letters)


def _of_contacts(letter: GoldLetter, people: dict[str, list[GoldMention]]) -> Iterator[Pair]:
    """Yield each address and user name with its owner, or with None where it is nobody's."""
    kinds = {"EMAIL_ADDRESS": Kind.EMAIL, "HANDLE": Kind.HANDLE}
    forms = {
        entity: [mention.span.of(letter.text) for mention in mentions]
        for entity, mentions in people.items()
    }
    for mention in letter.mentions:
        if mention.label not in kinds:
            continue
        owner = owner_of(mention.span.of(letter.text), forms)
        if owner == NOBODY:
            yield Pair(Kind.NOBODY, mention, None)
        elif owner is not None:
            yield Pair(kinds[mention.label], mention, _fullest(letter, people[owner]))


def _of_namesakes(letter: GoldLetter, people: dict[str, list[GoldMention]]) -> Iterator[Pair]:
    """Yield every mention of one person with the fullest one of somebody of the same surname."""
    known = {entity: _known(letter, found) for entity, found in people.items()}
    for one, other in combinations(people, 2):
        if not _namesakes(known[one], known[other]):
            continue
        left, right = _fullest(letter, people[one]), _fullest(letter, people[other])
        for mention in people[one]:
            yield Pair(Kind.APART, mention, right)
        for mention in people[other]:
            if mention is not right:
                yield Pair(Kind.APART, mention, left)


def _namesakes(one: Person, other: Person) -> bool:
    """Return whether the surname of one is that of the other, or one of the other's two."""
    return any(
        _one_family(left.family, name)
        for left, right in ((one, other), (other, one))
        for name in (right.family, *right.middles)
    )


def _one_family(one: str, other: str) -> bool:
    """Return whether two surnames are one, or forms of one for a man and a woman."""
    short, long = sorted((one, other), key=len)
    return (
        bool(short)
        and long.startswith(short[:-1] if len(short) > _SHORT else short)
        and (len(long) - len(short) <= 2)
    )
