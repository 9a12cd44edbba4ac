"""Redactors without a model for the worker processes of a batch, which load them by name."""

from typing import Any

from pipeline.fake_redactor import FakeRedactor


def leaky(_config: Any, _roster: object = ()) -> FakeRedactor:
    """Return a redactor that leaves every name in letters about the Vistula."""
    return FakeRedactor(leaks=lambda text: "Vistula" in text)
