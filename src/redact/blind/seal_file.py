"""The seal as a file: one way to write it, so that not a byte can change unseen."""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from redact.blind.boxes import CHANGED
from redact.blind.canonical import canonical
from redact.blind.locks import Lock
from redact.blind.seal import Anchor, Change, Entry, Seal
from redact.errors import GoneError, SealError

_FORMAT = "redact seal 1"
_PURGED = "redact seal 1, purged"
_NUMBER = re.compile(r"\d{4,9}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PACKET = re.compile(r"[0-9a-f]{32}")
_DAMAGED = f"the seal was changed since it was written: {CHANGED}"


def write(seal: Seal) -> bytes:
    """Return the bytes of a seal, which end in their own hash."""
    return _closed(
        {
            "format": _FORMAT,
            "packet": seal.packet,
            "expires": seal.expires.isoformat() if seal.expires else None,
            "locks": [
                {"kind": x.kind, "cost": x.cost, "salt": _text(x.salt), "box": _text(x.box)}
                for x in seal.locks
            ],
            "entries": [
                {"number": x.number, "digest": x.digest, "key": _text(x.key), "box": _text(x.box)}
                for x in seal.entries
            ],
            "files": [list(each) for each in seal.files],
            "changes": [[each.edition, each.file, each.what] for each in seal.changes],
            "edition": seal.edition,
            "anchor": [seal.anchor.count, seal.anchor.sha256],
            "mac": seal.mac,
        }
    )


def tombstone(packet: str, day: date) -> bytes:
    """Return the bytes that stand where a seal stood that was purged."""
    return _closed({"format": _PURGED, "packet": packet, "day": day.isoformat()})


def read(data: bytes) -> Seal:
    """Return the seal that the bytes hold; nobody has vouched for it yet.

    Raises:
        GoneError: it was purged.
        SealError: a byte was changed, or these are no bytes of a seal.
    """
    content = _opened(data)
    if content.get("format") == _PURGED and len(content) == 3:
        raise GoneError(f"this seal was purged on {content.get('day')}: nobody can open it")
    if content.get("format") != _FORMAT:
        raise SealError("this is no seal of this version of redact; name the right one with --seal")
    try:
        seal = _seal(content)
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise SealError(_DAMAGED) from None
    if write(seal) != data:
        raise SealError(_DAMAGED)
    return seal


def _seal(content: Mapping[str, Any]) -> Seal:
    expires = content["expires"]
    return Seal(
        packet=_fitting(_PACKET, content["packet"]),
        expires=None if expires is None else date.fromisoformat(expires),
        locks=tuple(
            Lock(x["kind"], _bytes(x["salt"]) or b"", _bytes(x["box"]) or b"", x["cost"])
            for x in content["locks"]
        ),
        entries=tuple(_entry(x) for x in content["entries"]),
        files=tuple((str(path), _fitting(_DIGEST, digest)) for path, digest in content["files"]),
        changes=tuple(Change(int(a), str(b), str(c)) for a, b, c in content["changes"]),
        edition=int(content["edition"]),
        anchor=Anchor(int(content["anchor"][0]), _fitting(_DIGEST, content["anchor"][1])),
        mac=_fitting(_DIGEST, content["mac"]),
    )


def _entry(content: Mapping[str, Any]) -> Entry:
    key, box = _bytes(content["key"]), _bytes(content["box"])
    if (key is None) != (box is None):
        raise ValueError("half an entry")
    return Entry(
        _fitting(_NUMBER, content["number"]), _fitting(_DIGEST, content["digest"]), key, box
    )


def _closed(content: Mapping[str, object]) -> bytes:
    body = canonical(content)
    return body + b"\n" + hashlib.sha256(body).hexdigest().encode() + b"\n"


def _opened(data: bytes) -> Mapping[str, Any]:
    body, _, end = data.partition(b"\n")
    if end != hashlib.sha256(body).hexdigest().encode() + b"\n":
        raise SealError(_DAMAGED)
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        raise SealError(_DAMAGED) from None
    if not isinstance(content, dict):
        raise SealError(_DAMAGED)
    return content


def _text(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode("ascii")


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text, validate=True)


def _fitting(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError("not what its name says")
    return text
