"""`redact lint`: find what a person who redacted a letter by hand has overlooked."""

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redact.cli import options, show
from redact.cli.options import Choices
from redact.errors import ExitCode, UsageError, worst
from redact.pipeline.loading import load_redactor

if TYPE_CHECKING:
    from redact.lint.report import Page

HELP = """\
Check letters that people have redacted; the letters are not changed.

Found are misspelt placeholders, mixed styles, broken brackets, blacked-out places, and names that
are left. One line a finding tells the place; the name at it only with --show. --fix writes a copy
with all that is certain mended; names that are left stay, yours to hide. The exit code is 7 when
a name is left, and 0 whatever else is found; --json tells scripts all. A letter with no placeholder
in it gets one line. Files only are read, not standard input.

\b
Examples:
  redact lint letter.txt
  redact lint inbox --keep "SMILES" --roster applicants.csv
  redact lint letter.txt --fix -o mended.txt
"""

Letters = Annotated[
    list[Path],
    typer.Argument(metavar="FILE", help="Letters, or folders of letters.", show_default=False),
]
Fix = Annotated[
    bool, typer.Option("--fix", help="Write copies to OUT with what is certain mended.")
]
Out = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--out",
        metavar="OUT",
        help="Where the mended copies go: a folder, or a file for one letter.",
    ),
]


def command(
    files: Letters,
    fix: Fix = False,
    out: Out = None,
    overwrite: options.Overwrite = False,
    reveal: Annotated[
        bool, typer.Option("--show", help="Quote the names that are left; this shows letter text.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,
    profile: options.Profile = None,
    config: options.ConfigFile = None,
    keep: options.Keep = None,
    roster: options.Roster = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> ExitCode:
    """Check letters that people have redacted."""
    if fix and out is None:
        raise UsageError("--fix needs -o; say where the mended copies go, for example -o mended")
    if not fix and (out is not None or overwrite):
        raise UsageError("-o and --overwrite are for --fix; without it nothing is written")
    choices = Choices(profile, config, keep=keep or (), roster=roster)
    settings, people = choices.configuration(), choices.people()
    from redact.lint import report
    from redact.pipeline.lint import lint_letters

    codes, pages, records = [ExitCode.DONE], list["Page"](), []
    unread = 0
    load = partial(load_redactor, settings, people)
    for letter in lint_letters(files, settings, load, out, overwrite=overwrite):
        codes.append(letter.code)
        if letter.problem:
            show.problem(letter.name, letter.problem)
            unread += 1
            continue
        page = report.Page(
            letter.name, letter.text, letter.findings, letter.hidden, letter.blacked_out
        )
        pages.append(page)
        if as_json:
            records += report.as_json(page, show=reveal)
            continue
        for line in report.lines(page, show=reveal):
            print(show.printable(line), flush=True)
    if as_json:
        print(json.dumps(records, indent=1))
    elif not quiet:
        for line in report.summary(pages, unread):
            print(line)
        if fix and out is not None and pages:
            place = show.printable(str(out.absolute()))
            print(f"copies with what is certain mended, and all names that are left: {place}")
    return worst(codes)
