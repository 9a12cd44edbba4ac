"""`redact review`: a private page of each letter before and after, and a file to decide in."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redact.cli import options, show
from redact.datamodel import Outcome
from redact.errors import ExitCode

if TYPE_CHECKING:
    from redact.pipeline.review import ReviewDone

HELP = """\
Write a private page that shows each letter before and after, what is in doubt first, and a file
in which a person decides.

Both lie in the private part of RECORDS. Open the page in a browser (it needs no network), write
hide, keep or accept into the file, and redact the letters again with the same records. What the
file holds already stays as it is.

\b
Examples:
  redact review copies.records
  redact review records -o /secure/review.html
"""

Page = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="PAGE", help="Where else to write the page."),
]


def command(
    records: Annotated[Path, typer.Argument(metavar="RECORDS", show_default=False)],
    out: Page = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> ExitCode:
    """Write a private page of each letter before and after, and a file to decide in."""
    from redact.pipeline.review import review

    done = review(records, out)
    for name, reason in done.unshown:
        show.problem(name, reason)
    if not quiet:
        _sum_up(done)
    return done.exit_code


def _sum_up(done: "ReviewDone") -> None:
    from redact.review.letters import to_decide
    from redact.review.words import many

    counts = Counter(letter.outcome for letter in done.letters)
    told = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome])
    doubts = sum(len(letter.doubts) for letter in done.letters)
    left = to_decide(done.letters)
    print(f"{many(len(done.letters), 'letter')}: {told}")
    print(f"{many(doubts, 'doubt')}, {many(left, 'decision')} to make")
    print(f"page, private: {show.printable(str(done.page))}")
    print(f"decisions, to be written there: {show.printable(str(done.decisions))}")
