"""Checkpoints: records that state, and where a key is configured sign, how far the log has come."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.audit.chain import CHECKPOINT, Sealed, Tip, canonical, unseal
from redact.datamodel import AuditRecord
from redact.errors import AuditError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

#: Parts these signatures from any other use of the same key.
_DOMAIN = b"redact audit checkpoint 1\x00"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The number of records before it, the hash of the last one, and the checkpoint before.

    `previous` is the hash of the last checkpoint record, None for the first. The `signature` and
    the `public_key` that it fits are hexadecimal, None where no key is configured.
    """

    count: int
    head: str
    previous: str | None
    signature: str | None = None
    public_key: str | None = None

    @property
    def message(self) -> bytes:
        """The bytes that the signature covers."""
        content = {"count": self.count, "head": self.head, "previous": self.previous}
        return _DOMAIN + canonical(content)

    @property
    def length(self) -> int:
        """The number of records of a log that ends in it: one a line, itself included."""
        return self.count + 1

    @property
    def told(self) -> str:
        """The words that tell it to the user, who may write them down."""
        records = "1 record" if self.length == 1 else f"{self.length} records"
        return f"audit log: {records}, head {self.head}"

    @property
    def record(self) -> AuditRecord:
        """The checkpoint as a record of the log."""
        fields = (("count", self.count), ("head", self.head), ("previous", self.previous))
        if self.signature is None:
            return AuditRecord(CHECKPOINT, fields)
        signed = (("signature", self.signature), ("public_key", self.public_key))
        return AuditRecord(CHECKPOINT, (*fields, *signed))


def checkpoint_at(tip: Tip, key: "Ed25519PrivateKey | None" = None) -> Checkpoint:
    """Return the checkpoint that states where the chain ends, signed where there is a key."""
    plain = Checkpoint(tip.count, tip.sha256, tip.checkpoint)
    if key is None:
        return plain
    from redact.audit.keys import public_hex

    signature = key.sign(plain.message).hex()
    return Checkpoint(
        plain.count, plain.head, plain.previous, signature, public_hex(key.public_key())
    )


def follow(raw: bytes, tip: Tip) -> tuple[Tip, Checkpoint | None]:
    """Return the tip after one more line, and the checkpoint where the line holds one.

    Raises:
        AuditError: the line does not continue the chain, or its checkpoint states what is not so.
    """
    sealed = unseal(raw, tip)
    checkpoint = _read(sealed, tip) if sealed.record.kind == CHECKPOINT else None
    return tip.after(sealed), checkpoint


def _read(sealed: Sealed, tip: Tip) -> Checkpoint:
    fields = dict(sealed.record.fields)
    signature, public_key = fields.get("signature"), fields.get("public_key")
    if not isinstance(signature, str | None) or not isinstance(public_key, str | None):
        raise AuditError("the checkpoint has no readable signature")
    checkpoint = Checkpoint(tip.count, tip.sha256, tip.checkpoint, signature, public_key)
    if canonical(dict(checkpoint.record.fields)) != canonical(fields):
        raise AuditError("the checkpoint does not state what stands before it")
    if signature is not None:
        from redact.audit.keys import signature_fits

        if not signature_fits(public_key or "", signature, checkpoint.message):
            raise AuditError("the signature of the checkpoint is wrong")
    return checkpoint
