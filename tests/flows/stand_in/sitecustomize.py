"""Gives every process that finds this folder first on its path a redactor without a model."""

from redact.model_files import ModelIdentity
from redact.pipeline import hand, worker

hand.LOADER = "moody:load"
worker.model_identity = lambda _config: ModelIdentity("fake 1.0")
