"""`redact schedule`: serve the flow of `redact batch` on a schedule; it too knows of Prefect."""

import os
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from redact.cli import flows, options, show
from redact.cli.batch import Dask, Out, Prune, Records, Workers
from redact.cli.local_server import local_server
from redact.cli.options import Choices
from redact.errors import ExitCode, InputError, RedactError, UsageError

HELP = """\
Redact a folder by the Prefect flow on a schedule, for as long as this command runs.

The options are those of redact batch, and are kept in the private part of the records: Prefect
learns a random id and the schedule. Each run reads them, the configuration, the roster and the
decisions anew. Where no Prefect server is configured (PREFECT_API_URL) one is started on this
machine, for this machine alone, and ends with the command.

\b
Examples:
  redact schedule inbox -o copies --records records --cron "0 2 * * *"
  redact schedule inbox -o copies --records records --cron "0 2 * * 1-5" --timezone Europe/Warsaw
  redact schedule inbox -o copies --records records --cron "*/30 * * * *" --overlap wait
"""
OverlapName = Literal["skip", "wait"]

CronText = Annotated[
    str,
    typer.Option(
        "--cron", metavar="CRON", help='When: minute hour day month weekday ("0 2 * * *").'
    ),
]
TimeZone = Annotated[
    str | None,
    typer.Option(
        "--timezone",
        metavar="ZONE",
        help="The time zone of --cron, like Europe/Warsaw; by default that of this machine.",
    ),
]
OverlapOption = Annotated[
    OverlapName,
    typer.Option("--overlap", help="What a run does while an earlier one still goes on."),
]
RegisterOnly = Annotated[
    bool,
    typer.Option("--prepare", help="Only write the schedule down, print its id, and end."),
]


def command(
    source: Annotated[Path, typer.Argument(metavar="IN", show_default=False)],
    out: Out,
    records: Records,
    cron: CronText,
    timezone: TimeZone = None,
    overlap: OverlapOption = "skip",
    prepare: RegisterOnly = False,
    workers: Workers = 1,
    dask: Dask = "",
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
    """Redact a folder by the Prefect flow on a schedule."""
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
    zone = timezone or local_zone()
    check_zone(zone)
    from redact.pipeline.job import RECORDS
    from redact.pipeline.order import Order, Overlap, put_order
    from redact.pipeline.places import check_places, check_records
    from redact.pipeline.plan import Existing

    choices.configuration()  # what is wrong is told now, not at night
    if not source.exists():
        raise InputError(f"{show.printable(str(source))}: there is no such folder; check the path")
    check_places([source], out, records)
    check_records(out, records)
    order = Order(
        source.absolute(),
        out.absolute(),
        profile=profile,
        config=_absolute(config),
        overrides=choices.overrides(),
        keep=tuple(choices.keep),
        roster=_absolute(roster),
        decisions=_absolute(decisions),
        existing=Existing.REPLACE if overwrite else Existing.OWNED,
        prune=prune,
        workers=workers,
        overlap=Overlap(overlap),
        dask=dask,
        quiet=quiet,
    )
    order.job(records.absolute())
    flows.prepare_environment()
    flow = flows.import_flow()
    check_cron(cron, flow)
    if not flow.server_configured():
        flows.check_cluster(dask)
    order_id = put_order(records.absolute(), order)
    if prepare:
        print(order_id)
        return ExitCode.DONE
    os.environ[RECORDS] = str(records.absolute())
    return _serve(order_id, cron, zone, flow, quiet=quiet)


def check_zone(zone: str) -> None:
    """Check the name of a time zone.

    Raises:
        UsageError: it is not known.
    """
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(zone)
    except (ValueError, OSError, LookupError):
        raise UsageError(
            f"--timezone {zone}: no such time zone; name one like Europe/Warsaw"
        ) from None


def local_zone() -> str:
    """Return the name of this machine's time zone, UTC where it tells none."""
    told = os.environ.get("TZ", "").lstrip(":")
    place = Path(told or "/etc/localtime").resolve().parts
    if "zoneinfo" in place:
        return "/".join(place[place.index("zoneinfo") + 1 :])
    return told or "UTC"


def _serve(order_id: str, cron: str, zone: str, flow: Any, *, quiet: bool) -> ExitCode:
    started: AbstractContextManager[str] = nullcontext("")
    if not flow.server_configured():
        if not quiet:
            show.note("no Prefect server is configured: starting one")
        started = local_server()
    with suppress(KeyboardInterrupt), started as address:
        if not quiet:
            where = f"; Prefect: {address.removesuffix('/api')}" if address else ""
            print(f"schedule {order_id}: {cron} ({zone}){where}", flush=True)
        try:
            flow.serve_order(order_id, cron, zone, flows.ENTRYPOINT, address)
        except Exception as error:  # noqa: BLE001 - Prefect raises anything
            raise RedactError(
                f"Prefect could not serve the schedule ({type(error).__name__}); check its server"
            ) from None
    return ExitCode.DONE


def check_cron(cron: str, flow: Any) -> None:
    """Check the line that says when.

    Raises:
        UsageError: Prefect finds no times in it.
    """
    if len(cron.split()) != 5:
        raise UsageError(f'--cron "{cron}": not a schedule; five fields, for example "0 2 * * *"')
    if not flow.is_cron(cron):
        raise UsageError(
            f'--cron "{cron}": no time that ever comes; minute, hour, day, month, weekday (0 to 6),'
            ' for example "0 2 * * *"'
        )


def _absolute(path: Path | None) -> Path | None:
    return None if path is None else path.absolute()
