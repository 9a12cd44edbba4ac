"""Decisions of people in a round: once they are carried out, they lie under the seal alone.

A decision names a letter by its hash, and says what is hidden in it: beside a copy that hides
something there, it tells whose the copy is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redact.pipeline.blind.filling import Filled
from redact.pipeline.blind.identity import Identity
from redact.pipeline.blind.shred import remove, rewrite
from redact.pipeline.blind.vault import real_file
from redact.pipeline.decisions_file import Entry, load, parse
from redact.pipeline.draft import written
from redact.pipeline.rulings import FiledRuling, files_of, read_rulings, ruled

_SEAL = "the seal"


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided: as it stands in files, and as it is under the seal by now.

    `entries` are those of the files, each with who decided, when and why.
    """

    filed: tuple[FiledRuling, ...] = field(repr=False)
    sealed: tuple[FiledRuling, ...] = field(repr=False)
    entries: tuple[Entry, ...] = field(repr=False)

    def taken_in(self, one: Filled, earlier: Iterable[Entry]) -> tuple[Entry, ...]:
        """Return the decisions to seal with a dossier: those about it, the newer for the older."""
        about = (entry for entry in self.entries if _is_about(entry, one))
        return tuple({_key(entry): entry for entry in (*earlier, *about)}.values())


def decided(records: Path, given: Path | None, known: Mapping[str, Identity]) -> Decided:
    """Return the decisions of the records, of a file given, and of the identities under the seal.

    Raises:
        ConfigError: a file cannot be read, or a decision in it is wrong.
    """
    paths = files_of(records, given)
    filed = read_rulings(paths)
    entries = tuple(entry for path in paths for entry in _complete(path))
    overruled = set(map(_key, entries))
    sealed = (entry for who in known.values() for entry in who.decisions)
    standing = [entry for entry in sealed if _key(entry) not in overruled]
    numbered = enumerate(standing, len(filed) + 1)
    return Decided(filed, tuple(ruled(entry, at, _SEAL) for at, entry in numbered), entries)


def drop_carried_out(records: Path, filled: Sequence[Filled]) -> None:
    """Take out of the file in the records what is about a dossier that has a number.

    Raises:
        ConfigError: the file cannot be read.
        WriteError: it cannot be written; it is as it was.
    """
    for path in files_of(records, None):
        table = parse(load(path), path)
        left = tuple(entry for entry in table.decisions if not _tells(entry, filled))
        if len(left) == len(table.decisions):
            continue
        if not left:
            remove(real_file(path))
        else:
            rewrite(real_file(path), written(table.model_copy(update={"decisions": left})).encode())


def still_tells(given: Path | None, filled: Sequence[Filled]) -> bool:
    """Return whether a file that was given, and is nobody's to change, tells whose a number is.

    Raises:
        ConfigError: the file cannot be read.
    """
    entries = () if given is None or not given.exists() else parse(load(given), given).decisions
    return any(_tells(entry, filled) for entry in entries)


def _complete(path: Path) -> list[Entry]:
    table = parse(load(path), path)
    return [
        entry.model_copy(
            update={
                "who": entry.who or table.who,
                "when": entry.when or table.when,
                "why": entry.why or table.why,
            }
        )
        for entry in table.decisions
        if entry.do is not None
    ]


def _tells(entry: Entry, filled: Iterable[Filled]) -> bool:
    return any(one.released and _is_about(entry, one) for one in filled)


def _is_about(entry: Entry, one: Filled) -> bool:
    """Return whether a decision names a letter of a dossier; one on every letter names none."""
    return bool(entry.letter or entry.source) and any(
        entry.letter in ("", result.letter_id) and entry.source in ("", result.source_sha256)
        for result in one.results
    )


def _key(entry: Entry) -> tuple[str, str, str]:
    return entry.letter, entry.source, entry.text
