"""Keys and passphrases as files: what locks a new seal, and what opens one."""

from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from redact.audit.keys import create_new
from redact.blind.keys import new_pair, private_key, public_key
from redact.blind.locks import Lock, Opener, Passphrase, lock_for, lock_with
from redact.blind.seal import Key
from redact.errors import ConfigError


def recipient_keys(paths: Sequence[Path]) -> tuple[X25519PublicKey, ...]:
    """Return the public keys in some files.

    Raises:
        ConfigError: a file is missing, or holds no such key.
    """
    return tuple(public_key(_content(path, "recipient")) for path in paths)


def opening_key(path: Path) -> Opener:
    """Return the private key in a file.

    Raises:
        ConfigError: the file is missing, or holds no such key.
    """
    return private_key(_content(path, "key"))


def passphrase_in(path: Path) -> Passphrase:
    """Return the passphrase on the first line of a file.

    Raises:
        ConfigError: the file is missing, or no text.
    """
    try:
        lines = _content(path, "passphrase-file").decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ConfigError(f"--passphrase-file {path}: not text in UTF-8") from None
    return Passphrase(lines[0] if lines else "")


def locks_of(
    key: Key, packet: str, recipients: Sequence[X25519PublicKey], passphrase: Passphrase | None
) -> tuple[Lock, ...]:
    """Return a lock for each recipient, and one for the passphrase where there is one.

    Raises:
        UsageError: the passphrase is too short, or a key protects nothing.
    """
    locks = [lock_for(key.master, recipient, packet) for recipient in recipients]
    if passphrase is not None:
        locks.append(lock_with(key.master, passphrase, packet))
    return tuple(locks)


def key_file(path: Path) -> tuple[Path, Path]:
    """Write a new private key to `path`, its public key beside it, and return both paths.

    Raises:
        UsageError: one of the two files exists; a key is never overwritten.
        WriteError: a file cannot be written; neither is left.
    """
    public = path.with_name(f"{path.name}.pub")
    private_pem, public_pem = new_pair()
    create_new(path, private_pem, 0o600)
    try:
        create_new(public, public_pem, 0o644)
    except BaseException:
        path.unlink()
        raise
    return path, public


def _content(path: Path, option: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"--{option} {path}: {error.strerror}; check the path") from None
