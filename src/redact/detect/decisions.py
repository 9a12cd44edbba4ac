"""What a person decided to hide, wherever it stands."""

from collections.abc import Iterator, Sequence

from redact.datamodel import HUMAN_DECISION, Detection, Ruling, Verdict
from redact.names import Term, key_of, literally, occurrences, words


def detections(text: str, rulings: Sequence[Ruling]) -> Iterator[Detection]:
    """Yield every occurrence of what the rulings hide, as whole words in any case."""
    hidden = [ruling for ruling in rulings if ruling.verdict is Verdict.HIDE]
    for ruling in hidden:
        for span in literally(text, ruling.text):
            yield Detection(span, ruling.label, 1.0, HUMAN_DECISION)
    labels = {
        Term(key, cased=False): ruling.label for ruling in hidden if (key := key_of(ruling.text))
    }
    if labels:
        for span, term in occurrences(text, words(text), labels):
            yield Detection(span, labels[term], 1.0, HUMAN_DECISION)
