"""Known names: what the roster lists is found in every letter, whole or in a distinctive part."""

from collections.abc import Iterator, Sequence

from redact.config import Config
from redact.datamodel import KnownPerson
from redact.detect.rule import Found, RuleRecognizer
from redact.lexicon import known_words
from redact.names import NameLore, Term, occurrences, terms_of, words

#: The town that an organization is named after; "at Cambridge" is still the organization.
_TOWN = "town"
_AT = ("at ", "At ")


def build(config: Config, roster: Sequence[KnownPerson]) -> list[RuleRecognizer]:
    """Return the recognizer of the names in the roster; none where the roster is empty."""
    lore = NameLore(config)
    labels: dict[Term, str] = {}
    for _, term, label in sorted(_terms(roster, lore), key=lambda each: each[0]):
        labels.setdefault(term, label)
    if not labels:
        return []

    def find(text: str) -> Iterator[Found]:
        for span, term in occurrences(text, words(text), labels):
            label = labels[term]
            if label == _TOWN:
                label = (
                    "ORGANIZATION" if text.startswith(_AT, max(0, span.start - 3)) else "LOCATION"
                )
            yield Found(span.start, span.end, label, 1.0)

    told = {label if label != _TOWN else "LOCATION" for label in labels.values()}
    return [RuleRecognizer("roster", sorted({*told, "ORGANIZATION"}), find)]


def _terms(roster: Sequence[KnownPerson], lore: NameLore) -> Iterator[tuple[int, Term, str]]:
    """Yield what to look for, as what, and at which rank: the first of the same words counts.

    People come first, then what is listed as a whole, then the parts of longer names.
    """
    for label, text in _listed(roster):
        whole, parts = terms_of(text, label, lore)
        person = label == "PERSON"
        if whole is not None:
            yield not person, whole, label
        for term in parts:
            word = term.key[0]
            if word not in lore.ambiguous and word not in lore.months:
                town = label == "ORGANIZATION" and word in known_words().places
                yield 0 if person else 2, term, _TOWN if town else label


def _listed(roster: Sequence[KnownPerson]) -> Iterator[tuple[str, str]]:
    """Yield each name of a roster after its label."""
    for row in roster:
        yield from (("PERSON", name) for name in row.names)
        yield from (("ORGANIZATION", name) for name in row.organizations)
        yield from (("LOCATION", name) for name in row.locations)
        yield from (("EMAIL_ADDRESS", address) for address in row.emails)
