"""Runs the program in this process, with a redactor that needs no model."""

import io
import sys
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.fake_redactor import FakeRedactor
from redact.cli.main import main


@dataclass(frozen=True, slots=True)
class Finished:
    """What a command came to."""

    code: int
    out: str
    err: str


class Shell:
    """A folder to work in and a command line; set `redactor` to change what letters meet."""

    def __init__(
        self, root: Path, capture: pytest.CaptureFixture[bytes], patch: pytest.MonkeyPatch
    ) -> None:
        self.root = root
        self.redactor: Any = FakeRedactor()
        self._capture, self._patch = capture, patch
        fake = SimpleNamespace(Redactor=lambda _config, _roster=(): self._load())
        patch.setitem(sys.modules, "redact.pipeline.redactor", fake)
        patch.chdir(root)

    def put(self, name: str, content: str | bytes) -> Path:
        """Write a file, and the folders above it."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def read(self, name: str) -> str:
        return (self.root / name).read_bytes().decode()

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Finished:
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        self._capture.readouterr()
        code = main(list(arguments))
        out, err = self._capture.readouterr()
        return Finished(code, out.decode(), err.decode())

    def _load(self) -> Any:
        if isinstance(self.redactor, Exception):
            raise self.redactor
        return self.redactor
