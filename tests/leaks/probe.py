"""Redact a folder in a process of its own, and say letter by letter what it took.

``python -m tests.leaks.probe IN OUT`` prints one line of JSON a letter: name, exit code, reason,
seconds, and by how many MB the process has grown at most since the model was loaded.

A letter that takes longer than `PATIENCE` is stopped, and counts as an unexpected error.
"""

import json
import resource
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from redact.config import load_config
from redact.pipeline.run import LetterReport, run
from tests.leaks.trial import redactor

#: Seconds that one letter may take.
PATIENCE = 15
_LIMIT = 6_000_000_000


def main() -> None:
    """Redact the folder that the command line names."""
    source, out = map(Path, sys.argv[1:3])
    resource.setrlimit(resource.RLIMIT_AS, (_LIMIT, _LIMIT))
    model = redactor()
    config = load_config(overrides={"keep_names": True})
    # What is loaded once, for the first letter of a format, is no cost of a broken one.
    warm = out.with_name("warm")
    run([source.with_name("good")], warm, out.with_name("warm.records"), config, lambda: model)
    before, last = _peak(), [time.perf_counter()]
    signal.signal(signal.SIGALRM, _stop)

    def told(report: LetterReport, _done: int, _all: int) -> None:
        now = time.perf_counter()
        line = {
            "name": report.name,
            "code": int(report.result.exit_code),
            "reason": report.result.reason,
            "seconds": round(now - last[0], 2),
            "grown": _peak() - before,
        }
        print(json.dumps(line), flush=True)
        last[0] = time.perf_counter()
        signal.alarm(PATIENCE)

    signal.alarm(PATIENCE)
    run([source], out, out.with_name("records"), config, lambda: model, progress=told)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
