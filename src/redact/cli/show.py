"""What a run shows: a bar and a table on a terminal, one plain line a letter otherwise."""

import contextlib
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from redact.datamodel import LABELS, Outcome

if TYPE_CHECKING:
    from redact.pipeline.leftover import DeletedLetter
    from redact.pipeline.run import LetterReport, Progress, RunSummary

#: Deleted letters that are told by name; the report has them all.
_MOST_DELETED = 20


@contextmanager
def progress(*, quiet: bool) -> Iterator["Progress | None"]:
    """Give what a run is to call after each letter."""
    if quiet:
        yield _tell_problem
    elif sys.stdout.isatty():
        with _bar() as advance:
            yield advance
    else:
        yield _tell_letter


def summary(done: "RunSummary", out: Path, records: Path, *, quiet: bool) -> None:
    """Show what a run did and where its copies and records are; a quiet one has said it all."""
    for line in done.unused:
        problem(*line.split(": ", 1))
    if quiet:
        return
    if sys.stdout.isatty():
        _show_table(done)
    hidden = sum(_hidden(report) for report in done.letters)
    _say(f"{_outcomes(done)}; {_many(hidden, 'mention')} hidden")
    _tell_deleted(done)
    if any(report.result.outcome is Outcome.RELEASED for report in done.letters):
        _say(f"no detected term survives in the copies: {_path(out)}")
    left = _left_out(done)
    if left:
        _say(f"of the documents: {left}")
    doubts = [len(report.result.doubts) for report in done.letters]
    if any(doubts):
        many = _many(sum(map(bool, doubts)), "letter")
        _say(f"{_many(sum(doubts), 'doubt')} in {many}: redact review {_path(records)}")
    _say(f"records, to be kept apart from the copies: {_path(records)}")
    _say(done.checkpoint.told)


def _tell_deleted(done: "RunSummary") -> None:
    """Show by name which letters are gone: the copies of some of them may have to go too."""
    for letter in done.deleted[:_MOST_DELETED]:
        gone = "it had no copy" if letter.copy is None else "its copy was removed"
        copy = gone if letter.removed else _why_it_stays(letter)
        what = "superseded" if letter.superseded else "deleted"
        _say(f"{printable(letter.name)}: {what}; {copy}")
    if len(done.deleted) > _MOST_DELETED:
        _say(f"… and {_many(len(done.deleted) - _MOST_DELETED, 'letter')} more that are deleted")


def _why_it_stays(letter: "DeletedLetter") -> str:
    if letter.superseded and letter.copy is not None:
        why = (
            "somebody changed it: remove it if nobody needs it" if letter.changed else "see --prune"
        )
        return f"it has another copy now, and {_path(letter.copy)} is still there; {why}"
    if letter.folder_is_empty:
        return "its copy stays, for its folder is empty: mount what is missing, or remove it too"
    return "its copy is still there; see --prune"


def _left_out(done: "RunSummary") -> str:
    """Return what the released copies leave out, each with how often."""
    counts: Counter[str] = Counter()
    for report in done.letters:
        if report.result.outcome is Outcome.RELEASED:
            counts.update({one.channel: one.count for one in report.result.notices})
    return ", ".join(f"{channel} ({count})" for channel, count in sorted(counts.items()))


def problem(name: str, reason: str) -> None:
    """Show on standard error what is wrong with one letter."""
    note(f"{printable(name)}: {printable(reason)}")


def note(line: str) -> None:
    """Show a line on standard error, where somebody listens."""
    _print(line, sys.stderr)


def drop(stream: TextIO) -> None:
    """Let everything that is written to a stream go nowhere: nobody takes it."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _say(line: str) -> None:
    _print(line, sys.stdout)


def _print(line: str, stream: TextIO) -> None:
    """Print a line; no work stops, and none ends in another code, because nobody listens."""
    try:
        print(line, file=stream, flush=True)
    except OSError:
        drop(stream)


def _tell_letter(report: "LetterReport", done: int, total: int) -> None:
    """Show one letter; a released one by its copy alone, which tells nobody whose letter it is."""
    if report.result.outcome is Outcome.RELEASED and report.copy is not None:
        name = printable(report.copy.name)
        _say(f"{done}/{total} {name}: released, {_hidden(report)} hidden")
    else:
        _tell_problem(report, done, total)


def _tell_problem(report: "LetterReport", _done: int, _total: int) -> None:
    if report.result.outcome is not Outcome.RELEASED:
        older = "; an older copy is still in the output: remove it" if report.stale else ""
        problem(report.name, f"{report.result.outcome}: {report.result.reason}{older}")


@contextmanager
def _bar() -> Iterator["Progress"]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    troubled: list[LetterReport] = []
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, transient=True)
    task = bar.add_task("letters", total=None)

    def advance(report: "LetterReport", done: int, total: int) -> None:
        bar.start()  # no sooner: it would wipe what is asked before, such as a passphrase
        bar.update(task, completed=done, total=total)
        if report.result.outcome is not Outcome.RELEASED:
            troubled.append(report)

    try:
        yield advance
    finally:
        bar.stop()
    for report in troubled:
        _tell_problem(report, 0, 0)


def _show_table(done: "RunSummary") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("", title="Hidden", title_justify="left")
    table.add_column("mentions", justify="right")
    table.add_column("letters", justify="right")
    mentions: Counter[str] = Counter()
    letters: Counter[str] = Counter()
    for report in done.letters:
        mentions.update(report.result.counts)
        letters.update(report.result.counts.keys())
    for label in LABELS:
        if mentions[label]:
            table.add_row(label, str(mentions[label]), str(letters[label]))
    Console().print(table)


def _outcomes(done: "RunSummary") -> str:
    told = _counted(done.letters)
    left = done.planned - len(done.letters)
    if left:
        told.append(f"{left} not begun")
    stand = _counted(report for report in done.letters if report.unchanged)
    unchanged = f" (unchanged: {', '.join(stand)})" if stand else ""
    return f"{_many(done.planned, 'letter')}: {', '.join(told)}{unchanged}"


def _counted(letters: Iterable["LetterReport"]) -> list[str]:
    counts = Counter(report.result.outcome for report in letters)
    return [f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome]]


def _hidden(report: "LetterReport") -> int:
    return sum(report.result.counts.values())


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _path(path: Path) -> str:
    return printable(str(path.absolute()))


def printable(text: str) -> str:
    """Return a text on one line that any terminal takes."""
    line = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
    return line.encode(errors="backslashreplace").decode()
