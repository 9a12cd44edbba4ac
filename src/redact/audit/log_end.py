"""How far the audit log was found good when it was last closed: spares the next run that work.

A log of years has millions of lines. The hash of all its bytes is read off hundreds of times as
fast as the chain is followed, and proves the same to whoever trusts the private part.
"""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path

from redact.audit.chain import Tip, canonical, parse
from redact.audit.folder import PRIVATE, cannot_write, replace_owned

_NAME = "log-end"


@dataclass(frozen=True, slots=True)
class LogEnd:
    """The bytes that were found good, their SHA-256, and where their chain ends."""

    size: int
    sha256: str
    tip: Tip


def remember(records: Path, tip: Tip, size: int, content: "hashlib._Hash") -> None:
    """Write down how far the log is good.

    Raises:
        WriteError: it cannot be written.
    """
    told = {"size": size, "sha256": content.hexdigest(), "tip": asdict(tip)}
    replace_owned(records / PRIVATE / _NAME, canonical(told) + b"\n")


def disregard(records: Path) -> None:
    """Let the next run follow the whole chain: no key vouches for what is written down here.

    Raises:
        WriteError: it is there, and cannot be removed.
    """
    path = records / PRIVATE / _NAME
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(path, error) from None


def recall(records: Path) -> LogEnd | None:
    """Return what was last written down, or None where that is nothing of use."""
    try:
        told = parse((records / PRIVATE / _NAME).read_bytes())
        if told is None:
            return None
        end = LogEnd(told["size"], told["sha256"], Tip(**told["tip"]))  # type: ignore[arg-type]
        numbers = (end.size, end.tip.count, end.tip.checkpoint_seq)
        if not all(type(one) is int and one >= 0 for one in numbers):
            return None
    except (OSError, KeyError, TypeError):
        return None
    return end
