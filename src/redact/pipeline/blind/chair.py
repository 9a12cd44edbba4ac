"""What the chair is to see of each dossier, and to decide; no name beside a review number."""

import math
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from redact.audit.folder import PRIVATE
from redact.blind.readable import added, readable
from redact.blind.seal import Seal
from redact.config import Config
from redact.datamodel import Action, Doubt, Outcome, Span
from redact.errors import ExitCode
from redact.names import NameLore
from redact.pipeline.blind.filling import Filled
from redact.pipeline.blind.shred import rewrite
from redact.pipeline.decisions_file import Entry, load, parse
from redact.pipeline.draft import Open, drafted
from redact.pipeline.results import LetterResult, likely_in
from redact.pipeline.rulings import OWN_FILE
from redact.review.chair import ChairReview, ReviewedDossier, page
from redact.review.letters import HiddenPart, ListedDoubt, ReviewedLetter, Texts

#: Where the page lies.
CHAIR = Path(PRIVATE) / "chair.html"


def write_chair(records: Path, filled: Sequence[Filled], config: Config, seal: Seal) -> Path:
    """Write the page for the chair and draft the decisions that held dossiers wait for.

    A draft binds a letter by the hash of its source, and only while it has no number: with both,
    the file would be the map that the seal keeps.

    Raises:
        ConfigError: the decisions file is wrong.
        WriteError: a file cannot be written.
    """
    lore = NameLore(config)
    decisions = records / OWN_FILE
    existing = load(decisions) if os.path.lexists(decisions) else ""
    known = parse(existing, decisions).decisions
    open_ones = list(_undecided(filled, known, lore))
    text = drafted(existing, open_ones, decisions) if open_ones else existing
    entries = parse(text, decisions).decisions
    if text != existing:
        rewrite(decisions, text.encode())
    dossiers = tuple(_dossier(one, entries, config, lore) for one in filled)
    review = ChairReview(seal.packet, seal.edition, dossiers, str(decisions.absolute()))
    place = records / CHAIR
    rewrite(place, page(review).encode())
    return place


def _undecided(filled: Iterable[Filled], known: Sequence[Entry], lore: NameLore) -> Iterable[Open]:
    listed = {(entry.source, entry.text) for entry in known}
    for one in filled:
        if one.released:
            continue
        for place, result in enumerate(one.results, 1):
            for doubt in _shown(result):
                text = _words(result.said or "", doubt.span, lore)
                key = (result.source_sha256, text)
                if text and key not in listed:
                    listed.add(key)
                    name = f"{one.name}, document {place}"
                    yield Open("", result.source_sha256, text, doubt.kind, doubt.likelihood, name)


def _dossier(
    one: Filled, entries: Sequence[Entry], config: Config, lore: NameLore
) -> ReviewedDossier:
    letters = tuple(_letters(one, entries, lore))
    outcome = Outcome.RELEASED
    if not one.released:
        outcome = min(
            (result.outcome for result in one.results if result.outcome is not Outcome.RELEASED),
            key=(Outcome.HELD, Outcome.REFUSED, Outcome.WITHHELD).index,
        )
    return ReviewedDossier(one.name, outcome, letters, _readable(one, config))


def _letters(one: Filled, entries: Sequence[Entry], lore: NameLore) -> Iterable[ReviewedLetter]:
    for place, (planned, result) in enumerate(
        zip(one.numbered.scope.letters, one.results, strict=True), 1
    ):
        copy = planned.copy.as_posix() if one.released and planned.copy else ""
        text = result.said
        doubts: tuple[ListedDoubt, ...] = ()
        texts = None
        if text is not None and not _shows_a_name(result):
            doubts = _listed(result, text, entries, lore)
            texts = Texts("", text, _hidden(result))
        yield ReviewedLetter(
            name=copy or f"{one.name}, document {place}",
            copy=copy,
            outcome=result.outcome,
            reason=result.reason.partition(";")[0],
            texts=texts,
            doubts=doubts,
            untold=0 if texts else len(result.doubts),
        )


def _shows_a_name(result: LetterResult) -> bool:
    """Whether the copy of a letter shows what is hidden elsewhere, or a name of the roster."""
    survives = any(doubt.kind == "hidden elsewhere" for doubt in result.doubts)
    return survives or (
        result.outcome is not Outcome.RELEASED and result.exit_code is ExitCode.SURVIVOR
    )


def _shown(result: LetterResult) -> tuple[Doubt, ...]:
    return () if _shows_a_name(result) else result.doubts


def _listed(
    result: LetterResult, text: str, entries: Sequence[Entry], lore: NameLore
) -> tuple[ListedDoubt, ...]:
    numbers = {(entry.source, entry.text): n for n, entry in enumerate(entries, 1)}
    holding = _holding(result)
    found = []
    for doubt in sorted(result.doubts, key=lambda each: (-each.likelihood, each.span)):
        number = numbers.get((result.source_sha256, _words(text, doubt.span, lore)), 0)
        verdict = entries[number - 1].do if number else None
        found.append(ListedDoubt(doubt, number, verdict, doubt.likelihood >= holding))
    return tuple(found)


def _holding(result: LetterResult) -> float:
    likely = likely_in(result.reason) if result.outcome is Outcome.HELD else 0
    values = sorted((doubt.likelihood for doubt in result.doubts), reverse=True)[:likely]
    return values[-1] if values else math.inf


def _hidden(result: LetterResult) -> tuple[HiddenPart, ...]:
    """Return what a copy hides, with the place in the copy alone: the source's tells a length."""
    return tuple(
        HiddenPart(
            item.copy_span,
            item.copy_span,
            item.decision.label,
            item.decision.number,
            item.decision.mention.detection.score,
            item.decision.placeholder.text,
        )
        for item in result.placed
        if item.decision.action is Action.HIDE and item.decision.placeholder is not None
    )


def _words(text: str, span: Span, lore: NameLore) -> str:
    """Return the words of a doubt, without the placeholders that it touches."""
    free = lore.placeholder_spans(text).outside(span)
    pieces = (" ".join(piece.of(text).split()).strip(" ,;:()") for piece in free)
    return max(pieces, key=len, default="")


def _readable(one: Filled, config: Config) -> str:
    titles = config.word_set("telling_titles") | config.word_set("telling_titles_capital")
    nationalities = config.word_set("nationalities")
    total = added(readable(text, titles, nationalities) for text in one.texts)
    return ", ".join(f"{kind} {number}" for kind, number in total.items())
