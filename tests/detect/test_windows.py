"""Windows over word pieces: every piece is answered once, with context on both sides."""

import random
from itertools import pairwise

import pytest

from redact.detect.windows import LONGEST, MARGIN, Window, windows


def ranks_of(count: int, seed: int = 0, longest_word: int = 6) -> list[int]:
    """Return random cut ranks: words of a few pieces, some at sentence and line starts."""
    rng = random.Random(seed)
    ranks: list[int] = []
    while len(ranks) < count:
        ranks.append(rng.choices((1, 2, 3), (20, 2, 1))[0])
        ranks += [0] * rng.randrange(longest_word)
    return ranks[:count]


LENGTHS = (1, 2, LONGEST - 1, LONGEST, LONGEST + 1, 2 * LONGEST, 997, 12_345)


@pytest.mark.parametrize("count", LENGTHS)
@pytest.mark.parametrize("seed", range(5))
def test_cores_follow_each_other_without_a_gap(count: int, seed: int) -> None:
    found = list(windows(ranks_of(count, seed)))
    assert found[0].first == 0
    assert found[-1].last == count
    assert all(left.last == right.first for left, right in pairwise(found))


@pytest.mark.parametrize("count", LENGTHS)
@pytest.mark.parametrize("seed", range(5))
def test_no_window_is_too_long_and_none_cuts_a_word(count: int, seed: int) -> None:
    ranks = ranks_of(count, seed)
    for window in windows(ranks):
        assert window.end - window.start <= LONGEST
        assert ranks[window.start]
        assert ranks[window.first]
        assert window.end == count or ranks[window.end]


@pytest.mark.parametrize("seed", range(5))
def test_every_piece_is_answered_with_context_on_both_sides(seed: int) -> None:
    count, longest_word = 3000, 6
    for window in windows(ranks_of(count, seed, longest_word)):
        assert window.start == 0 or window.first - window.start > MARGIN - longest_word
        assert window.end == count or window.end - window.last > MARGIN - longest_word


def test_windows_of_one_letter_are_nearly_equal() -> None:
    for count in range(LONGEST + 1, 4 * LONGEST, 7):
        cores = [window.last - window.first for window in windows([1] * count)]
        assert max(cores) - min(cores) <= MARGIN, count


def test_a_cut_prefers_the_start_of_a_line() -> None:
    ranks = [1] * 380
    ranks[192] = 2
    ranks[196] = 3
    first, second = windows(ranks)
    assert first.last == second.first == 196


def test_a_word_longer_than_a_window_is_still_answered() -> None:
    count = 3 * LONGEST
    found = list(windows([1] + [0] * (count - 1)))
    assert sum(window.last - window.first for window in found) == count
    assert max(window.end - window.start for window in found) <= LONGEST


@pytest.mark.parametrize("seed", range(40))
def test_words_of_any_length_are_answered_once(seed: int) -> None:
    rng = random.Random(seed)
    ranks = [
        rank
        for _ in range(rng.randrange(1, 80))
        for rank in (rng.choice((1, 2, 3)), *[0] * rng.choice((0, 3, 99, 205, 206, 207, 500)))
    ]
    found = list(windows(ranks))
    assert [window.first for window in found] == [0, *(window.last for window in found[:-1])]
    assert found[-1].last == len(ranks)
    assert max(window.end - window.start for window in found) <= LONGEST


def test_no_pieces_give_no_window() -> None:
    assert list(windows([])) == []


def test_a_core_outside_its_window_is_refused() -> None:
    with pytest.raises(ValueError, match="not a window"):
        Window(start=5, end=10, first=4, last=10)
