"""Replace: put the placeholders into a document with Presidio's anonymizer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_changes

from presidio_anonymizer import AnonymizerEngine, OperatorConfig
from presidio_anonymizer.entities import RecognizerResult

from redact.datamodel import Action, Decision, Document, PlacedDecision, Segment, Span

#: The anonymizer copies the text at each splice; short pieces keep a long letter linear.
_SPLICES_A_PIECE = 64


@dataclass(frozen=True, slots=True)
class _Splice:
    """A range of one segment and what takes its place; `decision` is its index, if it shows."""

    span: Span
    new: str
    decision: int | None


def replace(
    document: Document, decisions: Sequence[Decision]
) -> tuple[Document, tuple[PlacedDecision, ...]]:
    """Return the document with placeholders, and the decisions with their place in the copy.

    Text outside the replaced spans is unchanged. A span over several segments puts its
    placeholder into the first that has a place in the file and cuts its part out of the others.

    Raises:
        ValueError: the spans of the decisions to hide overlap.
    """
    splices = _splices(document, decisions)
    engine = AnonymizerEngine()
    segments: list[Segment] = []
    places: dict[int, Span] = {}
    offset = 0
    for segment, local in zip(document.segments, splices, strict=True):
        text, found = _anonymize(engine, segment.text, local)
        for index, span in found.items():
            places[index] = Span(span.start + offset, span.end + offset)
        offset += len(text)
        segments.append(with_changes(segment, text=text))
    copy = with_changes(document, segments=tuple(segments))
    _place_kept(decisions, places)
    placed = tuple(
        PlacedDecision(decision, places[index])
        for index, decision in enumerate(decisions)
        if index in places
    )
    return copy, placed


def _splices(document: Document, decisions: Sequence[Decision]) -> list[list[_Splice]]:
    local: list[list[_Splice]] = [[] for _ in document.segments]
    starts = document.starts
    end = 0
    for index, decision in enumerate(decisions):
        if decision.action is not Action.HIDE or decision.placeholder is None:
            continue
        if decision.span.start < end:
            raise ValueError("spans to hide overlap or are out of order")
        end = decision.span.end
        touched = tuple(document.touched(decision.span, starts))
        slot = next((i for i, (at, _) in enumerate(touched) if document.segments[at].locator), 0)
        for number, (segment, part) in enumerate(touched):
            shown = decision.placeholder.text if number == slot else ""
            local[segment].append(_Splice(part, shown, index if number == slot else None))
    return local


def _anonymize(
    engine: AnonymizerEngine, text: str, splices: Sequence[_Splice]
) -> tuple[str, dict[int, Span]]:
    done: list[str] = []
    places: dict[int, Span] = {}
    length = 0
    for start, end, group in _pieces(text, splices):
        piece, found = _anonymize_piece(engine, text[start:end], start, group)
        for index, span in found.items():
            places[index] = Span(span.start + length, span.end + length)
        length += len(piece)
        done.append(piece)
    return "".join(done), places


def _pieces(text: str, splices: Sequence[_Splice]) -> Iterator[tuple[int, int, Sequence[_Splice]]]:
    start = 0
    for first in range(0, len(splices), _SPLICES_A_PIECE):
        group = splices[first : first + _SPLICES_A_PIECE]
        last = first + _SPLICES_A_PIECE >= len(splices)
        end = len(text) if last else group[-1].span.end
        yield start, end, group
        start = end
    if start < len(text) or not splices:
        yield start, len(text), ()


def _anonymize_piece(
    engine: AnonymizerEngine, text: str, offset: int, splices: Sequence[_Splice]
) -> tuple[str, dict[int, Span]]:
    if not splices:
        return text, {}
    results = [
        RecognizerResult(str(i), each.span.start - offset, each.span.end - offset, 1.0)
        for i, each in enumerate(splices)
    ]
    operators = {
        str(i): OperatorConfig("replace", {"new_value": each.new})
        if each.new
        else OperatorConfig("redact", {})
        for i, each in enumerate(splices)
    }
    outcome = engine.anonymize(text, results, operators, merge_entities_with_spaces=False)
    places = {
        index: Span(item.start, item.end)
        for item in outcome.items
        if (index := splices[int(item.entity_type)].decision) is not None
    }
    return outcome.text, places


def _place_kept(decisions: Sequence[Decision], places: dict[int, Span]) -> None:
    """Add the places of kept mentions, which have moved by what the splices before them changed."""
    hidden_end = 0
    shift = 0
    for index, decision in enumerate(decisions):
        if index in places:
            place = places[index]
            hidden_end = decision.span.end
            shift = place.end - decision.span.end
        elif decision.span.start >= hidden_end:
            places[index] = Span(decision.span.start + shift, decision.span.end + shift)
