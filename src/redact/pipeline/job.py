"""What a worker process is told, through files that only their owner can read; no letter text.

Those of a job that fills a packet are encrypted, under a key that its processes hold in memory and
hand on to each other, and padded: nobody can read what a killed one left, nor tell much by sizes.
"""

import base64
import contextlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePath
from typing import Any

from redact.audit.folder import PRIVATE, cannot_write, make_folders
from redact.config import Config
from redact.datamodel import KnownPerson, Ruling, Verdict
from redact.errors import ConfigError, RedactError, SealError, WriteError
from redact.pipeline.owner import disown, has_owner, own
from redact.pipeline.plan import Existing, PlannedLetter, PlannedScope
from redact.pipeline.results import LetterResult
from redact.pipeline.rulings import FiledRuling
from redact.pipeline.sources import SourceFile

#: The environment variable that says where the records lie: their path may hold a name.
RECORDS = "REDACT_RECORDS"
#: The keys of jobs whose files are encrypted, by the ids of the jobs.
_KEYS: dict[str, bytes] = {}
_JOB_ID = re.compile(r"[0-9a-f]{16}")
#: While the records are locked, the files of another job are of a dead one, or of one that is about
#: to find them locked. So old, it is dead unless its owner is known to live.
_STALE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that a batch depends on; a `blind` one fills a packet for reviewers."""

    paths: tuple[Path, ...] = field(repr=False)
    out: Path = field(repr=False)
    config: Config
    roster: tuple[KnownPerson, ...] = field(default=(), repr=False)
    existing: Existing = Existing.OWNED
    rulings: tuple[FiledRuling, ...] = field(default=(), repr=False)
    prune: bool = False
    blind: bool = False


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some scopes for a worker, and how many seconds it has for each letter.

    One that goes `alone` did not go well before: it gets a new worker.
    """

    scopes: tuple[PlannedScope, ...]
    max_seconds: int | None = None
    alone: bool = False


class JobFolder:
    """The files of one job, in the private part of the records."""

    __slots__ = ("_folder", "job_id", "records")

    def __init__(self, records: Path, job_id: str) -> None:
        """Name a folder; nothing is read or written."""
        self.records = records
        self.job_id = job_id
        self._folder = records / PRIVATE / "jobs" / job_id

    @classmethod
    def create(cls, records: Path, job: Job) -> str:
        """Write a job down, and return the opaque id by which workers find it.

        Raises:
            UsageError: `records` is no folder.
            WriteError: it cannot be written.
        """
        make_folders(records)
        job_id = secrets.token_hex(8)
        if job.blind:
            from redact.blind.boxes import new_key

            _KEYS[job_id] = new_key()
        folder = cls(records, job_id)
        try:
            folder._folder.parent.mkdir(mode=0o700, exist_ok=True)
            folder._folder.mkdir(mode=0o700)
        except OSError as error:
            raise cannot_write(folder._folder, error) from None
        own(folder._folder)
        folder._put("job.json", json.dumps(_job_to_json(job)))
        return job_id

    @property
    def key(self) -> bytes | None:
        """The key of the files, for processes that work for the same job; None for open files."""
        return _KEYS.get(self.job_id)

    @key.setter
    def key(self, key: bytes | None) -> None:
        if key is not None:
            _KEYS[self.job_id] = key

    def job(self) -> Job:
        """Return the job.

        Raises:
            RedactError: its files are gone.
        """
        try:
            content = self._get("job.json")
        except FileNotFoundError:
            raise RedactError(
                "another run took this one for dead and removed its job; run again"
            ) from None
        return _job_from_json(json.loads(content))

    def put_chunk(self, number: int, chunk: Chunk) -> None:
        """Write down a chunk.

        Raises:
            WriteError: it cannot be written.
        """
        scopes = [_scope_to_json(one) for one in chunk.scopes]
        told = {"scopes": scopes, "max_seconds": chunk.max_seconds, "alone": chunk.alone}
        self._put(f"chunk-{number}.json", json.dumps(told))

    def chunk(self, number: int) -> Chunk:
        """Return a chunk."""
        content = json.loads(self._get(f"chunk-{number}.json"))
        scopes = tuple(_scope_from_json(one) for one in content["scopes"])
        return Chunk(scopes, content["max_seconds"], content["alone"])

    def put_results(self, number: int, index: int, results: Sequence[LetterResult]) -> None:
        """Add the results of a scope of a chunk, told by its place in there, on one line.

        Raises:
            WriteError: they cannot be written.
        """
        self.put_line(number, results_to_json(index, results))

    def put_line(self, number: int, line: str) -> None:
        """Add such a line as it is.

        Raises:
            WriteError: it cannot be written.
        """
        name = f"results-{number}.jsonl"
        # A line that was cut short before ends here, so that it spoils no other.
        self._write(name, f"\n{self._closed(name, line)}\n", os.O_APPEND)

    def take_results(self, number: int) -> dict[int, tuple[LetterResult, ...]]:
        """Return the results of a chunk by the places of the scopes; drop the chunk's files.

        What was told twice counts once, and what was not told in full does not count.
        """
        name = f"results-{number}.jsonl"
        path = self._folder / name
        told: dict[int, tuple[LetterResult, ...]] = {}
        with contextlib.suppress(FileNotFoundError):
            for line in path.read_text("ascii", "replace").split("\n"):
                with contextlib.suppress(ValueError, TypeError, KeyError, SealError):
                    index, results = json.loads(self._opened(name, line) if line else "[]")
                    told.setdefault(index, tuple(map(LetterResult.from_json, results)))
        for each in (path, self._folder / f"chunk-{number}.json"):
            with contextlib.suppress(OSError):
                each.unlink()
        return told

    def put_failure(self, name: str, message: str) -> None:
        """Write down why no worker can begin, as far as that is possible; the first one counts."""
        with contextlib.suppress(WriteError):
            self._put("failure.json", json.dumps([name, message]))

    def failure(self) -> tuple[str, str] | None:
        """Return why no worker can begin: the type of an error, and what it says."""
        try:
            name, message = json.loads(self._get("failure.json"))
        except (OSError, ValueError, TypeError, KeyError, SealError):
            return None
        return name, message

    def remove(self) -> None:
        """Remove the files of this job, and forget their key."""
        _KEYS.pop(self.job_id, None)
        disown(self._folder)
        shutil.rmtree(self._folder, ignore_errors=True)

    def remove_dead(self) -> None:
        """Remove the files of jobs that died; the caller holds the lock of the records."""
        jobs, now = self._folder.parent, time.time()
        with contextlib.suppress(OSError):  # the drive may be gone
            for other in () if jobs.is_symlink() else jobs.iterdir():
                ours = other != self._folder and _JOB_ID.fullmatch(other.name)
                stale = ours and other.lstat().st_mtime < now - _STALE_SECONDS
                if stale and not has_owner(other):
                    shutil.rmtree(other, ignore_errors=True)

    def _get(self, name: str) -> str:
        return self._opened(name, (self._folder / name).read_text("ascii"))

    def _put(self, name: str, content: str) -> None:
        self._write(name, self._closed(name, content))

    def _closed(self, name: str, content: str) -> str:
        if self.key is None:
            return content
        from redact.blind import boxes, padding

        plain = content.encode("ascii")
        plain = padding.padded(plain, padding.common_size([plain]))
        box = boxes.close(self.key, plain, (self.job_id, name))
        return json.dumps({"box": base64.b64encode(box).decode()})

    def _opened(self, name: str, content: str) -> str:
        if self.key is None:
            return content
        from redact.blind import boxes, padding

        box = base64.b64decode(json.loads(content)["box"], validate=True)
        plain = boxes.open_box(self.key, box, (self.job_id, name))
        return padding.unpadded(plain).decode("ascii")

    def _write(self, name: str, content: str, mode: int = os.O_EXCL) -> None:
        path = self._folder / name
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | mode, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as stream:
                stream.write(content)
        except OSError as error:
            raise cannot_write(path, error) from None


def records_folder() -> Path:
    """Return the records folder that this process works for.

    Raises:
        ConfigError: the environment does not say which.
    """
    if RECORDS not in os.environ:
        raise ConfigError(f"{RECORDS} is not set; name the records folder in it")
    return Path(os.environ[RECORDS])


def folder_of(job_id: str) -> JobFolder:
    """Return the files of a job by its id.

    Raises:
        ConfigError: the environment does not say where the records are.
    """
    return JobFolder(records_folder(), job_id)


def results_to_json(index: int, results: Sequence[LetterResult]) -> str:
    """Return the line that tells the results of the scope at a place of a chunk."""
    return json.dumps([index, [result.to_json() for result in results]])


def _job_to_json(job: Job) -> dict[str, Any]:
    return {
        "paths": [str(path) for path in job.paths],
        "out": str(job.out),
        "config": job.config.model_dump_json(),
        "roster": [asdict(person) for person in job.roster],
        "existing": job.existing.value,
        "rulings": [asdict(filed) for filed in job.rulings],
        "prune": job.prune,
        "blind": job.blind,
    }


def _job_from_json(content: dict[str, Any]) -> Job:
    return Job(
        paths=tuple(Path(path) for path in content["paths"]),
        out=Path(content["out"]),
        config=Config.model_validate_json(content["config"]),
        roster=tuple(_person_from_json(person) for person in content["roster"]),
        existing=Existing(content["existing"]),
        rulings=tuple(_ruling_from_json(filed) for filed in content["rulings"]),
        prune=content["prune"],
        blind=content["blind"],
    )


def _person_from_json(content: dict[str, Any]) -> KnownPerson:
    values = {key: tuple(value) for key, value in content.items() if isinstance(value, list)}
    dossier, role, keep = (content[key] for key in ("dossier", "role", "keep"))
    return KnownPerson(**values, dossier=dossier, role=role, keep=keep)


def _ruling_from_json(content: dict[str, Any]) -> FiledRuling:
    ruling = dict(content["ruling"])
    ruling["verdict"] = Verdict(ruling["verdict"])
    return FiledRuling(**{**content, "ruling": Ruling(**ruling)})


def _scope_to_json(scope: PlannedScope) -> dict[str, Any]:
    return {
        "scope_id": scope.scope_id,
        "out": str(scope.out),
        "folder": None if scope.folder is None else str(scope.folder),
        "earlier": sorted(map(str, scope.earlier)),
        "letters": [
            {
                "letter_id": letter.letter_id,
                "number": letter.number,
                "copy": None if letter.copy is None else str(letter.copy),
                "path": str(letter.source.path),
                "relative": str(letter.source.relative),
                "dossier": None if letter.source.dossier is None else str(letter.source.dossier),
                "problem": letter.source.problem,
                "kind": letter.kind,
            }
            for letter in scope.letters
        ],
    }


def _scope_from_json(content: dict[str, Any]) -> PlannedScope:
    folder = content["folder"]
    return PlannedScope(
        content["scope_id"],
        Path(content["out"]),
        tuple(_letter_from_json(letter) for letter in content["letters"]),
        None if folder is None else PurePath(folder),
        frozenset(map(PurePath, content["earlier"])),
    )


def _letter_from_json(content: dict[str, Any]) -> PlannedLetter:
    copy, dossier = content["copy"], content["dossier"]
    source = SourceFile(
        Path(content["path"]),
        PurePath(content["relative"]),
        None if dossier is None else Path(dossier),
        content["problem"],
    )
    return PlannedLetter(
        content["letter_id"],
        content["number"],
        source,
        None if copy is None else PurePath(copy),
        content["kind"],
    )
