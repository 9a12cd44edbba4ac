"""A redactor without a model whose letters say what goes wrong with them, quoting themselves."""

import os
import time
from collections.abc import Sequence
from typing import Any

from pipeline.fake_redactor import FakeRedactor
from redact.datamodel import Document, Ruling


class Moody(FakeRedactor):
    """Does what the words FAIL, DIE, SLOW and PAUSE in a letter ask for."""

    def redact(self, documents: Sequence[Document], rulings: Sequence[Ruling] = ()) -> Any:
        for document in documents:
            if "FAIL" in document.text:
                raise ValueError(document.text)
            if "DIE" in document.text:
                os._exit(9)
            if "SLOW" in document.text:
                time.sleep(600)
            if "PAUSE" in document.text:
                time.sleep(0.02)
        return super().redact(documents, rulings)


def load(config: Any, _roster: object = ()) -> FakeRedactor:
    """Return a redactor, or fail with an error that quotes the configuration."""
    if "BREAK" in config.keep:
        raise ValueError(f"cannot load {config.keep}")

    return Moody(leaks=lambda text: "LEAK" in text, hold=config.doubts.hold)
