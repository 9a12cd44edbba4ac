"""Mentions of one place: the same words, whatever case, diacritics or small slip."""

from collections.abc import Sequence

from redact.datamodel import Mention
from redact.link.cluster import Cluster, Lore, close, surface
from redact.names import words

#: A name is compared with at most so many others.
_MOST_COMPARED = 2000
_SAME = {
    "uk": ("united", "kingdom"),
    "usa": ("united", "states"),
    "us": ("united", "states"),
    "uae": ("united", "arab", "emirates"),
}


def cluster(mentions: Sequence[Mention], texts: Sequence[str], lore: Lore) -> list[Cluster]:
    """Return one cluster a place."""
    by_key: dict[tuple[str, ...], Cluster] = {}
    clusters: list[Cluster] = []
    for mention in sorted(mentions, key=lambda each: each.place):
        text = surface(mention, texts)
        key = _key(text)
        found = by_key.get(key) or _longer_or_shorter(key, by_key) or _misspelt(key, by_key)
        if found is None:
            found = Cluster("LOCATION")
            clusters.append(found)
        by_key.setdefault(key, found)
        found.add(mention)
        found.name = max(found.name, text, key=len)
    return clusters


def _key(text: str) -> tuple[str, ...]:
    folded = tuple(
        word.folded for word in words(text) if word.folded not in ("the", "of", "america")
    )
    joined = "".join(folded)
    return _SAME.get(joined, folded)


def _longer_or_shorter(
    key: tuple[str, ...], by_key: dict[tuple[str, ...], Cluster]
) -> Cluster | None:
    """Return a place that begins with the name, or whose name the key begins with."""
    if not key or len(key[0]) < 4 or len(by_key) > _MOST_COMPARED or _has_digit(key):
        return None
    return next(
        (
            found
            for other, found in by_key.items()
            if other and not _has_digit(other) and key[: len(other)] == other[: len(key)]
        ),
        None,
    )


def _has_digit(key: tuple[str, ...]) -> bool:
    return any(word.isdigit() for word in key)


def _misspelt(key: tuple[str, ...], by_key: dict[tuple[str, ...], Cluster]) -> Cluster | None:
    if len(key) != 1 or len(key[0]) < 5 or len(by_key) > _MOST_COMPARED:
        return None
    return next(
        (found for other, found in by_key.items() if len(other) == 1 and close(key[0], other[0])),
        None,
    )
