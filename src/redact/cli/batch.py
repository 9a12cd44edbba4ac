"""`redact batch`: redact a folder by the Prefect flow; one of the two modules that know of it."""

import os
import sys
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated

import typer

from redact.cli import flows, options, show
from redact.cli.options import Choices
from redact.errors import ExitCode, RedactError

if TYPE_CHECKING:
    from redact.pipeline.job import Job
    from redact.pipeline.run import Progress, RunSummary

HELP = """\
Redact a folder: incremental, in parallel, able to go on after a crash.

The same copies and records as redact run. Where a Prefect server is configured (PREFECT_API_URL)
this is a run of the Prefect flow, which learns counts and random ids, no text and no file names.
Where none is, the same work is done without Prefect; --server starts a Prefect server for it.
Copies that an earlier batch wrote are replaced.

\b
Examples:
  redact batch inbox -o copies --records records
  redact batch inbox -o copies --records records --workers 4
"""

Out = Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help="Where the copies go.")]
Records = Annotated[Path, typer.Option("--records", metavar="DIR", help="The records folder.")]
Workers = Annotated[
    int, typer.Option("--workers", metavar="N", min=1, max=64, help="Processes that redact.")
]
Prune = Annotated[
    bool,
    typer.Option("--prune", help="Remove the copies of letters whose originals are gone."),
]
Server = Annotated[
    bool,
    typer.Option("--server", help="Start a Prefect server where none is configured."),
]
Dask = Annotated[
    str,
    typer.Option(
        "--dask",
        metavar="ADDRESS",
        help="Redact in the workers of a Dask cluster, or of one on this machine (local).",
        show_default=False,
    ),
]


def command(
    source: Annotated[Path, typer.Argument(metavar="IN", show_default=False)],
    out: Out,
    records: Records,
    workers: Workers = 1,
    dask: Dask = "",
    server: Server = False,
    profile: options.Profile = None,
    config: options.ConfigFile = None,
    style: options.Style = None,
    scope: options.Scope = None,
    keep: options.Keep = None,
    roster: options.Roster = None,
    keep_names: options.KeepNames = False,
    hold_doubts: options.HoldDoubts = False,
    uniform: options.Uniform = None,
    pdf_output: options.PdfOutput = None,
    keep_images: options.KeepImages = False,
    decisions: options.Decisions = None,
    prune: Prune = False,
    overwrite: options.Overwrite = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> ExitCode:
    """Redact a folder by the Prefect flow."""
    choices = Choices(
        profile,
        config,
        style,
        scope,
        keep or (),
        roster,
        keep_names,
        hold_doubts,
        uniform,
        pdf_output,
        keep_images,
    )
    settings, people = choices.configuration(), choices.people()
    from redact.pipeline.job import Job
    from redact.pipeline.places import check_places
    from redact.pipeline.plan import Existing
    from redact.pipeline.rulings import rulings_of
    from redact.pipeline.sources import collect

    check_places([source], out, records)
    collect([source])
    existing = Existing.REPLACE if overwrite else Existing.OWNED
    filed = rulings_of(records, decisions)
    job = Job((source.absolute(),), out.absolute(), settings, people, existing, filed, prune=prune)
    folder = records.absolute()
    with show.progress(quiet=quiet) as progress:
        done = carry_out(job, folder, workers, dask, progress, server=server, quiet=quiet)
    show.summary(done, out, folder, quiet=quiet)
    return done.exit_code


def carry_out(
    job: "Job",
    records: Path,
    workers: int,
    dask: str,
    progress: "Progress | None",
    *,
    server: bool,
    quiet: bool,
) -> "RunSummary":
    """Run a job, by Prefect where it has or is to have a server, and return what came of it.

    Raises:
        RedactError: the job as a whole cannot be done.
    """
    from redact.pipeline.job import JobFolder
    from redact.pipeline.worker import RECORDS, Watch, watching

    flow = _flow(server=server, dask=dask, quiet=quiet)
    job_id = JobFolder.create(records, job)
    os.environ[RECORDS] = str(records)
    failure = "no result"
    with watching(watch := Watch(progress)):
        try:
            if flow is None:
                _take(job_id, workers)
            else:
                flow.run_here(job_id, workers, dask)
        except Exception as error:  # noqa: BLE001 - Prefect raises anything; ours are in the watch
            failure = type(error).__name__
        finally:
            JobFolder(records, job_id).remove()
    if watch.error is not None:
        raise watch.error
    if watch.summary is None:
        raise RedactError(
            f"Prefect could not run the flow ({failure}); check its server, or use redact run,"
            " which needs none"
        )
    return watch.summary


def _flow(*, server: bool, dask: str, quiet: bool) -> ModuleType | None:
    """Return the module of the flow; None where the work is to be done without Prefect."""
    if not (server or dask or flows.server_may_be_configured()):
        if not quiet:
            print("no Prefect server is configured: working without one", file=sys.stderr)
        return None
    flows.prepare_environment()
    flow = flows.import_flow()
    if flow.server_configured():
        return flow
    if not (server or dask):
        return None
    if not quiet:
        print("no Prefect server is configured: starting a temporary one", file=sys.stderr)
    return flow


def _take(job_id: str, workers: int) -> None:
    from redact.pipeline.crew import work_off
    from redact.pipeline.worker import take_job

    take_job(job_id, partial(work_off, job_id, workers))
