"""Letters, copies and records lie apart, and nothing that exists is overwritten unasked."""

from pathlib import Path

import pytest

from redact.errors import UsageError
from redact.pipeline.places import check_places, check_targets, default_records, out_is_file


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "in/sub").mkdir(parents=True)
    (tmp_path / "in/a.txt").write_text("Anna")
    (tmp_path / "link").symlink_to(tmp_path / "in")
    return tmp_path


@pytest.mark.parametrize(
    ("source", "out", "records", "word"),
    [
        ("in", "in", "rec", "same"),
        ("in", "link", "rec", "same"),
        ("in/a.txt", "in/a.txt", "rec", "same"),
        ("in/a.txt", "link/a.txt", "rec", "same"),
        ("in", "in/out", "rec", "output lies inside the input"),
        ("in", "link/sub/out", "rec", "output lies inside the input"),
        ("in/sub", "in", "rec", "input lies inside the output"),
        ("in/a.txt", "in", "rec", "input lies inside the output"),
        ("in/a.txt", ".", "rec", "input lies inside the output"),
        ("in", "out", "out/rec", "records may not lie inside the output"),
        ("in", "out", "out", "records may not lie inside the output"),
        ("in", "out/copies", "out", "records may not lie inside the output"),
        ("in", "out", "in/rec", "letters and records"),
        ("in", "out", "link", "letters and records"),
    ],
)
def test_what_lies_inside_something_else_is_refused(
    place: Path, source: str, out: str, records: str, word: str
) -> None:
    with pytest.raises(UsageError, match=word):
        check_places([place / source], place / out, place / records)


@pytest.mark.parametrize(
    ("source", "out", "records"),
    [
        ("in", "out", "out.records"),
        ("in", "in2", "rec"),
        ("in/a.txt", "in/copy.txt", "in/copy.txt.records"),
        ("in/a.txt", "in/sub", "rec"),
    ],
)
def test_what_lies_apart_is_accepted(place: Path, source: str, out: str, records: str) -> None:
    check_places([place / source], place / out, place / records)
    check_places([place / source], place / out, None)


def test_records_lie_beside_out() -> None:
    assert default_records(Path("/x/out/")) == Path("/x/out.records")
    assert default_records(Path("/x/copy.txt")) == Path("/x/copy.txt.records")


@pytest.mark.parametrize(
    ("paths", "out", "is_file"),
    [
        (["in/a.txt"], "copy.txt", True),
        (["in/a.txt"], "copies", False),
        (["in/a.txt"], ".hidden", False),
        (["in/a.txt", "in/b.txt"], "copy.txt", False),
        (["in"], "copies.d", False),
        (["in/a.txt"], "there.d", False),
    ],
)
def test_out_is_a_file_for_one_file_and_a_name_with_a_suffix(
    place: Path, paths: list[str], out: str, is_file: bool
) -> None:
    (place / "there.d").mkdir()
    assert out_is_file([place / path for path in paths], place / out) is is_file


def test_targets_that_exist_are_refused_unless_they_may_be_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "new.txt").symlink_to(tmp_path / "nowhere")
    for name in ("a.txt", "new.txt"):
        (out / "a.txt").write_text("x")
        with pytest.raises(UsageError, match="exists already"):
            check_targets([out / name], out, ())
        check_targets([out / name], out, [out / name])
        check_targets([out / name], out, None)


def test_two_letters_cannot_have_one_copy(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="two letters"):
        check_targets([tmp_path / "a", tmp_path / "a"], tmp_path, None)
    with pytest.raises(UsageError, match="two letters"):
        check_targets([tmp_path / "a", tmp_path / "a/b"], tmp_path, None)


def test_a_folder_or_a_link_out_of_the_output_is_in_the_way(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "a.txt").mkdir(parents=True)
    (out / "sub").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="a folder stands"):
        check_targets([out / "a.txt"], out, None)
    with pytest.raises(UsageError, match="leads out"):
        check_targets([out / "sub/b.txt"], out, None)
