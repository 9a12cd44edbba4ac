"""Fill a packet with copies: each dossier redacted by the workers of a job, or left out."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import SystemRandom

from redact.audit.checkpoint import Checkpoint
from redact.audit.letter_entry import LetterEntry
from redact.datamodel import Outcome
from redact.errors import ExitCode, worst
from redact.model_files import ModelIdentity
from redact.pipeline.batch import WorkOff
from redact.pipeline.blind.rounds import Numbered
from redact.pipeline.course import SET_ASIDE, Course
from redact.pipeline.folders import sweep
from redact.pipeline.interrupts import let_through
from redact.pipeline.job import Job, JobFolder
from redact.pipeline.manifest import Recipe
from redact.pipeline.plan import PlannedScope
from redact.pipeline.results import LetterResult
from redact.pipeline.rulings import RulingIndex
from redact.pipeline.run import LetterReport, Progress, RunSummary
from redact.pipeline.worker import Run

#: Has a job carried out, with or without an orchestrator, by the way that it is to be run.
CarryOut = Callable[[Job, Path, Run, Progress | None], RunSummary]
_HINT = "; on the page for the chair: waiting-"
_ABSENCES = {
    Outcome.HELD: "held: a person must decide about a doubt first",
    Outcome.WITHHELD: "withheld: a name survives in a copy, or the work on it did not end",
    Outcome.REFUSED: "refused: a document is empty, or cannot be read or worked on",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A dossier after redaction: what became of each letter, and what its copy says.

    `waiting` counts the dossiers that are not released; the page for the chair calls them by it.
    """

    numbered: Numbered
    results: tuple[LetterResult, ...] = field(repr=False)
    waiting: int = 0

    @property
    def texts(self) -> tuple[str, ...]:
        """What the copies say, of all letters that could be read."""
        return tuple(result.said for result in self.results if result.said is not None)

    @property
    def name(self) -> str:
        """How the dossier is called where nobody is named."""
        return self.number if self.released else f"waiting-{self.waiting}"

    @property
    def number(self) -> str:
        return self.numbered.number

    @property
    def released(self) -> bool:
        return all(result.outcome is Outcome.RELEASED for result in self.results)

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """The path and the SHA-256 of each copy in the packet."""
        pairs = zip(self.numbered.scope.letters, self.results, strict=True)
        return tuple(
            (letter.copy.as_posix(), result.copy_sha256) for letter, result in pairs if letter.copy
        )

    @property
    def absence(self) -> str:
        """Why the dossier is not in the packet, in words that tell of no letter."""
        codes = [result.exit_code for result in self.results]
        outcomes = {result.outcome for result in self.results if result.exit_code is worst(codes)}
        ranked = (Outcome.REFUSED, Outcome.HELD, Outcome.WITHHELD)
        return _ABSENCES[next((one for one in ranked if one in outcomes), Outcome.WITHHELD)]


def fill(
    plan: Sequence[Numbered],
    job: Job,
    records: Path,
    carry_out: CarryOut,
    progress: Progress | None,
) -> tuple[Filled, ...]:
    """Return what became of each dossier; the copies of those released lie where the plan says.

    Raises:
        KeyboardInterrupt: somebody ended it.
        RedactError: no worker can begin.
    """
    told = _Told(progress)

    def run(
        folder: JobFolder, _model: ModelIdentity, work_off: WorkOff, listener: Progress | None
    ) -> RunSummary:
        folder.remove_dead()
        scopes = [one.scope for one in plan]
        SystemRandom().shuffle(scopes)  # the times at which letters were read tell no numbers
        course = Course(scopes, folder, told, _NEW, job.config.limits, listener)
        interrupted = course.take(work_off)
        codes = [report.result.exit_code for report in course.letters]
        code = ExitCode.INTERRUPTED if interrupted else worst(codes)
        return RunSummary(course.letters, course.total, code, _UNTOLD)

    with let_through():
        summary = carry_out(job, records, run, told.report)
    if summary.exit_code is ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    filled = tuple(told.filled(one, summary.letters) for one in plan)
    sweep({job.out})
    for one in filled:
        # A worker may have put copies into place, and then not lived to tell what became of them.
        if not one.released:
            shutil.rmtree(job.out / one.number, ignore_errors=True)
    return filled


#: Where the log ends is told once all of the preparation is in it.
_UNTOLD = Checkpoint(0, "", None)
#: A packet is always filled anew.
_NEW = Recipe("", "", "", RulingIndex())


class _Told:
    """What the workers told of dossiers, which no record may: it stays in memory."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._results: dict[str, Sequence[LetterResult]] = {}
        self._waiting: dict[str, int] = {}

    def entry(self, _letter_id: str) -> LetterEntry | None:
        """Return nothing: no earlier run counts."""

    def intend(self, scopes: Sequence[PlannedScope]) -> None:
        """Write nothing down: the folder that is filled is removed whole, or known to the seal."""

    def settle_all(
        self, settled: Sequence[tuple[PlannedScope, Sequence[LetterResult]]], _recipe: Recipe
    ) -> None:
        """Keep what became of dossiers."""
        self._results.update((scope.scope_id, results) for scope, results in settled)

    def report(self, report: LetterReport, done: int, total: int) -> None:
        """Tell the user of a letter, and how the page for the chair calls its dossier."""
        number = report.result.scope
        if report.result.outcome is not Outcome.RELEASED:
            self._waiting.setdefault(number, len(self._waiting) + 1)
        if self._progress is not None:
            result = self._called(number, report.result)
            self._progress(replace(report, result=result, stale=False), done, total)

    def filled(self, one: Numbered, reports: Sequence[LetterReport]) -> Filled:
        """Return what became of a dossier; where its worker told nothing, what was reported."""
        number = one.number
        results = self._results.get(number) or [
            report.result for report in reports if report.result.scope == number
        ]
        called = tuple(self._called(number, each) for each in results)
        return Filled(one, called, self._waiting.get(number, 0))

    def _called(self, number: str, result: LetterResult) -> LetterResult:
        """Return a result whose reason says what the page calls its dossier."""
        if number not in self._waiting:
            return result
        reason = result.reason.partition("; see redact review")[0].removesuffix(f"; {SET_ASIDE}")
        return replace(result, reason=f"{reason}{_HINT}{self._waiting[number]}")
