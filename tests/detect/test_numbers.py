"""Numbers that stand for somebody by their form, and numbers that do not."""

import pytest

from redact.config import Config
from redact.detect import numbers


def found(text: str, config: Config) -> list[str]:
    (recognizer,) = numbers.build(config)
    results = recognizer.analyze(text, ["ID_NUMBER", "PHONE_NUMBER"])
    return [text[result.start : result.end] for result in results]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("decision YS-23-4471.", "YS-23-4471"),
        ("(job REF-IID-2093)", "REF-IID-2093"),
        ("receipt BE/5571/A is", "BE/5571/A"),
        ("book GL-40117 of", "GL-40117"),
        ("grant 6372 7066 7195)", "6372 7066 7195"),
        ("project (363.678.973-79)", "363.678.973-79"),
        ("No. 63/759/0097;", "63/759/0097"),
        ("desk (459) 585-2354 is", "(459) 585-2354"),
        ("twice 8 (003) 510-43-49 then", "8 (003) 510-43-49"),
        ("Call 77 555 01 83 then", "77 555 01 83"),
        ("him on 210 0128761 now", "210 0128761"),
        ("grant C46DK1AT0 was", "C46DK1AT0"),
        ("code RSSMRA54P12F205X", "RSSMRA54P12F205X"),
        ("ni QQ 48 30 17 C of", "QQ 48 30 17 C"),
        ("it is oh seven double two five nine one", "oh seven double two five nine one"),
    ],
)
def test_a_number_that_was_given_to_somebody_is_found(
    text: str, number: str, config: Config
) -> None:
    assert found(text, config) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "ICML-2020, WS-2021/22, ISO-9001, RTX-4090 and CIFAR-10/100",
        "C6H12O6 and COVID-19",
        "marks of 85 90 78 92 88",
        "in 2018 2019 2020",
        "1 250 000 people and 5 000 000 000 cells",
        "pages 1203-1217",
        "between 10 000 and 20 000",
        "values of 3.14159 2.71828",
        "0.0012 0.0034",
        "MATH10032 and CS229",
        "04999-010 São Paulo",
        "between one and two or three of us",
    ],
)
def test_other_numbers_are_left(text: str, config: Config) -> None:
    assert found(text, config) == []
