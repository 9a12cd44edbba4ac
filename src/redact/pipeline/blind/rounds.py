"""One preparation: the dossiers with their review numbers and copies, as a plan of scopes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from redact import formats
from redact.audit.private import new_letter_id
from redact.blind.numbers import draw, shuffled
from redact.config import Config
from redact.pipeline.blind.dossiers import Dossier
from redact.pipeline.blind.identity import Identity, SealedLetter
from redact.pipeline.plan import PlannedLetter, PlannedScope


@dataclass(frozen=True, slots=True)
class Numbered:
    """A dossier under its review number, with the plan of its copies.

    `files` are the names of its files in the dossier, in the order of the letters of the plan.
    """

    number: str
    dossier: Dossier
    scope: PlannedScope
    files: tuple[str, ...] = field(repr=False)


def numbered(
    dossiers: Sequence[Dossier],
    known: Mapping[str, Identity],
    taken: Sequence[str],
    out: Path,
    config: Config,
) -> tuple[Numbered, ...]:
    """Return the dossiers in the order of their review numbers, which is that of nothing else.

    A dossier that is `known` under a number keeps it, and its files keep their copies' names; new
    numbers are none of those `taken`.
    """
    before = {identity.dossier: number for number, identity in known.items()}
    new = [one for one in dossiers if one.name not in before]
    numbers = before | dict(zip((one.name for one in new), draw(len(new), taken), strict=True))
    planned = [_planned(one, numbers[one.name], known, out, config) for one in dossiers]
    return tuple(sorted(planned, key=lambda one: one.number))


def _planned(
    dossier: Dossier, number: str, known: Mapping[str, Identity], out: Path, config: Config
) -> Numbered:
    earlier = {one.name: one for one in known[number].letters} if number in known else {}
    highest = max((one.entry.number for one in earlier.values()), default=0)
    new = [source for source in dossier.files if dossier.key_of(source) not in earlier]
    places = dict(zip(map(dossier.key_of, new), shuffled(highest, len(new)), strict=True))
    letters = []
    for source in dossier.files:
        name = dossier.key_of(source)
        place = places.get(name) or earlier[name].entry.number
        letter_id = earlier[name].entry.letter_id if name in earlier else new_letter_id()
        kind = formats.kind_of_file(source.path)
        suffix = formats.suffix_of(formats.target_of(kind, config.documents))
        copy = None if source.problem else PurePath(number, f"letter-{place}{suffix}")
        letters.append((PlannedLetter(letter_id, place, source, copy, kind), name))
    # Placeholders are numbered in the order of the letters: it is to tell nothing of file names.
    letters.sort(key=lambda each: each[0].number)
    scope = PlannedScope(number, out, tuple(one for one, _ in letters), PurePath(number))
    return Numbered(number, dossier, scope, tuple(name for _, name in letters))


def carried(identity: Identity, letters: Sequence[SealedLetter]) -> tuple[SealedLetter, ...]:
    """Return the letters to seal: the new ones, and of the earlier ones those that are gone.

    A file that comes back finds its place again.
    """
    here = {one.name for one in letters}
    return (*letters, *(one for one in identity.letters if one.name not in here))
