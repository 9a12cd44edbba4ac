"""spaCy comes without its command line, and gets it back on demand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def told(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_command_line_of_spacy_is_not_imported() -> None:
    assert told("import redact.detect, sys; print('weasel' in sys.modules)") == "False"


def test_the_command_line_of_spacy_can_still_be_imported() -> None:
    code = "import redact.detect, spacy, spacy.cli; print(spacy.info()['spacy_version'] != '')"
    assert told(code).splitlines()[-1] == "True"


def test_presidio_comes_without_a_client_for_the_network() -> None:
    code = "import redact.detect, sys; print({'requests', 'tldextract'} & set(sys.modules))"
    assert told(code) == "set()"


def test_presidios_own_recognizers_work_as_ever_but_for_the_look_up() -> None:
    code = """
import redact.detect, socket
socket.socket.connect = socket.getaddrinfo = None
from presidio_analyzer.predefined_recognizers import EmailRecognizer, UrlRecognizer
for recognizer, entity in ((EmailRecognizer(), "EMAIL_ADDRESS"), (UrlRecognizer(), "URL")):
    text = "ask anna@example.co.uk or see https://www.example.org"
    print([text[r.start : r.end] for r in recognizer.analyze(text, [entity])][0])
import tldextract
print(tldextract.extract.__module__)
"""
    assert told(code).splitlines() == [
        "anna@example.co.uk",
        "https://www.example.org",
        "tldextract.tldextract",
    ]


@pytest.mark.parametrize("silenced", [True, False])
def test_the_runtime_of_the_model_tells_nobody_and_leaves_nothing_at_home(
    tmp_path: Path, silenced: bool
) -> None:
    code = """
import os, sys, redact.detect
if sys.argv[1] == "False":
    del os.environ["ORT_DISABLE_TELEMETRY"]
from redact.config import load_config
from redact.detect.detector import Detector
Detector(load_config())
"""
    home = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", code, str(silenced)]
    subprocess.run(command, env=os.environ | home, check=True)
    assert bool(list(tmp_path.rglob("*"))) is not silenced
