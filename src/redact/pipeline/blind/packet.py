"""A packet as a folder: what may lie in it, and whether it is as it was released."""

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from redact.blind import cover, ranking
from redact.blind.seal import Change, Seal
from redact.errors import InputError, OtherPacketError, SealError, SurvivorError
from redact.pipeline.sources import shown

COVER = "cover.txt"
REVIEWERS = "reviewers.csv"
REPLACED = "replaced.csv"
#: What lies beside the folders of the dossiers.
BESIDE = (COVER, REVIEWERS, REPLACED)
_FOLDER = re.compile(r"\d{4,9}")
_COPY = re.compile(r"\d{4,9}/letter-\d{1,4}\.[a-z]{1,8}")


def files_in(packet: Path) -> Iterator[str]:
    """Yield every file in a packet, and every link, by its path in there, sorted.

    Raises:
        InputError: a folder in it cannot be looked into.
    """
    for place, folders, files in os.walk(packet, onerror=_closed):
        folders.sort()
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in sorted([*files, *links]):
            yield Path(place, name).relative_to(packet).as_posix()


def _closed(error: OSError) -> None:
    place = shown(Path(os.fsdecode(error.filename or "")))
    raise InputError(f"{place}: cannot be looked into: {error.strerror}; take it out") from None


def strangers(packet: Path) -> tuple[str, ...]:
    """Return what lies in a packet and is none of it: records, notes, links, empty folders.

    A file that carries notes of its own, as file systems let it, is none either.

    Raises:
        InputError: a folder in it cannot be looked into.
    """
    strange = [
        name
        for name in files_in(packet)
        if not is_plain(packet / name) or not (name in BESIDE or _COPY.fullmatch(name))
    ]
    return (*strange, *_strange_folders(packet))


def is_plain(path: Path) -> bool:
    """Return whether a path is a file, no link and no pipe, without attributes of a user's own."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return False
        return not any(name.startswith("user.") for name in os.listxattr(path))
    except OSError as error:
        return error.errno == errno.EOPNOTSUPP


def _strange_folders(packet: Path) -> Iterator[str]:
    """Yield the folders that are those of no dossier, or hold nothing."""
    for place, _, files in os.walk(packet, onerror=_closed):
        name = Path(place).relative_to(packet).as_posix()
        if name != "." and not (files and _FOLDER.fullmatch(name)):
            yield f"{name}/"


@dataclass(frozen=True, slots=True)
class Differences:
    """What in a packet is none of it, not as it was released, or not there."""

    strange: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def told(self, *, decided: bool) -> tuple[tuple[str, str], ...]:
        """Return each file with what is wrong and what to do.

        Once a round is `decided` nothing is prepared again: reviewers have the copies.
        """
        again = "prepare the packet again"
        if decided:
            again = "bring it back as it was released, from where the packet was passed on"
        return (
            *((name, "no file of this packet; take it out") for name in self.strange),
            *((name, f"not as it was released; {again}") for name in self.changed),
            *((name, f"gone; {again}") for name in self.gone),
        )


def differences(packet: Path, seal: Seal) -> Differences:
    """Return how a packet differs from the files that its seal knows, each file once.

    The copies of an entry that was forgotten may stay, or be deleted with their folder.
    """
    known, here = dict(seal.files), tuple(files_in(packet))
    forgotten = {
        entry.number
        for entry in seal.entries
        if entry.forgotten and not os.path.lexists(packet / entry.number)
    }
    needed = (name for name in known if PurePath(name).parts[0] not in forgotten)
    unknown = (name for name in here if name not in known and name != REVIEWERS)
    strange = sorted({*strangers(packet), *unknown})
    copies = [name for name in here if name in known and name not in strange]
    return Differences(
        tuple(strange),
        tuple(name for name in copies if _digest(packet / name) != known[name]),
        tuple(sorted(set(needed).difference(here))),
    )


def require_just(staging: Path, seal: Seal) -> None:
    """Return if a folder that is to be a packet holds just what was released.

    Raises:
        SurvivorError: something else lies in it, or a copy is not as it was written.
    """
    wrong = differences(staging, seal)
    if wrong.strange or wrong.changed or wrong.gone:
        raise SurvivorError(
            "what lies in the packet is not just what was released; somebody else wrote there, or"
            " report this as a defect; run again"
        )


def require_packet(packet: Path, seal: Seal, *, decided: bool) -> None:
    """Return if a folder is the packet of a seal, with every copy as it was released.

    Raises:
        InputError: there is no packet.
        OtherPacketError: it is another one.
        SealError: a copy was changed, is gone, or is none of the packet.
    """
    require_cover(packet, seal.packet)
    wrong = differences(packet, seal).told(decided=decided)
    if wrong:
        (name, what), others = wrong[0], len(wrong) - 1
        more = f"; `redact blind verify` names {others} more" if others else ""
        raise SealError(f"the packet was changed: {shown(Path(name))}: {what}{more}")


def require_cover(packet: Path, packet_id: str) -> None:
    """Return if a folder is the packet of a seal, by its cover page.

    Raises:
        InputError: there is no packet.
        OtherPacketError: it is another one.
    """
    page = packet / COVER
    try:
        first = page.read_text("utf-8", errors="replace") if page.is_file() else None
    except OSError:
        first = None
    if first is None:
        raise InputError(f"{shown(packet)}: no packet: its {COVER} cannot be read")
    if cover.packet_of(first) != packet_id:
        raise OtherPacketError(
            "the seal belongs to another packet; name the right one with --seal, or its records"
            " with --records"
        )


def lists(packet: Path, numbers: Sequence[str]) -> bool:
    """Return whether the table to fill in has a row for each number, and no other."""
    table = packet / REVIEWERS
    try:
        return table.is_file() and ranking.listed_in(table.read_bytes()) == tuple(numbers)
    except OSError:
        return False


def changes_between(
    before: Mapping[str, str], after: Mapping[str, str], edition: int
) -> tuple[Change, ...]:
    """Return what became of the copies that had been handed out, and which ones are new.

    >>> changes_between({"1/a": "x", "2/a": "y"}, {"1/a": "z"}, 2)[1]
    Change(edition=2, file='2/a', what='withdrawn')
    """
    told = {
        path: "added" if path not in before else "replaced" if path in after else "withdrawn"
        for path in {*before, *after}
        if before.get(path) != after.get(path)
    }
    return tuple(Change(edition, path, what) for path, what in sorted(told.items()))


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
