"""Detect: find people, organisations, places and contact details in a document."""

import os

from redact.detect.lean import import_presidio, import_spacy

# ONNX Runtime would tell its makers about each process, and keep an id for that in the home folder.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import_spacy()
import_presidio()
