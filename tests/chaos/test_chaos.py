"""Whatever goes wrong at whatever moment, one more run gives what an undisturbed one gives.

The seeds that `make test` does not run are marked slow.
"""

import os
import random
import signal
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from chaos.saboteur import CLOSED_LOG, CLOSED_MAP, FULL, KINDS, Sabotage, Saboteur, damage, tear
from pipeline.fake_redactor import FakeRedactor
from pipeline.office import Office, config
from redact.audit.letter_entry import UNFINISHED
from redact.audit.private import read_entries
from redact.audit.verify import verify_log
from redact.datamodel import Outcome
from redact.errors import AuditError, ExitCode, RedactError
from redact.model_files import ModelIdentity
from redact.pipeline import course
from redact.pipeline.batch import redact_chunk, run_job
from redact.pipeline.check import verify_out
from redact.pipeline.job import Job, JobFolder
from redact.pipeline.run import RunSummary

SEEDS = range(200)
#: So many of them are for every day.
QUICK = 40
#: About so many calls there are in a run of these letters.
_CALLS = 400
#: The files that a run has closed.
CLOSED = {CLOSED_LOG: "audit.jsonl", CLOSED_MAP: "private/letters.jsonl"}
_WELL, _REFUSED, _UNFORESEEN = 0, 10, 20
TEXTS = (
    "Dear Anna Kowalska,\r\nSMILES thanks you.\r\n",
    "The Vistula, said Anna, is a river.\n",
    "Nobody is named here.\n",
    "",
    "Kowalska " * 99,
    "Łódź: Anna".encode("utf-16"),
)
REFUSED = b"\x89PNG\r\n\x1a\n"


def seeds() -> Iterator[object]:
    for seed in SEEDS:
        yield pytest.param(seed, marks=() if seed < QUICK else pytest.mark.slow)


class Play:
    """One seeded course of events: letters that change, and runs that go wrong."""

    def __init__(self, seed: int, office: Office) -> None:
        self.chance = random.Random(seed)
        self.office = office
        self.settings = config(
            scope=self.chance.choice(("letter", "letter", "dossier")),
            keep_names=self.chance.random() < 0.3,
        )
        self.log: list[str] = []
        for number in range(self.chance.randint(4, 9)):
            self._write(f"x{number % 3}/letter {number}.txt")

    def change_letters(self) -> None:
        """Change, add and delete some letters."""
        letters = sorted(path for path in self.office.letters.rglob("*") if path.is_file())
        for path in self.chance.sample(letters, min(2, len(letters))):
            if self.chance.random() < 0.3 and len(letters) > 3:
                path.unlink()
                if not any(path.parent.iterdir()):  # else a drive may be missing
                    path.parent.rmdir()
            else:
                self._write(path.relative_to(self.office.letters).as_posix())
        self._write(f"x{self.chance.randrange(4)}/new {self.chance.randrange(99)}.txt")

    def go_wrong(self) -> None:
        """Let a run in a process of its own meet with trouble, and perhaps the disk after it."""
        sabotage = Sabotage(self.chance.choice(KINDS), self.chance.randint(1, _CALLS))
        child = os.fork()
        if child == 0:
            os._exit(self._sabotaged(sabotage))
        status = os.waitpid(child, 0)[1]
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        self.log.append(f"{sabotage}: {'killed' if killed else os.WEXITSTATUS(status)}")
        if not killed:
            assert os.WEXITSTATUS(status) in (_WELL, _REFUSED), self.log
        assert not list(self.office.letters.rglob(".*")), self.log
        if self.office.records.exists() and self.chance.random() < 0.5:
            self.log.append(damage(self.chance, self.office.out, self.office.records))
            if self.log[-1] in CLOSED:
                self._lose_the_end_of(self.office.records / CLOSED[self.log[-1]])

    def _lose_the_end_of(self, path: Path) -> None:
        """No run goes on from less than was known to be on the disk, and none changes anything."""
        whole = path.read_bytes()
        tear(self.chance, path)
        left, copies = path.read_bytes(), self.office.copies()
        with pytest.raises(AuditError, match="put it back from a backup"):
            take(self.office, self.settings)
        assert (path.read_bytes(), self.office.copies()) == (left, copies), self.log
        path.write_bytes(whole)

    def _sabotaged(self, sabotage: Sabotage) -> int:
        try:
            Saboteur(sabotage, self.office.root).install()
            take(self.office, self.settings)
        except RedactError:
            return _REFUSED
        except BaseException as error:  # noqa: BLE001 - told by the exit status
            traceback.print_exception(error)
            return _UNFORESEEN
        return _WELL

    def _write(self, name: str) -> None:
        text: str | bytes = self.chance.choice(TEXTS)
        content = text.encode() if isinstance(text, str) else text
        if self.chance.random() < 0.1:
            content = REFUSED
        path = self.office.letters / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


def take(office: Office, settings: object) -> RunSummary:
    """Run a batch in this process."""
    job = Job((office.letters,), office.out, settings, prune=True)  # type: ignore[arg-type]
    folder = JobFolder(office.records, JobFolder.create(office.records, job))

    def work_off(numbers: Iterator[int]) -> Iterator[int]:
        for number in numbers:
            redact_chunk(folder, number, FakeRedactor())  # type: ignore[arg-type]
            yield number

    try:
        return run_job(folder, ModelIdentity("fake 1.0"), work_off)
    finally:
        folder.remove()


def contents(office: Office) -> dict[str, bytes]:
    """Return the copies by the sources that the private map says they are of."""
    return {
        os.path.relpath(entry.source, office.letters): Path(entry.out, entry.copy).read_bytes()
        for entry in read_entries(office.records)
        if entry.outcome is Outcome.RELEASED
    }


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "CHUNK_LETTERS", 3)
    monkeypatch.setattr(os, "fsync", lambda _handle: None)


@pytest.mark.parametrize("seed", seeds())
def test_one_more_run_gives_what_an_undisturbed_run_gives(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    office, other = (Office(tmp_path_factory.mktemp("office")) for _ in range(2))
    play = Play(seed, office)
    if play.chance.random() < 0.5:
        take(office, play.settings)
        play.change_letters()
    for _ in range(play.chance.randint(1, 3)):
        play.go_wrong()
        if play.chance.random() < 0.3:
            play.change_letters()
    last = take(office, play.settings)

    other.letters = office.letters
    expected = take(other, play.settings)
    found = contents(office)
    assert found == {
        os.path.relpath(office.letters / name, office.letters): content
        for name, content in contents(other).items()
    }, play.log
    # A letter that is refused now may have a copy from before that somebody changed.
    known = {entry.copy: entry.outcome for entry in read_entries(office.records) if entry.copy}
    assert set(office.copies()) == set(known), play.log
    assert len(found) == list(known.values()).count(Outcome.RELEASED), play.log
    assert len(known) == len(found) or "copy" in play.log, play.log
    assert [one.result.outcome for one in last.letters] == [
        one.result.outcome for one in expected.letters
    ], play.log
    assert all(entry.reason != UNFINISHED for entry in read_entries(office.records)), play.log
    if found:
        report = verify_out(office.out, office.records, play.settings)
        older = len(known) > len(found)
        code = ExitCode.UNREADABLE if older else ExitCode.DONE
        assert report.exit_code == code, (play.log, report)
    assert verify_log(office.records, expect_head=last.checkpoint.head).authentic, play.log
    assert not list(office.records.rglob(".*")), play.log
    again = take(office, play.settings)
    assert (again.done, again.exit_code) == (0, ExitCode.DONE), play.log


def test_the_chosen_call_is_where_it_happens(office: Office) -> None:
    calls = Saboteur(Sabotage(FULL, 10**9), office.root)
    child = os.fork()
    if child == 0:
        calls.install()
        office.put(a="Anna", b="Vistula")
        take(office, config())
        os._exit(0 if calls.calls > 60 else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert len(office.copies()) == 2
