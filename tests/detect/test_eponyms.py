"""Terms of science that bear a name."""

import pytest

from redact.config import Config
from redact.datamodel import Span
from redact.detect.eponyms import Eponyms


@pytest.mark.parametrize(
    ("text", "name", "term"),
    [
        ("a Fourier transform", "Fourier", True),
        ("of Weibull models", "Weibull", True),
        ("the Diels–Alder one", "Diels–Alder", True),
        ("by Kruskal–Wallis", "Kruskal", True),
        ("by Kruskal–Wallis", "Wallis", True),
        ("Bell's palsy", "Bell's", True),
        ("the Adam optimizer", "Adam", True),
        ("Markov decision processes", "Markov", True),
        ("with Weibull and me", "Weibull", False),
        ("Fourier said so", "Fourier", False),
        ("the Frostwick transform", "Frostwick", False),
        ("Anna Fourier's method", "Anna Fourier's", False),
    ],
)
def test_a_term_is_such_names_before_a_noun_of_science(
    text: str, name: str, term: bool, config: Config
) -> None:
    start = text.index(name)
    assert Eponyms(config).is_term(text, Span(start, start + len(name))) is term
