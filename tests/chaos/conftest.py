"""What the tests of trouble share."""

from pathlib import Path

import pytest

from pipeline.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)
