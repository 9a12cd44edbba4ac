"""A text without blanks, or with nothing else, takes no more time than any other of its length."""

import subprocess
import sys

import pytest

RUN = """
from redact.config import load_config
from redact.datamodel import Document, Segment
from redact.pipeline.redactor import Redactor
import sys
redactor = Redactor(load_config().with_threads(1))
for text in TEXTS:
    letter = Document("letter", (Segment(text),))
    redactor.doubts(redactor.redact([letter]), 0)
"""
#: What is repeated, and how often.
TEXTS = {
    "letters": '["Dear Anna,\\n" + "a" * 200_000, "A" * 200_000, "Ab" * 100_000]',
    "letters and digits": '["a1" * 100_000, "A1" * 100_000, "1" * 200_000, "A-" * 50_000]',
    "blanks": '["x" + " " * 100_000 + "y", "Name" + "\\t" * 100_000, "\\n" * 100_000 + "x"]',
    "marks": '["-" * 100_000, "x" + "." * 100_000, "[" * 100_000, "> " * 50_000]',
}


@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS.keys())
def test_a_long_run_of_one_character_ends(texts: str) -> None:
    program = f"TEXTS = {texts}\n{RUN}"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=900)
