"""Mend what is certain: the text with its placeholders as they should be, nothing else changed."""

from collections.abc import Sequence

from redact.lint.findings import Finding
from redact.lint.placeholders import check
from redact.lint.vocabulary import Vocabulary
from redact.spanset import SpanSet

#: To mend one thing may bring another to light; nested brackets take a round each.
_ROUNDS = 50


def mend(text: str, vocabulary: Vocabulary) -> str:
    """Return the text with all that is certain mended; the rest is unchanged."""
    for _ in range(_ROUNDS):
        mended = _once(text, check(text, vocabulary).findings)
        if mended == text:
            return text
        text = mended
    return text


def _once(text: str, findings: Sequence[Finding]) -> str:
    taken = SpanSet()
    pieces: list[str] = []
    position = 0
    for finding in findings:
        if not finding.certain or finding.suggestion is None or taken.touching(finding.span):
            continue
        taken.add(finding.span)
        pieces += [text[position : finding.span.start], finding.suggestion]
        position = finding.span.end
    return "".join([*pieces, text[position:]])
