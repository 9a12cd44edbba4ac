"""`redact batch`: redact a folder by the Prefect flow; one of the two modules that know of it."""

import importlib
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated

import typer

from redact.cli import options, show
from redact.cli.options import Choices
from redact.errors import ExitCode, RedactError

if TYPE_CHECKING:
    from redact.pipeline.job import Job

HELP = """\
Redact a folder by the Prefect flow: the same copies and records as redact run.

Prefect learns counts and random ids, no text and no file names. Its server is used where one is
configured (PREFECT_API_URL). Where none is, a temporary one is started for this batch, which takes
about half a minute on two cores. Copies that an earlier batch wrote are replaced.

\b
Examples:
  redact batch inbox -o copies --records records
  redact batch inbox -o copies --records records --workers 4
"""
_PACKAGE = "redact_flows"
#: Whatever the user's own settings are: Prefect phones nobody and stores no logs and no results,
#: and no process shows a warning or a log of a library, which may quote a letter.
_SECRETIVE = {
    "DO_NOT_TRACK": "1",
    "PYTHONWARNINGS": "ignore",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_LOGGING_LOG_PRINTS": "false",
    "PREFECT_LOGGING_ROOT_LEVEL": "CRITICAL",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
}
#: Unless the user has said otherwise.
_CONVENIENT = {
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
}

Out = Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help="Where the copies go.")]
Records = Annotated[Path, typer.Option("--records", metavar="DIR", help="The records folder.")]
Workers = Annotated[
    int, typer.Option("--workers", metavar="N", min=1, max=64, help="Processes that redact.")
]


def command(
    source: Annotated[Path, typer.Argument(metavar="IN", show_default=False)],
    out: Out,
    records: Records,
    workers: Workers = 1,
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
    job = Job((source.absolute(),), out.absolute(), settings, people, existing, filed)
    return _run(job, records.absolute(), workers, quiet=quiet)


def _run(job: "Job", records: Path, workers: int, *, quiet: bool) -> ExitCode:
    from redact.pipeline.job import JobFolder
    from redact.pipeline.worker import RECORDS, Watch, watching

    prepare_environment()
    flows = import_flow()
    if not (quiet or flows.server_configured()):
        print("no Prefect server is configured: starting a temporary one", file=sys.stderr)
    job_id = JobFolder.create(records, job)
    os.environ[RECORDS] = str(records)
    failure = "no result"
    with show.progress(quiet=quiet) as progress, watching(watch := Watch(progress)):
        try:
            flows.run_here(job_id, workers, prepare_worker)
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
    show.summary(watch.summary, job.out, records, quiet=quiet)
    return watch.summary.exit_code


def prepare_environment() -> None:
    """Set up Prefect so that it keeps what it is told to itself; do this before it is imported."""
    os.environ.update(_SECRETIVE)
    for name, value in _CONVENIENT.items():
        os.environ.setdefault(name, value)
    # Its own server is on this machine: a proxy has no part in that.
    for name in ("NO_PROXY", "no_proxy"):
        hosts = [host for host in os.environ.get(name, "").split(",") if host]
        os.environ[name] = ",".join([*hosts, "127.0.0.1", "localhost"])


def prepare_worker() -> None:
    """Make the flow known in a new process, which is handed its tasks by name."""
    import_flow()


def import_flow() -> ModuleType:
    """Return the module of the flow: in a wheel from the package, in a checkout from `flows/`."""
    if importlib.util.find_spec(_PACKAGE) is None:
        folder = Path(__file__).parents[3] / "flows"
        spec = importlib.util.spec_from_file_location(
            _PACKAGE, folder / "__init__.py", submodule_search_locations=[str(folder)]
        )
        if spec is None or spec.loader is None or not folder.is_dir():
            raise RedactError("the flows are missing; install redact anew")
        package = importlib.util.module_from_spec(spec)
        sys.modules[_PACKAGE] = package
        spec.loader.exec_module(package)
    return importlib.import_module(f"{_PACKAGE}.redact_letters")
