"""The course of a batch: which scopes are due, their chunks, and what became of each by now."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from redact.audit.letter_entry import LetterEntry
from redact.config import Limits
from redact.datamodel import Outcome
from redact.errors import ExitCode
from redact.pipeline.job import Chunk, JobFolder
from redact.pipeline.leftover import drop_outdated, drop_superseded, earlier_copies
from redact.pipeline.manifest import Recipe, found_in, unchanged
from redact.pipeline.plan import PlannedScope
from redact.pipeline.results import LetterResult
from redact.pipeline.run import LetterReport, Progress, report_scope
from redact.pipeline.watched import DIED, as_error

#: Letters a chunk at most: so many that an orchestrator's own cost a task does not show.
CHUNK_LETTERS = 200
#: A chunk has no more than this part of the letters that are left: all workers end together.
_PART_OF_LEFT = 4
#: Few letters are shared out over so many chunks, of no fewer letters each: all workers have some.
_FEW, _CHUNKS, _FEWEST = 400, 8, 4
_UNTOLD = "the worker ended before it told of this letter; run again"
SET_ASIDE = "set aside until it, the configuration or the program changes"


class Book(Protocol):
    """Where is written down what is begun and what became of it: the records of a run."""

    def entry(self, letter_id: str) -> LetterEntry | None:
        """Return what an earlier run wrote of a letter."""

    def intend(self, scopes: Sequence[PlannedScope]) -> None:
        """Write down, before any copy is in place, what is begun."""

    def settle_all(
        self, settled: Sequence[tuple[PlannedScope, Sequence[LetterResult]]], recipe: Recipe
    ) -> None:
        """Write down what became of scopes."""


class Course:
    """Takes the scopes of a plan to their end.

    A scope that its worker did not outlive is tried again once, alone, after all others. If that
    goes no better, it is set aside: recorded as refused, and not touched again until something
    changes. What a worker did not tell of at all stays unfinished, for the next run.
    """

    def __init__(
        self,
        planned: Sequence[PlannedScope],
        folder: JobFolder,
        book: Book,
        recipe: Recipe,
        limits: Limits,
        progress: Progress | None,
    ) -> None:
        """Take over a plan; nothing is read or written."""
        self.total = sum(len(scope.letters) for scope in planned)
        self._planned = planned
        self._folder = folder
        self._book = book
        self._recipe = recipe
        self._limits = limits
        self._progress = progress
        #: What became of each scope, in brief: there may be very many letters.
        self._results: dict[str, tuple[LetterResult, ...]] = {}
        self._unchanged: set[str] = set()
        #: The copies that scopes in hand have of an earlier run, as the book knew them.
        self._earlier: dict[str, tuple[LetterEntry, ...]] = {}
        self._begun: dict[int, tuple[PlannedScope, ...]] = {}
        self._suspects: list[PlannedScope] = []
        self._untold: list[PlannedScope] = []
        self._done = self._drawn = self._told = 0

    @property
    def letters(self) -> tuple[LetterReport, ...]:
        """What became of the letters by now, in the order of the input."""
        told = (scope for scope in self._planned if scope.scope_id in self._results)
        return tuple(report for scope in told for report in self._reports(scope))

    @property
    def done(self) -> tuple[PlannedScope, ...]:
        """The scopes that were worked on, in the order of the input."""
        done = self._results.keys() - self._unchanged
        return tuple(scope for scope in self._planned if scope.scope_id in done)

    def take(self, work_off: "Callable[[Iterator[int]], Iterator[int]]") -> bool:
        """Have every scope that is due worked off; return whether an interrupt cut that short.

        Raises:
            RedactError: no worker can begin.
        """
        try:
            due = [scope for scope in self._planned if not self._stands(scope)]
            while due:
                before = self._told
                self._work(work_off, _chunks(due))
                due, self._untold = self._untold, []
                if self._told == before:
                    break
            self._give_up(due)
            suspects, self._suspects = self._suspects, []
            for scope in suspects:
                self._work(work_off, iter([(scope,)]), alone=True)
        except KeyboardInterrupt:
            for number in tuple(self._begun):
                self._settle(number, interrupted=True)
            return True
        return False

    def _stands(self, scope: PlannedScope) -> bool:
        results = unchanged(scope, self._book.entry, self._recipe, self._limits)
        if results is not None:
            self._unchanged.add(scope.scope_id)
            self._report(scope, results)
        return results is not None

    def _work(
        self,
        work_off: "Callable[[Iterator[int]], Iterator[int]]",
        chunks: Iterator[tuple[PlannedScope, ...]],
        *,
        alone: bool = False,
    ) -> None:
        for number in work_off(self._draw(chunks, alone=alone)):
            self._settle(number, alone=alone)

    def _draw(self, chunks: Iterable[tuple[PlannedScope, ...]], *, alone: bool) -> Iterator[int]:
        """Yield the number of each chunk once the map knows its copies and a worker can find it."""
        for chunk in chunks:
            number, self._drawn = self._drawn, self._drawn + 1
            for scope in chunk:
                earlier = earlier_copies(scope, self._book.entry)
                drop_superseded(scope, earlier)
                self._earlier.setdefault(scope.scope_id, earlier)
            self._book.intend(chunk)
            self._folder.put_chunk(number, Chunk(chunk, self._limits.max_seconds, alone))
            self._begun[number] = chunk
            yield number

    def _settle(self, number: int, *, alone: bool = False, interrupted: bool = False) -> None:
        """Record what became of a chunk, and note what is to be tried again."""
        told = self._folder.take_results(number)
        silent, done = [], []
        for index, scope in enumerate(self._begun.pop(number)):
            results = told.get(index)
            if results is None:
                silent.append(scope)
            elif any(result.lethal for result in results) and not alone:
                self._told += 1
                self._suspects.append(scope)
            else:
                done.append((scope, results))
        self._told += len(done)
        self._record(done)
        if interrupted or not silent:
            return
        if alone:
            lost = [(scope, _lost(scope)) for scope in silent]
            self._record(lost) if self._told else self._give_up(silent)
        else:
            # Workers that are not watched died over the first one, and are not to blame for more.
            self._suspects.append(silent[0])
            self._untold += silent[1:]

    def _record(self, done: Sequence[tuple[PlannedScope, Sequence[LetterResult]]]) -> None:
        settled = [(scope, self._set_aside(scope, results)) for scope, results in done]
        for scope, results in settled:
            drop_outdated(scope, self._earlier.pop(scope.scope_id, ()), results)
        if settled:
            self._book.settle_all(settled, self._recipe)
        for scope, results in settled:
            self._report(scope, tuple(result.brief for result in results))

    def _set_aside(
        self, scope: PlannedScope, results: Sequence[LetterResult]
    ) -> Sequence[LetterResult]:
        """Return the results; those of what its worker did not outlive say that it is set aside."""
        if not any(one.lethal for one in results):
            return results
        return tuple(
            replace(
                one,
                reason=f"{one.reason}; {SET_ASIDE}",
                found=found_in(letter.source, self._limits),
            )
            for letter, one in zip(scope.letters, results, strict=True)
        )

    def _give_up(self, scopes: Sequence[PlannedScope]) -> None:
        """Report scopes that no worker told of.

        Raises:
            RedactError: the reason is that no worker could begin.
        """
        failure = self._folder.failure() if scopes or self._suspects else None
        if failure is not None and not self._told:
            raise as_error(*failure)
        for scope in scopes:
            self._report(scope, _unfinished(scope))

    def _report(self, scope: PlannedScope, results: tuple[LetterResult, ...]) -> None:
        self._results[scope.scope_id] = results
        for report in self._reports(scope):
            self._done += 1
            quiet = report.unchanged and report.result.outcome is Outcome.RELEASED
            if self._progress is not None and not quiet:
                self._progress(report, self._done, self.total)

    def _reports(self, scope: PlannedScope) -> tuple[LetterReport, ...]:
        reports = report_scope(scope, self._results[scope.scope_id])
        if scope.scope_id not in self._unchanged:
            return reports
        return tuple(replace(report, unchanged=True) for report in reports)


def chunk_size(total: int, left: int) -> int:
    """Return about how many letters the next chunk is to have.

    Source: guided self-scheduling (Polychronopoulos and Kuck, 1987), bounded on both sides.

    >>> chunk_size(2_000, 2_000), chunk_size(2_000, 500), chunk_size(2_000, 100)
    (200, 125, 50)
    """
    least = max(_FEWEST, -(-min(total, _FEW) // _CHUNKS))
    guided = left // _PART_OF_LEFT if total >= _FEW else 0
    return min(CHUNK_LETTERS, max(least, guided))


def _chunks(scopes: Sequence[PlannedScope]) -> Iterator[tuple[PlannedScope, ...]]:
    """Yield the scopes in groups, smaller ones towards the end; a dossier is never parted."""
    total = left = sum(len(scope.letters) for scope in scopes)
    group: list[PlannedScope] = []
    letters = 0
    for scope in scopes:
        group.append(scope)
        letters += len(scope.letters)
        if letters >= chunk_size(total, left):
            yield tuple(group)
            left -= letters
            group, letters = [], 0
    if group:
        yield tuple(group)


def _lost(scope: PlannedScope) -> tuple[LetterResult, ...]:
    told = (scope.scope_id, Outcome.REFUSED, ExitCode.UNEXPECTED, DIED)
    return tuple(LetterResult(one.letter_id, *told, lethal=True) for one in scope.letters)


def _unfinished(scope: PlannedScope) -> tuple[LetterResult, ...]:
    told = (scope.scope_id, Outcome.WITHHELD, ExitCode.UNEXPECTED, _UNTOLD)
    return tuple(LetterResult(one.letter_id, *told) for one in scope.letters)
