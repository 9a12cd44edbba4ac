"""What a copy still tells although no name stands in it: counted, so that nobody is deceived."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

#: The kinds of telling words, in the order in which the cover page lists them.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "pronouns": "pronouns that tell gender (he, her, himself)",
        "gendered": "other words that tell gender (woman, wife, sorority)",
        "titles": "titles and forms of address (Mr, Ms, Frau)",
        "nationalities": "words for nationalities, languages and creeds",
        "ages": "ages (24 years old)",
        "years": "years (2019)",
    }
)
_PRONOUN = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_GENDERED = re.compile(
    r"\b(?:(?:fe)?males?|(?:wo)?m[ae]n|girls?|boys?|wife|wives|husbands?|mothers?|fathers?|sisters?"
    r"|brothers?|daughters?|sons?|maternity|paternity|fraternit(?:y|ies)|sororit(?:y|ies))\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b\d{1,2}[- ]years?[- ]old\b|\baged? (?:of )?\d{1,2}\b|\b\d{1,2} years of age\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\w./-])(?:19|20)\d\d(?![\w])")
_WORD = re.compile(r"[^\W\d_]+(?:[.\-][^\W\d_]+)?")


def readable(text: str, titles: frozenset[str], nationalities: frozenset[str]) -> Counter[str]:
    """Return how often words of each kind stand in the text of a copy.

    >>> found = readable("He is 24 years old and Polish.", frozenset(), frozenset({"polish"}))
    >>> sorted(found.items())
    [('ages', 1), ('nationalities', 1), ('pronouns', 1)]
    """
    words = Counter(_WORD.findall(text))
    told: Counter[str] = Counter(
        pronouns=len(_PRONOUN.findall(text)),
        gendered=len(_GENDERED.findall(text)),
        titles=sum(n for word, n in words.items() if _is(word, titles)),
        nationalities=sum(n for word, n in words.items() if _is(word, nationalities)),
        ages=len(_AGE.findall(text)),
        years=len(_YEAR.findall(text)),
    )
    return +told


def added(counts: Iterable[Counter[str]]) -> Counter[str]:
    """Return the sum of some counts."""
    return sum(counts, Counter[str]())


def _is(word: str, known: frozenset[str]) -> bool:
    return word[0].isupper() and word.casefold() in known
