"""The recognizer that hands over what the spaCy pipeline found, with real scores."""

from collections.abc import Iterator, Mapping

from presidio_analyzer import LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from redact.config import Config
from redact.detect.rule import Found, result_of

#: What Presidio gives every entity of a pipeline that has no scores of its own.
_FLAT_SCORE = 0.85
_SPANS_KEY = "redact_spans"


class ModelRecognizer(LocalRecognizer):
    """Gives the entities of the pipeline under the labels of the configuration.

    The pipeline of this project leaves exact spans and scores in ``doc.user_data``; any other
    pipeline is read through ``doc.ents``, and its entities get Presidio's flat score.
    """

    def __init__(self, labels: Mapping[str, str]) -> None:
        super().__init__(
            supported_entities=sorted(set(labels.values())), name="model", supported_language="en"
        )
        self._labels = dict(labels)

    def load(self) -> None:
        """Nothing to load: the engine has run the pipeline already."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Return a result for each entity of the pipeline whose label is asked for."""
        return [
            result_of(found, self.name, self.id)
            for found in self._found(nlp_artifacts)
            if found.label in entities
        ]

    def _found(self, artifacts: NlpArtifacts | None) -> Iterator[Found]:
        if artifacts is None:
            return
        doc = artifacts.tokens
        exact = doc.user_data.get(_SPANS_KEY)
        if exact is None:
            exact = [(e.start_char, e.end_char, e.label_, _FLAT_SCORE) for e in doc.ents]
        for start, end, label, score in exact:
            if label in self._labels:
                yield Found(start, end, self._labels[label], min(1.0, max(0.0, score)))


def build(config: Config) -> list[ModelRecognizer]:
    """Return the recognizer for the labels of the configured pipeline."""
    return [ModelRecognizer(config.model.labels)]
