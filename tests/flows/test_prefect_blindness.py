"""What Prefect keeps of a batch tells nothing: no text, no name of a file or folder, no error."""

import base64
import binascii
import json
import os
import pickle
import pickletools
import re
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

#: Words that stand in letters, in names of files and folders, in options and in errors.
CANARIES = tuple(f"zq{word}zq" for word in ("text", "file", "folder", "broken", "quoted"))
TEXT, FILE, FOLDER, BROKEN, QUOTED = CANARIES
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_DRIVER = Path(__file__).parent / "drive_batches.py"


@dataclass(frozen=True, slots=True)
class Driven:
    """What the batches left: a folder each, their exit codes, all output, and Prefect's home."""

    root: Path
    codes: dict[str, int]
    output: str
    home: Path


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory) -> Driven:
    root, home = tmp_path_factory.mktemp("batches"), tmp_path_factory.mktemp("prefect")
    letters = {
        "1 well": {f"{FILE}.txt": f"Anna {TEXT}", "b.txt": "Vistula"},
        "2 partly": {"a.txt": f"FAIL {QUOTED}", f"{BROKEN}.txt": "%PDF-1.7", "c.txt": "Anna"},
        "3 break": {"a.txt": f"Anna {TEXT}"},
    }
    for name, files in letters.items():
        folder = root / name / f"in {FOLDER}"
        folder.mkdir(parents=True)
        for file, text in files.items():
            (folder / file).write_text(text)
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    done = subprocess.run(
        [sys.executable, str(_DRIVER), str(root)],
        env=clean | {"PREFECT_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("[")]
    return Driven(root, dict(map(json.loads, lines)), done.stdout + done.stderr, home)


def test_the_batches_ended_as_they_should(driven: Driven) -> None:
    assert driven.codes == {"1 well": 0, "2 partly": 1, "3 break": 1}, driven.output
    well = driven.root / "1 well"
    copies = sorted(path.read_text() for path in (well / f"out {FOLDER}").iterdir())
    assert copies == ["[name]", f"[name] {TEXT}"]
    assert not list((well / f"records {FOLDER}" / "private" / "jobs").iterdir())


def test_errors_are_told_by_their_type_alone(driven: Driven) -> None:
    assert "a.txt: refused: unexpected error: ValueError" in driven.output
    assert "redact: unexpected error: ValueError" in driven.output
    assert TEXT not in driven.output
    assert QUOTED not in driven.output
    assert "Traceback" not in driven.output


def test_prefect_knows_the_runs_and_their_counts(driven: Driven) -> None:
    with sqlite3.connect(driven.home / "prefect.db") as database:
        flows = database.execute("select parameters from flow_run").fetchall()
        states = database.execute("select type, message from flow_run_state").fetchall()
        logs = database.execute("select count(*) from log").fetchone()
    assert len(flows) == 3
    assert all(re.fullmatch(r'\{"job": ?"[0-9a-f]{16}", ?"workers": ?1\}', one) for (one,) in flows)
    assert ("COMPLETED", "2 released; exit code 0") in states
    assert ("FAILED", "1 released, 2 refused; exit code 1") in states
    assert ("FAILED", "ValueError") in states
    assert logs == (0,)


def test_nothing_that_prefect_keeps_tells_a_canary(driven: Driven) -> None:
    kept = b"\n".join(_everything(driven.home))
    found = [word for word in CANARIES if word.encode() in kept]

    assert len(kept) > 100_000
    assert not found


def test_the_search_would_find_what_is_hidden_in_layers() -> None:
    layers = base64.b64encode(pickle.dumps({"a": zlib.compress(b"Anna " + TEXT.encode())}))

    assert TEXT.encode() in b"".join(_layers(b'{"data": "' + layers + b'"}'))


def _everything(home: Path) -> Iterator[bytes]:
    """Yield every file and every cell of the database, each with all that is packed in it."""
    for path in home.rglob("*"):
        yield from _layers(str(path.relative_to(home)).encode())
        if path.is_file():
            yield from _layers(path.read_bytes())
    with sqlite3.connect(home / "prefect.db") as database:
        tables = database.execute("select name from sqlite_master where type = 'table'").fetchall()
        for (table,) in tables:
            for row in database.execute(f'select * from "{table}"'):
                for cell in row:
                    yield from _layers(cell if isinstance(cell, bytes) else str(cell).encode())


def _layers(data: bytes, depth: int = 3) -> Iterator[bytes]:
    """Yield the data, and what it holds as base64, pickle, JSON escapes or zlib, layer by layer."""
    yield data
    if not depth:
        return
    inner: list[bytes] = []
    if b"\\u" in data or b"\\x" in data:
        inner.append(data.decode("unicode_escape", "replace").encode(errors="replace"))
    for match in _BASE64.finditer(data) if len(data) < 1_000_000 else ():
        packed = match[0].rstrip(b"=")
        for alternative in (None, b"-_"):
            try:
                unpacked = base64.b64decode(packed + b"=" * (-len(packed) % 4), alternative)
            except binascii.Error:
                continue
            if not unpacked.isascii() or unpacked.decode().isprintable():
                inner.append(unpacked)
    for start in [found.start() for found in re.finditer(rb"x[\x01\x5e\x9c\xda]", data)][:50]:
        try:
            inner.append(zlib.decompressobj().decompress(data[start:]))
        except zlib.error:
            continue
    if data.startswith(b"\x80"):
        inner += _strings_of_pickle(data)
    for each in inner:
        if each != data:
            yield from _layers(each, depth - 1)


def _strings_of_pickle(data: bytes) -> list[bytes]:
    found: list[bytes] = []
    try:
        for _, argument, _ in pickletools.genops(data):
            if isinstance(argument, bytes):
                found.append(argument)
            elif isinstance(argument, str):
                found.append(argument.encode(errors="replace"))
    except ValueError:
        pass
    return found
