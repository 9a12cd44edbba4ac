"""Run the cases through the product, and say of each what became of it."""

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redact.config import load_config
from redact.datamodel import KnownPerson
from redact.errors import ExitCode
from redact.pipeline.redactor import Redactor
from redact.pipeline.run import run
from tests.leaks import reading
from tests.leaks.corpus import PLANTED, Planted
from tests.leaks.corpus.letter import HEAD, HINDI, IDENTITIES, TAIL, Seen
from tests.leaks.unpack import Piece, tells, unpack

PLACEHOLDER = re.compile(
    r"\[(?:name|organization|location|email|phone|url|number|id|handle|date of birth)\]"
)
_SUBJECT = r"(?:[\s*]*\[[a-z ]+\][\s*]*(?:in )?)+"
_SENTENCE = re.compile(re.escape(HEAD.strip()) + _SUBJECT + re.escape(TAIL.strip()))
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a case: the exit code, and what a search of the copy found."""

    planted: Planted
    code: int
    reason: str
    survivors: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    shown: bool = False
    sentence: bool = False
    broken: str = ""

    @property
    def outcome(self) -> str:
        """What became of the planted text, in a word."""
        if self.code == ExitCode.FORMAT:
            return "refused"
        if self.code == ExitCode.SURVIVOR:
            return "withheld"
        if self.code:
            return f"exit {self.code}"
        if self.survivors:
            return "LEAKED"
        return "redacted" if self.shown else "dropped"

    @property
    def faults(self) -> tuple[str, ...]:
        """Whatever is not as it has to be."""
        case = self.planted.case
        made = []
        if self.survivors:
            made.append(f"survives in {', '.join(self.survivors[:4])}")
        if self.code not in case.codes:
            made.append(f"exit {self.code} ({self.reason})")
        if self.code:
            return tuple(made)
        if self.broken:
            made.append(f"the copy does not open: {self.broken}")
        if self.lost:
            made.append(f"words lost: {' '.join(self.lost[:8])}")
        if case.seen in (Seen.SENTENCE, Seen.WORD) and not self.shown:
            made.append("no placeholder")
        elif case.seen is Seen.SENTENCE and not self.sentence:
            made.append("the sentence around the placeholder is not whole")
        if case.seen is Seen.NOBODY and self.shown:
            made.append("a placeholder for what nobody saw")
        return tuple(made)


def roster() -> tuple[KnownPerson, ...]:
    """Return the roster of all who are planted."""
    return tuple(
        KnownPerson((who.name,), (who.organization,), (who.place,), (who.email,))
        for who in (*IDENTITIES, HINDI)
    )


def redactor(**overrides: Any) -> Redactor:
    """Return the redactor that knows all who are planted."""
    return Redactor(load_config(overrides=overrides), roster())


def try_all(model: Redactor, planted: Sequence[Planted] = PLANTED, **overrides: Any) -> list[Trial]:
    """Redact cases in one run, as letters of one folder, and return what became of each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, out = folder / "in", folder / "out"
        source.mkdir()
        for each in planted:
            (source / each.file_name).write_bytes(each.source())
        config = load_config(overrides={"keep_names": True, **overrides})
        done = run([source], out, folder / "records", config, lambda: model)
        reports = {report.name: report for report in done.letters}
        trials = []
        for each in planted:
            report = reports[each.file_name]
            result = report.result
            copy = report.copy.read_bytes() if report.copy else None
            suffix = report.copy.suffix[1:] if report.copy else ""
            trials.append(judged(each, int(result.exit_code), result.reason, copy, suffix))
        return trials


def judged(planted: Planted, code: int, reason: str, copy: bytes | None, suffix: str) -> Trial:
    """Return what a search of the copy of a case finds; `suffix` tells its format."""
    if copy is None:
        return Trial(planted, code, reason)
    pieces = unpack(copy)
    found = sorted({piece.part for piece in pieces if tells(piece, planted.who)})
    broken, text = "", ""
    try:
        reading.opens(copy, suffix)
        text = reading.read(copy, suffix)
    except Exception as error:  # noqa: BLE001 - whatever a reader finds wrong
        broken = f"{type(error).__name__}: {str(error)[:100]}"
    words = set(_WORD.findall(text))
    wanted = [word for part in _visible(planted) for word in _WORD.findall(part)]
    lost = tuple(dict.fromkeys(word for word in wanted if word not in words))
    shown = bool(PLACEHOLDER.search(text)) or any(_shows(piece) for piece in pieces)
    whole = bool(_SENTENCE.search(text))
    return Trial(planted, code, reason, tuple(found), lost, shown, whole, broken)


def _visible(planted: Planted) -> tuple[str, ...]:
    """Return the words that a reader of the source sees and that tell nothing."""
    case = planted.case
    read = reading.read(planted.source(), case.suffix) if case.usual else ""
    return (*case.words, *(part for part in (HEAD, TAIL) if part.strip() in read))


def _shows(piece: Piece) -> bool:
    return isinstance(piece.text, str) and bool(PLACEHOLDER.search(piece.text))
