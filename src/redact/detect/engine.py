"""Presidio's analyzer over a spaCy pipeline that is found on this machine or not at all."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import spacy
from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NerModelConfiguration, NlpArtifacts, SpacyNlpEngine

from redact.config import Config
from redact.errors import ModelError
from redact.model_files import pipeline_path

LANGUAGE = "en"
#: The texts of so many calls are kept that were read ahead: more than anybody is ahead.
_MOST_AHEAD = 8
_TOKENIZER = "redact.PlainTokenizer.v1"
_TOKEN = re.compile(r"\S[^\n]{0,999}(?<=\S)|\S")


class LocalSpacyEngine(SpacyNlpEngine):
    """A spaCy engine that loads what is on the disk and never downloads a model."""

    def __init__(self, config: Config) -> None:
        self._path = pipeline_path(config)
        self._threads = config.model.threads
        super().__init__(
            models=[{"lang_code": LANGUAGE, "model_name": self._path}],
            ner_model_configuration=NerModelConfiguration(
                model_to_presidio_entity_mapping=dict(config.model.labels),
                labels_to_ignore=[],
            ),
        )
        self._ahead: ThreadPoolExecutor | None = None
        self._begun: deque[dict[str, Future[NlpArtifacts]]] = deque(maxlen=_MOST_AHEAD)

    def load(self) -> None:
        """Load the pipeline.

        Raises:
            ModelError: it is missing, incomplete or of another version.
        """
        try:
            nlp = spacy.load(self._path, **self._own_settings())
        except Exception as error:  # noqa: BLE001  # a broken pipeline fails in any way
            raise ModelError(
                f"the pipeline {self._path} does not load ({type(error).__name__}); "
                "install it again or name another one under model.pipeline"
            ) from None
        self.nlp = {LANGUAGE: nlp}

    def _own_settings(self) -> dict[str, Any]:
        """Return what our own pipeline is loaded with; any other is taken as it is.

        The tagger reads the text itself. spaCy's tokenizer would take the square of the time on a
        long run without blanks, and a tenth of the start-up for its exceptions.
        """
        if not (Path(self._path) / "redact_tagger").is_dir():
            return {}
        settings = {
            "nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}},
            "components": {"redact_tagger": {"threads": self._threads}},
        }
        return {"config": settings, "exclude": ["tokenizer"]}

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Return what the pipeline makes of a text, which it may have read already."""
        begun = next((texts.pop(text) for texts in self._begun if text in texts), None)
        return begun.result() if begun else super().process_text(text, language)

    def read_ahead(self, texts: Iterable[str]) -> None:
        """Let threads begin to read texts; those of all but the last few calls are forgotten.

        The network lets go of Python's lock, so it reads while rules are applied to what was read.
        """
        if self._ahead is None:
            self._ahead = ThreadPoolExecutor(self._readers(), "read ahead")
        read = super().process_text
        self._begun.append({text: self._ahead.submit(read, text, LANGUAGE) for text in texts})

    def _readers(self) -> int:
        """Return how many letters may be read at a time; another pipeline may bear but one."""
        if not self._own_settings():
            return 1
        from redact.detect.tagger import at_once

        return at_once()

    def stop_reading_ahead(self) -> None:
        """Forget what was begun; a text in hand is read to its end."""
        if self._ahead is not None:
            self._ahead.shutdown(wait=False, cancel_futures=True)
        self._ahead = None
        self._begun.clear()

    def _doc_to_nlp_artifact(self, doc: spacy.tokens.Doc, language: str) -> NlpArtifacts:
        """Return the artifacts without entities: the model recognizer reads the document itself."""
        return NlpArtifacts(
            entities=[],
            tokens=doc,
            tokens_indices=[],
            lemmas=[],
            nlp_engine=self,
            language=language,
            scores=[],
        )


class PlainTokenizer:
    """Cuts a text into its lines, and long lines into pieces: nobody looks at these tokens."""

    def __init__(self, vocab: spacy.vocab.Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> spacy.tokens.Doc:
        """Return a document whose text is the text."""
        words, spaces = spacy.util.get_words_and_spaces(_TOKEN.findall(text), text)
        return spacy.tokens.Doc(self._vocab, words=words, spaces=spaces)


@spacy.registry.tokenizers(_TOKENIZER)  # type: ignore[untyped-decorator]  # spaCy has no types
def create_tokenizer() -> Callable[[spacy.language.Language], PlainTokenizer]:
    """Return what makes the tokenizer of a pipeline."""
    return lambda nlp: PlainTokenizer(nlp.vocab)


class NoContext(ContextAwareEnhancer):
    """Leaves scores alone: context is part of the patterns, and lemmas cost a parser."""

    def __init__(self) -> None:
        super().__init__(
            context_similarity_factor=0.0,
            min_score_with_context_similarity=0.0,
            context_prefix_count=0,
            context_suffix_count=0,
        )

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        """Return the results as they are."""
        return raw_results


class OrderedRegistry(RecognizerRegistry):
    """A registry that hands its recognizers out in the order of the table.

    Presidio puts them into a set, so that which of two rules is named in the records, where both
    find the same span with the same score, would differ from process to process.
    """

    def get_recognizers(self, *args: Any, **more: Any) -> list[EntityRecognizer]:
        """Return the recognizers asked for, in the order in which they were given."""
        wanted = {id(one) for one in super().get_recognizers(*args, **more)}
        return [one for one in self.recognizers if id(one) in wanted]


class PlainAnalyzer(AnalyzerEngine):
    """An analyzer that does not sort results by recognizer, once for each, to enhance none."""

    def _enhance_using_context(
        self, text: str, raw_results: list[RecognizerResult], *_: object
    ) -> list[RecognizerResult]:
        """Return the results as they are."""
        return raw_results


def build_engine(config: Config, recognizers: Sequence[EntityRecognizer]) -> AnalyzerEngine:
    """Return an analyzer with just these recognizers, cut off from the network.

    Raises:
        ModelError: the pipeline is missing or broken.
    """
    engine = LocalSpacyEngine(config)
    engine.load()
    registry = OrderedRegistry(recognizers=list(recognizers), supported_languages=[LANGUAGE])
    return PlainAnalyzer(
        registry=registry,
        nlp_engine=engine,
        supported_languages=[LANGUAGE],
        context_aware_enhancer=NoContext(),
    )


def model_version(engine: AnalyzerEngine) -> str:
    """Return name and version of the pipeline, for the records."""
    meta = engine.nlp_engine.nlp[LANGUAGE].meta
    return f"{meta.get('lang', '')}_{meta.get('name', '')}-{meta.get('version', '')}"
