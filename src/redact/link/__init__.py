"""Link: mentions of one person, organisation, place or contact become one entity."""

from collections.abc import Sequence

from redact.datamodel import NAME_LABELS, Detection, Document, Entity, KnownPerson, Mention
from redact.link import addresses, contacts, organizations, owners, people, places
from redact.link.cluster import Cluster, Lore
from redact.link.labels import agreed
from redact.link.second_pass import find_more
from redact.names import words


def link(
    documents: Sequence[Document],
    detections: Sequence[Sequence[Detection]],
    lore: Lore,
    roster: Sequence[KnownPerson] = (),
) -> tuple[Entity, ...]:
    """Return the entities of a scope, numbered by label in reading order.

    Mentions of one entity are joined first; then every further occurrence of a linked name, or of
    a safe part of it, is found in all documents of the scope (see `second_pass`). No two mentions
    overlap. An address, a link or a handle stays an entity of its own, and knows its owner.

    Args:
        documents: The documents of the scope, in order.
        detections: For each document its disjoint detections.
        lore: Word lists.
        roster: Known people; mentions of one row are one entity.
    """
    mentions = [
        Mention(index, detection)
        for index, found in enumerate(detections)
        for detection in sorted(found)
    ]
    texts = [document.text for document in documents]
    mentions = agreed(mentions, texts, lore)
    clusters = [
        *people.cluster(_of("PERSON", mentions), texts, lore, roster),
        *organizations.cluster(_of("ORGANIZATION", mentions), texts, lore),
        *places.cluster(_of("LOCATION", mentions), texts, lore),
        *contacts.cluster([m for m in mentions if m.detection.label not in NAME_LABELS], texts),
    ]
    found = [words(text) for text in texts]
    met = [cluster for cluster in clusters if cluster.mentions]
    clusters.extend(addresses.bearers(met, texts, found, lore))
    find_more(clusters, texts, found, lore)
    met = [cluster for cluster in clusters if cluster.mentions]
    return _numbered(met, list(owners.owned(met, texts, lore)))


def _of(label: str, mentions: Sequence[Mention]) -> list[Mention]:
    return [mention for mention in mentions if mention.detection.label == label]


def _numbered(
    clusters: Sequence[Cluster], owned: Sequence[tuple[Cluster, Cluster]]
) -> tuple[Entity, ...]:
    """Return the entities; `owned` are addresses, each with its owner."""
    counters: dict[str, int] = {}
    numbers: dict[int, int] = {}
    ordered = sorted(clusters, key=lambda each: min(each.mentions).place)
    for cluster in ordered:
        numbers[id(cluster)] = counters[cluster.label] = counters.get(cluster.label, 0) + 1
    owner = {id(cluster): numbers[id(person)] for cluster, person in owned}
    return tuple(
        Entity(
            label=cluster.label,
            number=numbers[id(cluster)],
            mentions=tuple(sorted(cluster.mentions)),
            name=cluster.name,
            surname_only=cluster.surname_only,
            ordinary=tuple(sorted(cluster.ordinary)),
            owner=owner.get(id(cluster)),
            role=cluster.role,
        )
        for cluster in ordered
    )
