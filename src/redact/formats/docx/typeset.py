"""Set a document anew."""

from redact.datamodel import Document


def typeset(document: Document) -> bytes:
    """Return."""
    raise NotImplementedError
