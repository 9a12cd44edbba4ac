"""The flow behind `redact batch` and `redact schedule`: letters in chunks, told by opaque ids.

An orchestrator may keep whatever it is given or told: so a flow run knows the id of a job or of a
standing order, the numbers of its chunks, and counts. Paths, options and results lie in private
files of the records; the environment variable `REDACT_RECORDS` says where, and no exception leaves
a flow or a task.
"""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from prefect import State, flow, serve, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.schedules import Cron
from prefect.server.schemas.schedules import CronSchedule
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Cancelled, Completed, Crashed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.types.entrypoint import EntrypointType

from redact.errors import ExitCode, RedactError
from redact.pipeline.crew import crew, have_chunk_taken, in_order
from redact.pipeline.interrupts import held, let_through
from redact.pipeline.order import is_order, take_order
from redact.pipeline.told import Told, told_of_error
from redact.pipeline.worker import records_folder, take_job

#: The cluster that the workers of `run_here` belong to.
_DASK: ContextVar[str] = ContextVar("dask", default="")


@flow(name="redact-letters", log_prints=False, persist_result=False, validate_parameters=False)
def redact_letters(job: str, workers: int = 0) -> State[Any]:
    """Redact the letters of a job, or of an order; the state tells counts, or an error's type.

    Args:
        workers: processes; 0 leaves their number to the order.
    """
    told = _carried_out(job, workers)
    create_markdown_artifact(_summary(told), key="redact-summary", description="counts and ids")
    return _state(told)


@task(name="redact-chunk", log_prints=False, persist_result=False, cache_policy=NO_CACHE)
def redact_chunk(job: str, number: int) -> State[Any]:
    """Redact one chunk of a job; the state tells a count of letters, or the type of an error."""
    well, message = have_chunk_taken(job, number)
    return Completed(message=message) if well else Failed(message=message)


def run_here(job: str, workers: int, dask: str = "", server: str = "") -> None:
    """Run the flow in this process and its chunks in processes, on this machine or a cluster's.

    Args:
        server: the API of the server, where none is configured.
    """
    token = _DASK.set(dask)
    try:
        with _at(server), held():
            redact_letters(job, workers, return_state=True)
    finally:
        _DASK.reset(token)


def serve_order(order: str, cron: str, zone: str, entrypoint: str, server: str = "") -> None:
    """Serve a standing order on a schedule, until this process is told to end.

    Args:
        entrypoint: the name under which a new process imports the flow.
        server: the API of the server, where none is configured.
    """
    deployment = redact_letters.to_deployment(
        name=order,
        schedule=Cron(cron, timezone=zone),
        parameters={"job": order},
        tags=["redact"],
        paused=False,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    deployment.entrypoint = entrypoint
    with _at(server):
        _bury(order)
        serve(deployment, print_starting_message=False)


def is_cron(text: str) -> bool:
    """Return whether a text names times as cron does, and such as come: no 30 February."""
    try:
        asyncio.run(CronSchedule(cron=text).get_dates(1))
    except ValueError:
        return False
    return True


def server_configured() -> bool:
    """Return whether Prefect knows a server."""
    return PREFECT_API_URL.value() is not None


def _at(server: str) -> AbstractContextManager[object]:
    return temporary_settings({PREFECT_API_URL: server} if server else {})


def silent_server() -> str:
    """Return the address of the server that is configured and does not answer; else nothing."""
    address = PREFECT_API_URL.value()
    if address is None:
        return ""
    with get_client(sync_client=True) as client:
        return "" if client.api_healthcheck() is None else str(address)


def _bury(order: str) -> None:
    """Tell the server that the runs of an earlier process are over, which ended in the midst.

    Those that it did not come to begin are dropped: the next run finds their letters.
    """
    alive = FlowRunFilterStateType(any_=[StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING])
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=alive)),
            deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=[order])),
        ):
            if run.state is not None and run.state.is_scheduled():
                client.delete_flow_run(run.id)
            else:
                over = Crashed(message="the schedule ended while it ran")
                client.set_flow_run_state(run.id, over, force=True)


def _carried_out(job: str, workers: int) -> Told:
    try:
        records = records_folder()
        if not is_order(records, job):
            return _take(job, workers or 1, _DASK.get())
    except RedactError as error:
        return told_of_error(error)
    return take_order(
        records, job, lambda one, order: _take(one, workers or order.workers, order.dask)
    )


def _take(job: str, workers: int, dask: str) -> Told:
    return take_job(job, partial(_work_off, job, workers, dask))


def _work_off(job: str, workers: int, dask: str, numbers: Iterator[int]) -> Iterator[int]:
    """Yield each chunk's number when it is done; a failed one tells no results."""
    if dask:
        with let_through(), _on_cluster(dask, workers) as runner:
            yield from in_order(numbers, partial(_submit, runner, job), workers)
    else:
        pool = ThreadPoolTaskRunner(max_workers=workers)
        with let_through(), pool as runner, crew(job, workers):
            yield from in_order(numbers, partial(_submit, runner, job), workers)


def _submit(runner: "TaskRunner[Any]", job: str, number: int) -> Any:
    with held():
        return runner.submit(redact_chunk, parameters={"job": job, "number": number})


@contextmanager
def _on_cluster(address: str, workers: int) -> Iterator[Any]:
    with ExitStack() as stack:
        try:
            runner = stack.enter_context(_cluster(address, workers))
            _ = runner.client  # connected when it is first asked for
        except ImportError:
            raise RedactError("--dask needs what `redact[dask]` installs") from None
        except (OSError, ValueError):
            raise RedactError(
                f"--dask {address}: no Dask scheduler answers there; start it, or name another"
            ) from None
        yield runner


def _cluster(address: str, workers: int) -> Any:
    """Return the cluster at an address, or a local one of as many processes as there are workers.

    Each process makes the flow known when it starts, before it is handed tasks by name.
    """
    from prefect_dask import DaskTaskRunner

    if address != "local":
        return DaskTaskRunner(address=address)
    told = {"n_workers": workers, "threads_per_worker": 1, "preload": ["redact.cli.flows"]}
    return DaskTaskRunner(cluster_kwargs=told | {"dashboard_address": None})


def _state(told: Told) -> State[Any]:
    if told.exit_code is ExitCode.DONE:
        return Completed(message=told.message)
    make = Cancelled if told.exit_code is ExitCode.LOCKED else Failed
    return make(message=told.message, name=told.ending)


def _summary(told: Told) -> str:
    rows = [f"| {name} | {count} |" for name, count in told.counts]
    table = "\n".join(["| letters | |", "| --- | ---: |", *rows]) if rows else told.message
    end = f"\n\nThe audit log has {told.records} records, head\n`{told.head}`"
    return f"**{told.ending}**\n\n{table}{end if told.head else ''}\n"
