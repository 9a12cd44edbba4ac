"""The detector: one analyzer with the recognizers of the table, its results settled and mapped."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from presidio_analyzer import EntityRecognizer, RecognizerResult
from rapidfuzz.distance import OSA

from redact.config import Config
from redact.datamodel import LABELS, Detection, Document, KnownPerson, Ruling, Span, TextMap
from redact.detect import (
    couples,
    decisions,
    formlines,
    introduction,
    model,
    numbers,
    organizations,
    patterns,
    presidio,
    salutation,
    signoff,
    speakers,
    tables,
)
from redact.detect import roster as known_names
from redact.detect.degrees import Degrees
from redact.detect.engine import LANGUAGE, LocalSpacyEngine, build_engine, model_version
from redact.detect.eponyms import Eponyms
from redact.detect.ordinary import Ordinary
from redact.detect.plain import PlainWords, in_small_letters, joints
from redact.detect.scanned import as_meant
from redact.detect.scripts import own_script
from redact.detect.seats import Seats
from redact.detect.settle import settle
from redact.detect.tidy import Tidy
from redact.lexicon import known_words
from redact.names import placeholder_words, words
from redact.prose import MARKS, reading_view
from redact.spanset import SpanSet

#: Every recognizer of the program; a new one is one more line.
RECOGNIZERS: Mapping[str, Callable[[Config], Sequence[EntityRecognizer]]] = MappingProxyType(
    {
        "model": model.build,
        "patterns": patterns.build,
        "presidio": presidio.build,
        "salutation": salutation.build,
        "sign-off": signoff.build,
        "introduction": introduction.build,
        "couples": couples.build,
        "form lines": formlines.build,
        "tables": tables.build,
        "speakers": speakers.build,
        "numbers": numbers.build,
        "organizations": organizations.build,
    }
)

#: Longer texts are analysed in parts that end at a line's end: some of Presidio's steps take
#: time in the square of the number of results.
_LONGEST_PART = 40_000
#: A placeholder is beside a span within so many characters.
_BESIDE = 60
#: Rules that know a name by the words around it, whatever else the name may mean.
_SURE = frozenset({"introduction", "title", "salutation", "roster"})
#: Rules that know a single letter for a person.
_SIGNED = frozenset({"initial_after_title", "initials_after_dash"})
#: A signature of so many characters is an initial.
_LETTER = 2
_MODEL = "model"
#: From this score on the model is believed against a word list: "In Java his mother".
_CONVINCED = 0.97
#: A postcode stands beside its town, and a house number beside its street.
_MERE_NUMBER = re.compile(r"\d{1,6}")
_TOWN_BEFORE = re.compile(r"[^\W\d_a-z][\w'’-]*,? \Z")
_TOWN_BEHIND = re.compile(r",? [^\W\d_a-z]")
#: A year by itself: in brackets, in a cell, at either end of a stretch of years.
_YEAR = re.compile(r"(?<=[(|–-])\s?(?:19|20)\d\d(?=\s?[)|–-])|(?<=[(|] )(?:19|20)\d\d(?= ?[)|])")
#: How old somebody is: "I am Aarav Patel, 22, from Ahmedabad".
_AGE = re.compile(r"(?<=[^\W\d_], )[1-9]\d(?=, [a-z])")
_SURE_OF_NUMBERS = 0.3
#: "Prof. Mamadou Sow (UCAD)": where somebody works.
_SHORT_IN_BRACKETS = re.compile(r"\([A-Z]{3,}\Z")
#: Below this, "Adam" is the optimizer: where he is a person, the model is nearly certain.
_SURE_OF_EPONYMS = 0.2
_TIED = re.compile(r"[^\W\d_a-z][\w.]* & \Z")
_BRACKETED = re.compile(r"\[[^\[\]\n]{1,40}\]")
_EDGES = re.compile(rf"^\W+|[^\w.){MARKS}]+$")


class Detector:
    """Finds what a configuration asks for; holds the model, and nothing of any letter."""

    def __init__(self, config: Config, roster: Sequence[KnownPerson] = ()) -> None:
        """Load the model; `roster` are known people, to be found in every form.

        Raises:
            ModelError: the pipeline is missing or broken.
        """
        # Presidio's own log lines may quote the text that they are about.
        logging.getLogger("presidio-analyzer").setLevel(logging.CRITICAL)
        recognizers = [one for build in RECOGNIZERS.values() for one in build(config)]
        recognizers.extend(known_names.build(config, roster))
        self._engine = build_engine(config, recognizers)
        self._nlp_engine: LocalSpacyEngine = self._engine.nlp_engine
        self._thresholds = {label: config.labels[label].threshold for label in LABELS}
        self._ordinary_thresholds = {
            label: threshold
            for label in LABELS
            if (threshold := config.labels[label].ordinary_threshold) is not None
        }
        self._words = known_words()
        self._beside_placeholders = config.model.beside_placeholders
        self._placeholders = placeholder_words(config)
        self._tidy = Tidy(config)
        self._eponyms = Eponyms(config)
        self._degrees = Degrees(config)
        self._seats = Seats(config)
        self._ordinary = Ordinary(config)
        self._plain = PlainWords()
        self._couples = couples.Couples(config)
        self.model_version = model_version(self._engine)

    def detect(self, document: Document, rulings: Sequence[Ruling] = ()) -> tuple[Detection, ...]:
        """Return disjoint detections in reading order; offsets count in the document's text.

        Placeholders that the letter holds already are left alone. What `rulings` hide is found
        wherever it stands, as whole words in any case.
        """
        text = document.text
        reading = reading_view(text)
        found = [
            detection
            for start, part in _parts(reading)
            for detection in self._detect_part(reading, start, part)
        ]
        found.extend(decisions.detections(text, rulings))
        protected = self._protected(text)
        pairs = {part for pair in self._couples.pairs(text) for part in _and_whole(pair)}
        guessed = [
            one
            for one in found
            if one.recognizer == _MODEL and not (one.label == "ORGANIZATION" and one.span in pairs)
        ]
        known = [one for one in found if one.recognizer != _MODEL]
        ordinary = SpanSet(self._ordinary.stretches(text))
        small = in_small_letters(text)
        beside = joints(text, guessed)
        certain = [
            one
            for one in _around(text, guessed, ordinary)
            if self._is_certain(one, text, protected)
            and (
                _is_tied(one, text)
                or (
                    self._is_more_than_words(one, text)
                    and (beside.touching(one.span) or self._plain.certain(text, one, small=small))
                )
            )
        ]
        disjoint = settle(text, _around(text, [*known, *certain], protected))
        settled = tuple(self._seats.told(text, disjoint))
        own = _around(text, list(own_script(text, settled)), protected)
        return settle(text, [*settled, *own]) if own else settled

    def _is_certain(self, detection: Detection, text: str, protected: SpanSet) -> bool:
        """Whether a name of the model is certain enough for what it is made of and stands beside.

        A term of science is none; what stands beside a placeholder needs more.
        """
        span = detection.span
        if self._eponyms.is_term(text, span):
            return False
        if self._degrees.is_one(span.of(text)) and (
            detection.label == "ORGANIZATION" or "." in span.of(text)
        ):
            return False
        if detection.score < _SURE_OF_EPONYMS and self._eponyms.knows(span.of(text)):
            return False
        if detection.score < _SURE_OF_NUMBERS and _is_mere_number(text, detection):
            return False
        if detection.label == "LOCATION" and _YEAR.match(text, span.start):
            return False
        if detection.label == "LOCATION" and len(span) == 2 and _AGE.match(text, span.start):
            return False
        if detection.score >= self._beside_placeholders:
            return True
        return not protected.touching(Span(max(0, span.start - _BESIDE), span.end + _BESIDE))

    def _is_more_than_words(self, detection: Detection, text: str) -> bool:
        """Whether a name is more than words of the dictionary, or certain enough for these."""
        needed = self._ordinary_thresholds.get(detection.label, 0.0)
        return detection.score >= needed or not self._is_ordinary(detection.span.of(text))

    def _is_ordinary(self, surface: str) -> bool:
        """Return whether every word of a name is one of the dictionary, which digits are not."""
        found = words(surface)
        return bool(found) and all(word.folded in self._words.dictionary for word in found)

    def read_ahead(self, documents: Iterable[Document]) -> None:
        """Let a thread run the model on documents that `detect` will be given next."""
        self._nlp_engine.read_ahead(
            part for document in documents for _, part in _parts(reading_view(document.text))
        )

    def stop_reading_ahead(self) -> None:
        """Forget what was begun for documents that will not come."""
        self._nlp_engine.stop_reading_ahead()

    def _detect_part(self, reading: TextMap, start: int, part: str) -> Iterator[Detection]:
        for result in self._engine.analyze(part, LANGUAGE, entities=list(LABELS)):
            if result.score >= self._thresholds[result.entity_type]:
                label, score, name = result.entity_type, result.score, _name(result)
                signs_a_letter = name == "sign-off" and result.end - result.start <= _LETTER
                if name in _SIGNED or signs_a_letter:
                    yield Detection(
                        reading.source(Span(result.start + start, result.end + start)),
                        label,
                        score,
                        name,
                    )
                    continue
                sure = name in _SURE or (name == _MODEL and score >= _CONVINCED)
                for low, high in self._tidy.spans(part, result.start, result.end, label, sure=sure):
                    span = reading.source(Span(low + start, high + start))
                    short = label == "PERSON" and _SHORT_IN_BRACKETS.search(part, 0, high)
                    whose = "ORGANIZATION" if short and short.start() == low - 1 else label
                    yield Detection(span, whose, score, name)

    def _protected(self, text: str) -> SpanSet:
        """Return the placeholders in a text, also misspelt ones."""
        return SpanSet(
            Span(*match.span())
            for match in _BRACKETED.finditer(text)
            if is_placeholder(match.group()[1:-1], self._placeholders)
        )


def is_placeholder(inner: str, known: frozenset[str]) -> bool:
    """Return whether what stands in brackets is a placeholder, at most two letters misspelt.

    >>> is_placeholder("compaany", frozenset({"company"}))
    True
    >>> is_placeholder("Anna", frozenset({"name"}))
    False
    """
    word = re.sub(r"[ _-]*(?:\d+|[A-Z])?$", "", inner.strip())
    if word.casefold() in known:
        return True
    if not word.islower() or len(word) < 5:
        return False
    return any(
        abs(len(word) - len(other)) <= 2 and OSA.distance(word, other, score_cutoff=2) <= 2
        for other in known
        if len(other) >= 6
    )


def _parts(reading: TextMap) -> Iterator[tuple[int, str]]:
    """Yield each part of a text that is read for itself, as it was meant, and where it starts."""
    for start, end in parts(reading.view, _LONGEST_PART):
        part = as_meant(reading.view[start:end])
        if part.strip():
            yield start, part


def parts(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """Yield ranges that cover a text, each at most `longest` characters and cut at a line's end."""
    start = 0
    while len(text) - start > longest:
        end = start + longest
        for mark in ("\n\n", "\n", " "):
            cut = text.rfind(mark, start + longest // 2, end)
            if cut > 0:
                end = cut + len(mark)
                break
        yield start, end
        start = end
    yield start, len(text)


def _and_whole(pair: tuple[Span, Span]) -> tuple[Span, ...]:
    """Return the spans of two people and what a firm of both would be, with parts of the second."""
    one, two = pair
    return (one, two, Span(one.start, two.end))


def _is_tied(detection: Detection, text: str) -> bool:
    """Return whether "&" ties a span to the name before it: "Köhler & Partner"."""
    start = detection.span.start
    return _TIED.search(text, max(0, start - 30), start) is not None


def _is_mere_number(text: str, detection: Detection) -> bool:
    """Return whether a place is nothing but a number, with no town beside it."""
    start, end = detection.span.start, detection.span.end
    return (
        detection.label == "LOCATION"
        and _MERE_NUMBER.fullmatch(text, start, end) is not None
        and not _TOWN_BEFORE.search(text, max(0, start - 30), start)
        and not _TOWN_BEHIND.match(text, end)
    )


def _around(text: str, detections: Sequence[Detection], protected: SpanSet) -> list[Detection]:
    """Cut the protected spans out of the detections."""
    kept: list[Detection] = []
    for detection in detections:
        for piece in protected.outside(detection.span):
            tidy = piece if piece == detection.span else _tidy(text, piece)
            if tidy is not None:
                kept.append(replace(detection, span=tidy))
    return kept


def _tidy(text: str, span: Span) -> Span | None:
    """Return the span without punctuation at its edges; what a placeholder left over is no name."""
    surface = _EDGES.sub("", span.of(text))
    if sum(char.isalnum() for char in surface) < 2:
        return None
    start = text.index(surface, span.start)
    return Span(start, start + len(surface))


def _name(result: RecognizerResult) -> str:
    metadata = result.recognition_metadata or {}
    return str(metadata.get(RecognizerResult.RECOGNIZER_NAME_KEY, "unknown"))
