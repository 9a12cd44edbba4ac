"""How the matches of an expression begin, so that it is tried in few places of a text."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

#: The pieces of an expression: an escape, a class, any other character.
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_GROUP = re.compile(r"\((?:\?i?:)?(?!\?)")
#: Letters and digits that stand for themselves; what a quantifier follows may be lacking.
_LITERAL = re.compile(r"[A-Za-z\dÀ-ÖØ-öø-ÿ№]+(?![?*{])")
_QUANTIFIERS = ("?", "*", "{")
#: Where a word begins, or the sign of numbers stands right behind one.
_PLACE = re.compile(r"\b[\w№]")
#: So many letters tell openings apart.
_LONGEST = 4
#: What an expression that ignores case takes for a plain letter, and `str.lower` does not.
_ALIKE = (("İ", "i"), ("ı", "i"), ("ſ", "s"), ("K", "k"))


def openings(regex: str) -> frozenset[str]:
    r"""Return letters, some of which begin each match at a word's edge; none where none are known.

    They are known of an expression that begins with `\b` and words to choose from.

    >>> sorted(openings(r"\b(?:born|d\.?o\.?b|(?:tax|our) code) \d+"))
    ['born', 'd', 'our', 'tax']
    """
    branches, _ = _branches(regex)
    if "(?#" in regex or not all(branch.startswith(r"\b") for branch in branches):
        return frozenset()
    found = [folded(each)[:_LONGEST] for branch in branches for each in _begins(branch[2:])]
    known = frozenset(found)
    if "" in known:
        return frozenset()
    return frozenset(
        each for each in known if not any(each[:end] in known for end in range(1, len(each)))
    )


def _branches(regex: str) -> tuple[list[str], int]:
    """Return what bars part, up to the bracket that closes, and where that stands."""
    branches, depth, at = [""], 0, 0
    for piece in _PIECE.findall(regex):
        depth += (piece == "(") - (piece == ")")
        if depth < 0:
            break
        if piece == "|" and not depth:
            branches.append("")
        else:
            branches[-1] += piece
        at += len(piece)
    return branches, at


def _begins(branch: str) -> Iterator[str]:
    """Yield the letters that a branch begins with, for each of the words to choose from there."""
    literal = _LITERAL.match(branch)
    group = _GROUP.match(branch)
    if group is None:
        yield literal.group() if literal else ""
        return
    inner, length = _branches(branch[group.end() :])
    if branch[group.end() + length + 1 :].startswith(_QUANTIFIERS):
        yield ""  # the group may be lacking
        return
    for each in inner:
        yield from _begins(each)


def folded(text: str) -> str:
    """Return a text of the same length in small letters, as expressions that ignore case see it."""
    for odd, plain in _ALIKE:
        text = text.replace(odd, plain)
    return text.lower()


class Openings:
    """Finds in one pass where each of many expressions may match."""

    def __init__(self, each: Sequence[frozenset[str]]) -> None:
        """Take the openings of each expression."""
        self._count = len(each)
        self._by_opening = defaultdict[str, list[int]](list)
        for number, known in enumerate(each):
            for opening in known:
                self._by_opening[opening].append(number)
        self._beginning = lru_cache(maxsize=4096)(self._begun)  # most words come again

    def places(self, text: str) -> list[list[int]]:
        """Return for each expression where one of its openings stands at a word's edge.

        >>> Openings([frozenset({"born"}), frozenset({"d", "ta"})]).places("Born, Tab")
        [[0], [6]]
        """
        found: list[list[int]] = [[] for _ in range(self._count)]
        small = folded(text)
        for match in _PLACE.finditer(text):
            start = match.start()
            for number in self._beginning(small[start : start + _LONGEST]):
                found[number].append(start)
        return found

    def _begun(self, letters: str) -> tuple[int, ...]:
        """Return the expressions that may match what begins with some letters."""
        beginnings = [letters[:end] for end in range(1, len(letters) + 1)]
        return tuple(n for each in beginnings for n in self._by_opening.get(each, ()))
