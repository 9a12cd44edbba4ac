"""A copy that was tampered with tells of it; a file tells what it carries."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from formats.docx_letters import (
    docx,
    paragraph,
    part,
    plain,
    read,
    relation,
    run,
    zipped,
)
from formats.test_pictures import with_text
from redact.errors import FormatError
from redact.formats.docx import FORMAT
from redact.formats.form import Channel, Fate

SECRET = "Zephyrine"


def copy_parts() -> dict[str, bytes]:
    body = plain("Dear all") + paragraph(run("b", "<w:b/>"), '<w:jc w:val="center"/>')
    with zipfile.ZipFile(io.BytesIO(FORMAT.write(read(docx(body))))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def laid_open(parts: Mapping[str, bytes]) -> str:
    data = zipped(parts)
    reopened = FORMAT.reopen(data, read(docx("")))
    return "\n".join((reopened.text, *(f"{each.name}: {each.text}" for each in reopened.parts)))


def changed(name: str, old: bytes, new: bytes) -> dict[str, bytes]:
    parts = copy_parts()
    assert old in parts[name]
    return {**parts, name: parts[name].replace(old, new, 1)}


MAIN = "word/document.xml"
TAMPERED = {
    "shown text": changed(MAIN, b"Dear all", SECRET.encode()),
    "an attribute": changed(MAIN, b'w:val="center"', b'w:val="Zephyrine"'),
    "an attribute of another namespace": changed(MAIN, b"<w:b/>", b'<w:b x="Zephyrine"/>'),
    "text beside the text": changed(MAIN, b"<w:b/>", b"<w:b/>Zephyrine"),
    "the code of a field": changed(MAIN, b"<w:b/>", b"<w:instrText>Zephyrine</w:instrText>"),
    "an XML comment": changed(MAIN, b"<w:b/>", b"<!--Zephyrine-->"),
    "an XML instruction": changed(MAIN, b"<w:b/>", b"<?a Zephyrine?>"),
    "a namespace": changed(MAIN, b"<w:b/>", b'<a xmlns="urn:Zephyrine"/>'),
    "an element without a namespace": changed(MAIN, b"<w:b/>", b"<Zephyrine/>"),
    "a style": changed("word/styles.xml", b'main"/>', b'main" w:a="Zephyrine"/>'),
    "a relationship": changed("word/_rels/document.xml.rels", b'Target="', b'Target="Zephyrine'),
    "a content type": changed("[Content_Types].xml", b'PartName="', b'PartName="Zephyrine'),
    "a part": {**copy_parts(), "word/more.xml": b"<a>Zephyrine</a>"},
    "the name of a part": {**copy_parts(), "word/Zephyrine.xml": b"<a/>"},
    "a binary part": {**copy_parts(), "word/a.bin": SECRET.encode()},
    "a binary part in UTF-16": {**copy_parts(), "word/a.bin": SECRET.encode("utf-16-le")},
    "a picture": {**copy_parts(), "word/media/image1.png": with_text()},
    "a zip in a zip": {**copy_parts(), "word/a.xlsx": zipped({"x.xml": f"<a>{SECRET}</a>"})},
}


@pytest.mark.parametrize("place", TAMPERED)
def test_whatever_a_copy_holds_is_laid_open(place: str) -> None:
    assert SECRET in laid_open(TAMPERED[place])


def test_comments_of_the_container_are_laid_open() -> None:
    buffer = io.BytesIO(zipped(copy_parts()))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = SECRET.encode()
    reopened = FORMAT.reopen(buffer.getvalue(), read(docx("")))
    assert any(SECRET in each.text for each in reopened.parts)


def test_a_sound_copy_has_no_strings_of_its_own() -> None:
    assert laid_open(copy_parts()).strip().splitlines()[0].startswith("Dear committee")
    assert ":" not in laid_open(copy_parts())


def test_common_fonts_are_words_of_the_format() -> None:
    body = paragraph(run("a", '<w:rFonts w:ascii="Georgia"/>'))
    document = read(docx(body))
    reopened = FORMAT.reopen(FORMAT.write(document), document)
    assert not any("Georgia" in each.text for each in reopened.parts)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"PK\x03\x04", id="a stump"),
        pytest.param(zipped({MAIN: "<a>"}), id="XML that does not end"),
        pytest.param(zipped({MAIN: "<!DOCTYPE a><a/>"}), id="a document type"),
    ],
)
def test_a_damaged_copy_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        FORMAT.reopen(data, read(docx("")))


def test_channels_tell_what_a_file_carries() -> None:
    body = (
        paragraph(run("a") + run("b", "<w:vanish/>"))
        + f'<w:p w:rsidR="00112233"><w:ins w:author="Z">{run("c")}</w:ins>'
        + "<w:del><w:r><w:delText>d</w:delText></w:r></w:del></w:p>"
    )
    parts = {
        "word/comments.xml": part("w:comments", '<w:comment w:id="1"/><w:comment w:id="2"/>'),
        "word/media/image1.png": with_text(),
        "docProps/core.xml": "<a/>",
        "word/odd.dat": b"x",
        "word/broken.xml": b"<a>",
    }
    outside = relation("o", "hyperlink", "http://x.example", "External")
    found = {each.name: each for each in FORMAT.channels(docx(body, parts, outside))}
    assert found["paragraphs"] == Channel("paragraphs", 4, Fate.REWRITTEN)
    assert found["pictures"] == Channel("pictures", 1, Fate.REWRITTEN)
    for name, count in {
        "comments": 2,
        "hidden text": 1,
        "tracked deletions": 1,
        "authors": 1,
        "revision ids": 1,
        "document properties": 1,
        "external targets": 1,
        "unreadable parts": 1,
        "other parts": 2,
    }.items():
        assert found[name] == Channel(name, count, Fate.DROPPED)
    assert found["tracked insertions"].fate is Fate.REWRITTEN


def test_channels_of_a_damaged_file_are_refused() -> None:
    with pytest.raises(FormatError):
        FORMAT.channels(b"PK\x03\x04")
