"""Mentions of one organisation: full name, short name, acronym, misspelling."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from redact.datamodel import Mention
from redact.link.cluster import Cluster, Lore, close, neighbours, surface
from redact.names import fold, words

_SMALL = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "at",
        "on",
        "de",
        "la",
        "le",
        "du",
        "des",
        "del",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "und",
        "et",
        "y",
        "e",
        "für",
        "van",
        "den",
        "der",
        "al",
        "el",
    ]
)
#: A misspelt name is compared with at most so many words of other names.
_MOST_COMPARED = 2000
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")
#: What a name is glued to: "atUGR".
_GLUED = re.compile(r"^[^\W\d_A-Z]{2,3}(?=[A-Z]{3})|^(?:At|In|Of|The)(?=[A-Z]{3})")
#: Short forms of the words of a name.
_LONG = MappingProxyType(
    {
        **dict.fromkeys(("uni", "univ"), "university"),
        **dict.fromkeys(("inst",), "institute"),
        **dict.fromkeys(("assoc", "assn"), "association"),
        **dict.fromkeys(("centre", "ctr"), "center"),
        **dict.fromkeys(("natl", "nat"), "national"),
        **dict.fromkeys(("intl",), "international"),
        **dict.fromkeys(("dept",), "department"),
    }
)
_INFLECTION = re.compile(r"['’]s?$")


@dataclass(slots=True)
class _Organization:
    cluster: Cluster
    keys: set[tuple[str, ...]] = field(default_factory=set, repr=False)
    acronyms: set[str] = field(default_factory=set, repr=False)


def cluster(mentions: Sequence[Mention], texts: Sequence[str], lore: Lore) -> list[Cluster]:
    """Return one cluster an organisation; long names first, then short ones and acronyms."""
    known: list[_Organization] = []
    by_key: dict[tuple[str, ...], _Organization] = {}
    by_word: dict[str, list[_Organization]] = {}
    by_acronym: dict[str, _Organization] = {}
    keyed = [(_key(surface(mention, texts), lore), mention) for mention in mentions]
    for key, mention in sorted(keyed, key=lambda pair: (-len(pair[0]), pair[1].place)):
        text = surface(mention, texts)
        found = (
            by_key.get(key)
            or _acronym_of(text, by_acronym)
            or _similar(key, by_word, lore)
            or _looser_acronym_of(text, known)
        )
        if found is None:
            found = _Organization(Cluster("ORGANIZATION"))
            known.append(found)
        found.cluster.add(mention)
        by_key.setdefault(key, found)
        found.keys.add(key)
        for word in key:
            if not any(other is found for other in by_word.setdefault(word, [])):
                by_word[word].append(found)
        for acronym in acronyms(text):
            by_acronym.setdefault(acronym, found)
    _join_bracketed(known, texts)
    for organization in known:
        if organization.cluster.mentions:
            organization.cluster.name = max(
                (surface(mention, texts) for mention in organization.cluster.mentions), key=len
            )
    return [each.cluster for each in known if each.cluster.mentions]


def acronyms(text: str) -> tuple[str, ...]:
    """Return the acronyms that a long name makes, with and without its small words.

    >>> acronyms("Moscow Institute of Physics and Technology")
    ('mipt', 'miopat', 'miopt')
    """
    found = [word.folded for word in words(_POSSESSIVE.sub("", text)) if word.folded.isalpha()]
    big = [word for word in found if word not in _SMALL]
    if len(big) < 2:
        return ()
    forms = [
        "".join(word[0] for word in big),
        "".join(word[0] for word in found),
        "".join(word[0] for word in found if word not in _SMALL or word == "of"),
    ]
    return tuple(dict.fromkeys(forms))


def _key(text: str, lore: Lore) -> tuple[str, ...]:
    found = [word.folded for word in words(_INFLECTION.sub("", text))]
    folded = [_LONG.get(word, word) for word in found]
    key = tuple(w for w in folded if w not in _SMALL and w not in lore.suffixes)
    return key or tuple(folded)


def _acronym_of(text: str, by_acronym: dict[str, _Organization]) -> _Organization | None:
    first = _GLUED.sub("", text.partition(",")[0].strip())
    bare = re.sub(r"[.&/]| & ", "", _INFLECTION.sub("", first))
    if (
        2 <= len(bare) <= 8
        and bare.isalpha()
        and (sum(c.isupper() for c in bare) >= 2 or len(bare) <= 5)
    ):
        return by_acronym.get(fold(bare))
    return None


def _looser_acronym_of(text: str, known: list[_Organization]) -> _Organization | None:
    """Return the one organisation whose name has the letters, and whose big words begin with some.

    "ZJU" is Zhejiang University, "MUN" Memorial University of Newfoundland.
    """
    if not (3 <= len(text) <= 5 and text.isupper() and text.isalpha()):
        return None
    fitting = [each for each in known if any(_spells(fold(text), key) for key in each.keys)]
    return fitting[0] if len(fitting) == 1 else None


def _spells(letters: str, key: tuple[str, ...]) -> bool:
    """Return whether letters are found in the words in order, the first of each word among them.

    >>> _spells("zju", ("zhejiang", "university")), _spells("zlu", ("zhejiang", "university"))
    (True, False)
    """
    inner = "".join(f"{re.escape(word[0])}[a-z]{{0,2}}?" for word in key)
    if len(key) < 2 or not re.fullmatch(inner, letters):
        return False
    rest = iter("".join(key))
    return all(letter in rest for letter in letters)


def _similar(
    key: tuple[str, ...], by_word: dict[str, list[_Organization]], lore: Lore
) -> _Organization | None:
    """Return an organisation whose telling words include all of this name's."""
    telling = [word for word in key if word not in lore.generic]
    if not telling:
        return None
    for organization in by_word.get(telling[0], ()):
        for other in organization.keys:
            if set(telling) <= set(other) and _heads_agree(key, other, lore):
                return organization
    if len(by_word) > _MOST_COMPARED:
        return None
    for word, organizations in by_word.items():
        if len(telling) == 1 and len(key) == 1 and close(word, telling[0]):
            return organizations[0]
    return None


def _heads_agree(one: tuple[str, ...], other: tuple[str, ...], lore: Lore) -> bool:
    """Ordinary words of the shorter name must stand in the longer one too."""
    ordinary = {word for word in one if word in lore.generic}
    return ordinary <= set(other)


def _join_bracketed(known: list[_Organization], texts: Sequence[str]) -> None:
    """Join "Long Name (LN)": what stands in brackets right after a name is the same one."""
    for (left, before), (right, after) in neighbours(each.cluster for each in known):
        text = texts[left.document]
        gap = text[left.span.end : right.span.start]
        closes = text[right.span.end : right.span.end + 1] == ")"
        short = _acronym_like(right.span.of(text)) or _acronym_like(left.span.of(text))
        if re.fullmatch(r"\s*\(", gap) and closes and short and before.mentions:
            before.absorb(after)


def _acronym_like(text: str) -> bool:
    return len(text) <= 10 and sum(char.isupper() for char in text) >= 2 and " " not in text
