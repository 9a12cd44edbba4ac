"""Something that goes wrong at one chosen call of the operating system, and what is left of it."""

import errno
import os
import random
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redact.audit import map_end
from redact.audit.letter_entry import UNFINISHED
from redact.audit.log_end import recall

#: The calls that change a disk, or read from it.
CALLS = (
    "open",
    "write",
    "pwrite",
    "fsync",
    "replace",
    "rename",
    "unlink",
    "mkdir",
    "rmdir",
    "ftruncate",
    "fchmod",
    "utime",
    "listdir",
    "scandir",
)
#: What a process is killed by: nothing more is written, or half of what was to be written.
KILL, KILL_AFTER, TEAR = "kill", "kill after", "tear"
#: What a process is told: that the disk is full, for a while or for good, or that it is not there.
FULL, FULL_FOR_A_WHILE, GONE = "full", "full for a while", "gone"
KINDS = (KILL, KILL_AFTER, TEAR, FULL, FULL_FOR_A_WHILE, GONE)
#: A log and a map that no power cut shortens.
CLOSED_LOG, CLOSED_MAP = "closed log", "closed map"
_WRITES = ("write", "pwrite", "mkdir", "replace", "rename")


@dataclass(frozen=True, slots=True)
class Sabotage:
    """What happens, and at which call, counted from 1."""

    kind: str
    at: int


class Saboteur:
    """Stands between a process and the operating system; install it in a process of its own."""

    def __init__(self, sabotage: Sabotage, root: Path) -> None:
        """Plan a sabotage of the calls that have to do with files below a folder."""
        self.calls = 0
        self._sabotage = sabotage
        self._root = str(root)
        self._ours: set[int] = set()

    def install(self) -> None:
        """Take the place of the calls."""
        for name in CALLS:
            setattr(os, name, self._wrapped(name, getattr(os, name)))

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*told: Any, **named: Any) -> Any:
            if not self._is_ours(told[0] if told else "."):
                return real(*told, **named)
            self.calls += 1
            if self.calls >= self._sabotage.at:
                self._strike(name, real, told, named)
            # A process that is killed needs no disk to remember what it wrote.
            done = None if name == "fsync" else real(*told, **named)
            if name == "open":
                self._ours.add(done)
            return done

        return call

    def _strike(
        self, name: str, real: Callable[..., Any], told: tuple[Any, ...], named: dict[str, Any]
    ) -> None:
        kind = self._sabotage.kind
        if kind == KILL_AFTER:
            real(*told, **named)
        if kind == TEAR and name in ("write", "pwrite"):
            handle, data, *rest = told
            real(handle, data[: len(data) // 2], *rest)
        if kind in (KILL, KILL_AFTER, TEAR):
            os.kill(os.getpid(), signal.SIGKILL)
        if kind == GONE:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        over = kind == FULL_FOR_A_WHILE and self.calls > self._sabotage.at + 5
        if not over and (name in _WRITES or (name == "open" and told[1] & os.O_CREAT)):
            if name in ("write", "pwrite"):
                handle, data, *rest = told
                real(handle, data[: len(data) // 3], *rest)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _is_ours(self, target: Any) -> bool:
        if isinstance(target, int):
            return target in self._ours
        return os.fspath(target).startswith(self._root)


def damage(chance: random.Random, out: Path, records: Path) -> str:
    """Do to the files what a power cut or a bad disk may do; return what, for the reader.

    What was on the disk when a run closed it is left alone, and the reader told of.
    """
    log, known = records / "audit.jsonl", records / "private" / "letters.jsonl"
    end = records / "private" / "log-end"
    copies = [path for path in sorted(out.rglob("*")) if path.is_file()]
    closed = recall(records)
    kind = chance.choice(("log", "map", "note", "copy", "draft", "job"))
    if kind == "log" and closed is not None and closed.size == log.stat().st_size:
        return CLOSED_LOG
    if kind == "map" and 0 < map_end.recall(known.parent) == known.stat().st_size:
        return CLOSED_MAP
    if kind == "log" or (kind == "map" and not _is_intent(known)):
        tear(chance, log if kind == "log" else known)
    elif kind == "note" and end.exists():
        (known.parent / "map-end").write_bytes(chance.choice((b"", b"{}\n", bytes(60))))
        end.write_bytes(chance.choice((b"", b"{}\n", bytes(60), end.read_bytes()[:-9])))
    elif kind == "copy" and copies:
        copy = chance.choice(copies)
        content = copy.read_bytes()
        harm = chance.choice((content[: len(content) // 2], b"", content + b"\0", None))
        copy.unlink() if harm is None else copy.write_bytes(harm)
    elif kind == "draft" and out.is_dir() and end.parent.is_dir():
        (out / f".redact-{chance.randbytes(8).hex()}").write_bytes(b"Dear Anna")
        (known.parent / f".{known.name}.{chance.randbytes(8).hex()}").write_bytes(b"{")
    elif kind == "job":
        for path in sorted((records / "private" / "jobs").rglob("*.json*")):
            path.write_bytes(path.read_bytes()[:-7])
    return kind


def _is_intent(known: Path) -> bool:
    """Return whether the map ends with what was on the disk before any copy: no cut takes it."""
    lines = known.read_bytes().splitlines() if known.exists() else []
    return bool(lines) and UNFINISHED.encode() in lines[-1]


def tear(chance: random.Random, path: Path) -> None:
    """Cut the last line of a file short, or fill it with what a disk gives for a lost block."""
    lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    if lines:
        kept = chance.randrange(len(lines[-1]))
        rest = bytes(chance.choice((0, 0, len(lines[-1]) - kept)))
        path.write_bytes(b"".join(lines[:-1]) + lines[-1][:kept] + rest)
