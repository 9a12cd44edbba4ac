"""A whole run in chunks that workers redact: the same copies and records as `redact.pipeline.run`.

The caller says how chunks are worked off, in this process or in others. Plans and results travel
through the job's private files; this process alone writes records, in the order of the input. What
is as it was is left alone, see `redact.pipeline.manifest`.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from redact.errors import ExitCode, worst
from redact.model_files import ModelIdentity
from redact.pipeline.course import Course
from redact.pipeline.files import sync_folders
from redact.pipeline.hold import holding
from redact.pipeline.job import JobFolder
from redact.pipeline.ledger import open_ledger
from redact.pipeline.leftover import clear, leftovers
from redact.pipeline.manifest import recipe_of
from redact.pipeline.places import place_of
from redact.pipeline.report import write_report
from redact.pipeline.rulings import RulingIndex, unmatched
from redact.pipeline.run import Progress, RunSummary, find, folders_of, prepare
from redact.pipeline.tasks import process_of

if TYPE_CHECKING:
    from redact.pipeline.redactor import Redactor

#: Has the chunks worked off whose numbers it draws, and yields each number when that chunk is
#: done, in the order in which it drew them. It may be called more than once in a run.
WorkOff = Callable[[Iterator[int]], Iterator[int]]


def run_job(
    folder: JobFolder, model: ModelIdentity, work_off: WorkOff, progress: Progress | None = None
) -> RunSummary:
    """Redact the letters of a job into its OUT, and return what became of each.

    A letter whose source, copy, configuration, model and decisions of people are as they were is
    not touched. Only what was done now counts for the exit code.

    Raises:
        RedactError: the job as a whole cannot be done.
    """
    started = datetime.now(UTC)
    job = folder.job()
    place = place_of(job.paths, job.out)
    with open_ledger(folder.records, job.config) as ledger, holding(place):
        folder.remove_dead()
        sources = find(job.paths, job.out, folder.records)
        planned = prepare(sources, place, job.config, job.existing, ledger)
        recipe = recipe_of(job.config, job.roster, model, RulingIndex(job.rulings))
        course = Course(planned, folder, ledger, recipe, job.config.limits, progress)
        interrupted = course.take(work_off)
        sync_folders(folders_of(course.done))
        gone = leftovers(job.paths, sources, planned, place, ledger.known.entries())
        deleted = () if interrupted else tuple(clear(gone, planned, ledger, prune=job.prune))
        letters = course.letters
        done = [report.result for report in letters if not report.unchanged]
        exit_code = worst(result.exit_code for result in done)
        exit_code = ExitCode.INTERRUPTED if interrupted else exit_code
        checkpoint = ledger.close_run(
            done,
            model_version=model.version,
            config=job.config,
            started=started,
            exit_code=exit_code,
            unchanged=len(letters) - len(done),
        )
        entries = ledger.known.entries()
        known = frozenset(entry.letter_id for entry in entries)
        results = [report.result for report in letters]
        unused = unmatched(job.rulings, results, known) if not interrupted else ()
        summary = RunSummary(letters, course.total, exit_code, checkpoint, unused, deleted)
        write_report(folder.records, summary, entries, started=started, model_version=model.version)
    return summary


def redact_chunk(folder: JobFolder, number: int, redactor: "Redactor") -> int:
    """Redact one chunk of a job here, leave the results in its private files, count its letters."""
    job = folder.job()
    count = 0
    process = process_of(job, redactor)
    for index, scope in enumerate(folder.chunk(number).scopes):
        results = process(scope)
        folder.put_results(number, index, results)
        count += len(results)
    return count
