"""A whole run in chunks that workers redact: the same copies and records as `redact.pipeline.run`.

The caller says how chunks are worked off, in this process or in others. Plans and results travel
through the job's private files; this process alone writes records, in the order of the input.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import zip_longest

from redact.datamodel import Outcome
from redact.errors import ExitCode, worst
from redact.pipeline.job import JobFolder
from redact.pipeline.ledger import Ledger, open_ledger
from redact.pipeline.plan import PlannedScope, place_of
from redact.pipeline.redactor import Redactor
from redact.pipeline.report import write_report
from redact.pipeline.results import LetterResult
from redact.pipeline.rulings import unmatched
from redact.pipeline.run import LetterReport, Progress, RunSummary, find, prepare, report_scope
from redact.pipeline.scope import process_scope

#: Letters a chunk: enough that an orchestrator's own cost a task does not show.
CHUNK_LETTERS = 100
_DIED = "the worker ended before it told of this letter; run again"

#: Has the chunks worked off whose numbers it draws, and yields each number when that chunk is
#: done, in the order in which it drew them.
WorkOff = Callable[[Iterator[int]], Iterator[int]]


def run_job(
    folder: JobFolder, redactor: Redactor, work_off: WorkOff, progress: Progress | None = None
) -> RunSummary:
    """Redact the letters of a job into its OUT, and return what became of each.

    Raises:
        RedactError: the job as a whole cannot be done.
    """
    started = datetime.now(UTC)
    job = folder.job()
    with open_ledger(folder.records, job.config) as ledger:
        sources = find(job.paths, job.out, folder.records)
        place = place_of(job.paths, job.out)
        planned = prepare(sources, place, job.config, job.existing, ledger)
        course = _Course(planned, folder, ledger, redactor, progress)
        interrupted = course.take(work_off)
        results = [report.result for report in course.letters]
        codes = [result.exit_code for result in results]
        exit_code = ExitCode.INTERRUPTED if interrupted else worst(codes)
        checkpoint = ledger.close_run(
            results,
            model_version=redactor.model_version,
            config=job.config,
            started=started,
            exit_code=exit_code,
        )
        entries = ledger.known.entries()
        known = frozenset(entry.letter_id for entry in entries)
        unused = unmatched(job.rulings, results, known) if not interrupted else ()
        summary = RunSummary(tuple(course.letters), course.total, exit_code, checkpoint, unused)
        version = redactor.model_version
        write_report(folder.records, summary, entries, started=started, model_version=version)
    return summary


def redact_chunk(folder: JobFolder, number: int, redactor: Redactor) -> int:
    """Redact one chunk of a job, leave the results in its private files, and count its letters."""
    job = folder.job()
    count = 0
    for scope in folder.chunk(number):
        results = process_scope(scope, redactor, job.config.limits, job.rulings)
        folder.put_results(number, results)
        count += len(results)
    return count


class _Course:
    """How far a batch has come: its chunks, and what became of each letter by now."""

    def __init__(
        self,
        planned: Sequence[PlannedScope],
        folder: JobFolder,
        ledger: Ledger,
        redactor: Redactor,
        progress: Progress | None,
    ) -> None:
        self.letters: list[LetterReport] = []
        self.total = sum(len(scope.letters) for scope in planned)
        self._chunks = tuple(_chunks(planned))
        self._open: list[int] = []
        self._folder = folder
        self._ledger = ledger
        self._model_version = redactor.model_version
        self._progress = progress

    def take(self, work_off: WorkOff) -> bool:
        """Have every chunk worked off and record it; return whether an interrupt cut that short."""
        try:
            for number in work_off(self._draw()):
                self._settle(number, untold=True)
        except KeyboardInterrupt:
            for number in tuple(self._open):
                self._settle(number, untold=False)
            return True
        return False

    def _draw(self) -> Iterator[int]:
        """Yield the number of each chunk once the map knows its copies and a worker can find it."""
        for number, chunk in enumerate(self._chunks):
            for scope in chunk:
                self._ledger.intend(scope)
            self._folder.put_chunk(number, chunk)
            self._open.append(number)
            yield number

    def _settle(self, number: int, *, untold: bool) -> None:
        """Record what became of a chunk; what its worker did not tell stays unfinished."""
        self._open.remove(number)
        told = self._folder.take_results(number)
        for scope, results in zip_longest(self._chunks[number], told):
            if results is not None:
                self._ledger.settle(scope, results, self._model_version)
                self._report(scope, results)
            elif untold:
                self._report(scope, _untold(scope))

    def _report(self, scope: PlannedScope, results: Sequence[LetterResult]) -> None:
        for report in report_scope(scope, results):
            self.letters.append(report)
            if self._progress is not None:
                self._progress(report, len(self.letters), self.total)


def _chunks(planned: Sequence[PlannedScope]) -> Iterator[tuple[PlannedScope, ...]]:
    """Yield the scopes in groups of about `CHUNK_LETTERS` letters; a dossier is never parted."""
    group: list[PlannedScope] = []
    letters = 0
    for scope in planned:
        group.append(scope)
        letters += len(scope.letters)
        if letters >= CHUNK_LETTERS:
            yield tuple(group)
            group, letters = [], 0
    if group:
        yield tuple(group)


def _untold(scope: PlannedScope) -> tuple[LetterResult, ...]:
    code, outcome = ExitCode.UNEXPECTED, Outcome.WITHHELD
    return tuple(
        LetterResult(letter.letter_id, scope.scope_id, outcome, code, _DIED)
        for letter in scope.letters
    )
