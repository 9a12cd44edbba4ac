"""`redact run`: redact letters here and now, without an orchestrator."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redact.cli import options, show
from redact.cli.options import Choices
from redact.errors import ExitCode, FormatError, InputError, UsageError
from redact.pipeline.loading import load_redactor

if TYPE_CHECKING:
    from redact.config import Config

HELP = """\
Redact letters and folders of letters; - reads standard input and writes standard output.

A copy is written only after it was read back and searched: no detected term survives in it. The
records beside the copies tell who is who: keep them apart. With - nothing is recorded unless
--records is given.

\b
Examples:
  redact run letter.docx -o copy.docx
  redact run inbox -o copies --keep "SMILES" --style numbered
  redact run inbox -o copies --uniform pdf
  redact run - < letter.txt > copy.txt
"""
STREAM = Path("-")

Out = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--out",
        metavar="OUT",
        help="Where the copies go: a folder, or a file for one letter.",
    ),
]


def command(
    paths: options.Letters,
    out: Out = None,
    records: options.Records = None,
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
    """Redact letters and folders of letters."""
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
    if STREAM in paths:
        if decisions is not None:
            raise UsageError("- has no letter id to decide on; give the letter as a file")
        return _run_stream(paths, out, records, choices, quiet=quiet)
    if out is None:
        raise UsageError("-o is missing; say where the copies go, for example -o copies")
    return _run_files(
        paths, out, records, choices, decisions=decisions, overwrite=overwrite, quiet=quiet
    )


def _run_files(
    paths: list[Path],
    out: Path,
    records: Path | None,
    choices: Choices,
    *,
    decisions: Path | None,
    overwrite: bool,
    quiet: bool,
) -> ExitCode:
    from redact.pipeline.places import default_records
    from redact.pipeline.plan import Existing
    from redact.pipeline.run import run

    settings, people = choices.configuration(), choices.people()
    folder = records or default_records(out)
    with show.progress(quiet=quiet) as progress:
        done = run(
            paths,
            out,
            folder,
            settings,
            partial(load_redactor, settings, people),
            existing=Existing.REPLACE if overwrite else Existing.REFUSE,
            decisions=decisions,
            progress=progress,
            roster=people,
        )
    show.summary(done, out, folder, quiet=quiet)
    return done.exit_code


def _run_stream(
    paths: list[Path], out: Path | None, records: Path | None, choices: Choices, *, quiet: bool
) -> ExitCode:
    from redact.pipeline.run import run_stream
    from redact.pipeline.scope import run_text

    if paths != [STREAM]:
        raise UsageError("- stands for standard input and goes alone; give the other letters anew")
    if out is not None:
        raise UsageError("- writes to standard output; leave out -o, or name the letter's file")
    settings, people = choices.configuration(), choices.people()
    redactor = load_redactor(settings, people)
    letter = _standard_input(settings)
    if records is None:
        copy = run_text(letter, redactor)
    else:
        copy, checkpoint = run_stream(letter, records, settings, redactor)
        if not quiet:
            show.note(checkpoint.told)
    sys.stdout.buffer.write(copy)
    sys.stdout.buffer.flush()
    return ExitCode.DONE


def _standard_input(settings: "Config") -> bytes:
    most = settings.limits.max_megabytes * 1_000_000
    try:
        letter = sys.stdin.buffer.read(most + 1)
    except OSError:
        raise InputError("standard input cannot be read; give the letter as a file") from None
    if len(letter) > most:
        raise FormatError(
            f"standard input: larger than {settings.limits.max_megabytes} MB; split the letter,"
            " or raise limits.max_megabytes"
        )
    return letter
