"""Find what was blacked out by signs in a letter that has placeholders too."""

import re
from collections.abc import Iterator

from redact.datamodel import Span
from redact.lint.findings import Finding, Kind
from redact.spanset import SpanSet

_INK = re.compile(r"[█▇▆▓▒■▮◼⬛]{2,}(?:[ -][█▇▆▓▒■▮◼⬛]{2,})*")
_CROSSES = re.compile(r"(?<![A-Z\d])X{4,}(?![A-Z\d])|(?<![^\W_])x{4,}(?![^\W_])")
_STARS = re.compile(r"(?<![\w*])(?:\*{3,}|#{3,})(?![\w*#])")
_LINE = re.compile(r"(?<!_)_{3,}(?!_)")
#: Words on both sides of a ruled line on its line make it a blank in a sentence; in forms a caption
#: stands before it.
_SENTENCE = re.compile(r"[^\W\d_A-Z]{2,}[ \t]+[^\W\d_A-Z]{2,}[ \t]+\Z")
_GOES_ON = re.compile(r"[ \t]*[,.;]?(?:[ \t]+[^\W\d_A-Z]{2,}|\n[^\W\d_A-Z]{2,}|[.,;])")


def blackouts(text: str, placeholders: SpanSet) -> Iterator[Finding]:
    """Yield blacked-out places; what was meant by each, nobody can tell."""
    for span in blackout_places(text):
        if not placeholders.touching(span):
            message = "something is blacked out here, where placeholders stand elsewhere"
            yield Finding(span, Kind.BLACKOUT, message)


def blackout_places(text: str) -> tuple[Span, ...]:
    """Return the places that are blacked out by signs, in order."""
    return tuple(sorted(_places(text)))


def _places(text: str) -> Iterator[Span]:
    for pattern in (_INK, _CROSSES):
        for match in pattern.finditer(text):
            yield Span(*match.span())
    for match in _STARS.finditer(text):
        if not _alone_in_line(text, match):
            yield Span(*match.span())
    for match in _LINE.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        if _SENTENCE.search(text, line, match.start()) and _GOES_ON.match(text, match.end()):
            yield Span(*match.span())


def _alone_in_line(text: str, match: re.Match[str]) -> bool:
    """Whether nothing else stands in a line: a rule of Markdown, or the head of a part."""
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    return not before.strip(" \t>*#-")
