"""The program `redact`: the table of its commands, and the one place that ends in an exit code."""

import contextlib
import io
import logging
import os
import resource
import signal
import sys
import traceback
import warnings
from pathlib import Path
from typing import Annotated

import typer

from redact import __version__
from redact.cli import (
    audit,
    batch,
    blind,
    detect,
    doctor,
    evaluate,
    inspect,
    lint,
    review,
    run,
    schedule,
    show,
    verify,
)
from redact.cli.options import Session
from redact.errors import ExitCode, RedactError

_HELP = """\
Redact letters: people, organizations, places and contact details become placeholders.

Nothing leaves this machine. What is checked is that no detected term survives in a copy; what
was never detected is not: read the copies before you pass them on.

\b
Examples:
  redact run letter.docx -o copy.docx
  redact run inbox -o copies
  redact verify copies
"""

#: What an interrupted command leaves, where it writes copies.
_LEFT = {
    **dict.fromkeys(("run", "batch"), "; the copies that were finished are whole and recorded"),
    "blind prepare": "; a packet is changed whole or not at all: prepare again",
}

app = typer.Typer(
    name="redact",
    help=_HELP,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command("run", help=run.HELP, short_help="Redact letters here and now.")(run.command)
app.command("detect", help=detect.HELP, short_help="Show what would be hidden.")(detect.command)
app.command("batch", help=batch.HELP, short_help="Redact a folder by the Prefect flow.")(
    batch.command
)
app.command("schedule", help=schedule.HELP, short_help="Serve that flow on a schedule.")(
    schedule.command
)
app.command("verify", help=verify.HELP, short_help="Search every copy once more.")(verify.command)
app.command("review", help=review.HELP, short_help="Show letters before and after, to decide.")(
    review.command
)
app.add_typer(audit.app, name="audit", short_help="Check an audit log, or make a key to sign it.")
app.add_typer(blind.app, name="blind", short_help="Packets for blind review, identities sealed.")
app.command("evaluate", help=evaluate.HELP, short_help="Score against marked letters.")(
    evaluate.command
)
app.command("lint", help=lint.HELP, short_help="Check letters redacted by hand.")(lint.command)
app.command("inspect", help=inspect.HELP, short_help="Show what a document carries.")(
    inspect.command
)
app.command("doctor", help=doctor.HELP, short_help="Check the installation.")(doctor.command)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"redact {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Hold the options that go before a command."""


def main(arguments: list[str] | None = None) -> int:
    """Run the program and return its exit code; every error becomes one sentence here."""
    _open_closed_streams()
    _hush()
    with contextlib.suppress(ValueError):  # only the main thread may say so
        signal.signal(signal.SIGTERM, _interrupt)
    session = Session()
    try:
        code = app(arguments, prog_name="redact", standalone_mode=False, obj=session)
        sys.stdout.flush()
    except RedactError as error:
        return _fail(str(error), error, session)
    except typer.TyperException as error:
        return _misused(error)
    except (KeyboardInterrupt, typer.Abort):
        code = ExitCode.INTERRUPTED
    except BrokenPipeError:
        show.drop(sys.stdout)
        return ExitCode.UNEXPECTED
    except Exception as error:  # noqa: BLE001 - the last line of defence: no message, no traceback
        return _fail(_unexpected(error), error, session)
    if code == ExitCode.INTERRUPTED:
        _say(f"interrupted{_LEFT.get(session.command, '')}")
    return int(code or ExitCode.DONE)


def _open_closed_streams() -> None:
    """Let a standard stream that is closed lead nowhere; else the next file would take its place.

    What is printed could then get into the records.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - to the end
            setattr(sys, name, nowhere)


def _hush() -> None:
    """Let no library write to the terminal or a log: what it says may quote a letter.

    Nor may a crash, of this process or of one that it starts, leave its memory on the disk.
    """
    with contextlib.suppress(OSError, ValueError):
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))
    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name must not end a run that cannot show it
        sys.stdout.reconfigure(errors="backslashreplace")


def _interrupt(*_: object) -> None:
    """Take the request to end for an interrupt: what is in hand comes to an orderly end."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        raise KeyboardInterrupt
    signal.raise_signal(signal.SIGINT)


def _unexpected(error: Exception) -> str:
    return (
        f"unexpected error: {type(error).__name__}; nothing more was written, and the copies that"
        " were finished are whole; run again with -v and report what it shows"
    )


def _fail(message: str, error: BaseException, session: Session) -> ExitCode:
    if session.verbose:
        for line in _frames(error):
            _say(line, mark="")
    _say(message)
    if isinstance(error, RedactError):
        for note in getattr(error, "__notes__", ()):
            _say(note, mark="")
    return error.exit_code if isinstance(error, RedactError) else ExitCode.UNEXPECTED


def _frames(error: BaseException) -> list[str]:
    """Return where an error arose: files, lines and types; no values and no messages."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    cause = error.__cause__ or error.__context__
    if cause is not None and not error.__suppress_context__:
        lines = [*_frames(cause), *lines]
    return [*lines, f"  {type(error).__name__}"]


def _misused(error: typer.TyperException) -> ExitCode:
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "redact")
    message = error.format_message()
    if message:
        _say(f"{message.rstrip('.')}; see `{path} --help`")
    return ExitCode.USAGE


def _say(message: str, mark: str = "redact: ") -> None:
    # A name from the file system may hold anything: keep it on one line that any terminal takes.
    line = "".join(char if char.isprintable() else " " for char in message)
    show.note(f"{mark}{line}".encode(errors="replace").decode())


if __name__ == "__main__":
    sys.exit(main())
