"""Standing orders: what to redact again and again, kept in a file that only its owner can read.

A schedule knows an order by an opaque id. Each run reads the order, and all that it names (the
configuration, the roster, the decisions of people), anew.
"""

import contextlib
import fcntl
import json
import os
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from redact.audit.folder import PRIVATE, cannot_write, make_folders, open_owned, replace_owned
from redact.config import load_config
from redact.errors import ConfigError, ExitCode
from redact.pipeline.job import Job, JobFolder
from redact.pipeline.plan import Existing
from redact.pipeline.report import write_failure
from redact.pipeline.roster import read_roster
from redact.pipeline.rulings import rulings_of
from redact.pipeline.told import Told, told_of_error

_ORDERS = "orders"
#: How often a run that waits for its turn looks whether it has come.
_LOOK_SECONDS = 5.0


class Overlap(StrEnum):
    """What a run does while an earlier one still goes on."""

    SKIP = "skip"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line of `redact schedule` asked for; the paths are absolute.

    `overrides` are values of the configuration, `workers` processes, `dask` the address of a
    cluster (or ``local``) in whose workers the letters are redacted. A `quiet` one says nothing of
    a run in which all went well.
    """

    source: Path = field(repr=False)
    out: Path = field(repr=False)
    profile: str | None = None
    config: Path | None = field(default=None, repr=False)
    overrides: Mapping[str, Any] = field(default_factory=dict, repr=False)
    keep: tuple[str, ...] = field(default=(), repr=False)
    roster: Path | None = field(default=None, repr=False)
    decisions: Path | None = field(default=None, repr=False)
    existing: Existing = Existing.OWNED
    prune: bool = False
    workers: int = 1
    overlap: Overlap = Overlap.SKIP
    dask: str = ""
    quiet: bool = False

    def job(self, records: Path) -> Job:
        """Return the job of one run, with everything read anew.

        Raises:
            RedactError: the configuration, the roster or the decisions are wrong.
        """
        config = load_config(self.profile, self.config, dict(self.overrides))
        config = config.model_copy(update={"keep": (*config.keep, *self.keep)})
        people = () if self.roster is None else read_roster(self.roster)
        filed = rulings_of(records, self.decisions)
        return Job((self.source,), self.out, config, people, self.existing, filed, prune=self.prune)


def put_order(records: Path, order: Order) -> str:
    """Write an order down, and return its id: the one it had, if these folders had one before.

    Raises:
        UsageError: `records` is no folder.
        WriteError: it cannot be written.
    """
    make_folders(records)
    folder = records / PRIVATE / _ORDERS
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None
    order_id = secrets.token_hex(8)
    for path in sorted(folder.glob("*.json")):
        with contextlib.suppress(ConfigError):  # what is no order, or damaged, stays as it is
            before = get_order(records, path.stem)
            if (before.source, before.out) == (order.source, order.out):
                order_id = path.stem
    replace_owned(folder / f"{order_id}.json", json.dumps(_to_json(order)).encode("ascii"))
    return order_id


def is_order(records: Path, order_id: str) -> bool:
    """Return whether an id is that of an order, not of a job."""
    return _path(records, order_id).is_file()


def get_order(records: Path, order_id: str) -> Order:
    """Return an order.

    Raises:
        ConfigError: it is not there, or damaged; schedule it anew.
    """
    try:
        return _from_json(json.loads(_path(records, order_id).read_text("ascii")))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise ConfigError("the schedule is gone or damaged; run redact schedule again") from None


def take_order(
    records: Path,
    order_id: str,
    take: Callable[[str, Order], Told],
    pause: Callable[[float], None] = time.sleep,
) -> Told:
    """Carry an order out once, say so on standard output, and return what may be known of it.

    While another run holds the records, this one skips or waits, as the order says; it does not
    wait behind one that waits already, which will find the same letters.

    Args:
        take: runs a job by its id to its end.
        pause: waits for some seconds.
    """
    quiet = False
    try:
        order = get_order(records, order_id)
        quiet = order.quiet
        told = _once(records, order, take)
        if told.exit_code is ExitCode.LOCKED and order.overlap is Overlap.WAIT:
            with _first_in_line(records) as first:
                while first and told.exit_code is ExitCode.LOCKED:
                    pause(_LOOK_SECONDS)
                    told = _once(records, get_order(records, order_id), take)
    except Exception as error:  # noqa: BLE001 - its message may hold a path
        write_failure(records, error)
        told = told_of_error(error)
    if not quiet or told.exit_code is not ExitCode.DONE:
        _say(f"{datetime.now():%Y-%m-%d %H:%M} {told.line}")
    return told


def _say(line: str) -> None:
    """Print a line; a run does not fail because nobody listens."""
    with contextlib.suppress(OSError):
        print(line, flush=True)


def _once(records: Path, order: Order, take: Callable[[str, Order], Told]) -> Told:
    job_id = JobFolder.create(records, order.job(records))
    try:
        return take(job_id, order)
    finally:
        JobFolder(records, job_id).remove()


@contextmanager
def _first_in_line(records: Path) -> Iterator[bool]:
    """Tell whether no other run waits; the operating system forgets one that dies."""
    descriptor = open_owned(records / PRIVATE / "waiting")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(descriptor)


def _path(records: Path, order_id: str) -> Path:
    if not order_id.isalnum():
        raise ConfigError("this is not the id of a schedule")
    return records / PRIVATE / _ORDERS / f"{order_id}.json"


def _to_json(order: Order) -> dict[str, Any]:
    paths = {name: getattr(order, name) for name in ("source", "out", *_OPTIONAL_PATHS)}
    return {
        **{name: None if path is None else str(path) for name, path in paths.items()},
        "profile": order.profile,
        "overrides": order.overrides,
        "keep": order.keep,
        "existing": order.existing.value,
        "prune": order.prune,
        "workers": order.workers,
        "overlap": order.overlap.value,
        "dask": order.dask,
        "quiet": order.quiet,
    }


_OPTIONAL_PATHS = ("config", "roster", "decisions")


def _from_json(content: dict[str, Any]) -> Order:
    optional = {
        name: None if content[name] is None else Path(content[name]) for name in _OPTIONAL_PATHS
    }
    return Order(
        Path(content["source"]),
        Path(content["out"]),
        profile=content["profile"],
        overrides=content["overrides"],
        keep=tuple(content["keep"]),
        existing=Existing(content["existing"]),
        prune=content["prune"],
        workers=content["workers"],
        overlap=Overlap(content["overlap"]),
        dask=content["dask"],
        quiet=content.get("quiet", False),
        **optional,
    )
