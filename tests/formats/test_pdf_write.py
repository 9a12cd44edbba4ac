"""A copy is set anew: every script, one plain style, and nothing in the file but the text."""

import io
import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.pdf_fixtures import assert_rewritten, changed, read, squeezed
from redact.datamodel import Document, Segment, Style
from redact.errors import WriteError
from redact.formats.pdf import FORMAT
from redact.formats.pdf.bidi import levels, visual_order
from redact.formats.pdf.rebuild import Foreign
from redact.formats.pdf.strict import read_copy

_SCRIPTS = {
    "Latin": "Łódź Ćwikła Ångström Đặng Thị Ngọc ŞĠŻ",
    "composed marks": "e\u0301 x\u0302 n\u0303 a\u0328\u0301",
    "Greek": "Παπαδόπουλος ἄνθρωπος",
    "Cyrillic": "Достоевский Їжак Ђорђе",
    "Armenian": "Հայերեն Գրիգորյան",
    "Georgian": "ქართული ენა",
    "Hebrew": "שלום עולם, זהו מכתב (המלצה).",
    "pointed Hebrew": "שָׁלוֹם",
    "Arabic": "مرحبا بكم في الجامعة، شكرا",
    "Persian": "دانشگاه تهران گروه ژئوفیزیک",
    "Urdu": "ٹیکنالوجی کے پروفیسر",
    "Devanagari": "अनुराधा शर्मा ने विश्वविद्यालय में क्षेत्रीय शोध किया।",
    "Bengali": "বাংলা ভাষায় কৃষ্ণা",
    "Gurmukhi": "ਪੰਜਾਬੀ ਸਿੰਘ",
    "Gujarati": "ગુજરાતી ક્ષમા",
    "Oriya": "ଓଡ଼ିଆ ଭାଷା",
    "Tamil": "தமிழ் கொடி மொழி",
    "Telugu": "తెలుగు శ్రీ కృష్ణ",
    "Kannada": "ಕನ್ನಡ ಶ್ರೀ ಕೊಡು",
    "Malayalam": "മലയാളം കൊച്ചി",
    "Sinhala": "සිංහල ශ්‍රී",
    "Thai": "ภาษาไทย น้ำใจ",
    "Lao": "ພາສາລາວ",
    "Khmer": "ភាសាខ្មែរ",
    "Myanmar": "မြန်မာဘာသာ",
    "Tibetan": "བོད་ཡིག",
    "Ethiopic": "አማርኛ",
    "Thaana": "ދިވެހި",
    "Japanese": "王小明先生は「東京大学」で、数学を教えています。",
    "Korean": "김철수 교수님께",
    "signs": "∀x∈ℝ: x² ≥ 0 → ✓ ★ € ½ 😀 𝒜",
    "marks that show nothing": "zero\u200bwidth soft\u00adhyphen join\u200der no\u00a0break\ufeff",
    "mixed": "[name] שלום [name] (2019) Dear שלום friend",
    "mixed Arabic": "السيد [name] لا يعمل في ٢٠١٩ (كلية Science)؟",
}
#: PDFium takes the vowels of Thaana for signs without a direction.
_SEEN_ALIKE = set(_SCRIPTS) - {"marks that show nothing", "Thaana"}


def _document(*segments: Segment | str) -> Document:
    return Document("letter", tuple(s if isinstance(s, Segment) else Segment(s) for s in segments))


def _viewed(copy: bytes) -> str:
    with pdfium.PdfDocument(copy) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("script", _SCRIPTS)
def test_every_script_reads_back_letter_by_letter(script: str) -> None:
    text = _SCRIPTS[script]
    copy = assert_rewritten(_document(text + "\n" + (text + " ") * 12))
    if script in _SEEN_ALIKE:
        assert squeezed(_viewed(copy)) == squeezed(text * 13)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize(
    "script", ["Latin", "Cyrillic", "Devanagari", "Japanese", "Thai", "Persian"]
)
def test_another_viewer_reads_it_too(script: str, tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(FORMAT.write(_document(_SCRIPTS[script])))
    told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout
    direction = "\u202a\u202b\u202c"
    plain = told.decode().translate(dict.fromkeys(map(ord, direction)))
    assert squeezed(plain) == squeezed(_SCRIPTS[script])


def test_a_character_without_a_glyph_is_never_a_box() -> None:
    for char in "\ue000\U0001f9ff\U00012000\x07\ud800":
        with pytest.raises(WriteError, match="docx or txt") as error:
            FORMAT.write(_document(f"Odalys {char}"))
        assert "Odalys" not in str(error.value)


def test_styles_and_pages_are_kept() -> None:
    copy = assert_rewritten(
        _document(
            Segment("Recommendation", style=Style(heading=1)),
            "\nShe is ",
            Segment("rare", style=Style(bold=True)),
            " and ",
            Segment("kind", style=Style(italic=True)),
            ".\n",
            Segment("patience", style=Style(item=True)),
            "\fSecond page.",
        )
    )
    with pdfium.PdfDocument(copy) as document:
        assert len(document) == 2
    for name in (b"NotoSerif-Bold", b"NotoSerif-Italic", b"NotoSerif-Regular"):
        assert name in copy


def test_tables_of_any_shape_are_set() -> None:
    rows = [
        "Year\tCourse\tGrade",
        "2019\t" + "a long description of what was taught " * 12 + "\t1.0",
        "\t\t",
        "alone",
        "\t".join(str(number) for number in range(30)),
    ]
    cells = [Segment(row + "\n", style=Style(cell=True)) for row in rows]
    assert_rewritten(_document(*cells))
    assert_rewritten(_document(*cells[:3]))
    tall = Segment("x\t" + "word " * 9000, style=Style(cell=True))
    assert_rewritten(_document(tall))


def test_a_placeholder_stays_on_one_line() -> None:
    text = "".join(f"{'a' * (number % 17)} [date of birth] " for number in range(300))
    lines = _viewed(FORMAT.write(_document(text))).splitlines()
    assert sum(line.count("[date of birth]") for line in lines) == 300


def test_words_longer_than_a_line_and_very_many_paragraphs_are_set() -> None:
    assert_rewritten(_document("Fennimore" * 4000))
    document = _document("\n".join(f"Paragraph {number} of many." for number in range(5000)))
    assert_rewritten(document)


def test_an_empty_document_is_one_empty_page() -> None:
    assert_rewritten(Document("letter", ()))


def test_a_copy_holds_no_properties_and_no_dates() -> None:
    copy = FORMAT.write(_document("Dear committee,"))
    reader = pypdf.PdfReader(io.BytesIO(copy))
    assert reader.metadata is None
    assert set(reader.trailer) == {"/Size", "/Root"}
    assert set(reader.root_object) == {"/Type", "/Pages"}
    fonts = [
        zlib.decompress(found[1])
        for found in re.finditer(rb"/Length1 \d+>>stream\n(.*?)\nendstream", copy, re.DOTALL)
    ]
    assert fonts
    for font in fonts:
        assert b"name" not in font[:200]
        assert b"Noto" not in font


def test_the_order_of_the_letters_in_a_font_tells_the_alphabet_and_nothing_else() -> None:
    text = "Zephyrine Quillfeather"
    copy = FORMAT.write(_document(text))
    tables = [
        zlib.decompress(found[1])
        for found in re.finditer(rb"FlateDecode>>stream\n(.*?)\nendstream", copy, re.DOTALL)
    ]
    table = next(table for table in tables if b"beginbfchar" in table)
    _, _, table = table.partition(b"endcodespacerange")
    letters = re.findall(rb"<[0-9A-F]{4}><([0-9A-F]{4})>", table)
    assert [int(letter, 16) for letter in letters] == sorted(ord(char) for char in set(text))


# A copy that was tampered with is laid open.


def _copy() -> bytes:
    return FORMAT.write(_document("Dear committee, she is good."))


@pytest.mark.parametrize(
    "tampered",
    [
        lambda copy: copy + b"\nZephyrine\n",
        lambda copy: copy.replace(b"<</Type/Catalog", b"<</Title(Zephyrine)/Type/Catalog"),
        lambda copy: copy.replace(b"xref\n", b"99 0 obj\n<</A(Zephyrine)>>\nendobj\nxref\n", 1),
        lambda copy: copy.replace(b"NotoSerif-Regular", b"Zephyrine"),
        lambda copy: copy.replace(
            b"xref\n",
            b"99 0 obj\n<</Filter/FlateDecode/Length 17>>stream\n"
            + zlib.compress(b"Zephyrine")
            + b"\nendstream\nendobj\nxref\n",
            1,
        ),
    ],
)
def test_whatever_was_added_to_a_copy_is_in_its_parts(tampered: object) -> None:
    data = tampered(_copy())  # type: ignore[operator]
    with pytest.raises(Foreign):
        read_copy(data)
    again = FORMAT.reopen(data, _document("Dear committee, she is good."))
    assert any("Zephyrine" in part.text for part in again.parts)
    assert squeezed(again.text) == "Dearcommittee,sheisgood."


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("aZ .,-()[]אבש ابت१क王小\u200f\u0301\u00ad\t\n\f0٣", max_size=40), max_size=8)
)
def test_any_text_reads_back(texts: list[str]) -> None:
    try:
        assert_rewritten(_document(*texts))
    except WriteError:
        assert any("\u200f" in text or "\u0301" in text for text in texts)


def test_levels_follow_the_rules_of_two_directions() -> None:
    assert levels("ab אב", 0) == [0, 0, 0, 1, 1]
    assert levels("אב 12", 1) == [1, 1, 1, 2, 2]
    assert levels("א [name] ב", 1) == [1, 1, 2, 2, 2, 2, 2, 2, 1, 1]
    assert levels("א (ב) a", 0) == [1, 1, 1, 1, 1, 0, 0]
    assert visual_order([0, 1, 2, 1, 0]) == [0, 3, 2, 1, 4]


# A copy that is read again is the same document.

_STYLES = st.sampled_from(
    [
        Style(),
        Style(bold=True),
        Style(italic=True),
        Style(heading=2, bold=True),
        Style(item=True),
        Style(cell=True),
        Style(cell=True, bold=True, italic=True),
    ]
)
_ANY = st.text("aZ .,-()[]אבש ابت१क王小\u2003\t\t\n\n\f0٣", max_size=30)


def _assert_stays(document: Document) -> None:
    copy = FORMAT.write(document)
    again = read(copy)
    assert FORMAT.write(again) == copy
    assert again.segments == read_copy(copy)
    assert again.notices == ()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.builds(Segment, _ANY, st.just("body"), _STYLES), max_size=8))
def test_a_copy_set_again_is_the_same_byte_for_byte(segments: list[Segment]) -> None:
    _assert_stays(_document(*segments))


@pytest.mark.parametrize("script", _SCRIPTS)
def test_a_copy_in_any_script_stays_the_same(script: str) -> None:
    text = _SCRIPTS[script]
    _assert_stays(_document(text + "\n\n\n", Segment((text + " ") * 12, style=Style(bold=True))))


def test_a_foreign_letter_stays_the_same_once_it_is_set() -> None:
    example = Path(__file__).parents[2] / "examples" / "documents" / "12_motivation.pdf"
    _assert_stays(read(example.read_bytes()))


def test_structure_is_told_from_the_marks() -> None:
    row = Style(cell=True)
    document = _document(
        Segment("Report", "page 1", Style(heading=1)),
        Segment("\n\n", ""),
        Segment("patience", "page 1", Style(item=True)),
        Segment("\n", ""),
        Segment("2019", "page 1", row),
        Segment("\t", "", row),
        Segment("Logic", "page 1", replace(row, bold=True)),
        Segment("\f", ""),
        Segment("The end.", "page 2"),
    )
    again = read(FORMAT.write(document))
    assert again.text == document.text
    assert [s for s in again.segments if s.locator] == [s for s in document.segments if s.locator]


def test_a_copy_that_no_writer_could_have_written_is_read_as_any_other() -> None:
    def moved(pdf: pikepdf.Pdf) -> None:
        content = pdf.pages[0].Contents
        content.write(content.read_bytes().replace(b"1 0 0 1 74.00", b"1 0 0 1 75.00"))

    copy = FORMAT.write(_document("Dear committee,\n\n\n\nshe is good."))
    again = read(changed(copy, moved))
    assert "\n\n\n" not in again.text
    assert squeezed(again.text) == "Dearcommittee,sheisgood."
