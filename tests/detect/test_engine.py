"""The recognizers run in the order of the table, in every process."""

import pytest

from redact.config import Config
from redact.datamodel import Document, Segment
from redact.detect.detector import RECOGNIZERS
from redact.detect.engine import LANGUAGE, LocalSpacyEngine, build_engine
from redact.pipeline.redactor import Redactor


def test_recognizers_are_asked_in_the_order_of_the_table(config: Config) -> None:
    made = [one for build in RECOGNIZERS.values() for one in build(config)]
    engine = build_engine(config, made)
    asked = engine.registry.get_recognizers(LANGUAGE, entities=["PERSON", "HANDLE", "LOCATION"])
    of_table = [one for one in made if any(one is other for other in asked)]
    assert len(asked) > 5
    assert [one.name for one in asked] == [one.name for one in of_table]


def test_what_was_read_ahead_is_found_all_the_same_and_read_once(
    redactor: Redactor, monkeypatch: pytest.MonkeyPatch
) -> None:
    detector = redactor._detector
    texts = [f"I met Anna Kowalska of the University of Tarnbridge, {n} times.\n" for n in range(4)]
    letters = [Document(str(n), (Segment(text),)) for n, text in enumerate(texts)]
    plain = [detector.detect(letter) for letter in letters]

    read: list[str] = []
    pipeline = detector._nlp_engine.nlp[LANGUAGE]
    real = type(pipeline).__call__

    def counted(self: object, text: str, **more: object) -> object:
        read.append(text)
        return real(self, text, **more)

    monkeypatch.setattr(type(pipeline), "__call__", counted)
    found = []
    detector.read_ahead(letters[:1])
    for present, coming in zip(letters, [letters[1:3], letters[3:], [], []], strict=True):
        detector.read_ahead(coming)
        found.append(detector.detect(present))
    detector.stop_reading_ahead()
    assert found == plain
    assert sorted(read) == sorted(texts)


def test_what_was_read_ahead_for_nothing_is_forgotten(redactor: Redactor) -> None:
    detector = redactor._detector
    engine: LocalSpacyEngine = detector._nlp_engine
    for number in range(20):
        detector.read_ahead([Document("x", (Segment(f"Nobody came, {number}.\n"),))])
    begun = [text for texts in engine._begun for text in texts]
    assert begun == [f"Nobody came, {number}.\n" for number in range(12, 20)]
    detector.stop_reading_ahead()
    assert not engine._begun
