"""Tests of reading letters marked by hand."""

import json
from pathlib import Path

import pytest

from redact.datamodel import Span
from redact.errors import InputError
from redact.evaluate.gold import GoldLetter, GoldMention, parse, read_gold, strip

MARKUP = "Dear ⟦PERSON#p1|Ana Ruiz⟧,\nsee you at ⟦KEEP|NeurIPS⟧ in ⟦LOC#l1|Lima⟧.\n"
TEXT = "Dear Ana Ruiz,\nsee you at NeurIPS in Lima.\n"


def test_marks_become_spans_of_the_text_without_them() -> None:
    letter = parse(MARKUP, "a")
    assert letter.letter_id == "a"
    assert letter.text == TEXT
    assert letter.mentions == (
        GoldMention(Span(5, 13), "PERSON", "p1"),
        GoldMention(Span(37, 41), "LOCATION", "l1"),
    )
    assert [span.of(letter.text) for span in letter.keep] == ["NeurIPS"]


@pytest.mark.parametrize(
    ("mark", "label"),
    [
        ("PERSON#p1|Ana", "PERSON"),
        ("ORG#o1|MIPT", "ORGANIZATION"),
        ("LOC#l1|Lima", "LOCATION"),
        ("EMAIL#e1|a@b.example", "EMAIL_ADDRESS"),
        ("PHONE#t1|+51 1 555 0100", "PHONE_NUMBER"),
        ("URL#u1|github.com/ana", "URL"),
        ("ID#n1|AX 17", "ID_NUMBER"),
        ("HANDLE#h1|@ana", "HANDLE"),
        ("DOB#d1|1 May 2001", "DATE_OF_BIRTH"),
    ],
)
def test_every_type_of_the_markup_has_a_label_of_ours(mark: str, label: str) -> None:
    (mention,) = parse(f"x ⟦{mark}⟧ y").mentions
    assert mention.label == label


@pytest.mark.parametrize(
    ("markup", "line", "why"),
    [
        ("a\n⟦PERSON#p1|Ana", 2, "never closed"),
        ("a\n\n⟦PERSON#p1|Ana ⟦LOC#l1|Lima⟧⟧", 3, "holds another mark"),
        ("⟦PERSON#p1|Ana⟧\nb⟧", 2, "closing bracket"),
        ("⟦Ana⟧ ⟦PERSON#p1|Ana⟧", 1, "without a type"),
        ("⟦PRESON#p1|Ana⟧", 1, "unknown type"),
        ("⟦PERSON|Ana⟧", 1, "without an id p<number>"),
        ("⟦PERSON#o1|Ana⟧", 1, "without an id p<number>"),
        ("⟦PERSON#p0|Ana⟧", 1, "without an id p<number>"),
        ("⟦PERSON#p1|Bo⟧ ⟦KEEP#k1|Ana⟧", 1, "takes no entity id"),
        ("⟦PERSON#p1|⟧", 1, "empty surface"),
        ("⟦PERSON#p1| Ana⟧", 1, "blanks"),
        ("⟦PERSON#p1|Ana\n\nRuiz⟧", 1, "paragraph break"),
        ("⟦PERSON#p1|Ana [name]⟧", 1, "placeholder"),
        ("⟦PERSON#p1|Ana's⟧", 1, "possessive"),
        ("⟦ORG#o1|the Ana Bank⟧", 1, "article"),
        ("⟦PERSON#p1|Dr. Ana⟧", 1, "title"),
        ("⟦EMAIL#e1|Ana⟧", 1, "does not look like EMAIL"),
        ("⟦PERSON#p1|Bo⟧\n Ana@ruiz.example", 2, "unmarked e-mail address"),
        ("⟦PERSON#p1|Bo⟧\nsee www.Ana.example", 2, "unmarked link"),
        ("⟦PERSON#p1|Bo⟧\n\nask @Ana", 3, "unmarked handle"),
        ("⟦PERSON#p1|Bo⟧\nAna\r\n", 2, "carriage return"),
        ("⟦PERSON#p1|Bo\r\nAna⟧", 1, "carriage return"),
        ("Ana", 1, "no mention is marked"),
    ],
)
def test_a_fault_names_file_and_line_and_never_the_text(markup: str, line: int, why: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(markup, "a", "folder/a.gold.txt")
    message = str(caught.value)
    assert message.startswith(f"folder/a.gold.txt:{line}: ")
    assert why in message
    assert "Ana" not in message


def test_the_first_of_several_faults_is_told_and_the_others_counted() -> None:
    with pytest.raises(InputError, match=r"a:1: empty surface \(and 1 more\)"):
        parse("⟦PERSON#p1|⟧\n⟦PERSON#p2|⟧", "a")


def test_a_line_break_inside_a_name_belongs_to_it() -> None:
    letter = parse("Ms ⟦PERSON#p1|Ana\nRuiz⟧ came")
    assert letter.mentions[0].span.of(letter.text) == "Ana\nRuiz"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (MARKUP, TEXT),
        ("", ""),
        ("no marks", "no marks"),
        ("⟦PERSON#p1|Ana", "⟦PERSON#p1|Ana"),
        ("the norm ⟦x|y⟧ of ⟦f⟧", "the norm ⟦x|y⟧ of ⟦f⟧"),
        ("⟦PRESON#7|Ana⟧\r\n", "Ana\r\n"),
        ("⟦PERSON#p1|a|b⟧", "a|b"),
        ("⟦ORG#o1|⟧", ""),
    ],
)
def test_strip_takes_the_marks_away_and_never_fails(markup: str, text: str) -> None:
    assert strip(markup) == text


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.gold.txt", "a.gold.txt", "notes.txt"):
        (tmp_path / name).write_text(MARKUP, encoding="utf-8")
    assert [letter.letter_id for letter in read_gold(tmp_path)] == ["a", "b"]


def test_a_byte_order_mark_is_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.gold.txt"
    path.write_text(MARKUP, encoding="utf-8-sig")
    assert read_gold(path) == (parse(MARKUP, "a"),)


def _line(**changed: object) -> str:
    record = {
        "id": "a",
        "text": TEXT,
        "spans": [
            {"start": 5, "end": 13, "label": "PERSON", "entity": "p1"},
            {"start": 37, "end": 41, "label": "LOC", "entity": "l1"},
        ],
        "keep": [{"start": 26, "end": 33}],
    }
    return json.dumps(record | changed) + "\n"


def test_json_lines_say_the_same_as_the_markup(tmp_path: Path) -> None:
    path = tmp_path / "letters.jsonl"
    path.write_text(_line() + "\n" + _line(id="b", spans=[]), encoding="utf-8")
    first, second = read_gold(path)
    assert first == parse(MARKUP, "a")
    assert second.mentions == ()


@pytest.mark.parametrize(
    "line",
    [
        "Ana",
        _line(text=7),
        _line(spans=[{"start": 5, "end": 5, "label": "PERSON", "entity": "Ana"}]),
        _line(spans=[{"start": 5, "end": 999, "label": "PERSON", "entity": "Ana"}]),
        _line(spans=[{"start": 5, "end": 9, "label": "Ana", "entity": "p1"}]),
        _line(keep=[{"start": 5, "end": 9}]),
    ],
)
def test_a_broken_line_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "letters.jsonl"
    path.write_text(_line() + line, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_gold(path)
    assert str(caught.value).startswith(f"{path}:2: ")
    assert "Ana" not in str(caught.value).removeprefix(str(path))


def test_what_cannot_be_read_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no files"):
        read_gold(tmp_path)
    with pytest.raises(InputError, match="No such file"):
        read_gold(tmp_path / "a.gold.txt")
    path = tmp_path / "b.gold.txt"
    path.write_bytes(b"a\nAna \xff")
    with pytest.raises(InputError, match=r"b\.gold\.txt:2: not UTF-8"):
        read_gold(path)


def test_letter_text_is_in_no_repr() -> None:
    assert "Ana" not in repr(parse(MARKUP))


def test_marks_of_a_letter_never_overlap() -> None:
    with pytest.raises(ValueError, match="overlap"):
        GoldLetter("a", TEXT, (GoldMention(Span(0, 5), "PERSON", "p1"),), (Span(4, 6),))


def test_the_letters_of_this_project_keep_the_rules() -> None:
    letters = read_gold(Path(__file__).parents[1] / "letters")
    assert len(letters) >= 14
