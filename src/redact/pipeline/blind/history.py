"""What the audit log tells of a packet: its rankings, its openings, what was forgotten."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from redact.audit.chain import Tip, parse
from redact.audit.folder import AUDIT_LOG
from redact.blind.boxes import CHANGED
from redact.blind.seal import Anchor, Seal
from redact.datamodel import AuditRecord
from redact.errors import AuditError, SealError

SEALED, PACKET, RANKING, OPENED = "sealed", "packet", "ranking", "opened"
REFUSED, FORGOTTEN, PURGED, ABANDONED = "refused", "forgotten", "purged", "abandoned"
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
    """What a log says of one packet.

    `seals` are the digests of which its seal has one: the last that was written, and where a run
    died before it said that it had ended also the one before. `finished` says that a preparation of
    the packet came to its end, `purged` that its seal was destroyed.
    """

    openings: tuple[Opening, ...] = ()
    forgotten: tuple[str, ...] = ()
    seals: tuple[str, ...] = ()
    finished: bool = False
    purged: bool = False

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
    lines = _lines(records)
    last = lines[anchor.count - 1] if 0 < anchor.count <= len(lines) else b""
    content = parse(last) or {}
    if not last.endswith(b"\n") or content.get("sha256") != anchor.sha256:
        raise AuditError(
            f"{records / AUDIT_LOG}: not the log that the seal knows: it was changed, its end was"
            f" cut off, or it belongs to other records; {CHANGED}"
        )


def history(records: Path, seal: Seal, head: str | None = None) -> History:
    """Return what the log says of the packet of a seal; its chain is known to be whole.

    Whoever can write all files can write a seal with its log. The `head` that was printed when the
    packet was prepared, and is known from elsewhere, cannot be met by another log.

    Raises:
        SealError: the log, or what of it stands before the head, knows another seal; or an entry
            has lost its key, and the log knows nothing of it.
        AuditError: no record of the log has that head.
    """
    contents = [parse(raw) or {} for raw in _lines(records)]
    told = _told(contents, seal.packet)
    _require_known(seal, told)
    if head is not None:
        wanted = head.strip().lower()
        met = next((at for at, one in enumerate(contents, 1) if one.get("sha256") == wanted), 0)
        if not met:
            raise AuditError(
                f"{records / AUDIT_LOG}: has no record with the head that is expected: it is"
                " another log, or the head is mistyped"
            )
        if seal.digest not in _told(contents[:met], seal.packet).seals:
            raise SealError(
                "the seal was written after the head that is expected: give the one that the last"
                " preparation printed; if this is the one, somebody else made this seal"
            )
    return told


def _told(contents: Iterable[Mapping[str, object]], packet: str) -> History:
    openings: list[Opening] = []
    forgotten: list[str] = []
    seals: list[str] = []
    finished = purged = False
    for content in contents:
        if content.get("packet") != packet:
            continue
        kind, digest = content.get("kind"), content.get("seal_sha256")
        if kind == OPENED:
            told = (str(content.get(name, "")) for name in ("at", "purpose", "ranking_sha256"))
            openings.append(Opening(*told))
        elif kind == FORGOTTEN:
            forgotten.append(str(content.get("number")))
        finished = finished or kind == PACKET
        purged = purged or kind == PURGED
        if isinstance(digest, str):
            seals = [*seals, digest] if kind == SEALED else [digest]
    return History(tuple(openings), tuple(forgotten), tuple(seals), finished, purged)


def _require_known(seal: Seal, told: History) -> None:
    if seal.digest not in told.seals:
        raise SealError(
            "the log knows another seal of this packet: this one is an older copy, or somebody else"
            f" made it: {CHANGED}"
        )
    for entry in seal.entries:
        if entry.forgotten and entry.number not in told.forgotten:
            raise SealError(
                f"the entry of {entry.number} has lost its key, and the log knows nothing of it:"
                f" the seal was changed, and {CHANGED}"
            )


def _lines(records: Path) -> Sequence[bytes]:
    try:
        return (records / AUDIT_LOG).read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise AuditError(f"{records / AUDIT_LOG} cannot be read: {error.strerror}") from None
