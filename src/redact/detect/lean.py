"""Import spaCy and Presidio without what letters never need: half of the time that they take."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import regex  # type: ignore[import-untyped]
from pydantic import BaseModel


def import_spacy() -> None:
    """Import spaCy; a third of the time that its import takes is its command line's.

    The package imports ``spacy.cli`` for the sake of one function, ``spacy.info``. While it is
    imported, a stand-in takes that place, and that of others of which a function or two might be
    called; afterwards ``import spacy.cli`` works as ever.
    """
    if "spacy" in sys.modules:
        return
    with (
        _standing_in(
            ModuleType("spacy.cli"),
            _on_call("spacy.cli.info", "info"),
            _on_call("packaging.requirements", "Requirement"),
            _on_call("srsly._yaml_api", *_YAML),
            _on_call("tqdm", "tqdm"),
        ),
        _models_on_use(),
    ):
        import_module("spacy")


def import_presidio() -> None:
    """Import Presidio's analyzer, cut off from the network.

    Its e-mail recognizer looks domain suffixes up with tldextract, which brings an HTTP client and
    fetches a list. What it gets here brings tldextract when it is asked, and keeps to the list that
    is in the package. Its recognizers compile all their patterns, only to see whether they are
    sound, and the one for links has two of every suffix there is. Here each is compiled on use.
    Those for the numbers of single countries come when ``presidio_analyzer.predefined_recognizers``
    is imported.
    """
    if "presidio_analyzer" in sys.modules:
        return
    suffixes = ModuleType("tldextract")
    suffixes.extract = _extract  # type: ignore[attr-defined]
    with _standing_in(suffixes, _few_recognizers()), _patterns_on_use(), _models_on_use():
        import_module("presidio_analyzer")
        import_module(f"{_RECOGNIZERS}.generic")


_YAML = ("is_yaml_serializable", "read_yaml", "write_yaml", "yaml_dumps", "yaml_loads")
_RECOGNIZERS = "presidio_analyzer.predefined_recognizers"


def _on_call(module: str, *functions: str) -> ModuleType:
    """Return a stand-in whose functions import the real module when they are called."""

    def on_call(name: str) -> Callable[..., Any]:
        return lambda *given, **more: getattr(import_module(module), name)(*given, **more)

    stand_in = ModuleType(module)
    stand_in.__dict__.update((name, on_call(name)) for name in functions)
    return stand_in


def _few_recognizers() -> ModuleType:
    """Return a stand-in for Presidio's recognizers that has those of the engines alone."""
    few = ModuleType(_RECOGNIZERS)
    presidio = find_spec("presidio_analyzer")
    folders = presidio and presidio.submodule_search_locations
    few.__path__ = [f"{folder}/predefined_recognizers" for folder in folders or ()]
    few.__getattr__ = lambda name: getattr(  # type: ignore[method-assign]
        import_module(f"{_RECOGNIZERS}.nlp_engine_recognizers"), name
    )
    return few


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


@contextmanager
def _models_on_use() -> Iterator[None]:
    """Let pydantic build the models that are defined meanwhile when they are first used."""
    as_ever = BaseModel.model_config
    BaseModel.model_config = {**as_ever, "defer_build": True}
    try:
        yield
    finally:
        BaseModel.model_config = as_ever


class _PatternOnUse:
    """A compiled pattern to be."""

    def __init__(self, compiled: Callable[[], Any]) -> None:
        self._compiled = cache(compiled)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiled(), name)
