"""One line of the audit log: canonical JSON, linked to the line before by its SHA-256."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from redact.datamodel import AuditRecord
from redact.errors import AuditError

#: What the first record names as the one before it.
GENESIS = "0" * 64
#: The kind of the records that state how far the log has come.
CHECKPOINT = "checkpoint"

_LINKS = ("seq", "kind", "prev", "sha256")
# Made once: the log is checked in full at each opening.
_ENCODER = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
)
#: Where the hash goes; quotes within a text are escaped, so it stands nowhere else on a line.
_NO_HASH = b',"sha256":""'
_SCALAR = (str, int, float)
_KIND = re.compile(r"[a-z]+(_[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A record in its place in the chain."""

    seq: int
    record: AuditRecord
    prev: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Tip:
    """Where a chain ends: how many records it has, and the hash that the next one refers to.

    `checkpoint` is the hash of the last checkpoint record, `checkpoint_seq` its number (0: none).
    """

    count: int = 0
    sha256: str = GENESIS
    checkpoint: str | None = None
    checkpoint_seq: int = 0

    def after(self, sealed: Sealed) -> "Tip":
        """Return the tip of the chain that has grown by one record."""
        if sealed.record.kind == CHECKPOINT:
            return Tip(sealed.seq, sealed.sha256, sealed.sha256, sealed.seq)
        return Tip(sealed.seq, sealed.sha256, self.checkpoint, self.checkpoint_seq)


def canonical(content: Mapping[str, object]) -> bytes:
    """Return the one way to write a JSON object: keys sorted, no blanks, UTF-8.

    >>> canonical({"b": 1, "a": None})
    b'{"a":null,"b":1}'
    """
    return _ENCODER.encode(content).encode()


def seal(record: AuditRecord, tip: Tip) -> Sealed:
    """Return the record as the next one of the chain that ends in `tip`.

    Raises:
        ValueError: the kind is no plain word, or a field is given twice or has a reserved name.
    """
    return sealed_line(record, tip)[0]


def sealed_line(record: AuditRecord, tip: Tip) -> tuple[Sealed, bytes]:
    """Return the record as the next one of the chain that ends in `tip`, and its `line`.

    Raises:
        ValueError: the kind is no plain word, or a field is given twice or has a reserved name.
    """
    if not _KIND.fullmatch(record.kind):
        raise ValueError("the kind of a record is words in lower case")
    names = [name for name, _ in record.fields]
    if len(set(names)) != len(names) or not set(names).isdisjoint(_LINKS):
        raise ValueError("a field of a record is given twice or has a reserved name")
    seq = tip.count + 1
    # Written as JSON once: the hash is that of the line without it, and is then put in.
    raw = canonical({**_content(seq, record, tip.sha256), "sha256": ""})
    digest = hashlib.sha256(raw.replace(_NO_HASH, b"", 1)).hexdigest()
    raw = raw.replace(_NO_HASH, b',"sha256":"%s"' % digest.encode(), 1) + b"\n"
    return Sealed(seq, record, tip.sha256, digest), raw


def line(sealed: Sealed) -> bytes:
    """Return the line that stands for the record in the file, with its newline."""
    content = _content(sealed.seq, sealed.record, sealed.prev)
    return canonical({**content, "sha256": sealed.sha256}) + b"\n"


def unseal(raw: bytes, tip: Tip) -> Sealed:
    """Return the record on a line, which must be the next one of the chain that ends in `tip`.

    Raises:
        AuditError: it is not; the message says in which way.
    """
    if not raw.endswith(b"\n"):
        raise AuditError("the line is incomplete: a run was cut short here, or still writes")
    content = parse(raw)
    if content is None:
        raise AuditError("the line is not a JSON object; it was damaged")
    sealed = _sealed(content)
    if sealed is None or not _is_line_of(raw, sealed):
        raise AuditError("the line is not written as this program writes it; it was edited")
    if _digest(_content(sealed.seq, sealed.record, sealed.prev)) != sealed.sha256:
        raise AuditError("the line does not match its own hash; it was edited")
    if sealed.seq != tip.count + 1:
        raise AuditError(
            f"record {sealed.seq} stands where {tip.count + 1} is due;"
            " a line was dropped, doubled or moved"
        )
    if sealed.prev != tip.sha256:
        raise AuditError("the line does not continue the one before; one of them was replaced")
    return sealed


def parse(raw: bytes) -> dict[str, object] | None:
    """Return the JSON object that a line holds, or None where it holds none."""
    try:
        content = json.loads(raw.decode())
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def torn(raw: bytes) -> bool:
    """Return whether a last line is what a crash leaves: no newline, or no JSON."""
    return not raw.endswith(b"\n") or parse(raw) is None


def _sealed(content: dict[str, object]) -> Sealed | None:
    seq, kind, prev, digest = (content.get(name) for name in _LINKS)
    if isinstance(seq, bool) or not (isinstance(seq, int) and isinstance(kind, str)):
        return None
    if not (isinstance(prev, str) and isinstance(digest, str)):
        return None
    fields = []
    for name, value in content.items():
        if name in _LINKS:
            continue
        if value is not None and not isinstance(value, _SCALAR):
            return None
        fields.append((name, value))
    return Sealed(seq, AuditRecord(kind, tuple(fields)), prev, digest)


def _is_line_of(raw: bytes, sealed: Sealed) -> bool:
    try:
        return line(sealed) == raw
    except ValueError:  # not a number, or half a character: this program writes neither
        return False


def _content(seq: int, record: AuditRecord, prev: str) -> dict[str, object]:
    return {**dict(record.fields), "seq": seq, "kind": record.kind, "prev": prev}


def _digest(content: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()
