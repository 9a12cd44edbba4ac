"""The seal: who stands behind each review number, readable for nobody without its key."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from redact.blind.boxes import CHANGED, close, derived, new_key, open_box
from redact.blind.canonical import canonical
from redact.blind.locks import Lock, Opener, unlock
from redact.blind.padding import common_size, padded, unpadded
from redact.errors import SealError

_PACKET_BYTES = 16
GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """What is sealed under one review number: the content in a box, and the box of its own key.

    A forgotten entry has neither any more; `digest` is the SHA-256 of the box that it had.
    """

    number: str
    digest: str
    key: bytes | None = field(default=None, repr=False)
    box: bytes | None = field(default=None, repr=False)

    @property
    def forgotten(self) -> bool:
        return self.key is None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A record that the audit log must hold: the number of records up to it, and its hash."""

    count: int = 0
    sha256: str = GENESIS


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a copy that had been handed out, and in which edition of the packet."""

    edition: int
    file: str
    what: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal of one packet as it lies on disk.

    `files` has the SHA-256 of each file in the packet that nobody fills in; `mac` vouches for all
    but the keys of the entries, which vouch for themselves, so that one can be destroyed by whoever
    may not open it.
    """

    packet: str
    expires: date | None = None
    locks: tuple[Lock, ...] = ()
    entries: tuple[Entry, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    changes: tuple[Change, ...] = ()
    edition: int = 1
    anchor: Anchor = Anchor()
    mac: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """The review numbers of the dossiers that stand in the packet, sorted."""
        return tuple(sorted({path.partition("/")[0] for path, _ in self.copies}))

    @property
    def copies(self) -> tuple[tuple[str, str], ...]:
        """The files that lie in the folder of a dossier."""
        return tuple((path, digest) for path, digest in self.files if "/" in path)

    @property
    def digest(self) -> str:
        """The SHA-256 of all that is sealed, by which the log knows the seal again.

        An entry that is forgotten changes nothing of it, nor how far the log has come.
        """
        return hashlib.sha256(canonical(_told(self))).hexdigest()


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a seal, as long as a program holds it."""

    master: bytes = field(repr=False)


def new_packet() -> tuple[str, Key]:
    """Return the id of a new packet and the key of its seal, both drawn at random."""
    return secrets.token_hex(_PACKET_BYTES), Key(new_key())


def opened(seal: Seal, opener: Opener) -> Key:
    """Return the key of a seal, once the seal is known to be as it was written.

    Raises:
        WrongKeyError: the passphrase is wrong.
        OtherPacketError: the private key is for another packet.
        SealError: something in the seal was changed.
    """
    key = Key(unlock(seal.locks, opener, seal.packet))
    if not hmac.compare_digest(_mac(seal, key), seal.mac):
        raise SealError(f"the seal was changed since it was written: {CHANGED}")
    return key


def signed(seal: Seal, key: Key) -> Seal:
    """Return the seal with the mark that vouches for all of it."""
    return replace(seal, mac=_mac(seal, key))


def sealed(
    seal: Seal, key: Key, contents: Mapping[str, bytes], forgotten: Iterable[Entry] = ()
) -> Seal:
    """Return the seal with an entry for each content, all of one length, under keys of their own.

    Entries that are `forgotten` stay what they are.
    """
    size = common_size(contents.values())
    entries = [
        _entry(seal.packet, key, number, padded(one, size)) for number, one in contents.items()
    ]
    ordered = sorted((*entries, *forgotten), key=lambda entry: entry.number)
    return signed(replace(seal, entries=tuple(ordered)), key)


def contents(seal: Seal, key: Key) -> dict[str, bytes]:
    """Return what is sealed under each number that is not forgotten.

    Raises:
        SealError: an entry was changed, or moved here from another number or another packet.
    """
    found = {}
    for entry in seal.entries:
        if entry.key is None or entry.box is None:
            continue
        own = open_box(_wrapping(key), entry.key, (seal.packet, "key", entry.number, entry.digest))
        if hashlib.sha256(entry.box).hexdigest() != entry.digest:
            raise SealError(f"the entry of {entry.number} was changed: {CHANGED}")
        block = open_box(own, entry.box, (seal.packet, "entry", entry.number))
        found[entry.number] = unpadded(block)
    return found


def without(seal: Seal, number: str) -> Seal:
    """Return the seal in which the entry of a number has lost its key and its content for good."""
    entries = (Entry(e.number, e.digest) if e.number == number else e for e in seal.entries)
    return replace(seal, entries=tuple(entries))


def _entry(packet: str, key: Key, number: str, block: bytes) -> Entry:
    own = new_key()
    box = close(own, block, (packet, "entry", number))
    digest = hashlib.sha256(box).hexdigest()
    wrapped = close(_wrapping(key), own, (packet, "key", number, digest))
    return Entry(number, digest, wrapped, box)


def _wrapping(key: Key) -> bytes:
    return derived(key.master, "entry keys")


def _mac(seal: Seal, key: Key) -> str:
    told = {**_told(seal), "anchor": [seal.anchor.count, seal.anchor.sha256]}
    return hmac.new(derived(key.master, "mac"), canonical(told), hashlib.sha256).hexdigest()


def _told(seal: Seal) -> dict[str, object]:
    """Return all that a seal says, but for its mark and how far the log had come."""
    return {
        "packet": seal.packet,
        "expires": seal.expires.isoformat() if seal.expires else None,
        "locks": [[lock.kind, lock.cost, lock.salt.hex(), lock.box.hex()] for lock in seal.locks],
        "entries": [[entry.number, entry.digest] for entry in seal.entries],
        "files": [list(each) for each in seal.files],
        "changes": [[each.edition, each.file, each.what] for each in seal.changes],
        "edition": seal.edition,
    }
