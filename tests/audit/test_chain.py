"""Tests of one line of the audit log."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.audit.chain import GENESIS, Tip, canonical, line, parse, seal, torn, unseal
from redact.datamodel import AuditRecord
from redact.errors import AuditError

LETTER = AuditRecord("letter", (("outcome", "released"), ("count", 3), ("copy", None)))


def test_a_line_is_compact_json_with_sorted_keys_in_utf_8() -> None:
    raw = line(seal(AuditRecord("run", (("version", "ż 1"),)), Tip()))
    assert raw.endswith(b"\n")
    assert "ż".encode() in raw
    content = json.loads(raw)
    assert list(content) == ["kind", "prev", "seq", "sha256", "version"]
    assert b" " not in raw.replace("ż 1".encode(), b"")


def test_the_hash_covers_all_but_itself() -> None:
    content = json.loads(line(seal(LETTER, Tip())))
    stated = content.pop("sha256")
    assert stated == hashlib.sha256(canonical(content)).hexdigest()


def test_the_first_record_names_zeros_and_the_next_names_the_first() -> None:
    first = seal(LETTER, Tip())
    second = seal(LETTER, Tip().after(first))
    assert (first.seq, first.prev) == (1, GENESIS)
    assert (second.seq, second.prev) == (2, first.sha256)
    assert first.sha256 != second.sha256


_values = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
_names = st.text(min_size=1).filter(lambda name: name not in ("seq", "kind", "prev", "sha256"))


@given(st.dictionaries(_names, _values))
def test_whatever_is_written_is_read_back(fields: dict[str, str | int | float | None]) -> None:
    try:
        sealed = seal(AuditRecord("run", tuple(fields.items())), Tip())
    except ValueError:  # half a character or an infinite number cannot be written
        return
    read = unseal(line(sealed), Tip())
    assert (read.seq, read.prev, read.sha256) == (sealed.seq, sealed.prev, sealed.sha256)
    assert dict(read.record.fields) == fields


@pytest.mark.parametrize(
    "record",
    [
        AuditRecord("Run", ()),
        AuditRecord("", ()),
        AuditRecord("run", (("seq", 1),)),
        AuditRecord("run", (("sha256", "0"),)),
        AuditRecord("run", (("count", 1), ("count", 2))),
        AuditRecord("run", (("score", float("nan")),)),
    ],
)
def test_a_malformed_record_is_not_sealed(record: AuditRecord) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each message is its own
        seal(record, Tip())


GOOD = line(seal(LETTER, Tip()))


def _resealed(**changes: object) -> bytes:
    """Return the good line with changes, and a hash that fits them."""
    content = {**json.loads(GOOD), **changes}
    del content["sha256"]
    digest = hashlib.sha256(canonical(content)).hexdigest()
    return canonical({**content, "sha256": digest}) + b"\n"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (GOOD[:-1], "incomplete"),
        (b"\x00\x00\n", "not a JSON object"),
        (b"[1]\n", "not a JSON object"),
        (b"[" * 100_000 + b"\n", "not a JSON object"),
        (b"\xef\xbb\xbf" + GOOD, "not a JSON object"),
        (b" " + GOOD, "edited"),
        (GOOD.replace(b'"count":3', b'"count": 3'), "edited"),
        (GOOD.replace(b'"count":3', b'"count":3,"count":3'), "edited"),
        (GOOD.replace(b'"count":3', b'"count":NaN'), "edited"),
        (GOOD.replace(b'"count":3', b'"count":4'), "own hash"),
        (_resealed(count=[3]), "edited"),
        (_resealed(seq=True), "edited"),
        (_resealed(kind=1), "edited"),
        (_resealed(seq=2), "record 2 stands where 1 is due"),
        (_resealed(prev="1" * 64), "does not continue"),
    ],
)
def test_a_line_that_is_not_the_next_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(AuditError, match=reason):
        unseal(raw, Tip())


def test_a_refusal_does_not_quote_the_line() -> None:
    with pytest.raises(AuditError) as caught:
        unseal(_resealed(count=["Zofia"]), Tip())
    assert "Zofia" not in str(caught.value)


def test_torn_is_what_a_crash_leaves() -> None:
    assert torn(GOOD[:-1])
    assert torn(b"\x00" * 9 + b"\n")
    assert not torn(GOOD)
    assert parse(b"1\n") is None
