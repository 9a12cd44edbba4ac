"""`redact blind`: packets for blind review, and the seal on who is who."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redact.cli import destroying, jobs, opening, options, show, unsealing
from redact.cli.batch import Server, Workers
from redact.cli.options import Choices
from redact.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from redact.blind.locks import Lock, Opener
    from redact.blind.seal import Key, Seal
    from redact.datamodel import KnownPerson
    from redact.pipeline.blind.prepare import Prepared, Request

_HELP = """\
Blind review: dossiers in, packets out, identities sealed until the decision.

\b
Examples:
  redact blind keygen office-key
  redact blind prepare dossiers -o packet --roster applicants.csv --recipient office-key.pub
  redact blind verify packet --roster applicants.csv
  redact blind unseal packet --ranking ranks.csv --key office-key
"""
_PREPARE = """\
Make a packet for reviewers: copies under review numbers, a cover page, a table to fill in.

Each folder in IN is one applicant (or --dossiers says which files belong together) and is released
whole or not at all. Who stands behind a number is sealed: for a passphrase, or for the owner of a
key. Prepare again into the same packet to add late files; that needs the passphrase or the key.
The letters are redacted as in redact batch: by worker processes, and where a Prefect server is
configured in a run of the Prefect flow, which learns counts and random ids alone.

\b
Examples:
  redact blind prepare dossiers -o packet --roster applicants.csv
  redact blind prepare dossiers -o packet --roster applicants.csv --recipient office-key.pub
  redact blind prepare inbox -o packet --dossiers files.csv --expires 2027-09-30
"""
_KEYGEN = """\
Make a key for seals: who has FILE.pub can seal, only who has FILE can open.

\b
Examples:
  redact blind keygen office-key
"""

app = typer.Typer(help=_HELP, rich_markup_mode=None)


@app.command("prepare", help=_PREPARE, short_help="Make a packet, or bring one up to date.")
def prepare(
    folder: Annotated[Path, typer.Argument(metavar="IN", show_default=False)],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="PACKET", help="The folder to pass on.")
    ] = None,
    roster: options.Roster = None,
    dossiers: Annotated[
        Path | None,
        typer.Option("--dossiers", metavar="FILE", help="A CSV file: dossier,file."),
    ] = None,
    records: options.Records = None,
    seal: opening.SealFile = None,
    recipient: Annotated[
        list[Path] | None,
        typer.Option("--recipient", metavar="PUB", help="Who may open it; may be repeated."),
    ] = None,
    passphrase_file: opening.PassphraseFile = None,
    key: opening.KeyFile = None,
    expect_head: opening.ExpectHead = None,
    expires: Annotated[
        str | None,
        typer.Option("--expires", metavar="DATE", help="The last day on which it opens."),
    ] = None,
    new: Annotated[
        list[Path] | None,
        typer.Option(
            "--new",
            metavar="FOLDER",
            help="A folder of nobody who was forgotten; may be repeated.",
        ),
    ] = None,
    workers: Workers = 1,
    server: Server = False,
    keep: options.Keep = None,
    uniform: options.Uniform = None,
    profile: options.Profile = None,
    config: options.ConfigFile = None,
    decisions: options.Decisions = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> ExitCode:
    """Make a packet for reviewers, or bring one up to date."""
    from redact.pipeline.blind import prepare as preparing
    from redact.pipeline.blind.vault import default_seal
    from redact.pipeline.interrupts import held
    from redact.pipeline.places import default_records

    if out is None:
        raise UsageError("-o is missing; say where the packet goes, for example -o packet")
    choices = Choices(
        profile or "blind", config, "numbered", "dossier", keep or (), roster, uniform=uniform
    )
    settings = opening.without_names(choices.configuration())
    people = choices.people()
    if roster is not None and not people:
        show.problem("roster", "has no row: no name is known, and none is looked for in the packet")
    place = records or default_records(out)
    request = preparing.Request(
        folder,
        out,
        place,
        seal or default_seal(place),
        partial(_locks, recipient or (), passphrase_file),
        partial(_opener, key, passphrase_file),
        people,
        dossiers,
        _day(expires),
        decisions,
        tuple(folder.name for folder in new or ()),
        head=expect_head,
    )
    hired = jobs.Hired(workers, server=server, quiet=True)
    done: Prepared | None = None
    try:
        with show.progress(quiet=quiet) as progress, held():
            carry_out = partial(jobs.carry_out, hired=hired)
            done = preparing.prepare(request, settings, carry_out, progress)
    except KeyboardInterrupt:
        if done is None:  # else it came when the packet was being put into place
            raise
    _sum_up(done, request, people, quiet=quiet)
    return done.exit_code


app.command("verify", help=unsealing.VERIFY, short_help="Check a packet before it is passed on.")(
    unsealing.verify
)
app.command("unseal", help=unsealing.UNSEAL, short_help="Learn who stands behind a ranking.")(
    unsealing.unseal
)


app.command("forget", help=destroying.FORGET, short_help="Destroy one entry of the seal for good.")(
    destroying.forget
)
app.command("purge", help=destroying.PURGE, short_help="Destroy seals whose time is over.")(
    destroying.purge
)


@app.command("keygen", help=_KEYGEN, short_help="Make a key for seals.")
def keygen(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
    verbose: options.Verbose = False,
) -> ExitCode:
    """Make a key for seals."""
    from redact.pipeline.blind.openers import key_file

    private, public = key_file(file)
    print(
        f"private key: {private}, which opens seals; keep it away from who prepares and who ranks"
    )
    print(f"public key: {public}, for --recipient")
    return ExitCode.DONE


def _locks(
    recipients: Sequence[Path], passphrase_file: Path | None, key: "Key", packet: str
) -> "tuple[Lock, ...]":
    """Return the locks of a new seal; without a recipient or a file a passphrase is asked for."""
    from redact.pipeline.blind.openers import locks_of, passphrase_in, recipient_keys

    passphrase = None if passphrase_file is None else passphrase_in(passphrase_file)
    if not recipients and passphrase is None:
        passphrase = opening.ask(new=True)
    return locks_of(key, packet, recipient_keys(recipients), passphrase)


def _opener(key: Path | None, passphrase_file: Path | None, seal: "Seal") -> "Opener | None":
    """Return what opens the seal that is there; None where nothing is given and nobody to ask."""
    if key is None and passphrase_file is None and not opening.somebody_is_there(seal):
        return None
    return opening.opener(key, passphrase_file, seal)


def _day(text: str | None) -> date | None:
    from redact.pipeline.blind.vault import today

    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError("--expires is a day such as 2027-09-30") from None
    if day <= today():
        raise UsageError(
            "--expires names a day that is over or is today; name one well behind the decision"
        )
    return day


def _sum_up(
    done: "Prepared", request: "Request", people: "tuple[KnownPerson, ...]", *, quiet: bool
) -> None:
    for line in done.unused:
        show.problem(*line.split(": ", 1))
    for name, remark in done.remarks:
        show.problem(name, remark)
    if done.reviewers is not None:
        kept = (
            f"some of what was filled in has no row any more; all of it is kept as {done.reviewers}"
        )
        show.problem("reviewers.csv", kept)
    if done.telling:
        told = (
            "whoever reads this file now learns who stands behind a number; its decisions are kept"
            " under the seal: destroy it"
        )
        show.problem(str(request.decisions), told)
    if quiet:
        return
    inside = f"{_many(done.dossiers, 'dossier')}, {_many(done.letters, 'document')}"
    print(f"packet, edition {done.edition}: {inside}: {_path(request.packet)}")
    for reason, count in sorted(Counter(done.absent).items()):
        print(f"  {_many(count, 'dossier')} not in it: {reason}")
    if done.changes:
        print(f"  {_many(done.changes, 'copy', 'copies')} changed: see replaced.csv")
    if people:
        print("checked: no records in the packet, no name of the roster in any file or file name")
    else:
        print("checked: no records in the packet; without a name in --roster none was looked for")
    print("reviewers get this folder and nothing else")
    print(f"seal, to be kept apart: {_path(request.seal)}")
    print(f"records, to be kept apart: {_path(request.records)}")
    print(f"page for the chair: {_path(done.chair)}")
    print(f"{done.checkpoint.told}: write it down, it proves the log later")


def _many(count: int, thing: str, things: str = "") -> str:
    return f"{count} {thing if count == 1 else things or f'{thing}s'}"


def _path(path: Path) -> str:
    return show.printable(str(path.absolute()))
