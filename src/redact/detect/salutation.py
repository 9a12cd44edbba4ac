"""Names in greetings at the start of a line: "Dear Prof. Kim and Dr Lee,"."""

import re
from collections.abc import Iterator

from redact.config import Config
from redact.detect.nameshape import NameShape, alternatives
from redact.detect.rule import Found, RuleRecognizer

_AND = re.compile(r"\s*(?:,\s*)?(?:and|und|et|y|e|en|i|&|/|,)\s+", re.IGNORECASE)


def build(config: Config) -> list[RuleRecognizer]:
    """Return the recognizer of greeted people."""
    shape = NameShape.of(config)
    greeting = re.compile(
        rf"^[ \t>*_#]*(?P<greeting>{alternatives(config.word_set('salutations'))})\b[:.]?[ \t]+"
        r"(?P<rest>[^\n]{1,120})",
        re.MULTILINE | re.IGNORECASE,
    )

    def find(text: str) -> Iterator[Found]:
        for match in greeting.finditer(text):
            yield from _greeted(text, match, shape)

    return [RuleRecognizer("salutation", ["PERSON"], find)]


def _greeted(text: str, match: re.Match[str], shape: NameShape) -> Iterator[Found]:
    position, end = match.span("rest")
    stop = re.compile(r"[,:;!?]|[–—]| - |$").search(text, position, end)
    closes = stop is not None and stop.group() in (",", ":", "!", ";", "")
    lower = text[match.start("greeting")].islower() or text[position].islower()
    while True:
        # In lower case only a greeting that ends like one is trusted: "dear anna,".
        name = shape.name_at(text, position, end)
        if name is None and lower and closes and stop is not None and stop.start() - position < 30:
            name = shape.name_at(text, position, stop.start(), careless=True)
        if name is None:
            return
        yield Found(*name, "PERSON", 0.9)
        following = _AND.match(text, name[1], end)
        if following is None:
            return
        position = following.end()
