"""Words that resemble a hidden one: another spelling, a part of it, or a longer word."""

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA

from redact.datamodel import Doubt
from redact.doubt.slips import is_run_together, is_slip
from redact.lexicon import KnownWords
from redact.names import Word
from redact.spanset import SpanSet

_SHORTEST = 4
#: Endings that make an adjective or a field of science of a name: Hamiltonian, Slovenian.
_DERIVED = ("ian", "ean", "ese", "ity", "ism", "ist", "ish")


def resembling(
    found: Sequence[Word], hidden: Iterable[str], known: KnownWords, protected: SpanSet
) -> Iterator[Doubt]:
    """Yield words close to a hidden one by edit distance, or sharing a long beginning with it.

    Args:
        found: The words of the copy.
        hidden: The folded single words that the scope hides.
        known: Ordinary words are never doubted for their likeness.
        protected: Where placeholders stand.
    """
    rare = [word for word in hidden if len(word) >= _SHORTEST and word.isalpha()]
    alike = {word for word in {each.folded for each in found} if _is_close(word, rare, known)}
    for word in found:
        if word.folded in alike and not protected.touching(word.span):
            yield Doubt(word.span, "resembles a hidden name", 0.0)


def _is_close(word: str, rare: Sequence[str], known: KnownWords) -> bool:
    """Whether a word resembles a rare one, and is no common one, even misspelt or run together."""
    if len(word) < _SHORTEST or known.is_ordinary(word):
        return False
    if word.startswith("the") or word.endswith(_DERIVED):
        return False
    # The slips come last, for they are the dearest.
    alike = any(_alike(word, other) for other in rare)
    return alike and not (is_run_together(word) or is_slip(word, known))


def _alike(one: str, other: str) -> bool:
    shortest, longest = min(len(one), len(other)), max(len(one), len(other))
    allowed = 1 if longest <= 6 else 2
    if longest - shortest <= allowed and OSA.distance(one, other, score_cutoff=allowed) <= allowed:
        return one != other and shortest >= 5
    return shortest >= 5 and (one in other or other in one)
