"""The wheel carries configuration, model and flows, and works from a folder elsewhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LETTER = "Dear Prof. Frostwick,\n\nMy name is Zoë Quillfeather.\n\nSincerely,\nZoë Quillfeather\n"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the wheel's contents, and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    wheel = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([*pip, *wheel], check=True)
    found = next(folder.glob("*.whl"))
    target = folder / "site"
    subprocess.run([*pip, "install", "--no-deps", "--target", str(target), str(found)], check=True)
    return target


def run(installed: Path, folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess:  # type: ignore[type-arg]
    environment = {**os.environ, "PYTHONPATH": str(installed), **more}
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True
    )


def test_the_installed_program_redacts_a_letter(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    done = run(installed, tmp_path, "-m", "redact", "run", "letter.txt", "-o", "copy.txt")
    assert done.returncode == 0, done.stderr
    copy = (tmp_path / "copy.txt").read_text(encoding="utf-8")
    assert copy == LETTER.replace("Zoë Quillfeather", "[name]").replace("Frostwick", "[name]")


def test_everything_is_found_inside_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = (
        "import redact, redact_flows; from redact.config import data_folder;"
        "print(redact.__file__, redact_flows.__file__, *map(data_folder, ('config', 'models')))"
    )
    done = run(installed, tmp_path, "-c", code)
    assert done.returncode == 0, done.stderr
    assert all(place.startswith(str(installed)) for place in done.stdout.split())
