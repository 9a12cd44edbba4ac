"""How far the audit log was good when it was last closed: spares work, and tells of a cut log.

A log of years has millions of lines. The hash of all its bytes is read off hundreds of times as
fast as the chain is followed, and proves the same to whoever trusts the private part. What is
written down here was on the disk before: a log that does not go on from there met with no mere
crash.
"""

import hashlib
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from redact.audit.chain import GENESIS, Tip, canonical, parse
from redact.audit.folder import PRIVATE, replace_owned

_NAME = "log-end"
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class LogEnd:
    """The bytes that were found good, their SHA-256, and where their chain ends."""

    size: int
    sha256: str
    tip: Tip

    def lost(self, count: int) -> str:
        """Return what became of a log of so many records that does not go on from here."""
        was = f"record {self.tip.count}, in which it ended when it was last closed"
        if not count:
            return f"is gone or was emptied, with {was}"
        if count < self.tip.count:
            return f"was cut short: it ends in record {count}, before {was}"
        return f"was exchanged: it has another {was}"


def remember(records: Path, tip: Tip, size: int, content: "hashlib._Hash") -> None:
    """Write down how far the log is good; call it once all that is on the disk.

    Raises:
        WriteError: it cannot be written.
    """
    _write(records, LogEnd(size, content.hexdigest(), tip))


def disregard(records: Path) -> None:
    """Let the next run follow the whole chain: no key vouches for what is written down here.

    Where the chain ended is still known.

    Raises:
        WriteError: it is there, and cannot be written.
    """
    known = recall(records)
    if known is not None:
        _write(records, replace(known, sha256=GENESIS))


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
        if not (_DIGEST.fullmatch(end.sha256) and _DIGEST.fullmatch(end.tip.sha256)):
            return None
    except (OSError, KeyError, TypeError):
        return None
    return end


def _write(records: Path, end: LogEnd) -> None:
    replace_owned(records / PRIVATE / _NAME, canonical(asdict(end)) + b"\n")
