"""Fill a packet with copies: each dossier redacted, searched for every known name, or left out."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from redact.config import Config
from redact.datamodel import KnownPerson, Outcome
from redact.errors import ExitCode, worst
from redact.pipeline.blind.known_names import KnownNames, is_clean
from redact.pipeline.blind.rounds import Numbered
from redact.pipeline.blind.watched import KNOWN_NAME, Watched
from redact.pipeline.check import CopyState
from redact.pipeline.results import WITH_ANOTHER, LetterResult
from redact.pipeline.rulings import FiledRuling, RulingIndex
from redact.pipeline.run import Progress, report_scope
from redact.pipeline.scope import process_scope

if TYPE_CHECKING:
    from redact.pipeline.redactor import Redactor

_HINT = "; on the page for the chair: waiting-"
#: The reason of a document in which nothing is written.
EMPTY = "it holds no text"
_ABSENCES = {
    Outcome.HELD: "held: a person must decide about a doubt first",
    Outcome.WITHHELD: "withheld: a name survives in a copy",
    Outcome.REFUSED: "refused: a document is empty, cannot be read, or is in a format that is not",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A dossier after redaction: what became of each letter, and what its copy says.

    There are no `texts` where a letter could not be read. `waiting` counts the dossiers that are
    not released; the page for the chair calls them by it.
    """

    numbered: Numbered
    results: tuple[LetterResult, ...]
    texts: tuple[str, ...] = field(default=(), repr=False)
    waiting: int = 0

    @property
    def name(self) -> str:
        """How the dossier is called where nobody is named."""
        return self.number if self.released else f"waiting-{self.waiting}"

    @property
    def number(self) -> str:
        return self.numbered.number

    @property
    def released(self) -> bool:
        return all(result.outcome is Outcome.RELEASED for result in self.results)

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """The path and the SHA-256 of each copy in the packet."""
        pairs = zip(self.numbered.scope.letters, self.results, strict=True)
        return tuple(
            (letter.copy.as_posix(), result.copy_sha256) for letter, result in pairs if letter.copy
        )

    @property
    def absence(self) -> str:
        """Why the dossier is not in the packet, in words that tell of no letter."""
        codes = [result.exit_code for result in self.results]
        outcomes = {result.outcome for result in self.results if result.exit_code is worst(codes)}
        ranked = (Outcome.REFUSED, Outcome.HELD, Outcome.WITHHELD)
        return _ABSENCES[next((one for one in ranked if one in outcomes), Outcome.WITHHELD)]


def fill(
    plan: Sequence[Numbered],
    redactor: "Redactor",
    config: Config,
    roster: Sequence[KnownPerson],
    filed: Sequence[FiledRuling],
    progress: Progress | None,
) -> tuple[Filled, ...]:
    """Return what became of each dossier; the copies of those released lie where the plan says."""
    known = KnownNames(roster, config)
    total = sum(len(one.scope.letters) for one in plan)
    index = RulingIndex(filed)
    filled: list[Filled] = []
    done = waiting = 0
    for one in plan:
        watched = Watched(
            redactor, known
        )  # lives no longer than its dossier: documents may be large
        results = process_scope(one.scope, cast("Redactor", watched), config.limits, index)
        each = Filled(one, results, tuple(letter.copy.text for letter in watched.letters))
        if each.released:
            stopped = _stopped(each, [letter.source.text for letter in watched.letters], known)
            if stopped:
                shutil.rmtree(one.scope.out / one.number)
                each = replace(each, results=stopped)
        if not each.released:
            waiting += 1
            each = replace(each, waiting=waiting, results=_called(each.results, waiting))
        filled.append(each)
        for report in report_scope(one.scope, each.results):
            done += 1
            if progress is not None:
                progress(report, done, total)
    return tuple(filled)


def _called(results: Sequence[LetterResult], waiting: int) -> tuple[LetterResult, ...]:
    """Return results whose reasons, on the terminal alone, say what the page calls the dossier."""
    return tuple(
        replace(one, reason=f"{one.reason.partition('; see redact review')[0]}{_HINT}{waiting}")
        for one in results
    )


def _stopped(one: Filled, sources: Sequence[str], known: KnownNames) -> tuple[LetterResult, ...]:
    """Return the results of a dossier that may not be released after all; none where it may.

    A document without text is a mistake of whoever sent it; reviewers would get a blank page.
    """
    empty = [not text.strip() for text in sources]
    if any(empty):
        return _withheld(one.results, empty, Outcome.REFUSED, ExitCode.UNREADABLE, EMPTY)
    copies = known.search(one.numbered.scope.out, [path for path, _ in one.files])
    if is_clean(copies):
        return ()
    named = [copy.state is not CopyState.CLEAN for copy in copies]
    return _withheld(one.results, named, Outcome.WITHHELD, ExitCode.SURVIVOR, KNOWN_NAME)


def _withheld(
    results: Sequence[LetterResult],
    culprits: Sequence[bool],
    outcome: Outcome,
    code: ExitCode,
    reason: str,
) -> tuple[LetterResult, ...]:
    """Return the results of a dossier that is withheld for what some of its documents are."""
    return tuple(
        replace(
            result,
            outcome=outcome if culprit else Outcome.WITHHELD,
            exit_code=code,
            reason=reason if culprit else WITH_ANOTHER,
            copy_sha256="",
        )
        for result, culprit in zip(results, culprits, strict=True)
    )
