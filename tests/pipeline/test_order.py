"""A standing order is private, read anew for each run, and waits for its turn or skips it."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from redact.errors import ConfigError, ExitCode, LockedError, UsageError
from redact.pipeline.job import JobFolder
from redact.pipeline.order import (
    Order,
    Overlap,
    _first_in_line,
    get_order,
    is_order,
    put_order,
    take_order,
)
from redact.pipeline.told import Told

DONE, LOCKED = Told(ExitCode.DONE, "well"), Told(ExitCode.LOCKED, "LockedError")


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return tmp_path / "records"


@pytest.fixture
def order(tmp_path: Path) -> Order:
    config = tmp_path / "config.yaml"
    config.write_text("style: numbered\n")
    return Order(tmp_path / "in", tmp_path / "out", config=config, keep=("SMILES",))


class Turns:
    """Stands in for the taking of a job: says in turn what each try comes to."""

    def __init__(self, *told: Told) -> None:
        self.told = list(told)
        self.jobs: list[str] = []
        self.waited: list[float] = []

    def take(self, job: str, _order: Order) -> Told:
        self.jobs.append(job)
        return self.told.pop(0)


def test_an_order_comes_back_as_it_was_put(records: Path, order: Order) -> None:
    full = replace(
        order,
        profile="seed",
        overrides={"documents": {"uniform": "pdf"}},
        roster=records / "r.csv",
        decisions=records / "d.yaml",
        prune=True,
        workers=3,
        overlap=Overlap.WAIT,
        dask="local",
        quiet=True,
    )
    assert get_order(records, put_order(records, full)) == full


def test_an_order_is_for_its_owner_alone(records: Path, order: Order) -> None:
    order_id = put_order(records, order)
    path = records / "private" / "orders" / f"{order_id}.json"

    assert len(order_id) == 16
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_same_folders_keep_their_order_and_others_get_another(
    records: Path, order: Order
) -> None:
    first = put_order(records, order)

    assert put_order(records, replace(order, workers=2)) == first
    assert get_order(records, first).workers == 2
    assert put_order(records, replace(order, out=records.with_name("other"))) != first


@pytest.mark.parametrize("name", ["00f1e2d3c4b5a697", "copy of"])
@pytest.mark.parametrize(
    "content", [b'{"sou', b"", b"[]", b"7", b'{"source": {}}', b"\xff", b"[" * 100_000]
)
def test_a_damaged_or_foreign_file_beside_the_orders_is_none_of_them(
    records: Path, order: Order, name: str, content: bytes
) -> None:
    first = put_order(records, order)
    beside = records / "private" / "orders" / f"{name}.json"
    beside.write_bytes(content)

    assert put_order(records, replace(order, quiet=True)) == first
    assert put_order(records, replace(order, out=records.with_name("other"))) not in (first, name)
    assert beside.read_bytes() == content
    with pytest.raises(ConfigError):
        get_order(records, name)


def test_each_run_reads_the_configuration_anew(records: Path, order: Order) -> None:
    assert order.config is not None
    order_id = put_order(records, order)
    styles = []

    def take(job: str, _order: Order) -> Told:
        told = JobFolder(records, job).job()
        styles.append(told.config.style)
        assert "SMILES" in told.config.keep
        return DONE

    take_order(records, order_id, take)
    order.config.write_text("style: plain\n")
    take_order(records, order_id, take)

    assert styles == ["numbered", "plain"]
    assert not list((records / "private" / "jobs").iterdir())


def test_what_is_wrong_with_an_order_is_told_by_its_type(records: Path, order: Order) -> None:
    assert order.config is not None
    order_id = put_order(records, order)
    order.config.write_text("kowalska: 1\n")

    told = take_order(records, order_id, Turns().take)
    assert told == Told(ExitCode.CONFIGURATION, "ConfigError")
    gone = take_order(records, "00f1e2d3c4b5a697", Turns().take)
    assert gone == Told(ExitCode.CONFIGURATION, "ConfigError")


def test_a_run_that_cannot_begin_is_told_of_in_the_report_and_on_a_line(
    records: Path, order: Order, capsys: pytest.CaptureFixture[str]
) -> None:
    assert order.config is not None
    order_id = put_order(records, order)
    order.config.write_text("kowalska: 1\n")
    take_order(records, order_id, Turns().take)

    told, private = (
        (records / name).read_text() for name in ("report.html", "private/report.html")
    )
    line = capsys.readouterr().out
    assert "The configuration, the list of known people" in told
    assert "kowalska" in private
    assert (
        "Failed: ConfigError; exit code 3; report.html in the private part of the records says why"
        in line
    )
    for public in (told, line):
        assert "kowalska" not in public
        assert str(records.parent) not in public
    for name in ("report.html", "private/report.html"):
        assert stat.S_IMODE((records / name).stat().st_mode) == 0o600


def test_a_run_that_finds_the_records_held_leaves_the_report_to_the_other(
    records: Path, order: Order
) -> None:
    order_id = put_order(records, order)

    def take(_job: str, _order: Order) -> Told:
        raise LockedError("held")

    assert take_order(records, order_id, take).exit_code is ExitCode.LOCKED
    assert not (records / "report.html").exists()


def test_a_quiet_order_says_only_what_went_wrong(
    records: Path, order: Order, capsys: pytest.CaptureFixture[str]
) -> None:
    order_id = put_order(records, order)
    take_order(records, order_id, Turns(DONE).take)
    assert "Completed: well" in capsys.readouterr().out
    put_order(records, replace(order, quiet=True))
    take_order(records, order_id, Turns(DONE).take)
    assert capsys.readouterr().out == ""
    take_order(records, order_id, Turns(LOCKED).take)
    assert "Skipped: LockedError; exit code 8\n" in capsys.readouterr().out


def test_a_run_that_may_not_begin_skips(records: Path, order: Order) -> None:
    turns = Turns(LOCKED, DONE)

    assert take_order(records, put_order(records, order), turns.take, turns.waited.append) == LOCKED
    assert turns.waited == []


def test_a_run_that_is_told_to_wait_waits_for_its_turn(records: Path, order: Order) -> None:
    turns = Turns(LOCKED, LOCKED, LOCKED, DONE)
    order_id = put_order(records, replace(order, overlap=Overlap.WAIT))

    assert take_order(records, order_id, turns.take, turns.waited.append) == DONE
    assert len(turns.waited) == 3
    assert len(set(turns.jobs)) == 4


def test_no_run_waits_behind_one_that_waits(records: Path, order: Order) -> None:
    turns = Turns(LOCKED, DONE)
    order_id = put_order(records, replace(order, overlap=Overlap.WAIT))

    with _first_in_line(records) as first:
        assert first
        told = take_order(records, order_id, turns.take, turns.waited.append)
    assert told == LOCKED
    assert turns.waited == []
    with _first_in_line(records) as first:
        assert first


@pytest.mark.parametrize("order_id", ["../lock", "a/b", ""])
def test_an_id_is_no_path(records: Path, order_id: str) -> None:
    with pytest.raises(ConfigError):
        is_order(records, order_id)


def test_records_that_are_a_file_are_refused(records: Path, order: Order) -> None:
    records.write_text("")
    with pytest.raises(UsageError):
        put_order(records, order)
