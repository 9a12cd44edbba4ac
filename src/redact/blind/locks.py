"""Locks: the key of a seal, wrapped for a passphrase or for the owner of a public key."""

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from redact.blind.boxes import CHANGED, KEY_BYTES, close, derived, open_box
from redact.errors import OtherPacketError, SealError, UsageError, WrongKeyError

PASSPHRASE = "passphrase"  # noqa: S105 - a kind of lock
X25519 = "x25519"
#: Scrypt with 2**17 rounds of 8 blocks takes 128 MiB and half a second for each guess.
COST = 17
_COSTS = range(12, 21)
_BLOCKS = 8
_SALT_BYTES = 16
#: A shorter passphrase could be guessed however long a guess takes.
SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Lock:
    """The key of a seal in a box that one passphrase or one private key opens.

    `salt` is that of the passphrase, or the public key of the recipient followed by the one that
    was made for this lock alone. `cost` is that of the passphrase, else 0.
    """

    kind: str
    salt: bytes = field(repr=False)
    box: bytes = field(repr=False)
    cost: int = 0

    def __post_init__(self) -> None:
        fits = {
            PASSPHRASE: len(self.salt) == _SALT_BYTES and self.cost in _COSTS,
            X25519: len(self.salt) == 2 * KEY_BYTES and self.cost == 0,
        }
        if not fits.get(self.kind, False):
            raise ValueError("not a lock")


@dataclass(frozen=True, slots=True)
class Passphrase:
    """A passphrase that somebody typed, in the one spelling that every keyboard gives."""

    text: str = field(repr=False)

    @property
    def secret(self) -> bytes:
        return unicodedata.normalize("NFC", self.text).encode()


#: What opens a seal.
Opener = Passphrase | X25519PrivateKey


def lock_with(master: bytes, passphrase: Passphrase, packet: str, cost: int = COST) -> Lock:
    """Return a lock that a passphrase opens.

    Raises:
        UsageError: it is too short.
    """
    if len(passphrase.text) < SHORTEST:
        raise UsageError(
            f"the passphrase has fewer than {SHORTEST} characters, which can be guessed; take some"
            " words drawn at random"
        )
    salt = secrets.token_bytes(_SALT_BYTES)
    key = _stretched(passphrase, salt, cost)
    return Lock(PASSPHRASE, salt, close(key, master, (packet, PASSPHRASE, str(cost))), cost)


def lock_for(master: bytes, recipient: X25519PublicKey, packet: str) -> Lock:
    """Return a lock that only the owner of a public key opens.

    Raises:
        UsageError: the key is none that can be used.
    """
    ephemeral = X25519PrivateKey.generate()
    salt = recipient.public_bytes_raw() + ephemeral.public_key().public_bytes_raw()
    try:
        key = derived(ephemeral.exchange(recipient), X25519, salt)
    except ValueError:
        raise UsageError("--recipient: this public key protects nothing; make another") from None
    return Lock(X25519, salt, close(key, master, (packet, X25519)))


def unlock(locks: Sequence[Lock], opener: Opener, packet: str) -> bytes:
    """Return the key of a seal.

    Raises:
        WrongKeyError: no passphrase opens it, or not this one; or nothing else does.
        OtherPacketError: the private key is for none of the locks.
        SealError: the lock is for this private key, but does not open.
    """
    if isinstance(opener, Passphrase):
        return _by_passphrase(locks, opener, packet)
    if all(lock.kind == PASSPHRASE for lock in locks):
        raise WrongKeyError("this seal opens with a passphrase; leave --key out")
    own = opener.public_key().public_bytes_raw()
    mine = [lock for lock in locks if lock.kind == X25519 and lock.salt[:KEY_BYTES] == own]
    if not mine:
        raise OtherPacketError(
            "this key is for another packet: none of the locks of this seal was made for it"
        )
    try:
        shared = opener.exchange(X25519PublicKey.from_public_bytes(mine[0].salt[KEY_BYTES:]))
    except ValueError:
        raise SealError(f"a lock of the seal was changed: {CHANGED}") from None
    return open_box(derived(shared, X25519, mine[0].salt), mine[0].box, (packet, X25519))


def _by_passphrase(locks: Sequence[Lock], passphrase: Passphrase, packet: str) -> bytes:
    for lock in locks:
        if lock.kind == PASSPHRASE:
            key = _stretched(passphrase, lock.salt, lock.cost)
            try:
                return open_box(key, lock.box, (packet, PASSPHRASE, str(lock.cost)))
            except SealError:
                continue
    if not any(lock.kind == PASSPHRASE for lock in locks):
        raise WrongKeyError("no passphrase opens this seal; give the private key with --key")
    raise WrongKeyError("the passphrase is wrong: it does not open this seal")


def _stretched(passphrase: Passphrase, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt, KEY_BYTES, n=2**cost, r=_BLOCKS, p=1).derive(passphrase.secret)
