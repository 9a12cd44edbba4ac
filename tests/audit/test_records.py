"""Tests of what the audit log says."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from redact.audit.records import decision_record, letter_record, run_record
from redact.datamodel import (
    Action,
    Decision,
    Detection,
    Mention,
    Outcome,
    PlacedDecision,
    Placeholder,
    Span,
)
from redact.errors import ExitCode

LETTER = "00f1e2d3c4b5a697"


def _placed(
    rule: str = "surname", recognizer: str = "spacy ner-2", action: Action = Action.HIDE
) -> PlacedDecision:
    mention = Mention(0, Detection(Span(1234, 5678), "PERSON", 0.98765, recognizer), "misspelling")
    placeholder = Placeholder("[name_2]") if action is Action.HIDE else None
    decision = Decision(mention, "PERSON", 2, action, rule, placeholder)
    return PlacedDecision(decision, Span(40, 48))


def test_a_decision_tells_the_place_in_the_copy_only() -> None:
    record = decision_record(LETTER, _placed())
    assert record.kind == "decision"
    assert dict(record.fields) == {
        "letter": LETTER,
        "label": "PERSON",
        "entity": 2,
        "action": "hide",
        "rule": "surname",
        "recognizer": "spacy ner-2",
        "score": 0.988,
        "start": 40,
        "end": 48,
        "placeholder": "[name_2]",
    }
    assert not {1234, 5678, 5678 - 1234} & {value for _, value in record.fields}


def test_a_kept_mention_has_no_placeholder() -> None:
    fields = dict(decision_record(LETTER, _placed(action=Action.KEEP)).fields)
    assert (fields["action"], fields["placeholder"]) == ("keep", None)


@pytest.mark.parametrize("name", ["", "Nowacka?", "roster/zofia", "a.b", "żółć", "a\nb", "x@y"])
def test_a_name_from_outside_the_vocabulary_is_refused_and_not_quoted(name: str) -> None:
    for placed in (_placed(rule=name), _placed(recognizer=name)):
        with pytest.raises(ValueError, match="must not show") as caught:
            decision_record(LETTER, placed)
        assert not name or name not in str(caught.value)


def test_a_letter_is_counted_by_label() -> None:
    record = letter_record(
        letter_id=LETTER,
        outcome=Outcome.RELEASED,
        reason="",
        exit_code=ExitCode.DONE,
        counts={"EMAIL_ADDRESS": 1, "PERSON": 4, "URL": 0},
        doubts=3,
        human_decisions=2,
        copy_sha256="6" * 64,
        model_version="redact_en 1.0.0",
    )
    assert record.fields == (
        ("letter", LETTER),
        ("outcome", "released"),
        ("reason", ""),
        ("exit_code", 0),
        ("hidden_PERSON", 4),
        ("hidden_EMAIL_ADDRESS", 1),
        ("doubts", 3),
        ("human_decisions", 2),
        ("copy_sha256", "6" * 64),
        ("model_version", "redact_en 1.0.0"),
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"letter_id": "zofia.txt"},
        {"reason": "/inbox/zofia.txt: broken"},
        {"reason": "zofia.txt is broken"},
        {"counts": {"Zofia": 1}},
        {"copy_sha256": "zofia"},
        {"outcome": Outcome.RELEASED, "copy_sha256": None},
        {"model_version": "/home/zofia/model"},
    ],
)
def test_a_letter_record_that_might_tell_is_not_made(changes: dict[str, object]) -> None:
    good: dict[str, object] = {
        "letter_id": LETTER,
        "outcome": Outcome.WITHHELD,
        "reason": "survivor found",
        "exit_code": ExitCode.SURVIVOR,
        "counts": {},
        "copy_sha256": None,
        "model_version": "1",
    }
    letter_record(**good)  # type: ignore[arg-type] # a table of arguments
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - each message is its own
        letter_record(**good | changes)  # type: ignore[arg-type] # a table of arguments
    assert "zofia" not in str(caught.value).lower()


STARTED = datetime(2031, 5, 6, 1, 2, 3, 999, tzinfo=timezone(timedelta(hours=2)))


def _run(started: datetime = STARTED, fingerprint: str = "f" * 64) -> dict[str, object]:
    record = run_record(
        version="0.1.0",
        model_version="redact_en 1.0.0",
        config_fingerprint=fingerprint,
        started=started,
        counts={Outcome.RELEASED: 2},
        exit_code=ExitCode.DONE,
    )
    assert record.kind == "run"
    return dict(record.fields)


def test_a_run_counts_every_outcome_and_tells_the_time_in_utc() -> None:
    assert _run() == {
        "version": "0.1.0",
        "model_version": "redact_en 1.0.0",
        "config_sha256": "f" * 64,
        "started": "2031-05-05T23:02:03Z",
        "released": 2,
        "held": 0,
        "withheld": 0,
        "refused": 0,
        "unchanged": 0,
        "exit_code": 0,
    }
    assert _run(STARTED.astimezone(UTC)) == _run()


def test_a_time_without_a_zone_and_a_short_fingerprint_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        _run(STARTED.replace(tzinfo=None))
    with pytest.raises(ValueError, match="fingerprint"):
        _run(fingerprint="f")
