"""`redact blind forget` and `redact blind purge`: what nobody is to learn any more."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redact.cli import opening, options, show
from redact.cli.options import Choices
from redact.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from redact.pipeline.blind.forgetting import Forgotten

FORGET = """\
Destroy one entry of the seal for good; no key is needed, and none brings it back.

On a terminal the number is asked for once more; elsewhere --yes stands for it. Take the folder of
who is forgotten out of the dossiers. Older copies of the seal, in a backup, still hold the entry:
destroy those too.

\b
Examples:
  redact blind forget 4711 packet
  redact blind forget 4711 packet --yes
"""
PURGE = """\
Destroy the seals whose --expires is over, with the notes for the chair; the log stays.

\b
Examples:
  redact blind purge packet
"""


def forget(
    number: Annotated[str, typer.Argument(metavar="NUMBER", show_default=False)],
    packet: Annotated[Path, typer.Argument(metavar="PACKET", show_default=False)],
    yes: Annotated[
        bool, typer.Option("--yes", help="Destroy it without asking for the number again.")
    ] = False,
    records: options.Records = None,
    seal: opening.SealFile = None,
    config: options.ConfigFile = None,
    verbose: options.Verbose = False,
) -> ExitCode:
    """Destroy one entry of the seal for good."""
    from redact.pipeline.blind import forgetting

    if not number.isdecimal():
        raise UsageError("the number comes first, then its packet: redact blind forget 4711 packet")
    place, sealed = opening.places(packet, records, seal)
    settings = Choices("blind", config).configuration()
    if not yes:
        _ask_again(number)
    done = forgetting.forget(number, place, sealed, settings)
    _tell(done, packet)
    return ExitCode.DONE


def purge(
    packets: Annotated[list[Path], typer.Argument(metavar="PACKET", show_default=False)],
    records: options.Records = None,
    seal: opening.SealFile = None,
    config: options.ConfigFile = None,
    verbose: options.Verbose = False,
) -> ExitCode:
    """Destroy the seals whose time is over."""
    from redact.pipeline.blind import forgetting

    if len(packets) > 1 and (records is not None or seal is not None):
        raise UsageError("--records and --seal go with one packet; purge the others by themselves")
    settings = Choices("blind", config).configuration()
    for packet in packets:
        place, sealed = opening.places(packet, records, seal)
        done = forgetting.purge(place, sealed, settings)
        name = show.printable(str(packet))
        if done.done:
            print(f"{name}: purged; older copies of the seal, in a backup, can still be opened")
        elif done.due is None:
            print(f"{name}: has no --expires, and stays")
        else:
            print(f"{name}: stays until {done.due.isoformat()} is over")
    return ExitCode.DONE


def _ask_again(number: str) -> None:
    """Return if somebody types the number again.

    Raises:
        UsageError: nobody is there, or another number is typed; nothing is destroyed.
    """
    if not sys.stdin.isatty():
        raise UsageError(
            f"forgetting {number} cannot be undone, and nobody is there to type the number again;"
            " give --yes"
        )
    question = f"This cannot be undone. To forget {number}, type the number again"
    if typer.prompt(question, err=True).strip() != number:
        raise UsageError("this is another number; nothing was forgotten")


def _tell(done: "Forgotten", packet: Path) -> None:
    copies = show.printable(str(packet / done.number))
    stay = "its copies stay" if done.decided else "until the next prepare its copies stay"
    print(f"{done.number} is forgotten: nobody can learn any more who stands behind it")
    print(f"{stay} in {copies}; in a ranking the number may stand or be left out")
    print("take the folder of who it was out of the dossiers, and the rows out of the roster")
    print("older copies of the seal, in a backup, still hold the entry: destroy those too")
    show.note(done.checkpoint.told)
