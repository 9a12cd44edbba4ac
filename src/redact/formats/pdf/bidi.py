"""The order in which left-to-right and right-to-left text stand on a line (UAX #9).

Embeddings and isolates set by hand are rare in letters and are left out of account; marks of
direction, numbers, neutral characters and paired brackets are not.
"""

import re
import unicodedata
from collections.abc import Sequence

#: The blocks that hold every letter that reads from right to left.
_RIGHT_BLOCKS = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
#: A placeholder: a word that reads from left to right, wherever it stands.
_PLACEHOLDER = re.compile(r"\[[A-Za-z]+(?: [A-Za-z]+)*(?:_\d+)?\]")
_PAIRS = {
    "(": ")",
    "[": "]",
    "{": "}",
    "\u2329": "\u232a",
    "\u3008": "\u3009",
    "\u300a": "\u300b",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
}
_CLOSE = {close: open_ for open_, close in _PAIRS.items()}
_MIRROR_PAIRS = "()[]{}<>«»‹›≤≥≪≫⁽⁾₍₎⌈⌉⌊⌋⟨⟩⟪⟫〈〉《》「」『』【】〔〕〖〗〘〙〚〛﴾﴿"
#: The character that a reader sees in a line from right to left in place of each.
MIRROR = dict(zip(_MIRROR_PAIRS[::2], _MIRROR_PAIRS[1::2], strict=True))
MIRROR |= {close: open_ for open_, close in MIRROR.items()}
_RIGHT = frozenset({"R", "AL"})
#: What stands on a line of its own between two directions of one line.
PIVOT = "  "
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_IGNORED = frozenset({"BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def turns(text: str) -> bool:
    """Return whether a text holds a letter that reads from right to left.

    >>> turns("Anna"), turns("\\u05d0"), turns("\\u0661")
    (False, True, False)
    """
    return any(unicodedata.bidirectional(char) in _RIGHT for char in _RIGHT_BLOCKS.findall(text))


def base_level(text: str) -> int:
    """Return 1 where the first letter outside a placeholder reads from right to left, else 0."""
    for char in _PLACEHOLDER.sub("", text):
        kind = unicodedata.bidirectional(char)
        if kind in _RIGHT:
            return 1
        if kind == "L":
            return 0
    return 0


def levels(text: str, base: int) -> list[int]:
    """Return the level of each character: even reads from left to right, odd from right to left."""
    kinds = [unicodedata.bidirectional(char) or "L" for char in text]
    for found in _PLACEHOLDER.finditer(text):
        kinds[found.start() : found.end()] = ["L"] * (found.end() - found.start())
    _weak(kinds, base)
    _brackets(text, kinds, base)
    _neutral(kinds, base)
    return [_level(kind, base) for kind in kinds]


def _level(kind: str, base: int) -> int:
    if kind == "R":
        return 1
    return 2 if base or kind in {"AN", "EN"} else 0


def _weak(kinds: list[str], base: int) -> None:
    """Resolve numbers and what stands in and around them (rules W1 to W7)."""
    before, strong = "R" if base else "L", "R" if base else "L"
    for index, kind in enumerate(kinds):
        if kind in _IGNORED:
            kinds[index] = before if kind == "BN" else "ON"
            continue
        if kind == "NSM":
            kinds[index] = kind = before
        if kind in {"R", "L", "AL"}:
            strong = kind
        if kind == "EN" and strong == "AL":
            kinds[index] = "AN"
        before = kinds[index]
    for index in range(1, len(kinds) - 1):
        left, kind, right = kinds[index - 1 : index + 2]
        if left == right and (
            (kind in {"ES", "CS"} and left == "EN") or (kind == "CS" and left == "AN")
        ):
            kinds[index] = left
    _spread(kinds)
    strong = "R" if base else "L"
    for index, kind in enumerate(kinds):
        if kind in {"ES", "CS", "ET"}:
            kinds[index] = "ON"
        elif kind in {"R", "L", "AL"}:
            strong = kind
            kinds[index] = "L" if kind == "L" else "R"
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"


def _spread(kinds: list[str]) -> None:
    """Let signs of percent and money take part in the number that they stand beside (W5)."""
    for order in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
        step = 1 if order.step > 0 else -1
        for index in order:
            if kinds[index] == "ET" and kinds[index - step] == "EN":
                kinds[index] = "EN"


def _brackets(text: str, kinds: list[str], base: int) -> None:
    """Give both brackets of a pair the direction of what they hold (rule N0)."""
    own, other = ("R", "L") if base else ("L", "R")
    waiting: list[int] = []
    pairs = []
    for index, char in enumerate(text):
        if kinds[index] != "ON":
            continue
        if char in _PAIRS:
            waiting.append(index)
        elif char in _CLOSE:
            for place in range(len(waiting) - 1, max(-1, len(waiting) - 64), -1):
                if text[waiting[place]] == _CLOSE[char]:
                    pairs.append((waiting[place], index))
                    del waiting[place:]
                    break
    for start, end in sorted(pairs)[:200]:
        inside = {_side(kind) for kind in kinds[start + 1 : end]}
        if own in inside:
            kinds[start] = kinds[end] = own
        elif other in inside:
            context = next((s for k in reversed(kinds[:start]) if (s := _side(k))), own)
            kinds[start] = kinds[end] = other if context == other else own


def _side(kind: str) -> str:
    return "R" if kind in {"R", "AN", "EN"} else "L" if kind == "L" else ""


def _neutral(kinds: list[str], base: int) -> None:
    """Give neutral characters the direction of both their neighbours, else the paragraph's."""
    own = "R" if base else "L"
    index = 0
    while index < len(kinds):
        if kinds[index] not in _NEUTRAL:
            index += 1
            continue
        end = index
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        left = _side(kinds[index - 1]) if index else own
        right = _side(kinds[end]) if end < len(kinds) else own
        kinds[index:end] = [left if left == right and left else own] * (end - index)
        index = end


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """Return the indices of the runs of a line from left to right (rule L2).

    >>> visual_order([1, 2, 1]), visual_order([0, 1, 1, 0])
    ([2, 1, 0], [0, 2, 1, 3])
    """
    order = list(range(len(run_levels)))
    for level in range(max(run_levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            if run_levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and run_levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return order
