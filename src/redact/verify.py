"""Verify: search a reopened copy for terms that were hidden anywhere in its scope."""

from collections.abc import Iterable, Sequence

from redact.datamodel import NAME_LABELS, Document, Span
from redact.names import NameLore, Term, occurrences, terms_of, words


def hidden_terms(
    documents: Sequence[Document], hidden: Sequence[Iterable[tuple[Span, str]]], lore: NameLore
) -> tuple[Term, ...]:
    """Return what must not be found: the hidden surfaces of a scope and their distinctive parts.

    Args:
        documents: The original documents of the scope.
        hidden: For each of them its hidden source spans, each with its label.
        lore: Tells which part of a name is distinctive.
    """
    terms: set[Term] = set()
    for document, spans in zip(documents, hidden, strict=True):
        text = document.text
        for surface, label in {(span.of(text), label) for span, label in spans}:
            name = lore.dropped.without(surface) if label in NAME_LABELS else surface
            whole, parts = terms_of(name, label, lore)
            terms.update(parts if whole is None else (whole, *parts))
    return tuple(sorted(terms, key=lambda term: (term.key, term.cased, term.upper)))


def survivors(
    text: str, terms: Sequence[Term], kept: Sequence[Span], lore: NameLore
) -> tuple[Span, ...]:
    """Return where a hidden term still stands in a copy.

    Occurrences inside a placeholder do not count, nor do those that touch a span in `kept`,
    which a recorded decision keeps.
    """
    allowed = lore.placeholder_spans(text)
    for span in kept:
        allowed.add(span)
    found = sorted({span for span, _ in occurrences(text, words(text), terms)})
    return tuple(span for span in found if not allowed.touching(span))
