"""Decisions of people: which letters they are about, and what they matched."""

import os
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redact.audit.folder import PRIVATE
from redact.datamodel import LABELS, Outcome, Ruling, Verdict
from redact.errors import ConfigError
from redact.names import Term, key_of, literally, occurrences, words
from redact.pipeline.decisions_file import DecisionsFile, Entry, load, parse, wrong
from redact.pipeline.results import LetterResult

#: The decisions that a records folder feeds back by itself.
OWN_FILE = Path(PRIVATE) / "decisions.yaml"


@dataclass(frozen=True, slots=True)
class FiledRuling:
    """A ruling, the file that it comes from, and what it is bound to.

    `letter_id` is empty for a ruling on all letters; with `source_sha256` it holds until that
    letter changes.
    """

    ruling: Ruling
    origin: str = field(repr=False)
    letter_id: str = ""
    source_sha256: str = field(default="", repr=False)

    def binds(self, letter_id: str, source_sha256: str) -> bool:
        """Return whether the ruling is about a letter as it is now."""
        if self.letter_id and self.letter_id != letter_id:
            return False
        return not self.source_sha256 or self.source_sha256 == source_sha256


class RulingIndex:
    """The decisions of people in their order, found by the letters that they bind."""

    __slots__ = ("_by_letter", "_for_all", "filed")

    def __init__(self, filed: Sequence[FiledRuling] = ()) -> None:
        """Take over the decisions; their numbers are counted from 1."""
        self.filed = tuple(filed)
        self._for_all: list[int] = []
        self._by_letter: dict[str, list[int]] = {}
        for number, one in enumerate(self.filed, 1):
            numbers = self._by_letter.setdefault(one.letter_id, []) if one.letter_id else None
            (self._for_all if numbers is None else numbers).append(number)

    def binding(self, letters: Sequence[tuple[str, str]]) -> dict[int, FiledRuling]:
        """Return by number the decisions about any of some letters, told by id and hash."""
        numbers = set(self._for_all)
        for letter_id, _ in letters:
            numbers.update(self._by_letter.get(letter_id, ()))
        found = ((number, self.filed[number - 1]) for number in sorted(numbers))
        return {
            number: one for number, one in found if any(one.binds(*letter) for letter in letters)
        }


def read_rulings(paths: Iterable[Path]) -> tuple[FiledRuling, ...]:
    """Return the decisions of some files, without those that nobody has made yet.

    Raises:
        ConfigError: a file cannot be read, or a decision in it is wrong; the message names the
            file, the decision by its number, and the key.
    """
    return tuple(ruling for path in paths for ruling in _read(path))


def rulings_of(records: Path, given: Path | None) -> tuple[FiledRuling, ...]:
    """Return the decisions of a records folder, if it holds any, and those of a file given.

    Raises:
        ConfigError: a file cannot be read, or a decision in it is wrong.
    """
    return read_rulings(files_of(records, given))


def files_of(records: Path, given: Path | None) -> tuple[Path, ...]:
    """Return the decisions file of a records folder, if it has one, and a file given."""
    own = records / OWN_FILE
    paths = [own] if os.path.lexists(own) else []
    if given is not None and not (paths and given.exists() and given.samefile(own)):
        paths.append(given)
    return tuple(paths)


def ruled(entry: Entry, number: int, origin: str) -> FiledRuling:
    """Return the ruling in an entry that somebody decided, the n-th of its file.

    Raises:
        ValueError: nobody has decided it.
    """
    if entry.do is None:
        raise ValueError("nobody has decided yet")
    ruling = Ruling(entry.text, entry.do, entry.label or LABELS[0], number)
    return FiledRuling(ruling, origin, entry.letter, entry.source)


def _read(path: Path) -> list[FiledRuling]:
    text = load(path)
    table = parse(text, path)
    decided = []
    for number, entry in enumerate(table.decisions, 1):
        if entry.do is None:
            continue
        lack = _lack(entry, entry.do, table)
        if lack:
            raise wrong(path, text, ("decisions", number - 1), lack)
        decided.append(ruled(entry, number, str(path)))
    _require_one_mind(decided)
    return decided


def _lack(entry: Entry, verdict: Verdict, table: DecisionsFile) -> str:
    """Return what a decision lacks; an empty text where it is whole."""
    for name in ("who", "when", "why"):
        if not (getattr(entry, name) or getattr(table, name)):
            return f"{name} is missing; say it there, or once at the top for all"
    if not any(map(str.isalnum, entry.text)):
        return "text needs a word"
    if verdict is Verdict.HIDE and not entry.label:
        return f"label is missing; say what is hidden: {', '.join(LABELS)}"
    return ""


def _require_one_mind(filed: Sequence[FiledRuling]) -> None:
    """Refuse two decisions of a file, about the same text and the same letter, that differ."""
    first: dict[tuple[tuple[str, ...], str, str], FiledRuling] = {}
    for one in filed:
        other = first.setdefault((_key(one.ruling), one.letter_id, one.source_sha256), one)
        if other.ruling.verdict is not one.ruling.verdict:
            raise ConfigError(
                f"decisions file {one.origin}: decision {one.ruling.number}: not what decision"
                f" {other.ruling.number} says about the same text; strike one of them"
            )


def in_force(filed: Sequence[FiledRuling]) -> tuple[Ruling, ...]:
    """Return the rulings that are carried out together: what one of them hides, none shows."""
    rulings = [one.ruling for one in filed]
    hidden = {_key(ruling) for ruling in rulings if ruling.verdict is Verdict.HIDE}
    return tuple(
        ruling for ruling in rulings if ruling.verdict is Verdict.HIDE or _key(ruling) not in hidden
    )


def _key(ruling: Ruling) -> tuple[str, ...]:
    return key_of(ruling.text) or (ruling.text,)


def stands_in(ruling: Ruling, source: str, copy: str) -> bool:
    """Return whether what a ruling is about stands in a letter.

    What is to be hidden stands in the source; what is to be shown may also be given as the copy
    shows it, placeholders included.
    """
    texts = (source,) if ruling.verdict is Verdict.HIDE else (source, copy)
    return any(_stands(ruling.text, text) for text in texts)


def _stands(phrase: str, text: str) -> bool:
    if next(literally(text, phrase), None) is not None:
        return True
    key = key_of(phrase)
    found = occurrences(text, words(text), [Term(key, cased=False)]) if key else iter(())
    return next(found, None) is not None


def unmatched(
    filed: Sequence[FiledRuling], results: Sequence[LetterResult], known: Container[str]
) -> tuple[str, ...]:
    """Return a line for each decision that matched nothing in a run, with the reason.

    A decision about a letter that is `known` (by its id) but not in this run waits in silence,
    and so does one about letters of which the run could not tell what stands in them.
    """
    matched = {number for result in results for number in result.rulings}
    run = _Reach(
        {result.letter_id: result for result in results},
        all(map(_was_read, results)),
        frozenset(result.source_sha256 for result in results),
    )
    lines = []
    for number, one in enumerate(filed, 1):
        reason = "" if number in matched else _why(one, run, known)
        if reason:
            reach = "one letter" if one.letter_id or one.source_sha256 else "every letter"
            lines.append(f"{one.origin}: decision {one.ruling.number} (for {reach}): {reason}")
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class _Reach:
    """The letters of a run by their ids, whether all were read, and the hashes of all."""

    letters: Mapping[str, LetterResult]
    all_read: bool
    hashes: frozenset[str] = field(repr=False)


def _why(one: FiledRuling, run: _Reach, known: Container[str]) -> str:
    """Return why a decision matched nothing; an empty text where that is as it should be."""
    if one.letter_id and one.letter_id not in run.letters:
        return "" if one.letter_id in known else "its letter is unknown to these records"
    letter = run.letters[one.letter_id] if one.letter_id else None
    if not (run.all_read if letter is None else _was_read(letter)):
        return ""
    hashes = run.hashes if letter is None else (letter.source_sha256,)
    if one.source_sha256 and one.source_sha256 not in hashes:
        return "its letter has changed since; decide anew, or delete this entry"
    if one.letter_id or one.source_sha256:
        return "its text does not stand in that letter"
    return (
        f"its text stands in none of the {len(run.letters)} letters"
        if len(run.letters) != 1
        else "its text does not stand in the letter"
    )


def _was_read(result: LetterResult) -> bool:
    return result.outcome is not Outcome.REFUSED and bool(result.source_sha256)
