"""A PDF that cannot be redacted safely ends in a hint, quickly, whatever is wrong with it."""

import time
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from formats.pdf_fixtures import BODY, both, changed, drawn, lines, read
from redact.errors import FormatError, RedactError
from redact.formats.pdf import FORMAT

_LETTER = drawn(lines(*BODY))


def _hollow(content: bytes, entries: bytes = b"") -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length "
        + str(len(content)).encode()
        + entries
        + b">>stream\n"
        + content
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>"
    )


def _laughing(pdf: pikepdf.Pdf) -> None:
    """Let each of twelve forms draw the one before it ten times."""
    form = None
    for _ in range(12):
        resources = pikepdf.Dictionary()
        if form is not None:
            resources.XObject = pikepdf.Dictionary(X=form)
        form = pdf.make_stream(
            b"/X Do " * 10 if form is not None else b"",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 9, 9],
            Resources=resources,
        )
    pdf.pages[0].Resources.XObject = pikepdf.Dictionary(X=form)
    pdf.pages[0].contents_add(b"/X Do")


def _circling(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(
        b"/X Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9]
    )
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
    pdf.pages[0].Resources.XObject = pikepdf.Dictionary(X=form)
    pdf.pages[0].Contents = pdf.make_stream(b"/X Do")


def _repeating(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"BT (a) Tj ET " * 10_000)
    pdf.pages[0].Contents = pikepdf.Array([stream] * 1000)


def _scan(canvas: Canvas) -> None:
    picture = Image.effect_noise((60, 80), 60).convert("RGB")
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)


def _shapes(canvas: Canvas) -> None:
    for x in range(72, 400, 9):
        canvas.line(x, 700, x + 4, 710)


def _gibberish(pdf: pikepdf.Pdf) -> None:
    table = b"\n".join(b"<%02X><%04X>" % (code, 0xE000 + code) for code in range(32, 127))
    for font in pdf.pages[0].Resources.Font.values():
        font.ToUnicode = pdf.make_stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
            b"1 begincodespacerange <00><FF> endcodespacerange\n95 beginbfchar\n"
            + table
            + b"\nendbfchar endcmap end end"
        )


def _locked(password: str) -> bytes:
    encryption = pikepdf.Encryption(user=password, owner="owner")
    return changed(_LETTER, lambda pdf: None, encryption=encryption)


_REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "no PDF": (lambda: b"hello", "no PDF"),
    "nothing but a head": (lambda: b"%PDF-1.7\n", "damaged"),
    "half a file": (lambda: _LETTER[: len(_LETTER) // 2], "damaged"),
    "a locked file": (lambda: _locked("secret"), "locked"),
    "a scan": (lambda: drawn(_scan), "ocrmypdf"),
    "a scan with a page number": (lambda: drawn(both(_scan, lines("7 / 9"))), "ocrmypdf"),
    "a letter with a scanned page": (lambda: drawn(lines(*BODY), _scan), "ocrmypdf"),
    "letters drawn as shapes": (lambda: drawn(_shapes), "ocrmypdf"),
    "letters without a meaning": (lambda: changed(_LETTER, _gibberish), "cannot be decoded"),
    "forms that call each other": (lambda: changed(_LETTER, _laughing), "unpacks"),
    "a form that calls itself": (lambda: changed(_LETTER, _circling), "ocrmypdf"),
    "a page of a thousand streams": (lambda: changed(_LETTER, _repeating), "unpacks"),
    "a stream of 80 MB": (
        lambda: _hollow(zlib.compress(b"BT " * (27 << 20)), b"/Filter/FlateDecode"),
        "unpacks",
    ),
    "a stream packed twice": (
        lambda: _hollow(
            zlib.compress(zlib.compress(b"BT " * (27 << 20))), b"/Filter[/FlateDecode/FlateDecode]"
        ),
        "unpacks",
    ),
    "a page of half a million words": (lambda: _hollow(b"(a)Tj " * 500_000), "unpacks"),
}


@pytest.mark.parametrize("case", _REFUSED)
def test_it_is_refused_within_seconds(case: str) -> None:
    make, hint = _REFUSED[case]
    data = make()
    start = time.monotonic()
    with pytest.raises(FormatError, match=hint):
        read(data)
    assert time.monotonic() - start < 5


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    assert read(_locked("")).text == " ".join(BODY)


def test_more_pages_than_a_letter_has_are_refused() -> None:
    def many(pdf: pikepdf.Pdf) -> None:
        for _ in range(2000):
            pdf.add_blank_page()

    with pytest.raises(FormatError, match="pages"):
        read(changed(_LETTER, many))


def test_an_empty_page_is_an_empty_letter() -> None:
    assert read(drawn(lambda canvas: None)).text == ""


_FORM = drawn(
    both(lines(*BODY), lambda c: c.acroForm.textfield(name="a", value="value", x=72, y=300))
)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from([_LETTER, _FORM]),
    st.lists(
        st.tuples(
            st.floats(0, 1),
            st.integers(0, 40),
            st.one_of(
                st.binary(max_size=8),
                st.sampled_from([b"<<", b">>", b"[", b" 0 R", b"endobj", b"-1", b"9999999999"]),
            ),
        ),
        min_size=1,
        max_size=12,
    ),
)
def test_a_damaged_file_is_read_or_refused(
    letter: bytes, wounds: list[tuple[float, int, bytes]]
) -> None:
    data = bytearray(letter)
    for place, length, graft in wounds:
        start = int(place * len(data))
        data[start : start + length] = graft
    try:
        document = read(bytes(data))
        copy = FORMAT.write(document)
        again = FORMAT.reopen(copy, document)
        assert "".join(again.text.split()) == "".join(document.text.split())
        FORMAT.channels(bytes(data))
    except RedactError:
        pass
