"""Workers on this machine and in a Dask cluster give the copies that one run gives."""

import importlib.util
from pathlib import Path

import pytest

from cli.prefect_office import PrefectServer, redact

pytestmark = pytest.mark.slow
NAMES = ("Anna Kowalska", "Anna", "Kowalska", "Vistula")
BATCH = ("batch", "in", "--keep-names", "--workers", "2")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for number in range(330):
        name = NAMES[number % len(NAMES)]
        (tmp_path / "in" / f"{number:03d}.txt").write_text(f"Dear {name}, letter {number}\n")
    code, told = redact(None, tmp_path, *BATCH[:-2], "-o", "one", "--records", "one.records")
    assert code == 0, told
    return tmp_path


def copies(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in place.iterdir()}


@pytest.mark.parametrize(
    "more",
    [
        (),
        pytest.param(
            ("--dask", "local"),
            marks=pytest.mark.skipif(
                importlib.util.find_spec("prefect_dask") is None, reason="redact[dask] is missing"
            ),
        ),
    ],
)
def test_two_workers_give_the_copies_of_one(
    office: Path, prefect: PrefectServer, more: tuple[str, ...]
) -> None:
    options = ("-o", "two", "--records", "two.records")
    code, told = redact(prefect, office, *BATCH, *options, *more)

    assert code == 0, told
    assert len(copies(office / "one")) == 330
    assert copies(office / "two") == copies(office / "one")
    tasks = prefect.ask("task_runs/filter", {"sort": "EXPECTED_START_TIME_DESC", "limit": 4})
    assert [task["state"]["message"] for task in tasks[:4]].count("42") >= 3
    log = [(office / f"{name}.records" / "audit.jsonl").read_text() for name in ("one", "two")]
    assert log[0].count("\n") == log[1].count("\n")


def test_two_workers_without_prefect_give_the_copies_of_one(office: Path) -> None:
    options = ("-o", "two", "--records", "two.records")
    code, told = redact(None, office, *BATCH, *options)

    assert code == 0, told
    assert "working without one" in told
    assert copies(office / "two") == copies(office / "one")


@pytest.mark.skipif(
    importlib.util.find_spec("prefect_dask") is None, reason="redact[dask] is missing"
)
def test_a_scheduler_that_does_not_answer_is_named(
    tmp_path: Path, prefect: PrefectServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "2s")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Dear Anna\n")
    options = ("-o", "two", "--records", "two.records", "--dask", "tcp://127.0.0.1:1")
    code, told = redact(prefect, tmp_path, *BATCH, *options)

    assert code == 1
    assert "--dask tcp://127.0.0.1:1: no Dask scheduler answers there" in " ".join(told.split())
