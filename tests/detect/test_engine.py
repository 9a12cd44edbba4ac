"""The recognizers run in the order of the table, in every process."""

from redact.config import Config
from redact.detect.detector import RECOGNIZERS
from redact.detect.engine import LANGUAGE, build_engine


def test_recognizers_are_asked_in_the_order_of_the_table(config: Config) -> None:
    made = [one for build in RECOGNIZERS.values() for one in build(config)]
    engine = build_engine(config, made)
    asked = engine.registry.get_recognizers(LANGUAGE, entities=["PERSON", "HANDLE", "LOCATION"])
    of_table = [one for one in made if any(one is other for other in asked)]
    assert len(asked) > 5
    assert [one.name for one in asked] == [one.name for one in of_table]
