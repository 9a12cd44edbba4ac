"""Have a job carried out: by the Prefect flow where it has a server, else without Prefect."""

import os
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from redact.cli import flows, show
from redact.cli.local_server import local_server
from redact.errors import RedactError

if TYPE_CHECKING:
    from redact.pipeline.job import Job
    from redact.pipeline.run import Progress, RunSummary
    from redact.pipeline.worker import Run


@dataclass(frozen=True, slots=True)
class Hired:
    """Who is to do a job: so many processes here, or those of a Dask cluster; `server` starts a
    Prefect server where none is configured. `quiet` says nothing of any of that.
    """

    workers: int
    dask: str = ""
    server: bool = False
    quiet: bool = False


def carry_out(
    job: "Job", records: Path, run: "Run", progress: "Progress | None", hired: Hired
) -> "RunSummary":
    """Run a job, by Prefect where it has or is to have a server, and return what came of it.

    The files of one that fills a packet are encrypted, under a key that this process and its
    workers alone know.

    Raises:
        RedactError: the job as a whole cannot be done.
    """
    from redact.pipeline.job import JobFolder
    from redact.pipeline.worker import RECORDS, Watch, watching

    flow = _flow(hired)
    os.environ[RECORDS] = str(records)
    failure = "no result"
    job_id = JobFolder.create(records, job)
    with watching(watch := Watch(progress, run)):
        try:
            if flow is None:
                _take(job_id, hired.workers)
            else:
                with nullcontext("") if flow.server_configured() else local_server() as address:
                    flow.run_here(job_id, hired.workers, hired.dask, address)
        except RedactError:
            raise
        except KeyboardInterrupt:
            if watch.summary is None:  # else it came when all was done
                raise
        except Exception as error:  # noqa: BLE001 - Prefect raises anything; ours are in the watch
            failure = type(error).__name__
        finally:
            JobFolder(records, job_id).remove()
    if watch.error is not None:
        raise watch.error
    if watch.summary is None:
        raise RedactError(_why(flow, failure))
    return watch.summary


def _why(flow: ModuleType | None, failure: str) -> str:
    """Return why a flow did not run: the usual reason is that its server does not answer."""
    address = flow.silent_server() if flow is not None else ""
    if address:
        return (
            f"the Prefect server at {address} does not answer; start it, or unset PREFECT_API_URL"
        )
    return (
        f"Prefect could not run the flow ({failure}); check its server, or use redact run, which"
        " needs none"
    )


def _flow(hired: Hired) -> ModuleType | None:
    """Return the module of the flow; None where the work is to be done without Prefect."""
    if not (hired.server or hired.dask or flows.server_may_be_configured()):
        if not hired.quiet:
            show.note("no Prefect server is configured: working without one")
        return None
    flows.prepare_environment()
    flow = flows.import_flow()
    if flow.server_configured():
        return flow
    if not (hired.server or hired.dask):
        return None
    flows.check_cluster(hired.dask)
    if not hired.quiet:
        show.note("no Prefect server is configured: starting a temporary one")
    return flow


def _take(job_id: str, workers: int) -> None:
    from redact.pipeline.crew import work_off
    from redact.pipeline.worker import take_job

    take_job(job_id, partial(work_off, job_id, workers))
