"""What a worker process is told, through files that only their owner can read; no letter text."""

import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePath
from typing import Any

from redact.audit.folder import PRIVATE, cannot_write, make_folders
from redact.config import Config
from redact.datamodel import KnownPerson, Ruling, Verdict
from redact.pipeline.plan import Existing, PlannedLetter, PlannedScope
from redact.pipeline.results import LetterResult
from redact.pipeline.rulings import FiledRuling
from redact.pipeline.sources import SourceFile

#: How long the files of a job that died are left alone.
_STALE_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that a batch depends on."""

    paths: tuple[Path, ...] = field(repr=False)
    out: Path = field(repr=False)
    config: Config
    roster: tuple[KnownPerson, ...] = field(default=(), repr=False)
    existing: Existing = Existing.OWNED
    rulings: tuple[FiledRuling, ...] = field(default=(), repr=False)


class JobFolder:
    """The files of one job, in the private part of the records."""

    __slots__ = ("_folder", "records")

    def __init__(self, records: Path, job_id: str) -> None:
        """Name a folder; nothing is read or written."""
        self.records = records
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
        folder = cls(records, job_id)
        try:
            folder._folder.parent.mkdir(mode=0o700, exist_ok=True)
            folder._folder.mkdir(mode=0o700)
        except OSError as error:
            raise cannot_write(folder._folder, error) from None
        folder._write("job.json", json.dumps(_job_to_json(job)))
        return job_id

    def job(self) -> Job:
        """Return the job."""
        return _job_from_json(json.loads(self._read("job.json")))

    def put_chunk(self, number: int, scopes: Sequence[PlannedScope]) -> None:
        """Write down the scopes of a chunk.

        Raises:
            WriteError: they cannot be written.
        """
        self._write(f"chunk-{number}.json", json.dumps([_scope_to_json(one) for one in scopes]))

    def chunk(self, number: int) -> tuple[PlannedScope, ...]:
        """Return the scopes of a chunk."""
        content = json.loads(self._read(f"chunk-{number}.json"))
        return tuple(_scope_from_json(one) for one in content)

    def put_results(self, number: int, results: Sequence[LetterResult]) -> None:
        """Add the results of one more scope of a chunk, on one line.

        Raises:
            WriteError: they cannot be written.
        """
        line = json.dumps([result.to_json() for result in results])
        self._write(f"results-{number}.jsonl", line + "\n", os.O_APPEND)

    def take_results(self, number: int) -> Iterator[tuple[LetterResult, ...]]:
        """Yield the results of a chunk, scope by scope, as far as they are told; drop its files."""
        path = self._folder / f"results-{number}.jsonl"
        if path.exists():
            for line in path.read_text("ascii").splitlines(keepends=True):
                if line.endswith("\n"):
                    yield tuple(LetterResult.from_json(result) for result in json.loads(line))
        path.unlink(missing_ok=True)
        (self._folder / f"chunk-{number}.json").unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove the files of this job, and those that a job left which died long ago."""
        shutil.rmtree(self._folder, ignore_errors=True)
        for other in self._folder.parent.glob("*"):
            if other.stat().st_mtime < time.time() - _STALE_SECONDS:
                shutil.rmtree(other, ignore_errors=True)

    def _read(self, name: str) -> str:
        return (self._folder / name).read_text("ascii")

    def _write(self, name: str, content: str, mode: int = os.O_EXCL) -> None:
        path = self._folder / name
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | mode, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as stream:
                stream.write(content)
        except OSError as error:
            raise cannot_write(path, error) from None


def _job_to_json(job: Job) -> dict[str, Any]:
    return {
        "paths": [str(path) for path in job.paths],
        "out": str(job.out),
        "config": job.config.model_dump_json(),
        "roster": [asdict(person) for person in job.roster],
        "existing": job.existing.value,
        "rulings": [asdict(filed) for filed in job.rulings],
    }


def _job_from_json(content: dict[str, Any]) -> Job:
    return Job(
        paths=tuple(Path(path) for path in content["paths"]),
        out=Path(content["out"]),
        config=Config.model_validate_json(content["config"]),
        roster=tuple(_person_from_json(person) for person in content["roster"]),
        existing=Existing(content["existing"]),
        rulings=tuple(_ruling_from_json(filed) for filed in content["rulings"]),
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
