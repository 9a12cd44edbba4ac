"""The clock that the benchmarks share."""

import time
from collections.abc import Callable


def timed(step: Callable[[], object]) -> float:
    """Return the seconds that a step takes."""
    start = time.perf_counter()
    step()
    return time.perf_counter() - start
