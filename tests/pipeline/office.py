"""Folders of invented letters, and runs over them with a redactor that needs no model."""

from functools import cache
from pathlib import Path
from typing import Any

from pipeline.fake_redactor import FakeRedactor
from redact.config import Config, load_config
from redact.pipeline.plan import Existing
from redact.pipeline.run import Progress, RunSummary, run


class Office:
    """An input folder, an output folder and records, and runs from the one to the others."""

    def __init__(self, root: Path) -> None:
        self.root, self.letters = root, root / "in"
        self.out, self.records = root / "out", root / "out.records"
        self.letters.mkdir()

    def put(self, **letters: str | bytes) -> None:
        """Write letters; two underscores in a name stand for a slash."""
        for name, content in letters.items():
            path = self.letters / f"{name.replace('__', '/')}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def run(
        self,
        *paths: Path,
        redactor: FakeRedactor | None = None,
        existing: Existing = Existing.REFUSE,
        progress: Progress | None = None,
        out: Path | None = None,
        decisions: Path | None = None,
        **overrides: Any,
    ) -> RunSummary:
        return run(
            paths or (self.letters,),
            out or self.out,
            self.records,
            config(**overrides),
            lambda: redactor or FakeRedactor(),  # type: ignore[arg-type, return-value]
            existing=existing,
            decisions=decisions,
            progress=progress,
        )

    def copies(self) -> dict[str, str]:
        """Return the copies that stand in OUT, by their path in it."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes().decode("latin-1")
            for path in sorted(self.out.rglob("*"))
            if path.is_file()
        }

    @property
    def decisions(self) -> Path:
        """The decisions file of the records."""
        return self.records / "private" / "decisions.yaml"

    def decide(
        self, *entries: str, top: str = "who: Rita\nwhen: 2026-11-23\nwhy: read it\n"
    ) -> None:
        """Write a decisions file; each entry is a mapping in YAML's short form."""
        listed = "".join(f"- {{{entry}}}\n" for entry in entries)
        self.decisions.write_text(f"{top}decisions:\n{listed}", "utf-8")

    def log(self) -> str:
        """Return the audit log."""
        return (self.records / "audit.jsonl").read_text(encoding="utf-8")


def config(**overrides: Any) -> Config:
    return _config(tuple(overrides.items()))


@cache
def _config(overrides: tuple[tuple[str, Any], ...]) -> Config:
    return load_config(overrides=dict(overrides))
