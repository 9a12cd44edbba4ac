"""One scope from documents to redacted documents: detect, link, decide, replace; and the search."""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as with_changes

from redact import formats
from redact.alignment import Alignment
from redact.config import Config
from redact.datamodel import (
    Action,
    Decision,
    Document,
    Doubt,
    Entity,
    KnownPerson,
    PlacedDecision,
    Ruling,
    Span,
    Verdict,
)
from redact.decide import ORDINARY_WORD, decide
from redact.detect.detector import Detector
from redact.doubt import SecondOpinion
from redact.formats.form import Options, Reopened
from redact.link import link
from redact.link.cluster import Lore
from redact.names import Term, literally, words
from redact.pipeline.reopened import kept_in, search
from redact.pipeline.roster import scoped
from redact.replace import replace
from redact.verify import hidden_terms, survivors


@dataclass(frozen=True, slots=True)
class RedactedLetter:
    """A letter, its copy, and each decision with its place in the copy.

    `terms` are what is hidden anywhere in its scope, be it in text that nobody sees.
    """

    source: Document = field(repr=False)
    copy: Document = field(repr=False)
    placed: tuple[PlacedDecision, ...]
    terms: tuple[Term, ...] = field(repr=False)

    @property
    def hidden(self) -> tuple[tuple[Span, str], ...]:
        """The hidden source spans, each with its label."""
        return _hidden(each.decision for each in self.placed)

    @property
    def kept(self) -> tuple[Span, ...]:
        """Where a decision keeps text, as spans of the copy."""
        return tuple(each.copy_span for each in self.placed if each.decision.action is Action.KEEP)

    @property
    def kept_on_purpose(self) -> tuple[Span, ...]:
        """Where the copy shows what somebody chose to keep; an ordinary word is nobody's choice."""
        return tuple(
            each.copy_span
            for each in self.placed
            if each.decision.action is Action.KEEP and each.decision.rule != ORDINARY_WORD
        )

    @property
    def alignment(self) -> Alignment:
        """Moves spans between the letter and its copy."""
        return Alignment(
            (each.decision.span, each.copy_span)
            for each in self.placed
            if each.decision.action is Action.HIDE
        )

    def in_copy(self, phrases: Sequence[str]) -> tuple[Span, ...]:
        """Return where the copy shows what the letter says in such words, hidden or not."""
        alignment, text = self.alignment, self.source.text
        return tuple(
            alignment.in_copy(span) for phrase in phrases for span in literally(text, phrase)
        )


def _hidden(decisions: Iterable[Decision]) -> tuple[tuple[Span, str], ...]:
    return tuple((one.span, one.label) for one in decisions if one.action is Action.HIDE)


def _by_document(decisions: Iterable[Decision], count: int) -> list[list[Decision]]:
    """Return the decisions of each document, in their order."""
    of: list[list[Decision]] = [[] for _ in range(count)]
    for each in decisions:
        of[each.mention.document].append(each)
    return of


def _kept_texts(row: KnownPerson, lore: Lore) -> tuple[str, ...]:
    """Return all that a row of the roster keeps: its values, and each word of its names."""
    parts = (part for name in row.names for part in lore.name_words(words(name)))
    return (*row.names, *parts, *row.organizations, *row.locations, *row.emails)


class Redactor:
    """Redacts scopes by one configuration; holds the model, and nothing of any letter."""

    def __init__(self, config: Config, roster: tuple[KnownPerson, ...] = ()) -> None:
        """Load the model.

        Raises:
            ModelError: the pipeline is missing or broken.
        """
        self._config = config
        self._all = roster
        self._roster = scoped(roster, "")
        self._lore = Lore(config)
        self._keep = tuple(
            text for row in roster if row.keep for text in _kept_texts(row, self._lore)
        )
        self._detector = Detector(config, tuple(row for row in roster if not row.keep))
        self._opinion: SecondOpinion | None = None
        self.model_version = self._detector.model_version
        self.options = Options(keep_images=config.documents.keep_images)

    def for_dossier(self, name: str) -> "Redactor":
        """Return the redactor, the same model and lists, that knows who is who in one dossier."""
        other = copy.copy(self)
        other._roster = scoped(self._all, name)
        return other

    def read_ahead(self, documents: Iterable[Document]) -> None:
        """Let a thread run the model on the letters of the scope that comes next."""
        self._detector.read_ahead(documents)

    def stop_reading_ahead(self) -> None:
        """Forget what was begun for a scope that will not come."""
        self._detector.stop_reading_ahead()

    def entities(
        self, documents: Sequence[Document], rulings: Sequence[Ruling] = ()
    ) -> tuple[Entity, ...]:
        """Return the entities of one scope, before anything is decided."""
        detections = [self._detector.detect(document, rulings) for document in documents]
        return link(documents, detections, self._lore, self._roster)

    def redact(
        self, documents: Sequence[Document], rulings: Sequence[Ruling] = ()
    ) -> tuple[RedactedLetter, ...]:
        """Return the letters of one scope with their redacted copies, in the given order.

        `rulings` are what a person decided about texts of this scope.
        """
        unseen = [
            with_changes(document, segments=document.unseen, unseen=())
            for document in documents
            if document.unseen
        ]
        everything = [*documents, *unseen]
        entities = self.entities(everything, rulings)
        ruled = [ruling.text for ruling in rulings if ruling.verdict is Verdict.KEEP]
        decisions = decide(entities, everything, self._config, self._lore, self._keep, ruled)
        of = _by_document(decisions, len(everything))
        terms = hidden_terms(everything, [_hidden(each) for each in of], self._lore)
        letters = []
        for index, document in enumerate(documents):
            spliced, placed = replace(document, of[index])
            made = formats.recast(spliced, self._config.documents)
            letters.append(RedactedLetter(document, made, placed, terms))
        return tuple(letters)

    def survivors(
        self, reopened: str, letters: Sequence[RedactedLetter], index: int
    ) -> tuple[Span, ...]:
        """Return where a term hidden anywhere in the scope still stands in the text of a copy."""
        letter = letters[index]
        return survivors(reopened, letter.terms, letter.kept, self._lore)

    def survivors_in(
        self, copy: Reopened, letters: Sequence[RedactedLetter], index: int
    ) -> tuple[tuple[Span, ...], tuple[str, ...]]:
        """Return where hidden terms stand in the text of a reopened copy, and in which other parts.

        Raises:
            WriteError: the copy does not say what it should.
        """
        told = letters[index]
        kept = kept_in(copy.text, told.copy, told.kept)
        return search(copy, told.terms, kept, self._lore)

    def doubts(
        self, letters: Sequence[RedactedLetter], index: int, rulings: Sequence[Ruling] = ()
    ) -> tuple[Doubt, ...]:
        """Return what the second opinion doubts in a copy, the likeliest first.

        What somebody chose to keep, or accepted, is not doubted again; a text that they chose may
        be given as the letter says it or as the copy does.

        Raises:
            ConfigError: the lists that ship with the program are missing.
        """
        if self._opinion is None:
            self._opinion = SecondOpinion(self._config)
        chosen = [ruling.text for ruling in rulings if ruling.verdict is not Verdict.HIDE]
        letter = letters[index]
        return self._opinion.doubts(
            letter.copy.text,
            letter.terms,
            (*letter.kept_on_purpose, *letter.in_copy(chosen)),
            (*self._config.keep, *self._keep),
            chosen,
        )

    def holds(self, doubts: Sequence[Doubt]) -> bool:
        """Return whether a letter with such doubts waits for a person to decide."""
        return self._config.doubts.hold and self.likely(doubts) > 0

    def likely(self, doubts: Sequence[Doubt]) -> int:
        """Return how many of the doubts are likely enough to hold a letter."""
        return sum(doubt.likelihood >= self._config.doubts.hold_from for doubt in doubts)
