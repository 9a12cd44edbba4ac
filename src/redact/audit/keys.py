"""Ed25519 keys in PEM files: the private one signs checkpoints, the public one proves them."""

import os
import re
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from redact.audit.folder import cannot_write
from redact.errors import ConfigError, UsageError

_PUBLIC_KEY = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")


def generate(path: Path) -> Path:
    """Write a new private key to `path`, its public key beside it, and return the public path.

    Raises:
        UsageError: one of the two files exists; a key is never overwritten.
        WriteError: a file cannot be written; neither is left.
    """
    public = path.with_name(path.name + ".pub")
    for taken in (path, public):
        if os.path.lexists(taken):
            raise UsageError(f"{taken} exists and is not overwritten; name another file")
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    open_part = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    create_new(path, secret, 0o600)
    try:
        create_new(public, open_part, 0o644)
    except BaseException:
        path.unlink()
        raise
    return public


def load_private_key(path: Path) -> Ed25519PrivateKey:
    """Return the private key in a PEM file.

    Raises:
        ConfigError: the file is missing, or holds no such key, or is locked by a password.
    """
    content = _read(path)
    try:
        key = serialization.load_pem_private_key(content, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise ConfigError(
            f"signing key {path}: not an Ed25519 private key in PEM without a password;"
            " make one with `redact audit keygen`"
        )
    return key


def load_public_key(path: Path) -> Ed25519PublicKey:
    """Return the public key in a PEM file.

    Raises:
        ConfigError: the file is missing, or holds no such key.
    """
    content = _read(path)
    try:
        key = serialization.load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise ConfigError(
            f"public key {path}: not an Ed25519 public key in PEM; give the file ending in .pub"
        )
    return key


def public_hex(key: Ed25519PublicKey) -> str:
    """Return the public key as records name it: 64 hexadecimal digits."""
    return key.public_bytes_raw().hex()


def signature_fits(public_key: str, signature: str, message: bytes) -> bool:
    """Return whether the owner of a public key, in hexadecimal, has signed the message."""
    if not (_PUBLIC_KEY.fullmatch(public_key) and _SIGNATURE.fullmatch(signature)):
        return False
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), message)
    except (ValueError, InvalidSignature):
        return False
    return True


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"key {path}: {error.strerror}; check the path (signing_key), or make "
            "one with `redact audit keygen`"
        ) from None


def create_new(path: Path, content: bytes, mode: int) -> None:
    """Write a file that is not there yet.

    Raises:
        UsageError: it is; it is never overwritten.
        WriteError: it cannot be written; nothing is left.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise UsageError(f"{path} exists and is not overwritten; name another file") from None
    except OSError as error:
        raise cannot_write(path, error) from None
    try:
        with os.fdopen(descriptor, "wb") as stream:
            os.fchmod(stream.fileno(), mode)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise cannot_write(path, error) from None
