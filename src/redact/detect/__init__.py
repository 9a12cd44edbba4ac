"""Detect: find people, organisations, places and contact details in a document."""

from redact.detect.lean import import_presidio, import_spacy

import_spacy()
import_presidio()
