"""Lint letters one by one: read, look for names with the redactor, and publish mended copies."""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from redact import formats
from redact.config import Config
from redact.datamodel import Action, Decision, Document, Segment
from redact.errors import ExitCode, FormatError, InputError, RedactError, UsageError, WriteError
from redact.lint.findings import Finding, Severity
from redact.lint.linter import Linter
from redact.lint.names import Seen, Sighting
from redact.pipeline.files import publish
from redact.pipeline.places import check_places, check_targets, out_is_file
from redact.pipeline.sources import SourceFile, collect, shown

if TYPE_CHECKING:
    from redact.pipeline.redactor import Redactor

#: The score from which on a name of the model is sure in a letter that was redacted already.
_SURE = {"PERSON": 0.7, "ORGANIZATION": 0.93, "LOCATION": 0.93}
_MODEL = "model"
_STREAM = Path("-")
#: "StyleGAN", "HuBERT", "fastLLM", "bf16": no name of anybody looks like this.
_TECHNICAL = re.compile(r"\S*(?:[a-z][A-Z]{2}|[^\W\d_]\d)\S*")
#: A month by itself is a month, unless a rule or another mention says otherwise.
_MONTH = re.compile("April|May|June|July|August")


@dataclass(frozen=True, slots=True)
class LintedLetter:
    """What was found in one letter; or, where it could not be looked at, why.

    `name` is the path as the user may call it; `hidden` counts the placeholders, `blacked_out` the
    places that are blacked out by signs.
    """

    name: str
    text: str = field(default="", repr=False)
    findings: tuple[Finding, ...] = ()
    hidden: int = 0
    blacked_out: int = 0
    copy: Path | None = None
    problem: str = ""
    code: ExitCode = ExitCode.DONE


def lint_letters(
    paths: Sequence[Path],
    config: Config,
    redactor: "Callable[[], Redactor]",
    out: Path | None = None,
    *,
    overwrite: bool = False,
) -> Iterator[LintedLetter]:
    """Yield each letter with its findings; with `out`, a mended copy of each is written.

    `redactor` is called once, when something can be read.

    Raises:
        InputError: there is nothing but what cannot be read.
        UsageError: a copy has no place, or one that is occupied; or a stream is to be read.
        ModelError: the model is missing or broken.
    """
    if _STREAM in paths:
        raise UsageError("lint reads files only, not standard input; name a file")
    sources = collect(paths)
    targets = _targets(paths, sources, out, overwrite=overwrite)
    linter, finder = Linter(config), redactor()
    for source in sources:
        try:
            yield _linted(source, targets.get(source), config, linter, finder)
        except RedactError as error:
            yield LintedLetter(_called(source), problem=str(error), code=error.exit_code)
        except Exception as error:  # noqa: BLE001 - letters stand alone, whatever befalls one
            reason = f"unexpected error: {type(error).__name__}"
            yield LintedLetter(_called(source), problem=reason, code=ExitCode.UNEXPECTED)


def seen_by(redactor: "Redactor", text: str) -> Seen:
    """Return what a redactor would still hide in a text."""
    if not text:
        return Seen()
    (letter,) = redactor.redact([Document("letter", (Segment(text),))])
    decisions = [placed.decision for placed in letter.placed]
    hidden = [one for one in decisions if one.action is Action.HIDE]
    sure = _sure(text, hidden)
    sightings = (Sighting(one.span, one.label, one.number, _entity(one) in sure) for one in hidden)
    kept = (one.span for one in decisions if one.action is Action.KEEP)
    return Seen(tuple(sightings), tuple(kept))


def _linted(
    source: SourceFile, target: Path | None, config: Config, linter: Linter, redactor: "Redactor"
) -> LintedLetter:
    if source.problem:
        raise InputError(source.problem)
    document = formats.read(source.path, "letter", config.limits)
    findings = linter.lint(document.text, partial(seen_by, redactor))
    if target is not None:
        _publish(document, linter.mend(document.text), target)
    left = any(finding.severity is Severity.ERROR for finding in findings)
    code = ExitCode.SURVIVOR if left else ExitCode.DONE
    hidden, blacked_out = linter.hidden(document.text)
    return LintedLetter(
        _called(source), document.text, findings, hidden, blacked_out, target, code=code
    )


def _called(source: SourceFile) -> str:
    """Return the path of a source as it is shortest from here."""
    here = Path.cwd()
    inside = source.path.is_relative_to(here)
    return str(source.path.relative_to(here) if inside else source.path)


def _publish(document: Document, mended: str, target: Path) -> None:
    """Write the mended copy, which is read back before it is moved into place."""
    if document.format not in formats.EXACT:
        raise FormatError("only plain text can be mended; mend the document by hand")
    copy = replace(document, segments=(Segment(mended),) if mended else ())

    def check(written: bytes) -> None:
        if formats.reopen(written, copy).text != mended:
            raise WriteError("the copy reads otherwise than it was written; check the disk")

    publish(formats.write(copy), target, check)


def _targets(
    paths: Sequence[Path], sources: Sequence[SourceFile], out: Path | None, *, overwrite: bool
) -> dict[SourceFile, Path]:
    """Return where the copy of each readable source goes; none where no copies are asked for."""
    if out is None:
        return {}
    plain = Path(os.path.abspath(out))  # noqa: PTH100 - resolves no link
    check_places(paths, plain, None)
    readable = [source for source in sources if not source.problem]
    if out_is_file(paths, plain):
        folder, targets = plain.parent, dict.fromkeys(readable, plain)
    elif len(paths) > 1 and plain.suffix and not plain.is_dir():
        raise UsageError(f"{shown(out)}: one file for several letters; name a folder with -o")
    else:
        folder, targets = plain, {source: plain / source.relative for source in readable}
    check_targets(list(targets.values()), folder, None if overwrite else ())
    return targets


def _sure(text: str, decisions: Sequence[Decision]) -> frozenset[tuple[str, int]]:
    """Return the entities of which one mention at least was found by a rule, or surely."""
    best: defaultdict[tuple[str, int], float] = defaultdict(float)
    for one in decisions:
        detection = one.mention.detection
        if one.mention.rule != "detected":
            continue
        score = 1.0
        if detection.recognizer == _MODEL:
            surface = one.span.of(text)
            ordinary = _TECHNICAL.fullmatch(surface) or _MONTH.fullmatch(surface)
            score = 0.0 if ordinary else detection.score
        best[_entity(one)] = max(best[_entity(one)], score)
    return frozenset(entity for entity, score in best.items() if score >= _SURE.get(entity[0], 0.0))


def _entity(decision: Decision) -> tuple[str, int]:
    return decision.label, decision.number
