"""Runs of capitalised words that may be names: by lists, by what stands around them, by form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from redact.config import Config
from redact.datamodel import Doubt, Span
from redact.doubt.acronyms import spelled_out
from redact.doubt.shown import Shown
from redact.doubt.slips import is_run_together, is_slip
from redact.lexicon import KnownWords
from redact.names import NameLore, Word, zipf
from redact.spanset import SpanSet

_WITHIN_RUN = re.compile(r"[ \t]|[-‐–’'/]|, ?|\. ?|[ ]?&[ ]?")
_SENTENCE_OPENS = re.compile(r"(?:^|[.!?…][\"”’)]*\s+|\n[ \t>*•|\d.)\-–]*|[\"“„(]\s*|:\s+)$")
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)\.?[ \t]*[\"“(]?$")
_PERSON_BESIDE = re.compile(r"\[(?:name|surname)(?:_\d+)?\]$")
_PERSON_AFTER = re.compile(r"[ \t]{1,2}\[(?:name|surname)(?:_\d+)?\]")
_NOUN_AFTER = re.compile(r"[-’' \t]{1,2}(?:s[ \t])?(?P<word>[a-z]{3,})")
_PLACE_BEFORE = frozenset(("in", "at", "near", "from", "to", "around", "outside", "via", "leaving"))
_PERSON_BEFORE = frozenset(
    (
        *("by", "with", "called", "named", "am", "is", "colleague", "friend", "supervisor"),
        *("signed", "cc"),
        *("brother", "sister", "wife", "husband", "son", "daughter", "mother", "father", "aunt"),
        *("uncle", "cousin", "mentor", "teacher", "advisor", "adviser", "neighbour", "boss"),
    )
)
#: What leads to a name, even in a text of capitals.
_LEADING_BEFORE = re.compile(
    r"(?i)\b(?:at|by|with|from|joined|dear|named|called|colleague|friend|near|member of"
    r"|(?:for|at|of) the) $"
)
#: What follows the subject of a sentence, or somebody who owns.
_SUBJECT = re.compile(
    r"[’']s\b| (?:is|was|has|had|will|would|can|could|did|does|said|says|wrote|writes|asked|asks"
    r"|told|gave|joined|came|went|taught|knows|works|worked|lives|and I|and she|and he)\b"
)
_DERIVED = ("s", "ian", "ians", "icity", "ity", "ised", "ized", "ness", "esque")
_SHORTEST_SLIP = 6
_LONGEST_ACRONYM = 6
#: A word as common as this is no name unless its surroundings say so.
_COMMON_ZIPF = 3.6


@dataclass(frozen=True, slots=True)
class _Run:
    """Capitalised words in a row, the words of them that no dictionary holds, and their place."""

    words: tuple[Word, ...] = field(repr=False)
    strange: tuple[Word, ...] = field(repr=False)

    @property
    def span(self) -> Span:
        return Span(self.words[0].start, self.words[-1].end)


class Capitals:
    """Looks for names among capitalised words."""

    def __init__(self, config: Config, known: KnownWords) -> None:
        self._known = known
        self._lore = NameLore(config)
        self._fixed = frozenset().union(
            *(
                config.word_set(name)
                for name in (
                    *("titles", "mere_titles", "roles", "months", "nationalities", "closings"),
                    *("generic_addressees", "technical_terms", "organization_words", "unit_words"),
                    *("salutations", "placeholder_words", "person_fields", "location_fields"),
                    *("organization_fields", "form_words"),
                )
            )
        )
        self._eponym_nouns = config.word_set("eponym_nouns")
        self._forms = config.word_set("form_words")
        self._eponyms = config.word_set("eponyms")

    def is_fixed(self, word: str) -> bool:
        """Return whether a folded word belongs to letters as such: a month, a title, a term."""
        return word in self._fixed

    def doubts(self, shown: Shown, protected: SpanSet) -> Iterator[Doubt]:
        """Yield runs of capitalised words that may be names, outside of the protected spans."""
        for run in self._runs(shown, protected):
            kind = self._kind(shown.text, run, capitals=shown.in_capitals)
            if kind:
                yield Doubt(run.span, kind, 0.0)

    def _runs(self, shown: Shown, protected: SpanSet) -> Iterator[_Run]:
        run: list[Word] = []
        text = shown.text
        for word in shown.words:
            candidate = self._is_candidate(word) and not protected.touching(word.span)
            if run and not (
                candidate
                and self._continues(text, run[-1], word)
                and not (shown.in_capitals and self._is_plain(word))
            ):
                yield from self._trimmed(run)
                run = []
            if candidate:
                run.append(word)
        if run:
            yield from self._trimmed(run)

    def _is_candidate(self, word: Word) -> bool:
        if not (word.capital and word.folded.isalpha()):
            return False
        # Parts of a run such as PyTorch or PostgreSQL are technical, unless somebody bears them.
        return not word.glued or (len(word.folded) > 3 and self._known.is_name(word.folded))

    def _continues(self, text: str, last: Word, word: Word) -> bool:
        gap = text[last.end : word.start]
        if not _WITHIN_RUN.fullmatch(gap) and not word.glued:
            return False
        return not gap.startswith(".") or len(last.folded) == 1 or last.folded in self._lore.titles

    def _trimmed(self, run: list[Word]) -> Iterator[_Run]:
        """Yield the run without the ordinary words at its ends, if anything is left."""
        for length in (3, 2):
            for first in range(len(run) - length + 1):
                place = tuple(run[first : first + length])
                listed = " ".join(word.folded for word in place) in self._known.places
                if listed and not any(word.folded in self._forms for word in place):
                    yield _Run(place, place)
                    return
        strange = [place for place, word in enumerate(run) if not self._is_plain(word)]
        if strange:
            words = tuple(run[strange[0] : strange[-1] + 1])
            yield _Run(words, tuple(run[place] for place in strange))

    def _is_plain(self, word: Word) -> bool:
        folded = word.folded
        if folded in self._fixed or len(folded) == 1:
            return True
        if folded in self._known.places and folded not in self._known.dictionary:
            return False
        if self._known.is_name(folded) or folded in self._known.places:
            return self._known.is_ordinary(folded) and zipf(folded) >= _COMMON_ZIPF
        return self._known.is_ordinary(folded) or is_run_together(folded)

    def _kind(self, text: str, run: _Run, *, capitals: bool) -> str | None:
        """Return the kind of doubt; None for an eponym, such as a Fourier transform."""
        span = run.span
        before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 40]
        match = _WORD_BEFORE.search(before)
        word_before = match["word"].casefold() if match else ""
        noun = _NOUN_AFTER.match(after)
        if noun and self._is_eponym_noun(noun["word"]):
            return None
        eponyms = all(self._is_eponym(word.folded) for word in run.strange)
        titled = run.words[0].folded.startswith("prof")
        if self._is_beside_person(before, after) and not (
            eponyms or titled or self._is_misspelt(run)
        ):
            return "beside a hidden name"
        if word_before in self._lore.titles:
            return "after a title"
        if eponyms or ("–" in span.of(text) and len(run.words) == len(run.strange)):
            return None
        listed = self._listed(run, word_before)
        if listed:
            return listed
        unlisted = self._unlisted(text, run, capitals=capitals)
        return None if unlisted is None or self._is_misspelt(run) else unlisted

    def _is_eponym(self, word: str) -> bool:
        """Whether a folded word is an eponym of science or made of one: Gaussians."""
        stems = (word, *(word.removesuffix(ending) for ending in _DERIVED))
        return any(stem in self._eponyms for stem in stems)

    def _is_misspelt(self, run: _Run) -> bool:
        """Whether unknown words are common ones with one slip of the pen: Octobwr."""
        return all(
            len(word.folded) >= _SHORTEST_SLIP and is_slip(word.folded, self._known)
            for word in run.strange
        )

    def _is_beside_person(self, before: str, after: str) -> bool:
        behind = _PERSON_BESIDE.search(before.rstrip(" \t")) and before[-1:] in " \t"
        return bool(behind or _PERSON_AFTER.match(after))

    def _is_eponym_noun(self, word: str) -> bool:
        return word in self._eponym_nouns or word.removesuffix("s") in self._eponym_nouns

    def _listed(self, run: _Run, word_before: str) -> str | None:
        """Return the kind of a run that holds a known name or place."""
        names = [word for word in run.strange if self._known.is_name(word.folded)]
        if names and len(run.strange) >= 2:
            return "full name"
        whole = " ".join(word.folded for word in run.words)
        if whole in self._known.places or any(w.folded in self._known.places for w in run.strange):
            return "place after a preposition" if word_before in _PLACE_BEFORE else "known place"
        if names:
            return "person after a cue" if word_before in _PERSON_BEFORE else "known name"
        return None

    def _unlisted(self, text: str, run: _Run, *, capitals: bool) -> str | None:
        """Return the kind of a run that no list knows; among capitals its place must tell."""
        surface, span = run.span.of(text), run.span
        before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 40]
        led = _LEADING_BEFORE.search(before) is not None
        if capitals and not led:
            return None
        if surface.isupper() and len(surface) <= _LONGEST_ACRONYM:
            return None if capitals or spelled_out(text, surface) else "acronym"
        if len(run.strange) >= 2:
            return "unknown words"
        if _SENTENCE_OPENS.search(before) is None:
            return "unknown word"
        return "unknown word at the start" if _SUBJECT.match(after) else None
