"""Where `batch` and `schedule` find the flows, and how Prefect is made to keep all to itself."""

import importlib
import importlib.util
import os
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from redact.errors import RedactError, UsageError

_PACKAGE = "redact_flows"
_HERE = frozenset({"127.0.0.1", "::1", "localhost"})
#: What a deployment calls the flow: importable in a checkout and from a wheel.
ENTRYPOINT = f"{__name__}.redact_letters"
#: Whatever the user's own settings are: Prefect phones nobody and stores no logs and no results,
#: Dask is silent, no process shows a warning or a log of a library, which may quote a letter, and
#: none runs code that lies in the current folder.
SECRETIVE = {
    "DO_NOT_TRACK": "1",
    "PYTHONSAFEPATH": "1",
    "PYTHONWARNINGS": "ignore",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_LOGGING_LOG_PRINTS": "false",
    "PREFECT_LOGGING_ROOT_LEVEL": "CRITICAL",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "DASK_LOGGING__DISTRIBUTED": "critical",
}
#: Unless the user has said otherwise.
_CONVENIENT = {
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
}


def prepare_environment() -> None:
    """Set up Prefect so that it keeps what it is told to itself; do this before it is imported."""
    os.environ.update(SECRETIVE)
    for name, value in _CONVENIENT.items():
        os.environ.setdefault(name, value)
    # Its own server is on this machine: a proxy has no part in that.
    for name in ("NO_PROXY", "no_proxy"):
        hosts = [host for host in os.environ.get(name, "").split(",") if host]
        os.environ[name] = ",".join([*hosts, "127.0.0.1", "localhost"])


def import_flow() -> ModuleType:
    """Return the module of the flow: in a checkout from `flows/`, in a wheel from the package."""
    folder = Path(__file__).parents[3] / "flows"
    if _PACKAGE not in sys.modules and (folder / "redact_letters.py").is_file():
        spec = importlib.util.spec_from_file_location(
            _PACKAGE, folder / "__init__.py", submodule_search_locations=[str(folder)]
        )
        if spec is not None and spec.loader is not None:
            package = importlib.util.module_from_spec(spec)
            sys.modules[_PACKAGE] = package
            spec.loader.exec_module(package)
    try:
        return importlib.import_module(f"{_PACKAGE}.redact_letters")
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith(_PACKAGE):
            raise
        raise RedactError("the flows are missing; install redact anew") from None


def server_may_be_configured() -> bool:
    """Return whether anything tells Prefect of a server; if not, it need not even be imported.

    Where Prefect looks: its variables, its profiles, and files of settings where one stands.
    """
    if any(name.startswith("PREFECT_API_URL") and os.environ[name] for name in os.environ):
        return True
    if any(Path(name).is_file() for name in ("prefect.toml", ".env")) or _in_pyproject():
        return True
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    profiles = Path(os.environ.get("PREFECT_PROFILES_PATH", home / "profiles.toml")).expanduser()
    return profiles.is_file()


def _in_pyproject() -> bool:
    try:
        return "prefect" in tomllib.loads(Path("pyproject.toml").read_text()).get("tool", {})
    except (OSError, ValueError):
        return False


def check_cluster(address: str) -> None:
    """Check that a Dask cluster can do without a server that all its machines reach.

    Raises:
        UsageError: it is not on this machine.
    """
    if address in ("", "local") or urlsplit(address).hostname in _HERE:
        return
    raise UsageError(
        f"--dask {address}: a cluster needs a Prefect server that all its machines reach; name it"
        " with PREFECT_API_URL"
    )


def dask_setup(_worker: object) -> None:
    """Make the flow known in a process of a Dask cluster that is begun with this as a preload."""
    prepare_environment()
    import_flow()


def __getattr__(name: str) -> Any:
    """Return the flow as if it stood here; Prefect asks for it by the name of a module."""
    if name == "redact_letters":
        prepare_environment()
        return import_flow().redact_letters
    raise AttributeError(name)
