"""Tests of what a log proves, under every way to tamper with it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redact.audit.chain import Tip, canonical, line, seal
from redact.audit.checkpoint import checkpoint_at
from redact.audit.keys import generate
from redact.audit.log import AuditLog
from redact.audit.verify import Verdict, verify_log
from redact.datamodel import AuditRecord
from redact.errors import ConfigError, UsageError


@dataclass(frozen=True)
class Signed:
    """A log of two runs, signed: 3 records, a checkpoint, 2 records, a checkpoint."""

    records: Path
    public: Path
    first_head: str
    head: str

    def write(self, lines: list[bytes]) -> None:
        """Give an auditor another log, without the private part."""
        (self.records / "private" / "log-end").unlink(missing_ok=True)
        (self.records / "audit.jsonl").write_bytes(b"".join(lines))

    @property
    def lines(self) -> list[bytes]:
        return (self.records / "audit.jsonl").read_bytes().splitlines(keepends=True)


@pytest.fixture
def signed(tmp_path: Path) -> Signed:
    return _signed(tmp_path)


def _signed(folder: Path) -> Signed:
    public = generate(folder / "key")
    heads = []
    for count in (3, 2):
        with AuditLog.open(folder / "records", folder / "key") as log:
            log.append_all(AuditRecord("letter", (("place", place),)) for place in range(count))
            heads.append(log.checkpoint().head)
    return Signed(folder / "records", public, *heads)


def test_a_log_alone_is_consistent_and_no_more(signed: Signed) -> None:
    verdict = verify_log(signed.records)
    assert (verdict.ok, verdict.authentic) == (True, False)
    assert "consistent with itself; author and end not proven" in verdict.message
    assert (verdict.count, verdict.checkpoints, verdict.after_checkpoint) == (7, 2, 0)
    assert verdict.head == signed.head


def test_with_the_key_or_the_head_it_is_authentic_and_complete(signed: Signed) -> None:
    for verdict in (
        verify_log(signed.records, signed.public),
        verify_log(signed.records, expect_head=signed.head),
        verify_log(signed.records, signed.public, f" {signed.head.upper()}\n"),
        verify_log(signed.records / "audit.jsonl", signed.public),
    ):
        assert (verdict.ok, verdict.authentic) == (True, True)
        assert verdict.message.startswith("authentic and complete")
        assert verdict.first_bad_line is None


def _edited(lines: list[bytes]) -> list[bytes]:
    return [*lines[:1], lines[1].replace(b'"place":1', b'"place":7'), *lines[2:]]


def _edited_with_its_hash(lines: list[bytes]) -> list[bytes]:
    content = json.loads(_edited(lines)[1])
    del content["sha256"]
    content["sha256"] = hashlib.sha256(canonical(content)).hexdigest()
    return [*lines[:1], canonical(content) + b"\n", *lines[2:]]


def _foreign(lines: list[bytes]) -> list[bytes]:
    return [*lines[:2], line(seal(AuditRecord("letter", ()), Tip())), *lines[2:]]


@pytest.mark.parametrize(
    ("tamper", "bad_line"),
    [
        (_edited, 2),
        (_edited_with_its_hash, 3),
        (lambda lines: lines[1:], 1),
        (lambda lines: [*lines[:2], *lines[3:]], 3),
        (lambda lines: [*lines[:3], *lines[4:]], 4),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], 2),
        (lambda lines: [*lines[:2], lines[1], *lines[2:]], 3),
        (lambda lines: [*lines, lines[-1]], 8),
        (_foreign, 3),
        (lambda lines: [*lines[:2], b"\n", *lines[2:]], 3),
        (lambda lines: [*lines[:-1], lines[-1][:-1]], 7),
        (lambda lines: [*lines, b'{"kind":"le'], 8),
    ],
    ids=[
        "edited",
        "edited with its hash",
        "first dropped",
        "one dropped",
        "checkpoint dropped",
        "reordered",
        "doubled",
        "last doubled",
        "foreign line",
        "empty line",
        "last newline gone",
        "torn",
    ],
)
def test_tampering_is_found_even_without_a_key(
    signed: Signed, tamper: Callable[[list[bytes]], list[bytes]], bad_line: int
) -> None:
    signed.write(tamper(signed.lines))
    for verdict in (verify_log(signed.records), verify_log(signed.records, signed.public)):
        assert (verdict.ok, verdict.authentic) == (False, False)
        assert verdict.first_bad_line == bad_line
        assert f"line {bad_line}:" in verdict.message


@pytest.mark.parametrize("kept", [0, 1, 3, 5, 6])
def test_a_log_that_ends_in_no_checkpoint_is_not_complete(signed: Signed, kept: int) -> None:
    signed.write(signed.lines[:kept])
    alone = verify_log(signed.records)
    assert (alone.ok, alone.authentic) == (True, False)
    assert alone.after_checkpoint == kept - (4 if kept > 4 else 0)
    for verdict in (
        verify_log(signed.records, signed.public),
        verify_log(signed.records, expect_head=signed.head),
    ):
        assert (verdict.ok, verdict.authentic) == (False, False)
        assert "does not end in a checkpoint" in verdict.message


def test_a_whole_run_cut_off_is_told_by_the_head_alone(signed: Signed) -> None:
    signed.write(signed.lines[:4])
    by_key = verify_log(signed.records, signed.public)
    assert by_key.ok
    assert "only --expect-head can tell" in by_key.message
    assert not verify_log(signed.records, expect_head=signed.head).ok
    assert not verify_log(signed.records, signed.public, signed.head).ok


def test_an_older_head_proves_the_log_up_to_its_record(signed: Signed) -> None:
    for key in (None, signed.public):
        verdict = verify_log(signed.records, key, signed.first_head)
        assert (verdict.ok, verdict.authentic) == (True, False)
        assert "proven as it was up to record 4" in verdict.message
        assert "3 records follow it, which are consistent" in verdict.message
        assert ("every checkpoint is signed" in verdict.message) == (key is not None)


def test_the_hash_of_the_very_last_record_proves_all(signed: Signed) -> None:
    last = json.loads(signed.lines[-1])["sha256"]
    assert verify_log(signed.records, expect_head=last).authentic


def test_a_head_that_is_not_in_the_chain_proves_nothing(signed: Signed) -> None:
    for key in (None, signed.public):
        verdict = verify_log(signed.records, key, "ab" * 32)
        assert (verdict.ok, verdict.authentic) == (False, False)
        assert "the expected head is not in it" in verdict.message


def _chain(key: Ed25519PrivateKey | None, places: list[int]) -> list[bytes]:
    """Return a log computed afresh, as somebody does who may write to the file."""
    tip, lines = Tip(), []
    for place in places:
        sealed = seal(AuditRecord("letter", (("place", place),)), tip)
        tip = tip.after(sealed)
        lines.append(line(sealed))
    return [*lines, line(seal(checkpoint_at(tip, key).record, tip))]


@pytest.mark.parametrize(
    ("key", "reason"),
    [(None, "not signed"), (Ed25519PrivateKey.generate(), "another key")],
    ids=["unsigned", "own key"],
)
def test_a_chain_computed_afresh_fits_but_proves_nothing(
    signed: Signed, key: Ed25519PrivateKey | None, reason: str
) -> None:
    signed.write(_chain(key, [0, 7, 2]))
    assert verify_log(signed.records).ok
    by_key = verify_log(signed.records, signed.public)
    assert (by_key.ok, by_key.first_bad_line) == (False, 4)
    assert reason in by_key.message
    by_head = verify_log(signed.records, expect_head=signed.first_head)
    assert (by_head.ok, by_head.first_bad_line) == (False, None)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"count": 9}, "does not state what stands before"),
        ({"count": 3.0}, "does not state what stands before"),
        ({"previous": "0" * 64}, "does not state what stands before"),
        ({"note": "x"}, "does not state what stands before"),
        ({"signature": None}, "does not state what stands before"),
        ({"signature": 5}, "no readable signature"),
        ({"signature": "00" * 64}, "signature of the checkpoint is wrong"),
        ({"public_key": "00" * 32}, "signature of the checkpoint is wrong"),
    ],
)
def test_a_checkpoint_must_be_true_even_with_a_fitting_hash(
    signed: Signed, changes: dict[str, object], reason: str
) -> None:
    content = {**json.loads(signed.lines[3]), **changes}
    del content["sha256"]
    content["sha256"] = hashlib.sha256(canonical(content)).hexdigest()
    signed.write([*signed.lines[:3], canonical(content) + b"\n"])
    verdict = verify_log(signed.records)
    assert (verdict.ok, verdict.first_bad_line) == (False, 4)
    assert reason in verdict.message


def test_a_signature_cannot_move_to_another_checkpoint(signed: Signed) -> None:
    key = json.loads(signed.lines[3])
    forged = _chain(None, [0, 7, 2])
    content = json.loads(forged[3])
    content |= {"signature": key["signature"], "public_key": key["public_key"]}
    del content["sha256"]
    content["sha256"] = hashlib.sha256(canonical(content)).hexdigest()
    signed.write([*forged[:3], canonical(content) + b"\n"])
    assert verify_log(signed.records, signed.public).first_bad_line == 4


def test_one_unsigned_checkpoint_is_enough_to_doubt(tmp_path: Path) -> None:
    public = generate(tmp_path / "key")
    for key in (None, tmp_path / "key"):
        with AuditLog.open(tmp_path / "records", key) as log:
            log.checkpoint()
    assert verify_log(tmp_path / "records", public).first_bad_line == 1


def test_a_missing_log_is_a_verdict(tmp_path: Path) -> None:
    verdict = verify_log(tmp_path / "records")
    assert (verdict.ok, verdict.authentic, verdict.count) == (False, False, 0)
    assert "No such file" in verdict.message
    assert not (tmp_path / "records").exists()


def test_what_is_asked_must_make_sense(signed: Signed) -> None:
    with pytest.raises(UsageError, match="64 hexadecimal digits"):
        verify_log(signed.records, expect_head="abc")
    with pytest.raises(ConfigError):
        verify_log(signed.records, public_key=signed.records / "none.pub")


def test_verifying_writes_nothing_and_needs_no_lock(signed: Signed) -> None:
    with AuditLog.open(signed.records) as log:
        log.append(AuditRecord("letter", ()))
        assert verify_log(signed.records).after_checkpoint == 1
    for path in (signed.records / "private").iterdir():
        path.unlink()
    verify_log(signed.records)
    assert not any((signed.records / "private").iterdir())


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_change_of_a_single_byte_is_detected(signed: Signed, data: st.DataObject) -> None:
    path = signed.records / "audit.jsonl"
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    path.write_bytes(whole[:place] + bytes([other]) + whole[place + 1 :])
    verdicts: list[Verdict] = [
        verify_log(signed.records),
        verify_log(signed.records, signed.public),
        verify_log(signed.records, expect_head=signed.head),
    ]
    path.write_bytes(whole)
    number = whole.count(b"\n", 0, place) + 1
    assert [(verdict.ok, verdict.first_bad_line) for verdict in verdicts] == [(False, number)] * 3
