"""What the private map knows of one letter, and the line of JSON that it is kept as."""

import json
import re
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from os.path import isabs
from typing import Any

from redact.datamodel import LABELS, Doubt, Outcome, Span
from redact.errors import ExitCode

#: The reason in the entry of a copy that is meant but not yet known to be in place.
UNFINISHED = "unfinished"
#: The reason in the entry of an earlier copy that stays where its letter has another by now.
LEFT = "an earlier copy of a letter that has another"
#: The reason in that entry once nobody finds the copy any more.
LEFT_NO_MORE = "an earlier copy that is gone"
_LETTER_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class HiddenSpan:
    """A span of the source that the copy hides, with the label and number of its entity.

    `score` says how sure the detector was (0..1), `placeholder` what the copy shows.
    """

    start: int = field(repr=False)
    end: int = field(repr=False)
    label: str
    number: int
    score: float = 1.0
    placeholder: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.number < 1 or not 0 <= self.score <= 1:
            raise ValueError("not a hidden span")
        if self.label not in LABELS:
            raise ValueError("a hidden span has an unknown label")

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class LetterEntry:
    """All that ties a source to its copy.

    `source` is an absolute path, or empty for standard input; `out` is an absolute folder and
    `copy` a path in it, both empty where nothing was released. `kept` holds, for each mention
    that was decided to be kept, its span in the source and in the copy. `number` is the one that
    names the copy, fixed once given, or 0. `doubts` are spans of the copy, also of one that was
    held back: it can be made again from the source and the hidden spans. `made_from` is a digest of
    all that the outcome depends on, empty where the letter is to be done again; `matched` tells
    which of the decisions of people about this letter, counted from 0, had to do with it. `tally`
    stands in for the hidden spans in an entry that is `brief`.
    """

    letter_id: str
    scope: str
    source: str = field(repr=False)
    copy: str = field(repr=False)
    out: str = field(repr=False)
    source_sha256: str = field(repr=False)
    copy_sha256: str
    encoding: str
    outcome: Outcome
    exit_code: ExitCode
    reason: str = field(repr=False)
    hidden: tuple[HiddenSpan, ...] = field(repr=False)
    kept: tuple[tuple[Span, Span], ...] = field(repr=False)
    number: int
    doubts: tuple[Doubt, ...] = field(default=(), repr=False)
    made_from: str = field(default="", repr=False)
    matched: tuple[int, ...] = field(default=(), repr=False)
    tally: tuple[tuple[str, int], ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        if not is_letter_id(self.letter_id):
            raise ValueError("a letter id is 16 hexadecimal digits")
        if any(path and not isabs(path) for path in (self.source, self.out)):  # noqa: PTH117 - often
            raise ValueError("an entry of the private map needs absolute paths")
        if self.copy.startswith("/") or ".." in self.copy.split("/"):
            raise ValueError("a copy lies in the output folder")
        if self.number < 0:
            raise ValueError("the number of a letter is not negative")

    @property
    def counts(self) -> Mapping[str, int]:
        """How many mentions of each label are hidden."""
        return dict(self.tally) if self.tally else Counter(one.label for one in self.hidden)

    @property
    def is_left(self) -> bool:
        """Whether this stands for no letter, but for an earlier copy of one that has another."""
        return self.reason in (LEFT, LEFT_NO_MORE)

    @property
    def brief(self) -> "LetterEntry":
        """The entry without its spans, which take most of its room, but with their counts."""
        return replace(self, hidden=(), kept=(), tally=_tally(self.counts))


def new_letter_id() -> str:
    """Return an opaque name for a letter, drawn at random."""
    return secrets.token_hex(8)


def is_letter_id(text: str) -> bool:
    """Return whether a text is such a name.

    >>> is_letter_id("00f1e2d3c4b5a697")
    True
    """
    return _LETTER_ID.fullmatch(text) is not None


def encode(entry: LetterEntry) -> bytes:
    """Return the entry as a line of JSON in ASCII, so that any file name survives."""
    content = {
        "letter_id": entry.letter_id,
        "scope": entry.scope,
        "source": entry.source,
        "copy": entry.copy,
        "out": entry.out,
        "source_sha256": entry.source_sha256,
        "copy_sha256": entry.copy_sha256,
        "encoding": entry.encoding,
        "outcome": entry.outcome.value,
        "exit_code": int(entry.exit_code),
        "reason": entry.reason,
        "hidden": [
            [span.start, span.end, span.label, span.number, span.score, span.placeholder]
            for span in entry.hidden
        ],
        "kept": [[old.start, old.end, new.start, new.end] for old, new in entry.kept],
        "number": entry.number,
        "doubts": [
            [doubt.span.start, doubt.span.end, doubt.kind, doubt.likelihood]
            for doubt in entry.doubts
        ],
        "made_from": entry.made_from,
        "matched": entry.matched,
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def decode(content: Mapping[str, Any]) -> LetterEntry:
    """Return the entry that a line of JSON holds.

    Raises:
        ValueError: it holds none; the message quotes nothing of it.
    """
    content = _as_now(content)
    try:
        entry = replace(
            _brief(content),
            hidden=tuple(HiddenSpan(*values) for values in content["hidden"]),
            kept=tuple((Span(a, b), Span(c, d)) for a, b, c, d in content["kept"]),
            tally=(),
        )
    except (KeyError, TypeError, ValueError):
        raise ValueError("not an entry of the private map") from None
    # Whatever type or key slipped through would be written in another way.
    if json.loads(encode(entry)) != content:
        raise ValueError("not an entry of the private map")
    return entry


def decode_brief(content: Mapping[str, Any]) -> LetterEntry:
    """Return the `brief` entry that a line of JSON holds; its spans are counted, not looked at.

    Raises:
        ValueError: it holds none; the message quotes nothing of it.
    """
    try:
        return _brief(_as_now(content))
    except (KeyError, TypeError, ValueError):
        raise ValueError("not an entry of the private map") from None


def _brief(content: Mapping[str, Any]) -> LetterEntry:
    matched, kept = content["matched"], content["kept"]
    numbers = content["number"], content["exit_code"], *matched
    if content.keys() != _KEYS or not isinstance(kept, list):
        raise TypeError("other values are due")
    if any(type(number) is not int for number in numbers):
        raise TypeError("a number is due")
    return LetterEntry(
        **{name: _text(content[name]) for name in _TEXTS},
        outcome=Outcome(content["outcome"]),
        exit_code=ExitCode(content["exit_code"]),
        hidden=(),
        kept=(),
        number=content["number"],
        doubts=tuple(Doubt(Span(a, b), *rest) for a, b, *rest in content["doubts"]),
        made_from=_text(content["made_from"]),
        matched=tuple(matched),
        tally=_tally(Counter(label for _, _, label, *_ in content["hidden"])),
    )


def _tally(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return shared(tuple(sorted(counts.items())))


@lru_cache(maxsize=4096)
def shared(tally: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """Return one tuple for all that are equal: letters of a kind hide much the same."""
    return tally


def _as_now(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an entry of version 0.1, which knew less, as one of today."""
    hidden = content.get("hidden")
    if "doubts" not in content and isinstance(hidden, list):
        longer = [[*span, 1.0, ""] if isinstance(span, list) else span for span in hidden]
        content = {**content, "hidden": longer, "doubts": []}
    if "made_from" not in content:
        content = {**content, "made_from": "", "matched": []}
    return content


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is due")
    return value


_TEXTS = (
    "letter_id",
    "scope",
    "source",
    "copy",
    "out",
    "source_sha256",
    "copy_sha256",
    "encoding",
    "reason",
)
_KEYS = {
    *_TEXTS,
    "outcome",
    "exit_code",
    "hidden",
    "kept",
    "number",
    "doubts",
    "made_from",
    "matched",
}
