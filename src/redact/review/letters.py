"""What a person is to see of each letter; all of it private."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from redact.datamodel import Doubt, Outcome, Span, Verdict


@dataclass(frozen=True, slots=True)
class HiddenPart:
    """What a copy hides: where it stands in the letter and in the copy, and how sure that was."""

    source: Span = field(repr=False)
    copy: Span = field(repr=False)
    label: str
    number: int
    score: float
    placeholder: str


@dataclass(frozen=True, slots=True)
class Texts:
    """A letter before and after; `kept` are spans of both that a decision lets show.

    Where `before` is empty, only the copy is shown.
    """

    before: str = field(repr=False)
    after: str = field(repr=False)
    hidden: tuple[HiddenPart, ...] = field(default=(), repr=False)
    kept: tuple[tuple[Span, Span], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class ListedDoubt:
    """A doubt with the number of its decision in the decisions file, and what was decided.

    The number is 0 where the file has no entry for it, as of a dossier that was released.
    `holds` is true for a doubt for which its letter is held.
    """

    doubt: Doubt
    entry: int
    verdict: Verdict | None = None
    holds: bool = False


@dataclass(frozen=True, slots=True)
class ReviewedLetter:
    """One letter of the records.

    `texts` is None where they cannot be shown; `notes` say why, and what else is not as it should
    be. `untold` counts the doubts of which the words cannot be shown. `letter_id` is what binds a
    decision to the letter.
    """

    name: str = field(repr=False)
    copy: str
    outcome: Outcome
    reason: str = ""
    notes: tuple[str, ...] = ()
    texts: Texts | None = None
    doubts: tuple[ListedDoubt, ...] = ()
    untold: int = 0
    letter_id: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that the page shows, letters in the order in which they are read.

    `decisions` and `records` are the paths of the decisions file and of the records folder.
    """

    letters: tuple[ReviewedLetter, ...]
    decisions: str = field(repr=False)
    records: str = field(repr=False)


def to_decide(letters: Iterable[ReviewedLetter]) -> int:
    """Return how many decisions are still to be made; a text that is doubted twice takes one."""
    listed = (one for letter in letters for one in letter.doubts)
    return len({one.entry for one in listed if one.verdict is None})
