"""What the hiding of a letter is worth, as counts that can be summed over letters.

A mention is *covered* when all its letters and digits lie in hidden spans, whatever their label.
A *leak* is a mention that is not. A word is *lost* when a hidden span touches it although no gold
or KEEP span does.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from types import MappingProxyType

from redact.datamodel import NAME_LABELS, Span
from redact.evaluate.clusters import ClusterCounts, b_cubed, share
from redact.evaluate.gold import GoldLetter, GoldMention
from redact.evaluate.rules import GOLD_LABELS

#: Those of contact details: whatever is not the name of a person, an organization or a place.
CONTACT_LABELS = tuple(label for label in GOLD_LABELS if label not in NAME_LABELS)
#: Labels of ours that also count as right; all others are right for themselves only.
_ALSO_RIGHT = MappingProxyType({"ID_NUMBER": ("IBAN_CODE", "CREDIT_CARD", "IP_ADDRESS")})


@dataclass(frozen=True, slots=True, order=True)
class PredictedSpan:
    """A span that would be hidden, its label, and whom or what it is taken to mean.

    `owner` is the entity of the person whose address or handle it is taken to be; "" is nobody's.
    """

    span: Span
    label: str
    entity: str
    owner: str = ""


#: Finds what would be hidden in a text.
Detect = Callable[[str], Sequence[PredictedSpan]]


@dataclass(frozen=True, slots=True)
class MentionCounts:
    """How many mentions there are, are covered, and are covered under the right label."""

    mentions: int = 0
    covered: int = 0
    right_label: int = 0

    def __add__(self, other: "MentionCounts") -> "MentionCounts":
        return MentionCounts(
            self.mentions + other.mentions,
            self.covered + other.covered,
            self.right_label + other.right_label,
        )

    @property
    def coverage(self) -> float | None:
        """The covered share of the mentions; None where there is none."""
        return share(self.covered, self.mentions)

    @property
    def right_label_share(self) -> float | None:
        """The share of the covered mentions that has the right label; None where there is none."""
        return share(self.right_label, self.covered)


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything that is counted, of one letter or of many; `labels` goes with `GOLD_LABELS`."""

    labels: tuple[MentionCounts, ...] = (MentionCounts(),) * len(GOLD_LABELS)
    words: int = 0
    words_lost: int = 0
    letters: int = 0
    letters_without_leak: int = 0
    clusters: ClusterCounts = field(default_factory=ClusterCounts)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            tuple(mine + its for mine, its in zip(self.labels, other.labels, strict=True)),
            self.words + other.words,
            self.words_lost + other.words_lost,
            self.letters + other.letters,
            self.letters_without_leak + other.letters_without_leak,
            self.clusters + other.clusters,
        )

    def of(self, labels: Sequence[str]) -> MentionCounts:
        """Return the counts of some labels together."""
        chosen = (self.labels[GOLD_LABELS.index(label)] for label in labels)
        return sum(chosen, start=MentionCounts())

    @property
    def words_lost_share(self) -> float | None:
        """The lost share of the words outside gold and KEEP; None where there is none."""
        return share(self.words_lost, self.words)

    @property
    def letters_without_leak_share(self) -> float | None:
        """The share of the letters in which every mention is covered; None where there is none."""
        return share(self.letters_without_leak, self.letters)


@dataclass(frozen=True, slots=True)
class Loss:
    """A word lost, and the label of the hidden span that touches it."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class ScoredLetter:
    """A letter with its counts, its leaks and its lost words."""

    letter: GoldLetter
    counts: Counts
    leaks: tuple[GoldMention, ...] = ()
    losses: tuple[Loss, ...] = ()


def score(letters: Iterable[GoldLetter], detect: Detect) -> Iterator[ScoredLetter]:
    """Yield every letter with its counts, of what `detect` would hide in its unmarked text."""
    for letter in letters:
        yield measure(letter, detect(letter.text))


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum over letters; clusters never cross letters."""
    return reduce(Counts.__add__, counts, Counts())


def measure(letter: GoldLetter, predicted: Sequence[PredictedSpan]) -> ScoredLetter:
    """Return one letter with its counts, given what would be hidden in it.

    Raises:
        ValueError: a predicted span ends behind the text.
    """
    hidden = sorted(predicted)
    covered = covered_mentions(letter, hidden)
    right = _rightly_labelled(letter, hidden)
    losses, words = _words(letter, hidden)
    labels = tuple(
        MentionCounts(*(_count(found, label) for found in (letter.mentions, covered, right)))
        for label in GOLD_LABELS
    )
    leaks = tuple(mention for mention in letter.mentions if mention not in covered)
    counts = Counts(labels, words, len(losses), 1, int(not leaks), _clusters(letter, hidden))
    return ScoredLetter(letter, counts, leaks, losses)


def covered_mentions(
    letter: GoldLetter, predicted: Sequence[PredictedSpan]
) -> tuple[GoldMention, ...]:
    """Return the mentions whose letters and digits all lie in predicted spans."""
    mask = bytearray(len(letter.text))
    for guess in predicted:
        if guess.span.end > len(mask):
            raise ValueError(f"{letter.letter_id}: a predicted span ends behind the text")
        mask[guess.span.start : guess.span.end] = b"\1" * len(guess.span)
    return tuple(
        mention
        for mention in letter.mentions
        if all(mask[offset] for offset in _telling(letter.text, mention.span))
    )


def _telling(text: str, span: Span) -> list[int]:
    """Return where the letters and digits of a span stand; all its characters if it has none."""
    offsets = range(span.start, span.end)
    return [offset for offset in offsets if text[offset].isalnum()] or list(offsets)


def _rightly_labelled(letter: GoldLetter, predicted: Sequence[PredictedSpan]) -> list[GoldMention]:
    right: list[GoldMention] = []
    for label in GOLD_LABELS:
        accepted = (label, *_ALSO_RIGHT.get(label, ()))
        alike = [guess for guess in predicted if guess.label in accepted]
        found = covered_mentions(letter, alike)
        right += [mention for mention in found if mention.label == label]
    return right


def _count(mentions: Iterable[GoldMention], label: str) -> int:
    return sum(mention.label == label for mention in mentions)


def _words(letter: GoldLetter, predicted: Sequence[PredictedSpan]) -> tuple[tuple[Loss, ...], int]:
    """Return the lost words, and the number of all words outside gold and KEEP spans."""
    marked = [mention.span for mention in letter.mentions] + list(letter.keep)
    losses: list[Loss] = []
    words = 0
    for match in re.finditer(r"\S+", letter.text):
        word = Span(*match.span())
        if not any(map(str.isalnum, match[0])) or any(map(word.overlaps, marked)):
            continue
        words += 1
        touching = (guess.label for guess in predicted if word.overlaps(guess.span))
        if label := next(touching, None):
            losses.append(Loss(word, label))
    return tuple(losses), words


def _clusters(letter: GoldLetter, predicted: Sequence[PredictedSpan]) -> ClusterCounts:
    names = [mention for mention in letter.mentions if mention.label in NAME_LABELS]
    return b_cubed(
        [mention.entity for mention in names],
        [entity_at(mention.span, predicted) for mention in names],
    )


def entity_at(span: Span, predicted: Sequence[PredictedSpan]) -> str | None:
    """Return the entity of the span that overlaps most, the first of equals; None if missed."""
    guess = guess_at(span, predicted)
    return guess.entity if guess else None


def guess_at(span: Span, predicted: Sequence[PredictedSpan]) -> PredictedSpan | None:
    """Return the predicted span that overlaps most, the first of equals; None if missed."""
    shared = [
        min(span.end, guess.span.end) - max(span.start, guess.span.start) for guess in predicted
    ]
    most = max(shared, default=0)
    return predicted[shared.index(most)] if most > 0 else None
