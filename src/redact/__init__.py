"""Redacts letters: read, detect, link, decide, replace, write, audit."""

__version__ = "0.1.0"
