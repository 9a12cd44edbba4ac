"""A redactor without a model: it hides what a roster lists, by role and in reading order."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.fake_redactor import FakeLetter
from redact import formats
from redact.config import Config, Documents
from redact.datamodel import (
    HUMAN_DECISION,
    Action,
    Decision,
    Detection,
    Document,
    Doubt,
    KnownPerson,
    Mention,
    PlacedDecision,
    Placeholder,
    Ruling,
    Segment,
    Span,
    Verdict,
)
from redact.formats.form import Options, Reopened
from redact.pipeline.reopened import kept_in

TEXT = Documents(uniform="txt", pdf_output="txt", keep_images=False)


def load(config: Config, roster: Sequence[KnownPerson] = ()) -> "RosterRedactor":
    """Return the redactor of a worker process."""
    return RosterRedactor(roster, documents=config.documents)


@dataclass
class RosterRedactor:
    """Hides every name of a roster and each word of one; titles before them go too.

    What `leaks` returns true for is left as it is. It doubts the word "doubtful" where `hold` is
    true, and holds the letter for it until a person accepts it.
    """

    roster: Sequence[KnownPerson]
    leaks: Callable[[str], bool] = lambda text: False
    hold: bool = False
    documents: Documents = TEXT
    model_version: str = "roster 1.0"
    options: Options = field(default_factory=Options)

    def for_dossier(self, _name: str) -> "RosterRedactor":
        return self

    def redact(
        self, documents: Sequence[Document], rulings: Sequence[Ruling] = ()
    ) -> tuple[FakeLetter, ...]:
        numbers: dict[str, int] = {}
        hidden = [one.text for one in rulings if one.verdict is Verdict.HIDE]
        return tuple(
            self._letter(index, one, numbers, hidden) for index, one in enumerate(documents)
        )

    def survivors(self, text: str, letters: Sequence[FakeLetter], index: int) -> list[Span]:
        return []

    def survivors_in(
        self, copy: Reopened, letters: Sequence[FakeLetter], index: int
    ) -> tuple[list[Span], list[str]]:
        kept_in(copy.text, letters[index].copy, ())
        return [], []

    def doubts(
        self, letters: Sequence[FakeLetter], index: int, rulings: Sequence[Ruling] = ()
    ) -> tuple[Doubt, ...]:
        if any(ruling.text == "doubtful" for ruling in rulings):
            return ()
        found = re.finditer("doubtful", letters[index].copy.text)
        return tuple(Doubt(Span(*match.span()), "known name", 0.5) for match in found)

    def holds(self, doubts: Sequence[Doubt]) -> bool:
        return self.hold and bool(doubts)

    def likely(self, doubts: Sequence[Doubt]) -> int:
        return len(doubts)

    def _letter(
        self, index: int, document: Document, numbers: dict[str, int], more: Sequence[str]
    ) -> FakeLetter:
        text, parts, placed, end, length = document.text, [], [], 0, 0
        terms = {*more}
        for row in self.roster:
            for value in (*row.names, *row.organizations, *row.locations, *row.emails):
                terms |= {value, *(word for word in re.split(r"[\s-]+", value) if len(word) > 3)}
        order = sorted(map(re.escape, terms), key=lambda term: -len(term))
        title = r"(?:(?:Mr|Mrs|Ms|Miss|Frau|Herr|Sra)\.? )?"
        names = "|".join(order) or r"(?!)"
        for found in re.finditer(rf"{title}(?<!\w)(?:{names})(?!\w)", text):
            number = numbers.setdefault(found[0], len(numbers) + 1)
            shown = found[0] if self.leaks(text) else f"[name_{number}]"
            parts += [text[end : found.start()], shown]
            start = length + found.start() - end
            length, end = start + len(shown), found.end()
            by_hand = found[0] in more
            who = HUMAN_DECISION if by_hand else "roster"
            detection = Detection(Span(*found.span()), "PERSON", 1.0, who)
            decision = Decision(
                Mention(index, detection),
                "PERSON",
                number,
                Action.HIDE,
                HUMAN_DECISION if by_hand else "detected",
                Placeholder(f"[name_{number}]"),
            )
            placed.append(PlacedDecision(decision, Span(start, length)))
        copy = Segment("".join((*parts, text[end:])))
        plain = Document(document.document_id, (copy,), document.format)
        made = formats.recast(plain, self.documents)
        return FakeLetter(document, made, tuple(placed))
