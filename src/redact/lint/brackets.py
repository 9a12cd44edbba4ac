"""Which brackets of a text have a partner in their paragraph, and which have none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Brackets farther apart than this are no partners.
_FAR = 2_000
_BLANK_LINE = re.compile(r"\n[ \t\r>]*\n")


@dataclass(frozen=True, slots=True)
class Brackets:
    """Pairs by the place of the opening one, and the places of brackets that stand alone."""

    pairs: dict[int, int]
    unclosed: tuple[int, ...]
    unopened: tuple[int, ...]


def balance(text: str, opening: str, closing: str) -> Brackets:
    """Return the partners of the brackets of one kind, each within its paragraph.

    >>> balance("[a] b] [c", "[", "]")
    Brackets(pairs={0: 2}, unclosed=(7,), unopened=(5,))
    """
    pairs: dict[int, int] = {}
    unclosed: list[int] = []
    unopened: list[int] = []
    either = re.compile(f"[{re.escape(opening + closing)}]")
    for start, end in _paragraphs(text):
        stack: list[int] = []
        for match in either.finditer(text, start, end):
            if match[0] == opening:
                stack.append(match.start())
            elif stack:
                pairs[stack.pop()] = match.start()
            else:
                unopened.append(match.start())
        unclosed += stack
    return Brackets(pairs, tuple(unclosed), tuple(unopened))


def is_open(text: str, place: int, opening: str, closing: str) -> bool:
    """Return whether a bracket stands open at a place of its paragraph."""
    before = _BLANK_LINE.split(text[max(0, place - _FAR) : place])[-1]
    return bool(balance(before, opening, closing).unclosed)


def will_close(text: str, place: int, opening: str, closing: str) -> bool:
    """Return whether a bracket that was opened before a place is closed behind it."""
    behind = _BLANK_LINE.split(text[place : place + _FAR])[0]
    return bool(balance(behind, opening, closing).unopened)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for blank in _BLANK_LINE.finditer(text):
        yield start, blank.start()
        start = blank.end()
    yield start, len(text)
