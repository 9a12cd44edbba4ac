"""`redact detect`: the spans that `redact run` would replace, and nothing else."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from redact.cli import options, show
from redact.cli.options import Choices
from redact.datamodel import LABELS, Action, Decision, Document, Segment
from redact.errors import ExitCode, RedactError, worst
from redact.pipeline.loading import load_redactor

if TYPE_CHECKING:
    from redact.config import Limits
    from redact.pipeline.redactor import RedactedLetter, Redactor
    from redact.pipeline.sources import SourceFile, SourceScope

HELP = """\
Show what would be hidden in letters: counts by label or, with --jsonl, every span.

With --jsonl each letter is a line {"id", "spans": [{"start", "end", "label", "entity", "score",
"recognizer"}]}; offsets are characters of the decoded text. Marked letters (*.gold.txt) are read
without their marks. Nothing is written, and no letter text is shown.

\b
Examples:
  redact detect inbox
  redact detect letter.txt --jsonl > spans.jsonl
"""
_GOLD = ".gold.txt"
_AT_ONCE = 2
#: What is wrong with letters: their names, the reasons, the exit codes.
_Problems = list[tuple[str, str, ExitCode]]

Jsonl = Annotated[bool, typer.Option("--jsonl", help="Write every span, a line of JSON a letter.")]


def command(
    paths: options.Letters,
    jsonl: Jsonl = False,
    profile: options.Profile = None,
    config: options.ConfigFile = None,
    style: options.Style = None,
    scope: options.Scope = None,
    keep: options.Keep = None,
    roster: options.Roster = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> ExitCode:
    """Show what would be hidden in letters."""
    choices = Choices(profile, config, style, scope, keep or (), roster)
    settings, people = choices.configuration(), choices.people()
    from redact.pipeline.sources import collect, scopes

    sources = collect(paths)
    each_scope = scopes(sources, settings.scope)
    if len(each_scope) > 1:
        # Two letters side by side, each on one thread, are quicker than one after the other on two.
        settings = settings.with_threads(1)
    ids = dict(zip(sources, letter_ids([source.path for source in sources]), strict=True))
    redactor = load_redactor(settings, people)
    codes, total = [ExitCode.DONE], Counter[str]()

    def detected(
        each: "SourceScope",
    ) -> "tuple[list[Document], Sequence[RedactedLetter], _Problems]":
        documents, problems = _read(each.files, ids, settings.limits)
        found, more = _redact(redactor, documents)
        return documents, found, [*problems, *more]

    # The network runs outside of Python's lock: while one letter waits for it, rules read another.
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for documents, found, problems in pool.map(detected, each_scope):
            for name, reason, code in problems:
                show.problem(name, reason)
                codes.append(code)
            for document, letter in zip(documents, found, strict=False):
                decisions = hidden(letter)
                total.update(decision.label for decision in decisions)
                line = _line(document, decisions) if jsonl else _counts(document, decisions)
                print(line, flush=True)
    if not (jsonl or quiet):
        print(f"all: {_by_label(total)}")
    return worst(codes)


def hidden(letter: "RedactedLetter") -> tuple[Decision, ...]:
    """Return the decisions that hide something, in reading order."""
    decisions = (placed.decision for placed in letter.placed)
    return tuple(one for one in decisions if one.action is Action.HIDE)


def letter_ids(paths: Sequence[Path]) -> tuple[str, ...]:
    """Return a name for each path: as short as it can be while none occurs twice.

    >>> letter_ids([Path("/in/a/cv.txt"), Path("/in/b/cv.txt"), Path("/in/b/x.gold.txt")])
    ('a/cv', 'b/cv', 'x')
    """
    ids: dict[Path, str] = {}
    left = list(paths)
    for name_of in (_stem, _with_folder, str):
        names = {path: name_of(path) for path in left}
        often = Counter(names.values())
        ids |= {path: name for path, name in names.items() if often[name] == 1}
        left = [path for path in left if path not in ids]
    return tuple(ids.get(path, str(path)) for path in paths)


def _stem(path: Path) -> str:
    return path.name.removesuffix(_GOLD) if path.name.endswith(_GOLD) else path.stem


def _with_folder(path: Path) -> str:
    return f"{path.parent.name}/{_stem(path)}"


def _read(
    files: "Sequence[SourceFile]", ids: "dict[SourceFile, str]", limits: "Limits"
) -> "tuple[list[Document], _Problems]":
    """Return the letters that can be read, and what is wrong with each of the others."""
    from redact import formats
    from redact.errors import InputError

    documents, problems = [], []
    for source in files:
        try:
            if source.problem:
                raise InputError(source.problem)
            document = formats.read(source.path, ids[source], limits)
            documents.append(_unmarked(document) if _is_gold(source.path) else document)
        except RedactError as error:
            problems.append((str(source.path), str(error), error.exit_code))
    return documents, problems


def _is_gold(path: Path) -> bool:
    return path.name.endswith(_GOLD)


def _unmarked(document: Document) -> Document:
    from redact.evaluate.gold import strip

    return replace(document, segments=(Segment(strip(document.text)),))


def _redact(
    redactor: "Redactor", documents: Sequence[Document]
) -> "tuple[Sequence[RedactedLetter], _Problems]":
    if not documents:
        return (), []
    try:
        return redactor.redact(documents), []
    except Exception as error:  # noqa: BLE001 - letters stand alone, whatever befalls one
        known = isinstance(error, RedactError)
        reason = str(error) if known else f"unexpected error: {type(error).__name__}"
        code = error.exit_code if isinstance(error, RedactError) else ExitCode.UNEXPECTED
        return (), [(document.document_id, reason, code) for document in documents]


def _line(document: Document, decisions: Sequence[Decision]) -> str:
    content = {"id": document.document_id, "spans": list(_spans(decisions))}
    return json.dumps(content)


def _spans(decisions: Sequence[Decision]) -> Iterator[dict[str, Any]]:
    for decision in decisions:
        detection = decision.mention.detection
        yield {
            "start": decision.span.start,
            "end": decision.span.end,
            "label": decision.label,
            "entity": f"{decision.label}_{decision.number}",
            "score": round(float(detection.score), 4),
            "recognizer": detection.recognizer,
        }


def _counts(document: Document, decisions: Sequence[Decision]) -> str:
    counts = Counter(decision.label for decision in decisions)
    return f"{show.printable(document.document_id)}: {_by_label(counts)}"


def _by_label(counts: Counter[str]) -> str:
    told = [f"{counts[label]} {label}" for label in LABELS if counts[label]]
    return ", ".join(told) or "nothing to hide was detected"
