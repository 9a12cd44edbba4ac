"""How the matches of an expression begin, so that it is tried in few places of a text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from redact.caseless import caseless
from redact.kept import kept

#: The pieces of an expression: an escape, a class, any other character.
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
#: The edge of a word in front, or of what is none.
_EDGE = re.compile(r"\\b|\(\?<!\\w\)")
_GROUP = re.compile(r"\((?:\?(?:i?:|P<\w+>))?(?!\?)")
#: Letters and digits that stand for themselves; what a quantifier follows may be lacking.
_LITERAL = re.compile(r"(?:[^\W_]|№)+(?![?*{])")
_QUANTIFIERS = ("?", "*", "{")
_PLACE = re.compile(r"№|\w+")
#: So many letters tell openings apart.
_LONGEST = 4


class Openings:
    """Finds in one pass over the words of a text where each of many expressions may match."""

    def __init__(self, expressions: Sequence[re.Pattern[str]]) -> None:
        """Take the expressions; one whose openings are unknown is tried everywhere."""
        self._known = [(each, openings(each.pattern)) for each in expressions]

    def matches(self, text: str) -> Iterator[Iterator[re.Match[str]]]:
        """Yield for each expression the matches in a text, in order.

        >>> both = Openings([re.compile(r"\\bborn"), re.compile(r"\\d")]).matches("born in 42")
        >>> [[match.group() for match in each] for each in both]
        [['born'], ['4', '2']]
        """
        starts = _word_starts(text)
        for expression, known in self._known:
            if known:
                places = sorted(place for each in known for place in starts.get(each, ()))
                yield matches_at(expression, text, places)
            else:
                yield expression.finditer(text)


@kept
def _word_starts(text: str) -> Mapping[str, Sequence[int]]:
    """Return by each number of first letters where words begin, or the sign of numbers stands."""
    small = caseless(text)
    starts = defaultdict[str, list[int]](list)
    for match in _PLACE.finditer(text):
        start = match.start()
        for end in range(start + 1, start + 1 + _LONGEST):
            starts[small[start:end]].append(start)
    return starts


def matches_at(
    expression: re.Pattern[str], text: str, places: Iterable[int]
) -> Iterator[re.Match[str]]:
    """Yield the matches that begin at one of the places, which are in order.

    Where all matches begin at such, they are those of `finditer`.
    """
    end = 0
    for place in places:
        if place >= end and (match := expression.match(text, place)):
            yield match
            end = match.end()


def openings(regex: str) -> frozenset[str]:
    r"""Return letters, some of which begin each match at a word's edge; none where none are known.

    They are known of an expression that begins with `\b` and words to choose from.

    >>> sorted(openings(r"\b(?:born|d\.?o\.?b|(?:tax|our) code) \d+"))
    ['born', 'd', 'our', 'tax']
    """
    if "(?#" in regex:
        return frozenset()
    known: set[str] = set()
    for branch in _branches(regex)[0]:
        edge = _EDGE.match(branch)
        begins = _begins(branch[edge.end() :]) if edge else [""]
        known.update(caseless(each)[:_LONGEST] for each in begins)
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
