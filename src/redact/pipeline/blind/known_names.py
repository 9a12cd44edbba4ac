"""The names of a roster, and where they stand in a packet: nowhere, if it is to be passed on."""

from collections.abc import Sequence
from pathlib import Path

from redact.config import Config
from redact.datamodel import KnownPerson, Span
from redact.formats.form import Reopened
from redact.link.cluster import Lore
from redact.link.second_pass import is_name
from redact.names import occurrences, words
from redact.pipeline.check import CheckedCopy, CopyState, listed_terms, search_file
from redact.pipeline.reopened import search


class KnownNames:
    """Every name of a roster, and each telling part of one, to be looked for in copies.

    What is an ordinary word where it stands (the month, not the person May) counts as none, nor
    what the configuration or a row of the roster keeps readable.
    """

    def __init__(self, roster: Sequence[KnownPerson], config: Config) -> None:
        self._lore = Lore(config)
        hidden = [pair for row in roster if not row.keep for pair in _listed(row)]
        kept = [pair for row in roster if row.keep for pair in _listed(row)]
        kept += [(text, "ORGANIZATION") for text in config.keep]
        self._terms = listed_terms(hidden, self._lore) if hidden else ()
        self._kept = listed_terms(kept, self._lore) if kept else ()
        self.count = sum(label == "PERSON" for _, label in hidden)

    def stand_in(self, copy: Reopened) -> bool:
        """Return whether a name stands in a copy, in its text or in any other part of it."""
        spans, parts = search(copy, self._terms, self._stays(copy.text), self._lore)
        return bool(spans or parts)

    def search(self, folder: Path, names: Sequence[str]) -> tuple[CheckedCopy, ...]:
        """Return what the search in files of a folder comes to, file names included."""
        if not self._terms:
            return ()
        return tuple(
            search_file(folder / name, name, self._terms, self._lore, self._stays) for name in names
        )

    def _stays(self, text: str) -> list[Span]:
        """Return where a text may say what is a name elsewhere."""
        found = words(text)
        return [
            *(span for span, _ in occurrences(text, found, self._kept)),
            *(
                span
                for span, term in occurrences(text, found, self._terms)
                if not is_name(text, span, term, self._lore)
            ),
        ]


def is_clean(copies: Sequence[CheckedCopy]) -> bool:
    """Return whether every file was searched and no name stands in any."""
    return all(copy.state is CopyState.CLEAN for copy in copies)


def _listed(row: KnownPerson) -> list[tuple[str, str]]:
    return [
        *((name, "PERSON") for name in row.names),
        *((name, "ORGANIZATION") for name in row.organizations),
        *((name, "LOCATION") for name in row.locations),
        *((name, "EMAIL_ADDRESS") for name in row.emails),
    ]
