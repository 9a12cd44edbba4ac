"""What an orchestrator may know of a job: a name for its end, counts, and where the log ends."""

from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from redact.datamodel import Outcome
from redact.errors import ExitCode, RedactError

if TYPE_CHECKING:
    from redact.pipeline.run import RunSummary

#: How a job ended, by its exit code; an alert can wait for any of these names.
ENDINGS = MappingProxyType(
    {
        ExitCode.DONE: "Completed",
        ExitCode.SURVIVOR: "Withheld",
        ExitCode.HELD: "Held",
        ExitCode.FORMAT: "Refused",
        ExitCode.UNREADABLE: "Refused",
        ExitCode.LOCKED: "Skipped",
        ExitCode.INTERRUPTED: "Interrupted",
    }
)
_OTHERWISE = "Failed"
_SEE_REPORT = "report.html in the private part of the records says why"


@dataclass(frozen=True, slots=True)
class Told:
    """The end of a job: no path, no name, no message of an error, only its type.

    `counts` are letters by what became of them; `head` and `records` say where the audit log ends.
    Both are empty where the job could not begin.
    """

    exit_code: ExitCode
    message: str
    counts: tuple[tuple[str, int], ...] = ()
    head: str = ""
    records: int = 0

    @property
    def ending(self) -> str:
        """One word for the end: ``Completed``, or what somebody has to look after."""
        return ENDINGS.get(self.exit_code, _OTHERWISE)

    @property
    def line(self) -> str:
        """The end on one line, for the log of whoever serves a schedule."""
        if self.head:
            return f"{self.ending}: {self.message}"
        why = "" if self.exit_code is ExitCode.LOCKED else f"; {_SEE_REPORT}"
        return f"{self.ending}: {self.message}; exit code {int(self.exit_code)}{why}"


def told_of(summary: "RunSummary") -> Told:
    """Return what may be known of a run that came to its end."""
    new, before = (
        Counter(one.result.outcome for one in summary.letters if one.unchanged is unchanged)
        for unchanged in (False, True)
    )
    counts = (
        *((one.value, new[one]) for one in Outcome),
        ("unchanged", before.pop(Outcome.RELEASED, 0)),
        *((f"{one} before", before[one]) for one in Outcome),
        ("deleted", sum(not letter.superseded for letter in summary.deleted)),
        ("superseded", sum(letter.superseded for letter in summary.deleted)),
        ("not begun", summary.planned - len(summary.letters)),
    )
    counts = tuple((name, count) for name, count in counts if count)
    in_words = ", ".join(f"{count} {name}" for name, count in counts) or "nothing to do"
    return Told(
        summary.exit_code,
        f"{in_words}; exit code {int(summary.exit_code)}",
        counts,
        summary.checkpoint.head,
        summary.checkpoint.length,
    )


def told_of_error(error: Exception) -> Told:
    """Return what may be known of an error that ended a job: its type."""
    code = error.exit_code if isinstance(error, RedactError) else ExitCode.UNEXPECTED
    return Told(code, type(error).__name__)
