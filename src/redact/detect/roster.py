"""Known names: what the roster lists is found in every letter, whole or in a distinctive part."""

from collections.abc import Iterator, Sequence

from redact.config import Config
from redact.datamodel import KnownPerson
from redact.detect.rule import Found, RuleRecognizer
from redact.names import NameLore, Term, occurrences, terms_of, words


def build(config: Config, roster: Sequence[KnownPerson]) -> list[RuleRecognizer]:
    """Return the recognizer of the names in the roster; none where the roster is empty."""
    lore = NameLore(config)
    labels: dict[Term, str] = {}
    for row in roster:
        for label, texts in (
            ("PERSON", row.names),
            ("ORGANIZATION", row.organizations),
            ("LOCATION", row.locations),
            ("EMAIL_ADDRESS", row.emails),
        ):
            for text in texts:
                whole, parts = terms_of(text, label, lore)
                if whole is not None:
                    labels.setdefault(whole, label)
                for term in parts:
                    if term.key[0] not in lore.ambiguous and term.key[0] not in lore.months:
                        labels.setdefault(term, label)
    if not labels:
        return []

    def find(text: str) -> Iterator[Found]:
        for span, term in occurrences(text, words(text), labels):
            yield Found(span.start, span.end, labels[term], 1.0)

    return [RuleRecognizer("roster", sorted(set(labels.values())), find)]
