"""What lint reports: a place in a letter, what is wrong there, and what would be right."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from redact.datamodel import Span


class Kind(StrEnum):
    """What is wrong."""

    MISSPELT = "misspelt"
    STYLE = "style"
    BRACKET = "bracket"
    WORDS = "words"
    BLACKOUT = "blackout"
    NAME = "name"


class Severity(StrEnum):
    """How much it matters: a left name betrays, a defect confuses, a note is for taste."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_SEVERITIES = {Kind.NAME: Severity.ERROR, Kind.WORDS: Severity.NOTE}


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a letter and what is wrong there.

    `message` may quote a placeholder, never the text around it. `suggestion` is what should stand
    at the span; where `certain` is true, `mend` puts it there. `label` is that of a left name.
    """

    span: Span
    kind: Kind
    message: str = field(repr=False)
    suggestion: str | None = field(default=None, repr=False)
    certain: bool = False
    label: str | None = None

    def __post_init__(self) -> None:
        if self.certain and self.suggestion is None:
            raise ValueError("what is certain has a suggestion")

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return _SEVERITIES.get(self.kind, Severity.WARNING)


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings in reading order; at one place the gravest kind of `Kind` comes last."""
    kinds = list(Kind)
    return tuple(sorted(findings, key=lambda each: (each.span, kinds.index(each.kind))))
