"""Which letters need no work: everything that their outcome depends on is as it was."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from redact import __version__, formats
from redact.audit.letter_entry import LetterEntry
from redact.config import Config, Limits
from redact.datamodel import KnownPerson, Outcome
from redact.errors import RedactError
from redact.model_files import ModelIdentity
from redact.pipeline.earlier import lies_in
from redact.pipeline.files import holds
from redact.pipeline.plan import PlannedLetter, PlannedScope
from redact.pipeline.results import LetterResult, unread
from redact.pipeline.rulings import RulingIndex
from redact.pipeline.sources import SourceFile


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the outcome of letters depends on, besides the letters themselves.

    `copies` is a digest of what copies are made with: model, configuration, roster, program;
    `limits` one of what may refuse a letter. The decisions of people count letter by letter.
    """

    model_version: str
    copies: str = field(repr=False)
    limits: str = field(repr=False)
    rulings: RulingIndex = field(repr=False)

    def made_from(self, letters: Sequence[tuple[str, str]], *, released: bool) -> str:
        """Return a digest of all that the outcome of a scope depends on.

        Args:
            letters: the id of each, and its hash or why it could not be read.
            released: whether there are copies; what was released once is within any limit.
        """
        bound = self.rulings.binding(letters).values()
        told = [
            self.copies,
            "" if released else self.limits,
            list(letters),
            [[one.ruling.text, one.ruling.verdict, one.ruling.label] for one in bound],
            [[one.letter_id, one.source_sha256] for one in bound],
        ]
        return _digest(told)


def recipe_of(
    config: Config, roster: Sequence[KnownPerson], model: ModelIdentity, rulings: RulingIndex
) -> Recipe:
    """Return the recipe of a run."""
    people = [asdict(person) for person in roster]
    copies = [__version__, model.version, model.sha256, config.copy_fingerprint(), people]
    return Recipe(model.version, _digest(copies), _digest(config.limits.model_dump()), rulings)


def unchanged(
    scope: PlannedScope,
    entry_of: Callable[[str], LetterEntry | None],
    recipe: Recipe,
    limits: Limits,
) -> tuple[LetterResult, ...] | None:
    """Return what became of the letters of a scope before, or None where it is to be done anew.

    Every source is read, and every copy: a copy that is gone or was changed is made again.
    """
    entries = [entry_of(letter.letter_id) for letter in scope.letters]
    known = [entry for entry in entries if entry is not None and entry.made_from]
    if len(known) < len(entries):
        return None
    released = all(entry.outcome is Outcome.RELEASED for entry in known)
    pairs = list(zip(scope.letters, known, strict=True))
    if not all(_stands_where_planned(letter, entry, scope) for letter, entry in pairs):
        return None
    found = [(letter.letter_id, found_in(letter.source, limits)) for letter in scope.letters]
    made_from = recipe.made_from(found, released=released)
    if any(entry.made_from != made_from for entry in known):
        return None
    if released and not all(copy_is_as_recorded(scope.out, entry) for entry in known):
        return None
    numbers = tuple(recipe.rulings.binding(found))
    return tuple(_result(entry, numbers) for entry in known)


def found_in(source: SourceFile, limits: Limits) -> str:
    """Return the SHA-256 of a source, or why it cannot be read, marked as such."""
    try:
        if source.problem:
            return unread(source.problem)
        return hashlib.sha256(formats.load(source.path, limits)).hexdigest()
    except RedactError as error:
        return unread(str(error))


def _stands_where_planned(letter: PlannedLetter, entry: LetterEntry, scope: PlannedScope) -> bool:
    if entry.scope != scope.scope_id or not lies_in(entry, scope.out):
        return False
    planned = letter.copy.as_posix() if letter.copy is not None else ""
    return entry.outcome is not Outcome.RELEASED or entry.copy == planned


def copy_is_as_recorded(out: Path, entry: LetterEntry) -> bool:
    """Return whether the copy of a letter stands in OUT just as it was written."""
    return holds(out / entry.copy, entry.copy_sha256)


def _result(entry: LetterEntry, numbers: Sequence[int]) -> LetterResult:
    """Return the result that an entry was made from, as far as a run still needs it."""
    return LetterResult(
        entry.letter_id,
        entry.scope,
        entry.outcome,
        entry.exit_code,
        entry.reason,
        entry.encoding,
        entry.source_sha256,
        entry.copy_sha256 if entry.outcome is Outcome.RELEASED else "",
        doubts=entry.doubts,
        rulings=tuple(numbers[place] for place in entry.matched if place < len(numbers)),
        tally=entry.tally,
    )


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
