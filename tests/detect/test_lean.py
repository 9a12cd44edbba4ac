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
    # Nothing else of the environment: where CI is set the runtime is silent by itself.
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", code, str(silenced)]
    subprocess.run(command, env=environment, check=True)
    assert bool(list(tmp_path.rglob("*"))) is not silenced


def test_what_no_letter_needs_is_not_imported_and_comes_when_it_is_asked_for() -> None:
    code = """
import redact.detect.detector, sys
unneeded = {"tqdm", "srsly.ruamel_yaml", "packaging.requirements"}
print(unneeded & set(sys.modules), any("country_specific" in name for name in sys.modules))
import spacy, srsly
print(srsly.yaml_loads("a: 1"), spacy.util.split_requirement("spacy>=3"))
from presidio_analyzer.predefined_recognizers import UsSsnRecognizer
print(len(UsSsnRecognizer().analyze("SSN 078-05-1126", ["US_SSN"])))
import tqdm
print(tqdm.__version__ != "")
"""
    assert told(code).splitlines() == [
        "set() False",
        "{'a': 1} ('spacy', '>=3')",
        "1",
        "True",
    ]


def test_any_pipeline_of_spacy_loads_and_is_checked_as_ever() -> None:
    code = """
import tempfile, redact.detect, spacy
from pydantic import BaseModel
print(BaseModel.model_config)
pipeline = spacy.blank("en")
ruler = pipeline.add_pipe("entity_ruler", config={"validate": True})
pipeline.add_pipe("tagger").add_label("NN")
pipeline.initialize()
ruler.add_patterns([{"label": "ORG", "pattern": [{"LOWER": "acme"}]}])
with tempfile.TemporaryDirectory() as folder:
    pipeline.to_disk(folder)
    print([entity.label_ for entity in spacy.load(folder)("from Acme").ents])
try:
    ruler.add_patterns([{"label": "ORG", "pattern": [{"NO_SUCH": "acme"}]}])
except ValueError as error:
    print("NO_SUCH" in str(error))
"""
    assert told(code).splitlines() == ["{}", "['ORG']", "True"]
