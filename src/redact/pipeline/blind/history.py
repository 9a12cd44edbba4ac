"""What the audit log tells of a packet: its rankings, its openings, what was forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from redact.audit.chain import Tip, parse
from redact.audit.folder import AUDIT_LOG
from redact.blind.boxes import CHANGED
from redact.blind.seal import Anchor, Seal
from redact.datamodel import AuditRecord
from redact.errors import AuditError, SealError

PACKET, RANKING, OPENED = "packet", "ranking", "opened"
REFUSED, FORGOTTEN, PURGED = "refused", "forgotten", "purged"
#: Why a seal was opened: for the decision, to add to its packet, to check the copies.
FOR_RANKING, FOR_LATE_FILES, FOR_CHECK = "ranking", "late files", "check"


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening of a seal that the log records; `ranking` is empty for all but the decision."""

    when: str
    purpose: str
    ranking: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What a log says of one packet."""

    openings: tuple[Opening, ...] = ()
    forgotten: tuple[str, ...] = ()

    @property
    def decided_by(self) -> Opening | None:
        """The first opening for a decision, whose ranking holds for good."""
        return next((one for one in self.openings if one.purpose == FOR_RANKING), None)


def record(kind: str, packet: str, **fields: str | int) -> AuditRecord:
    """Return a record about a packet, with the time."""
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return AuditRecord(kind, (("packet", packet), ("at", moment), *fields.items()))


def anchor_of(tip: Tip) -> Anchor:
    """Return the anchor that holds the log to all that it says by now."""
    return Anchor(tip.count, tip.sha256)


def require_anchor(records: Path, anchor: Anchor) -> None:
    """Return if the log holds the record that a seal knows as one of it.

    Raises:
        AuditError: it does not: its end was cut off, or it is another log.
    """
    if not anchor.count:
        return
    lines = _lines(records)
    content = parse(lines[anchor.count - 1]) if len(lines) >= anchor.count else None
    whole = bool(lines) and len(lines) >= anchor.count and lines[anchor.count - 1].endswith(b"\n")
    if content is None or not whole or content.get("sha256") != anchor.sha256:
        raise AuditError(
            f"{records / AUDIT_LOG}: not the log that the seal knows: it was changed, its end was"
            f" cut off, or it belongs to other records; {CHANGED}"
        )


def history(records: Path, seal: Seal) -> History:
    """Return what the log says of the packet of a seal; its chain is known to be whole.

    Raises:
        SealError: an entry has lost its key, and the log knows nothing of it.
    """
    openings: list[Opening] = []
    forgotten: list[str] = []
    for raw in _lines(records):
        content = parse(raw) or {}
        if content.get("packet") != seal.packet:
            continue
        kind = content.get("kind")
        if kind == OPENED:
            told = (str(content.get(name, "")) for name in ("at", "purpose", "ranking_sha256"))
            openings.append(Opening(*told))
        elif kind == FORGOTTEN:
            forgotten.append(str(content.get("number")))
    for entry in seal.entries:
        if entry.forgotten and entry.number not in forgotten:
            raise SealError(
                f"the entry of {entry.number} has lost its key, and the log knows nothing of it:"
                f" the seal was changed, and {CHANGED}"
            )
    return History(tuple(openings), tuple(forgotten))


def _lines(records: Path) -> Sequence[bytes]:
    try:
        return (records / AUDIT_LOG).read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise AuditError(f"{records / AUDIT_LOG} cannot be read: {error.strerror}") from None
