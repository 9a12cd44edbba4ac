"""Authenticated encryption as the seal uses it: a box opens whole, for its own purpose, or not."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from redact.errors import SealError

#: Parts every use of a key here from any other.
DOMAIN = b"redact seal 1"
KEY_BYTES = 32
#: What to do where a seal was changed. One from another day may hold what was forgotten since.
CHANGED = (
    "nothing can be opened with it; if there is a copy of the records of the same moment, use that,"
    " else prepare a new packet"
)
_NONCE_BYTES = 12


def new_key() -> bytes:
    """Return a key drawn at random."""
    return secrets.token_bytes(KEY_BYTES)


def close(key: bytes, content: bytes, bound: tuple[str, ...]) -> bytes:
    """Return a box with the content, which opens only with this key and in this place."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, content, _place(bound))


def open_box(key: bytes, box: bytes, bound: tuple[str, ...]) -> bytes:
    """Return what a box holds.

    Raises:
        SealError: the key is another one, a byte was changed, or the box was closed for another
            place.
    """
    nonce, rest = box[:_NONCE_BYTES], box[_NONCE_BYTES:]
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, rest, _place(bound))
    except (InvalidTag, ValueError):
        raise SealError("a part of the seal was changed, or does not belong to it") from None


def derived(secret: bytes, purpose: str, salt: bytes = b"") -> bytes:
    """Return a key for one purpose, made from a secret that serves several."""
    info = DOMAIN + b"\x00" + purpose.encode()
    return HKDF(hashes.SHA256(), KEY_BYTES, salt or None, info).derive(secret)


def _place(bound: tuple[str, ...]) -> bytes:
    # A length before each part: no two places are written alike.
    parts = [part.encode() for part in bound]
    return DOMAIN + b"".join(len(part).to_bytes(4, "big") + part for part in parts)
