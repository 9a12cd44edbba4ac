"""Decide: what is done with each mention, and by which rule."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from redact.config import Config
from redact.datamodel import (
    HUMAN_DECISION,
    NAME_LABELS,
    Action,
    Decision,
    Document,
    Entity,
    Mention,
    Placeholder,
    Span,
)
from redact.names import NameLore, Term, Word, key_of, literally, occurrences, words
from redact.placeholders import POLICIES, numbers_taken
from redact.spanset import SpanSet

#: How many ordinary words on either side belong to a kept term.
_REACH = 8
#: The rule by which a part of a name stays readable where it is an ordinary word.
ORDINARY_WORD = "ordinary word"
#: The rule by which a name is hidden together with the titles before it.
TITLE_DROPPED = "title dropped"
#: The role of which a scope has one, as a rule.
_ALONE = "applicant"
#: The rules of the second pass: forms that follow from a mention that was found otherwise.
_ADDED = frozenset({"same name", "part of name", "acronym", "initials", "misspelling"})


def decide(
    entities: Sequence[Entity],
    documents: Sequence[Document],
    config: Config,
    lore: NameLore,
    keep: Sequence[str] = (),
    ruled: Sequence[str] = (),
) -> tuple[Decision, ...]:
    """Return one decision a mention, in reading order.

    `keep` are terms that stay readable besides those of the configuration, `ruled` those that a
    person decided to keep. Occurrences that linking found to be ordinary words get a decision
    too, so that the record shows them.
    """
    by_hand = _kept_spans(documents, lore, ruled)
    kept = _kept_spans(documents, lore, (*config.keep, *keep, *ruled))
    hidden = {entity.entity_id: _hidden(entity, kept) for entity in entities}
    placeholders = _placeholders(
        [entity for entity in entities if hidden[entity.entity_id]], documents, config
    )
    decisions: list[Decision] = []
    for entity in entities:
        placeholder = placeholders.get(entity.entity_id)
        for mention in entity.mentions:
            if mention in hidden[entity.entity_id]:
                decisions.append(_hide(entity, mention, placeholder))
            else:
                human = by_hand[mention.document].covers(mention.span)
                rule = HUMAN_DECISION if human else "keep list"
                decisions.append(_keep(entity, mention, rule))
        decisions.extend(_keep(entity, mention, ORDINARY_WORD) for mention in entity.ordinary)
    ordered = sorted(decisions, key=lambda each: _place(each.mention))
    return tuple(_with_titles(ordered, documents, lore))


def _with_titles(
    decisions: Sequence[Decision], documents: Sequence[Document], lore: NameLore
) -> Iterator[Decision]:
    """Yield the decisions; those that hide a name also hide the telling titles before it."""
    texts = [document.text for document in documents]
    document, floor = -1, 0
    for decision in decisions:
        if decision.mention.document != document:
            document, floor = decision.mention.document, 0
        span = decision.span
        begin = span.start
        if decision.action is Action.HIDE and decision.label in NAME_LABELS:
            begin = lore.dropped.begin(texts[document], span.start, min(floor, span.start))
        floor = max(floor, span.end)
        if begin == span.start:
            yield decision
            continue
        detection = replace(decision.mention.detection, span=Span(begin, span.end))
        mention = replace(decision.mention, detection=detection)
        yield replace(decision, mention=mention, rule=TITLE_DROPPED)


def _hidden(entity: Entity, kept: Sequence[SpanSet]) -> frozenset[Mention]:
    """Return the mentions that no keep term covers.

    Where all that was detected of an entity is kept, the forms that the second pass added for it
    (its acronym, a part of its name) are kept with it.
    """
    left = frozenset(
        mention for mention in entity.mentions if not kept[mention.document].covers(mention.span)
    )
    found = [mention for mention in entity.mentions if mention.rule not in _ADDED]
    return left if not found or any(mention in left for mention in found) else frozenset()


def _hide(entity: Entity, mention: Mention, placeholder: Placeholder | None) -> Decision:
    human = mention.detection.recognizer == HUMAN_DECISION
    rule = HUMAN_DECISION if human else mention.rule
    return Decision(
        mention, entity.label, entity.number, Action.HIDE, rule, placeholder, entity.owner
    )


def _keep(entity: Entity, mention: Mention, rule: str) -> Decision:
    return Decision(mention, entity.label, entity.number, Action.KEEP, rule)


def _placeholders(
    entities: Sequence[Entity], documents: Sequence[Document], config: Config
) -> dict[str, Placeholder]:
    """Number the hidden entities of one word in reading order, above the numbers already there.

    A person with a role is called by it; the only applicant of a scope has no number.
    """
    counters = numbers_taken(document.text for document in documents)
    policy = POLICIES[config.style]
    chosen: dict[str, Placeholder] = {}
    alone = sum(entity.role == _ALONE for entity in entities) == 1 and _ALONE not in counters
    for entity in sorted(entities, key=lambda each: min(each.mentions, key=_place)):
        word = config.labels[entity.label].placeholder
        if entity.surname_only and config.surname_placeholder is not None:
            word = config.surname_placeholder
        if entity.role:
            word = entity.role
        counters[word] = counters.get(word, 0) + 1
        shown = POLICIES["plain"] if alone and entity.role == _ALONE else policy
        chosen[entity.entity_id] = Placeholder(shown(word, counters[word]))
    return chosen


def _place(mention: Mention) -> tuple[int, int, int]:
    return mention.document, mention.span.start, mention.span.end


def _kept_spans(
    documents: Sequence[Document], lore: NameLore, keep: Sequence[str]
) -> tuple[SpanSet, ...]:
    """Find the keep terms, each widened over the ordinary words of a name that stand beside it."""
    terms = [Term(key, cased=False) for text in keep if (key := key_of(text))]
    if not terms:
        return tuple(SpanSet() for _ in documents)
    return tuple(_kept_in(document.text, keep, terms, lore) for document in documents)


def _kept_in(text: str, keep: Sequence[str], terms: Sequence[Term], lore: NameLore) -> SpanSet:
    found = words(text)
    kept = SpanSet(_widened(span, found, lore) for span, _ in occurrences(text, found, terms))
    for phrase in keep:
        for span in literally(text, phrase):
            kept.add(span)
    return kept


def _widened(span: Span, found: Sequence[Word], lore: NameLore) -> Span:
    first = bisect_left(found, span.start, key=lambda word: word.start)
    last = bisect_left(found, span.end, key=lambda word: word.end)
    before = _ordinary(found[max(0, first - _REACH) : first][::-1], lore)
    after = _ordinary(found[last + 1 : last + 1 + _REACH], lore)
    start = before[-1].start if before else span.start
    end = after[-1].end if after else span.end
    return Span(start, end)


def _ordinary(found: Iterable[Word], lore: NameLore) -> list[Word]:
    """Return the words up to the first one that could be a name."""
    return list(takewhile(lambda word: word.folded.isdigit() or word.folded in lore.generic, found))
