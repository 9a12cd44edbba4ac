"""What a worker does with a dossier of a packet: redact it, and look for every known name."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from redact.datamodel import Document, Doubt, Outcome, Ruling, Span
from redact.errors import ExitCode, SurvivorError
from redact.formats.form import Options, Reopened
from redact.pipeline.blind.known_names import KnownNames, is_clean
from redact.pipeline.check import CopyState
from redact.pipeline.job import Job
from redact.pipeline.plan import PlannedScope
from redact.pipeline.results import WITH_ANOTHER, LetterResult
from redact.pipeline.rulings import RulingIndex
from redact.pipeline.scope import process_scope
from redact.pipeline.tasks import Process

if TYPE_CHECKING:
    from redact.pipeline.redactor import RedactedLetter, Redactor

#: The reason of a letter in whose copy a name of the roster was found.
KNOWN_NAME = "a name of the roster stands in a copy"
#: The reason of a document in which nothing is written.
EMPTY = "it holds no text"


def process_dossiers(job: Job, redactor: "Redactor") -> Process:
    """Return what is done with each dossier of a job.

    The results say what the copies say, also those that are not released; a dossier with an empty
    document, or with a name of the roster in a copy, is none of those released.
    """
    known, filed = KnownNames(job.roster, job.config), RulingIndex(job.rulings)

    def process(scope: PlannedScope) -> tuple[LetterResult, ...]:
        careful = _Careful(redactor, known)  # lives no longer than its dossier
        results = process_scope(scope, cast("Redactor", careful), job.config.limits, filed)
        if all(result.outcome is Outcome.RELEASED for result in results):
            sources = [letter.source.text for letter in careful.letters]
            stopped = _stopped(scope, results, sources, known)
            if stopped:
                shutil.rmtree(scope.out / (scope.folder or ""))
                results = stopped
        said = {letter.source.document_id: letter.copy.text for letter in careful.letters}
        return tuple(replace(one, said=said.get(one.letter_id)) for one in results)

    return process


def _stopped(
    scope: PlannedScope,
    results: Sequence[LetterResult],
    sources: Sequence[str],
    known: KnownNames,
) -> tuple[LetterResult, ...]:
    """Return the results of a dossier that may not be released after all; none where it may.

    A document without text is a mistake of whoever sent it; reviewers would get a blank page.
    """
    empty = [not text.strip() for text in sources]
    if any(empty):
        return _withheld(results, empty, Outcome.REFUSED, ExitCode.UNREADABLE, EMPTY)
    copies = known.search(scope.out, [one.copy.as_posix() for one in scope.letters if one.copy])
    if is_clean(copies):
        return ()
    named = [copy.state is not CopyState.CLEAN for copy in copies]
    return _withheld(results, named, Outcome.WITHHELD, ExitCode.SURVIVOR, KNOWN_NAME)


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


class _Careful:
    """What a scope asks of a redactor, asked of another one; its letters stay in memory alone."""

    def __init__(self, redactor: "Redactor", known: KnownNames) -> None:
        self._redactor = self._scoped = redactor
        self._known = known
        self.letters: Sequence[RedactedLetter] = ()
        self.model_version = redactor.model_version
        self.options: Options = redactor.options

    def for_dossier(self, name: str) -> "_Careful":
        """Return itself, which from now on knows who is who in one dossier."""
        self._scoped = self._redactor.for_dossier(name)
        self.letters = ()
        return self

    def redact(
        self, documents: Sequence[Document], rulings: Sequence[Ruling] = ()
    ) -> "Sequence[RedactedLetter]":
        self.letters = self._scoped.redact(documents, rulings)
        return self.letters

    def survivors(
        self, reopened: str, letters: "Sequence[RedactedLetter]", index: int
    ) -> tuple[Span, ...]:
        return self._scoped.survivors(reopened, letters, index)

    def survivors_in(
        self, copy: Reopened, letters: "Sequence[RedactedLetter]", index: int
    ) -> tuple[tuple[Span, ...], tuple[str, ...]]:
        """Return what the redactor finds in a copy that is not on disk yet.

        Raises:
            SurvivorError: a name of the roster stands in it.
        """
        found = self._scoped.survivors_in(copy, letters, index)
        if not any(found) and self._known.stand_in(copy):
            raise SurvivorError(KNOWN_NAME)
        return found

    def doubts(
        self, letters: "Sequence[RedactedLetter]", index: int, rulings: Sequence[Ruling] = ()
    ) -> tuple[Doubt, ...]:
        return self._scoped.doubts(letters, index, rulings)

    def holds(self, doubts: Sequence[Doubt]) -> bool:
        return self._redactor.holds(doubts)

    def likely(self, doubts: Sequence[Doubt]) -> int:
        return self._redactor.likely(doubts)
