"""The values that travel down the line; all frozen, letter text never in a `repr`."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from types import MappingProxyType

#: Every label, in the order of DESIGN.md; Presidio's names first, then the project's own.
LABELS = (
    "PERSON",
    "ORGANIZATION",
    "LOCATION",
    "EMAIL_ADDRESS",
    "PHONE_NUMBER",
    "URL",
    "IP_ADDRESS",
    "IBAN_CODE",
    "CREDIT_CARD",
    "ID_NUMBER",
    "HANDLE",
    "DATE_OF_BIRTH",
)
#: The labels whose mentions are linked by name.
NAME_LABELS = ("PERSON", "ORGANIZATION", "LOCATION")
#: What a person of the roster may be in a dossier; it then stands in the placeholder.
ROLES = ("applicant", "referee", "supervisor", "advisor", "examiner", "teacher", "colleague")
#: The recognizer and the rule of what a person decided.
HUMAN_DECISION = "human decision"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range ``[start, end)`` of a document's characters."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Return whether `other` lies inside."""
        return self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers.

        >>> Span(5, 9).of("Dear Anna,")
        'Anna'
        """
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text looks, as far as a copy that is set anew can show it.

    `heading` is the level of a heading, 1 to 6, or 0; `item` is true in a list, `cell` in a table,
    whose rows are lines and whose cells are parted by tabs.
    """

    bold: bool = False
    italic: bool = False
    heading: int = 0
    item: bool = False
    cell: bool = False


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of a document's text and the place in the file that it came from.

    Where lines, cells and pages part (a line end, a tab, a form feed) there are segments too; those
    that no text of the file stands behind have an empty locator.
    """

    text: str = field(repr=False)
    locator: str = "body"
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Notice:
    """What a copy does not show of its letter: a channel in fixed words, and how often."""

    channel: str
    count: int


@dataclass(frozen=True, slots=True)
class TextMap:
    """A view of a text and, for each of its characters, the offset in the text it came from.

    `ends` says where each ends there, if not one character later.
    """

    view: str = field(repr=False)
    offsets: Sequence[int] = field(repr=False)
    ends: Sequence[int] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if any(len(self.view) != len(each) for each in (self.offsets, self.ends or self.offsets)):
            raise ValueError("a view needs one offset for each character")

    def source(self, span: Span) -> Span:
        """Return the span of the original text that a span of the view stands for.

        >>> TextMap("Anna", (0, 1, 3, 4)).source(Span(1, 3))
        Span(start=1, end=4)
        """
        return Span(self.offsets[span.start], self.end_of(span.end - 1))

    def end_of(self, index: int) -> int:
        """Return the offset in the original text at which a character of the view ends."""
        return self.offsets[index] + 1 if self.ends is None else self.ends[index]


_NO_PARTS: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Document:
    """A letter as text: segments in reading order, and how the file around them is made.

    `document_id` is opaque; `encoding` and `bom` let a text format write back the same bytes. The
    `skeleton` holds, by name, the cleaned parts of the file into which the text of the segments is
    put again; without one a copy is set anew. `unseen` is text that no reader of the letter sees,
    which is searched and dropped; `notices` tell what else is left out.
    """

    document_id: str
    segments: tuple[Segment, ...] = field(repr=False)
    format: str = "txt"
    encoding: str = "utf-8"
    bom: bytes = b""
    skeleton: Mapping[str, bytes] = field(default_factory=lambda: _NO_PARTS, repr=False)
    unseen: tuple[Segment, ...] = field(default=(), repr=False)
    notices: tuple[Notice, ...] = ()

    @property
    def text(self) -> str:
        """The text of all segments, joined; every offset of the program counts in it."""
        return "".join(segment.text for segment in self.segments)

    @property
    def starts(self) -> tuple[int, ...]:
        """The offset in the text at which each segment begins."""
        lengths = (len(segment.text) for segment in self.segments)
        return tuple(accumulate(lengths, initial=0))[: len(self.segments)]

    def touched(
        self, span: Span, starts: Sequence[int] | None = None
    ) -> Iterator[tuple[int, Span]]:
        """Yield the segments a span touches, each as its index with its local part.

        Args:
            span: a range of the text.
            starts: those of the document, for who asks about many spans.
        """
        starts = self.starts if starts is None else starts
        for index in range(max(0, bisect_right(starts, span.start) - 1), len(starts)):
            start = starts[index]
            if start >= span.end:
                return
            end = start + len(self.segments[index].text)
            low, high = max(span.start, start), min(span.end, end)
            if low < high:
                yield index, Span(low - start, high - start)


@dataclass(frozen=True, slots=True, order=True)
class Detection:
    """A span with a label, a score in 0..1 and the recognizer that found it."""

    span: Span
    label: str
    score: float
    recognizer: str

    def __post_init__(self) -> None:
        if self.label not in LABELS:
            raise ValueError(f"unknown label {self.label}")
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"a score lies in 0..1, not {self.score}")


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A detection in one document of the scope, known to refer to an entity.

    `document` is the index of the document in its scope. `rule` says how it came to the entity:
    ``detected``, or one of the rules of the second pass, such as ``surname`` or ``misspelling``.
    """

    document: int
    detection: Detection
    rule: str = "detected"

    @property
    def span(self) -> Span:
        return self.detection.span

    @property
    def place(self) -> tuple[int, int]:
        """Document and offset: mentions sorted by it stand in reading order."""
        return self.document, self.span.start


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what the mentions refer to, numbered by label in reading order from 1.

    `surname_only` is true for a person of whom the scope knows nothing but a bare surname.
    `name` is the fullest form met; `ordinary` are occurrences of parts of the name that are
    ordinary words where they stand (the month, not the person): decided to be kept. `owner` is the
    number of the person whose name an address, a link or a handle is made of. `role` is what the
    roster says that a person is.
    """

    label: str
    number: int
    mentions: tuple[Mention, ...]
    name: str = field(default="", repr=False)
    surname_only: bool = False
    ordinary: tuple[Mention, ...] = ()
    owner: int | None = None
    role: str = ""

    @property
    def entity_id(self) -> str:
        """Label and number, for example ``PERSON_1``."""
        return f"{self.label}_{self.number}"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What stands in place of a mention: always in square brackets."""

    text: str

    def __post_init__(self) -> None:
        inner = self.text[1:-1]
        if not (self.text[:1] == "[" and self.text[-1:] == "]" and inner.isascii() and inner):
            raise ValueError("a placeholder is ASCII text in square brackets")


class Action(StrEnum):
    """What is done with a mention."""

    HIDE = "hide"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done with one mention, and by which rule.

    `owner` is the number of the person whose address, link or handle it is, where that is known.
    """

    mention: Mention
    label: str
    number: int
    action: Action
    rule: str
    placeholder: Placeholder | None = None
    owner: int | None = None

    def __post_init__(self) -> None:
        if (self.action is Action.HIDE) != (self.placeholder is not None):
            raise ValueError("a hidden mention has a placeholder, a kept one has none")

    @property
    def span(self) -> Span:
        return self.mention.span


@dataclass(frozen=True, slots=True)
class PlacedDecision:
    """A decision and where it shows in the copy: the placeholder, or the kept text."""

    decision: Decision
    copy_span: Span


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """A span of a copy that may still tell who somebody is: of what kind, and how likely (0..1)."""

    span: Span
    kind: str
    likelihood: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.likelihood <= 1.0:
            raise ValueError(f"a likelihood lies in 0..1, not {self.likelihood}")


class Verdict(StrEnum):
    """What a person decided about a text: hide or keep it, or accept a doubt about it."""

    HIDE = "hide"
    KEEP = "keep"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision of a person about a text, wherever it stands in a scope.

    `label` is what the text is hidden as. `number` is its place in the decisions file, from 1.
    """

    text: str = field(repr=False)
    verdict: Verdict
    label: str = "PERSON"
    number: int = 1

    def __post_init__(self) -> None:
        if self.label not in LABELS:
            raise ValueError(f"unknown label {self.label}")


class Outcome(StrEnum):
    """What became of a letter."""

    RELEASED = "released"
    HELD = "held"
    WITHHELD = "withheld"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One line of the audit log: a kind and its fields, fit for any reader's eyes."""

    kind: str
    fields: tuple[tuple[str, str | int | float | bool | None], ...]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A row of the roster: names, and what else belongs to that person."""

    names: tuple[str, ...] = field(default=(), repr=False)
    organizations: tuple[str, ...] = field(default=(), repr=False)
    locations: tuple[str, ...] = field(default=(), repr=False)
    emails: tuple[str, ...] = field(default=(), repr=False)
    dossier: str = field(default="", repr=False)
    role: str = ""
    keep: bool = False
