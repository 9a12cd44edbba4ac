"""`redact audit`: check an audit log, and make the key that signs it."""

from pathlib import Path
from typing import Annotated

import typer

from redact.cli import options, show
from redact.errors import ExitCode, InputError

_HELP = """\
Check the audit log of a run, or make a key that signs it.

\b
Examples:
  redact audit verify copies.records
  redact audit keygen log-key
"""
_VERIFY = """\
Check the chain and the checkpoints of an audit log, and say what they prove.

Without --public-key or --expect-head a log can only be found consistent with itself: who can
write the file can write all of it anew. The newest head proves all of the log, an earlier one the
log up to its record.

\b
Examples:
  redact audit verify copies.records
  redact audit verify copies.records --public-key log-key.pub
  redact audit verify copies.records --expect-head 6f0c...
"""
_KEYGEN = """\
Make an Ed25519 key that signs checkpoints: the private key in FILE, the public one in FILE.pub.

Name FILE as signing_key in your configuration, and give FILE.pub to whoever checks the log.

\b
Examples:
  redact audit keygen log-key
"""

app = typer.Typer(help=_HELP, rich_markup_mode=None)


@app.command("verify", help=_VERIFY, short_help="Check a log, and say what it proves.")
def verify(
    records: Annotated[Path, typer.Argument(metavar="RECORDS", show_default=False)],
    public_key: Annotated[
        Path | None,
        typer.Option("--public-key", metavar="FILE", help="The key every checkpoint must fit."),
    ] = None,
    expect_head: Annotated[
        str | None,
        typer.Option("--expect-head", metavar="HEX", help="A head that a run printed."),
    ] = None,
    verbose: options.Verbose = False,
) -> ExitCode:
    """Check the chain and the checkpoints of an audit log."""
    from redact.audit.verify import verify_log

    if not records.exists():
        raise InputError(f"{records}: there is no such folder; give the records folder of a run")
    verdict = verify_log(records, public_key, expect_head)
    (print if verdict.ok else show.note)(verdict.message)
    return ExitCode.DONE if verdict.ok else ExitCode.AUDIT


@app.command("keygen", help=_KEYGEN, short_help="Make a key that signs checkpoints.")
def keygen(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
    verbose: options.Verbose = False,
) -> ExitCode:
    """Make an Ed25519 key that signs checkpoints."""
    from redact.audit.keys import generate

    public = generate(file)
    print(f"private key: {file}, for signing_key in your configuration; show it to nobody")
    print(f"public key: {public}, for whoever checks the log")
    return ExitCode.DONE
