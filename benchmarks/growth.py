"""Measure how cost grows: from 1 KB to 1 MB a letter, and from 100 to 10,000 letters.

Run it with ``python -m benchmarks.growth [bytes|letters]``. No model is loaded: names are known
beforehand, so that what is measured is all the rest. Where the cost for each kilobyte or letter
stays the same from line to line, growth is linear. Sizes take turns, and the least of each counts:
the speed of a processor changes with what else it does. `--most` bounds sizes and numbers.
"""

import argparse
import itertools
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from redact.config import Config, load_config
from redact.datamodel import Detection, Document, Ruling, Segment, Span
from redact.formats.form import Options
from redact.link.cluster import Lore
from redact.model_files import ModelIdentity
from redact.pipeline.batch import redact_chunk, run_job
from redact.pipeline.check import verify_out
from redact.pipeline.job import Job, JobFolder
from redact.pipeline.redactor import Redactor

T = TypeVar("T")
SIZES = (1_000, 10_000, 100_000, 1_000_000)
NUMBERS = (100, 1_000, 10_000)
ROUNDS = 5
#: A name stands about this often, in characters; a letter of 3.6 KB has some 40.
_EVERY = 90
_FIRST = [
    "Anna",
    "Boris",
    "Chiara",
    "Dmitri",
    "Elif",
    "Farid",
    "Greta",
    "Hana",
    "Ivo",
    "Jasmin",
    "Kofi",
    "Lena",
    "Milan",
    "Nadia",
    "Omar",
]
_HEADS = [
    "Kow",
    "Thorn",
    "Bell",
    "Orl",
    "Vasq",
    "Lind",
    "Mor",
    "Zab",
    "Quint",
    "Hol",
    "Pet",
    "Rav",
    "Sten",
    "Ull",
    "Wey",
    "Yar",
    "Brand",
    "Cask",
]
_TAILS = [
    "alska",
    "bury",
    "ini",
    "ov",
    "ez",
    "qvist",
    "eno",
    "lotny",
    "ana",
    "land",
    "ersen",
    "anko",
    "berg",
    "mann",
    "mouth",
    "dale",
]
_FILLER = [
    "the",
    "results",
    "were",
    "better",
    "than",
    "we",
    "had",
    "hoped",
    "and",
    "the",
    "group",
    "wrote",
    "them",
    "up",
    "within",
    "the",
    "year",
    "with",
    "care",
    "so",
    "that",
    "others",
    "could",
    "repeat",
    "every",
    "step",
    "of",
    "the",
    "work",
    "on",
    "their",
    "own",
    "machines",
]


def names(count: int, chance: random.Random) -> list[str]:
    """Return distinct full names; with many of them, surnames get a middle part."""
    plain = [f"{head}{tail}" for head, tail in itertools.product(_HEADS, _TAILS)]
    more = (f"{head}{mid}{tail}" for head, mid, tail in itertools.product(_HEADS, "aeiou", plain))
    surnames = list(itertools.islice(itertools.chain(plain, more), count))
    return [f"{chance.choice(_FIRST)} {surname.capitalize()}" for surname in surnames]


def letter(size: int, people: Sequence[str], chance: random.Random) -> str:
    """Return a text of about so many characters that names people, in full and by their surname."""
    parts: list[str] = []
    length = next_name = 0
    while length < size:
        if length >= next_name:
            word = chance.choice(people)
            word = word if chance.random() < 0.5 else f"Dr. {word.split()[-1]}"
            next_name = length + _EVERY
        else:
            word = chance.choice(_FILLER)
        word += chance.choice((".\n", ",")) if chance.random() < 0.1 else ""
        parts.append(word)
        length += len(word) + 1
    return " ".join(parts)


class Detector:
    """Finds full names that it is told of, and surnames after a title."""

    model_version = "none 0"

    def __init__(self) -> None:
        """Know nobody yet."""
        self._pattern = re.compile(
            rf"\b(?:{'|'.join(_FIRST)}) [A-Z]\w+|(?<=Dr\. )(?:{'|'.join(_HEADS)})\w+"
        )

    def detect(self, document: Document, _rulings: Sequence[Ruling] = ()) -> tuple[Detection, ...]:
        """Return the names in a document."""
        found = self._pattern.finditer(document.text)
        return tuple(Detection(Span(*one.span()), "PERSON", 0.9, "list") for one in found)


class Unmodelled(Redactor):
    """The redactor of the program, with names from a list in place of the model."""

    def __init__(self, config: Config) -> None:
        """Load no model."""
        self._config, self._lore = config, Lore(config)
        self._roster, self._all, self._keep, self._opinion = (), (), (), None
        self._detector = Detector()  # type: ignore[assignment]
        self.model_version = Detector.model_version
        self.options = Options()


@dataclass(frozen=True, slots=True)
class Costs:
    """What each step costs a kilobyte or a letter, in milliseconds of processor time, by size."""

    title: str
    unit: str
    steps: tuple[str, ...]
    rows: tuple[tuple[int, tuple[float, ...]], ...]


def by_size(most: int) -> list[Costs]:
    """Return what each step costs a kilobyte, for letters of growing size."""
    redactor = Unmodelled(load_config())
    chance = random.Random(0)  # noqa: S311 - makes letters, not secrets
    first = Segment(letter(SIZES[0], names(12, chance), chance))
    redactor.doubts(redactor.redact([Document("x", (first,))]), 0)  # what is made on first use
    sizes = [one for one in SIZES if one <= most]
    return [
        Costs(
            title, "kilobyte", ("redact", "verify", "doubt"), tuple(_sized(redactor, sizes, people))
        )
        for title, people in (
            ("12 people in each letter", lambda _size: 12),
            ("a new person every 900 characters", lambda size: max(2, size // 900)),
        )
    ]


def _sized(
    redactor: Redactor, sizes: Sequence[int], people: Callable[[int], int]
) -> Iterator[tuple[int, tuple[float, ...]]]:
    documents = []
    for size in sizes:
        chance = random.Random(1)  # noqa: S311 - makes letters, not secrets
        text = letter(size, names(people(size), chance), chance)
        documents.append(Document("letter", (Segment(text),)))
    rounds = [[_steps(redactor, document) for document in documents] for _ in range(ROUNDS)]
    for size, costs in zip(sizes, zip(*rounds, strict=True), strict=True):
        least = (min(each) for each in zip(*costs, strict=True))
        yield size, tuple(1000 * seconds / (size / 1000) for seconds in least)


def _steps(redactor: Redactor, document: Document) -> tuple[float, float, float]:
    """Return the seconds of redacting a letter, of verifying its copy and of doubting it."""
    made, redact = _timed(lambda: redactor.redact([document]))
    copy = made[0].copy.text
    _, verify = _timed(lambda: redactor.survivors(copy, made, 0))
    _, doubt = _timed(lambda: redactor.doubts(made, 0))
    return redact, verify, doubt


def by_number(most: int) -> list[Costs]:
    """Return what a batch costs a letter, for growing numbers of letters of 3.6 KB."""
    return [
        Costs(
            f"scope {scope}", "letter", ("batch", "unchanged", "verify"), tuple(_many(scope, most))
        )
        for scope in ("letter", "dossier")
    ]


def _many(scope: str, most: int) -> Iterator[tuple[int, tuple[float, ...]]]:
    for number in (one for one in NUMBERS if one <= most):
        with tempfile.TemporaryDirectory() as root:
            yield number, tuple(1000 * one / number for one in _batch(Path(root), number, scope))


def _batch(root: Path, number: int, scope: str) -> Iterator[float]:
    """Yield the seconds of a batch, of one more in which nothing has changed, and of verifying."""
    chance = random.Random(1)  # noqa: S311 - makes letters, not secrets
    inbox, out, records = root / "in", root / "out", root / "records"
    people = names(500, chance)
    for at in range(number):
        path = inbox / f"applicant {at // 3}" / f"letter {at}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{at} " + letter(3_600, chance.sample(people, 12), chance), "utf-8")
    config = load_config(overrides={"scope": scope})
    redactor = Unmodelled(config)

    def batch() -> None:
        folder = JobFolder(records, JobFolder.create(records, Job((inbox,), out, config)))

        def work_off(numbers: Iterator[int]) -> Iterator[int]:
            for each in numbers:
                redact_chunk(folder, each, redactor)
                yield each

        run_job(folder, ModelIdentity(Detector.model_version), work_off)
        folder.remove()

    for step in (batch, batch, lambda: verify_out(out, records, config)):
        yield _timed(step)[1]


def _timed(step: Callable[[], T]) -> tuple[T, float]:
    began = time.process_time()
    done = step()
    return done, time.process_time() - began


def table(costs: Costs) -> str:
    """Return the costs as a table in Markdown, in milliseconds."""
    head = " | ".join((f"{costs.unit}s" if costs.unit == "letter" else "bytes", *costs.steps))
    rows = (
        f"| {size:,} | " + " | ".join(f"{one:.2f}" for one in each) + " |"
        for size, each in costs.rows
    )
    title = f"{costs.title}: milliseconds a {costs.unit}\n"
    return "\n".join((title, f"| {head} |", "| ---: " * (len(costs.steps) + 1) + "|", *rows, ""))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="?", choices=("bytes", "letters"))
    parser.add_argument("--most", type=int, default=max(SIZES))
    told = parser.parse_args()
    if told.what != "letters":
        print(*map(table, by_size(told.most)), sep="\n")
    if told.what != "bytes":
        print(*map(table, by_number(told.most)), sep="\n")
