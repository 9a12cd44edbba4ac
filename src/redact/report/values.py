"""What the report of a run shows; only what is named private tells whose letter is whose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from redact.datamodel import Outcome
from redact.errors import ExitCode


@dataclass(frozen=True, slots=True)
class OpenLetter:
    """A letter that has no copy by now, and why.

    `copy` is the neutral name of the copy that it would have, empty where there is none; `stale`
    says that one from before is still there. `reason` is fit for any reader; `name` and `told` are
    the file's name and the reason in full, private.
    """

    letter_id: str
    copy: str
    outcome: Outcome
    exit_code: ExitCode
    reason: str
    doubts: int = 0
    name: str = field(default="", repr=False)
    told: str = field(default="", repr=False)
    stale: bool = False


@dataclass(frozen=True, slots=True)
class GoneLetter:
    """A letter whose original is gone; `removed` is true where its copy is gone too."""

    letter_id: str
    copy: str
    removed: bool
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LabelCount:
    """How many mentions of a label the copies hide, and in how many letters."""

    label: str
    mentions: int
    letters: int


@dataclass(frozen=True, slots=True)
class DoubtCount:
    """How many doubts of a kind there are, and how likely the likeliest of them is (0..1)."""

    kind: str
    count: int
    likelihood: float


@dataclass(frozen=True, slots=True)
class LogEnd:
    """Where the audit log ends: its records, the head that proves it, and whether it is signed."""

    count: int
    head: str
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that could not be carried out: when, how it ended, and the private `reason`."""

    moment: datetime
    exit_code: ExitCode
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, and how all letters of the records stand after it.

    `fresh` counts the letters of this run that were read, by what became of them; `unchanged` those
    that were done before and `not_begun` those that an interrupt left. `gone` are letters whose
    originals are there no more, `superseded` earlier copies of letters that have others by now.
    `standing` counts all letters of the records; `durations` are the seconds that each letter of
    this run took.
    """

    started: datetime
    seconds: float
    model_version: str
    exit_code: ExitCode
    fresh: Mapping[Outcome, int]
    standing: Mapping[Outcome, int]
    log: LogEnd
    unchanged: int = 0
    not_begun: int = 0
    gone: tuple[GoneLetter, ...] = ()
    superseded: tuple[GoneLetter, ...] = ()
    hidden: tuple[LabelCount, ...] = ()
    doubts: tuple[DoubtCount, ...] = ()
    doubted_letters: int = 0
    open_letters: tuple[OpenLetter, ...] = ()
    durations: tuple[float, ...] = ()
