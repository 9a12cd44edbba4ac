"""A redactor without a model: it hides a fixed list of names, and keeps another."""

import os
import re
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redact.datamodel import (
    HUMAN_DECISION,
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
    Verdict,
)
from redact.errors import ModelError
from redact.formats.form import Options, Reopened
from redact.pipeline.reopened import kept_in

NAMES = ("Anna Kowalska", "Anna", "Kowalska", "Vistula")
KEPT = ("SMILES",)


#: Words of a letter that do harm to the worker that redacts it.
KILL, SLEEP, EAT, ONCE = "KILLS", "SLEEPS", "EATS", "ONCE"


def load(_config: object, _roster: object) -> "FakeRedactor":
    """Return the redactor of a worker process, which minds the words that do harm."""
    return FakeRedactor(before=_harm)


def fail_to_load(_config: object, _roster: object) -> "FakeRedactor":
    raise ModelError("no model")


def die_at_once(_config: object, _roster: object) -> "FakeRedactor":
    os._exit(7)


def _harm(text: str) -> None:
    harmed = Path(os.environ.get("HARMED_ONCE", ""))
    if ONCE in text:
        if harmed.exists():
            return
        harmed.touch()
    if KILL in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if SLEEP in text:
        time.sleep(60)
    if EAT in text:
        _eaten = [bytes(1 << 24) for _ in range(1000)]


@dataclass(frozen=True, slots=True)
class FakeLetter:
    source: Document = field(repr=False)
    copy: Document = field(repr=False)
    placed: tuple[PlacedDecision, ...]


@dataclass
class FakeRedactor:
    """Hides `NAMES`; what `leaks` returns true for is left as it is, and so survives.

    It doubts the word "doubtful", and holds a letter for it where it is told to. What a person
    decided to hide or to keep is hidden or kept.
    """

    leaks: Callable[[str], bool] = lambda text: False
    before: Callable[[str], None] = lambda text: None
    model_version: str = "fake 1.0"
    seen: list[int] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)
    hold: bool = False
    options: Options = field(default_factory=Options)

    def read_ahead(self, documents: Sequence[Document]) -> None:
        self.ahead.extend(document.text for document in documents)

    def stop_reading_ahead(self) -> None:
        self.ahead.clear()

    def for_dossier(self, _name: str) -> "FakeRedactor":
        return self

    def redact(
        self, documents: Sequence[Document], rulings: Sequence[Ruling] = ()
    ) -> tuple[FakeLetter, ...]:
        self.seen.append(len(documents))
        for document in documents:
            self.before(document.text)
        return tuple(self._letter(index, one, rulings) for index, one in enumerate(documents))

    def survivors(self, reopened: str, letters: Sequence[FakeLetter], index: int) -> list[Span]:
        hidden = {
            item.decision.span.of(letter.source.text)
            for letter in letters
            for item in letter.placed
            if item.decision.action is Action.HIDE
        }
        kept = {item.copy_span for item in letters[index].placed if not item.decision.placeholder}
        found = [Span(*m.span()) for name in hidden for m in re.finditer(name, reopened)]
        return [span for span in found if span not in kept]

    def survivors_in(
        self, copy: Reopened, letters: Sequence[FakeLetter], index: int
    ) -> tuple[list[Span], list[str]]:
        kept_in(copy.text, letters[index].copy, ())
        parts = [part.name for part in copy.parts for name in NAMES if name in part.text]
        return self.survivors(copy.text, letters, index), parts

    def doubts(
        self, letters: Sequence[FakeLetter], index: int, rulings: Sequence[Ruling] = ()
    ) -> tuple[Doubt, ...]:
        if any(r.text == "doubtful" and r.verdict is not Verdict.HIDE for r in rulings):
            return ()
        found = re.finditer("doubtful", letters[index].copy.text)
        return tuple(Doubt(Span(*m.span()), "known name", 0.5) for m in found)

    def holds(self, doubts: Sequence[Doubt]) -> bool:
        return self.hold and bool(doubts)

    def likely(self, doubts: Sequence[Doubt]) -> int:
        return len(doubts)

    def _letter(self, index: int, document: Document, rulings: Sequence[Ruling] = ()) -> FakeLetter:
        chosen = {one.text: one.verdict for one in rulings if one.verdict is not Verdict.ACCEPT}
        text, parts, placed, end, length = document.text, [], [], 0, 0
        for found in re.finditer("|".join((*map(re.escape, chosen), *NAMES, *KEPT)), text):
            verdict = chosen.get(found[0])
            hide = found[0] not in KEPT and verdict is not Verdict.KEEP
            rule = "detected" if hide else "keep list"
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
                HUMAN_DECISION if verdict else rule,
                Placeholder("[name]") if hide else None,
            )
            placed.append(PlacedDecision(decision, Span(start, length)))
        copy = "".join((*parts, text[end:]))
        segments = (Segment(copy),) if copy else ()
        made = Document(
            document.document_id, segments, document.format, document.encoding, document.bom
        )
        return FakeLetter(document, made, tuple(placed))
