"""How long the private map was when it was last closed: tells of a map that was cut short.

What is written down here was on the disk before, and is less before the map itself becomes less:
no crash leaves a map that is shorter.
"""

from pathlib import Path

from redact.audit.chain import canonical, parse
from redact.audit.folder import replace_owned
from redact.errors import AuditError

_NAME = "map-end"


def remember(folder: Path, size: int) -> None:
    """Write down how many bytes the map has; call it once they are on the disk.

    Raises:
        WriteError: it cannot be written.
    """
    replace_owned(folder / _NAME, canonical({"size": size}) + b"\n")


def recall(folder: Path) -> int:
    """Return what was last written down, or 0 where that is nothing of use."""
    try:
        size = (parse((folder / _NAME).read_bytes()) or {}).get("size")
    except OSError:
        return 0
    return size if type(size) is int else 0


def require(path: Path, size: int, known: int) -> None:
    """Require that a map has as many bytes of whole lines as it is known to have had.

    Raises:
        AuditError: it has fewer.
    """
    if size < known:
        what = "was cut short" if size else "is gone or was emptied"
        raise AuditError(
            f"{path}: the map of the letters {what}: of the {known} bytes that it had when it was"
            f" last closed, {size} are left; no copy and no record was changed: put it back from a"
            " backup, or name other records with --records"
        )
