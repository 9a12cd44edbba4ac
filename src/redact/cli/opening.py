"""What opens a seal: the options for it, and the passphrase that is asked for."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redact.errors import UsageError, WrongKeyError

if TYPE_CHECKING:
    from redact.blind.locks import Opener, Passphrase
    from redact.blind.seal import Seal
    from redact.config import Config

SealFile = Annotated[
    Path | None,
    typer.Option("--seal", metavar="FILE", help="The seal; by default RECORDS/private/seal."),
]
KeyFile = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="The private key that opens the seal."),
]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file", metavar="FILE", help="The passphrase, on the first line of a file."
    ),
]

ExpectHead = Annotated[
    str | None,
    typer.Option("--expect-head", metavar="HEX", help="The head that the last prepare printed."),
]


def places(packet: Path, records: Path | None, seal: Path | None) -> tuple[Path, Path]:
    """Return where the records and the seal of a packet are."""
    from redact.pipeline.blind.vault import default_seal
    from redact.pipeline.places import default_records

    place = records or default_records(packet)
    return place, seal or default_seal(place)


def without_names(config: "Config") -> "Config":
    """Return the configuration for a packet: its copies never bear the names of their letters."""
    return config.model_copy(update={"keep_names": False})


def somebody_is_there(seal: "Seal") -> bool:
    """Return whether a passphrase opens the seal, and somebody can be asked for it."""
    from redact.blind.locks import PASSPHRASE

    return sys.stdin.isatty() and any(lock.kind == PASSPHRASE for lock in seal.locks)


def opener(key: Path | None, passphrase_file: Path | None, seal: "Seal") -> "Opener":
    """Return what opens a seal: a key, the passphrase in a file, or one that is typed.

    Raises:
        UsageError: both are given, or nobody can be asked.
        WrongKeyError: only a key opens the seal, and none is given.
        ConfigError: a file is missing, or holds no such thing.
    """
    from redact.blind.locks import PASSPHRASE
    from redact.pipeline.blind.openers import opening_key, passphrase_in

    if key is not None and passphrase_file is not None:
        raise UsageError("one of --key and --passphrase-file opens the seal; leave the other out")
    if key is not None:
        return opening_key(key)
    if passphrase_file is not None:
        return passphrase_in(passphrase_file)
    if not any(lock.kind == PASSPHRASE for lock in seal.locks):
        raise WrongKeyError("no passphrase opens this seal; give the private key with --key")
    return ask(new=False)


def ask(*, new: bool) -> "Passphrase":
    """Return a passphrase that somebody types; a new one twice.

    Raises:
        UsageError: nobody is there.
    """
    from redact.blind.locks import Passphrase
    from redact.pipeline.interrupts import let_through

    if not sys.stdin.isatty():
        how = "--recipient or --passphrase-file" if new else "--key or --passphrase-file"
        raise UsageError(f"nobody is there to type a passphrase; give {how}")
    with let_through():
        text = typer.prompt(
            "Passphrase of the seal", hide_input=True, confirmation_prompt=new, err=True
        )
    return Passphrase(text)
