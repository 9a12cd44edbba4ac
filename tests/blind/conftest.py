"""What the tests of blind review share."""

from pathlib import Path

import pytest

from blind.chancery import Chancery


@pytest.fixture
def chancery(tmp_path: Path) -> Chancery:
    return Chancery(tmp_path)
