"""Terms of science that bear a name: a Fourier transform names nobody who is spoken of."""

import re

from redact.config import Config
from redact.datamodel import Span

_JOINT = re.compile(r"[-‐–—/ ]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_HALF_AFTER = re.compile(r"[-‐–—](?P<name>[^\W\d_]+)")
_HALF_BEFORE = re.compile(r"(?P<name>[^\W\d_]{2,20})[-‐–—]\Z")
#: So many letters at most, and the dash.
_LONGEST_HALF = 21
#: The noun of the term, where the span holds it too: "Kneser-Ney smoothing".
_NOUN_WITHIN = re.compile(r"(?<=\w)(?: [a-z]{2,}){1,2}$")
_NOUN = re.compile(r"(?:['’]s?)?[-‐ ]{1,2}(?:[a-z]{2,12}[- ])?(?P<word>[a-z]{2,})")


class Eponyms:
    """Knows terms such as "Navier-Stokes equations", by the word lists of a configuration."""

    def __init__(self, config: Config) -> None:
        self._names = config.word_set("eponyms")
        self._nouns = config.word_set("eponym_nouns")

    def knows(self, surface: str) -> bool:
        """Return whether all words of a name are such names: "Adam", "Dijkstra"."""
        return all(word.casefold() in self._names for word in _JOINT.split(surface))

    def is_term(self, text: str, span: Span) -> bool:
        """Return whether a span is such names alone, before a noun of science or joined in pairs.

        >>> from redact.config import load_config
        >>> Eponyms(load_config()).is_term("a Fourier transform", Span(2, 9))
        True
        """
        surface = _NOUN_WITHIN.sub("", span.of(text))
        span = Span(span.start, span.start + len(surface))
        surface = _POSSESSIVE.sub("", surface)
        words = _JOINT.split(surface)
        if not words or any(word.casefold() not in self._names for word in words):
            return False
        if (len(words) > 1 and " " not in surface) or self._is_half(text, span):
            return True
        noun = _NOUN.match(text, span.end - (len(span) - len(surface)))
        return noun is not None and self._is_noun(text, noun)

    def _is_half(self, text: str, span: Span) -> bool:
        """Whether a dash joins the span with another such name: Kruskal–Wallis."""
        behind = _HALF_AFTER.match(text, span.end)
        before = _HALF_BEFORE.search(text, max(0, span.start - _LONGEST_HALF), span.start)
        return any(
            half is not None and half["name"].casefold() in self._names for half in (behind, before)
        )

    def _is_noun(self, text: str, match: re.Match[str]) -> bool:
        word = match["word"]
        between = text[match.start() : match.start("word")].split()
        known = (word, word.removesuffix("s"), word.removesuffix("es"))
        if any(each in self._nouns for each in known):
            return True
        return bool(between) and between[-1].strip("-") in self._nouns
