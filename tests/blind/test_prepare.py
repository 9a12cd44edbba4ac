"""A packet holds copies under numbers and nothing that tells who; late files keep the numbers."""

import csv
import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from blind.applicants import Applicant
from blind.chancery import Chancery, told
from redact.datamodel import Document
from redact.errors import ConfigError, ExitCode, SurvivorError, UsageError, WrongKeyError
from redact.pipeline.blind import prepare
from redact.pipeline.blind.checking import verify_packet
from redact.pipeline.blind.packet import strangers
from redact.pipeline.blind.vault import read_seal
from redact.pipeline.files import TIMESTAMP_NS
from redact.pipeline.job import JobFolder


def texts(packet: Path) -> dict[str, list[str]]:
    """Return the texts of each dossier of a packet, sorted, by review number."""
    return {
        folder.name: sorted(path.read_text("utf-8") for path in folder.iterdir())
        for folder in packet.iterdir()
        if folder.is_dir()
    }


def test_a_packet_is_copies_under_numbers_a_cover_page_and_a_table(chancery: Chancery) -> None:
    done = chancery.prepare()

    names = sorted(
        path.relative_to(chancery.packet()).as_posix()
        for path in chancery.packet().rglob("*")
        if path.is_file()
    )
    numbers = chancery.numbers()
    copies = [f"{number}/letter-{place}.txt" for number in numbers for place in (1, 2, 3)]
    assert done.exit_code is ExitCode.DONE
    assert names == sorted([*copies, "cover.txt", "reviewers.csv"])
    assert len(numbers) == 3
    assert all(len(number) == 4 and number[0] != "0" for number in numbers)
    assert not strangers(chancery.packet())


def test_no_identity_stands_in_a_packet_or_beside_it(chancery: Chancery) -> None:
    chancery.prepare()

    files = [path for path in chancery.root.rglob("*") if path not in chancery.own()]
    assert len(files) > 15
    assert told(files, chancery.people) == []


def test_the_records_hold_no_map_in_the_clear(chancery: Chancery) -> None:
    chancery.prepare()

    names = sorted(path.name for path in chancery.records().rglob("*") if path.is_file())
    assert names == ["audit.jsonl", "chair.html", "lock", "log-end", "seal"]


def test_all_timestamps_of_a_packet_are_equal(chancery: Chancery) -> None:
    chancery.prepare()

    everything = [chancery.packet(), *chancery.packet().rglob("*")]
    assert {path.stat().st_mtime_ns for path in everything} == {TIMESTAMP_NS}


def test_two_packets_of_the_same_letters_share_nothing_but_their_text(chancery: Chancery) -> None:
    chancery.prepare("one")
    chancery.prepare("two")

    seals = [read_seal(chancery.seal(name)) for name in ("one", "two")]
    assert seals[0].packet != seals[1].packet
    assert not set(seals[0].numbers) & set(seals[1].numbers)
    boxes = [{box for entry in seal.entries for box in (entry.key, entry.box)} for seal in seals]
    assert not boxes[0] & boxes[1]
    assert len({len(entry.box or b"") for seal in seals for entry in seal.entries}) == 1
    ids = [_letter_ids(chancery.records(name)) for name in ("one", "two")]
    assert len(ids[0]) == len(ids[1]) == 9
    assert not ids[0] & ids[1]
    pages = [(chancery.packet(name) / "cover.txt").read_text("utf-8") for name in ("one", "two")]
    drawn = [{word for word in page.split() if word.isalnum() and len(word) > 3} for page in pages]
    shared = {word for word in drawn[0] & drawn[1] if any(map(str.isdigit, word))}
    assert not shared


def _letter_ids(records: Path) -> set[str]:
    lines = (records / "audit.jsonl").read_text("utf-8").splitlines()
    return {json.loads(line)["letter"] for line in lines if '"letter":' in line}


def test_review_numbers_tell_no_order(tmp_path: Path) -> None:
    orders = set()
    for attempt in range(6):
        root = tmp_path / str(attempt)
        root.mkdir()
        chancery = Chancery(root, 4)
        chancery.prepare()
        found = chancery.whose(chancery.unseal())
        orders.add(tuple(found[number] for number in sorted(found)))
    assert len(orders) > 1


def test_letters_are_read_in_no_order_of_their_numbers(tmp_path: Path) -> None:
    in_order = []
    for attempt in range(6):
        root = tmp_path / str(attempt)
        root.mkdir()
        chancery = Chancery(root, 4)
        read: list[str] = []
        redact = chancery.redactor.redact

        def noted(
            documents: Sequence[Document],
            *more: Any,
            redact: Any = redact,
            read: list[str] = read,
            people: Sequence[Applicant] = chancery.people,
        ) -> Any:
            text = "".join(one.text for one in documents)
            read.extend(one.dossier for one in people if f"my name is {one.name}" in text)
            return redact(documents, *more)

        chancery.redactor.redact = noted
        chancery.prepare()
        found = chancery.whose(chancery.unseal())
        assert sorted(read) == sorted(found.values())
        in_order.append(read == [found[number] for number in sorted(found)])
    assert not all(in_order)


def test_a_run_that_only_seals_cannot_open(chancery: Chancery) -> None:
    chancery.prepare(blind=True)
    before = read_seal(chancery.seal())

    with pytest.raises(WrongKeyError):
        chancery.prepare(blind=True)
    assert read_seal(chancery.seal()) == before


class TestLateFiles:
    def test_numbers_and_copies_that_were_given_stay(self, chancery: Chancery) -> None:
        chancery.prepare()
        before, numbers = texts(chancery.packet()), chancery.numbers()
        (chancery.folder / chancery.people[0].dossier / "extra.txt").write_text("One more page.\n")

        done = chancery.prepare()

        after = texts(chancery.packet())
        assert done.edition == 2
        assert chancery.numbers() == numbers
        grown = [number for number in numbers if after[number] != before[number]]
        assert len(grown) == 1
        assert sorted([*before[grown[0]], "One more page.\n"]) == after[grown[0]]
        assert _changes(chancery) == [("2", f"{grown[0]}/letter-4.txt", "added")]

    def test_a_changed_letter_is_listed_as_replaced(self, chancery: Chancery) -> None:
        chancery.prepare()
        letter = chancery.folder / chancery.people[1].dossier / "letter.txt"
        letter.write_text(letter.read_text("utf-8") + "P.S. One thing more.\n", "utf-8")

        chancery.prepare()

        changes = _changes(chancery)
        assert [what for _, _, what in changes] == ["replaced"]
        assert "One thing more" in (chancery.packet() / changes[0][1]).read_text("utf-8")
        assert changes[0][1] in (chancery.packet() / "cover.txt").read_text("utf-8")

    def test_a_dossier_that_is_withdrawn_goes_and_gets_its_number_back(
        self, chancery: Chancery
    ) -> None:
        chancery.prepare()
        numbers = chancery.numbers()
        aside = chancery.root / "aside"
        shutil.move(chancery.folder / chancery.people[2].dossier, aside)

        chancery.prepare()
        left = chancery.numbers()
        assert len(left) == 2
        assert {what for _, _, what in _changes(chancery)} == {"withdrawn"}

        shutil.move(aside, chancery.folder / chancery.people[2].dossier)
        chancery.prepare()
        assert chancery.numbers() == numbers

    def test_a_new_dossier_gets_a_number_of_its_own(self, chancery: Chancery) -> None:
        chancery.prepare()
        numbers = chancery.numbers()
        late = chancery.folder / "late"
        late.mkdir()
        (late / "letter.txt").write_text("I am late.\n")

        chancery.prepare()

        assert set(numbers) < set(chancery.numbers())
        assert len(chancery.numbers()) == 4

    def test_nothing_new_is_no_new_edition(self, chancery: Chancery) -> None:
        chancery.prepare()
        before = texts(chancery.packet())

        assert chancery.prepare().edition == 1
        assert texts(chancery.packet()) == before
        assert not (chancery.packet() / "replaced.csv").exists()

    def test_what_reviewers_filled_in_stays(self, chancery: Chancery) -> None:
        chancery.prepare()
        table = chancery.packet() / "reviewers.csv"
        first = chancery.numbers()[0]
        table.write_text(f"number,rank,remarks\n{first},1,strong\n", "utf-8")
        (chancery.folder / "late").mkdir()
        (chancery.folder / "late" / "letter.txt").write_text("I am late.\n")

        chancery.prepare()

        rows = {row[0]: row[1:] for row in csv.reader(table.open(encoding="utf-8"))}
        assert rows[first] == ["1", "strong"]
        assert len(rows) == 5

    def test_the_table_is_kept_where_a_number_of_it_is_withdrawn(self, chancery: Chancery) -> None:
        chancery.prepare()
        table = chancery.packet() / "reviewers.csv"
        rows = [f"{number},1,strong,me" for number in chancery.numbers()]
        filled = "\n".join(("number,rank,remarks,reader", *rows)).encode()
        table.write_bytes(filled)
        kept = chancery.records() / "private" / "reviewers-1.csv"
        assert chancery.prepare().reviewers is None
        shutil.move(chancery.folder / chancery.people[2].dossier, chancery.root / "aside")

        done = chancery.prepare()

        assert done.reviewers == kept
        assert [cell for row in csv.reader(kept.open()) for cell in row[3:]] == [
            "reader",
            *["me"] * 3,
        ]
        with table.open(encoding="utf-8", newline="") as stream:
            assert [row[3] for row in csv.reader(stream)] == ["reader", "me", "me"]

        table.write_bytes(b"scribbled over")
        assert chancery.prepare().reviewers == kept.with_name("reviewers-2.csv")
        table.write_bytes(b"and again")
        assert chancery.prepare().reviewers == kept.with_name("reviewers-2-2.csv")

    def test_only_what_changed_this_time_counts_as_changed(self, chancery: Chancery) -> None:
        chancery.prepare()
        (chancery.folder / chancery.people[0].dossier / "late.txt").write_text("Late.\n")

        assert [chancery.prepare().changes for _ in range(2)] == [1, 0]

    def test_after_the_decision_the_round_is_over(self, chancery: Chancery) -> None:
        chancery.prepare()
        chancery.unseal()

        with pytest.raises(UsageError, match="round is over"):
            chancery.prepare()


def _changes(chancery: Chancery) -> list[tuple[str, ...]]:
    with (chancery.packet() / "replaced.csv").open(encoding="utf-8", newline="") as stream:
        return [tuple(row) for row in csv.reader(stream)][1:]


class TestWhatIsNotReleased:
    def test_copies_of_which_nobody_told_are_not_in_the_packet(
        self, chancery: Chancery, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tell = JobFolder.put_results
        first: list[str] = []  # its worker does not outlive its copies

        def silent(folder: JobFolder, number: int, index: int, results: Any) -> None:
            first.append(results[0].scope)
            if results[0].scope != first[0]:
                tell(folder, number, index, results)

        monkeypatch.setattr(JobFolder, "put_results", silent)
        done = chancery.prepare()

        assert (done.dossiers, len(done.absent)) == (2, 1)
        assert len(chancery.numbers()) == 2
        check = (chancery.packet(), chancery.records(), chancery.seal(), chancery.config)
        assert verify_packet(*check).exit_code is ExitCode.DONE

    def test_what_somebody_else_puts_into_the_packet_stops_it(
        self, chancery: Chancery, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pages = prepare.write_pages

        def meddled(staging: Path, *more: Any) -> Any:
            copy = next(staging.glob("*/letter-1.txt"))
            copy.write_text("Dear Anna Kowalska")
            return pages(staging, *more)

        monkeypatch.setattr(prepare, "write_pages", meddled)
        with pytest.raises(SurvivorError, match="not just what was released"):
            chancery.prepare()

        assert not chancery.packet().exists()

    def test_a_name_of_the_roster_that_survives_withholds_its_dossier(
        self, chancery: Chancery
    ) -> None:
        leaking = chancery.people[0]
        chancery.redactor.leaks = lambda text: leaking.name in text

        done = chancery.prepare()

        assert done.exit_code is ExitCode.SURVIVOR
        assert len(chancery.numbers()) == 2
        files = [path for path in chancery.root.rglob("*") if path not in chancery.own()]
        assert told(files, chancery.people) == []
        assert "1 dossier: withheld" in (chancery.packet() / "cover.txt").read_text("utf-8")

    def test_a_held_dossier_waits_for_a_decision_and_comes_later(self, chancery: Chancery) -> None:
        letter = chancery.folder / chancery.people[0].dossier / "letter.txt"
        letter.write_text(letter.read_text("utf-8") + "A doubtful word.\n", "utf-8")
        chancery.redactor.hold = True

        done = chancery.prepare()
        assert done.exit_code is ExitCode.HELD
        assert len(chancery.numbers()) == 2
        decisions = chancery.records() / "private" / "decisions.yaml"
        drafted = decisions.read_text("utf-8")
        assert "text: doubtful" in drafted
        assert not any(number in drafted for number in chancery.numbers())
        page = done.chair.read_text("utf-8")
        assert "waiting-1" in page
        assert "A <em" in page
        assert "A dossier that is <b>held</b>" in page
        assert "A dossier that is <b>refused</b>" not in page

        numbers = re.findall(r'<td><a href="#doubt-\d+-\d+">(.+?)</a>', page)
        assert set(numbers) == {"1"}

        decided = drafted.replace("who:", "who: Rita").replace("when:", "when: 2026-11-27")
        decided = decided.replace("why:", "why: read").replace("  do:", "  do: accept")
        decisions.write_text(decided, "utf-8")
        assert chancery.prepare().exit_code is ExitCode.DONE
        assert len(chancery.numbers()) == 3

    def test_a_file_that_cannot_be_read_keeps_its_dossier_back(self, chancery: Chancery) -> None:
        (chancery.folder / chancery.people[0].dossier / "cv.md").write_bytes(b"\x00\x01binary")

        done = chancery.prepare()

        assert done.exit_code is ExitCode.FORMAT
        assert len(chancery.numbers()) == 2
        page = done.chair.read_text("utf-8")
        assert "A dossier that is <b>refused</b>" in page
        assert "decisions.yaml" not in page

    def test_what_is_in_doubt_beside_a_file_that_cannot_be_read_is_told_at_once(
        self, chancery: Chancery
    ) -> None:
        dossier = chancery.folder / chancery.people[0].dossier
        (dossier / "cv.md").write_bytes(b"\x00\x01binary")
        letter = dossier / "letter.txt"
        letter.write_text(letter.read_text("utf-8") + "A doubtful word.\n", "utf-8")

        done = chancery.prepare()
        page = done.chair.read_text("utf-8")
        assert done.exit_code is ExitCode.FORMAT
        assert "A <em" in page
        assert chancery.people[0].name not in page
        drafted = (chancery.records() / "private" / "decisions.yaml").read_text("utf-8")
        assert "text: doubtful" in drafted

    def test_a_file_in_no_dossier_stops_everything(self, chancery: Chancery) -> None:
        (chancery.folder / "stray.csv").write_text("Anna Kowalska")
        (chancery.folder / ".~lock.stray.csv#").write_text("open")

        with pytest.raises(UsageError, match=r"1 file lies in no dossier: stray\.csv;"):
            chancery.prepare()
        assert not chancery.packet().exists()

    @pytest.mark.parametrize("text", ["", " \n\n"])
    def test_a_document_without_text_keeps_its_dossier_back(
        self, chancery: Chancery, text: str
    ) -> None:
        (chancery.folder / chancery.people[0].dossier / "cv.md").write_text(text)
        told: list[str] = []

        done = chancery.prepare(progress=lambda report, *_: told.append(report.result.reason))

        assert done.exit_code is ExitCode.UNREADABLE
        assert len(chancery.numbers()) == 2
        assert sum(reason.startswith("it holds no text;") for reason in told) == 1
        cover = (chancery.packet() / "cover.txt").read_text("utf-8")
        assert "1 dossier: refused: a document is empty" in cover

    def test_a_doubt_that_holds_nothing_has_no_number(self, chancery: Chancery) -> None:
        letter = chancery.folder / chancery.people[0].dossier / "letter.txt"
        text = letter.read_text("utf-8")
        letter.write_text(f"{text}A doubtful word. Another doubtful word.\n", "utf-8")

        page = chancery.prepare().chair.read_text("utf-8")

        rows = re.findall(r'<td><a href="(#doubt-\d+-\d+)">(.+?)</a>', page)
        assert {number for _, number in rows} == {"–"}
        assert len({place for place, _ in rows}) == 2
        assert 'data-n="0"' not in page


class TestATableOfDossiers:
    def _table(self, chancery: Chancery, *rows: str) -> Path:
        table = chancery.root / "files.csv"
        table.write_text("\n".join(("dossier,file", *rows)), "utf-8")
        return table

    def _only(self, chancery: Chancery, *names: str) -> None:
        """Remove all other files from the input."""
        for path in list(chancery.folder.rglob("*.*")):
            if path.relative_to(chancery.folder).as_posix() not in names:
                path.unlink()

    def test_says_which_files_belong_together(self, chancery: Chancery) -> None:
        one, two, _ = (person.dossier for person in chancery.people)
        files = f"{one}/letter.txt", f"{one}/cv.md", f"{two}/cv.md"
        self._only(chancery, *files)
        table = self._table(
            chancery, *(f"{name},{f}" for name, f in zip("aab", files, strict=True))
        )

        chancery.prepare(table=table)

        folders = [chancery.packet() / number for number in chancery.numbers()]
        assert sorted(len(list(folder.iterdir())) for folder in folders) == [1, 2]
        assert sorted(chancery.whose(chancery.unseal()).values()) == ["a", "b"]

    def test_a_file_in_no_row_stops_everything(self, chancery: Chancery) -> None:
        one = chancery.people[0].dossier
        self._only(chancery, f"{one}/letter.txt", f"{one}/cv.md")
        table = self._table(chancery, f"a,{one}/letter.txt")
        inside = table.rename(chancery.folder / "files.csv")

        with pytest.raises(UsageError, match=rf"1 file lies in no dossier: {one}/cv\.md;"):
            chancery.prepare(table=inside)
        assert not chancery.packet().exists()

        (chancery.folder / one / "cv.md").rename(chancery.folder / one / "~$cv.md")
        assert chancery.prepare(table=inside).letters == 1

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            ("a,../out.txt", "below the input folder"),
            ("a/b,letter.txt", "no slash"),
            ("a,", "names a dossier"),
            ("a,letter.txt\nb,letter.txt", "listed already"),
        ],
    )
    def test_is_refused_where_it_is_wrong(self, chancery: Chancery, row: str, reason: str) -> None:
        with pytest.raises(ConfigError, match=reason):
            chancery.prepare(table=self._table(chancery, row))

    def test_a_file_that_is_not_there_keeps_its_dossier_back(self, chancery: Chancery) -> None:
        one = chancery.people[0].dossier
        self._only(chancery, f"{one}/letter.txt")
        table = self._table(chancery, f"a,{one}/letter.txt", "b,missing.txt")
        told: list[str] = []

        done = chancery.prepare(
            table=table, progress=lambda report, *_: told.append(report.result.reason)
        )

        assert done.exit_code is ExitCode.UNREADABLE
        assert len(chancery.numbers()) == 1
        assert any("--dossiers lists it, but there is no such file" in reason for reason in told)


def test_folders_and_rows_that_do_not_fit_are_told_by_name(chancery: Chancery) -> None:
    with chancery.roster.open("a", encoding="utf-8") as stream:
        stream.write("nowhere,applicant,Quentin Nobody,,,\n")
        stream.write("hollow,applicant,Petra Hollow,,,\n")
    (chancery.folder / "hollow" / "deeper").mkdir(parents=True)
    (chancery.folder / "late").mkdir()
    (chancery.folder / "late" / "letter.txt").write_text("I am late.\n")

    assert chancery.prepare().remarks == (
        ("hollow", "holds no letter, and is in no packet"),
        ("late", "no row of the roster is about it; nobody in it is called [applicant]"),
        ("nowhere", "the roster has a row for it, but there is no such folder"),
    )


def test_a_roster_about_no_dossier_asks_nothing_of_folders(chancery: Chancery) -> None:
    chancery.roster.write_text("name\nAnna Kowalska\n", "utf-8")

    assert chancery.prepare().remarks == ()
