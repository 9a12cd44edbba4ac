"""A redactor without a model: it hides a fixed list of names, and keeps another."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from redact.datamodel import (
    Action,
    Decision,
    Detection,
    Document,
    Doubt,
    Mention,
    PlacedDecision,
    Placeholder,
    Ruling,
    Segment,
    Span,
)

NAMES = ("Anna Kowalska", "Anna", "Kowalska", "Vistula")
KEPT = ("SMILES",)
_ALL = re.compile("|".join((*NAMES, *KEPT)))


@dataclass(frozen=True, slots=True)
class FakeLetter:
    source: Document = field(repr=False)
    copy: Document = field(repr=False)
    placed: tuple[PlacedDecision, ...]


@dataclass
class FakeRedactor:
    """Hides `NAMES`; what `leaks` returns true for is left as it is, and so survives.

    It doubts the word "doubtful", and holds a letter for it where it is told to.
    """

    leaks: Callable[[str], bool] = lambda text: False
    before: Callable[[str], None] = lambda text: None
    model_version: str = "fake 1.0"
    seen: list[int] = field(default_factory=list)
    hold: bool = False

    def redact(
        self, documents: Sequence[Document], rulings: Sequence[Ruling] = ()
    ) -> tuple[FakeLetter, ...]:
        self.seen.append(len(documents))
        for document in documents:
            self.before(document.text)
        return tuple(self._letter(index, one) for index, one in enumerate(documents))

    def survivors(self, reopened: str, letters: Sequence[FakeLetter], index: int) -> list[Span]:
        hidden = {
            item.decision.span.of(letter.source.text)
            for letter in letters
            for item in letter.placed
            if item.decision.action is Action.HIDE
        }
        return [Span(*m.span()) for name in hidden for m in re.finditer(name, reopened)]

    def doubts(
        self, letters: Sequence[FakeLetter], index: int, rulings: Sequence[Ruling] = ()
    ) -> tuple[Doubt, ...]:
        if any(ruling.text == "doubtful" for ruling in rulings):
            return ()
        found = re.finditer("doubtful", letters[index].copy.text)
        return tuple(Doubt(Span(*m.span()), "known name", 0.5) for m in found)

    def holds(self, doubts: Sequence[Doubt]) -> bool:
        return self.hold and bool(doubts)

    def _letter(self, index: int, document: Document) -> FakeLetter:
        text, parts, placed, end, length = document.text, [], [], 0, 0
        for found in _ALL.finditer(text):
            hide = found[0] not in KEPT
            shown = "[name]" if hide and not self.leaks(text) else found[0]
            parts += [text[end : found.start()], shown]
            start = length + found.start() - end
            length, end = start + len(shown), found.end()
            detection = Detection(Span(*found.span()), "PERSON", 0.9, "fake")
            decision = Decision(
                Mention(index, detection),
                "PERSON",
                1,
                Action.HIDE if hide else Action.KEEP,
                "detected" if hide else "keep list",
                Placeholder("[name]") if hide else None,
            )
            placed.append(PlacedDecision(decision, Span(start, length)))
        copy = "".join((*parts, text[end:]))
        segments = (Segment(copy),) if copy else ()
        made = Document(
            document.document_id, segments, document.format, document.encoding, document.bom
        )
        return FakeLetter(document, made, tuple(placed))
