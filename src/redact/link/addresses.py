"""Names that an e-mail address gives away: the part before the @ belongs to its person."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from redact.datamodel import Detection, Mention
from redact.link.cluster import Cluster, Lore, surface
from redact.names import Word, fold, zipf

_PARTS = re.compile(r"[^\W\d_]{4,}")
#: A word as common as this is no name, even where an address holds it (Zipf's scale).
_ORDINARY = 3.5
_SCORE = 0.8
_BRACKETED = re.compile(r"\[[^\[\]\n]*\]")


def bearers(
    clusters: Sequence[Cluster],
    texts: Sequence[str],
    found: Sequence[Sequence[Word]],
    lore: Lore,
) -> list[Cluster]:
    """Return a cluster for each person who so far is known by an address alone.

    A part of an address counts where it also stands in the letters, outside of every mention,
    capitalised or as a word that nobody knows, and is no ordinary word.
    """
    parts = {
        part
        for cluster in clusters
        if cluster.label == "EMAIL_ADDRESS"
        for mention in cluster.mentions
        for part in _PARTS.findall(fold(surface(mention, texts).split("@")[0]))
        if zipf(part) < _ORDINARY and part not in lore.generic
    }
    if not parts:
        return []
    known: dict[str, Cluster] = {}
    for mention, part in _standing_alone(clusters, texts, found, parts):
        known.setdefault(part, Cluster("PERSON", name=part)).add(mention)
    return list(known.values())


def _standing_alone(
    clusters: Sequence[Cluster],
    texts: Sequence[str],
    found: Sequence[Sequence[Word]],
    parts: set[str],
) -> Iterator[tuple[Mention, str]]:
    covered: dict[int, set[int]] = defaultdict(set)
    for cluster in clusters:
        for mention in cluster.mentions:
            covered[mention.document].update(range(mention.span.start, mention.span.end))
    for document, text in enumerate(texts):
        taken = covered[document]
        for match in _BRACKETED.finditer(text):
            taken.update(range(*match.span()))
        for word in found[document]:
            if (
                word.folded in parts
                and (word.capital or not zipf(word.folded))
                and not _touches(word, taken)
            ):
                detection = Detection(word.span, "PERSON", _SCORE, "second pass")
                yield Mention(document, detection, "e-mail address"), word.folded


def _touches(word: Word, taken: set[int]) -> bool:
    return word.start in taken or word.end - 1 in taken
