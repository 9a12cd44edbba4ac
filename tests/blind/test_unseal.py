"""Nobody looks first and ranks after: each refusal has its sentence, each opening its record."""

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from blind.chancery import Chancery, passphrase, told
from redact.audit.verify import verify_log
from redact.errors import (
    AuditError,
    ExitCode,
    GoneError,
    OtherPacketError,
    RankingError,
    RedactError,
    SealError,
    UsageError,
    WrongKeyError,
)
from redact.pipeline.blind import unseal as unsealing
from redact.pipeline.blind import vault
from redact.pipeline.blind.checking import verify_packet
from redact.pipeline.blind.forgetting import forget, purge


def records_of(chancery: Chancery, kind: str) -> list[dict[str, object]]:
    lines = (chancery.records() / "audit.jsonl").read_text("utf-8").splitlines()
    return [content for line in lines if (content := json.loads(line))["kind"] == kind]


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_a_ranking_tells_who_stands_behind_each_number(chancery: Chancery) -> None:
    chancery.prepare()

    done = chancery.unseal()

    assert sorted(chancery.whose(done).values()) == [one.dossier for one in chancery.people]
    names = {one.identity.applicant for one in done.revealed if one.identity}
    assert names == {one.name for one in chancery.people}
    assert verify_log(chancery.records(), expect_head=done.checkpoint.head).authentic


def test_each_copy_is_of_the_dossier_that_its_number_reveals(chancery: Chancery) -> None:
    for one in chancery.people:
        letter = chancery.folder / one.dossier / "letter.txt"
        letter.write_text(f"{letter.read_text('utf-8')}Topic {one.number} of three.\n", "utf-8")
    chancery.prepare()

    for number, dossier in chancery.whose(chancery.unseal()).items():
        copies = "".join(path.read_text("utf-8") for path in (chancery.packet() / number).iterdir())
        assert f"Topic {int(dossier[:2])} of three" in copies


def test_the_ranking_is_on_disk_before_a_key_is_tried(
    chancery: Chancery, monkeypatch: pytest.MonkeyPatch
) -> None:
    chancery.prepare()
    order: list[str] = []
    for module, name in ((vault, "opened"), (vault, "contents")):
        original = getattr(module, name)

        def watched(
            *args: object, name: str = name, original: Callable[..., object] = original
        ) -> object:
            kinds = [
                json.loads(line)["kind"] for line in (chancery.records() / "audit.jsonl").open()
            ]
            order.append(f"{name} after {kinds[-2]} {kinds[-1]}")
            return original(*args)

        monkeypatch.setattr(module, name, watched)

    chancery.unseal()

    assert order == ["opened after ranking checkpoint", "contents after opened checkpoint"]


def test_every_opening_is_recorded(chancery: Chancery) -> None:
    chancery.prepare()
    chancery.prepare()
    first, again = chancery.unseal(), chancery.unseal()

    assert [one["purpose"] for one in records_of(chancery, "opened")] == [
        "late files",
        "ranking",
        "ranking",
    ]
    assert (first.earlier, again.earlier) == (0, 1)
    assert first.looks == again.looks == (("late files", 1),)


class TestRefused:
    def test_a_wrong_passphrase_or_a_strange_key(self, chancery: Chancery) -> None:
        chancery.prepare()

        with pytest.raises(WrongKeyError) as no_passphrase:
            chancery.unseal(opener=passphrase())
        with pytest.raises(OtherPacketError) as strange:
            chancery.unseal(opener=X25519PrivateKey.generate())

        assert [no_passphrase.value.exit_code, strange.value.exit_code] == [11, 14]
        assert [one["exit_code"] for one in records_of(chancery, "refused")] == [11, 14]
        assert not records_of(chancery, "opened")
        assert chancery.unseal().revealed

    def test_the_seal_of_another_packet(self, chancery: Chancery) -> None:
        chancery.prepare("one")
        chancery.prepare("two")
        ranks = chancery.rank(name="one")

        with pytest.raises(OtherPacketError, match="belongs to another packet"):
            unsealing.unseal(
                chancery.packet("one"),
                ranks,
                chancery.records("two"),
                chancery.seal("two"),
                chancery.config,
                lambda _seal: pytest.fail("asked for a key"),
            )

    def test_the_log_of_another_packet(self, chancery: Chancery) -> None:
        chancery.prepare("packet")
        chancery.prepare("two")
        (chancery.records() / "audit.jsonl").write_bytes(
            (chancery.records("two") / "audit.jsonl").read_bytes()
        )

        with pytest.raises(AuditError, match="not the log that the seal knows"):
            chancery.unseal()

    def test_a_ranking_with_unknown_or_missing_numbers(self, chancery: Chancery) -> None:
        chancery.prepare()
        numbers = chancery.numbers()

        with pytest.raises(RankingError, match="lacks a number"):
            chancery.unseal(chancery.rank(numbers[1:]))
        with pytest.raises(RankingError, match="does not have: 999"):
            chancery.unseal(chancery.rank([*numbers, "999"]))
        assert not records_of(chancery, "ranking")

    def test_another_ranking_than_the_one_that_opened_the_seal(self, chancery: Chancery) -> None:
        chancery.prepare()
        chancery.unseal()

        with pytest.raises(RankingError, match="who has seen the names ranks no more"):
            chancery.unseal(chancery.rank(chancery.numbers()[::-1]))

    def test_a_ranking_that_opened_nothing_may_be_mended(self, chancery: Chancery) -> None:
        chancery.prepare()
        with pytest.raises(WrongKeyError):
            chancery.unseal(opener=passphrase())

        assert chancery.unseal(chancery.rank(chancery.numbers()[::-1])).revealed

    @pytest.mark.parametrize("name", ["letter-1.txt", "letter-2.txt"])
    def test_a_copy_that_changed_is_gone_or_is_new(self, chancery: Chancery, name: str) -> None:
        chancery.prepare()
        copy = chancery.packet() / chancery.numbers()[1] / name
        data = copy.read_bytes()
        for change in (
            lambda: copy.write_bytes(data + b"."),
            copy.unlink,
            lambda: copy.with_name("letter-9.txt").write_bytes(copy.write_bytes(data) and data),
        ):
            change()
            with pytest.raises(SealError, match="packet was changed") as refused:
                chancery.unseal()
            assert refused.value.exit_code is ExitCode.SEAL


def test_any_byte_of_the_seal_that_changes_is_refused(chancery: Chancery) -> None:
    chancery.prepare()
    path, ranks = chancery.seal(), chancery.rank()
    size = path.stat().st_size
    for at in (*range(0, size, size // 60), size - 2, size - 1):
        flip(path, at)
        with pytest.raises(RedactError) as refused:
            chancery.unseal(ranks)
        assert refused.value.exit_code is ExitCode.SEAL
        flip(path, at)
    assert chancery.unseal(ranks).revealed


def test_any_byte_of_the_log_that_changes_is_refused(chancery: Chancery) -> None:
    chancery.prepare()
    path, ranks = chancery.records() / "audit.jsonl", chancery.rank()
    size = path.stat().st_size
    for at in (*range(0, size, size // 60), size - 2, size - 1):
        flip(path, at)
        with pytest.raises(AuditError):
            chancery.unseal(ranks)
        flip(path, at)
    assert chancery.unseal(ranks).revealed


def test_a_log_whose_end_was_cut_off_is_refused(chancery: Chancery) -> None:
    chancery.prepare()
    chancery.unseal()
    path = chancery.records() / "audit.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    for left in (len(lines) - 1, len(lines) - 4, 1, 0):
        path.write_bytes(b"".join(lines[:left]))
        with pytest.raises(AuditError):
            chancery.unseal()
    path.unlink()
    with pytest.raises(AuditError):
        chancery.unseal()


def test_any_byte_of_the_ranking_that_changes_is_refused_once_it_opened(chancery: Chancery) -> None:
    chancery.prepare()
    ranks = chancery.rank()
    chancery.unseal(ranks)
    for at in range(ranks.stat().st_size):
        flip(ranks, at)
        with pytest.raises(RankingError):
            chancery.unseal(ranks)
        flip(ranks, at)
    assert chancery.unseal(ranks).revealed


class TestForget:
    def test_an_entry_is_gone_even_with_the_key_and_all_files(self, chancery: Chancery) -> None:
        chancery.prepare()
        gone = chancery.numbers()[0]

        forget(gone, chancery.records(), chancery.seal(), chancery.config)

        done = chancery.unseal()
        assert gone not in chancery.whose(done)
        assert len(chancery.whose(done)) == 2
        assert [one.identity for one in done.revealed if one.ranked.number == gone] == [None]
        files = [path for path in chancery.root.rglob("*") if path not in chancery.own()]
        assert told(files, chancery.people) == []

    def test_is_recorded_and_done_once(self, chancery: Chancery) -> None:
        chancery.prepare()
        gone = chancery.numbers()[0]
        forget(gone, chancery.records(), chancery.seal(), chancery.config)

        assert [one["number"] for one in records_of(chancery, "forgotten")] == [gone]
        with pytest.raises(GoneError):
            forget(gone, chancery.records(), chancery.seal(), chancery.config)
        with pytest.raises(UsageError):
            forget("999", chancery.records(), chancery.seal(), chancery.config)

    def test_without_a_record_it_counts_as_tampering(self, chancery: Chancery) -> None:
        from redact.blind import seal_file
        from redact.blind.seal import without

        chancery.prepare()
        gone = chancery.numbers()[0]
        seal = vault.read_seal(chancery.seal())
        chancery.seal().write_bytes(seal_file.write(without(seal, gone)))

        with pytest.raises(SealError, match="the log knows nothing of it"):
            chancery.unseal()

    def test_what_the_log_calls_forgotten_is_never_told_again(self, chancery: Chancery) -> None:
        chancery.prepare()
        gone, before = chancery.numbers()[0], chancery.seal().read_bytes()
        forget(gone, chancery.records(), chancery.seal(), chancery.config)
        chancery.seal().write_bytes(before)  # as if the run had died after its record

        assert gone not in chancery.whose(chancery.unseal())
        assert chancery.seal().read_bytes() != before

    def test_after_the_decision_the_copies_of_the_forgotten_may_be_deleted(
        self, chancery: Chancery
    ) -> None:
        chancery.prepare()
        ranks = chancery.rank()
        gone, other, _ = chancery.numbers()
        assert len(chancery.whose(chancery.unseal(ranks))) == 3
        forget(gone, chancery.records(), chancery.seal(), chancery.config)
        shutil.rmtree(chancery.packet() / gone)

        assert gone not in chancery.whose(chancery.unseal(ranks))
        check = (chancery.packet(), chancery.records(), chancery.seal(), chancery.config)
        assert verify_packet(*check).exit_code is ExitCode.DONE
        shutil.rmtree(chancery.packet() / other)
        assert {name for name, _ in verify_packet(*check).wrong} == {
            f"{other}/letter-{place}.txt" for place in (1, 2, 3)
        }

    def test_nobody_comes_back_by_the_folder_that_was_left(self, chancery: Chancery) -> None:
        chancery.prepare()
        gone, *others = chancery.numbers()
        folders = [one.dossier for one in chancery.people]
        forget(gone, chancery.records(), chancery.seal(), chancery.config)

        with pytest.raises(UsageError, match="1 entry was forgotten, and this folder is new") as no:
            chancery.prepare()
        (named,) = [name for name in folders if name in str(no.value)]
        assert chancery.numbers() == [gone, *others]

        (chancery.folder / named).rename(chancery.root / "aside")
        chancery.prepare()
        assert chancery.numbers() == others
        assert sorted([*chancery.whose(chancery.unseal()).values(), named]) == folders

    def test_a_folder_that_is_said_to_be_new_is_somebody_new(self, chancery: Chancery) -> None:
        chancery.prepare()
        gone = chancery.numbers()[0]
        forget(gone, chancery.records(), chancery.seal(), chancery.config)
        folders = tuple(one.dossier for one in chancery.people)

        with pytest.raises(UsageError, match="no such folder"):
            chancery.prepare(new=("nobody",))
        chancery.prepare(new=folders)

        assert gone not in chancery.numbers()
        assert len(chancery.numbers()) == 3
        assert chancery.prepare().edition == 2

    def test_old_drafts_of_the_seal_go_with_it(self, chancery: Chancery) -> None:
        chancery.prepare()
        draft = chancery.seal().with_name(f".seal.{'a' * 16}")
        draft.write_bytes(chancery.seal().read_bytes())

        forget(chancery.numbers()[0], chancery.records(), chancery.seal(), chancery.config)

        assert not draft.exists()

    def test_all_drafts_of_killed_runs_go(self, chancery: Chancery) -> None:
        chancery.prepare()
        private, elsewhere = chancery.seal().parent, chancery.root / "elsewhere"
        elsewhere.mkdir()
        names = (".seal.", ".decisions.yaml.", ".chair.html.", ".log-end.")
        drafts = [private / f"{name}{'0a' * 8}" for name in names]
        other = elsewhere / f".notes.{'0a' * 8}"
        for path in (*drafts, other):
            path.write_text("Anna Kowalska")
        opened = [path.open("rb") for path in drafts]
        kept = elsewhere / "seal"
        chancery.seal().rename(kept)

        forget(chancery.numbers()[0], chancery.records(), kept, chancery.config)

        assert not any(path.exists() for path in drafts)
        assert other.exists()
        for stream in opened[:3]:
            with stream:
                assert not stream.read().strip(b"\0")

    def test_a_seal_behind_a_link_is_the_one_that_forgets(self, chancery: Chancery) -> None:
        chancery.prepare()
        real = chancery.root / "real-seal"
        chancery.seal().rename(real)
        chancery.seal().symlink_to(real)
        gone = chancery.numbers()[0]

        forget(gone, chancery.records(), chancery.seal(), chancery.config)

        assert chancery.seal().is_symlink()
        assert [one.number for one in vault.read_seal(real).entries if one.forgotten] == [gone]
        assert gone not in chancery.whose(chancery.unseal())

    @pytest.mark.parametrize("writes", [Chancery.prepare, Chancery.unseal])
    def test_every_new_seal_blackens_the_one_before(
        self, chancery: Chancery, writes: Callable[[Chancery], object]
    ) -> None:
        chancery.prepare()
        old = chancery.seal().open("rb")

        writes(chancery)

        with old:
            assert not old.read().strip(b"\0")

    def test_the_bytes_of_the_old_seal_are_blackened(self, chancery: Chancery) -> None:
        chancery.prepare()
        old = chancery.seal().open("rb")

        forget(chancery.numbers()[0], chancery.records(), chancery.seal(), chancery.config)

        with old:
            assert not old.read().strip(b"\0")


class TestPurge:
    def test_nothing_is_left_once_its_time_is_over(self, chancery: Chancery) -> None:
        day = vault.today() + timedelta(days=30)
        chancery.prepare(expires=day)
        seal = chancery.root / "real-seal"
        chancery.seal().rename(seal)
        chancery.seal().symlink_to(seal)
        kept = chancery.records() / "private" / "reviewers-1.csv"
        kept.write_text("number,rank,remarks\n1,1,good\n")
        before = purge(chancery.records(), chancery.seal(), chancery.config)
        later = purge(
            chancery.records(), chancery.seal(), chancery.config, lambda: day + timedelta(days=1)
        )

        assert (before.done, later.done) == (False, True)
        assert not (chancery.records() / "private" / "chair.html").exists()
        assert not kept.exists()
        assert not seal.read_bytes().count(b"box")
        assert chancery.seal().is_symlink()
        with pytest.raises(GoneError, match="purged"):
            chancery.unseal()
        assert [one["kind"] for one in records_of(chancery, "purged")] == ["purged"]

    def test_an_older_copy_of_a_purged_seal_opens_no_more(self, chancery: Chancery) -> None:
        day = vault.today() + timedelta(days=30)
        chancery.prepare(expires=day)
        old = chancery.seal().read_bytes()
        later = day + timedelta(days=1)
        purge(chancery.records(), chancery.seal(), chancery.config, lambda: later)
        chancery.seal().write_bytes(old)

        with pytest.raises(GoneError, match="purged"):
            chancery.unseal()
        again = purge(chancery.records(), chancery.seal(), chancery.config, lambda: later)
        assert (again.done, b"box" in chancery.seal().read_bytes()) == (True, False)

    def test_an_expired_seal_opens_no_more(
        self, chancery: Chancery, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        day = vault.today() + timedelta(days=30)
        chancery.prepare(expires=day)
        monkeypatch.setattr(vault, "today", lambda: day + timedelta(days=1))

        with pytest.raises(GoneError, match="expired"):
            chancery.unseal()

    def test_a_seal_without_a_day_stays(self, chancery: Chancery) -> None:
        chancery.prepare()

        done = purge(chancery.records(), chancery.seal(), chancery.config, lambda: date(2999, 1, 1))
        assert (done.done, done.due) == (False, None)
