"""Every command explains itself with an example, and the README has every option."""

import re
from pathlib import Path

import pytest
import typer.main

from cli.shell import Shell
from redact import __version__
from redact.cli.main import app

COMMANDS = (
    "run",
    "detect",
    "batch",
    "schedule",
    "verify",
    "review",
    "audit",
    "audit verify",
    "audit keygen",
    "blind",
    "blind prepare",
    "blind verify",
    "blind unseal",
    "blind forget",
    "blind purge",
    "blind keygen",
    "evaluate",
    "inspect",
    "lint",
    "doctor",
)
README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_shows_an_example_of_itself(shell: Shell, command: str) -> None:
    done = shell(*command.split(), "--help")

    assert done.code == 0
    assert "Examples:" in done.out
    assert re.search(
        rf"^ +redact {command} ", done.out.partition("Examples:")[2], re.MULTILINE
    ) or (command == "doctor" and "\n    redact doctor\n" in done.out)


def test_every_command_is_covered_here() -> None:
    assert {name.split()[0] for name in COMMANDS} == set(typer.main.get_command(app).commands)


def test_the_version_is_told(shell: Shell) -> None:
    assert shell("--version").out == f"redact {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_in_the_readme(shell: Shell, command: str) -> None:
    options = set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", shell(*command.split(), "-h").out, re.M))
    readme = README.read_text("utf-8")
    missing = [option for option in sorted(options - {"--help"}) if option not in readme]

    assert not missing
