"""`redact blind unseal` and `redact blind verify`: who it was, once the ranking is there."""

import csv
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redact.cli import opening, options, show
from redact.cli.options import Choices
from redact.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from redact.pipeline.blind.checking import PacketReport
    from redact.pipeline.blind.unseal import Unsealing

UNSEAL = """\
Learn who stands behind the numbers of a ranking; they are printed, and written nowhere.

The hash of the ranking is in the log before the seal is opened, and every opening is recorded. The
first ranking that opened the seal is the only one that opens it again.

Whoever can write the records can put another seal there, with another map in it. --expect-head, and
the head that the last prepare printed, prove that it is the one that the office made.

\b
Examples:
  redact blind unseal packet --ranking ranks.csv
  redact blind unseal packet --ranking ranks.csv --key office-key
  redact blind unseal packet --ranking ranks.csv --key office-key --expect-head 6f0c...
"""
VERIFY = """\
Check a packet before it is passed on: nothing but its copies, as released, and no known name.

With --key or --passphrase-file the seal is opened, which the log records, and the copies are also
searched for all that was hidden in them; the letters must be where they were.

\b
Examples:
  redact blind verify packet --roster applicants.csv
  redact blind verify packet --roster applicants.csv --key office-key
"""
_HEADER = ("rank", "number", "dossier", "applicant")
_FORGOTTEN = "(forgotten)"


def unseal(
    packet: Annotated[Path, typer.Argument(metavar="PACKET", show_default=False)],
    ranking: Annotated[
        Path | None,
        typer.Option("--ranking", metavar="FILE", help="The filled-in reviewers.csv."),
    ] = None,
    records: options.Records = None,
    seal: opening.SealFile = None,
    key: opening.KeyFile = None,
    passphrase_file: opening.PassphraseFile = None,
    expect_head: opening.ExpectHead = None,
    config: options.ConfigFile = None,
    verbose: options.Verbose = False,
) -> ExitCode:
    """Learn who stands behind the numbers of a ranking."""
    from redact.pipeline.blind import unseal as opened

    if ranking is None:
        raise UsageError("--ranking is missing; nobody looks first and ranks after")
    place, sealed = opening.places(packet, records, seal)
    settings = Choices("blind", config).configuration()
    opener = partial(opening.opener, key, passphrase_file)
    done = opened.unseal(packet, ranking, place, sealed, settings, opener, expect_head)
    _print(done)
    return ExitCode.DONE


def verify(
    packet: Annotated[Path, typer.Argument(metavar="PACKET", show_default=False)],
    roster: options.Roster = None,
    records: options.Records = None,
    seal: opening.SealFile = None,
    key: opening.KeyFile = None,
    passphrase_file: opening.PassphraseFile = None,
    expect_head: opening.ExpectHead = None,
    keep: options.Keep = None,
    profile: options.Profile = None,
    config: options.ConfigFile = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> ExitCode:
    """Check a packet before it is passed on."""
    from redact.pipeline.blind.checking import verify_packet

    choices = Choices(profile or "blind", config, keep=keep or (), roster=roster)
    place, sealed = opening.places(packet, records, seal)
    given = key is not None or passphrase_file is not None
    opener = partial(opening.opener, key, passphrase_file) if given else None
    settings, people = choices.configuration(), choices.people()
    report = verify_packet(packet, place, sealed, settings, people, opener, expect_head)
    _tell(report)
    if not quiet:
        _sum_up(report, searched=given)
    return report.exit_code


def _print(done: "Unsealing") -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_HEADER)
    for one in done.revealed:
        rank = "-" if one.ranked.rank is None else one.ranked.rank
        who = (_FORGOTTEN, _FORGOTTEN)
        if one.identity is not None:
            who = (one.identity.dossier, one.identity.applicant)
        writer.writerow((rank, one.ranked.number, *who))
    if done.earlier:
        times = "once" if done.earlier == 1 else f"{done.earlier} times"
        show.note(f"the seal was opened for this ranking before: {times}")
    if done.looks:
        looks = ", ".join(f"{purpose} ({times})" for purpose, times in done.looks)
        show.note(f"the seal was opened for other purposes before: {looks}")
    show.note(f"ranking: SHA-256 {done.ranking_sha256}, in the log before the seal was opened")
    show.note(done.checkpoint.told)


def _tell(report: "PacketReport") -> None:
    for name, what in report.wrong:
        show.problem(name, what)
    for copy in report.named:
        show.problem(copy.name, "a name of the roster stands in it; do not pass the packet on")
    for copy in report.leaking:
        show.problem(copy.name, "a detected term survives; do not pass the packet on")
    for copy in report.unchecked:
        show.problem(copy.name, f"not checked: {copy.reason}")
    if report.unsearched:
        copies = "1 copy" if report.unsearched == 1 else f"{report.unsearched} copies"
        show.problem(copies, "not searched for what was hidden: letters are gone, or have changed")
    if report.checkpoint is not None:
        show.note(report.checkpoint.told)


def _sum_up(report: "PacketReport", *, searched: bool) -> None:
    if report.exit_code is not ExitCode.DONE:
        return
    names = f"none of {report.names} names of the roster stands in a file or a file name"
    told = [f"{report.files} files, nothing but the packet, as released"]
    told.append(names if report.names else "without --roster no names were looked for")
    if searched:
        told.append("no detected term survives")
    print("; ".join(told))
