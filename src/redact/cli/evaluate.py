"""`redact evaluate`: score against letters marked by hand."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from redact.cli import options, show
from redact.cli.detect import hidden
from redact.cli.options import Choices
from redact.datamodel import Document, Segment
from redact.errors import ExitCode, UsageError
from redact.pipeline.loading import load_redactor

if TYPE_CHECKING:
    from rich.console import Group

    from redact.evaluate.doubting import DoubtedLetter
    from redact.evaluate.gold import GoldLetter
    from redact.evaluate.measures import PredictedSpan
    from redact.pipeline.redactor import RedactedLetter, Redactor

HELP = """\
Score what would be hidden against letters marked by hand.

GOLD is a folder of *.gold.txt, one such letter, or a .jsonl file of them. Every figure has a 95 %
interval, by a bootstrap over the letters. --errors shows letter text: each leak and each lost word
with the words around it.

--linking tells instead how well mentions are joined, by the kind of form. --fairness gives the
people names of 24 origins, 20 times each, and compares how many of their mentions are covered;
for 30 letters that takes about a quarter of an hour, --swaps 2 a tenth of it.

--doubts tells what the second opinion is worth: how many leaks it catches, how many doubts it
raises, how many letters --hold-doubts would hold.

\b
Examples:
  redact evaluate letters
  redact evaluate letters --json > scores.json
  redact evaluate letters --errors
  redact evaluate letters --linking --errors
  redact evaluate letters --fairness --swaps 2
"""
_AT_ONCE = 2


def command(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Write the scores as JSON.")] = False,
    errors: Annotated[
        bool, typer.Option("--errors", help="List each leak and each lost word in its context.")
    ] = False,
    linking: Annotated[
        bool, typer.Option("--linking", help="Score the linking, by the kind of form.")
    ] = False,
    doubts: Annotated[bool, typer.Option("--doubts", help="Score the second opinion.")] = False,
    fairness: Annotated[
        bool, typer.Option("--fairness", help="Compare names of different origins.")
    ] = False,
    swaps: Annotated[
        int | None,
        typer.Option("--swaps", min=1, metavar="N", help="How often --fairness renames all (20)."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="Which names --fairness draws (0).")
    ] = None,
    profile: options.Profile = None,
    config: options.ConfigFile = None,
    keep: options.Keep = None,
    roster: options.Roster = None,
    verbose: options.Verbose = False,
) -> ExitCode:
    """Score what would be hidden against letters marked by hand."""
    if linking + fairness + doubts > 1:
        raise UsageError("--linking, --fairness and --doubts: ask for one of them at a time")
    if not fairness and (swaps is not None or seed is not None):
        raise UsageError("--swaps and --seed go with --fairness")
    choices = Choices(profile, config, keep=keep or (), roster=roster)
    settings, people = choices.configuration(), choices.people()
    from redact.evaluate.gold import read_gold

    letters = read_gold(gold)
    if fairness or len(letters) > 1:
        # Two letters side by side, each on one thread, are quicker than one after the other on two.
        settings = settings.with_threads(1)
    if doubts:
        settings = settings.holding_doubts()
    redactor = load_redactor(settings, people)
    if fairness:
        shown = _fairness(letters, redactor, swaps or 20, seed or 0)
    elif linking:
        shown = _linking(letters, redactor)
    elif doubts:
        shown = _doubts(letters, redactor)
    else:
        shown = _scores(letters, redactor)
    _show(*shown, as_json=as_json, errors=errors)
    return ExitCode.DONE


#: The JSON, the tables, and the errors of an evaluation.
_Shown = tuple[dict[str, Any], "Group", Iterable[str]]


def _show(
    found: dict[str, Any], tables: "Group", lines: Iterable[str], *, as_json: bool, errors: bool
) -> None:
    if errors:
        for line in lines:
            # Apart from the JSON, which is for machines.
            (show.note if as_json else print)(line)
    if as_json:
        print(json.dumps(found, indent=1))
    else:
        from rich.console import Console

        Console().print(tables)


def _scores(letters: "Sequence[GoldLetter]", redactor: "Redactor") -> _Shown:
    from redact.evaluate import report
    from redact.evaluate.intervals import intervals
    from redact.evaluate.measures import measure, total

    scored = [
        measure(letter, spans)
        for letter, spans in zip(letters, predictions(letters, redactor), strict=True)
    ]
    each = [one.counts for one in scored]
    counts, spread = total(each), intervals(each)
    return report.as_json(counts, spread), report.tables(counts, spread), report.error_lines(scored)


def _fairness(
    letters: "Sequence[GoldLetter]", redactor: "Redactor", swaps: int, seed: int
) -> _Shown:
    from redact.evaluate import fairness
    from redact.evaluate.report import error_lines

    swapped = list(fairness.swapped(letters, swaps, seed))
    spans = predictions([one.letter for one in swapped], redactor)
    scored = [
        (one, fairness.person_score(one.letter, found))
        for one, found in zip(swapped, _with_bar(spans, len(swapped)), strict=True)
    ]
    found = fairness.fairness(scored, len(letters))
    lines = (
        f"{one.origin} {one.number + 1}: {line}"
        for one, score in scored
        for line in error_lines([score], losses=False)
    )
    return fairness.as_json(found), fairness.tables(found), lines


def _linking(letters: "Sequence[GoldLetter]", redactor: "Redactor") -> _Shown:
    from redact.evaluate import linking

    judged = [
        linking.judge(letter, spans)
        for letter, spans in zip(letters, predictions(letters, redactor), strict=True)
    ]
    return linking.as_json(judged), linking.tables(judged), linking.error_lines(judged)


def _doubts(letters: "Sequence[GoldLetter]", redactor: "Redactor") -> _Shown:
    from redact.evaluate import doubting

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = list(pool.map(partial(_doubted, redactor), letters))
    counts = doubting.counted(found)
    return doubting.as_json(counts), doubting.tables(counts), doubting.error_lines(found)


def _doubted(redactor: "Redactor", gold: "GoldLetter") -> "DoubtedLetter":
    from redact.evaluate.doubting import doubted

    letters = redactor.redact([Document("letter", (Segment(gold.text),))])
    raised = redactor.doubts(letters, 0)
    there = letters[0].alignment
    placed = [(there.in_source(doubt.span), doubt) for doubt in raised]
    return doubted(gold, _spans(letters[0]), placed, held=redactor.holds(raised))


def predictions(
    letters: "Sequence[GoldLetter]", redactor: "Redactor"
) -> "Iterator[tuple[PredictedSpan, ...]]":
    """Yield for each letter what would be hidden in it."""
    # The network runs outside of Python's lock: while one letter waits for it, rules read another.
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(partial(_predict, redactor), [letter.text for letter in letters])


def _with_bar(
    found: "Iterable[tuple[PredictedSpan, ...]]", total: int
) -> "Iterator[tuple[PredictedSpan, ...]]":
    """Yield the same, with a bar on a terminal that shows how many there were."""
    if not sys.stderr.isatty():
        yield from found
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(found, "letters", total, console=Console(stderr=True), transient=True)


def _predict(redactor: "Redactor", text: str) -> "tuple[PredictedSpan, ...]":
    (letter,) = redactor.redact([Document("letter", (Segment(text),))])
    return _spans(letter)


def _spans(letter: "RedactedLetter") -> "tuple[PredictedSpan, ...]":
    from redact.evaluate.measures import PredictedSpan

    return tuple(
        PredictedSpan(
            one.span,
            one.label,
            f"{one.label}_{one.number}",
            f"PERSON_{one.owner}" if one.owner else "",
        )
        for one in hidden(letter)
    )
