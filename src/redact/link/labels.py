"""One name, one label: mentions that the detectors labelled differently come to agree."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from redact.datamodel import NAME_LABELS, Mention
from redact.link.cluster import Lore, surface
from redact.link.organizations import acronyms
from redact.names import words

#: The recognizer whose label is an opinion; all others know it from what stands around the name.
_OPINION = "model"
_KNOWLEDGE = 2.0
_Key = tuple[str, ...]


def agreed(mentions: Sequence[Mention], texts: Sequence[str], lore: Lore) -> list[Mention]:
    """Return the mentions in their order, each name under the label that most speaks for.

    A model reads every sentence by itself: "Effiong" may be an organisation in one and a person in
    the next. Three rules, in this order, change labels that only the model stands for:

    1. the same words have the label with the higher sum of scores;
    2. a part of a person's full name is that person, and a full name around a person's is a person;
       a part of an organisation's name that no person has is that organisation;
    3. the letters that abbreviate an organisation's name are that organisation.
    """
    keys = [_key(surface(mention, texts), lore) for mention in mentions]
    labels = [mention.detection.label for mention in mentions]
    open_to_change = [
        label in NAME_LABELS and bool(key) and mention.detection.recognizer == _OPINION
        for mention, label, key in zip(mentions, labels, keys, strict=True)
    ]
    votes = _votes(mentions, labels, keys)
    for index in _where(open_to_change):
        labels[index] = max(votes[keys[index]].items(), key=lambda pair: (pair[1], pair[0]))[0]
    for rule in (_Names.person_or, _Names.organization_or):
        known = _Names(labels, keys, lore)
        for index in _where(open_to_change):
            labels[index] = rule(known, keys[index], labels[index])
    shorts = {
        short
        for mention, label in zip(mentions, labels, strict=True)
        if label == "ORGANIZATION"
        for short in acronyms(surface(mention, texts))
        if len(short) > 2
    }
    for index in _where(open_to_change):
        text = surface(mentions[index], texts)
        if text.isupper() and text.isalpha() and keys[index][0] in shorts:
            labels[index] = "ORGANIZATION"
    return [
        mention
        if label == mention.detection.label
        else replace(mention, detection=replace(mention.detection, label=label))
        for mention, label in zip(mentions, labels, strict=True)
    ]


def _where(flags: Sequence[bool]) -> Iterable[int]:
    return (index for index, flag in enumerate(flags) if flag)


def _key(text: str, lore: Lore) -> _Key:
    return tuple(
        word.folded
        for word in words(text)
        if len(word.folded) > 1
        and word.folded not in lore.titles
        and word.folded not in lore.particles
    )


def _votes(
    mentions: Sequence[Mention], labels: Sequence[str], keys: Sequence[_Key]
) -> dict[_Key, dict[str, float]]:
    votes: dict[_Key, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for mention, label, key in zip(mentions, labels, keys, strict=True):
        known = mention.detection.recognizer != _OPINION
        votes[key][label] += mention.detection.score * (_KNOWLEDGE if known else 1.0)
    return votes


class _Names:
    """The words of all people and organisations of a scope."""

    def __init__(self, labels: Sequence[str], keys: Sequence[_Key], lore: Lore) -> None:
        self._lore = lore
        self._people = {key for label, key in zip(labels, keys, strict=True) if label == "PERSON"}
        self._full = _by_word(key for key in self._people if len(key) > 1)
        self._organizations = _by_word(
            key
            for label, key in zip(labels, keys, strict=True)
            if label == "ORGANIZATION" and len(key) > 1
        )

    def person_or(self, key: _Key, label: str) -> str:
        """Return PERSON for a name that a person's name explains, else the label."""
        if label == "PERSON" or any(self._is_generic(word) for word in key):
            return label
        if self._is_part(key, self._full) and not self._is_part(key, self._organizations):
            return "PERSON"
        ends = (key[:1], key[-1:])
        if label == "ORGANIZATION" and 1 < len(key) < 5 and any(e in self._people for e in ends):
            return "PERSON"
        if label == "LOCATION" and len(key) == 2 and any(e in self._people for e in ends):
            return "PERSON"
        return label

    def organization_or(self, key: _Key, label: str) -> str:
        """Return ORGANIZATION for a person's name that only an organisation has, else the label."""
        only = self._is_part(key, self._organizations) and not self._is_part(key, self._full)
        return "ORGANIZATION" if label == "PERSON" and only else label

    def _is_generic(self, word: str) -> bool:
        return word in self._lore.generic or word in self._lore.suffixes

    def _is_part(self, key: _Key, names: dict[str, list[frozenset[str]]]) -> bool:
        """Return whether a longer name has all the words."""
        return any(set(key) < name for name in names.get(key[0], ()))


def _by_word(keys: Iterable[_Key]) -> dict[str, list[frozenset[str]]]:
    index: dict[str, list[frozenset[str]]] = defaultdict(list)
    for key in keys:
        for word in set(key):
            index[word].append(frozenset(key))
    return index
