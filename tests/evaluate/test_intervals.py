"""Tests of the intervals: against arithmetic done by hand and a bootstrap written as a loop."""

import random
import time

import numpy as np
import pytest

from redact.evaluate.clusters import ClusterCounts
from redact.evaluate.intervals import Interval, Intervals, interval, intervals, ratio, resampled
from redact.evaluate.measures import Counts, MentionCounts
from redact.evaluate.rules import GOLD_LABELS


def letter(mentions: int, covered: int, *, words: int = 10, lost: int = 0) -> Counts:
    """Return the counts of a letter with people alone, each covered one under its label."""
    labels = [MentionCounts()] * len(GOLD_LABELS)
    labels[GOLD_LABELS.index("PERSON")] = MentionCounts(mentions, covered, covered)
    clusters = ClusterCounts(mentions, float(mentions), float(covered))
    return Counts(tuple(labels), words, lost, 1, int(mentions == covered), clusters)


def test_equal_letters_leave_no_doubt() -> None:
    found = intervals([letter(4, 3, lost=1)] * 5)
    assert found.of("PERSON").coverage == Interval(0.75, 0.75)
    assert found.of("PERSON").right_label == Interval(1.0, 1.0)
    assert found.overall.coverage == Interval(0.75, 0.75)
    assert found.words_lost == Interval(0.1, 0.1)
    assert found.letters_without_leak == Interval(0.0, 0.0)
    assert (found.precision, found.recall) == (Interval(1.0, 1.0), Interval(0.75, 0.75))
    assert found.f1 is not None
    assert found.f1.low == pytest.approx(2 * 0.75 / 1.75)


def test_two_letters_give_the_ends_that_can_be_counted() -> None:
    # Of the four equally likely draws one has only the bad letter, and one only the good one.
    found = intervals([letter(2, 0), letter(2, 2)])
    assert found.of("PERSON").coverage == Interval(0.0, 1.0)


def test_the_interval_is_that_of_a_loop_over_drawn_letters() -> None:
    rng = random.Random(5)
    letters = [letter(20, rng.randint(12, 20)) for _ in range(40)]
    shares = []
    for _ in range(4000):
        drawn = rng.choices(letters, k=len(letters))
        shares.append(sum(each.of(("PERSON",)).covered for each in drawn) / (20 * len(letters)))
    found = intervals(letters).of("PERSON").coverage
    assert found is not None
    assert found.low == pytest.approx(np.percentile(shares, 2.5), abs=0.005)
    assert found.high == pytest.approx(np.percentile(shares, 97.5), abs=0.005)


def test_the_figure_lies_in_its_interval_and_the_same_letters_give_the_same_one() -> None:
    letters = [letter(10, 10 - index % 3, lost=index % 2) for index in range(30)]
    found = intervals(letters)
    assert found == intervals(letters)
    assert found != intervals(letters, seed=7)
    coverage = sum(each.of(("PERSON",)).covered for each in letters) / 300
    assert found.of("PERSON").coverage is not None
    assert found.of("PERSON").coverage.low < coverage < found.of("PERSON").coverage.high


def test_more_letters_make_it_narrower() -> None:
    few, many = ([letter(10, 10 - index % 2) for index in range(size)] for size in (10, 1000))
    narrow, wide = (intervals(each).of("PERSON").coverage for each in (many, few))
    assert narrow is not None
    assert wide is not None
    assert narrow.high - narrow.low < (wide.high - wide.low) / 5


@pytest.mark.parametrize("letters", [[], [letter(3, 2)]])
def test_one_letter_has_no_interval(letters: list[Counts]) -> None:
    assert intervals(letters) == Intervals()


def test_what_was_never_there_has_none() -> None:
    found = intervals([letter(3, 2), letter(2, 2)])
    assert found.of("LOCATION").coverage is None
    assert found.contact.coverage is None


def test_a_draw_without_mentions_is_left_out() -> None:
    found = intervals([letter(0, 0), letter(4, 2)])
    assert found.of("PERSON").coverage == Interval(0.5, 0.5)


def test_a_ratio_without_a_whole_is_no_number() -> None:
    shares = ratio(np.array([1.0, 2.0]), np.array([0.0, 4.0]))
    assert np.isnan(shares[0])
    assert interval(shares) == Interval(0.5, 0.5)


def test_draws_keep_the_number_of_letters_however_they_are_parted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [[1.0], [1.0], [1.0]]
    monkeypatch.setattr("redact.evaluate.intervals._AT_ONCE", 10)
    sums = resampled(rows, resamples=50)
    assert sums.shape == (50, 1)
    assert set(sums[:, 0]) == {3.0}


def test_two_thousand_letters_take_no_time() -> None:
    started = time.perf_counter()
    intervals([letter(10, 9)] * 2000)
    assert time.perf_counter() - started < 20
