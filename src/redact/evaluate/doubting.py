"""What the second opinion is worth: leaks it catches, doubts it raises, letters it holds."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Group
from rich.table import Table

from redact.datamodel import Doubt, Span
from redact.evaluate.clusters import share
from redact.evaluate.gold import GoldLetter, GoldMention
from redact.evaluate.measures import PredictedSpan, covered_mentions
from redact.evaluate.report import in_context, percent


@dataclass(frozen=True, slots=True)
class DoubtedLetter:
    """A letter with its leaks, and the doubts about its copy as spans of the letter itself."""

    letter: GoldLetter
    leaks: tuple[GoldMention, ...]
    doubts: tuple[tuple[Span, Doubt], ...] = field(repr=False)
    held: bool

    @property
    def caught(self) -> tuple[GoldMention, ...]:
        """The leaks that a doubt touches."""
        return tuple(
            leak for leak in self.leaks if any(leak.span.overlaps(span) for span, _ in self.doubts)
        )


@dataclass(frozen=True, slots=True)
class DoubtCounts:
    """Sums over letters: leaks and doubts, and the letters that would be held."""

    letters: int
    leaks: int
    caught: int
    leaky: int
    leaky_held: int
    clean_held: int
    raised: Counter[str]
    right: Counter[str]

    @property
    def doubts(self) -> int:
        """How many doubts there are."""
        return self.raised.total()


def doubted(
    letter: GoldLetter,
    predicted: Sequence[PredictedSpan],
    doubts: Sequence[tuple[Span, Doubt]],
    *,
    held: bool,
) -> DoubtedLetter:
    """Return a letter with its leaks and doubts, given what would be hidden in it."""
    covered = covered_mentions(letter, predicted)
    leaks = tuple(mention for mention in letter.mentions if mention not in covered)
    return DoubtedLetter(letter, leaks, tuple(doubts), held)


def counted(letters: Sequence[DoubtedLetter]) -> DoubtCounts:
    """Return the sums; a doubt is right where it touches a leak."""
    raised: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for letter in letters:
        for span, doubt in letter.doubts:
            raised[doubt.kind] += 1
            right[doubt.kind] += any(leak.span.overlaps(span) for leak in letter.leaks)
    return DoubtCounts(
        letters=len(letters),
        leaks=sum(len(letter.leaks) for letter in letters),
        caught=sum(len(letter.caught) for letter in letters),
        leaky=sum(bool(letter.leaks) for letter in letters),
        leaky_held=sum(bool(letter.leaks) and letter.held for letter in letters),
        clean_held=sum(letter.held and not letter.leaks for letter in letters),
        raised=raised,
        right=right,
    )


def as_json(counts: DoubtCounts) -> dict[str, Any]:
    """Return the evaluation for machines: numbers, and for each kind how many and how many right.

    ``held_if_asked`` counts what ``--hold-doubts`` would hold, with and without a leak.
    """
    return {
        "letters": counts.letters,
        "leaks": counts.leaks,
        "leaks_caught": counts.caught,
        "doubts": counts.doubts,
        "letters_with_leaks": counts.leaky,
        "held_if_asked": {"with_leak": counts.leaky_held, "without": counts.clean_held},
        "kinds": {
            kind: {"doubts": number, "leaks": counts.right[kind]}
            for kind, number in counts.raised.most_common()
        },
    }


def tables(counts: DoubtCounts) -> Group:
    """Return the evaluation for people."""
    whole = Table(show_header=False, title="Second opinion", title_justify="left")
    whole.add_column()
    whole.add_column(justify="right")
    caught = percent(share(counts.caught, counts.leaks))
    clean = counts.letters - counts.leaky
    whole.add_row("letters", str(counts.letters))
    whole.add_row("leaks", str(counts.leaks))
    whole.add_row("caught by a doubt", f"{counts.caught} ({caught})")
    whole.add_row("doubts a letter", f"{counts.doubts / max(1, counts.letters):.2f}")
    whole.add_row("letters with a leak, held if asked", f"{counts.leaky_held} of {counts.leaky}")
    whole.add_row("letters without, held if asked", f"{counts.clean_held} of {clean}")
    kinds = Table("kind", title="Doubts", title_justify="left")
    kinds.add_column("doubts", justify="right")
    kinds.add_column("leaks", justify="right")
    for kind, number in counts.raised.most_common():
        kinds.add_row(kind, str(number), str(counts.right[kind]))
    return Group(whole, kinds)


def error_lines(letters: Sequence[DoubtedLetter]) -> Iterator[str]:
    """Yield a line for each leak that nothing doubts, and for each doubt that is no leak.

    The lines show letter text: print them on standard output, without any markup of rich.
    """
    for letter in letters:
        text, name = letter.letter.text, letter.letter.letter_id
        for leak in letter.leaks:
            if leak not in letter.caught:
                yield f"{name}: missed {leak.label}: {in_context(text, leak.span)}"
        for span, doubt in letter.doubts:
            if not any(leak.span.overlaps(span) for leak in letter.leaks):
                yield f"{name}: doubt, {doubt.kind}: {in_context(text, span)}"
