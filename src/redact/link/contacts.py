"""Contact details and numbers: one entity for each value, however it is set."""

import re
from collections.abc import Sequence

from redact.datamodel import Mention
from redact.link.cluster import Cluster, surface


def cluster(mentions: Sequence[Mention], texts: Sequence[str]) -> list[Cluster]:
    """Return one cluster a value and label."""
    clusters: dict[tuple[str, str], Cluster] = {}
    for mention in mentions:
        text = surface(mention, texts)
        label = mention.detection.label
        found = clusters.setdefault((label, _value(text, label)), Cluster(label, name=text))
        found.add(mention)
    return list(clusters.values())


def _value(text: str, label: str) -> str:
    if label == "PHONE_NUMBER":
        return re.sub(r"\D", "", text)[-9:]
    if label == "URL":
        return re.sub(r"^(?:https?://)?(?:www\.)?|/$", "", text.casefold())
    if label in ("EMAIL_ADDRESS", "HANDLE"):
        return text.casefold().lstrip("@")
    return re.sub(r"[\W_]", "", text.casefold())
