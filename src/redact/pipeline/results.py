"""What became of a letter, in values that a worker process can hand back; no letter text."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from sys import intern
from typing import Any

from redact.audit.letter_entry import shared
from redact.datamodel import (
    Action,
    Decision,
    Detection,
    Doubt,
    Mention,
    Notice,
    Outcome,
    PlacedDecision,
    Placeholder,
    Span,
)
from redact.errors import (
    ExitCode,
    FormatError,
    HeldError,
    InputError,
    RedactError,
    SurvivorError,
    WriteError,
    worst,
)
from redact.pipeline.files import NotWrittenError
from redact.pipeline.folders import StrangerError


class ChangedError(InputError):
    """A letter changed between two looks at it; the next run sees it whole."""


#: What may go well another time though nothing is changed in the letters.
_PASSING = (OSError, MemoryError, NotWrittenError, ChangedError, StrangerError)
#: What a worker says whose memory does not suffice for a letter.
OUT_OF_MEMORY = "out of memory"
#: The reason of a letter that is withheld for the sake of another.
WITH_ANOTHER = "another letter of this dossier was not released; see there"
_LIKELY = re.compile(r"(\d+) (?:of \d+ )?doubts? (?:is a likely leak|are likely leaks)\b")


def likely_leaks(likely: int, doubts: int) -> str:
    """Return how many doubts hold a letter, in words that are fit for the audit log.

    >>> likely_leaks(3, 6), likely_leaks(1, 1)
    ('3 of 6 doubts are likely leaks', '1 doubt is a likely leak')
    """
    of = f" of {doubts}" if likely != doubts else ""
    things = "doubt" if doubts == 1 else "doubts"
    return f"{likely}{of} {things} {'is a likely leak' if likely == 1 else 'are likely leaks'}"


def likely_in(reason: str) -> int:
    """Return how many doubts hold a letter, by the reason that `likely_leaks` gave; else 0.

    >>> likely_in(likely_leaks(3, 6)), likely_in("no such file")
    (3, 0)
    """
    found = _LIKELY.match(reason)
    return int(found[1]) if found else 0


@dataclass(frozen=True, slots=True)
class LetterResult:
    """What became of one letter: the outcome, the reason in fixed words, and the decisions.

    The spans in `placed` tell the length of names, and the hash of the source tells who has it:
    both are for the private map. Besides a released letter, one that is held or withheld for what
    its copy, or another of its dossier, shows has decisions, and `doubts` about that copy, for a
    person to read; `rulings` are the numbers of the human decisions that matched something in it,
    and `accepted` the doubts that they have settled. `notices` tell what the copy leaves out.
    `found` tells what the source was found to be: its hash, or why it could not be read. `passing`
    is true of what may go well another time though nothing is changed, such as a full disk, and
    `lethal` of a letter that its worker did not outlive.
    `said` is the text of the copy, where somebody other than the redactor is to count in it.
    `seconds` is the letter's share of the time that its scope took; it makes no two results differ.
    """

    letter_id: str
    scope: str
    outcome: Outcome
    exit_code: ExitCode = ExitCode.DONE
    reason: str = ""
    encoding: str = ""
    source_sha256: str = field(default="", repr=False)
    copy_sha256: str = ""
    placed: tuple[PlacedDecision, ...] = field(default=(), repr=False)
    doubts: tuple[Doubt, ...] = field(default=(), repr=False)
    rulings: tuple[int, ...] = ()
    accepted: tuple[Doubt, ...] = field(default=(), repr=False)
    notices: tuple[Notice, ...] = ()
    seconds: float = field(default=0.0, compare=False)
    found: str = field(default="", repr=False)
    passing: bool = False
    lethal: bool = False
    said: str | None = field(default=None, repr=False)
    tally: tuple[tuple[str, int], ...] = field(default=(), compare=False)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many mentions of each label the copy hides; none where there is no copy."""
        if self.outcome is not Outcome.RELEASED:
            return {}
        if self.tally:
            return dict(self.tally)
        hidden = (item.decision for item in self.placed if item.decision.action is Action.HIDE)
        return dict(Counter(decision.label for decision in hidden))

    @property
    def brief(self) -> "LetterResult":
        """The result as it is kept until the run ends: counts in place of the decisions."""
        tally = shared(tuple(sorted(self.counts.items())))
        return replace(self, placed=(), accepted=(), said=None, tally=tally)

    def to_json(self) -> str:
        """Return the result as one line of JSON."""
        content = {
            "letter_id": self.letter_id,
            "scope": self.scope,
            "outcome": self.outcome.value,
            "exit_code": int(self.exit_code),
            "reason": self.reason,
            "encoding": self.encoding,
            "source_sha256": self.source_sha256,
            "copy_sha256": self.copy_sha256,
            "placed": [_placed_to_list(item) for item in self.placed],
            "doubts": [[*_bounds(one.span), one.kind, one.likelihood] for one in self.doubts],
            "rulings": self.rulings,
            "notices": [[one.channel, one.count] for one in self.notices],
            "accepted": [[*_bounds(one.span), one.kind, one.likelihood] for one in self.accepted],
            "seconds": self.seconds,
            "found": self.found,
            "passing": self.passing,
            "lethal": self.lethal,
            "said": self.said,
        }
        return json.dumps(content, sort_keys=True)

    @classmethod
    def from_json(cls, line: str) -> "LetterResult":
        """Return the result that `to_json` wrote."""
        content = json.loads(line)
        content["outcome"] = Outcome(content["outcome"])
        content["exit_code"] = ExitCode(content["exit_code"])
        content["placed"] = tuple(_placed_from_list(item) for item in content["placed"])
        for name in ("doubts", "accepted"):
            content[name] = tuple(Doubt(Span(a, b), *rest) for a, b, *rest in content[name])
        content["notices"] = tuple(Notice(*one) for one in content["notices"])
        content["rulings"] = tuple(content["rulings"])
        # The same text twice takes twice the room, and there may be very many results.
        for name, same in (("scope", "letter_id"), ("found", "source_sha256")):
            if content[name] == content[same]:
                content[name] = content[same]
        for name in ("encoding", "reason"):
            content[name] = intern(content[name])
        return cls(**content)


def failed(letter_id: str, scope: str, error: Exception, source_sha256: str = "") -> LetterResult:
    """Return the result of a letter that an error stopped; a foreign message is not repeated."""
    outcome, code = Outcome.REFUSED, ExitCode.UNEXPECTED
    reason = f"unexpected error: {type(error).__name__}"
    if isinstance(error, RedactError):
        code = error.exit_code
    if isinstance(error, InputError | FormatError | HeldError | SurvivorError | WriteError):
        reason = str(error)
    if isinstance(error, MemoryError):
        reason = OUT_OF_MEMORY
    if isinstance(error, SurvivorError | WriteError):
        outcome = Outcome.WITHHELD
    if isinstance(error, HeldError):
        outcome = Outcome.HELD
    passing = isinstance(error, _PASSING)
    return LetterResult(
        letter_id, scope, outcome, code, reason, source_sha256=source_sha256, passing=passing
    )


def unread(reason: str) -> str:
    """Return what stands for the hash of a source that cannot be read.

    >>> unread("no such file")
    '!no such file'
    """
    return f"!{reason}"


def withheld_with(letter_id: str, scope: str, culprits: Sequence[LetterResult]) -> LetterResult:
    """Return the result of a letter that is withheld for the sake of others in its dossier."""
    code = worst(culprit.exit_code for culprit in culprits)
    return LetterResult(letter_id, scope, Outcome.WITHHELD, code, WITH_ANOTHER)


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _placed_to_list(item: PlacedDecision) -> list[Any]:
    decision, mention = item.decision, item.decision.mention
    detection = mention.detection
    return [
        [mention.document, mention.rule],
        _bounds(detection.span),
        [detection.label, detection.score, detection.recognizer],
        [decision.label, decision.number, decision.action.value, decision.rule],
        decision.placeholder.text if decision.placeholder else None,
        _bounds(item.copy_span),
    ]


def _placed_from_list(content: list[Any]) -> PlacedDecision:
    (document, mention_rule), source, (kind, score, recognizer), decided, placeholder, copy = (
        content
    )
    label, number, action, rule = decided
    detection = Detection(Span(*source), kind, score, recognizer)
    decision = Decision(
        mention=Mention(document, detection, mention_rule),
        label=label,
        number=number,
        action=Action(action),
        rule=rule,
        placeholder=None if placeholder is None else Placeholder(placeholder),
    )
    return PlacedDecision(decision, Span(*copy))
