"""Run batches that succeed and that fail, in one process: `python drive_batches.py FOLDER`.

The folder holds one sub-folder a batch, each with its letters in a folder whose name is secret.
Prints the exit code of each batch as a line of JSON on standard output.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pipeline.fake_redactor import FakeRedactor
from redact.cli.main import main
from redact.datamodel import Document, Ruling


class Moody(FakeRedactor):
    """Raises an error that quotes the letter where it finds the word FAIL."""

    def redact(self, documents: Sequence[Document], rulings: Sequence[Ruling] = ()) -> Any:
        for document in documents:
            if "FAIL" in document.text:
                raise ValueError(document.text)
        return super().redact(documents, rulings)


def load(config: Any, _roster: object = ()) -> FakeRedactor:
    """Return a redactor, or fail with an error that quotes the configuration."""
    if "BREAK" in config.keep:
        raise ValueError(f"cannot load {config.keep}")
    return Moody()


def drive(root: Path) -> None:
    sys.modules["redact.pipeline.redactor"] = SimpleNamespace(Redactor=load)  # type: ignore[assignment]
    for batch in sorted(root.iterdir()):
        letters = next(path for path in batch.iterdir() if path.name.startswith("in "))
        places = ["-o", str(batch / letters.name.replace("in ", "out "))]
        places += ["--records", str(batch / letters.name.replace("in ", "records "))]
        keep = ["--keep", letters.name] + (["--keep", "BREAK"] if "break" in batch.name else [])
        code = main(["batch", str(letters), *places, *keep])
        print(json.dumps([batch.name, code]), flush=True)


if __name__ == "__main__":
    drive(Path(sys.argv[1]))
