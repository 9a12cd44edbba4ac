"""A file that grows by whole lines only: an append is there in full or not at all."""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from redact.audit.folder import cannot_write, open_owned

_PART = 1 << 20


class LineFile:
    """An open file of lines, readable by its owner only.

    It keeps no place of its own: whoever appends says where the good part ends, and what an
    interrupted append left behind that point is cut off.
    """

    __slots__ = ("_descriptor", "_failed", "path")

    def __init__(self, path: Path) -> None:
        """Open the file, or create it.

        Raises:
            WriteError: it cannot be opened.
        """
        self.path = path
        self._failed: OSError | None = None
        self._descriptor: int | None = open_owned(path)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the lines from the start, newlines included."""
        return self.lines(0)

    def lines(self, at: int) -> Iterator[bytes]:
        """Yield the lines behind the first `at` bytes, newlines included."""
        with os.fdopen(os.dup(self._number()), "rb") as stream:
            stream.seek(at)
            yield from stream

    def digest(self, size: int, content: "hashlib._Hash") -> str:
        """Add the first `size` bytes to a hash, and return it in hexadecimal."""
        with os.fdopen(os.dup(self._number()), "rb") as stream:
            stream.seek(0)
            while size and (part := stream.read(min(size, _PART))):
                content.update(part)
                size -= len(part)
        return content.hexdigest()

    def size(self) -> int:
        """Return the number of bytes in the file."""
        return os.fstat(self._number()).st_size

    def cut(self, size: int) -> None:
        """Drop everything behind the first `size` bytes.

        Raises:
            WriteError: the operating system refuses.
        """
        try:
            os.ftruncate(self._number(), size)
        except OSError as error:
            raise cannot_write(self.path, error) from None

    def append(self, data: bytes, at: int) -> int:
        """Write whole lines behind the first `at` bytes, and return where they end.

        Raises:
            WriteError: there is no room, or the disk fails; the file is as it was.
        """
        number = self._number()
        if self.size() != at:
            self.cut(at)
        end, rest = at, memoryview(data)
        try:
            while rest:
                written = os.pwrite(number, rest, end)
                end, rest = end + written, rest[written:]
        except OSError as error:
            self._undo(at)
            raise cannot_write(self.path, error) from None
        except BaseException:
            self._undo(at)
            raise
        return end

    def sync(self) -> None:
        """Return once the disk has everything.

        Raises:
            WriteError: the disk fails, or has failed: what it lost then, it does not tell again.
        """
        try:
            if self._failed is not None:
                raise self._failed
            os.fsync(self._number())
        except OSError as error:
            self._failed = error
            raise cannot_write(self.path, error) from None

    def close(self) -> None:
        """Close the file; closing twice is no error."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    @property
    def closed(self) -> bool:
        """Whether the file has been closed."""
        return self._descriptor is None

    def _undo(self, size: int) -> None:
        # A disk that also refuses to shorten leaves a torn line, which the next run cuts off.
        with contextlib.suppress(OSError):
            os.ftruncate(self._number(), size)

    def _number(self) -> int:
        if self._descriptor is None:
            raise ValueError(f"{self.path} is closed")
        return self._descriptor
