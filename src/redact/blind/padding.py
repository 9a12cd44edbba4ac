"""Contents of one length: how much is known of a person does not show in the size of the box."""

import zlib
from collections.abc import Iterable

from redact.errors import SealError

_LENGTH_BYTES = 4
_LEAST = 4096


def common_size(contents: Iterable[bytes]) -> int:
    """Return the size to which all contents are padded: a power of two, however long they are.

    >>> common_size([b"short", b"longer"])
    4096
    """
    longest = max((len(_packed(content)) for content in contents), default=0)
    size = _LEAST
    while size < longest + _LENGTH_BYTES:
        size *= 2
    return size


def padded(content: bytes, size: int) -> bytes:
    """Return the content, compressed, as exactly so many bytes."""
    packed = _packed(content)
    if len(packed) + _LENGTH_BYTES > size:
        raise ValueError("the content is longer than the size")
    return (len(packed).to_bytes(_LENGTH_BYTES, "big") + packed).ljust(size, b"\x00")


def unpadded(block: bytes) -> bytes:
    """Return the content that `padded` made a block of.

    Raises:
        SealError: it made no such block.
    """
    length = int.from_bytes(block[:_LENGTH_BYTES], "big")
    packed, rest = block[_LENGTH_BYTES:][:length], block[_LENGTH_BYTES + length :]
    if len(packed) != length or rest.strip(b"\x00"):
        raise SealError("an entry of the seal is not written as this program writes it")
    try:
        return zlib.decompress(packed)
    except zlib.error:
        raise SealError("an entry of the seal is not written as this program writes it") from None


def _packed(content: bytes) -> bytes:
    return zlib.compress(content, 9)
