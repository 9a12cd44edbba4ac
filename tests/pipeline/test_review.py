"""The page and the decisions file tell what the records know, to their owner alone."""

import json
import os
import stat
from pathlib import Path

import pytest

from pipeline.fake_redactor import FakeRedactor
from pipeline.office import Office, config
from redact.audit.folder import release_lock, take_lock
from redact.audit.private import read_entries
from redact.errors import AuditError, ConfigError, ExitCode, InputError, LockedError, UsageError
from redact.pipeline.plan import Existing
from redact.pipeline.review import ReviewDone, review
from redact.pipeline.rulings import read_rulings
from redact.pipeline.run import run_stream
from redact.review.letters import ReviewedLetter

ANNA = "Dear Anna Kowalska, a doubtful word. SMILES.\n"
AFTER = "Dear [name], a doubtful word. SMILES.\n"
HOLDING = FakeRedactor(hold=True)


def named(done: ReviewDone, name: str) -> ReviewedLetter:
    return next(letter for letter in done.letters if letter.name == name)


def html(office: Office) -> str:
    return (office.records / "private" / "review.html").read_text("utf-8")


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


@pytest.mark.parametrize("redactor", [FakeRedactor(), HOLDING])
def test_a_letter_is_shown_before_and_after_released_or_held(
    office: Office, redactor: FakeRedactor
) -> None:
    office.put(a=ANNA, sub__b="No doubt.")
    office.run(redactor=redactor)
    done = review(office.records)

    texts = named(done, "a.txt").texts
    assert texts is not None
    assert (texts.before, texts.after) == (ANNA, AFTER)
    assert [part.copy.of(AFTER) for part in texts.hidden] == ["[name]"]
    assert [old.of(ANNA) for old, _ in texts.kept] == ["SMILES"]
    assert [listed.doubt.span.of(AFTER) for listed in named(done, "a.txt").doubts] == ["doubtful"]
    assert [letter.name for letter in done.letters] == ["a.txt", "sub/b.txt"]
    assert (done.exit_code, done.unshown) == (ExitCode.DONE, ())
    assert named(done, "sub/b.txt").notes == ()
    assert "Anna Kowalska</mark>" in html(office)


def test_the_doubts_that_hold_a_letter_and_its_id_are_on_the_page(office: Office) -> None:
    office.put(a=ANNA)
    office.run(redactor=HOLDING)
    (letter,) = review(office.records).letters
    (entry,) = read_entries(office.records)
    assert ([one.holds for one in letter.doubts], letter.letter_id) == ([True], entry.letter_id)
    assert f"--records {office.records} --overwrite" in html(office)
    office.run(existing=Existing.OWNED)
    assert [one.holds for one in review(office.records).letters[0].doubts] == [False]


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_only_the_owner_reads_what_is_written(office: Office, umask: int) -> None:
    office.put(a=ANNA)
    office.run(redactor=HOLDING)
    before = os.umask(umask)
    try:
        review(office.records)
        review(office.records, office.root / "page.html")
    finally:
        os.umask(before)
    private = modes(office.records / "private")
    assert {private[name] for name in ("review.html", "decisions.yaml")} == {0o600}
    assert stat.S_IMODE((office.root / "page.html").stat().st_mode) == 0o600
    assert stat.S_IMODE((office.records / "private").stat().st_mode) == 0o700
    assert not [name for name in private if name.startswith(".")]


def test_the_entries_are_read_back_and_have_the_numbers_of_the_page(office: Office) -> None:
    office.put(a=ANNA, b=f"Another doubtful letter, doubtful twice. {ANNA}")
    office.run()
    done = review(office.records)
    assert office.decisions.read_text().count("text: doubtful\n") == 2
    assert read_rulings([office.decisions]) == ()
    numbers = {letter.name: {d.entry for d in letter.doubts} for letter in done.letters}
    assert sorted(numbers.values(), key=min) == [{1}, {2}]

    text = office.decisions.read_text()
    name = text[text.index("# 2: ") + 5 :].partition("\n")[0]
    assert numbers[name] == {2}


def test_a_second_review_keeps_what_a_person_wrote(office: Office) -> None:
    office.put(a=ANNA)
    office.run()
    review(office.records)
    first = review(office.records)
    mine = office.decisions.read_text().replace("  do:\n", "  do: accept  # by me\n")
    mine = mine.replace("who:", "who: Rita").replace("when:", "when: now").replace("why:", "why: x")
    office.decisions.write_text(mine)
    done = review(office.records)

    assert (first.letters[0].doubts[0].verdict, done.letters[0].doubts[0].verdict) == (
        None,
        "accept",
    )
    assert office.decisions.read_text() == mine
    office.put(b=ANNA)
    office.run(existing=Existing.OWNED)
    review(office.records)
    assert office.decisions.read_text().startswith(mine)
    assert office.decisions.read_text().count("text: doubtful") == 2
    assert "decided: accept" not in html(office)  # it is accepted: there is no doubt any more


def test_a_decision_for_every_letter_is_that_of_each(office: Office) -> None:
    office.put(a=ANNA, b=ANNA)
    office.run()
    office.decide("text: doubtful, do: accept")
    done = review(office.records)
    assert [letter.doubts[0].entry for letter in done.letters] == [1, 1]
    assert office.decisions.read_text().count("text: doubtful") == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [("gone", "no such file"), ("changed", "it has changed since; run again")],
)
def test_a_letter_that_is_gone_or_has_changed_is_listed(
    office: Office, change: str, told: str
) -> None:
    office.put(a=ANNA, b=ANNA)
    office.run()
    source = office.letters / "a.txt"
    if change == "gone":
        source.unlink()
    else:
        source.write_text("Dear Nobody, doubtful Secret")
    done = review(office.records)

    assert done.exit_code == ExitCode.UNREADABLE
    assert [name for name, _ in done.unshown] == ["a.txt"]
    assert told in done.unshown[0][1]
    assert (named(done, "a.txt").texts, named(done, "a.txt").untold) == (None, 1)
    assert named(done, "b.txt").texts is not None
    assert told in html(office)
    assert "Secret" not in html(office)
    assert office.decisions.read_text().count("text: doubtful") == 1


def test_standard_input_is_listed_without_text(office: Office) -> None:
    run_stream(ANNA.encode(), office.records, config(), FakeRedactor())  # type: ignore[arg-type]
    done = review(office.records)
    (letter,) = done.letters
    assert (letter.name, letter.texts, letter.untold) == ("standard input", None, 1)
    assert done.exit_code == ExitCode.DONE
    assert "Anna" not in html(office)


def test_a_refused_letter_and_an_unfinished_run_are_told(office: Office) -> None:
    office.put(a=b"{\\rtf1 Anna}", b=ANNA)

    def die(_text: str) -> None:
        raise KeyboardInterrupt

    office.run()
    assert "this is a rich text" in html_after(office)
    office.run(redactor=FakeRedactor(before=die), existing=Existing.OWNED)
    done = review(office.records)
    assert ("b.txt", "the run that read it did not end; run again") in done.unshown


def html_after(office: Office) -> str:
    review(office.records)
    return html(office)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("gone", "the copy in the output cannot be read"),
        ("changed", "the copy in the output is not what was written there"),
        ("link", "cannot be read"),
    ],
)
def test_a_copy_that_is_not_what_is_shown_is_said(office: Office, change: str, told: str) -> None:
    office.put(a=ANNA)
    office.run()
    copy = office.out / "letter-0001.txt"
    copy.unlink()
    if change == "changed":
        copy.write_text("Dear [name]")
    if change == "link":
        copy.symlink_to("nowhere")
    done = review(office.records)
    assert told in done.letters[0].notes[0]
    assert done.exit_code == ExitCode.DONE


def test_an_older_copy_of_a_held_letter_is_said(office: Office) -> None:
    office.put(a=ANNA)
    office.run()
    office.run(redactor=HOLDING, existing=Existing.OWNED)
    (letter,) = review(office.records).letters
    assert letter.notes == ("an older copy of it still stands in the output",)


def test_a_map_of_version_0_1_is_still_read(office: Office) -> None:
    office.put(a=ANNA)
    office.run()
    path = office.records / "private" / "letters.jsonl"
    lines = []
    for line in path.read_text().splitlines():
        content = json.loads(line)
        del content["doubts"]
        content["hidden"] = [span[:4] for span in content["hidden"]]
        lines.append(json.dumps(content, sort_keys=True, separators=(",", ":")))
    path.write_text("\n".join([*lines, ""]))
    path.with_name("map-end").unlink()

    (entry,) = read_entries(office.records)
    assert [(span.score, span.placeholder) for span in entry.hidden] == [(1.0, "")]
    (letter,) = review(office.records).letters
    assert letter.texts is None
    assert "older version" in letter.notes[0]
    assert office.run(existing=Existing.OWNED).exit_code == ExitCode.DONE
    assert review(office.records).letters[0].texts is not None


@pytest.mark.parametrize("place", ["out/page.html", "out/sub/page.html", "link/page.html"])
def test_the_page_never_lies_among_the_copies(office: Office, place: str) -> None:
    office.put(a=ANNA)
    office.run()
    (office.out / "sub").mkdir()
    (office.root / "link").symlink_to(office.out)
    with pytest.raises(UsageError, match="copies there are passed on"):
        review(office.records, office.root / place)
    assert not list(office.root.rglob("page.html"))
    assert not office.decisions.exists()


def test_nothing_but_an_earlier_page_is_replaced(office: Office) -> None:
    office.put(a=ANNA)
    office.run()
    for place in (office.letters / "a.txt", office.root / "none" / "page.html", office.letters):
        with pytest.raises(UsageError):
            review(office.records, place)
    assert (office.letters / "a.txt").read_text() == ANNA
    for _ in range(2):
        assert review(office.records, office.root / "page.html").page == office.root / "page.html"
    assert not (office.records / "private" / "review.html").exists()


def test_a_link_in_place_of_the_page_is_replaced_and_not_followed(office: Office) -> None:
    office.put(a=ANNA)
    office.run()
    target = office.root / "target"
    target.write_text("mine")
    (office.records / "private" / "review.html").symlink_to(target)
    review(office.records)
    assert target.read_text() == "mine"
    assert not (office.records / "private" / "review.html").is_symlink()


def test_what_is_wrong_stops_the_review(office: Office) -> None:
    with pytest.raises(InputError):
        review(office.records)
    assert not office.records.exists()
    office.put(a=ANNA)
    office.run()
    lock = take_lock(office.records)
    with pytest.raises(LockedError):
        review(office.records)
    release_lock(lock)
    office.decide("text: a, do: burn")
    with pytest.raises(ConfigError, match="decision 1: do"):
        review(office.records)
    assert not (office.records / "private" / "review.html").exists()
    (office.records / "private" / "letters.jsonl").write_text("{}\n\n")
    with pytest.raises(AuditError):
        review(office.records)
