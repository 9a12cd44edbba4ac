"""A host that is kept readable although it is where the writer studies or works."""

import re
from collections.abc import Iterable, Iterator

from redact.datamodel import Doubt, Span

_OWN_BEFORE = re.compile(
    r"""(?xis)
    (?: \bI\s(?:am|was|have\sbeen|study|studied|work|worked|teach|taught|graduated|hold|research)\b
      | \bmy\s(?:\w+\s){0,2}(?:university|institute|employer|company|school|college|alma\smater
          |department|faculty|degree|supervisor|studies|thesis|laboratory|lab|group)\b
      | (?<!to\s)\b(?:student|alumn(?:us|a|i)|graduate|employee|lecturer|professor|researcher
          |postdoc|fellow|intern)\s(?:at|of|from|in)\b
      | \b(?:graduated|enrolled|employed|affiliated)\b
      | \b(?:B\.?Sc\.?|M\.?Sc\.?|Ph\.?D\.?|B\.?A\.?|M\.?A\.?|bachelor|master)(?:'s)?\b )
    [^.!?\n]{0,60}?(?:\b(?:at|of|from|with|in|by)\b|,)\s(?:the\s)?$
    """
)
_OWN_AFTER = re.compile(r",? where I (?:\w+ )?(?:study|studied|work|worked|am|was|teach|taught)\b")
_HOPE = re.compile(r"\b(?:would|hope|wish|want|like|plan|apply|applying|application|will)\b", re.I)
_REACH = 110


def own_host(text: str, kept: Iterable[Span]) -> Iterator[Doubt]:
    """Yield the kept spans that the text gives as the writer's own institution."""
    for span in kept:
        before = text[max(0, span.start - _REACH) : span.start]
        own = _OWN_BEFORE.search(before)
        attends = own is not None and not _HOPE.search(own.group())
        if attends or _OWN_AFTER.match(text, span.end):
            yield Doubt(span, "kept host is the writer's own", 0.0)
