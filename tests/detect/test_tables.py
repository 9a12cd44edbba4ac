"""Columns of tables: what a heading says of the cells under it."""

import pytest

from redact.config import Config
from redact.detect import tables

TAB = """NO\tRANK\tFAMILY NAME\tGIVEN NAMES\tBORN\tBOOK
1\tMaster\tFrostwick\tZoe\t12.02.71\tGL-40117
2\tCook\tQuill\tTam\t30.09.88\tno
"""
BARS = """| Name | Phone | Remark |
|------|-------|--------|
| Zoe Frostwick | 555 0192 33 | likes 3 eggs |
"""
BLANKS = """NO  SURNAME        D.O.B.       RANK
01  FROSTWICK      1971-02-12   COOK

FROSTWICK IS WELL AND HAS 2 EGGS
"""


def found(text: str, config: Config) -> list[tuple[str, str]]:
    (recognizer,) = tables.build(config)
    results = recognizer.analyze(text, recognizer.supported_entities)
    return [(text[result.start : result.end], result.entity_type) for result in results]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (
            TAB,
            [
                ("Frostwick", "PERSON"),
                ("Zoe", "PERSON"),
                ("12.02.71", "DATE_OF_BIRTH"),
                ("GL-40117", "ID_NUMBER"),
                ("Quill", "PERSON"),
                ("Tam", "PERSON"),
                ("30.09.88", "DATE_OF_BIRTH"),
            ],
        ),
        (BARS, [("Zoe Frostwick", "PERSON"), ("555 0192 33", "PHONE_NUMBER")]),
        (BLANKS, [("FROSTWICK", "PERSON"), ("1971-02-12", "DATE_OF_BIRTH")]),
        ("Course; Mark; Year\nOptics; 1,3; 2019\n", []),
        ("The name, the phone and the date of birth are missing.\n", []),
    ],
)
def test_a_heading_says_what_stands_under_it(
    text: str, cells: list[tuple[str, str]], config: Config
) -> None:
    assert found(text, config) == cells


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Course\tBy\tGrade\nOptics\tZoe Quill\tA\nAlgebra\tTam Frost\tC+\n", ["A", "C+"]),
        ("Optics | Zoe Quill | A\nAlgebra | Tam Frost | B\n", ["A", "B"]),
        ("Course\tBy\tResult\nOptics\tZoe Quill\t1st\n", ["1st"]),
        ("Surname\tInitial\nQuill\tA\nFrost\tB\n", []),
        ("Optics\tZoe Quill\nAlgebra\tTam Frost\n", []),
        ("Optics\tA\n\nAlgebra\tTam Frost\n", []),
    ],
)
def test_a_column_of_grades_names_nobody(text: str, plain: list[str], config: Config) -> None:
    cells = [span.of(text) for span in tables.PlainCells(config).stretches(text)]
    assert [cell for cell in cells if tables._GRADE.fullmatch(cell)] == plain
