"""`redact evaluate`: score against letters marked by hand."""

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redact.cli import options
from redact.cli.detect import hidden
from redact.cli.options import Choices
from redact.datamodel import Document, Segment
from redact.errors import ExitCode

if TYPE_CHECKING:
    from redact.evaluate.measures import PredictedSpan
    from redact.pipeline.redactor import Redactor

HELP = """\
Score what would be hidden against letters marked by hand.

GOLD is a folder of *.gold.txt, one such letter, or a .jsonl file of them. --errors shows letter
text: each leak and each lost word with the words around it.

\b
Examples:
  redact evaluate letters
  redact evaluate letters --json > scores.json
  redact evaluate letters --errors
"""


def command(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Write the scores as JSON.")] = False,
    errors: Annotated[
        bool, typer.Option("--errors", help="List each leak and each lost word in its context.")
    ] = False,
    profile: options.Profile = None,
    config: options.ConfigFile = None,
    keep: options.Keep = None,
    roster: options.Roster = None,
    verbose: options.Verbose = False,
) -> ExitCode:
    """Score what would be hidden against letters marked by hand."""
    choices = Choices(profile, config, keep=keep or (), roster=roster)
    settings, people = choices.configuration(), choices.people()
    from redact.evaluate import report
    from redact.evaluate.gold import read_gold
    from redact.evaluate.measures import score, total
    from redact.pipeline.redactor import Redactor

    letters = read_gold(gold)
    scored = tuple(score(letters, partial(_predict, Redactor(settings, people))))
    counts = total(each.counts for each in scored)
    if errors:
        for line in report.error_lines(scored):
            # Apart from the JSON, which is for machines.
            print(line, file=sys.stderr if as_json else sys.stdout)
    if as_json:
        print(json.dumps(report.as_json(counts), indent=1))
    else:
        from rich.console import Console

        Console().print(report.tables(counts))
    return ExitCode.DONE


def _predict(redactor: "Redactor", text: str) -> "tuple[PredictedSpan, ...]":
    from redact.evaluate.measures import PredictedSpan

    (letter,) = redactor.redact([Document("letter", (Segment(text),))])
    return tuple(
        PredictedSpan(one.span, one.label, f"{one.label}_{one.number}") for one in hidden(letter)
    )
