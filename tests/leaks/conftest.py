"""One loaded redactor and one run a format for all tests of the suite."""

from collections.abc import Callable
from functools import cache

import pytest

from redact.pipeline.redactor import Redactor
from tests.leaks.corpus import PLANTED
from tests.leaks.trial import Trial, redactor, try_all


@pytest.fixture(scope="session")
def knowing() -> Redactor:
    """Return a redactor that knows all who are planted."""
    return redactor()


@pytest.fixture(scope="session")
def trial_of(knowing: Redactor) -> Callable[[int], Trial]:
    """Return what became of a case, given its number; a format is run when first asked for."""

    @cache
    def of_format(suffix: str) -> dict[int, Trial]:
        chosen = [each for each in PLANTED if each.case.suffix == suffix]
        return {trial.planted.number: trial for trial in try_all(knowing, chosen)}

    return lambda number: of_format(PLANTED[number - 1].case.suffix)[number]
