"""Paths become sources, each once and in a fixed order; what cannot be read is told, not hidden."""

import os
import sys
from pathlib import Path, PurePath

import pytest

from redact.errors import InputError
from redact.pipeline.sources import collect, scopes, shown


def tree(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Dear Anna,")
    return root


def names(*paths: Path) -> list[str]:
    return [str(source.relative) for source in collect(paths)]


def test_a_folder_is_read_to_the_bottom_in_order_without_hidden_files(tmp_path: Path) -> None:
    tree(tmp_path, "b.txt", "a/2.txt", "a/1.md", "c.pdf", ".hidden", ".git/x.txt", "a/.x/y.txt")
    assert names(tmp_path) == ["a/1.md", "a/2.txt", "b.txt", "c.pdf"]


def test_a_letter_may_lie_deeper_than_functions_can_be_called(tmp_path: Path) -> None:
    folders = [tmp_path]
    for _ in range(sys.getrecursionlimit() + 100):
        folders.append(folders[-1] / "d")
        folders[-1].mkdir()
    tree(tmp_path, "a.txt", "e.txt")
    letter = tree(folders[-1], "a.txt") / "a.txt"
    try:
        found = names(tmp_path)
    finally:  # no function of the library removes it
        letter.unlink()
        for folder in reversed(folders[1:]):
            folder.rmdir()
    assert found == ["a.txt", str(letter.relative_to(tmp_path)), "e.txt"]


def test_a_folder_that_lies_too_deep_for_the_system_is_one_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree(tmp_path, "a.txt", "z.txt")
    monkeypatch.chdir(tmp_path)
    for _ in range(25):
        Path("d" * 200).mkdir()
        os.chdir("d" * 200)
    Path("b.txt").write_text("Dear Anna,")
    assert [bool(source.problem) for source in collect([tmp_path])] == [False, True, False]


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    assert names(tree(tmp_path, ".letter") / ".letter") == [".letter"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt", "in/b.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "in/a.txt")
    folder, letter = tmp_path / "in", tmp_path / "in/a.txt"
    assert names(letter, letter) == ["a.txt"]
    assert names(letter, folder) == ["a.txt", "b.txt"]
    assert names(folder, letter, tmp_path / "in/../in/b.txt") == ["a.txt", "b.txt"]
    assert names(folder, folder) == ["a.txt", "b.txt"]
    assert names(tmp_path / "link.txt", letter) == ["link.txt"]


def test_a_letter_linked_from_two_dossiers_belongs_to_both(tmp_path: Path) -> None:
    tree(tmp_path, "x/shared.txt", "y/own.txt")
    (tmp_path / "y/shared.txt").symlink_to(tmp_path / "x/shared.txt")
    assert names(tmp_path) == ["x/shared.txt", "y/own.txt", "y/shared.txt"]


def test_a_relative_path_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, "a.txt")
    monkeypatch.chdir(tmp_path)
    assert collect([Path("a.txt")])[0].path == tmp_path / "a.txt"


def test_a_letter_is_known_by_its_own_name_not_by_that_of_a_link_before_it(tmp_path: Path) -> None:
    tree(tmp_path, "smith/a.txt", "smith/b.txt")
    (tmp_path / "smith/0.txt").symlink_to("a.txt")
    (tmp_path / "2026-smith").symlink_to("smith")
    assert names(tmp_path) == ["smith/a.txt", "smith/b.txt"]


def test_a_loop_of_links_is_a_problem_and_the_other_letters_go_on(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "sub/b.txt")
    (tmp_path / "sub/up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    problems = {str(s.relative): s.problem for s in collect([tmp_path]) if s.problem}
    assert names(tmp_path) == ["a.txt", "gone.txt", "self.txt", "sub/b.txt", "sub/up"]
    assert "loop" in problems["sub/up"]
    assert "loop" in problems["self.txt"]
    assert "nowhere" in problems["gone.txt"]


def test_a_pipe_in_a_folder_is_a_problem(tmp_path: Path) -> None:
    os.mkfifo(tree(tmp_path, "a.txt") / "pipe")
    assert [bool(source.problem) for source in collect([tmp_path])] == [False, True]


def test_a_missing_path_is_a_problem_beside_letters_and_an_error_alone(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt")
    found = collect([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert [source.problem for source in found] == ["", "there is no such file; check the path"]
    with pytest.raises(InputError, match="no such file"):
        collect([tmp_path / "b.txt"])


@pytest.mark.parametrize("content", [[], [".hidden"], ["sub/.hidden"]])
def test_a_folder_without_letters_is_an_error(tmp_path: Path, content: list[str]) -> None:
    with pytest.raises(InputError, match="no letters in this folder"):
        collect([tree(tmp_path, *content)])


def test_the_records_of_an_earlier_run_are_no_letters(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "out.records/audit.jsonl", "out.records/private/letters.jsonl")
    assert names(tmp_path) == ["a.txt"]


def test_an_unreadable_folder_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, "a.txt", "closed/b.txt")
    listdir = os.listdir

    def closed(path: Path) -> list[str]:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr(os, "listdir", closed)
    assert [s.problem.partition(";")[0] for s in collect([tmp_path])] == [
        "",
        "no permission to read it",
    ]


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("a\nb.txt", r"a\nb.txt"),
        ("a\x1b[31m.txt", r"a\x1b[31m.txt"),
        (os.fsdecode(b"a\xff.txt"), r"a\udcff.txt"),
        ("“Łódź” 王.txt", "“Łódź” 王.txt"),
        ("a\u202etxt.exe", r"a\u202etxt.exe"),
        ("with space", "with space"),
    ],
)
def test_any_name_works_and_is_shown_on_one_line(tmp_path: Path, name: str, printed: str) -> None:
    path = tree(tmp_path, name) / name
    assert [source.path for source in collect([tmp_path])] == [path]
    assert shown(PurePath(name)) == printed


def test_no_path_is_in_the_repr_of_a_source(tmp_path: Path) -> None:
    source = collect([tree(tmp_path, "Kowalska.txt")])[0]
    assert "Kowalska" not in repr(source)


def test_each_letter_is_a_scope_of_its_own(tmp_path: Path) -> None:
    tree(tmp_path, "x/1.txt", "x/2.txt", "y.txt")
    found = scopes(collect([tmp_path]), "letter")
    assert [len(scope.files) for scope in found] == [1, 1, 1]
    assert all(scope.dossier is None for scope in found)


def test_each_direct_sub_folder_is_a_dossier(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "x/1.txt", "x/deep/2.txt", "y/3.txt", "z.txt")
    found = scopes(collect([tmp_path]), "dossier")
    assert [[str(s.relative) for s in scope.files] for scope in found] == [
        ["a.txt"],
        ["x/1.txt", "x/deep/2.txt"],
        ["y/3.txt"],
        ["z.txt"],
    ]
    assert [scope.dossier for scope in found] == [None, tmp_path / "x", tmp_path / "y", None]
