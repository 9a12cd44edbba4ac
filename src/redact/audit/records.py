"""What the audit log says of a run, a letter and a decision: names from fixed lists, and numbers.

Nothing here may tell of a source: not its path or its name, no span in it, no hash of it.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from redact.audit.letter_entry import is_letter_id
from redact.datamodel import (
    HUMAN_DECISION,
    LABELS,
    AuditRecord,
    Doubt,
    Notice,
    Outcome,
    PlacedDecision,
)
from redact.errors import ExitCode

_NAME = re.compile(r"[A-Za-z0-9_ -]+")
_REASON = re.compile(r"[A-Za-z0-9_ ,;:'()-]*")
_VERSION = re.compile(r"[A-Za-z0-9_. +-]+")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def run_record(
    *,
    version: str,
    model_version: str,
    config_fingerprint: str,
    started: datetime,
    counts: Mapping[Outcome, int],
    exit_code: ExitCode,
    unchanged: int = 0,
) -> AuditRecord:
    """Return the record of a run: what ran, when, and how many letters came to which outcome.

    `unchanged` counts the letters that needed no work.

    Raises:
        ValueError: a version, the fingerprint or the time is not what its name says.
    """
    if started.tzinfo is None:
        raise ValueError("the time of a run needs a time zone")
    moment = started.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return AuditRecord(
        "run",
        (
            ("version", _fitting(_VERSION, version, "version")),
            ("model_version", _fitting(_VERSION, model_version, "model version")),
            ("config_sha256", _fitting(_DIGEST, config_fingerprint, "fingerprint")),
            ("started", moment),
            *((outcome.value, counts.get(outcome, 0)) for outcome in Outcome),
            ("unchanged", unchanged),
            ("exit_code", int(exit_code)),
        ),
    )


def letter_record(
    *,
    letter_id: str,
    outcome: Outcome,
    reason: str,
    exit_code: ExitCode,
    counts: Mapping[str, int],
    doubts: int = 0,
    human_decisions: int = 0,
    notices: Sequence[Notice] = (),
    copy_sha256: str | None,
    model_version: str,
) -> AuditRecord:
    """Return the record of a letter: its outcome, and how many mentions of each label are hidden.

    `doubts` counts what the second opinion doubted in the copy, `human_decisions` the decisions of
    people that had to do with it. `notices` tell what the copy leaves out of a document.

    Args:
        reason: a few fixed words such as ``survivor found``, never a path or a message that may
            hold one; empty where nothing is to be explained.

    Raises:
        ValueError: a value is not what its name says, or a released letter has no copy.
    """
    if outcome is Outcome.RELEASED and copy_sha256 is None:
        raise ValueError("a released letter has a copy")
    if copy_sha256 is not None:
        _fitting(_DIGEST, copy_sha256, "hash of the copy")
    if not set(counts) <= set(LABELS):
        raise ValueError("a count has an unknown label")
    return AuditRecord(
        "letter",
        (
            ("letter", _letter(letter_id)),
            ("outcome", outcome.value),
            ("reason", _fitting(_REASON, reason, "reason")),
            ("exit_code", int(exit_code)),
            *((f"hidden_{label}", counts[label]) for label in LABELS if counts.get(label)),
            ("doubts", doubts),
            ("human_decisions", human_decisions),
            *((_fitting(_NAME, one.channel, "channel"), one.count) for one in notices),
            ("copy_sha256", copy_sha256),
            ("model_version", _fitting(_VERSION, model_version, "model version")),
        ),
    )


def decision_record(letter_id: str, placed: PlacedDecision) -> AuditRecord:
    """Return the record of a decision: which entity, by which rule, and where the copy shows it.

    Raises:
        ValueError: the rule or the recognizer is not named in plain ASCII words.
    """
    decision = placed.decision
    detection = decision.mention.detection
    if decision.label not in LABELS:
        raise ValueError("a decision has an unknown label")
    return AuditRecord(
        "decision",
        (
            ("letter", _letter(letter_id)),
            ("label", decision.label),
            ("entity", decision.number),
            ("action", decision.action.value),
            ("rule", _fitting(_NAME, decision.rule, "rule")),
            ("recognizer", _fitting(_NAME, detection.recognizer, "recognizer")),
            ("score", round(float(detection.score), 3)),
            ("start", placed.copy_span.start),
            ("end", placed.copy_span.end),
            ("placeholder", decision.placeholder.text if decision.placeholder else None),
        ),
    )


def acceptance_record(letter_id: str, doubt: Doubt) -> AuditRecord:
    """Return the record of a doubt that a person accepted: of what kind, and where in the copy.

    Raises:
        ValueError: the kind is not named in plain words.
    """
    return AuditRecord(
        "acceptance",
        (
            ("letter", _letter(letter_id)),
            ("rule", HUMAN_DECISION),
            ("doubt", _fitting(_REASON, doubt.kind, "kind")),
            ("likelihood", round(float(doubt.likelihood), 3)),
            ("start", doubt.span.start),
            ("end", doubt.span.end),
        ),
    )


def deletion_record(letter_id: str) -> AuditRecord:
    """Return the record of a letter whose source is gone, or is done under another id, and that
    has no copy any more.

    Raises:
        ValueError: the id of the letter is none.
    """
    return AuditRecord("deletion", (("letter", _letter(letter_id)),))


def _letter(letter_id: str) -> str:
    if not is_letter_id(letter_id):
        raise ValueError("a letter id is 16 hexadecimal digits")
    return letter_id


def _fitting(pattern: re.Pattern[str], text: str, what: str) -> str:
    # The text itself is not quoted: what does not fit may have come from a letter.
    if not pattern.fullmatch(text):
        raise ValueError(f"the {what} holds characters that a record must not show")
    return text
