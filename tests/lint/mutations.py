"""Clean redacted letters, and what careless hands make of them: one defect each, seeded."""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from redact.config import Config
from redact.datamodel import Action, Span
from redact.evaluate.gold import GoldLetter
from redact.lint.findings import Finding, Kind
from redact.pipeline.redactor import RedactedLetter

_TYPING = "abcdefghijklmnopqrstuvwxyz"
#: What a slip can make of another placeholder's word, which is no misspelling then.
_REAL = ("mail", "names", "phones", "emails", "locations", "ids", "urls", "numbers", "handles")
#: Words of a name that tell who it is; "von der" does not.
_WORD = re.compile(r"(?!(?:van|von|bint|ibn|der|del)$)[^\W\d_]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A placeholder in a clean letter, its label and what it hides."""

    span: Span
    label: str
    original: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Clean:
    """A redacted letter without a defect."""

    name: str
    text: str = field(repr=False)
    hidden: tuple[Hidden, ...]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A letter with one defect: where it is, and as what it may be reported."""

    name: str
    text: str = field(repr=False)
    span: Span
    kinds: frozenset[Kind]

    def is_found(self, findings: Sequence[Finding]) -> bool:
        return any(one.kind in self.kinds and one.span.overlaps(self.span) for one in findings)

    def others(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return what is reported elsewhere, where nothing is wrong."""
        return [one for one in findings if not one.span.overlaps(self.span)]


#: What becomes of a placeholder; None where this cannot befall it.
_Change = Callable[[random.Random, Hidden, str], str | None]


def by_program(name: str, letter: RedactedLetter) -> Clean:
    """Return the copy that `redact run` makes of a letter."""
    hidden = [
        Hidden(item.copy_span, item.decision.label, item.decision.span.of(letter.source.text))
        for item in letter.placed
        if item.decision.action is Action.HIDE
    ]
    return Clean(name, letter.copy.text, tuple(hidden))


def by_hand(letter: GoldLetter, config: Config) -> Clean:
    """Return a letter in which exactly what is marked is hidden, and no more."""
    pieces: list[str] = []
    hidden: list[Hidden] = []
    position = length = 0
    for mention in letter.mentions:
        before = letter.text[position : mention.span.start]
        placeholder = f"[{config.labels[mention.label].placeholder}]"
        start = length + len(before)
        length = start + len(placeholder)
        hidden.append(Hidden(Span(start, length), mention.label, mention.span.of(letter.text)))
        pieces += [before, placeholder]
        position = mention.span.end
    text = "".join([*pieces, letter.text[position:]])
    return Clean(letter.letter_id, text, tuple(hidden))


def _typo(chance: random.Random, _hidden: Hidden, text: str) -> str | None:
    word = text[1:-1]
    if len(word) < 4:
        return None
    at = chance.randrange(len(word) - 1)
    match chance.choice(("lose", "double", "exchange", "slip", "add")):
        case "lose":
            new = word[:at] + word[at + 1 :]
        case "double":
            new = word[:at] + word[at] + word[at:]
        case "exchange":
            new = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case "slip":
            new = word[:at] + chance.choice(_TYPING) + word[at + 1 :]
        case _:
            new = word[:at] + chance.choice(_TYPING) + word[at:]
    return None if new in _REAL or new == word else f"[{new}]"


def _unclosed(_chance: random.Random, _hidden: Hidden, text: str) -> str:
    return text[:-1]


def _unopened(_chance: random.Random, _hidden: Hidden, text: str) -> str:
    return text[1:]


def _mismatched(chance: random.Random, _hidden: Hidden, text: str) -> str:
    if chance.random() < 0.5:
        return text[:-1] + chance.choice(")}>")
    return chance.choice("({<") + text[1:]


def _surplus(chance: random.Random, _hidden: Hidden, text: str) -> str:
    return chance.choice((f"[{text}", f"{text}]", f"[{text}]"))


def _other_brackets(chance: random.Random, _hidden: Hidden, text: str) -> str:
    left, right = chance.choice(("<>", "{}", "()"))
    return f"{left}{text[1:-1]}{right}"


def _other_case(chance: random.Random, _hidden: Hidden, text: str) -> str:
    return chance.choice((text.upper(), f"[{text[1:-1].capitalize()}]"))


def _padded(chance: random.Random, _hidden: Hidden, text: str) -> str:
    return chance.choice((f"[ {text[1:-1]} ]", f"[{text[1:-1]} ]", f"[ {text[1:-1]}]"))


def _numbered(chance: random.Random, _hidden: Hidden, text: str) -> str:
    return f"{text[:-1]}_{chance.randint(1, 9)}]"


def _blacked_out(chance: random.Random, _hidden: Hidden, text: str) -> str:
    return chance.choice(("XXXX", "█████", "███ ████"))


def _restored(_chance: random.Random, hidden: Hidden, text: str) -> str | None:
    return hidden.original if hidden.label in ("PERSON", "EMAIL_ADDRESS", "PHONE_NUMBER") else None


def _place_restored(_chance: random.Random, hidden: Hidden, text: str) -> str | None:
    return hidden.original if hidden.label in ("ORGANIZATION", "LOCATION") else None


def _half_restored(chance: random.Random, hidden: Hidden, text: str) -> str | None:
    words = hidden.original.split()
    if hidden.label != "PERSON" or len(words) < 2 or not all(map(_WORD.fullmatch, words)):
        return None
    if chance.random() < 0.5:
        return f"{' '.join(words[:-1])} {text}"
    return f"{text} {' '.join(words[1:])}"


def _initial_restored(chance: random.Random, hidden: Hidden, text: str) -> str | None:
    words = hidden.original.split()
    if hidden.label != "PERSON" or len(words) < 2 or not all(map(_WORD.fullmatch, words)):
        return None
    if chance.random() < 0.5:
        return f"{words[0][0].upper()}. {text}"
    return f"{text} {words[-1][0].upper()}."


#: Each way to err, and as what it may be reported.
WAYS: Mapping[str, tuple[_Change, frozenset[Kind]]] = MappingProxyType(
    {
        "typo": (_typo, frozenset({Kind.MISSPELT})),
        "unclosed": (_unclosed, frozenset({Kind.BRACKET})),
        "unopened": (_unopened, frozenset({Kind.BRACKET})),
        "mismatched": (_mismatched, frozenset({Kind.BRACKET})),
        "surplus": (_surplus, frozenset({Kind.BRACKET, Kind.STYLE})),
        "other brackets": (_other_brackets, frozenset({Kind.STYLE})),
        "other case": (_other_case, frozenset({Kind.STYLE})),
        "padded": (_padded, frozenset({Kind.STYLE})),
        "numbered": (_numbered, frozenset({Kind.STYLE})),
        "blacked out": (_blacked_out, frozenset({Kind.BLACKOUT})),
        "name restored": (_restored, frozenset({Kind.NAME})),
        "place restored": (_place_restored, frozenset({Kind.NAME})),
        "half a name restored": (_half_restored, frozenset({Kind.NAME})),
        "initial restored": (_initial_restored, frozenset({Kind.NAME})),
    }
)
#: The ways that only a detector can find; the others are found by looks alone.
BY_DETECTOR = ("name restored", "place restored", "half a name restored", "initial restored")


def mutations(letters: Sequence[Clean], way: str, count: int, seed: int) -> Iterator[Mutation]:
    """Yield so many letters with one defect of a kind each; the same for the same seed."""
    chance = random.Random(f"{way} {seed}")
    change, kinds = WAYS[way]
    made = 0
    while made < count:
        letter = chance.choice(letters)
        hidden = chance.choice(letter.hidden)
        if way == "numbered" and _often(letter, hidden) < 2:
            continue
        new = change(chance, hidden, hidden.span.of(letter.text))
        if new is None or (way == "place restored" and _often(letter, hidden) < 2):
            continue
        text = letter.text[: hidden.span.start] + new + letter.text[hidden.span.end :]
        span = Span(hidden.span.start, hidden.span.start + len(new))
        yield Mutation(f"{letter.name} ({way})", text, span, kinds)
        made += 1


def _often(letter: Clean, hidden: Hidden) -> int:
    placeholder = hidden.span.of(letter.text)
    return sum(other.span.of(letter.text) == placeholder for other in letter.hidden)
