"""`redact doctor`: what is installed, is the model there, does anything need the network."""

import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import metadata
from typing import TYPE_CHECKING

from redact import __version__
from redact.cli import options
from redact.cli.detect import hidden
from redact.cli.options import Choices
from redact.datamodel import Document, Segment
from redact.errors import ExitCode, ModelError
from redact.pipeline.loading import load_redactor

if TYPE_CHECKING:
    from redact.config import Config
    from redact.pipeline.redactor import Redactor

HELP = """\
Show what is installed, load the model and try it on one sentence with the network cut off.

\b
Examples:
  redact doctor
  redact doctor --config office.yaml
"""
_PACKAGES = (
    "presidio-analyzer",
    "presidio-anonymizer",
    "spacy",
    "onnxruntime",
    "numpy",
    "cryptography",
    "prefect",
    "fastapi",
)
#: An invented letter, and a word in it that must be found.
_LETTER = "Dear Dr. Anna Kowalska,\n\nwrite to me at ben@example.org.\n\nYours,\nBen Thornbury\n"
_WORD = "Kowalska"
#: What Python tells of before a packet leaves, and before a name is looked up.
_SENDING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_LOOKING_UP = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})


def command(
    profile: options.Profile = None,
    config: options.ConfigFile = None,
    verbose: options.Verbose = False,
) -> ExitCode:
    """Show what is installed, load the model and try it with the network cut off."""
    _show("redact", __version__)
    _show("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    for package in _PACKAGES:
        _show(package, _version(package))
    settings = Choices(profile, config).configuration()
    _show("configuration", f"in order, sha256 {settings.fingerprint()[:12]}")
    with _network_cut_off() as attempts:
        found = _try_model(settings)
    _show("self test", "the name was found" if found else "FAILED: the name was not found")
    needs = f"NEEDED: {attempts.count} attempts" if attempts.count else "not needed, no attempt"
    _show("network", needs)
    return ExitCode.DONE if found and not attempts.count else ExitCode.UNEXPECTED


def _try_model(settings: "Config") -> bool:
    started = time.perf_counter()
    try:
        redactor = load_redactor(settings)
        loaded = time.perf_counter()
        found = _finds_the_name(redactor)
    except ModelError:
        _show("model", f"MISSING or broken: {settings.model.pipeline}")
        raise
    done = time.perf_counter()
    spent = f"loaded in {loaded - started:.1f} s, one letter in {done - loaded:.2f} s"
    _show("model", f"{redactor.model_version}, {spent}")
    return found


def _finds_the_name(redactor: "Redactor") -> bool:
    (letter,) = redactor.redact([Document("self test", (Segment(_LETTER),))])
    start = _LETTER.index(_WORD)
    spans = [decision.span for decision in hidden(letter)]
    return any(span.start <= start and start + len(_WORD) <= span.end for span in spans)


@dataclass(slots=True)
class _Attempts:
    """How often something tried to reach the network while it was cut off."""

    count: int = 0
    cut_off: bool = field(default=True)


@contextmanager
def _network_cut_off() -> Iterator[_Attempts]:
    """Refuse and count every attempt of Python code to reach the network.

    An audit hook cannot be taken away again: once it is switched off it does nothing.
    """
    attempts = _Attempts()

    def guard(event: str, arguments: tuple[object, ...]) -> None:
        if attempts.cut_off and (
            event in _LOOKING_UP or (event in _SENDING and not _in_file_system(arguments))
        ):
            attempts.count += 1
            raise PermissionError("the network is cut off")

    sys.addaudithook(guard)
    try:
        yield attempts
    finally:
        attempts.cut_off = False


def _in_file_system(arguments: tuple[object, ...]) -> bool:
    """Return whether the address, which follows the socket, is a path."""
    return len(arguments) > 1 and isinstance(arguments[1], str | bytes)


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "MISSING: install redact anew"


def _show(what: str, value: str) -> None:
    print(f"{what:20} {value}", flush=True)
