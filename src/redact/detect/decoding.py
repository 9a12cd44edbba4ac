"""From label probabilities of word pieces to spans of a text."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from redact.detect.casing import Layout, Words

LABELS = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
KINDS = ("PERSON", "ORG", "LOC")
_ORGANIZATION = KINDS.index("ORG")
_PARTICLES = frozenset(("of", "the", "de", "for"))
_JOINTS = frozenset("-'’.&‑–/")


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """Characters ``[start, end)`` taken for an entity, and how sure the model is (0 to 1)."""

    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model made of a text: words, the word of each piece, each piece's probabilities."""

    words: Words
    owners: NDArray[np.int64]
    found: NDArray[np.float32]


@dataclass(slots=True)
class _Run:
    """Words in a row that are one entity so far; ``last`` is included."""

    first: int
    last: int
    kind: int


def decode(text: str, reading: Reading, o_bias: float) -> tuple[TaggedSpan, ...]:
    """Return the spans in reading order, disjoint, each from a word's start to a word's end.

    Args:
        text: the text that was read.
        reading: what the model made of it.
        o_bias: how much is taken off the logit of ``O`` before labels are compared; the scores
            are without it.
    """
    words = reading.words
    if not reading.owners.size:
        return ()
    kinds, begins, scores = _by_word(len(words), reading.owners, reading.found, o_bias)
    runs = _runs(text, words, kinds, begins)
    spans = []
    for run in runs:
        _trim(text, words, run)
        if run.first <= run.last:
            score = float(
                np.mean(scores[run.first : run.last + 1][kinds[run.first : run.last + 1] >= 0])
            )
            bounds = words.starts[run.first], words.ends[run.last]
            spans.append(TaggedSpan(*bounds, KINDS[run.kind], min(1.0, max(0.0, score))))
    return tuple(spans)


def _by_word(
    count: int, owners: NDArray[np.int64], found: NDArray[np.float32], o_bias: float
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.float32]]:
    """Return each word's kind (-1: none), whether it begins an entity, how likely it is in one."""
    starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    sizes = np.diff(np.r_[starts, len(owners)])
    mean = np.add.reduceat(found, starts, axis=0) / sizes[:, None]
    by_kind = mean[:, 1::2] + mean[:, 2::2]
    best = by_kind.argmax(axis=1)
    sure = by_kind[np.arange(len(best)), best]
    first = found[starts]
    begins_here = (
        first[np.arange(len(best)), 1 + 2 * best] >= first[np.arange(len(best)), 2 + 2 * best]
    )
    kinds = np.full(count, -1, dtype=np.int64)
    begins = np.zeros(count, dtype=bool)
    scores = np.zeros(count, dtype=np.float32)
    kinds[owners[starts]] = np.where(sure > mean[:, 0] * np.exp(-o_bias), best, -1)
    begins[owners[starts]] = begins_here
    scores[owners[starts]] = 1 - mean[:, 0]
    return kinds, begins, scores


def _runs(
    text: str, words: Words, kinds: NDArray[np.int64], begins: NDArray[np.bool_]
) -> list[_Run]:
    """Return the words of each entity, joined over a hyphen or an apostrophe within a name."""
    runs: list[_Run] = []
    for index in np.flatnonzero(kinds >= 0).tolist():
        kind = int(kinds[index])
        run = runs[-1] if runs else None
        if (
            run
            and run.kind == kind
            and (not begins[index] or (kind == _ORGANIZATION and _goes_on(text, words, run, index)))
        ):
            if run.last == index - 1 and words.layouts[index] != Layout.PARAGRAPH:
                run.last = index
                continue
            if run.last == index - 2 and _joined(text, words, index):
                run.last = index
                continue
        runs.append(_Run(index, index, kind))
    return runs


def _goes_on(text: str, words: Words, run: _Run, index: int) -> bool:
    """Return whether a word in capitals follows another, or particles, after one blank.

    Two organizations have more than that between them: "The | Well Community Café" is one.
    """
    begin = text[words.starts[run.first]]
    before = text[words.starts[index - 1] : words.ends[index - 1]]
    return (
        text[words.ends[index - 1] : words.starts[index]] == " "
        and text[words.starts[index]].isupper()
        and (before[0].isupper() or (before in _PARTICLES and begin.isupper()))
    )


def _joined(text: str, words: Words, index: int) -> bool:
    """Return whether a joint such as a hyphen ties a word to the one before last."""
    glued = words.layouts[index] == words.layouts[index - 1] == Layout.GLUED
    return glued and text[words.starts[index - 1] : words.ends[index - 1]] in _JOINTS


def _trim(text: str, words: Words, run: _Run) -> None:
    """Return nothing; take punctuation off the ends, but for a name's own full stop or bracket."""
    while run.first <= run.last and not _bears_letters(text, words, run.first):
        run.first += 1
    while run.first <= run.last and not _bears_letters(text, words, run.last):
        mark = text[words.starts[run.last]]
        inside = text[words.starts[run.first] : words.starts[run.last]]
        glued = words.layouts[run.last] == Layout.GLUED
        if glued and (mark == "." or (mark == ")" and inside.count("(") > inside.count(")"))):
            break
        run.last -= 1


def _bears_letters(text: str, words: Words, index: int) -> bool:
    """Return whether a word has a letter or a digit."""
    return any(map(str.isalnum, text[words.starts[index] : words.ends[index]]))
