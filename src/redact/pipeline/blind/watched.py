"""A redactor that also looks for every known name, and remembers the letters in hand."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from redact.datamodel import Document, Doubt, Ruling, Span
from redact.errors import SurvivorError
from redact.formats.form import Options, Reopened
from redact.pipeline.blind.known_names import KnownNames

if TYPE_CHECKING:
    from redact.pipeline.redactor import RedactedLetter, Redactor

#: The reason of a letter in whose copy a name of the roster was found.
KNOWN_NAME = "a name of the roster stands in a copy"


class Watched:
    """What a scope asks of a redactor, asked of another one; its letters stay in memory alone."""

    def __init__(self, redactor: "Redactor", known: KnownNames) -> None:
        self._redactor = self._scoped = redactor
        self._known = known
        self.letters: Sequence[RedactedLetter] = ()
        self.model_version = redactor.model_version
        self.options: Options = redactor.options

    def for_dossier(self, name: str) -> "Watched":
        """Return itself, which from now on knows who is who in one dossier."""
        self._scoped = self._redactor.for_dossier(name)
        self.letters = ()
        return self

    def redact(
        self, documents: Sequence[Document], rulings: Sequence[Ruling] = ()
    ) -> "Sequence[RedactedLetter]":
        self.letters = self._scoped.redact(documents, rulings)
        return self.letters

    def survivors(
        self, reopened: str, letters: "Sequence[RedactedLetter]", index: int
    ) -> tuple[Span, ...]:
        return self._scoped.survivors(reopened, letters, index)

    def survivors_in(
        self, copy: Reopened, letters: "Sequence[RedactedLetter]", index: int
    ) -> tuple[tuple[Span, ...], tuple[str, ...]]:
        """Return what the redactor finds in a copy that is not on disk yet.

        Raises:
            SurvivorError: a name of the roster stands in it.
        """
        found = self._scoped.survivors_in(copy, letters, index)
        if not any(found) and self._known.stand_in(copy):
            raise SurvivorError(KNOWN_NAME)
        return found

    def doubts(
        self, letters: "Sequence[RedactedLetter]", index: int, rulings: Sequence[Ruling] = ()
    ) -> tuple[Doubt, ...]:
        return self._scoped.doubts(letters, index, rulings)

    def holds(self, doubts: Sequence[Doubt]) -> bool:
        return self._redactor.holds(doubts)

    def likely(self, doubts: Sequence[Doubt]) -> int:
        return self._redactor.likely(doubts)
