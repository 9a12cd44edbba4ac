"""A whole run: plan it, check it, redact scope after scope, and record what was done."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from redact.audit.checkpoint import Checkpoint
from redact.audit.private import new_letter_id
from redact.config import Config, Limits
from redact.datamodel import KnownPerson
from redact.errors import ExitCode, RedactError, worst
from redact.model_files import ModelIdentity, model_identity
from redact.pipeline.earlier import copies_in_dossiers
from redact.pipeline.files import sync_folders
from redact.pipeline.folders import sweep
from redact.pipeline.hold import holding
from redact.pipeline.ledger import Ledger, open_ledger
from redact.pipeline.leftover import DeletedLetter, spare_drained
from redact.pipeline.manifest import Recipe, recipe_of
from redact.pipeline.places import Place, check_places, place_of
from redact.pipeline.plan import Existing, PlannedScope, check_plan, plan
from redact.pipeline.report import write_report
from redact.pipeline.results import LetterResult, failed
from redact.pipeline.rulings import RulingIndex, rulings_of, unmatched
from redact.pipeline.scope import ReadScope, process_read, read_scope, redact_bytes
from redact.pipeline.sources import SourceFile, collect, scopes, shown

if TYPE_CHECKING:
    from redact.pipeline.redactor import Redactor


@dataclass(frozen=True, slots=True)
class LetterReport:
    """The result of a letter with the names that only its user's terminal may show.

    `stale` is true where an older copy still lies in OUT although this run released none. What is
    `unchanged` had the same outcome in an earlier run, and nothing was done about it in this one.
    """

    name: str = field(repr=False)
    copy: Path | None = field(repr=False)
    result: LetterResult
    stale: bool = False
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did: a report a letter in input order, the exit code, the end of the log.

    `unused` has a line for each decision of a person that matched nothing, `deleted` all letters
    whose source is gone, or done in another scope.
    """

    letters: tuple[LetterReport, ...]
    planned: int
    exit_code: ExitCode
    checkpoint: Checkpoint
    unused: tuple[str, ...] = ()
    deleted: tuple[DeletedLetter, ...] = ()

    @property
    def done(self) -> int:
        """How many letters were worked on."""
        return len(self.letters) - self.unchanged

    @property
    def unchanged(self) -> int:
        """How many letters needed no work."""
        return sum(report.unchanged for report in self.letters)

    @property
    def pruned(self) -> int:
        """How many of the deleted letters have no copy in OUT any more."""
        return sum(letter.removed for letter in self.deleted)


#: So many scopes are made known to the map at once, for one wait for the disk.
_AHEAD = 20
#: So many scopes are read before they are redacted, so that the model never waits for rules.
_SCOPES_AHEAD = 3
#: Called after each letter with its report, how many are done, and how many there are.
Progress = Callable[[LetterReport, int, int], None]


def run(
    paths: Sequence[Path],
    out: Path,
    records: Path,
    config: Config,
    redactor_factory: "Callable[[], Redactor]",
    *,
    existing: Existing = Existing.REFUSE,
    decisions: Path | None = None,
    progress: Progress | None = None,
    roster: Sequence[KnownPerson] = (),
) -> RunSummary:
    """Redact the letters that the paths name into OUT, and return what became of each.

    The order within a scope is told in `redact.pipeline.ledger`: a crash at any moment leaves
    whole copies, all of them known to the private map. An interrupt lets the scope in hand come
    to its end, a second one does not; what is done stays, and the records are closed.

    The decisions of people in the file `decisions` and in the records are carried out.

    Raises:
        RedactError: the run as a whole cannot be done; nothing was written to OUT.
        WriteError: the records cannot be written; the copies in place are known to them.
    """
    started = datetime.now(UTC)
    sources = find(paths, out, records)
    filed, place = rulings_of(records, decisions), place_of(paths, out)
    with open_ledger(records, config) as ledger, holding(place):
        planned = prepare(sources, place, config, existing, ledger)
        redactor = redactor_factory()
        letters: list[LetterReport] = []
        index = RulingIndex(filed)
        model = ModelIdentity(redactor.model_version, model_identity(config).sha256)
        recipe = recipe_of(config, roster, model, index)
        steps = partial(process_read, redactor=redactor, filed=index)
        with closing(_ahead(planned, redactor, config.limits)) as read:
            interrupted = _process(planned, read, ledger, recipe, steps, letters, progress)
        sync_folders(folders_of(planned))
        results = [report.result for report in letters]
        codes = [result.exit_code for result in results]
        exit_code = ExitCode.INTERRUPTED if interrupted else worst(codes)
        checkpoint = ledger.close_run(
            results,
            model_version=redactor.model_version,
            config=config,
            started=started,
            exit_code=exit_code,
        )
        entries = ledger.known.entries()
        known = frozenset(entry.letter_id for entry in entries)
        unused = unmatched(filed, results, known) if not interrupted else ()
        summary = RunSummary(tuple(letters), len(sources), exit_code, checkpoint, unused)
        version = redactor.model_version
        write_report(records, summary, entries, started=started, model_version=version)
    return summary


def find(paths: Sequence[Path], out: Path, records: Path) -> tuple[SourceFile, ...]:
    """Return the letters that the paths name, once the folders are known to keep apart.

    Raises:
        RedactError: there is nothing to read, or the folders lie in each other.
    """
    sources = collect(paths)
    place = place_of(paths, out)
    check_places([*paths, *(source.path for source in sources)], place.folder / place.name, records)
    return sources


def prepare(
    sources: Sequence[SourceFile], place: Place, config: Config, existing: Existing, ledger: Ledger
) -> tuple[PlannedScope, ...]:
    """Return the plan of a run, checked: nothing would be overwritten that may not be.

    Raises:
        UsageError: a target exists, or two letters share one.
    """
    found = scopes(sources, config.scope)
    planned = plan(found, place, ledger.known, config)
    entries = ledger.known.entries()
    checked = spare_drained(check_plan(planned, place, entries, existing), entries)
    ours = frozenset().union(*copies_in_dossiers(place, entries).values())
    sweep({place.folder, *folders_of(checked)}, ours)
    return checked


def folders_of(planned: Iterable[PlannedScope]) -> frozenset[Path]:
    """Return the folders that copies of a plan lie in."""
    return frozenset(target.parent for scope in planned for target in scope.targets)


def run_stream(
    data: bytes, records: Path, config: Config, redactor: "Redactor"
) -> tuple[bytes, Checkpoint]:
    """Return the redacted copy of standard input, verified in memory and recorded.

    The decisions of people in the records that are bound to no letter are carried out.

    Raises:
        RedactError: the letter cannot be redacted, or the records cannot be written.
    """
    started, letter_id = datetime.now(UTC), new_letter_id()
    copy, error = b"", None
    filed = RulingIndex(rulings_of(records, None))
    with open_ledger(records, config) as ledger:
        try:
            copy, result = redact_bytes(data, redactor, letter_id, filed)
        except RedactError as caught:
            error = caught
            result = failed(letter_id, letter_id, caught)
        ledger.settle_stream(result, redactor.model_version)
        checkpoint = ledger.close_run(
            [result],
            model_version=redactor.model_version,
            config=config,
            started=started,
            exit_code=result.exit_code,
        )
    if error is not None:
        error.add_note(checkpoint.told)
        raise error
    return copy, checkpoint


def report_scope(scope: PlannedScope, results: Sequence[LetterResult]) -> tuple[LetterReport, ...]:
    """Return the results of a scope with the names that the terminal shows."""
    return tuple(
        LetterReport(
            shown(letter.source.relative),
            scope.target(letter) if result.copy_sha256 else None,
            result,
            stale=_has_older_copy(scope.target(letter), result),
        )
        for letter, result in zip(scope.letters, results, strict=True)
    )


def _has_older_copy(target: Path | None, result: LetterResult) -> bool:
    return target is not None and not result.copy_sha256 and os.path.lexists(target)


def _process(
    planned: Sequence[PlannedScope],
    ahead: Iterator[ReadScope],
    ledger: Ledger,
    recipe: Recipe,
    process: Callable[[ReadScope], tuple[LetterResult, ...]],
    letters: list[LetterReport],
    progress: Progress | None,
) -> bool:
    """Redact and record scope after scope; return whether an interrupt left some undone."""
    total = sum(len(scope.letters) for scope in planned)
    try:
        with _patience() as asked_to_stop:
            for place, scope in enumerate(planned):
                if asked_to_stop():
                    return True
                if not place % _AHEAD:
                    ledger.intend(planned[place : place + _AHEAD])
                results = process(next(ahead))
                ledger.settle(scope, results, recipe)
                reports = report_scope(scope, [result.brief for result in results])
                letters += reports
                if progress is not None:
                    for done, report in enumerate(reports, len(letters) - len(reports) + 1):
                        progress(report, done, total)
    except KeyboardInterrupt:
        return len(letters) < total
    return False


def _ahead(
    planned: Iterable[PlannedScope], redactor: "Redactor", limits: Limits
) -> Generator[ReadScope]:
    """Yield each scope read, while the model goes on with those that come next."""
    coming: deque[ReadScope] = deque()
    try:
        for scope in planned:
            coming.append(read_scope(scope, redactor, limits))
            redactor.read_ahead(coming[-1].documents)
            if len(coming) > _SCOPES_AHEAD:
                yield coming.popleft()
        while coming:
            yield coming.popleft()
    finally:
        redactor.stop_reading_ahead()


@contextmanager
def _patience() -> Iterator[Callable[[], bool]]:
    """Make the first interrupt a wish, which the caller asks for; the second stops at once."""
    asked = threading.Event()
    before = signal.getsignal(signal.SIGINT)
    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or before is not signal.default_int_handler:
        yield asked.is_set
        return

    def wish(_number: int, _frame: FrameType | None) -> None:
        asked.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, wish)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)
