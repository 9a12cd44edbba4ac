"""What a worker does with each scope of a job: redact it, and for a packet search it once more."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from redact.pipeline.job import Job
from redact.pipeline.plan import PlannedScope
from redact.pipeline.results import LetterResult
from redact.pipeline.rulings import RulingIndex
from redact.pipeline.scope import process_scope

if TYPE_CHECKING:
    from redact.pipeline.redactor import Redactor

#: Returns what became of each letter of a scope, its verified copies put into place.
Process = Callable[[PlannedScope], tuple[LetterResult, ...]]


def process_of(job: Job, redactor: "Redactor") -> Process:
    """Return what is done with each scope of a job."""
    if job.blind:
        from redact.pipeline.blind.dossier_work import process_dossiers

        return process_dossiers(job, redactor)
    limits, filed = job.config.limits, RulingIndex(job.rulings)
    return partial(process_scope, redactor=redactor, limits=limits, filed=filed)
