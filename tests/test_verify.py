"""The search for survivors."""

from collections.abc import Callable

import pytest

from redact.datamodel import Document, Span
from redact.link.cluster import Lore
from redact.verify import hidden_terms, survivors


@pytest.mark.parametrize(
    ("hidden", "copy", "left"),
    [
        ("Anna Kowalska", "[name] and Kowalska", ["Kowalska"]),
        ("Anna Kowalska", "[name] and ANNA", ["ANNA"]),
        ("ANNA KOWALSKA", "Anna", ["Anna"]),
        ("Anna Kowalska", "[name] left", []),
        ("Anna Kowalska", "Kowal\u00adska", ["Kowal\u00adska"]),
        ("Anna Kowalska", "Kow*alsk*a", ["Kow*alsk*a"]),
        ("Anna Kowalska", "| Kowal-\n| ska", ["Kowal-\n| ska"]),
        ("Anna Kowalska", "file_kowalska.pdf", ["kowalska"]),
        ("May", "it may rain", []),
        ("Name Obi", "[name] came", []),
        ("Anna Kowalska", "[kowalska_1] and [my friend kowalska]", ["kowalska", "kowalska"]),
        ("Łukasz", "Lukasz", ["Lukasz"]),
    ],
)
def test_a_hidden_name_is_found_where_it_survives(
    hidden: str, copy: str, left: list[str], document: Callable[[str], Document], lore: Lore
) -> None:
    source = document(hidden)
    terms = hidden_terms([source], [[(Span(0, len(hidden)), "PERSON")]], lore)
    assert [span.of(copy) for span in survivors(copy, terms, [], lore)] == left


def test_a_recorded_decision_keeps_an_occurrence(
    document: Callable[[str], Document], lore: Lore
) -> None:
    terms = hidden_terms([document("May")], [[(Span(0, 3), "PERSON")]], lore)
    assert survivors("[name] in May and May", terms, [Span(10, 13)], lore) == (Span(18, 21),)
