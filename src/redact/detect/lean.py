"""Import spaCy and Presidio without what letters never need: a third of the start-up time."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

import regex  # type: ignore[import-untyped]


def import_spacy() -> None:
    """Import spaCy; a third of the time that its import takes is its command line's.

    The package imports ``spacy.cli`` for the sake of one function, ``spacy.info``. While it is
    imported, a stand-in takes that place; afterwards ``import spacy.cli`` works as ever.
    """
    if "spacy" in sys.modules:
        return
    info = ModuleType("spacy.cli.info")
    info.info = _info  # type: ignore[attr-defined]
    with _standing_in(ModuleType("spacy.cli"), info):
        import_module("spacy")


def import_presidio() -> None:
    """Import Presidio's analyzer, cut off from the network.

    Its e-mail recognizer looks domain suffixes up with tldextract, which brings an HTTP client and
    fetches a list. What it gets here brings tldextract when it is asked, and keeps to the list that
    is in the package. Its recognizers compile all their patterns, only to see whether they are
    sound, and the one for links has two of every suffix there is. Here each is compiled on use.
    """
    if "presidio_analyzer" in sys.modules:
        return
    suffixes = ModuleType("tldextract")
    suffixes.extract = _extract  # type: ignore[attr-defined]
    with _standing_in(suffixes), _patterns_on_use():
        import_module("presidio_analyzer")


def _info(*args: Any, **more: Any) -> Any:
    """Return what the real ``spacy.info`` returns."""
    return import_module("spacy.cli.info").info(*args, **more)


def _extract(url: str) -> Any:
    """Return the parts of a host name, as ``tldextract.extract`` does, from the list at hand."""
    return _extractor()(url)


@cache
def _extractor() -> Callable[[str], Any]:
    made: Callable[[str], Any] = import_module("tldextract").TLDExtract(
        suffix_list_urls=(), cache_dir=None
    )
    return made


@contextmanager
def _standing_in(*modules: ModuleType) -> Iterator[None]:
    """Let modules be found by their names, where no real ones are imported yet."""
    placed = [module for module in modules if module.__name__ not in sys.modules]
    sys.modules.update((module.__name__, module) for module in placed)
    try:
        yield
    finally:
        for module in placed:
            del sys.modules[module.__name__]


@contextmanager
def _patterns_on_use() -> Iterator[None]:
    """Let ``regex.compile`` give back patterns that are compiled when they are first used."""
    real = regex.compile
    regex.compile = lambda *given, **more: _PatternOnUse(lambda: real(*given, **more))
    try:
        yield
    finally:
        regex.compile = real


class _PatternOnUse:
    """A compiled pattern to be."""

    def __init__(self, compiled: Callable[[], Any]) -> None:
        self._compiled = cache(compiled)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiled(), name)
