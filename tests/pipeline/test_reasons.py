"""The reason of a letter is fixed words up to its semicolon, and no more reaches the log."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import redact
from pipeline.office import Office
from redact.pipeline.plan import Existing

STRANGER = "a file of somebody else stands in the dossier's folder"
#: The errors whose messages become the reasons of letters, in the log and in the report.
TOLD = {"InputError", "FormatError", "HeldError", "SurvivorError", "WriteError", "ChangedError"}
#: What such a message may show before its semicolon: numbers, and words from fixed lists.
FIXED = {
    "MAX_BYTES // 1000000",
    "MAX_MEMBERS",
    "MOST_PAGES",
    "_STRANGER",
    "binary",
    "document.encoding",
    "encoding[:6].upper().rstrip('-')",
    "in_doubt(doubts, redactor)",
    "len(spans) + len(parts)",
    "limits.max_megabytes",
    "markup",
}


@pytest.mark.parametrize("keep_names", [False, True])
def test_only_the_private_report_names_a_foreign_file(office: Office, keep_names: bool) -> None:
    office.put(Alpha__a="Dear Anna")
    office.run(scope="dossier", keep_names=keep_names)
    (folder,) = office.out.iterdir()
    (folder / "Zoe Frostwick.pdf").touch()

    office.run(scope="dossier", keep_names=keep_names, existing=Existing.OWNED)

    for told in (office.log(), (office.records / "report.html").read_text()):
        assert "Frostwick" not in told
        assert "Alpha" not in told
    assert f'"reason":"{STRANGER}"' in office.log()
    private = (office.records / "private/report.html").read_text()
    assert f"{folder.name}/Zoe Frostwick.pdf" in private


def heads(module: Path) -> Iterator[str]:
    """Yield what the messages of errors in a module show before their semicolons."""
    for node in ast.walk(ast.parse(module.read_text())):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        plain = ast.unparse(node.func) == "super().__init__" and module.name == "folders.py"
        if name in TOLD or plain:
            for part in getattr(node.args[0], "values", ()):
                if isinstance(part, ast.FormattedValue):
                    yield ast.unparse(part.value)
                elif ";" in part.value:
                    break


def test_the_reasons_of_letters_are_fixed_words_up_to_the_semicolon() -> None:
    source = Path(redact.__file__).parent
    modules = [*(source / "formats").rglob("*.py")]
    modules += [
        source / "pipeline" / f"{one}.py"
        for one in ("scope", "files", "folders", "plan", "outcomes")
    ]
    told = {part for module in modules for part in heads(module)}
    assert told == FIXED
