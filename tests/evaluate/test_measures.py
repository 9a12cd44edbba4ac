"""Tests of the measures, worked out by hand."""

import re

import pytest

from redact.datamodel import Span
from redact.evaluate.clusters import ClusterCounts, b_cubed
from redact.evaluate.gold import GoldLetter, parse
from redact.evaluate.measures import (
    CONTACT_LABELS,
    Counts,
    MentionCounts,
    PredictedSpan,
    measure,
    score,
    total,
)
from redact.evaluate.rules import GOLD_LABELS


def hide(text: str, *found: tuple[str, str, str]) -> list[PredictedSpan]:
    """Return a span for each surface with its label and entity, at its first free place."""
    spans: list[PredictedSpan] = []
    for surface, label, entity in found:
        places = (Span(*match.span()) for match in re.finditer(re.escape(surface), text))
        free = (place for place in places if not any(place.overlaps(old.span) for old in spans))
        spans.append(PredictedSpan(next(free), label, entity))
    return spans


LETTER = parse(
    "Dear ⟦PERSON#p1|Ana Ruiz⟧, greetings from ⟦LOC#l1|Lima⟧ and from ⟦KEEP|PyTorch⟧ fans.\n"
    "⟦PERSON#p1|Ana⟧'s number is ⟦PHONE#t1|555 0100⟧ (⟦ID#n1|GB29 NWBK⟧).\n"
)


def test_everything_found_is_full_coverage_and_no_loss() -> None:
    scored = measure(
        LETTER,
        hide(
            LETTER.text,
            ("Ana Ruiz", "PERSON", "PERSON_1"),
            ("Ana", "PERSON", "PERSON_1"),
            ("Lima", "LOCATION", "LOCATION_1"),
            ("555 0100", "PHONE_NUMBER", "PHONE_NUMBER_1"),
            ("GB29 NWBK", "IBAN_CODE", "IBAN_CODE_1"),
        ),
    )
    counts = scored.counts
    assert counts.of(GOLD_LABELS) == MentionCounts(5, 5, 5)
    assert counts.of(CONTACT_LABELS) == MentionCounts(2, 2, 2)
    assert (counts.letters, counts.letters_without_leak) == (1, 1)
    assert (scored.leaks, scored.losses) == ((), ())
    # Dear, greetings, from, and, from, fans, number, is: what touches a mark is no such word.
    assert (counts.words, counts.words_lost) == (8, 0)
    assert counts.clusters == ClusterCounts(3, 3.0, 3.0)


def test_nothing_found_is_all_leaks() -> None:
    scored = measure(LETTER, [])
    assert scored.leaks == LETTER.mentions
    assert scored.counts.of(GOLD_LABELS) == MentionCounts(5, 0, 0)
    assert scored.counts.of(GOLD_LABELS).coverage == 0.0
    assert scored.counts.of(GOLD_LABELS).right_label_share is None
    assert scored.counts.letters_without_leak == 0


def test_a_wrong_label_covers_but_is_not_right() -> None:
    counts = measure(LETTER, hide(LETTER.text, ("Lima", "PERSON", "PERSON_1"))).counts
    assert counts.of(("LOCATION",)) == MentionCounts(1, 1, 0)


@pytest.mark.parametrize("label", ["IBAN_CODE", "CREDIT_CARD", "IP_ADDRESS", "ID_NUMBER"])
def test_a_number_may_have_any_label_of_numbers(label: str) -> None:
    counts = measure(LETTER, hide(LETTER.text, ("GB29 NWBK", label, f"{label}_1"))).counts
    assert counts.of(("ID_NUMBER",)) == MentionCounts(1, 1, 1)


def test_a_mention_hidden_by_two_labels_is_covered_but_not_right() -> None:
    found = hide(LETTER.text, ("Ana", "PERSON", "PERSON_1"), ("Ruiz", "LOCATION", "LOCATION_1"))
    counts = measure(LETTER, found).counts
    assert counts.of(("PERSON",)) == MentionCounts(2, 1, 0)


@pytest.mark.parametrize(
    ("surface", "hidden", "covered"),
    [
        ("K. V. Raghavan", ("K. V. Raghavan",), True),
        ("K. V. Raghavan", ("K", "V", "Raghavan"), True),
        ("K. V. Raghavan", ("V. Raghavan",), False),
        ("K. V. Raghavan", ("K. V. Raghava",), False),
        ("P. J.", ("P. J",), True),
        ("Nguyen\nVan An", ("Nguyen", "Van An"), True),
        ("Nguyen\nVan An", ("Nguyen",), False),
        ("J\u0101n\u0327is", ("J\u0101n", "is"), True),  # a combining cedilla is no letter
    ],
)
def test_covered_means_all_letters_and_digits(
    surface: str, hidden: tuple[str, ...], covered: bool
) -> None:
    letter = parse(f"from ⟦PERSON#p1|{surface}⟧, yours")
    found = hide(letter.text, *((part, "PERSON", "PERSON_1") for part in hidden))
    scored = measure(letter, found)
    assert scored.counts.of(("PERSON",)).covered == covered
    assert bool(scored.leaks) is not covered


def test_words_are_lost_by_touch_and_only_outside_gold_and_keep() -> None:
    letter = parse("the ⟦KEEP|Adam⟧ optimizer met ⟦PERSON#p1|Adam⟧ - like⟦PERSON#p1|Ana⟧did 1.5")
    # Words: the, optimizer, met, 1.5; the dash has no letter, and "likeAnadid" is partly gold.
    nothing = measure(letter, [])
    assert (nothing.counts.words, nothing.counts.words_lost) == (4, 0)
    everything = [PredictedSpan(Span(0, len(letter.text)), "PERSON", "PERSON_1")]
    scored = measure(letter, everything)
    assert scored.counts.words_lost == 4
    assert [loss.span.of(letter.text) for loss in scored.losses] == [
        "the",
        "optimizer",
        "met",
        "1.5",
    ]
    touched = measure(letter, hide(letter.text, ("Adam opt", "PERSON", "PERSON_1")))
    assert [loss.span.of(letter.text) for loss in touched.losses] == ["optimizer"]
    assert touched.losses[0].label == "PERSON"


def test_b_cubed_of_the_example_of_bagga_and_baldwin() -> None:
    # Truth: 1-5, 6-7, 8-9-A-B-C. First response joins the last two, second the first and the last.
    truth = ["a"] * 5 + ["b"] * 2 + ["c"] * 5
    first = b_cubed(truth, ["x"] * 5 + ["y"] * 7)
    second = b_cubed(truth, ["x"] * 5 + ["y"] * 2 + ["x"] * 5)
    assert first.recall == second.recall == 1.0
    assert first.precision == pytest.approx(16 / 21)  # the paper's 76 %
    assert second.precision == pytest.approx(7 / 12)  # the paper's 58 %


def test_b_cubed_by_hand() -> None:
    # Gold {1 2 3} {4}; predicted {1 2} {3 4}.
    counts = b_cubed(["a", "a", "a", "b"], ["x", "x", "y", "y"])
    assert counts.precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert counts.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert counts.f1 == pytest.approx(2 * 0.75 * (2 / 3) / (0.75 + 2 / 3))


def test_missed_mentions_are_clusters_by_themselves() -> None:
    # Each missed mention is pure, and finds one of the two it belongs to.
    assert b_cubed(["a", "a"], [None, None]) == ClusterCounts(2, 2.0, 1.0)


def test_a_mention_takes_the_entity_of_the_span_that_overlaps_it_most() -> None:
    letter = parse("⟦PERSON#p1|Ana Ruiz⟧ and ⟦PERSON#p1|Ruiz⟧")
    found = hide(
        letter.text,
        ("Ana ", "PERSON", "PERSON_1"),
        ("Ruiz", "PERSON", "PERSON_2"),
        ("Ruiz", "PERSON", "PERSON_2"),
    )
    # "Ana " and "Ruiz" hide four characters each: the first of equals counts.
    assert measure(letter, found).counts.clusters == ClusterCounts(2, 2.0, 1.0)
    found[0] = PredictedSpan(Span(0, 3), "PERSON", "PERSON_1")
    assert measure(letter, found).counts.clusters == ClusterCounts(2, 2.0, 2.0)


def test_contact_details_are_not_linked_by_name() -> None:
    assert measure(LETTER, []).counts.clusters.mentions == 3


def test_clusters_never_cross_letters() -> None:
    letter = parse("⟦PERSON#p1|Ana⟧")
    found = {"Ana": hide("Ana", ("Ana", "PERSON", "PERSON_1"))}
    scored = list(score([letter, letter], lambda text: found[text]))
    counts = total(one.counts for one in scored)
    assert counts.clusters == ClusterCounts(2, 2.0, 2.0)
    assert (counts.letters, counts.letters_without_leak) == (2, 2)
    assert counts.of(("PERSON",)) == MentionCounts(2, 2, 2)


def test_where_nothing_is_there_is_nothing_to_measure() -> None:
    counts = measure(GoldLetter("empty", ""), []).counts
    assert counts == Counts(letters=1, letters_without_leak=1)
    assert counts.words_lost_share is None
    assert counts.of(GOLD_LABELS).coverage is None
    assert (counts.clusters.precision, counts.clusters.recall, counts.clusters.f1) == (None,) * 3
    assert total([]) == Counts()


def test_a_letter_without_mentions_can_still_lose_words() -> None:
    letter = GoldLetter("plain", "In May we ran")
    scored = measure(letter, hide(letter.text, ("May", "PERSON", "PERSON_1")))
    assert scored.counts.words_lost_share == 0.25
    assert scored.counts.letters_without_leak == 1


def test_a_span_behind_the_text_is_refused_without_quoting_it() -> None:
    with pytest.raises(ValueError, match="a: a predicted span ends behind the text"):
        measure(GoldLetter("a", "Ana"), [PredictedSpan(Span(0, 4), "PERSON", "PERSON_1")])
