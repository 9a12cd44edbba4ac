"""An office that reviews blind: dossiers, keys, packets, and the commands of it in this process."""

import base64
import csv
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from blind.applicants import Applicant, write_dossiers, write_roster
from blind.roster_redactor import RosterRedactor, load
from redact.blind.locks import Opener, Passphrase
from redact.config import Config, load_config
from redact.model_files import ModelIdentity
from redact.pipeline.batch import redact_chunk
from redact.pipeline.blind.openers import key_file, locks_of, opening_key, recipient_keys
from redact.pipeline.blind.prepare import Prepared, Request, prepare
from redact.pipeline.blind.unseal import Unsealing, unseal
from redact.pipeline.blind.vault import default_seal
from redact.pipeline.job import Job, JobFolder
from redact.pipeline.roster import read_roster
from redact.pipeline.run import Progress, RunSummary
from redact.pipeline.worker import Run

CONFIG = load_config(
    "blind",
    overrides={"scope": "dossier", "documents": {"uniform": "txt"}, "doubts": {"hold": False}},
)


def _in_hand(
    redactor: Any, job: Job, records: Path, run: Run, progress: Progress | None
) -> RunSummary:
    """Carry a job out in this process, its files under a key as those of the program are."""
    folder = JobFolder(records, JobFolder.create(records, job))

    def work_off(numbers: Iterator[int]) -> Iterator[int]:
        for number in numbers:
            redact_chunk(folder, number, redactor)
            yield number

    try:
        return run(folder, ModelIdentity(redactor.model_version), work_off, progress)
    finally:
        folder.remove()


def carry_out_here(
    job: Job, records: Path, run: Run, progress: Progress | None, hired: object
) -> RunSummary:
    """Carry a job of the command line out in this process; nobody is hired."""
    return _in_hand(load(job.config, job.roster), job, records, run, progress)


class Chancery:
    """Dossiers of some applicants, their roster and a key; packets are made beside them."""

    def __init__(self, root: Path, count: int = 3) -> None:
        self.root, self.folder = root, root / "in"
        self.people = write_dossiers(self.folder, count)
        self.roster = write_roster(root / "applicants.csv", self.people)
        self.key, self.public = key_file(root / "office-key")
        self.redactor: Any = RosterRedactor(read_roster(self.roster))
        self.config: Config = CONFIG

    def records(self, name: str = "packet") -> Path:
        return self.root / f"{name}.records"

    def seal(self, name: str = "packet") -> Path:
        return default_seal(self.records(name))

    def packet(self, name: str = "packet") -> Path:
        return self.root / name

    def prepare(
        self,
        name: str = "packet",
        *,
        expires: date | None = None,
        opener: Opener | None = None,
        table: Path | None = None,
        blind: bool = False,
        new: tuple[str, ...] = (),
        progress: Progress | None = None,
        head: str | None = None,
        decisions: Path | None = None,
    ) -> Prepared:
        """Prepare a packet for the office's key; `blind` runs know the public key alone."""
        recipients = recipient_keys([self.public])
        opens = opener or (None if blind else opening_key(self.key))
        request = Request(
            self.folder,
            self.packet(name),
            self.records(name),
            self.seal(name),
            partial(locks_of, recipients=recipients, passphrase=None),
            lambda _seal: opens,
            read_roster(self.roster),
            table,
            expires,
            decisions,
            new,
            head,
        )
        return prepare(request, self.config, partial(_in_hand, self.redactor), progress)

    def numbers(self, name: str = "packet") -> list[str]:
        """Return the review numbers in a packet."""
        return sorted(path.name for path in self.packet(name).iterdir() if path.is_dir())

    def rank(self, numbers: Sequence[str] | None = None, name: str = "packet") -> Path:
        """Fill in a ranking of all numbers, or of those given, in their order."""
        path = self.root / "ranks.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(("number", "rank", "remarks"))
            for rank, number in enumerate(numbers or self.numbers(name), 1):
                writer.writerow((number, rank, ""))
        return path

    def unseal(
        self,
        ranks: Path | None = None,
        name: str = "packet",
        opener: Opener | None = None,
        head: str | None = None,
    ) -> Unsealing:
        return unseal(
            self.packet(name),
            ranks or self.rank(name=name),
            self.records(name),
            self.seal(name),
            self.config,
            lambda _seal: opener or opening_key(self.key),
            head,
        )

    def whose(self, done: Unsealing) -> dict[str, str]:
        """Return the dossier behind each number that an unsealing revealed."""
        return {one.ranked.number: one.identity.dossier for one in done.revealed if one.identity}

    def own(self) -> set[Path]:
        """Return the files that hold names by right: letters, roster."""
        return {self.roster, *self.folder.rglob("*")}


def passphrase(text: str = "seven words that nobody would guess") -> Passphrase:
    return Passphrase(text)


#: Shorter names stand in long random data, or in a key, by chance.
_LONG = 8
_KEY = re.compile(rb"[A-Za-z0-9+/=_-]{40,}")


def told(files: Sequence[Path], people: Sequence[Applicant]) -> list[tuple[str, str]]:
    """Return each file with an identity that can be read in it, decoded in every usual way.

    Plain text is searched for every part of a name, what looks random (a box, a key) for the
    longer ones.
    """
    names = {name.lower() for one in people for name in (*one.identities, one.dossier)}
    every, longer = _pattern(names), _pattern({name for name in names if len(name) >= _LONG})
    found = []
    for path in filter(Path.is_file, files):
        data = path.read_bytes()
        plain = b'"box":' not in data and b"\0" not in data
        places = [(path.name.encode(), every), (data, longer)]
        places += [(_KEY.sub(b" ", data), every)] if plain else []
        places += [(inner, longer) for inner in _decoded(data)]
        for place, pattern in places:
            match = pattern.search(place.lower())
            if match:
                found.append((path.name, match.group().decode("utf-8", errors="replace")))
    return found


def _pattern(names: Iterable[str]) -> re.Pattern[bytes]:
    forms = set()
    for name in names:
        forms |= {name.encode(), name.encode("unicode_escape"), name.encode("utf-16-le")}
        forms |= {form.encode().lower() for form in (name.upper(), name.title())}
    return re.compile(b"|".join(map(re.escape, sorted(forms))))


def _decoded(data: bytes) -> Iterator[bytes]:
    for piece in data.replace(b'"', b"\n").splitlines():
        if len(piece) > 16:
            try:
                inner = base64.b64decode(piece, validate=True)
            except ValueError:
                continue
            yield inner
            yield from _inflated(inner)
    for run in re.findall(rb"(?:[0-9a-fA-F]{2}){8,}", data):
        yield bytes.fromhex(run.decode())
    yield from _inflated(data)


def _inflated(data: bytes) -> Iterator[bytes]:
    at = data.find(b"\x78")
    while at >= 0:
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[at:])
        at = data.find(b"\x78", at + 1)
