"""The whole line on letters marked by hand, with the failures we know of listed beside them."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from redact.config import Config, load_config
from redact.datamodel import Action, Document, Segment
from redact.evaluate.gold import GoldLetter, read_gold
from redact.evaluate.measures import PredictedSpan, measure
from redact.pipeline.redactor import RedactedLetter, Redactor

LETTERS = Path(__file__).parent / "letters"
EXAMPLES = Path(__file__).parents[1] / "examples" / "letters"
KNOWN = yaml.safe_load((LETTERS / "known_failures.yaml").read_text(encoding="utf-8"))
GOLD = read_gold(LETTERS)
TEXTS = {letter.letter_id: letter.text for letter in GOLD} | {
    path.name: path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.iterdir())
}

Redact = Callable[[str], RedactedLetter]


@pytest.fixture(scope="module")
def redact(redactor: Redactor) -> Redact:
    done: dict[str, RedactedLetter] = {}

    def once(text: str) -> RedactedLetter:
        if text not in done:
            done[text] = redactor.redact([Document("letter", (Segment(text),))])[0]
        return done[text]

    return once


def predicted(letter: RedactedLetter) -> list[PredictedSpan]:
    return [
        PredictedSpan(p.decision.span, p.decision.label, f"{p.decision.label}_{p.decision.number}")
        for p in letter.placed
        if p.decision.action is Action.HIDE
    ]


@pytest.mark.parametrize("letter", GOLD, ids=lambda letter: letter.letter_id)
def test_a_letter_leaks_no_more_than_is_known(letter: GoldLetter, redact: Redact) -> None:
    scored = measure(letter, predicted(redact(letter.text)))
    leaks = sorted(mention.span.of(letter.text) for mention in scored.leaks)
    assert leaks == sorted(KNOWN["leaks"].get(letter.letter_id, []))


def test_few_ordinary_words_are_lost(redact: Redact) -> None:
    counts = [measure(letter, predicted(redact(letter.text))).counts for letter in GOLD]
    words = sum(each.words for each in counts)
    assert sum(each.words_lost for each in counts) <= KNOWN["most_words_lost"] * words


@pytest.mark.parametrize("name", TEXTS)
def test_a_copy_redacted_again_is_unchanged(name: str, redact: Redact) -> None:
    copy = redact(TEXTS[name]).copy.text
    again = redact(copy)
    assert again.copy.text == copy


@pytest.mark.parametrize("name", list(TEXTS)[::4])
def test_both_styles_hide_the_same_spans(name: str, redact: Redact) -> None:
    numbered = _numbered_like(redact(TEXTS[name]))
    assert numbered == [span for span, _ in redact(TEXTS[name]).hidden]


@pytest.mark.parametrize("name", TEXTS)
def test_no_hidden_term_survives(name: str, redact: Redact, redactor: Redactor) -> None:
    letter = redact(TEXTS[name])
    assert redactor.survivors(letter.copy.text, [letter], 0) == ()


def _numbered_like(letter: RedactedLetter) -> list:  # type: ignore[type-arg]
    """Decide and replace the same letter anew, in the style that numbers."""
    from redact.decide import decide
    from redact.link import link
    from redact.link.cluster import Lore
    from redact.replace import replace

    config: Config = load_config(overrides={"style": "numbered"})
    found = [
        placed.decision.mention.detection
        for placed in letter.placed
        if placed.decision.mention.rule == "detected"
    ]
    entities = link([letter.source], [found], Lore(config))
    decisions = decide(entities, [letter.source], config, Lore(config))
    copy, placed = replace(letter.source, decisions)
    assert all(
        each.copy_span.of(copy.text).rstrip("]")[-1].isdigit()
        for each in placed
        if each.decision.action is Action.HIDE
    )
    return [each.decision.span for each in placed if each.decision.action is Action.HIDE]
