"""Where copies and records may lie: never over a letter, never among letters, never overwritten."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redact.errors import UsageError
from redact.pipeline.sources import RealPaths, shown


@dataclass(frozen=True, slots=True)
class Place:
    """The absolute folder of the copies and, where OUT is one file, its name in there."""

    folder: Path = field(repr=False)
    name: str = field(default="", repr=False)


def default_records(out: Path) -> Path:
    """Return where the records of a run lie when nothing else is said: beside OUT.

    >>> default_records(Path("copies")).name
    'copies.records'
    """
    plain = Path(os.path.abspath(out))  # noqa: PTH100 - resolves no link
    return plain.with_name(f"{plain.name}.records")


def out_is_file(paths: Sequence[Path], out: Path) -> bool:
    """Return whether OUT names one copy: for one input file and a name with a suffix."""
    one_file = len(paths) == 1 and not paths[0].is_dir()
    return one_file and out.suffix != "" and not out.is_dir()


def place_of(paths: Sequence[Path], out: Path) -> Place:
    """Return where copies go: a file for one file and a name with a suffix, else a folder.

    A folder is one, by whatever links it is reached.
    """
    if out_is_file(paths, out):
        return Place(Path(os.path.realpath(out.parent)), out.name)
    return Place(Path(os.path.realpath(out)))


def check_places(inputs: Iterable[Path], out: Path, records: Path | None) -> None:
    """Check that letters, copies and records lie apart, after following every link.

    Raises:
        UsageError: OUT inside IN, IN inside OUT, or the same; or the records inside either.
    """
    real_of = RealPaths()
    real_out = real_of(out)
    real_records = None if records is None else real_of(records)
    for path in inputs:
        real = real_of(path)
        if real == real_out:
            raise UsageError(f"{shown(path)}: input and output are the same; choose another -o")
        if _inside(real_out, real):
            raise UsageError(f"{shown(out)}: the output lies inside the input; choose another -o")
        if _inside(real, real_out):
            raise UsageError(f"{shown(path)}: the input lies inside the output; choose another -o")
        if real_records is not None and _nested(real_records, real):
            raise UsageError(
                f"{shown(Path(real_records))}: letters and records may not lie inside each other; "
                "choose another --records"
            )
    if real_records is not None and _nested(real_records, real_out):
        raise UsageError(
            f"{shown(Path(real_records))}: records may not lie inside the output, which is passed "
            "on, nor the output inside them; choose another --records"
        )


def check_records(out: Path, records: Path) -> None:
    """Check that no other records know of the copies in OUT, where these begin now.

    Raises:
        UsageError: the records beside OUT do; with two sets of records no copy could be verified.
    """
    beside = default_records(out)
    if not records.exists() and beside.exists() and not _same(beside, records):
        raise UsageError(
            f"{shown(beside)}: the records of what lies in {shown(out)}; name them with --records,"
            " or choose another -o"
        )


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def check_targets(targets: Sequence[Path], out: Path, overwrite: Iterable[Path] | None) -> None:
    """Check that every copy has a place of its own that nothing occupies.

    Args:
        out: the folder below which every target must really lie.
        overwrite: the targets that may exist already; None for all of them.

    Raises:
        UsageError: a target exists, is a folder, lies elsewhere by a link, or is named twice.
    """
    may_exist = None if overwrite is None else set(overwrite)
    real_of = RealPaths()
    real_out = real_of(out)
    folders = {target.parent for target in targets}
    above = folders.union(parent for folder in folders for parent in folder.parents)
    inside = {folder for folder in folders if _inside(real_of(folder), real_out)}
    seen: set[Path] = set()
    for target in targets:
        if target in seen or target in above:
            raise UsageError(f"{shown(target)}: two letters would have this copy; rename one")
        seen.add(target)
        if target.parent not in inside:
            raise UsageError(f"{shown(target)}: a link leads out of the output; remove the link")
        if not os.path.lexists(target):
            continue
        if target.is_dir() and not target.is_symlink():
            raise UsageError(f"{shown(target)}: a folder stands where a copy should; remove it")
        if may_exist is not None and target not in may_exist:
            raise UsageError(f"{shown(target)}: exists already; use --overwrite or another -o")


def _nested(one: str, other: str) -> bool:
    return _inside(one, other) or _inside(other, one)


def _inside(path: str, folder: str) -> bool:
    """Return whether a path is a folder or lies in it; both have every link followed."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")
