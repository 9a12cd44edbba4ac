"""Run a batch with two worker processes: `python crewed.py ROOT`, the folder of an office."""

import sys
from functools import partial
from pathlib import Path

from pipeline.office import config
from redact.model_files import ModelIdentity
from redact.pipeline import course, hand
from redact.pipeline.batch import run_job
from redact.pipeline.crew import work_off
from redact.pipeline.job import RECORDS, Job, JobFolder


def main(root: Path) -> int:
    """Return the exit code of the batch."""
    import os

    hand.LOADER = "pipeline.fake_redactor:load"
    course.CHUNK_LETTERS = 3
    records = root / "out.records"
    os.environ[RECORDS] = str(records)
    job = Job((root / "in",), root / "out", config(), prune=True)
    folder = JobFolder(records, JobFolder.create(records, job))
    try:
        summary = run_job(folder, ModelIdentity("fake 1.0"), partial(work_off, folder.job_id, 2))
    finally:
        folder.remove()
    return int(summary.exit_code)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
