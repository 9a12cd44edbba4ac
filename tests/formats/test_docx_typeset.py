"""A document that has no skeleton is set anew in one plain style, and says the same."""

import io
import zipfile

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.docx_letters import bare, everything
from redact.datamodel import PLAIN, Document, Segment, Style
from redact.formats.docx import FORMAT

CELL = Style(cell=True)


def anew(
    *segments: Segment, kind: str = "pdf"
) -> tuple[bytes, str, "python_docx.document.Document"]:
    document = Document("letter-1", segments, format=kind)
    data = FORMAT.write(document)
    return data, FORMAT.reopen(data, document).text, python_docx.Document(io.BytesIO(data))


def document_part(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def test_headings_items_and_emphasis_are_kept() -> None:
    _, _, shown = anew(
        Segment("A letter", style=Style(heading=1)),
        Segment("\n", ""),
        Segment("Dear "),
        Segment("[name]", style=Style(bold=True)),
        Segment(", "),
        Segment("soon", style=Style(italic=True)),
        Segment("\n", ""),
        Segment("• an item", style=Style(item=True)),
    )
    heading, line, item = shown.paragraphs
    assert (heading.style.name, heading.text) == ("Heading 1", "A letter")
    assert [(run.text, run.bold, run.italic) for run in line.runs] == [
        ("Dear ", None, None),
        ("[name]", True, None),
        (", ", None, None),
        ("soon", None, True),
    ]
    assert (item.style.name, item.text) == ("List Paragraph", "• an item")


@pytest.mark.parametrize(
    ("text", "numbered"),
    [("an item", True), ("• an item", False), ("2) an item", False), ("(iv) an item", False)],
)
def test_an_item_gets_a_bullet_unless_it_brings_a_label(text: str, numbered: bool) -> None:
    data, shown, _ = anew(Segment(text, style=Style(item=True)))
    assert ("<w:numId w:val" in document_part(data)) == numbered
    assert shown.strip() == text


def test_lines_of_cells_are_a_table() -> None:
    _, text, shown = anew(
        Segment("before\n"),
        Segment("a", style=CELL),
        Segment("\t", "", CELL),
        Segment("b", style=CELL),
        Segment("\n", "", CELL),
        Segment("c", style=CELL),
        Segment("\n", ""),
        Segment("after"),
    )
    assert [[cell.text for cell in row.cells] for row in shown.tables[0].rows] == [
        ["a", "b"],
        ["c", ""],
    ]
    assert [each.text for each in shown.paragraphs] == ["before", "after"]
    assert bare(text) == "beforeabcafter"


def test_a_form_feed_begins_a_page() -> None:
    _, _, shown = anew(Segment("one\ftwo\f"), Segment("a", style=CELL))
    breaks = [each.paragraph_format.page_break_before for each in shown.paragraphs]
    assert [each.text for each in shown.paragraphs] == ["one", "two", "", ""]
    assert breaks == [None, True, True, None]


def test_neighbours_of_one_look_are_one_run() -> None:
    _, _, shown = anew(Segment("Dear "), Segment("[name]"), Segment(", all"))
    assert [run.text for run in shown.paragraphs[0].runs] == ["Dear [name], all"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("", [""], id="nothing"),
        pytest.param("a\n\nb", ["a", "", "b"], id="an empty line"),
        pytest.param("a\r\nb\rc", ["a", "b", "c"], id="line ends of every kind"),
        pytest.param("a\tb", ["a\tb"], id="a tab"),
        pytest.param("  a  b ", ["  a  b "], id="blanks"),
        pytest.param("Łódź 王小明 محمد", ["Łódź 王小明 محمد"], id="scripts"),
        pytest.param("<w:p>&amp;", ["<w:p>&amp;"], id="markup"),
        pytest.param("a\x02b\ufffec\x00", ["abc"], id="characters that XML cannot hold"),
    ],
)
def test_text_is_written_as_it_is(text: str, shown: list[str]) -> None:
    _, _, copy = anew(Segment(text))
    assert [each.text for each in copy.paragraphs] == shown


def test_nothing_but_the_text_is_in_it() -> None:
    document = Document("letter-1", (Segment("Dear [name]"),), format="pdf")
    reopened = FORMAT.reopen(FORMAT.write(document), document)
    assert not [each for each in reopened.parts if each.text.strip()]


STYLES = st.builds(
    Style, st.booleans(), st.booleans(), st.integers(0, 6), st.booleans(), st.booleans()
)
SEGMENTS = st.lists(
    st.builds(
        Segment,
        st.text(
            st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"))
            | st.sampled_from("\n\t\f "),
            max_size=20,
        ),
        st.sampled_from(["", "body"]),
        STYLES | st.just(PLAIN) | st.just(CELL),
    ),
    max_size=12,
)


@given(SEGMENTS)
@settings(max_examples=60, deadline=None)
def test_every_text_is_shown_letter_for_letter_and_the_same_each_time(
    segments: list[Segment],
) -> None:
    document = Document("letter-1", tuple(segments), format="eml")
    data = FORMAT.write(document)
    assert data == FORMAT.write(document)
    assert bare(FORMAT.reopen(data, document).text) == bare(document.text)
    assert "1980" not in everything(data)
