"""Variations of a training example: careless case, typing errors, other line ends and spaces."""

import random
import string
from collections.abc import Callable, Iterable, Mapping, Sequence

from redact.detect.casing import Layout
from training.data import Example

_HIDDEN_SHARE = 0.2
#: A window must not outgrow the positions of the encoder; each part of a placeholder is one piece.
_MOST_GROWTH = 12
_PLACEHOLDERS = {
    1: ("name", "name", "name", "surname", "person"),
    3: ("organization", "organization", "company", "university"),
    5: ("location", "location", "location", "city"),
}
#: Names to exchange, by label and number of words: the words of each, and their layouts.
Donors = Mapping[tuple[int, int], Sequence[tuple[tuple[str, ...], tuple[int, ...]]]]
_MOST_EXCHANGED = 5
_SPACED, _GLUED, _LINE = int(Layout.SPACED), int(Layout.GLUED), int(Layout.LINE)


def vary(example: Example, rng: random.Random) -> Example:
    """Return the example as somebody else might have typed it; most often unchanged."""
    if rng.random() < _HIDDEN_SHARE:
        example = hide(example, rng)
    words, layouts = list(example.words), list(example.layouts)
    draw = rng.random()
    if draw < 0.08:
        words = [word.lower() for word in words]
    elif draw < 0.12:
        words = [word.upper() for word in words]
    elif draw < 0.20:
        _recase_lines(words, layouts, rng)
    if rng.random() < 0.15:
        words = [_mistype(word, rng) if rng.random() < 0.1 else word for word in words]
    draw = rng.random()
    if draw < 0.10:
        _wrap(words, layouts, rng.randint(48, 80))
    elif draw < 0.17:
        layouts = [_SPACED if layout >= _LINE else layout for layout in layouts]
    if rng.random() < 0.10:
        _glue(words, layouts, rng)
    layouts[0] = int(Layout.PARAGRAPH)
    return Example(tuple(words), tuple(layouts), example.labels)


def hide(example: Example, rng: random.Random) -> Example:
    """Return the example as a redacted copy: placeholders, which are ordinary text, for names.

    A tagger that never saw one takes technical terms beside placeholders for names.
    """
    share = rng.choice((0.5, 0.9, 1.0, 1.0))
    numbered = rng.random() < 0.4
    words: list[str] = []
    layouts: list[int] = []
    labels: list[int] = []
    hiding = False
    rows = zip(example.words, example.layouts, example.labels, strict=True)
    for taken, (word, layout, label) in enumerate(rows):
        if label > 0 and label % 2 == 1:
            hiding = rng.random() < share and len(words) - taken < _MOST_GROWTH
            if hiding:
                shown = rng.choice(_PLACEHOLDERS[label])
                parts = ["[", shown, "_", str(rng.randint(1, 20)), "]"]
                parts = parts if numbered else ["[", shown, "]"]
                words += parts
                layouts += [layout, *([_GLUED] * (len(parts) - 1))]
                labels += [0] * len(parts)
        elif label <= 0:
            hiding = False
        if not hiding:
            words.append(word)
            layouts.append(layout)
            labels.append(label)
    return Example(tuple(words), tuple(layouts), tuple(labels))


def donors_of(examples: Iterable[Example]) -> Donors:
    """Return the names in some texts that are written as names are, for `exchange`."""
    found: dict[tuple[int, int], dict[tuple[tuple[str, ...], tuple[int, ...]], None]] = {}
    for example in examples:
        for start, end in _mentions(example.labels):
            words, layouts = example.words[start:end], example.layouts[start + 1 : end]
            proper = words[0].istitle() and all(word.isalpha() or len(word) == 1 for word in words)
            if proper and end - start <= _MOST_EXCHANGED and all(at < _LINE for at in layouts):
                kind = example.labels[start], end - start
                found.setdefault(kind, {})[words, (_SPACED, *layouts)] = None
    return {kind: tuple(names) for kind, names in found.items()}


def exchange(example: Example, donors: Donors, rng: random.Random) -> Example:
    """Return the example with other names in place of its own, of the same label and length.

    The same name becomes the same other one throughout. A tagger trained on few texts else
    learns their names instead of what stands around them (Dai and Adel 2020, arXiv:2010.11683,
    "mention replacement").
    """
    words, layouts = list(example.words), list(example.layouts)
    chosen: dict[tuple[int, str], tuple[tuple[str, ...], tuple[int, ...]]] = {}
    for start, end in _mentions(example.labels):
        label = example.labels[start]
        names = donors.get((label, end - start))
        if not names:
            continue
        written = " ".join(words[start:end])
        new, spacing = chosen.setdefault((label, written.lower()), rng.choice(names))
        recase = str.lower if written.islower() else str.upper if written.isupper() else str
        words[start:end] = map(recase, new)
        layouts[start:end] = (layouts[start], *spacing[1:])
    return Example(tuple(words), tuple(layouts), example.labels)


def _mentions(labels: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Yield where each mention starts and ends."""
    start = -1
    for index, label in enumerate((*labels, 0)):
        begins = label > 0 and label % 2 == 1
        if start >= 0 and (begins or label <= 0):
            yield start, index
            start = -1
        if begins:
            start = index


def _recase_lines(words: list[str], layouts: list[int], rng: random.Random) -> None:
    """Return nothing; set a third of the lines in capitals, in lower case or in title case."""
    keep: Callable[[str], str] = str
    change = keep
    for index, layout in enumerate(layouts):
        if index == 0 or layout >= _LINE:
            change = (
                rng.choice((str.upper, str.upper, str.lower, str.title))
                if rng.random() < 0.35
                else keep
            )
        words[index] = change(words[index])


def _mistype(word: str, rng: random.Random) -> str:
    """Return the word with one letter lost, doubled, swapped or replaced."""
    if len(word) < 4 or not word.isalpha():
        return word
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + rng.choice(string.ascii_lowercase) + word[at + 1 :]


def _wrap(words: list[str], layouts: list[int], columns: int) -> None:
    """Return nothing; break lines that are longer than ``columns``."""
    column = 0
    for index, word in enumerate(words):
        if layouts[index] >= _LINE:
            column = 0
        elif layouts[index] == _SPACED:
            column += 1
            if column + len(word) > columns:
                layouts[index], column = _LINE, 0
        column += len(word)


def _glue(words: list[str], layouts: list[int], rng: random.Random) -> None:
    """Return nothing; lose a few of the spaces between a lower-case and a capitalised word."""
    for index in range(1, len(words)):
        seam = words[index - 1].islower() and words[index].istitle()
        if seam and layouts[index] == _SPACED and rng.random() < 0.1:
            layouts[index] = _GLUED
