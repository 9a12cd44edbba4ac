"""Damaging letters as people, mail programs and scanners do, with the spans following."""

import re
from collections.abc import Callable
from random import Random

from training.gazetteers import without_marks
from training.marked import Edit, Marked, apply, recase, substitute
from training.nameforms import typo

Corruption = Callable[[Random, Marked], Marked]

OCR = (
    ("rn", "m"),
    ("m", "rn"),
    ("l", "1"),
    ("O", "0"),
    ("I", "l"),
    ("e", "c"),
    ("fi", "ﬁ"),
    ("cl", "d"),
    ("S", "5"),
    ("B", "8"),
    ("0", "O"),
    ("1", "l"),
    ("g", "9"),
    ("vv", "w"),
    (",", "."),
    ("h", "b"),
    ("ü", "ii"),
    ("1", "I"),
)
FIELD = re.compile(r"^([A-Z][\w /.'-]{1,28}):[ \t]+(?=\S)", re.MULTILINE)
WORD = re.compile(r"[^\W\d_]{3,}")


def typos(rng: Random, marked: Marked) -> Marked:
    """Return the letter with slips of the finger, in names too."""
    share = rng.choice((0.01, 0.02, 0.05))
    return substitute(marked, WORD, lambda m: typo(rng, m[0]) if rng.random() < share else None)


def name_typos(rng: Random, marked: Marked) -> Marked:
    """Return the letter with some names misspelt."""
    edits = [
        Edit(s.start, s.end, typo(rng, marked.text[s.start : s.end]))
        for s in marked.spans
        if s.label in ("PERSON", "ORG", "LOC") and s.end - s.start > 4 and rng.random() < 0.15
    ]
    return apply(marked, edits)


def lost_spaces(rng: Random, marked: Marked) -> Marked:
    """Return the letter with words run together, mostly at the edges of names."""
    edges = {s.start - 1 for s in marked.spans} | {s.end for s in marked.spans}
    share, anywhere = rng.choice(((0.08, 0.002), (0.25, 0.01), (0.12, 0.02)))

    def change(match: re.Match[str]) -> str | None:
        return "" if rng.random() < (share if match.start() in edges else anywhere) else None

    return substitute(marked, re.compile(r"(?<=[\w,.:;)]) (?=\w)"), change)


def wrapped(rng: Random, marked: Marked) -> Marked:
    """Return the letter with lines broken at a narrow column, some words with a hyphen."""
    width, hyphens = rng.randint(60, 78), rng.random() < 0.3
    edits: list[Edit] = []
    offset = 0
    for line in marked.text.split("\n"):
        at, end = offset, offset + len(line)
        while end - at > width:
            space = marked.text.rfind(" ", at + 1, at + width + 1)
            if space <= at:
                break
            word = re.compile(r"\w{8,}").match(marked.text, space + 1)
            if (
                hyphens
                and word
                and word.end() > at + width
                and at + width - space > 5
                and rng.random() < 0.5
            ):
                cut = max(space + 3, min(at + width - 1, word.end() - 3))
                edits.append(Edit(cut, cut, "-\n"))
                at = cut
            else:
                edits.append(Edit(space, space + 1, "\n"))
                at = space + 1
        offset = end + 1
    return apply(marked, edits)


def scanned(rng: Random, marked: Marked) -> Marked:
    """Return the letter as a poor scan reads."""
    share = rng.choice((0.004, 0.01, 0.025))
    edits: list[Edit] = []
    for old, new in OCR:
        for match in re.finditer(re.escape(old), marked.text):
            if rng.random() < share:
                edits.append(Edit(match.start(), match.end(), new))
    return apply(marked, edits)


def quoted(rng: Random, marked: Marked) -> Marked:
    """Return the letter, or its end, as quoted in a reply."""
    prefix = rng.choice(("> ", "> ", ">> ", "| ", ">", "> > "))
    starts = [0] + [m.end() for m in re.finditer("\n", marked.text)]
    first = rng.choice((0, 0, rng.randrange(len(starts))))
    return apply(marked, [Edit(at, at, prefix) for at in starts[first:] if at < len(marked.text)])


def tabled(rng: Random, marked: Marked) -> Marked:
    """Return the letter with its ``Label: value`` lines as a flattened table."""
    gap = rng.choice(("\t", "\t", " | ", "|", "  ", " \t", ": \t", ";"))
    edged = gap == " | " and rng.random() < 0.5
    return substitute(marked, FIELD, lambda m: ("| " if edged else "") + m[1] + gap)


def lowered(rng: Random, marked: Marked) -> Marked:
    """Return the letter in lower case."""
    return recase(marked, str.lower)


def raised(rng: Random, marked: Marked) -> Marked:
    """Return the letter in capitals."""
    return recase(marked, str.upper)


def spans_recased(rng: Random, marked: Marked) -> Marked:
    """Return the letter with the case of its names alone changed."""
    change = rng.choice((str.lower, str.lower, str.upper, str.title))
    share = rng.choice((0.3, 1.0))
    edits = [
        Edit(s.start, s.end, change(marked.text[s.start : s.end]))
        for s in marked.spans
        if s.label in ("PERSON", "ORG", "LOC") and rng.random() < share
    ]
    return apply(marked, edits)


def unpunctuated(rng: Random, marked: Marked) -> Marked:
    """Return the letter without capitals, commas and full stops, as typed on a telephone."""
    return lowered(rng, substitute(marked, re.compile(r"(?<=\w\w)[.,](?=\s|$)"), lambda m: ""))


def curly(rng: Random, marked: Marked) -> Marked:
    """Return the letter with typographic quotes."""
    flat = substitute(marked, re.compile(r"'"), lambda m: "’")
    return substitute(
        flat,
        re.compile(r'"'),
        lambda m: "“" if m.start() == 0 or flat.text[m.start() - 1] in " \n(" else "”",
    )


def straight(rng: Random, marked: Marked) -> Marked:
    """Return the letter with typewriter quotes and dashes."""
    table = {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "--", "…": "..."}
    return substitute(marked, re.compile("[’‘“”„–—…]"), lambda m: table[m[0]])


def hard_spaces(rng: Random, marked: Marked) -> Marked:
    """Return the letter with some spaces that do not break."""
    share = rng.choice((0.02, 0.2))
    return substitute(
        marked,
        re.compile(" "),
        lambda m: rng.choice("\u00a0\u00a0\u202f\u2009") if rng.random() < share else None,
    )


def doubled_spaces(rng: Random, marked: Marked) -> Marked:
    """Return the letter with too many spaces."""
    share = rng.choice((0.02, 0.1))
    return substitute(
        marked,
        re.compile(r"(?<=\S) (?=\S)"),
        lambda m: rng.choice(("  ", "  ", "   ")) if rng.random() < share else None,
    )


def unmarked(rng: Random, marked: Marked) -> Marked:
    """Return the letter without diacritics."""
    return recase(marked, lambda c: c if c.isascii() else without_marks(c) or c)


def squeezed(rng: Random, marked: Marked) -> Marked:
    """Return the letter without its empty lines."""
    return substitute(marked, re.compile(r"\n[ \t]*(?=\n)"), lambda m: "")


def joined(rng: Random, marked: Marked) -> Marked:
    """Return the letter with its lines run together, as pasted into a form."""
    gap = rng.choice((" ", " ", "  ", " / "))
    return substitute(marked, re.compile(r"(?<=\S)\n+(?=\S)"), lambda m: gap)


def spread(rng: Random, marked: Marked) -> Marked:
    """Return the letter with an empty line after each line."""
    return substitute(marked, re.compile(r"(?<=\S)\n(?=\S)"), lambda m: "\n\n")


def indented(rng: Random, marked: Marked) -> Marked:
    """Return the letter with white space before its lines."""
    pad = rng.choice(("  ", "    ", "\t", " "))
    return substitute(marked, re.compile(r"^(?=\S)", re.MULTILINE), lambda m: pad)


def garbled(rng: Random, marked: Marked) -> Marked:
    """Return the letter as UTF-8 read in another encoding, or with lost characters."""
    if rng.random() < 0.3:
        return substitute(marked, re.compile(r"[^\x00-\x7f]"), lambda m: rng.choice("?\ufffd"))
    return substitute(
        marked, re.compile(r"[\x80-\u024f]"), lambda m: m[0].encode().decode("cp1252", "replace")
    )


CORRUPTIONS: tuple[tuple[Corruption, float], ...] = (
    (typos, 12),
    (name_typos, 8),
    (lost_spaces, 12),
    (wrapped, 14),
    (scanned, 6),
    (quoted, 6),
    (tabled, 10),
    (lowered, 9),
    (raised, 3),
    (spans_recased, 8),
    (unpunctuated, 3),
    (curly, 6),
    (straight, 5),
    (hard_spaces, 3),
    (doubled_spaces, 4),
    (unmarked, 8),
    (squeezed, 6),
    (joined, 4),
    (spread, 1),
    (indented, 2),
    (garbled, 1),
)


def corrupt(rng: Random, marked: Marked) -> Marked:
    """Return the letter with up to three kinds of damage; two in five stay as they are."""
    if rng.random() < 0.4:
        return marked
    kinds = [kind for kind, _ in CORRUPTIONS]
    weights = [weight for _, weight in CORRUPTIONS]
    for kind in dict.fromkeys(rng.choices(kinds, weights, k=rng.choice((1, 1, 2, 3)))):
        marked = kind(rng, marked)
    return marked
