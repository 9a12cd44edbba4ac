"""The list of names that copies are searched for: one a line, or a roster."""

import re
from pathlib import Path

from redact.errors import ConfigError
from redact.pipeline.roster import COLUMNS, read_roster, text_of

_PARTED = re.compile(r"[,;\t]")


def read_names(path: Path) -> tuple[tuple[str, str], ...]:
    """Return the names of a file, each with its label.

    In a plain list, lines that are empty or begin with ``#`` are skipped, and each of the others
    counts as a person. A file whose first line names columns of a roster is read as one; rows that
    it keeps are not looked for.

    Raises:
        ConfigError: the file cannot be read, or there is no name in it.
    """
    lines = [line.strip() for line in text_of(path, "names").splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    columns = {word.strip().lower() for word in _PARTED.split(lines[0])} if lines else set()
    if columns and columns <= set(COLUMNS):
        found = _of_roster(path)
    else:
        found = tuple((line, "PERSON") for line in lines)
    if not any(any(map(str.isalnum, name)) for name, _ in found):
        raise ConfigError(f"names {path}: there is no name in it; write one a line")
    return found


def _of_roster(path: Path) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for row in read_roster(path):
        if not row.keep:
            found += [(name, "PERSON") for name in row.names]
            found += [(name, "ORGANIZATION") for name in row.organizations]
            found += [(name, "LOCATION") for name in row.locations]
            found += [(name, "EMAIL_ADDRESS") for name in row.emails]
    return tuple(found)
