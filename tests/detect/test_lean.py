"""spaCy comes without its command line, and gets it back on demand."""

import subprocess
import sys


def told(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_command_line_of_spacy_is_not_imported() -> None:
    assert told("import redact.detect, sys; print('weasel' in sys.modules)") == "False"


def test_the_command_line_of_spacy_can_still_be_imported() -> None:
    code = "import redact.detect, spacy, spacy.cli; print(spacy.info()['spacy_version'] != '')"
    assert told(code).splitlines()[-1] == "True"
