"""What a person has to see and to decide: read from the records, the letters and the copies."""

import hashlib
import math
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from redact import formats
from redact.alignment import Alignment, spliced
from redact.audit.folder import PRIVATE, make_folders, release_lock, replace_owned, take_lock
from redact.audit.letter_entry import UNFINISHED
from redact.audit.private import LetterEntry, read_entries
from redact.datamodel import Document, Doubt, Outcome, Verdict
from redact.errors import ExitCode, FormatError, InputError, RedactError, UsageError
from redact.pipeline.again import ANY_SIZE, read_again
from redact.pipeline.decisions_file import Entry, load, parse
from redact.pipeline.draft import Open, drafted
from redact.pipeline.reopened import says_the_same
from redact.pipeline.results import likely_in
from redact.pipeline.rulings import OWN_FILE
from redact.pipeline.sources import shown
from redact.review.letters import HiddenPart, ListedDoubt, Review, ReviewedLetter, Texts
from redact.review.page import OPENING, page

#: Where the page lies when nothing else is said.
OWN_PAGE = Path(PRIVATE) / "review.html"
_STREAM = "standard input"


@dataclass(frozen=True, slots=True)
class ReviewDone:
    """Where the page and the decisions file are, what they show, and what could not be shown."""

    page: Path = field(repr=False)
    decisions: Path = field(repr=False)
    letters: tuple[ReviewedLetter, ...]
    unshown: tuple[tuple[str, str], ...] = field(repr=False)

    @property
    def exit_code(self) -> ExitCode:
        """4 where a letter is gone or has changed, else 0."""
        return ExitCode.UNREADABLE if self.unshown else ExitCode.DONE


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was found of one letter; `problem` says why its text is not what the records know."""

    entry: LetterEntry
    name: str = field(repr=False)
    texts: Texts | None = None
    notes: tuple[str, ...] = ()
    problem: str = ""
    doubted: tuple[str, ...] = field(default=(), repr=False)


def review(records: Path, at: Path | None = None) -> ReviewDone:
    """Write the review page, and add to the decisions file what nobody has decided yet.

    The page lies in the private part of the records, or `at` a place that is named. What the
    decisions file holds already stays as it is.

    Raises:
        InputError: there is no map in the records; the message says which folder to give.
        AuditError: the map is damaged.
        ConfigError: the decisions file is wrong; nothing was written.
        LockedError: a run writes to the records.
        UsageError: the page may not lie there.
        WriteError: a file cannot be written.
    """
    place = records.absolute() / OWN_PAGE
    entries = _entries(records)
    if at is not None:
        place = Path(os.path.abspath(at))  # noqa: PTH100 - resolves no link
        _check_place(place, entries, records)
    make_folders(records)
    lock = take_lock(records)
    try:
        return _review(_entries(records), records.absolute(), place)
    finally:
        release_lock(lock)


def _entries(records: Path) -> tuple[LetterEntry, ...]:
    """Return what the records know of each letter.

    Raises:
        InputError: these are no records; the message says which folder to give.
        AuditError: the map is damaged.
    """
    try:
        return tuple(entry for entry in read_entries(records) if not entry.is_left)
    except InputError:
        near = (Path(f"{records}.records"), records.parent)
        found = next((one for one in near if os.path.isdir(one / PRIVATE)), None)  # noqa: PTH112
        hint = f": redact review {shown(found)}" if found else ", which a run names at its end"
        raise InputError(
            f"{shown(records)}: no records can be read there; give the records folder{hint}"
        ) from None


def _review(entries: Sequence[LetterEntry], records: Path, place: Path) -> ReviewDone:
    decisions = records / OWN_FILE
    names = _names(entries)
    seen = [_look(entry, name) for entry, name in zip(entries, names, strict=True)]
    existing = load(decisions) if os.path.lexists(decisions) else ""
    text = drafted(
        existing, _undecided(seen, _Known(parse(existing, decisions).decisions)), decisions
    )
    known = _Known(parse(text, decisions).decisions)
    letters = tuple(sorted((_listed(one, known) for one in seen), key=_urgency))
    if text != existing:
        replace_owned(decisions, text.encode())
    replace_owned(place, page(Review(letters, str(decisions), str(records))).encode())
    unshown = tuple((one.name, one.problem) for one in seen if one.problem)
    return ReviewDone(place, decisions, letters, unshown)


def _check_place(place: Path, entries: Sequence[LetterEntry], records: Path) -> None:
    """Check that the page lies neither among the copies nor on something else.

    Raises:
        UsageError: it does.
    """
    real = Path(os.path.realpath(place))
    outs = {os.path.realpath(entry.out) for entry in entries if entry.out}
    within = real.is_relative_to(os.path.realpath(records))
    if not within and any(real.is_relative_to(out) for out in outs):
        raise UsageError(
            f"{shown(place)}: the page shows the letters, and the copies there are passed on;"
            " choose another -o"
        )
    if place.is_dir() or not place.parent.is_dir():
        raise UsageError(f"{shown(place)}: -o takes a file in a folder that is there")
    if os.path.lexists(place) and not _is_page(place):
        raise UsageError(f"{shown(place)}: exists and is no review page; choose another -o")


def _is_page(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(OPENING)) == OPENING.encode()
    except OSError:
        return False


def _names(entries: Sequence[LetterEntry]) -> list[str]:
    """Return what the letters are called: their paths below the folder that they share."""
    sources = [entry.source for entry in entries if entry.source]
    above = os.path.commonpath([os.path.dirname(one) for one in sources]) if sources else ""  # noqa: PTH120
    return [
        shown(PurePath(os.path.relpath(entry.source, above))) if entry.source else _STREAM
        for entry in entries
    ]


def _look(entry: LetterEntry, name: str) -> _Seen:
    """Return a letter as it is now, if it is what the records know."""
    seen = _Seen(entry, name)
    if entry.reason == UNFINISHED:
        return replace(seen, problem="the run that read it did not end; run again")
    if not entry.source:
        return replace(seen, notes=("it came by standard input, and its text is not kept",))
    if not entry.encoding:  # no copy was made of it
        return seen
    try:
        document = read_again(entry)
    except RedactError as error:
        return replace(seen, problem=f"the letter cannot be shown: {error}")
    if not all(part.placeholder for part in entry.hidden):
        note = "an older version of the program redacted it, and kept too little; run again"
        return replace(seen, notes=(note,))
    try:
        texts, doubted = _texts(entry, document.text)
    except ValueError:
        return replace(seen, problem="the letter is not what the records tell of; run again")
    notes = tuple(note for note in (_copy_note(entry, document, texts.after),) if note)
    return replace(seen, texts=texts, doubted=doubted, notes=notes)


def _texts(entry: LetterEntry, before: str) -> tuple[Texts, tuple[str, ...]]:
    """Return a letter with its copy made again, and what the letter says where the doubts are.

    Raises:
        ValueError: spans of the entry lie outside of the letter.
    """
    after, pairs = spliced(before, [(part.span, part.placeholder) for part in entry.hidden])
    if any(doubt.span.end > len(after) for doubt in entry.doubts):
        raise ValueError("a doubt lies outside of the copy")
    hidden = tuple(
        HiddenPart(source, copy, part.label, part.number, part.score, part.placeholder)
        for part, (source, copy) in zip(entry.hidden, pairs, strict=True)
    )
    alignment = Alignment(pairs)
    doubted = tuple(alignment.in_source(doubt.span).of(before) for doubt in entry.doubts)
    return Texts(before, after, hidden, entry.kept), doubted


def _copy_note(entry: LetterEntry, document: Document, after: str) -> str:
    """Return what is to be said of the copy on disk."""
    if entry.outcome is not Outcome.RELEASED:
        return "an older copy of it still stands in the output" if entry.copy else ""
    try:
        data = formats.load(Path(entry.out, entry.copy), ANY_SIZE)
        same = hashlib.sha256(data).hexdigest() == entry.copy_sha256
        if same and _says(data, Path(entry.copy), document, after):
            return ""
    except RedactError as error:
        return f"the copy in the output cannot be read: {error}"
    return "the copy in the output is not what was written there, and not what is shown here"


def _says(data: bytes, name: Path, document: Document, after: str) -> bool:
    """Return whether a copy says what the page shows; of a document white space says nothing."""
    if formats.kind_of(data, name) in formats.EXACT and document.format in formats.EXACT:
        with suppress(FormatError):
            return formats.reopen(data, document).text == after
    told = formats.read_bytes(data, document.document_id, name).text
    return says_the_same(told, after)


class _Known:
    """The entries of a decisions file by what they are about."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._numbers: dict[tuple[str, str, str], int] = {}
        for number, entry in enumerate(entries, 1):
            key = (entry.letter, entry.source, entry.text)
            before = self._numbers.get(key)
            if before is None or self.verdict(before) is None:
                self._numbers[key] = number

    def number(self, letter: LetterEntry, text: str) -> int:
        """Return the place of the entry about a text of a letter, a decided one first; 0: none."""
        found = [
            number
            for bound in (letter.letter_id, "")
            for source in (letter.source_sha256, "")
            if (number := self._numbers.get((bound, source, text), 0))
        ]
        return min(found, key=lambda number: (self.verdict(number) is None, number), default=0)

    def verdict(self, number: int) -> Verdict | None:
        """Return what an entry decides; None for what is not decided, or has no entry."""
        return self._entries[number - 1].do if number else None


def _undecided(seen: Sequence[_Seen], known: _Known) -> list[Open]:
    """Return the doubts that the decisions file does not list, each once, the likeliest first."""
    found: dict[tuple[str, str], Open] = {}
    for one in seen:
        for doubt, text in zip(one.entry.doubts, one.doubted, strict=False):
            if not known.number(one.entry, text):
                key = (one.entry.letter_id, text)
                best = found.get(key)
                if best is None or best.likelihood < doubt.likelihood:
                    found[key] = _open(one, doubt, text)
    return sorted(found.values(), key=lambda each: -each.likelihood)


def _open(one: _Seen, doubt: Doubt, text: str) -> Open:
    entry = one.entry
    return Open(entry.letter_id, entry.source_sha256, text, doubt.kind, doubt.likelihood, one.name)


def _listed(one: _Seen, known: _Known) -> ReviewedLetter:
    doubts, holding = [], _holding(one.entry)
    for doubt, text in zip(one.entry.doubts, one.doubted, strict=False):
        number = known.number(one.entry, text)
        listed = ListedDoubt(doubt, number, known.verdict(number), doubt.likelihood >= holding)
        doubts.append(listed)
    doubts.sort(key=lambda each: (-each.doubt.likelihood, each.doubt.span))
    return ReviewedLetter(
        name=one.name,
        copy=one.entry.copy,
        outcome=one.entry.outcome,
        reason="" if one.entry.reason == UNFINISHED else one.entry.reason,
        notes=(*one.notes, *([one.problem] if one.problem else [])),
        texts=one.texts,
        doubts=tuple(doubts),
        untold=0 if one.texts else len(one.entry.doubts),
        letter_id=one.entry.letter_id if one.entry.source else "",
    )


def _holding(entry: LetterEntry) -> float:
    """Return from which likelihood on the doubts of a letter hold it; none does: more than 1."""
    likely = likely_in(entry.reason) if entry.outcome is Outcome.HELD else 0
    values = sorted((doubt.likelihood for doubt in entry.doubts), reverse=True)[:likely]
    return values[-1] if values else math.inf


def _urgency(letter: ReviewedLetter) -> tuple[int, float, str]:
    """Return what letters are sorted by: those that wait for a person, then those in doubt."""
    likeliest = max((listed.doubt.likelihood for listed in letter.doubts), default=0.0)
    ranks = {Outcome.HELD: 0, Outcome.WITHHELD: 1, Outcome.RELEASED: 4, Outcome.REFUSED: 3}
    rank = ranks[letter.outcome]
    if rank > 2 and (letter.doubts or letter.notes):
        rank = 2
    return rank, -likeliest, letter.name
