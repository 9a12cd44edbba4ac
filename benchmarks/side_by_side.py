"""Measure `redact run` beside plain Presidio and the bare model, on the same letters in one run.

Run it with ``python -m benchmarks.side_by_side [--letters N] [--threads N]``. The letters are
shared out over rounds; in each, every contender takes the same ones, in an order that changes from
round to round. All are in one process, a letter read by the model on one thread (or more), and
loaded before. `redact run` reads letters from files, and writes, reopens and searches its copies;
while it applies its rules to a letter the model reads the next ones, on two processors where there
are two: the processor time tells. A ratio is the median over the rounds of ratios within a round.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from presidio_analyzer import AnalyzerEngine, BatchAnalyzerEngine
from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine
from presidio_anonymizer import AnonymizerEngine

from benchmarks import letters
from redact.config import Config, load_config
from redact.detect.engine import LANGUAGE
from redact.model_files import pipeline_path
from redact.pipeline.redactor import Redactor
from redact.pipeline.run import run

#: So many letters a round, and in each batch of Presidio's batch analyzer.
ROUND, BATCH = 50, 32
LIMIT, PLAIN, OURS = "bare model", "Presidio, letter by letter", "redact run"
PLAIN_BATCH = "Presidio, in batches"

Contender = Callable[[Sequence[str]], object]


@dataclass(frozen=True, slots=True)
class Result:
    """One contender: letters a second of wall time and of processor time, and ratios to others.

    `of_limit` and `of_plain` are how fast it is where the bare model, or plain Presidio, is 1.
    """

    name: str
    rate: float
    processor_rate: float
    of_limit: float
    of_plain: float


def measure(count: int, threads: int = 1) -> list[Result]:
    """Return what each contender did with so many letters, each read on so many threads."""
    contenders = _contenders(threads)
    all_letters = letters.texts(count)
    for contender in contenders.values():
        contender(all_letters[:3])  # what is made on first use
    walls: dict[str, list[float]] = {name: [] for name in contenders}
    processor: dict[str, list[float]] = {name: [] for name in contenders}
    names = list(contenders)
    for number, start in enumerate(range(0, count, ROUND)):
        part = all_letters[start : start + ROUND]
        turn = number % len(names)
        for name in (*names[turn:], *names[:turn]):
            wall, own = time.perf_counter(), time.process_time()
            contenders[name](part)
            walls[name].append((time.perf_counter() - wall) / len(part))
            processor[name].append((time.process_time() - own) / len(part))
    return [
        Result(
            name,
            1 / median(walls[name]),
            1 / median(processor[name]),
            _ratio(walls[LIMIT], walls[name]),
            _ratio(walls[PLAIN], walls[name]),
        )
        for name in names
    ]


def _ratio(others: Sequence[float], own: Sequence[float]) -> float:
    return median(other / each for other, each in zip(others, own, strict=True))


def _contenders(threads: int) -> dict[str, Contender]:
    config = load_config().with_threads(threads)
    redactor = Redactor(config)
    engine = _presidio(config)
    pipeline = engine.nlp_engine.nlp[LANGUAGE]
    anonymizer, batches = AnonymizerEngine(), BatchAnalyzerEngine(engine)

    def bare(texts: Sequence[str]) -> None:
        for text in texts:
            pipeline(text)

    def plain(texts: Sequence[str]) -> None:
        for text in texts:
            anonymizer.anonymize(text, engine.analyze(text, language=LANGUAGE))

    def in_batches(texts: Sequence[str]) -> None:
        found = batches.analyze_iterator(texts, language=LANGUAGE, batch_size=BATCH)
        for text, results in zip(texts, found, strict=True):
            anonymizer.anonymize(text, results)

    def whole(texts: Sequence[str]) -> None:
        with tempfile.TemporaryDirectory() as work:
            root = Path(work)
            inbox = letters.write(root / "inbox", texts)
            done = run([inbox], root / "out", root / "records", config, lambda: redactor)
            assert sum(bool(one.copy) for one in done.letters), "no letter came through"

    return {LIMIT: bare, PLAIN: plain, PLAIN_BATCH: in_batches, OURS: whole}


def _presidio(config: Config) -> AnalyzerEngine:
    """Return Presidio as its documentation shows it: its own recognizers, and our model."""
    labels = dict(config.model.labels)
    engine = SpacyNlpEngine(
        models=[{"lang_code": LANGUAGE, "model_name": str(pipeline_path(config))}],
        ner_model_configuration=NerModelConfiguration(
            model_to_presidio_entity_mapping=labels, labels_to_ignore=[]
        ),
    )
    engine.load()
    engine.nlp[LANGUAGE].get_pipe("redact_tagger").threads = config.model.threads
    return AnalyzerEngine(nlp_engine=engine, supported_languages=[LANGUAGE])


def table(results: Sequence[Result]) -> str:
    """Return the results as a table in Markdown."""
    head = "| | letters/s | letters/s of processor time | for the bare model | for plain Presidio |"
    rows = (
        f"| {one.name} | {one.rate:.1f} | {one.processor_rate:.1f} | {one.of_limit:.2f} "
        f"| {one.of_plain:.2f} |"
        for one in results
    )
    return "\n".join((head, "| --- | ---: | ---: | ---: | ---: |", *rows))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--letters", type=int, default=1_000)
    parser.add_argument("--threads", type=int, default=1)
    told = parser.parse_args()
    print(table(measure(told.letters, told.threads)))
