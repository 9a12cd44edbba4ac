"""What the tests of the commands share."""

from pathlib import Path

import pytest

from cli.shell import Shell


@pytest.fixture
def shell(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return Shell(tmp_path, capsysbinary, monkeypatch)
