"""No copy tells who somebody is, wherever the name was planted; and nothing else is lost."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from redact.cli.main import main
from redact.config import load_config
from redact.pipeline.redactor import Redactor
from redact.pipeline.run import run
from tests.leaks import natural, reading, trial
from tests.leaks.corpus import PLANTED, Planted
from tests.leaks.corpus.letter import ASCII, Seen
from tests.leaks.trial import PLACEHOLDER, Trial, try_all
from tests.leaks.unpack import search


@pytest.mark.parametrize("planted", PLANTED, ids=lambda each: each.id)
def test_a_planted_person_is_gone_and_nothing_else(
    planted: Planted, trial_of: Callable[[int], Trial]
) -> None:
    assert trial_of(planted.number).faults == ()


@pytest.mark.parametrize("uniform", ["pdf", "docx", "txt"])
def test_a_letter_set_anew_in_one_look_tells_nobody_either(uniform: str) -> None:
    chosen = [
        each
        for each in PLANTED
        if each.case.seen is Seen.SENTENCE and each.case.suffix not in ("txt", "md")
    ][::3]
    choice = {"documents": {"uniform": uniform}}
    trials = try_all(trial.redactor(**choice), chosen, **choice)
    assert {each.planted.id: each.faults for each in trials if each.faults} == {}


def test_pictures_that_are_kept_keep_nothing_but_their_pixels() -> None:
    chosen = [x for x in PLANTED if "picture" in x.case.place and x.case.suffix != "md"]
    choice = {"documents": {"keep_images": True}}
    trials = try_all(trial.redactor(**choice), chosen, **choice)
    assert {each.planted.id: each.faults for each in trials if each.faults} == {}


@pytest.fixture(scope="module")
def copies(redactor: Redactor, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the copies of the natural letters, made without a roster."""
    folder = tmp_path_factory.mktemp("natural")
    source = folder / "in"
    source.mkdir()
    for planted, data in natural.letters():
        (source / planted.file_name).write_bytes(data)
    config = load_config(overrides={"keep_names": True})
    done = run([source], folder / "out", folder / "records", config, lambda: redactor)
    return {each.name: each.copy.read_bytes() for each in done.letters if each.copy}


@pytest.mark.parametrize(
    "planted", [each for each, _ in natural.letters()], ids=lambda each: each.id
)
def test_without_a_roster_who_is_found_in_the_text_is_gone_everywhere(
    planted: Planted, copies: dict[str, bytes]
) -> None:
    copy = copies[planted.file_name]
    assert search(copy, natural.WHO) == []
    text = reading.read(copy, planted.case.suffix)
    assert PLACEHOLDER.search(text)
    assert [word for word in natural.WORDS if word not in text] == []


def test_the_command_leaves_nothing_of_a_file_whose_name_tells(tmp_path: Path) -> None:
    who = ASCII[0]
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for suffix in ("docx", "pdf", "odt", "html", "eml", "txt"):
        planted = next(each for each in PLANTED if each.case.suffix == suffix and each.who == who)
        (source / f"{who.name}.{suffix}").write_bytes(planted.source())
    with (tmp_path / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("name", "organization", "location", "email"))
        rows.writerow((who.name, who.organization, who.place, who.email))
    roster = str(tmp_path / "roster.csv")
    assert main(["run", str(source), "-o", str(out), "--roster", roster, "-q"]) == 0
    made = sorted(out.rglob("*"))
    assert len(made) == 6
    for path in made:
        assert search(path.name.encode(), who) == []
        assert search(path.read_bytes(), who) == []
