"""What a name is made of: its words, which of them give a person away, and where they occur."""

import gzip
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import msgpack

from redact.config import Config
from redact.datamodel import Span
from redact.errors import ModelError
from redact.kept import kept
from redact.prose import LETTERS, MARKS, reading_view
from redact.spanset import SpanSet
from redact.titles import Titles

#: Runs of letters or of digits; a run is also cut where a capital follows a small letter.
_RUN = re.compile(rf"(\d+|{LETTERS})")
_LETTERS_APART = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "þ": "th"}
)
_PLACEHOLDER = re.compile(r"\[(?P<word>[a-z]+(?:[ -][a-z]+)*)(?:_\d+)?\]")
#: Behind a letter or its marks.
_LAST_OF_WORD = re.compile(rf"[^\W_][{MARKS}]*\Z")
#: What may stand between two words of one name.
_GAP = re.compile(r"(?:[ \t.,'’\-‐–_]|\n[ \t>|]*){0,6}")
#: A capitalised word behind a name, and none behind that.
_BEHIND = re.compile(r" (?P<word>[A-Z][a-z]+)(?![\w'’-])(?! [A-Z])")
#: Zipf frequency (wordfreq) from which on a word of an organisation's name is an ordinary one.
ORDINARY_ZIPF = 3.2
#: A text of at most so many characters is a name rather than a letter.
_SHORT = 80


class Word(NamedTuple):
    """A word of a text: its place, its folded spelling, and whether a capital begins it.

    `glued` is true where the word is a part of a longer run ("Adam" in "labmateAdam"). A tuple, for
    there are as many as a letter has words.
    """

    start: int
    end: int
    folded: str
    capital: bool
    glued: bool

    def __repr__(self) -> str:
        """Letter text is never shown."""
        return f"Word({self.start}, {self.end})"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def fold(text: str) -> str:
    """Return the text without case and diacritics, for comparison.

    >>> fold("Łukasz ÇELİK")
    'lukasz celik'
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.translate(_LETTERS_APART))
    plain = "".join(char for char in apart if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", plain.casefold())


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order, read as a reader would (see `reading_view`).

    >>> [word.folded for word in words("labmateAdam O'Neill-Łoś 2024")]
    ['labmate', 'adam', 'o', 'neill', 'los', '2024']
    """
    return _short_words(text) if len(text) <= _SHORT else _last_words(text)


def _words(text: str) -> tuple[Word, ...]:
    reading = reading_view(text)
    offsets = reading.offsets
    found: list[Word] = []
    end = 0
    parts = _RUN.split(reading.view)
    for between, run in zip(parts[::2], parts[1::2], strict=False):
        start = end + len(between)
        end = start + len(run)
        first, last = offsets[start], reading.end_of(end - 1)
        if run.islower() and run.isascii():  # as most are
            found.append(Word(first, last, run, False, False))
            continue
        if run.islower() or run.istitle() or run.isupper() or not run[0].isalpha():
            found.append(Word(first, last, fold(run), run[0].isupper(), False))
            continue
        pieces = _camel_pieces(run)
        for begin, piece in pieces:
            first = offsets[start + begin]
            last = reading.end_of(start + begin + len(piece) - 1)
            found.append(Word(first, last, fold(piece), piece[0].isupper(), len(pieces) > 1))
    return tuple(found)


#: The names of a letter are taken apart again and again.
_short_words = lru_cache(maxsize=1024)(_words)
#: So is a copy: it is doubted, and then searched for what was hidden.
_last_words = kept(_words)


def _camel_pieces(run: str) -> list[tuple[int, str]]:
    """Cut a run where a capital follows a small letter; each piece with its offset."""
    cuts = []
    small = False
    for place, char in enumerate(run):
        if small and char.isupper():
            cuts.append(place)
        small = char.islower() or (small and not char.isalpha())  # a mark goes with its letter
    bounds = [0, *cuts, len(run)]
    return [(low, run[low:high]) for low, high in itertools.pairwise(bounds)]


def key_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text: what makes two spellings of a term one.

    >>> key_of("Old  TARN")
    ('old', 'tarn')
    """
    return tuple(word.folded for word in words(text))


def zipf(word: str) -> float:
    """Return how common a folded word is in English, on Zipf's scale (0 unknown, 8 the most).

    Source: Speer, R. (2022). rspeer/wordfreq, the list "small".

    >>> zipf("the") > zipf("grace") > zipf("frostwick") == 0
    True
    """
    return _frequencies().get(word, 0.0)


@cache
def _frequencies() -> dict[str, float]:
    """Read wordfreq's list itself: its package takes five times as long to import as the list.

    The list is a header and then, at each index, the words of a frequency of -index centibels.
    """
    spec = find_spec("wordfreq")
    if spec is None or not spec.submodule_search_locations:
        raise ModelError("the package wordfreq is not installed; install redact again")
    path = Path(spec.submodule_search_locations[0]) / "data" / "small_en.msgpack.gz"
    header, *groups = msgpack.unpackb(gzip.decompress(path.read_bytes()), raw=False)
    if header != {"format": "cB", "version": 1}:
        raise ModelError("the word list of wordfreq is of another version; install redact again")
    return {word: 9 - index / 100 for index, group in enumerate(groups) for word in group}


def placeholder_words(config: Config) -> frozenset[str]:
    """Return the words of placeholders: those configured, and those that people use by hand."""
    own = {entry.placeholder for entry in config.labels.values()}
    if config.surname_placeholder is not None:
        own.add(config.surname_placeholder)
    return config.word_set("placeholder_words") | frozenset(own)


#: Particles that people bear as a surname: Linh Do, Bartek Łoś, Anna Van.
_SURNAMES_TOO = frozenset(
    ("al", "da", "den", "di", "do", "dos", "du", "el", "la", "le", "los", "te", "ten", "van")
)


class NameLore:
    """The word lists of the configuration that say which words of a name matter."""

    def __init__(self, config: Config) -> None:
        self.titles = config.word_set("titles")
        self.particles = config.word_set("particles")
        self.ambiguous = config.word_set("ambiguous_names")
        self.months = config.word_set("months")
        self.placeholders = placeholder_words(config)
        #: Last words of the names of companies.
        self.company_tails = config.word_set("company_tails")
        self.generic = config.word_set("organization_words") | config.word_set("nationalities")
        #: Titles that are dropped together with the name behind them; none where all stay.
        self.dropped = Titles()
        if config.drop_titles:
            self.dropped = Titles(
                config.word_set("telling_titles"),
                config.word_set("telling_titles_capital"),
                self.titles,
            )

    def placeholder_spans(self, text: str) -> SpanSet:
        """Return where placeholders of a known word stand; any other word in brackets is text."""
        return SpanSet(
            Span(*match.span())
            for match in _PLACEHOLDER.finditer(text)
            if match.group("word") in self.placeholders
        )

    def name_words(self, found: Sequence[Word]) -> tuple[str, ...]:
        """Return the folded words of a person's name, without titles, particles and initials."""
        return tuple(
            word.folded
            for place, word in enumerate(found)
            if len(word.folded) > 1
            and not word.folded.isdigit()
            and not self.is_particle(word.folded, last=place == len(found) - 1 > 0 and word.capital)
            and word.folded not in self.titles
        )

    def is_particle(self, word: str, *, last: bool) -> bool:
        """Return whether a folded word only joins a name; `last` says that a name ends with it."""
        return word in self.particles and not (last and word in _SURNAMES_TOO)

    def distinctive(self, found: Sequence[Word], label: str) -> tuple[str, ...]:
        """Return the folded words of a name that alone would give it away.

        For a person: each word of two letters or more. For an organisation or a place: the words
        that no English reader expects, and the one that tells a university from all others.
        """
        if label == "PERSON":
            return self.name_words(found)
        if label not in ("ORGANIZATION", "LOCATION"):
            return ()
        content = [
            word.folded
            for word in found
            if word.capital
            and len(word.folded) >= 4
            and word.folded.isalpha()
            and word.folded not in self.generic
            and word.folded not in self.particles
        ]
        rare = tuple(word for word in content if zipf(word) < ORDINARY_ZIPF)
        if label == "ORGANIZATION" and len(content) == 1 and len(found) > 1:
            return (content[0],)
        return rare


@dataclass(frozen=True, slots=True)
class Term:
    """A sequence of folded words to look for, and how it was written where it was hidden.

    `cased` asks for a capital where it is found; `upper` for nothing but capitals (acronyms).
    """

    key: tuple[str, ...] = field(repr=False)
    cased: bool = True
    upper: bool = False


#: A name that is also an ordinary word, in lower case: called to (", hope!"), or alone in its line
#: or cell, as a signature.
_CALLS = re.compile(r", $")
_CALLED = re.compile(r"[!?]")
_OPENS_LINE = re.compile(r"(?:^|\n)[ \t>|*_-]*$")
_CLOSES_LINE = re.compile(r"[ \t*_]*(?:$|\n| [/|] )")
#: A number of so many digits is found again in any letter.
_LONGEST_COUNT = 4


def terms_of(surface: str, label: str, lore: NameLore) -> tuple[Term | None, tuple[Term, ...]]:
    """Return the term for a whole surface, and those for its distinctive parts.

    The first is None where the surface has no word to look for, or is a number that may count
    anything elsewhere: a postcode "2023" is a year in the next line.
    """
    found = words(surface)
    key = tuple(word.folded for word in found)
    parts = tuple(
        Term((part,), cased=_needs_capital((part,), lore))
        for part in lore.distinctive(found, label)
        if len(part) > 1
    )
    if not key or (len(key) == 1 and len(key[0]) < 2):
        return None, parts
    if label == "LOCATION" and len(key) == 1 and key[0].isdigit() and len(key[0]) <= _LONGEST_COUNT:
        return None, parts
    return Term(key, cased=_needs_capital(key, lore), upper=_is_acronym(surface)), parts


def _needs_capital(key: tuple[str, ...], lore: NameLore) -> bool:
    """Whether a lower-case occurrence could be an ordinary word."""
    return len(key) == 1 and (
        key[0] in lore.ambiguous or key[0] in lore.months or zipf(key[0]) >= 2.0
    )


def _is_acronym(surface: str) -> bool:
    return surface.isupper() and surface.isalpha() and len(surface) <= 3


def occurrences(
    text: str, found: Sequence[Word], terms: Iterable[Term]
) -> Iterator[tuple[Span, Term]]:
    """Yield where terms occur in a text as whole words, minding case; the longest first.

    `found` are the words of the text. Occurrences of different terms may overlap.
    """
    index = _by_first_word(terms)
    for position, word in enumerate(found):
        for length, same in index.get(word.folded, ()):
            group = found[position : position + length]
            for term in same.get(tuple(each.folded for each in group), ()):
                span = _match(text, group, term)
                if span is not None:
                    yield span, term


def with_tail(text: str, span: Span, tails: Set[str]) -> Span:
    """Return the span of a company with the last word of its name, where that stands behind it.

    >>> with_tail("At Tarn Systems, I", Span(3, 7), {"systems"})
    Span(start=3, end=15)
    """
    behind = _BEHIND.match(text, span.end)
    if behind is None or behind["word"].casefold() not in tails:
        return span
    return Span(span.start, behind.end("word"))


def literally(text: str, phrase: str) -> Iterator[Span]:
    """Yield where a phrase stands as it is written, in any case and with any white space.

    >>> list(literally("See doi:10.1/AB.", "doi:10.1/ab"))
    [Span(start=4, end=15)]
    """
    pattern = r"\s+".join(map(re.escape, phrase.split()))
    if not pattern:
        return
    before = r"(?<!\w)" if phrase.strip()[0].isalnum() else ""
    after = rf"(?![\w{MARKS}])" if _LAST_OF_WORD.search(phrase.strip()) else ""
    for match in re.finditer(f"{before}{pattern}{after}", text, re.IGNORECASE):
        yield Span(*match.span())


#: The terms of so many words, by these.
_Same = tuple[int, dict[tuple[str, ...], list[Term]]]


def _by_first_word(terms: Iterable[Term]) -> Mapping[str, Sequence[_Same]]:
    """Return the terms by their first word, the longest first.

    Many people of one given name cost no more than one: a term is looked up by all its words.
    """
    index: dict[str, dict[int, dict[tuple[str, ...], list[Term]]]] = {}
    for term in terms:
        lengths = index.setdefault(term.key[0], {})
        lengths.setdefault(len(term.key), {}).setdefault(term.key, []).append(term)
    return {first: sorted(each.items(), reverse=True) for first, each in index.items()}


def stands_alone(text: str, span: Span) -> bool:
    """Return whether somebody is called or signs: a name even where it is an ordinary word.

    >>> text = "It is on its way, hope!"
    >>> stands_alone(text, Span(18, 22)), stands_alone("I hope so", Span(2, 6))
    (True, False)
    """
    calls = _CALLS.search(text, max(0, span.start - 2), span.start)
    if calls and _CALLED.match(text, span.end):
        return True
    opens = _OPENS_LINE.search(text, max(0, span.start - 12), span.start)
    return bool(opens and _CLOSES_LINE.match(text, span.end))


def _match(text: str, group: Sequence[Word], term: Term) -> Span | None:
    """Return where a term stands whose words are a group, unless it is written otherwise."""
    span = Span(group[0].start, group[-1].end)
    for left, right in itertools.pairwise(group):
        gap = text[left.end : right.start]
        if not (_GAP.fullmatch(gap) or _GAP.fullmatch(reading_view(gap).view)):
            return None
    surface = span.of(text)
    if term.upper and not surface.isupper():
        return None
    # "hùng" is no English word, as "hung" is.
    small = surface.isascii() and not any(word.capital for word in group)
    if term.cased and small and not stands_alone(text, span):
        return None
    if group[0].glued and len(term.key) == 1 and len(term.key[0]) < 4:
        return None
    return span
