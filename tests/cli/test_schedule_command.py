"""`redact schedule` keeps its options private, and hands Prefect an id, a cron line and a zone."""

import asyncio
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from cli.shell import Shell
from redact.cli import flows, schedule

SCHEDULE = ("schedule", "in", "-o", "out", "--records", "records", "--cron", "0 2 * * *")


@pytest.fixture
def served(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Stand in for Prefect, and note what it would serve."""
    seen: list[tuple[str, ...]] = []

    @contextmanager
    def local_server() -> Iterator[str]:
        yield "http://127.0.0.1:4200/api"

    flow = SimpleNamespace(
        serve_order=lambda *told: seen.append(told),
        is_cron=lambda text: "30 2" not in text,
        server_configured=lambda: False,
    )
    monkeypatch.setattr(flows, "import_flow", lambda: flow)
    monkeypatch.setattr(schedule, "local_server", local_server)
    monkeypatch.setattr(os, "environ", os.environ.copy())
    shell.put("in/kowalska.txt", "Dear Anna")
    return seen


def order_of(root: Path) -> tuple[str, dict[str, object]]:
    (path,) = (root / "records" / "private" / "orders").glob("*.json")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    return path.stem, json.loads(path.read_text())


def test_prefect_is_handed_an_id_and_the_times_alone(
    shell: Shell, served: list[tuple[str, ...]]
) -> None:
    roster = shell.put("kowalska.csv", "name\nAnna Kowalska\n")
    more = ("--timezone", "Europe/Warsaw", "--keep", "SMILES", "--roster", str(roster))
    done = shell(*SCHEDULE, *more, "--workers", "2", "--overlap", "wait", "--prune")

    order_id, order = order_of(shell.root)
    assert done.code == 0, done.err
    api = "http://127.0.0.1:4200/api"
    assert served == [(order_id, "0 2 * * *", "Europe/Warsaw", flows.ENTRYPOINT, api)]
    assert done.out == f"schedule {order_id}: 0 2 * * * (Europe/Warsaw); Prefect: {api[:-4]}\n"
    assert done.err == "no Prefect server is configured: starting one\n"
    assert order["source"] == str(shell.root / "in")
    assert order["roster"] == str(roster)
    assert (order["keep"], order["workers"], order["overlap"]) == (["SMILES"], 2, "wait")
    assert order["prune"] is True
    assert os.environ["REDACT_RECORDS"] == str(shell.root / "records")


def test_a_schedule_that_begins_anew_keeps_its_id(
    shell: Shell, served: list[tuple[str, ...]]
) -> None:
    shell(*SCHEDULE)
    shell(*SCHEDULE, "--workers", "2")

    assert served[0][0] == served[1][0]
    assert order_of(shell.root)[1]["workers"] == 2


def test_a_schedule_for_a_work_pool_is_only_written_down(
    shell: Shell, served: list[tuple[str, ...]]
) -> None:
    done = shell(*SCHEDULE, "--prepare")

    assert done.out == f"{order_of(shell.root)[0]}\n"
    assert served == []
    assert shell(*SCHEDULE[:-1], "tomorrow", "--prepare").code == 2


@pytest.mark.parametrize(
    ("more", "code", "told"),
    [
        (("--timezone", "Europe/Atlantis"), 2, "no such time zone"),
        (("--timezone", "../etc"), 2, "no such time zone"),
        (("--cron", "tomorrow"), 2, "not a schedule"),
        (("--cron", "0 2 30 2 *"), 2, "no time that ever comes"),
        (("--config", "missing.yaml"), 3, "missing.yaml"),
        (("--roster", "missing.csv"), 3, "missing.csv"),
        (("-o", "in/out"), 2, "inside"),
        (("--overlap", "never"), 2, "overlap"),
    ],
)
def test_what_is_wrong_is_told_at_once(
    shell: Shell, served: list[tuple[str, ...]], more: tuple[str, ...], code: int, told: str
) -> None:
    done = shell(*SCHEDULE, *more)

    assert (done.code, served) == (code, [])
    assert told in done.err


@pytest.mark.parametrize(
    ("told", "zone"),
    [("Europe/Warsaw", "Europe/Warsaw"), (":Asia/Tokyo", "Asia/Tokyo")],
)
def test_the_zone_is_that_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, told: str, zone: str
) -> None:
    monkeypatch.setenv("TZ", told)
    assert schedule.local_zone() == zone


def test_the_zone_of_a_machine_that_tells_one_by_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "zoneinfo" / "America" / "New_York"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"")
    (tmp_path / "localtime").symlink_to(place)
    monkeypatch.setenv("TZ", str(tmp_path / "localtime"))

    assert schedule.local_zone() == "America/New_York"


def test_the_zone_of_this_machine_is_one_that_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TZ", raising=False)
    ZoneInfo(schedule.local_zone())


@pytest.mark.parametrize(
    ("zone", "start", "hours"),
    [
        # Clocks go forward on 29 March 2026, back on 25 October 2026.
        ("Europe/Warsaw", datetime(2026, 3, 27, 12, tzinfo=UTC), [1, 1, 0, 0]),
        ("Europe/Warsaw", datetime(2026, 10, 23, 12, tzinfo=UTC), [0, 0, 1, 1]),
        ("UTC", datetime(2026, 3, 27, 12, tzinfo=UTC), [2, 2, 2, 2]),
    ],
)
def test_two_in_the_morning_is_two_in_the_morning_all_year_round(
    zone: str, start: datetime, hours: list[int]
) -> None:
    from prefect.server.schemas.schedules import CronSchedule

    told = CronSchedule(cron="0 2 * * *", timezone=zone)
    times = [time.astimezone(UTC) for time in asyncio.run(told.get_dates(4, start=start))]

    days = [time.astimezone(ZoneInfo(zone)).date() for time in times]
    assert len(set(days)) == 4
    assert [time.hour for time in times][:1] == hours[:1]
    assert [time.hour for time in times][2:] == hours[2:]


@pytest.mark.parametrize(
    ("line", "comes"),
    [
        ("0 2 * * *", True),
        ("0 2 29 2 *", True),
        ("0 2 30 2 *", False),
        ("0 2 31 4,6 *", False),
        ("0 25 * * *", False),
    ],
)
def test_a_line_whose_time_never_comes_is_no_schedule(
    monkeypatch: pytest.MonkeyPatch, line: str, comes: bool
) -> None:
    monkeypatch.setattr(os, "environ", os.environ.copy())
    flows.prepare_environment()
    assert flows.import_flow().is_cron(line) is comes
