"""Redact the examples into `demo/`: text, a Word file, a PDF; show one letter before and after."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

LETTERS = Path(__file__).parent / "letters"
DOCUMENTS = Path(__file__).parent / "documents"
DEMO = Path(__file__).parents[1] / "demo"
HOST = "Baltic Summer School on Probabilistic Machine Learning"
SHOWN = "01_summer_school_motivation.txt"


def main() -> int:
    """Return the exit code of `redact run` on the examples."""
    if DEMO.exists():
        shutil.rmtree(DEMO)
    DEMO.mkdir()
    copies, records = DEMO / "copies", DEMO / "records"
    command = [
        *(sys.executable, "-m", "redact", "run", str(LETTERS), str(DOCUMENTS)),
        *("-o", str(copies), "--records", str(records)),
        *("--style", "numbered", "--keep-names", "--keep", HOST),
    ]
    print(f"$ redact {shlex.join(_short(part) for part in command[3:])}\n", flush=True)
    code = subprocess.run(command, check=False).returncode  # noqa: S603  # our own command
    if (copies / SHOWN).is_file():
        _show("Before", LETTERS / SHOWN)
        _show("After", copies / SHOWN)
    for document in sorted(DOCUMENTS.iterdir()):
        print(f"{_short(str(document))} -> {_short(str(copies / document.name))}")
    print(f"Copies:  {_short(str(copies))}/")
    print(f"Records: {_short(str(records))}/ (audit.jsonl may be shown, private/ must not)")
    return code


def _show(title: str, path: Path) -> None:
    print(f"──── {title}: {_short(str(path))} ".ljust(100, "─"), "\n")
    print(path.read_text(encoding="utf-8").rstrip(), "\n")


def _short(part: str) -> str:
    return part.removeprefix(f"{DEMO.parent}/")


if __name__ == "__main__":
    sys.exit(main())
