"""Open a PDF as objects with pypdf, which must not say aloud what it meets there."""

import io
import logging
from typing import Any


def objects(data: bytes) -> Any:
    """Return a reader of the objects of a PDF, unlocked where no password is asked for.

    It raises errors of many kinds, later too, none of which may be shown: they quote the file.
    """
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        reader.decrypt("")
    return reader


def numbers(reader: Any) -> list[int]:
    """Return the numbers of all objects that the tables of a file list."""
    return sorted(
        {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    )
