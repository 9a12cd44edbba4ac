"""A Presidio recognizer made of one rule: a function from a text to spans with scores."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from presidio_analyzer import LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts


@dataclass(frozen=True, slots=True)
class Found:
    """Characters ``[start, end)`` of a text with a label, a score, and the rule if it is named."""

    start: int
    end: int
    label: str
    score: float
    rule: str = ""


class RuleRecognizer(LocalRecognizer):
    """Gives Presidio the spans that a rule finds in a text."""

    def __init__(
        self, name: str, labels: Sequence[str], rule: Callable[[str], Iterable[Found]]
    ) -> None:
        super().__init__(supported_entities=list(labels), name=name, supported_language="en")
        self._rule = rule

    def load(self) -> None:
        """Nothing to load."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Return a result for each span of the rule whose label is asked for."""
        return [
            result_of(found, found.rule or self.name, self.id)
            for found in self._rule(text)
            if found.label in entities and found.start < found.end
        ]


def result_of(found: Found, name: str, identifier: str) -> RecognizerResult:
    """Return Presidio's form of a found span."""
    return RecognizerResult(
        entity_type=found.label,
        start=found.start,
        end=found.end,
        score=found.score,
        recognition_metadata={
            RecognizerResult.RECOGNIZER_NAME_KEY: name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: identifier,
        },
    )
