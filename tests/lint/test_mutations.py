"""A thousand defects, one in each letter: nearly all are found, and none in a clean letter."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import pytest

from lint.mutations import BY_DETECTOR, WAYS, Clean, Mutation, by_hand, by_program, mutations
from redact.config import Config
from redact.datamodel import Document, Segment
from redact.evaluate.gold import read_gold
from redact.lint.findings import Finding, Kind
from redact.lint.linter import Linter
from redact.lint.names import Seen
from redact.pipeline.lint import seen_by
from redact.pipeline.redactor import Redactor

HERE = Path(__file__).parent
GOLD = read_gold(HERE.parent / "letters")
EXAMPLES = sorted((HERE.parents[1] / "examples" / "letters").iterdir())
#: Redacted by hand, and not well.
NOT_CLEAN = "08_redacted_by_hand.txt"
SEED = 20_260
TOTAL = 1_000
#: The detector takes its time: fewer of those that need it, so that all together are a thousand.
WITH_DETECTOR = 35
BY_LOOKS = (TOTAL - WITH_DETECTOR * len(BY_DETECTOR)) // (len(WAYS) - len(BY_DETECTOR))

Lint = Callable[[str], tuple[Finding, ...]]


@pytest.fixture(scope="module")
def lint(config: Config, redactor: Redactor) -> Lint:
    linter, look = Linter(config), partial(seen_by, redactor)
    return lambda text: linter.lint(text, look)


@pytest.fixture(scope="module")
def by_looks(config: Config) -> Lint:
    linter = Linter(config)
    return lambda text: linter.lint(text, lambda _: Seen())


@pytest.fixture(scope="module")
def hand(config: Config) -> tuple[Clean, ...]:
    """Letters in which exactly what is marked is hidden, and what may stay stays."""
    return tuple(by_hand(letter, config) for letter in GOLD)


@pytest.fixture(scope="module")
def program(redactor: Redactor) -> tuple[Clean, ...]:
    """The copies that the program makes."""
    texts = {letter.letter_id: letter.text for letter in GOLD}
    texts |= {path.name: path.read_text("utf-8") for path in EXAMPLES if path.name != NOT_CLEAN}
    return tuple(
        by_program(name, redactor.redact([Document("letter", (Segment(text),))])[0])
        for name, text in texts.items()
    )


def told(text: str, findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(one.kind.value, one.span.of(text)) for one in findings]


def test_nothing_is_reported_in_clean_letters(
    hand: Sequence[Clean], program: Sequence[Clean], lint: Lint
) -> None:
    letters = [*hand, *program]
    reports = {letter.name: told(letter.text, lint(letter.text)) for letter in letters}
    assert {name: found for name, found in reports.items() if found} == {}


@pytest.mark.parametrize("path", sorted((HERE / "letters").glob("clean_*")), ids=lambda p: p.name)
def test_nothing_is_reported_in_letters_redacted_by_careful_hands(path: Path, lint: Lint) -> None:
    text = path.read_text("utf-8")
    assert told(text, lint(text)) == []


def test_a_thousand_defects_are_found(
    hand: Sequence[Clean], program: Sequence[Clean], lint: Lint, by_looks: Lint
) -> None:
    found, made = Counter[str](), Counter[str]()
    elsewhere: list[tuple[str, str, list[tuple[str, str]]]] = []
    for way in WAYS:
        seen = way in BY_DETECTOR
        # What a name is, the marks say; the program hides here and there what is none.
        letters = hand if seen else [*hand, *program]
        for each in mutations(letters, way, WITH_DETECTOR if seen else BY_LOOKS, SEED):
            findings = (lint if seen else by_looks)(each.text)
            made[way] += 1
            found[way] += each.is_found(findings)
            if not seen and each.others(findings):
                elsewhere.append(_elsewhere(each, findings))
    shares = {way: f"{found[way]} of {made[way]}" for way in WAYS}
    assert made.total() == TOTAL
    assert found.total() >= 0.98 * TOTAL, shares
    assert min(found[way] / made[way] for way in WAYS) >= 0.9, shares
    assert elsewhere == []


@pytest.mark.slow
def test_a_thousand_defects_are_found_by_the_whole_lint(hand: Sequence[Clean], lint: Lint) -> None:
    found, made, more = Counter[str](), Counter[str](), Counter[str]()
    for way in WAYS:
        for each in mutations(hand, way, -(-TOTAL // len(WAYS)), SEED + 1):
            findings = lint(each.text)
            made[way] += 1
            found[way] += each.is_found(findings)
            more[way] += len(each.others(findings)) > 0
    shares = {way: f"{found[way]} of {made[way]}, {more[way]} with more" for way in WAYS}
    assert made.total() >= TOTAL
    assert found.total() >= 0.98 * made.total(), shares
    # A name that is left may be taken for another thing of that name ("Julia", the language).
    assert more.total() <= 0.03 * made.total(), shares


def _elsewhere(
    each: Mutation, findings: Sequence[Finding]
) -> tuple[str, str, list[tuple[str, str]]]:
    return each.name, each.span.of(each.text), told(each.text, each.others(findings))


def test_a_misspelling_is_reported_each_time_and_nothing_else(lint: Lint) -> None:
    text = (HERE / "letters" / "seed_like.txt").read_text("utf-8")
    findings = lint(text)
    assert told(text, findings) == [(Kind.MISSPELT, "[compaany]")] * text.count("[compaany]")
    assert {one.suggestion for one in findings} == {"[company]"}
    assert text.count("[compaany]") == 3


def test_an_example_that_a_hand_redacted_badly(lint: Lint) -> None:
    (path,) = [path for path in EXAMPLES if path.name == NOT_CLEAN]
    text = path.read_text("utf-8")
    assert told(text, lint(text)) == [("name", "Lwazi"), ("words", "[organization]")]
