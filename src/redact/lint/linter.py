"""Lint one letter: its placeholders by their looks, the names that are left by a detector."""

from collections.abc import Callable

from redact.config import Config
from redact.lint.blackouts import blackout_places
from redact.lint.findings import Finding, in_order
from redact.lint.mend import mend
from redact.lint.names import NameCheck, Seen, Sighting
from redact.lint.placeholders import check
from redact.lint.view import filled
from redact.lint.vocabulary import Vocabulary

#: Returns what redaction would still hide in a text.
Look = Callable[[str], Seen]


class Linter:
    """Finds defects of letters redacted by hand, by one configuration."""

    def __init__(self, config: Config) -> None:
        self._vocabulary = Vocabulary(config)
        self._names = NameCheck(config, self._vocabulary)

    def lint(self, text: str, look: Look) -> tuple[Finding, ...]:
        """Return what is wrong with a letter, in reading order.

        `look` is given the letter with a name where people are hidden, see `filled`.
        """
        found = check(text, self._vocabulary)
        view = filled(text, found.marks, self._vocabulary)
        seen = look(view.view)
        there = Seen(
            tuple(
                Sighting(view.source(one.span), one.label, one.number, one.sure)
                for one in seen.sightings
            ),
            tuple(view.source(span) for span in seen.kept),
        )
        return in_order((*found.findings, *self._names.findings(text, found.marks, there)))

    def hidden(self, text: str) -> tuple[int, int]:
        """Return how many placeholders stand in a letter, and how many places are blacked out."""
        return len(check(text, self._vocabulary).marks), len(blackout_places(text))

    def mend(self, text: str) -> str:
        """Return the letter with all that is certain mended; names that are left stay."""
        return mend(text, self._vocabulary)
