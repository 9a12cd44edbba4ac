"""`redact verify`: search every copy once more for what was hidden."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redact.cli import options, show
from redact.cli.options import Choices
from redact.errors import ExitCode, InputError, UsageError

if TYPE_CHECKING:
    from redact.config import Config
    from redact.pipeline.check import CheckedCopy, VerifyReport

Names = Annotated[
    Path | None,
    typer.Option("--names", metavar="FILE", help="Names to look for, one a line; or a roster."),
]
HELP = """\
Reopen every copy in OUT and search it for what was hidden; nothing is changed.

What was hidden is taken from the letters, which must be where they were; a copy whose letter is
gone or has changed is not checked. With --names neither letters nor records are needed: every file
is searched, to its last part, for the names of a list.

\b
Examples:
  redact verify copies
  redact verify copies --records /secure/records
  redact verify copies --names names.txt
"""


def command(
    out: Annotated[Path, typer.Argument(metavar="OUT", show_default=False)],
    records: options.Records = None,
    names: Names = None,
    profile: options.Profile = None,
    config: options.ConfigFile = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> ExitCode:
    """Reopen every copy in OUT and search it for what was hidden."""
    from redact.pipeline.check import verify_names
    from redact.pipeline.places import default_records

    settings = Choices(profile, config).configuration()
    if names is not None:
        if records is not None:
            raise UsageError("--names needs no --records; leave one of them out")
        report = verify_names(out, names, settings)
    else:
        report = _verify(out, records or default_records(out), settings)
    for copy in report.copies:
        _tell(copy)
    if not quiet:
        _sum_up(report)
    return report.exit_code


def _verify(out: Path, records: Path, settings: "Config") -> "VerifyReport":
    from redact.pipeline.blind.vault import default_seal
    from redact.pipeline.check import verify_out

    try:
        return verify_out(out, records, settings)
    except InputError:
        if out.is_dir() and default_seal(records).exists():
            told = "this is a packet for blind review; redact blind verify checks it"
            raise UsageError(f"{show.printable(str(out))}: {told}") from None
        raise


def _tell(copy: "CheckedCopy") -> None:
    from redact.pipeline.check import CopyState

    if copy.state is CopyState.SURVIVOR:
        show.problem(copy.name, f"a detected term survives {_places(copy)}; withdraw this copy")
    elif copy.state is CopyState.NOT_CHECKED:
        show.problem(copy.name, f"not checked: {copy.reason}")
    if copy.changed:
        show.problem(copy.name, "changed since it was written; write it again if that is not meant")


def _places(copy: "CheckedCopy") -> str:
    told = [f"at {span.start}-{span.end}" for span in copy.survivors]
    parts = Counter(copy.parts)
    told += [f"in {part}{f' ({n} times)' if n > 1 else ''}" for part, n in parts.items()]
    return ", ".join(told)


def _sum_up(report: "VerifyReport") -> None:
    from redact.pipeline.check import CopyState

    states = [copy.state for copy in report.copies]
    counts = {state: states.count(state) for state in CopyState}
    told = [f"no detected term survives in {counts[CopyState.CLEAN]} of {len(states)} copies"]
    if counts[CopyState.SURVIVOR]:
        told.append(f"a detected term survives in {counts[CopyState.SURVIVOR]}")
    if counts[CopyState.NOT_CHECKED]:
        told.append(f"{counts[CopyState.NOT_CHECKED]} not checked")
    if report.missing:
        told.append(f"copies of the records that are not there any more: {report.missing}")
    print("; ".join(told))
