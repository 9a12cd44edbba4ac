"""`redact inspect`: what a document carries, channel by channel, and what would become of it."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redact.cli import options, show
from redact.errors import ExitCode, RedactError, worst

if TYPE_CHECKING:
    from redact.formats.form import Channel

HELP = """\
Show what a document carries, channel by channel, and what would become of it in a copy.

Each line names a place in which text or identity lies, how often it is there, and whether a copy
keeps it, rewrites it (names in it become placeholders) or drops it. Nothing of the text is shown,
and nothing is written.

\b
Examples:
  redact inspect letter.docx
  redact inspect letter.pdf --json
"""


def command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON a file.")] = False,
    profile: options.Profile = None,
    config: options.ConfigFile = None,
    verbose: options.Verbose = False,
) -> ExitCode:
    """Show what a document carries, and what would become of it."""
    from redact import formats
    from redact.cli.options import Choices

    settings = Choices(profile, config).configuration()
    codes = []
    for path in files:
        try:
            kind, channels = formats.channels(formats.load(path, settings.limits), path)
        except RedactError as error:
            codes.append(error.exit_code)
            show.problem(str(path), str(error))
            continue
        target = formats.target_of(kind, settings.documents)
        if as_json:
            print(_line(path, kind, target, channels))
        else:
            _tell(path, kind, target, channels)
    return worst(codes)


def _line(path: Path, kind: str, target: str, channels: "tuple[Channel, ...]") -> str:
    listed = [{"channel": one.name, "count": one.count, "fate": one.fate} for one in channels]
    return json.dumps({"file": str(path), "format": kind, "copy": target, "channels": listed})


def _tell(path: Path, kind: str, target: str, channels: "tuple[Channel, ...]") -> None:
    made = "" if target == kind else f", set anew as {target}"
    print(f"{show.printable(str(path))}: {kind}{made}")
    width = max((len(one.name) for one in channels), default=0)
    for one in channels:
        print(f"  {one.name:{width}}  {one.count:>7}  {one.fate}")
