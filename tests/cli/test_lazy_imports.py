"""A command imports what it needs: help is quick, `run` knows no orchestrator and no network."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import pytest_socket

from cli.shell import Shell
from redact.cli.main import main
from redact.config import data_folder, load_config

LETTER = "Dear Dr. Anna Kowalska,\n\nwrite to ben@example.org, +44 131 496 0123.\n\nBen Thornbury\n"
#: What costs time to import, and what help texts can do without.
HEAVY = ("numpy", "onnxruntime", "prefect", "presidio_analyzer", "rich", "spacy", "yaml")
_REPORT = """
import json, sys
from redact.cli.main import main
code = main(sys.argv[1:])
print(json.dumps([code, sorted(name for name in sys.modules if "." not in name)]), file=sys.stderr)
"""

with_model = pytest.mark.skipif(
    not (data_folder("models") / load_config().model.pipeline).is_dir(), reason="no model here"
)


def modules_after(*arguments: str, cwd: Path) -> set[str]:
    """Run a command in a process of its own, and return the modules it had at its end."""
    done = subprocess.run(
        [sys.executable, "-c", _REPORT, *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stderr
    return set(modules)


@pytest.mark.parametrize(
    "line", ["--help", "run --help", "batch --help", "lint --help", "audit verify --help"]
)
def test_help_imports_nothing_heavy(tmp_path: Path, line: str) -> None:
    assert not modules_after(*line.split(), cwd=tmp_path).intersection(HEAVY)


@with_model
def test_run_imports_no_orchestrator(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LETTER)
    modules = modules_after("run", "a.txt", "-o", "copy.txt", cwd=tmp_path)

    assert "spacy" in modules
    assert not modules.intersection({"prefect", "fastapi", "redact_flows", "torch"})
    assert "Kowalska" not in (tmp_path / "copy.txt").read_text()


@with_model
def test_run_is_the_same_with_sockets_forbidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tldextract

    # A fresh cache, so that a look-up would have to reach the network.
    monkeypatch.setenv("TLDEXTRACT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(tldextract.tldextract, "TLD_EXTRACTOR", tldextract.TLDExtract())
    (tmp_path / "a.txt").write_text(LETTER)
    pytest_socket.disable_socket(allow_unix_socket=True)
    try:
        code = main(["run", str(tmp_path / "a.txt"), "-o", str(tmp_path / "copy.txt")])
    finally:
        pytest_socket.enable_socket()

    copy = (tmp_path / "copy.txt").read_text()
    assert code == 0
    assert "[email]" in copy
    assert "Kowalska" not in copy


def test_doctor_counts_attempts_to_reach_the_network(shell: Shell) -> None:
    import socket

    def reach_out(_text: str) -> None:
        for call in (lambda: socket.create_connection(("192.0.2.1", 80), 1), _look_up):
            with pytest.raises(PermissionError):
                call()

    def _look_up() -> object:
        return socket.getaddrinfo("example.org", 80)

    shell.redactor.before = reach_out
    done = shell("doctor")

    assert done.code == 1
    assert "NEEDED: 3 attempts" in done.out or "NEEDED: 2 attempts" in done.out


def test_doctor_tells_what_is_installed_and_that_all_is_well(shell: Shell) -> None:
    done = shell("doctor")

    assert done.code == 0
    for told in ("presidio-analyzer", "prefect", "fake 1.0", "the name was found", "not needed"):
        assert told in done.out
