"""The named-entity tagger as a spaCy component: people, organizations and places."""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
import onnxruntime
import srsly  # type: ignore[import-untyped]
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from tokenizers import Tokenizer

from redact.detect.casing import Layout, Words, case_of, words_of
from redact.detect.decoding import LABELS, Reading, TaggedSpan, decode
from redact.detect.windows import Window, windows

FORMAT = 1
MODEL_FILE, TOKENIZER_FILE, META_FILE = "model.onnx", "tokenizer.json", "meta.json"
SPANS_KEY = "redact_spans"

_LONGEST_TEXT = 2**31 - 1
_WORDS_AT_ONCE = 20_000
#: More processors than these are for other letters.
_MOST_THREADS = 2

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

Span.set_extension("score", default=None, force=True)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text: vocabulary ids, and the word that each belongs to.

    ``first`` and ``last`` are the ids that stand before and after the pieces of a window.
    """

    ids: Ints = field(repr=False)
    words: Ints
    first: int
    last: int


class RedactTagger:
    """Sets ``doc.ents``, their ``_.score``, and exact spans in ``doc.user_data["redact_spans"]``.

    A score is the model's own probability that the words are not ordinary text, averaged over
    the words of the span. Candidates are kept generously (``o_bias``); a threshold on the score
    makes them strict.
    """

    def __init__(self, name: str, o_bias: float, threads: int) -> None:
        """Make a component without weights; ``from_disk`` or ``from_bytes`` brings them."""
        self.name = name
        self.o_bias = o_bias
        self.threads = threads
        self._model = b""
        self._tokenizer: Tokenizer | None = None
        self._session: onnxruntime.InferenceSession | None = None
        self._session_owner = 0

    def __call__(self, doc: Doc) -> Doc:
        """Return the document with its entities set."""
        spans = self.tag(doc.text)
        doc.user_data[SPANS_KEY] = [
            (span.start, span.end, span.label, span.score) for span in spans
        ]
        entities = []
        for span in spans:
            entity = doc.char_span(span.start, span.end, label=span.label, alignment_mode="expand")
            if entity is not None:
                entity._.score = span.score
                entities.append(entity)
        doc.set_ents(filter_spans(entities))
        return doc

    def tag(self, text: str) -> tuple[TaggedSpan, ...]:
        """Return the candidates in a text, in reading order, with exact character offsets."""
        return decode(text, self.read(text), self.o_bias)

    def read(self, text: str) -> Reading:
        """Return the model's reading of a text, before any decision."""
        words = words_of(text)
        pieces = self._pieces(text, words)
        return Reading(words, pieces.words, self._probabilities(text, words, pieces))

    def _pieces(self, text: str, words: Words) -> Pieces:
        """Return the word pieces of a text, read a block of words at a time."""
        if self._tokenizer is None:
            raise ValueError(f"{self.name}: no model; load the pipeline from its directory")
        ids: list[Ints] = [np.zeros(0, dtype=np.int64)]
        owners: list[Ints] = [np.zeros(0, dtype=np.int64)]
        bounds = zip(words.starts, words.ends, strict=True)
        for offset in range(0, len(words), _WORDS_AT_ONCE):
            block = [text[start:end] for start, end in islice(bounds, _WORDS_AT_ONCE)]
            block_ids, block_owners = word_pieces(self._tokenizer, block)
            ids.append(block_ids)
            owners.append(block_owners + offset)
        first, last = (self._tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))
        if first is None or last is None:
            raise ValueError(f"{self.name}: the vocabulary lacks [CLS] or [SEP]")
        return Pieces(np.concatenate(ids), np.concatenate(owners), first, last)

    def _probabilities(self, text: str, words: Words, pieces: Pieces) -> Floats:
        """Return the probability of each label for each piece.

        Every window is run by itself, on one thread, so what the model says of a letter depends
        on nothing else, not even on how many windows are run side by side.
        """
        if not pieces.ids.size:
            return np.empty((0, len(LABELS)), dtype=np.float32)
        layouts = np.asarray(words.layouts, dtype=np.int64)[pieces.words]
        cases = _cases(text, words)[pieces.words]
        ranks = cut_ranks(text, words, pieces.words)
        found = np.empty((len(pieces.ids), len(LABELS)), dtype=np.float32)
        session = self._loaded()

        def answer(window: Window) -> None:
            logits = session.run(["logits"], _inputs(pieces, cases, layouts, window))[0][0]
            core = slice(1 + window.first - window.start, 1 + window.last - window.start)
            found[window.first : window.last] = _softmax(logits[core])

        run_all(answer, list(windows(ranks.tolist())), self.threads)
        return found

    def _loaded(self) -> onnxruntime.InferenceSession:
        """Return the session of this process; one that was made before a fork is not used."""
        if self._session is None or self._session_owner != os.getpid():
            self._session = open_session(self._model)
            self._session_owner = os.getpid()
        return self._session

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Return nothing; write weights, vocabulary and description into a directory."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self._files().items():
            (folder / name).write_bytes(content)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "RedactTagger":
        """Return the component with the weights that a directory holds."""
        folder = Path(path)
        return self._take(
            {name: (folder / name).read_bytes() for name in (MODEL_FILE, TOKENIZER_FILE, META_FILE)}
        )

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return what ``to_disk`` would write."""
        packed: bytes = srsly.msgpack_dumps(self._files())
        return packed

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "RedactTagger":
        """Return the component with the weights that ``to_bytes`` gave."""
        return self._take(srsly.msgpack_loads(data))

    def _files(self) -> dict[str, bytes]:
        """Return the contents of each file of the component."""
        if self._tokenizer is None:
            raise ValueError(f"{self.name}: no model to write")
        meta = {"format": FORMAT, "labels": list(LABELS)}
        return {
            MODEL_FILE: self._model,
            TOKENIZER_FILE: self._tokenizer.to_str().encode(),
            META_FILE: (json.dumps(meta, indent=1) + "\n").encode(),
        }

    def _take(self, files: dict[str, bytes]) -> "RedactTagger":
        """Return the component after it took over the contents of its files."""
        meta = json.loads(files[META_FILE])
        if meta.get("format") != FORMAT or tuple(meta.get("labels", ())) != LABELS:
            raise ValueError(
                f"{self.name}: the model is of another version; install the one made for this code"
            )
        self._model = files[MODEL_FILE]
        self._tokenizer = Tokenizer.from_str(files[TOKENIZER_FILE].decode())
        self._session = None
        return self


def cut_ranks(text: str, words: Words, owners: Ints) -> NDArray[np.int8]:
    """Return how good a place to cut the start of each piece is, as ``windows`` wants it."""
    layouts = np.asarray(words.layouts, dtype=np.int8)
    last = np.asarray(words.starts, dtype=np.int64)[:-1]
    ends_sentence = np.fromiter(
        (text[start] in ".!?" for start in last), dtype=bool, count=len(last)
    )
    by_word = np.ones(len(words), dtype=np.int8)
    by_word[1:][ends_sentence & (layouts[1:] != Layout.GLUED)] = 2
    by_word[layouts >= Layout.LINE] = 3
    begins = np.r_[True, owners[1:] != owners[:-1]]
    return np.where(begins, by_word[owners], 0).astype(np.int8)


def word_pieces(tokenizer: Tokenizer, words: Sequence[str]) -> tuple[Ints, Ints]:
    """Return the ids of the pieces of words, and for each piece the index of its word.

    The tokenizer reads each word by itself, so a word that occurs again is read once: it takes
    half the time on a letter.
    """
    numbers: dict[str, int] = {}
    which = np.asarray([numbers.setdefault(word, len(numbers)) for word in words], dtype=np.int64)
    encoding = tokenizer.encode(list(numbers), is_pretokenized=True, add_special_tokens=False)
    ids = np.asarray(encoding.ids, dtype=np.int64)
    sizes = np.bincount(np.asarray(encoding.word_ids, dtype=np.int64), minlength=len(numbers))
    firsts = np.cumsum(sizes) - sizes
    owners = np.repeat(np.arange(len(words)), sizes[which])
    begins = np.cumsum(sizes[which]) - sizes[which]
    within = np.arange(len(owners)) - begins[owners]
    return ids[firsts[which][owners] + within], owners


def _cases(text: str, words: Words) -> Ints:
    """Return how each word is written; a word that occurs again is looked at once."""
    case = cache(case_of)  # forgotten with the letter
    surfaces = (text[start:end] for start, end in zip(words.starts, words.ends, strict=True))
    return np.fromiter(map(case, surfaces), dtype=np.int64, count=len(words))


def _inputs(pieces: Pieces, cases: Ints, layouts: Ints, window: Window) -> dict[str, Ints]:
    """Return what the network is given for one window."""
    part = slice(window.start, window.end)
    owners = pieces.words[part]
    ids, case_ids, layout_ids = np.zeros((3, 1, len(owners) + 2), dtype=np.int64)
    ids[0, 0], ids[0, 1:-1], ids[0, -1] = pieces.first, pieces.ids[part], pieces.last
    case_ids[0, 1:-1] = cases[part]
    layout_ids[0, 1:-1] = np.where(owners == owners[0], int(Layout.PARAGRAPH), layouts[part])
    return {"pieces": ids, "cases": case_ids, "layouts": layout_ids}


def _softmax(logits: Floats) -> Floats:
    """Return probabilities, row by row."""
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Floats = odds / odds.sum(axis=1, keepdims=True)
    return shares


def run_all(answer: Callable[[Window], None], parts: Sequence[Window], threads: int) -> None:
    """Return nothing; answer every window, several at a time.

    Args:
        answer: what is done with a window.
        parts: the windows of one letter.
        threads: how many at a time; 0 means the processors at hand, two at most.
    """
    side_by_side = min(len(parts), threads or at_once())
    if side_by_side < 2:
        for window in parts:
            answer(window)
        return
    with ThreadPoolExecutor(side_by_side) as pool:
        for _ in pool.map(answer, parts):
            pass


def open_session(model: bytes) -> onnxruntime.InferenceSession:
    """Return a quiet session on one thread of the processor."""
    if not model:
        raise ValueError("no model; load the pipeline from its directory")
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # The graph is already written in fused nodes; further fusion only slows it down.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def at_once() -> int:
    """Return how many readings this process may have going, where nobody says otherwise."""
    return min(_MOST_THREADS, processors())


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@Language.factory(  # type: ignore[untyped-decorator]  # spaCy's decorator has no types
    "redact_tagger",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"o_bias": 3.0, "threads": 0},
)
def create_tagger(nlp: Language, name: str, o_bias: float, threads: int) -> RedactTagger:
    """Return a component; it reads in windows, so the pipeline's limit on length goes."""
    nlp.max_length = _LONGEST_TEXT
    return RedactTagger(name, o_bias, threads)
