"""A placeholder as it stands in a letter, sound or broken."""

from dataclasses import dataclass
from enum import StrEnum

from redact.datamodel import Span
from redact.lint.style import Case, Style, case_of, spell
from redact.lint.vocabulary import Reading


class Fault(StrEnum):
    """What is wrong with the brackets of a placeholder."""

    UNCLOSED = "is never closed"
    UNOPENED = "is never opened"
    MISMATCHED = "opens and closes with brackets of two kinds"
    SURPLUS = "has a bracket too many"
    NESTED = "holds another placeholder"


@dataclass(frozen=True, slots=True)
class Mark:
    """A placeholder: its place with all its brackets, and what it says.

    `readings` are more than one where placeholders are nested. `padded` is true where blanks stand
    inside the brackets; a `doubtful` one may be an ordinary word.
    """

    span: Span
    readings: tuple[Reading, ...]
    opening: str
    padded: bool = False
    fault: Fault | None = None
    doubtful: bool = False

    @property
    def reading(self) -> Reading:
        """What it says first."""
        return self.readings[0]

    @property
    def case(self) -> Case:
        """How its word is written."""
        return case_of(self.reading.written)

    @property
    def certain(self) -> bool:
        """Whether there is no doubt what is meant."""
        told = not self.doubtful and self.fault is not Fault.NESTED
        return told and all(each.certain for each in self.readings)

    def spelt(self, style: Style) -> str:
        """Return the placeholder as the style writes it."""
        return " ".join(spell(each, style) for each in self.readings)
