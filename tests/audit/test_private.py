"""Tests of the private map."""

import contextlib
import hashlib
import hmac
import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.audit import map_end
from redact.audit.letter_entry import decode, decode_brief, encode
from redact.audit.log import AuditLog
from redact.audit.private import (
    HiddenSpan,
    LetterEntry,
    PrivateMap,
    new_letter_id,
    read_entries,
)
from redact.datamodel import Outcome, Span
from redact.errors import AuditError, ExitCode, InputError

ENTRY = LetterEntry(
    letter_id="00f1e2d3c4b5a697",
    scope="a1b2",
    source="/inbox/Zofia Nowacka.txt",
    copy="letter-0003.txt",
    out="/outbox",
    source_sha256="5" * 64,
    copy_sha256="6" * 64,
    encoding="utf-8",
    outcome=Outcome.RELEASED,
    exit_code=ExitCode.DONE,
    reason="",
    hidden=(HiddenSpan(5, 9, "PERSON", 1),),
    kept=((Span(20, 26), Span(22, 28)),),
    number=3,
)
ODD_NAMES = [
    "/in/new\nline.txt",
    "/in/żółć\u2028.txt",
    os.fsdecode(b"/in/\xff\xfe\xed\xa0\x80.txt"),
]


def _other(**changes: object) -> LetterEntry:
    return replace(ENTRY, letter_id=new_letter_id(), **changes)  # type: ignore[arg-type] # a test


def test_entries_are_read_back_by_writer_and_reader(tmp_path: Path) -> None:
    second = _other(source="/inbox/b.txt", number=9)
    with PrivateMap.open(tmp_path) as private:
        private.append(ENTRY)
        private.append(second)
        private.sync()
        assert private.entries() == (ENTRY.brief, second.brief)
    with PrivateMap.open(tmp_path) as private:
        assert private.entries() == (ENTRY.brief, second.brief)
    assert read_entries(tmp_path) == (ENTRY, second)


def test_a_later_line_replaces_an_earlier_one_in_its_place(tmp_path: Path) -> None:
    second = _other(source="/inbox/b.txt")
    later = replace(ENTRY, outcome=Outcome.HELD, exit_code=ExitCode.HELD)
    with PrivateMap.open(tmp_path) as private:
        for entry in (ENTRY, second, later):
            private.append(entry)
        assert private.entries() == (later.brief, second.brief)
        assert private.by_source(ENTRY.source) == later.brief
    assert read_entries(tmp_path) == (later, second)


@pytest.mark.parametrize("source", ODD_NAMES)
def test_odd_file_names_survive(tmp_path: Path, source: str) -> None:
    with PrivateMap.open(tmp_path) as private:
        private.append(replace(ENTRY, source=source))
    with PrivateMap.open(tmp_path) as private:
        for name in (source, Path(source)):
            found = private.by_source(name)
            assert found is not None
            assert os.fsencode(found.source) == os.fsencode(source)
        assert private.by_source("/in/other.txt") is None


def test_a_letter_that_moved_is_no_longer_found_under_its_old_path(tmp_path: Path) -> None:
    with PrivateMap.open(tmp_path) as private:
        private.append(ENTRY)
        private.append(replace(ENTRY, source="/inbox/moved.txt"))
        assert private.by_source(ENTRY.source) is None
        assert private.by_source("/inbox/moved.txt") is not None


@given(
    st.binary(min_size=1).map(lambda name: os.fsdecode(b"/" + name)),
    st.lists(st.integers(0, 1000), max_size=4),
    st.text(),
)
def test_an_entry_is_one_line_of_ascii(source: str, starts: list[int], reason: str) -> None:
    spans = tuple(HiddenSpan(start, start + 1, "PERSON", 1) for start in starts)
    entry = replace(ENTRY, source=source, hidden=spans, reason=reason)
    raw = encode(entry)
    assert raw.isascii()
    assert raw.count(b"\n") == 1
    assert decode(json.loads(raw)) == entry


def test_an_entry_shows_nothing_that_tells() -> None:
    shown = repr(ENTRY)
    for secret in ("Zofia", "inbox", "outbox", "letter-0003", "5" * 64, "start", "Span"):
        assert secret not in shown
    assert "9" not in repr(HiddenSpan(9, 99, "PERSON", 1))


@pytest.mark.parametrize(
    "changes",
    [
        {"letter_id": "zofia"},
        {"source": "inbox/a.txt"},
        {"out": "outbox"},
        {"copy": "/outbox/letter-0001.txt"},
        {"copy": "../letter-0001.txt"},
        {"number": -1},
    ],
)
def test_a_malformed_entry_is_not_made(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - each message is its own
        replace(ENTRY, **changes)  # type: ignore[arg-type] # a test
    assert "inbox" not in str(caught.value)
    assert "zofia" not in str(caught.value)


@pytest.mark.parametrize("torn", [b'{"letter_id":"00', b"\x00\x00\n", encode(ENTRY)[:-1]])
def test_a_torn_last_line_is_ignored_and_cut_by_the_writer(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "private" / "letters.jsonl"
    with PrivateMap.open(tmp_path) as private:
        private.append(ENTRY)
    whole = path.read_bytes()
    path.write_bytes(whole + torn)
    assert read_entries(tmp_path) == (ENTRY,)
    assert path.read_bytes() == whole + torn
    with PrivateMap.open(tmp_path) as private:
        assert private.entries() == (ENTRY.brief,)
    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "1"},
        {"number": None},
        {"source": 1},
        {"outcome": "lost"},
        {"exit_code": 77},
        {"hidden": [[9, 5, "PERSON", 1]]},
        {"hidden": 1},
        {"kept": [[1, 2]]},
        {"extra": 1},
    ],
)
def test_a_damaged_line_is_named_and_not_quoted(tmp_path: Path, changes: dict[str, object]) -> None:
    with PrivateMap.open(tmp_path) as private:
        private.append(ENTRY)
    bad = json.dumps({**json.loads(encode(ENTRY)), **changes}).encode() + b"\n"
    (tmp_path / "private" / "letters.jsonl").write_bytes(encode(ENTRY) + bad)
    in_spans = not isinstance(changes.get("hidden", changes.get("kept", 1)), int)
    for read in (read_entries,) if in_spans else (PrivateMap.open, read_entries):
        with pytest.raises(AuditError, match="line 2:") as caught:
            read(tmp_path)
        assert "Zofia" not in str(caught.value)


def test_what_later_lines_have_replaced_is_dropped_and_the_rest_stays(tmp_path: Path) -> None:
    second = _other(source="/inbox/b.txt", number=9)
    path = tmp_path / "private" / "letters.jsonl"
    with PrivateMap.open(tmp_path) as private:
        for entry in (ENTRY, second, *[replace(ENTRY, reason=str(at)) for at in range(150)]):
            private.append(entry)
    last = replace(ENTRY, reason="149")
    before = path.stat().st_size
    with PrivateMap.open(tmp_path) as private:
        assert private.entries() == (last.brief, second.brief)
        assert path.stat().st_size < before / 50
        private.append(replace(last, reason="more"))
    assert read_entries(tmp_path) == (replace(last, reason="more"), second)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_map_is_not_shortened(tmp_path: Path) -> None:
    path = tmp_path / "private" / "letters.jsonl"
    PrivateMap.open(tmp_path).close()
    damaged = encode(ENTRY) * 200 + b"{}\n" + encode(ENTRY)
    path.write_bytes(damaged)
    with pytest.raises(AuditError, match="line 201:"):
        PrivateMap.open(tmp_path)
    assert path.read_bytes() == damaged


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (None, "is gone or was emptied"),
        (0, "is gone or was emptied"),
        (0.5, "was cut short"),
        (1 / 3, "was cut short"),
        (0.99, "was cut short"),
    ],
)
def test_a_map_that_lost_what_was_on_the_disk_is_refused_and_nothing_changes(
    tmp_path: Path, left: float | None, told: str
) -> None:
    path = tmp_path / "private" / "letters.jsonl"
    with PrivateMap.open(tmp_path) as private:
        for _ in range(3):
            private.append(_other())
    whole, end = path.read_bytes(), (tmp_path / "private" / "map-end").read_bytes()
    path.unlink()
    if left is not None:
        path.write_bytes(whole[: int(len(whole) * left)])
    before = {one: one.read_bytes() for one in (tmp_path / "private").iterdir()}
    for read in (PrivateMap.open, PrivateMap.open) + (read_entries,) * (left is not None):
        with pytest.raises(AuditError, match=f"the map of the letters {told}.*backup") as caught:
            read(tmp_path)
        assert caught.value.exit_code == 10
    assert {one: one.read_bytes() for one in (tmp_path / "private").iterdir()} == before

    path.write_bytes(whole)
    with PrivateMap.open(tmp_path) as private:
        assert len(private.entries()) == 3
    assert (tmp_path / "private" / "map-end").read_bytes() == end


@pytest.mark.parametrize("lost", [b"", b"\0" * 40])
def test_what_a_power_cut_takes_behind_the_end_that_is_known_is_no_damage(
    tmp_path: Path, lost: bytes
) -> None:
    private = PrivateMap.open(tmp_path)
    private.append(ENTRY)
    private.close()
    end = tmp_path / "private" / "map-end"
    known = end.read_bytes()
    with PrivateMap.open(tmp_path) as private:
        private.append(_other())
    path = tmp_path / "private" / "letters.jsonl"
    path.write_bytes(path.read_bytes()[:-40] + lost)
    end.write_bytes(known)  # as before the run that was killed
    assert read_entries(tmp_path) == (ENTRY,)
    with PrivateMap.open(tmp_path) as private:
        assert private.entries() == (ENTRY.brief,)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\xff", b'{"size":"9"}', b'{"size":true}', b"[9]"]
)
def test_a_note_of_the_end_that_says_nothing_is_ignored(tmp_path: Path, content: bytes) -> None:
    with PrivateMap.open(tmp_path) as private:
        private.append(ENTRY)
    (tmp_path / "private" / "map-end").write_bytes(content)
    (tmp_path / "private" / "letters.jsonl").write_bytes(b"")
    PrivateMap.open(tmp_path).close()


@pytest.mark.parametrize("step", range(8))
def test_a_run_that_dies_while_the_map_is_made_shorter_leaves_one_that_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    with PrivateMap.open(tmp_path) as private:
        for at in range(150):
            private.append(replace(ENTRY, reason=str(at)))
    left = [step]

    def dying(real: Callable[..., object]) -> Callable[..., object]:
        def call(*told: object, **named: object) -> object:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            return real(*told, **named)

        return call

    with monkeypatch.context() as patch:
        for name in ("fsync", "replace", "rename"):
            patch.setattr(os, name, dying(getattr(os, name)))
        with contextlib.suppress(KeyboardInterrupt):
            PrivateMap.open(tmp_path)
    last = replace(ENTRY, reason="149")
    assert read_entries(tmp_path) == (last,)
    with PrivateMap.open(tmp_path) as private:
        assert private.entries() == (last.brief,)


def test_a_map_of_a_run_that_goes_on_is_read_while_it_is_made_shorter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PrivateMap.open(tmp_path) as private:
        for at in range(150):
            private.append(replace(ENTRY, reason=str(at)))
    real, runs = map_end.recall, [PrivateMap.open]

    def recall(folder: Path) -> int:
        size = real(folder)
        while runs:
            runs.pop()(tmp_path).close()
        return size

    monkeypatch.setattr(map_end, "recall", recall)
    assert len(read_entries(tmp_path)) == 1


def test_a_brief_entry_counts_what_it_does_not_hold() -> None:
    assert ENTRY.brief.counts == ENTRY.counts == {"PERSON": 1}
    assert ENTRY.brief.hidden == ()
    assert decode_brief(json.loads(encode(ENTRY))) == ENTRY.brief


def test_a_map_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    content = json.loads(encode(ENTRY))
    del content["made_from"], content["matched"]
    assert decode(content) == ENTRY
    assert decode_brief(content) == ENTRY.brief


def test_reading_creates_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_entries(tmp_path / "records")
    assert not any(tmp_path.iterdir())


def test_reading_needs_no_lock_and_leaves_no_trace(tmp_path: Path) -> None:
    with AuditLog.open(tmp_path), PrivateMap.open(tmp_path) as private:
        private.append(ENTRY)
    before = sorted(tmp_path.rglob("*"))
    (tmp_path / "private").chmod(0o500)
    try:
        assert read_entries(tmp_path) == (ENTRY,)
    finally:
        (tmp_path / "private").chmod(0o700)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_only_the_owner_reads_the_private_part(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        PrivateMap.open(tmp_path / "records").close()
    finally:
        os.umask(before)
    private = tmp_path / "records" / "private"
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in private.iterdir()}
    assert modes == {"key": 0o600, "letters.jsonl": 0o600, "map-end": 0o600}
    assert stat.S_IMODE(private.stat().st_mode) == 0o700


def test_numbers_are_drawn_from_the_next_free_block(tmp_path: Path) -> None:
    with PrivateMap.open(tmp_path) as private:
        first = private.next_numbers(50)
        assert sorted(first) == list(range(1, 51))
        assert first != tuple(range(1, 51))
        assert sorted(private.next_numbers(2)) == [51, 52]
        private.append(replace(ENTRY, number=50))
    with PrivateMap.open(tmp_path) as private:
        assert private.next_numbers(0) == ()
        assert sorted(private.next_numbers(3)) == [51, 52, 53]


def test_the_key_is_made_once_and_shown_nowhere(tmp_path: Path) -> None:
    with PrivateMap.open(tmp_path) as private:
        first = private.mac(b"source")
        shown = repr(private)
    key = (tmp_path / "private" / "key").read_text().strip()
    assert first == hmac.new(bytes.fromhex(key), b"source", hashlib.sha256).hexdigest()
    assert key not in shown
    with PrivateMap.open(tmp_path) as private:
        assert private.mac(b"source") == first
    with PrivateMap.open(tmp_path / "other") as private:
        assert private.mac(b"source") != first


@pytest.mark.parametrize("content", [None, b"", b"abc", b"0" * 63 + b"x"])
def test_a_lost_or_damaged_key_stops_the_run(tmp_path: Path, content: bytes | None) -> None:
    with PrivateMap.open(tmp_path) as private:
        private.append(ENTRY)
    key = tmp_path / "private" / "key"
    key.unlink() if content is None else key.write_bytes(content)
    with pytest.raises(AuditError, match="backup"):
        PrivateMap.open(tmp_path)


def test_letter_ids_are_random() -> None:
    assert len({new_letter_id() for _ in range(100)}) == 100
