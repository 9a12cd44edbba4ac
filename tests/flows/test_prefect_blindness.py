"""What Prefect keeps of batches tells nothing: no text, no name of a file or folder, no error.

Batches that end well, partly, not at all, by a kill and by a schedule run against one server; then
all that it has is taken apart and searched: its database, files, log, and the answers of its API.
"""

import base64
import contextlib
import gzip
import json
import os
import pickle
import re
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.layers import layers
from cli.prefect_office import PrefectServer, await_, begin, deployment, redact, state_of

pytestmark = pytest.mark.slow
#: Words that stand in letters, in names of files and folders, in options, rosters and errors.
CANARIES = tuple(
    f"zq{word}zq"
    for word in ("text", "file", "folder", "broken", "quoted", "roster", "keep", "killed", "order")
)
TEXT, FILE, FOLDER, BROKEN, QUOTED, ROSTER, KEEP, KILLED, ORDER = CANARIES
_PLACES = (
    "flows/filter",
    "flow_runs/filter",
    "task_runs/filter",
    "deployments/filter",
    "artifacts/filter",
    "logs/filter",
    "events/filter",
    "variables/filter",
    "block_documents/filter",
    "work_pools/filter",
    "concurrency_limits/filter",
)


@dataclass(frozen=True, slots=True)
class Driven:
    """What the batches left: a folder and an exit code each, what they said, and the server."""

    root: Path
    codes: dict[str, int]
    output: str
    server: PrefectServer

    def flow_runs(self) -> dict[str, dict[str, Any]]:
        """Return the flow runs by the id of their job or order."""
        runs = self.server.ask("flow_runs/filter")
        return {run["parameters"]["job"]: run for run in runs if run["state_name"] != "Scheduled"}


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory, prefect: PrefectServer) -> Driven:
    root = tmp_path_factory.mktemp(FOLDER)
    cases = {
        "1 well": {f"{FILE}.txt": f"Anna {TEXT}", "b.txt": "Vistula"},
        "2 partly": {
            "a.txt": f"FAIL {QUOTED}",
            f"{BROKEN}.txt": "\x7fELF\x00\x01",
            "c.txt": "Anna",
            "d.txt": f"LEAK Anna {QUOTED}",
            f"{FILE}.txt": f"DIE {QUOTED}",
        },
        "3 break": {"a.txt": f"Anna {TEXT}"},
        "4 held": {f"{FILE}.txt": f"Anna is doubtful {TEXT}"},
        "5 refused": {f"{BROKEN}.txt": "\x7fELF\x00\x01", "b.txt": "Anna"},
    }
    more = {"3 break": ["--keep", "BREAK"], "4 held": ["--hold-doubts"]}
    codes, said = {}, ""
    for name, letters in cases.items():
        place = make_office(root / name, letters)
        command = ["batch", *options(), *more.get(name, []), "--workers", "2"]
        codes[name], told = redact(prefect, place, *command)
        said += told
    seal_one(prefect, make_office(root / "8 packet", {}))
    kill_one(prefect, make_office(root / "6 kill", {"a.txt": "Anna", "b.txt": f"SLOW {KILLED}"}))
    serve_one(prefect, make_office(root / "7 order", {f"{FILE}.txt": f"Anna {ORDER}"}))
    time.sleep(8)  # what is on its way is written every few seconds
    return Driven(root, codes, said, prefect)


def make_office(place: Path, letters: dict[str, str]) -> Path:
    """Write letters to a folder of a secret name, and a roster of known people."""
    folder = place / f"in {FOLDER}"
    folder.mkdir(parents=True)
    for name, text in letters.items():
        (folder / name).write_text(text)
    (place / f"{ROSTER}.csv").write_text(f"name\n{ROSTER}\n")
    return place


def options() -> list[str]:
    places = [f"in {FOLDER}", "-o", f"out {FOLDER}", "--records", f"records {FOLDER}"]
    return [*places, "--keep", KEEP, "--roster", f"{ROSTER}.csv"]


def seal_one(server: PrefectServer, place: Path) -> None:
    """Prepare a packet of two dossiers for a passphrase."""
    for dossier in (f"one {FOLDER}", f"two {FOLDER}"):
        (place / f"in {FOLDER}" / dossier).mkdir()
        (place / f"in {FOLDER}" / dossier / f"{FILE}.txt").write_text(f"Anna {TEXT}")
    (place / QUOTED).write_text(f"seven words of {QUOTED}\n")
    told = ["--roster", f"{ROSTER}.csv", "--passphrase-file", QUOTED, "--workers", "2"]
    told += ["--uniform", "txt", "--records", f"records {FOLDER}"]
    code, said = redact(
        server, place, "blind", "prepare", f"in {FOLDER}", "-o", f"out {FOLDER}", *told
    )
    assert code == 0, said


def kill_one(server: PrefectServer, place: Path) -> None:
    """Kill a batch that has one letter done and another in hand."""
    process = begin(server, place, "batch", *options())
    await_(lambda: list(place.glob("out*/letter-*")))
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def serve_one(server: PrefectServer, place: Path) -> None:
    """Serve a schedule until a run of it, which is asked for at once, has come to its end."""
    process = begin(server, place, "schedule", *options(), "--cron", "0 2 * * *")
    try:
        await_(lambda: list(place.glob("records*/private/orders/*.json")))
        (order,) = place.glob("records*/private/orders/*.json")
        await_(lambda: deployment(server, order.stem))
        served = deployment(server, order.stem)[0]["id"]
        run = server.ask(f"deployments/{served}/create_flow_run", {"state": {"type": "SCHEDULED"}})
        await_(lambda: runs_to_come(server, served))  # the server makes them from the cron line
        await_(lambda: state_of(server, run["id"]) in {"COMPLETED", "FAILED", "CRASHED"})
    finally:
        os.killpg(process.pid, signal.SIGINT)
        with contextlib.suppress(ProcessLookupError):
            process.communicate(timeout=60)


def runs_to_come(server: PrefectServer, deployed: str) -> Any:
    wanted = {"deployment_id": {"any_": [deployed]}, "state": {"name": {"any_": ["Scheduled"]}}}
    found = server.ask("flow_runs/filter", {"flow_runs": wanted})
    return [run for run in found if run["auto_scheduled"]]


def test_the_batches_ended_as_they_should(driven: Driven) -> None:
    ends = {"1 well": 0, "2 partly": 1, "3 break": 1, "4 held": 9, "5 refused": 5}
    assert driven.codes == ends, driven.output
    well = driven.root / "1 well"
    copies = sorted(path.read_text() for path in (well / f"out {FOLDER}").iterdir())
    assert copies == ["[name]", f"[name] {TEXT}"]
    scheduled = driven.root / "7 order" / f"out {FOLDER}" / "letter-0001.txt"
    assert scheduled.read_text() == f"[name] {ORDER}"
    packet = driven.root / "8 packet" / f"out {FOLDER}"
    assert [path.read_text() for path in packet.glob("*/letter-1.txt")] == [f"[name] {TEXT}"] * 2


def test_errors_are_told_by_their_type_alone(driven: Driven) -> None:
    assert "a.txt: refused: unexpected error: ValueError" in driven.output
    assert "Traceback" not in driven.output
    assert "Task run" not in driven.output
    for word in (TEXT, QUOTED, KEEP):
        assert word not in driven.output


def test_prefect_knows_how_each_run_ended_by_a_name_and_counts(driven: Driven) -> None:
    ends = [
        (run["state_name"], run["state_type"], run["state"]["message"])
        for run in driven.flow_runs().values()
    ]
    for end in (
        ("Completed", "COMPLETED", "2 released; exit code 0"),
        ("Failed", "FAILED", "1 released, 1 withheld, 3 refused; exit code 1"),
        ("Held", "FAILED", "1 held; exit code 9"),
        ("Refused", "FAILED", "1 released, 1 refused; exit code 5"),
        ("Completed", "COMPLETED", "1 released; exit code 0"),
    ):
        assert end in ends
    assert ends.count(("Completed", "COMPLETED", "2 released; exit code 0")) == 2
    for job, run in driven.flow_runs().items():
        assert re.fullmatch("[0-9a-f]{16}", job)
        assert set(run["parameters"]) <= {"job", "workers"}


def test_an_alert_can_wait_for_the_names_of_the_ends(driven: Driven) -> None:
    events = {one["event"] for one in driven.server.ask("events/filter", _all_events())["events"]}

    assert {"prefect.flow-run.Held", "prefect.flow-run.Refused"} <= events


def test_the_artifacts_hold_counts_and_the_head_of_the_log(driven: Driven) -> None:
    told = [one["data"] for one in driven.server.ask("artifacts/filter")]
    log = (driven.root / "1 well" / f"records {FOLDER}" / "audit.jsonl").read_text().splitlines()
    end = f"The audit log has {len(log)} records, head\n`{json.loads(log[-1])['head']}`"

    assert any(end in one and "| released | 2 |" in one for one in told)


def test_nothing_that_prefect_keeps_tells_a_canary(driven: Driven) -> None:
    kept = b"\n".join(_everything(driven.server))
    found = [word for word in CANARIES if word.encode() in kept]

    assert len(kept) > 1_000_000
    assert b"redact-letters" in kept
    assert not found


def test_prefect_phones_nobody(driven: Driven) -> None:
    (address,) = {part for part in driven.server.api.split("/") if ":" in part and part != "http:"}
    log = driven.server.log.read_text(errors="replace")

    assert address
    assert "Skipping disabled perpetual service: send_telemetry_heartbeat" in log
    for host in ("sens-o-matic", "amplitude.com"):
        assert host not in log


@pytest.mark.parametrize(
    "pack",
    [
        lambda data: base64.b64encode(pickle.dumps({"a": gzip.compress(data)})),
        lambda data: json.dumps(json.dumps({"a": json.dumps({"b": data.decode()})})).encode(),
        lambda data: "".join(f"\\u{ord(char):04x}" for char in data.decode()).encode(),
        lambda data: base64.urlsafe_b64encode(gzip.compress(base64.b64encode(data))),
    ],
)
def test_the_search_would_find_what_is_hidden_in_layers(pack: Callable[[bytes], bytes]) -> None:
    secret = f"Anna {TEXT} writes".encode()
    packed = b'{"data": "' + pack(secret) + b'"}'

    assert TEXT.encode() in b"".join(layers(packed))


def _all_events() -> dict[str, Any]:
    years = {"since": "2020-01-01T00:00:00Z", "until": "2100-01-01T00:00:00Z"}
    return {"filter": {"occurred": years}, "limit": 50}


def _everything(server: PrefectServer) -> Iterator[bytes]:
    """Yield every file, every cell of the database and every answer, and what is packed in it."""
    homes = [server.home]
    for path in (path for home in homes for path in home.rglob("*")):
        yield from layers(str(path.relative_to(server.home)).encode())
        if path.is_file():
            yield from layers(path.read_bytes())
    with sqlite3.connect(server.home / "prefect.db") as database:
        tables = database.execute("select name from sqlite_master where type = 'table'").fetchall()
        for (table,) in tables:
            for row in database.execute(f'select * from "{table}"'):
                for cell in row:
                    yield from layers(cell if isinstance(cell, bytes) else str(cell).encode())
    for place in _PLACES:
        question = _all_events() if place.startswith("events") else None
        answer = server.ask(place, question)
        yield json.dumps(answer, ensure_ascii=False).encode()
        while isinstance(answer, dict) and answer.get("next_page"):
            answer = server.ask_again(answer["next_page"])
            yield json.dumps(answer, ensure_ascii=False).encode()
