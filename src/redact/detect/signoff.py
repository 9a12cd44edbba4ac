"""The name under the closing of a letter: "Kind regards," and the line after it."""

import re
from collections.abc import Iterator

from redact.config import Config
from redact.detect.nameshape import NameShape, alternatives
from redact.detect.rule import Found, RuleRecognizer
from redact.lexicon import known_words
from redact.names import words

_LINE = re.compile(r"(?:[ \t>*_—–-]*\n){0,4}[ \t>*_—–~-]*(?P<line>[^\n]{2,60})")
#: A signature of one letter or two: "love,\nj", "kisses,\nT. A.".
_LETTER = re.compile(
    r"(?:[ \t>*_—–-]*\n){0,3}[ \t>*_—–~-]*(?P<letter>(?:[^\W\d_]\.? ?){1,2}(?<! ))[ \t]*(?=\n|$)"
)
#: The same in the line of the closing, behind its comma: "kisses, c."
_LETTER_INLINE = re.compile(r"[,–—-][ \t]*(?P<letter>[^\W\d_]\.?)[ \t]*(?=\n|$)")

#: Closings that stand for themselves, one below the other.
_NEVER = frozenset(("thanks", "regards", "signed", "sincerely", "cheers", "bye", "rgds"))


def build(config: Config) -> list[RuleRecognizer]:
    """Return the recognizer of people who sign."""
    shape = NameShape.of(config)
    closing = re.compile(
        rf"^[ \t>]*(?:[^\n]{{0,60}}[.!,] )?(?:(?:many|with|my|and|very) ){{0,2}}"
        rf"(?P<closing>{alternatives(config.word_set('closings'))})(?![^\W\d_])"
        r"(?: (?:in advance|again|and [a-z ]{4,20}|you(?:se)? (?:all|both)|from [^\n,]{3,40}))?"
        r"[ \t]*+[,.!:;–—-]*+[ \t]*+"
        r"(?P<inline>[^\n]{0,40})$",
        re.MULTILINE | re.IGNORECASE,
    )

    def find(text: str) -> Iterator[Found]:
        for match in closing.finditer(text):
            yield from _signed(text, match, shape)

    return [RuleRecognizer("sign-off", ["PERSON"], find)]


def _signed(text: str, match: re.Match[str], shape: NameShape) -> Iterator[Found]:
    inline = match.group("inline").strip()
    beside = _LETTER_INLINE.search(text, match.end("closing"), match.end()) if inline else None
    if beside is not None:
        yield Found(*beside.span("letter"), "PERSON", 0.85)
    elif inline:
        yield from _line(text, *match.span("inline"), shape, careless=False)
    if inline:
        return
    letter = _LETTER.match(text, match.end() + 1) if match.end() < len(text) else None
    if letter is not None:
        yield Found(*letter.span("letter"), "PERSON", 0.85)
        return
    following = _LINE.match(text, match.end() + 1) if match.end() < len(text) else None
    if following is not None:
        careless = text[match.start("closing")].islower()
        yield from _line(text, *following.span("line"), shape, careless=careless)


def _line(text: str, start: int, end: int, shape: NameShape, *, careless: bool) -> Iterator[Found]:
    """Take a whole line for a name: nothing may follow it but a degree, a bracket or a bar."""
    line = text[start:end]
    line = re.split(r"\t| {3,}", line)[0]
    end = start + len(line)
    if re.match(r"[^\W\d_]+\d", line):  # "Yours faithful1y"
        return
    if re.search(r"[\d@:\[\]]", line):
        line = re.split(r"[\d@:\[\]|(]", line)[0]
        end = start + len(line)
    name = shape.name_at(text, start, end)
    lower_ok = careless or line.islower()
    if name is None and lower_ok and len(line.split()) <= 3:
        name = shape.name_at(text, start, end, careless=True)
    if name is None or _is_remark(text, *name, careless=careless):
        return
    rest = text[name[1] : end].strip()
    another = re.match(r"\s*(?:and|&|und|et|y)\s+", text[name[1] : end])
    if not rest or another is not None or rest[0] in ',|(–—-/"“.•·':
        yield Found(*name, "PERSON", 0.85)
        if another is not None:
            yield from _line(text, name[1] + another.end(), end, shape, careless=careless)


def _is_remark(text: str, start: int, end: int, *, careless: bool) -> bool:
    """Whether a line of ordinary words says something ("Good.", "Thanks") rather than signs.

    In small letters below a closing with a capital, and before a full stop, a word that people bear
    as a family name is ordinary too; one that they bear as a given name signs ("Grace.").
    """
    known = known_words()
    found = [word.folded for word in words(text[start:end])]
    ends = text[end : end + 1] in (".", "!", "?") or text[end - 1] in ".!?"
    small = text[start:end].islower() and not careless
    return all(
        word in _NEVER
        or (known.is_ordinary(word) and not known.is_name(word))
        or ((ends or small) and word in known.dictionary and word not in known.given)
        for word in found
    )
