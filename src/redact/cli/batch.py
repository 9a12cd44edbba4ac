"""`redact batch`: redact a folder by the Prefect flow."""

from pathlib import Path
from typing import Annotated

import typer

from redact.cli import jobs, options, show
from redact.cli.options import Choices
from redact.errors import ExitCode

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
    from redact.pipeline.batch import run_job
    from redact.pipeline.job import Job
    from redact.pipeline.places import check_places, check_records
    from redact.pipeline.plan import Existing
    from redact.pipeline.rulings import rulings_of
    from redact.pipeline.sources import collect

    check_places([source], out, records)
    check_records(out, records)
    collect([source])
    existing = Existing.REPLACE if overwrite else Existing.OWNED
    filed = rulings_of(records, decisions)
    job = Job((source.absolute(),), out.absolute(), settings, people, existing, filed, prune=prune)
    folder = records.absolute()
    with show.progress(quiet=quiet) as progress:
        hired = jobs.Hired(workers, dask, server=server, quiet=quiet)
        done = jobs.carry_out(job, folder, run_job, progress, hired)
    show.summary(done, out, folder, quiet=quiet)
    return done.exit_code
