"""Say what an audit log proves: nothing, that it fits together, or that it is whole and whose."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from redact.audit.chain import Tip
from redact.audit.checkpoint import Checkpoint, follow
from redact.audit.folder import AUDIT_LOG
from redact.audit.keys import load_public_key, public_hex
from redact.audit.log_end import LogEnd, recall
from redact.errors import AuditError, UsageError

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a log proves.

    `ok` is false where the log is broken, or what was asked to be proven is not. `authentic` is
    true where author and end are proven; a head that was written down earlier proves the log up to
    its record, not the end. `count` is the number of good records; `head` is the one
    that the last run printed where the log ends in a checkpoint, else the hash of the last good
    record. `after_checkpoint` counts the records that no checkpoint states.
    """

    ok: bool
    authentic: bool
    count: int
    head: str
    checkpoints: int
    after_checkpoint: int
    message: str
    first_bad_line: int | None = None


@dataclass(frozen=True, slots=True)
class _Walk:
    """How far a log could be followed, and why no further.

    `closed` is true once it has come to where it is known to have been closed.
    """

    tip: Tip = field(default_factory=Tip)
    checkpoints: int = 0
    last: Checkpoint | None = None
    met: int | None = None
    closed: bool = False
    problem: str | None = None

    @property
    def ends_in_checkpoint(self) -> bool:
        return self.last is not None and self.tip.checkpoint_seq == self.tip.count

    @property
    def head(self) -> str:
        return self.last.head if self.last and self.ends_in_checkpoint else self.tip.sha256

    def verdict(self, ok: bool, authentic: bool, message: str) -> Verdict:
        return Verdict(
            ok=ok,
            authentic=authentic,
            count=self.tip.count,
            head=self.head,
            checkpoints=self.checkpoints,
            after_checkpoint=self.tip.count - self.tip.checkpoint_seq,
            message=message,
            first_bad_line=None if self.problem is None else self.tip.count + 1,
        )


def verify_log(
    records: Path, public_key: Path | None = None, expect_head: str | None = None
) -> Verdict:
    """Return what the log in a records folder proves; nothing is written, no lock is taken.

    Where the private part can be read, the log must go on from where it was last closed.

    Args:
        records: the folder, or the file ``audit.jsonl`` itself.
        public_key: every checkpoint must be signed by its owner, and the log must end in one.
        expect_head: the log must hold the record whose hash this is, as a run printed it; it proves
            all where the log ends in the checkpoint that states it, else all up to that record.

    Raises:
        ConfigError: the public key is missing or none.
        UsageError: the expected head is not a hash.
    """
    signer = None if public_key is None else public_hex(load_public_key(public_key))
    expected = None if expect_head is None else _head(expect_head)
    path = records if records.is_file() else records / AUDIT_LOG
    # Read before the log, which a run may write to.
    known = recall(path.parent) if path.name == AUDIT_LOG else None
    try:
        with path.open("rb") as stream:
            walk = _follow_all(stream, signer, expected, known)
    except OSError as error:
        why = f"cannot be read: {error.strerror}"
        if known is not None and isinstance(error, FileNotFoundError):
            why = known.lost(0)
        return _Walk().verdict(False, False, f"{path} {why}")
    if walk.problem is not None:
        return walk.verdict(False, False, f"line {walk.tip.count + 1}: {walk.problem}")
    if known is not None and not walk.closed:
        lost = known.lost(walk.tip.count)
        return walk.verdict(False, False, f"the log {lost}; what is there: {_extent(walk)}")
    if signer is None and expected is None:
        return walk.verdict(True, False, _unproven(walk))
    return _proven(walk, signer, expected)


def _head(text: str) -> str:
    head = text.strip().lower()
    if not _DIGEST.fullmatch(head):
        raise UsageError("the expected head is 64 hexadecimal digits, as the run printed them")
    return head


def _follow_all(
    lines: Iterable[bytes], signer: str | None, expected: str | None, known: LogEnd | None
) -> _Walk:
    closed = Tip() if known is None else known.tip
    walk = _Walk(closed=closed.sha256 == Tip().sha256)
    for raw in lines:
        try:
            tip, checkpoint = follow(raw, walk.tip)
            if checkpoint is not None:
                _require_signer(checkpoint, signer)
        except AuditError as error:
            return replace(walk, problem=str(error))
        met = tip.sha256 == expected or (checkpoint is not None and checkpoint.head == expected)
        walk = _Walk(
            tip,
            walk.checkpoints + (checkpoint is not None),
            checkpoint or walk.last,
            tip.count if met else walk.met,
            walk.closed or tip.sha256 == closed.sha256,
        )
    return walk


def _require_signer(checkpoint: Checkpoint, signer: str | None) -> None:
    if signer is None:
        return
    if checkpoint.public_key is None:
        raise AuditError(
            "the checkpoint is not signed; was signing_key configured when it was written?"
        )
    if checkpoint.public_key != signer:
        raise AuditError("the checkpoint is signed with another key")


def _unproven(walk: _Walk) -> str:
    return (
        f"consistent with itself; author and end not proven: {_extent(walk)};"
        " give --public-key or --expect-head to prove more"
    )


def _proven(walk: _Walk, signer: str | None, expected: str | None) -> Verdict:
    if not walk.ends_in_checkpoint:
        message = (
            "consistent with itself, but the log does not end in a checkpoint: its end was cut off,"
            f" or a run did not finish; {_extent(walk)}"
        )
        return walk.verdict(False, False, message)
    if expected is not None and walk.met is None:
        message = f"consistent with itself, but the expected head is not in it: {_extent(walk)}"
        return walk.verdict(False, False, message)
    proofs = []
    if signer is not None:
        proofs.append("every checkpoint is signed with the given key")
    if walk.met is not None and walk.met < walk.tip.count and walk.head != expected:
        return walk.verdict(True, False, "; ".join((_proven_up_to(walk, walk.met), *proofs)))
    if expected is not None:
        proofs.append("the head is the expected one")
    else:
        proofs.append("only --expect-head can tell that no later run was cut off whole")
    message = "; ".join((f"authentic and complete: {_extent(walk)}", *proofs))
    return walk.verdict(True, True, message)


def _proven_up_to(walk: _Walk, met: int) -> str:
    return (
        f"proven as it was up to record {met}, whose head is the expected one;"
        f" {walk.tip.count - met} records follow it, which are consistent with themselves but not"
        f" proven: {_extent(walk)}; give the newest head to prove the end"
    )


def _extent(walk: _Walk) -> str:
    records = "1 record" if walk.tip.count == 1 else f"{walk.tip.count} records"
    after = walk.tip.count - walk.tip.checkpoint_seq
    if walk.last is None:
        return f"{records}, no checkpoint"
    end = f"{after} after the last checkpoint" if after else "the last a checkpoint"
    return f"{records}, {end}, head {walk.head}"
