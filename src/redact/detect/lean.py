"""Import spaCy without its command line, which brings an HTTP client and more along."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def import_spacy() -> None:
    """Import spaCy; a third of the time that its import takes is its command line's.

    The package imports ``spacy.cli`` for the sake of one function, ``spacy.info``. While it is
    imported, a stand-in takes that place; afterwards ``import spacy.cli`` works as ever.
    """
    if "spacy" in sys.modules:
        return
    stand_in = ModuleType("spacy.cli.info")
    stand_in.info = _info  # type: ignore[attr-defined]
    for name, module in (("spacy.cli", ModuleType("spacy.cli")), (stand_in.__name__, stand_in)):
        sys.modules[name] = module
    try:
        import_module("spacy")
    finally:
        for name in ("spacy.cli", stand_in.__name__):
            del sys.modules[name]


def _info(*args: Any, **more: Any) -> Any:
    """Return what the real ``spacy.info`` returns."""
    return import_module("spacy.cli.info").info(*args, **more)
