"""Decisions of people: a YAML file of them, the letters that they are about, what they matched."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from redact.audit.folder import PRIVATE
from redact.datamodel import LABELS, Outcome, Ruling, Verdict
from redact.errors import ConfigError
from redact.names import Term, literally, occurrences, words
from redact.pipeline.results import LetterResult

#: The decisions that a records folder feeds back by itself.
OWN_FILE = Path(PRIVATE) / "decisions.yaml"
#: What became of these letters says nothing of the decisions about them.
_UNTOLD = (Outcome.WITHHELD, Outcome.REFUSED)


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


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Entry(_Table):
    """One decision as it is written; `do` is empty as long as nobody has decided."""

    text: Annotated[str, Field(min_length=1, repr=False)]
    do: Verdict | None = None
    label: str = "PERSON"
    letter: Annotated[str, Field(pattern=r"^([0-9a-f]{16})?$")] = ""
    source: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$", repr=False)] = ""
    kind: str = ""
    likelihood: float = 0.0
    who: str | None = None
    when: datetime.date | str | None = None
    why: str | None = None

    @field_validator("do", mode="before")
    @classmethod
    def _undecided(cls, value: Any) -> Any:
        return value or None

    @field_validator("label")
    @classmethod
    def _known(cls, label: str) -> str:
        if label not in LABELS:
            raise ValueError(f"unknown label {label}; known are {', '.join(LABELS)}")
        return label


class _File(_Table):
    """A decisions file; what stands at the top goes for every decision that does not say it."""

    who: str | None = None
    when: datetime.date | str | None = None
    why: str | None = None
    decisions: tuple[_Entry, ...] = ()

    @field_validator("decisions", mode="before")
    @classmethod
    def _none(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value or ()


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
    own = records / OWN_FILE
    return read_rulings([*([own] if own.is_file() else []), *([given] if given else [])])


def _read(path: Path) -> list[FiledRuling]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"decisions file {path}: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark is not None else ""
        raise ConfigError(f"decisions file {path}{place}: not valid YAML in UTF-8") from None
    try:
        table = _File.model_validate(content or {})
    except ValidationError as error:
        raise ConfigError(f"decisions file {path}: {_explain(error)}") from None
    return [
        _filed(path, number, entry, table)
        for number, entry in enumerate(table.decisions, 1)
        if entry.do is not None
    ]


def _filed(path: Path, number: int, entry: _Entry, table: _File) -> FiledRuling:
    assert entry.do is not None  # chosen by the caller
    for name in ("who", "when", "why"):
        if not (getattr(entry, name) or getattr(table, name)):
            raise ConfigError(
                f"decisions file {path}: decision {number}: {name} is missing; say it there, or"
                " once at the top for all"
            )
    if not any(map(str.isalnum, entry.text)):
        raise ConfigError(f"decisions file {path}: decision {number}: text needs a word")
    ruling = Ruling(entry.text, entry.do, entry.label, number)
    return FiledRuling(ruling, str(path), entry.letter, entry.source)


def _explain(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = [str(part + 1) if isinstance(part, int) else str(part) for part in first["loc"]]
    where = " ".join(["decision", *place[1:]] if place[:1] == ["decisions"] else place)
    if first["type"] == "extra_forbidden":
        return f"unknown key: {where}"
    return f"{where}: {first['msg']}"


def stands_in(ruling: Ruling, text: str) -> bool:
    """Return whether what a ruling is about stands in a text."""
    if next(literally(text, ruling.text), None) is not None:
        return True
    key = tuple(word.folded for word in words(ruling.text))
    found = occurrences(text, words(text), [Term(key, cased=False)]) if key else iter(())
    return next(found, None) is not None


def unmatched(filed: Sequence[FiledRuling], results: Sequence[LetterResult]) -> tuple[str, ...]:
    """Return a line for each decision that matched nothing in a run, with the reason."""
    matched = {(result.letter_id, number) for result in results for number in result.rulings}
    by_id = {result.letter_id: result for result in results}
    lines = []
    for index, one in enumerate(filed, 1):
        reach = [one.letter_id] if one.letter_id else list(by_id)
        if any(by_id[each].outcome in _UNTOLD for each in reach if each in by_id):
            continue
        if not any((letter_id, index) in matched for letter_id in reach):
            lines.append(f"{one.origin}: decision {one.ruling.number}: {_why(one, by_id)}")
    return tuple(lines)


def _why(one: FiledRuling, by_id: dict[str, LetterResult]) -> str:
    if one.letter_id and one.letter_id not in by_id:
        return "its letter is not in this run"
    sources = [result.source_sha256 for result in by_id.values()]
    if one.letter_id:
        sources = [by_id[one.letter_id].source_sha256]
    if one.source_sha256 and one.source_sha256 not in sources:
        return "its letter has changed since; decide anew"
    return "matches nothing; its text does not stand there"
