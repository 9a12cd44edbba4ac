"""Mentions of one place: the same words, whatever case, diacritics or small slip."""

from collections.abc import Sequence

from redact.datamodel import Mention
from redact.link.cluster import Cluster, Lore, close, surface
from redact.names import words

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
        found = by_key.get(key) or _misspelt(key, by_key)
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


def _misspelt(key: tuple[str, ...], by_key: dict[tuple[str, ...], Cluster]) -> Cluster | None:
    if len(key) != 1 or len(key[0]) < 6 or len(by_key) > 2000:
        return None
    return next(
        (found for other, found in by_key.items() if len(other) == 1 and close(key[0], other[0])),
        None,
    )
