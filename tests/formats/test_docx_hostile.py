"""A damaged or hostile Word file ends in FormatError at once; a strange one is read or refused."""

import copy
import io
import random
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from formats.docx_letters import bare, docx, paragraph, part, plain, read, rels, run, zipped
from formats.test_docx_copy import PLANTED, letter, saved
from redact.errors import FormatError
from redact.formats.docx import FORMAT

LETTER = docx(plain("Dear all"))


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(name: str, content: str | bytes | None) -> bytes:
    parts: dict[str, bytes | str] = dict(parts_of(LETTER))
    parts.pop(name)
    return zipped(parts if content is None else {**parts, name: content})


DEEP = "<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
LOOP = part(
    "w:styles",
    '<w:style w:type="paragraph" w:styleId="A" w:default="1"><w:basedOn w:val="B"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>',
)
REFUSED = {
    "nothing": b"",
    "no zip": b"Dear all",
    "an old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "a zip without parts": zipped({}),
    "a zip of something else": zipped({"a.txt": "Dear all"}),
    "truncated": LETTER[: len(LETTER) // 2],
    "without its directory": LETTER[: LETTER.index(b"PK\x01\x02")],
    "without its text": with_part("word/document.xml", None),
    "without its relationships": with_part("_rels/.rels", None),
    "relationships that are no XML": with_part("_rels/.rels", "<a"),
    "text that is no XML": with_part("word/document.xml", "Dear all"),
    "text that is another document": with_part("word/document.xml", "<html><body/></html>"),
    "text without a body": with_part("word/document.xml", part("w:document", "")),
    "styles that are no XML": docx("", {"word/styles.xml": "<a"}),
    "five thousand levels": docx(DEEP),
    "an entity bomb": with_part("word/document.xml", BOMB + part("w:document", "")[55:]),
    "a zip bomb": with_part("word/document.xml", b" " * 50_000_000),
    "a million elements": with_part("word/document.xml", part("w:document", "<w:p/>" * 2_100_000)),
}


@pytest.mark.parametrize("damage", REFUSED)
def test_a_damaged_file_is_refused_at_once(damage: str) -> None:
    begun = time.monotonic()
    with pytest.raises(FormatError) as refused:
        read(REFUSED[damage])
    assert time.monotonic() - begun < 3
    assert refused.value.__cause__ is None


def test_a_locked_file_is_refused_with_what_to_do() -> None:
    with pytest.raises(FormatError, match="password"):
        read(REFUSED["an old Word file"])


STRANGE = {
    "styles that lean on each other": docx(
        paragraph(run("a"), '<w:pStyle w:val="A"/>'), {"word/styles.xml": LOOP}
    ),
    "a list that is not there": docx(
        paragraph(run("a"), '<w:numPr><w:numId w:val="7"/></w:numPr>'),
        {"word/numbering.xml": part("w:numbering", '<w:num w:numId="7"/>')},
    ),
    "a picture that is not there": docx(
        "<w:p><w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r></w:p>"
    ),
    "a note that is not there": docx(
        paragraph(run("a") + '<w:r><w:footnoteReference w:id="99"/></w:r>'),
        {"word/footnotes.xml": part("w:footnotes", "")},
    ),
    "sixty tables in tables": docx("<w:tbl><w:tr><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60),
    "seventy text boxes in text boxes": docx(
        "<w:p><w:r><w:pict><v:rect><v:textbox><w:txbxContent>" * 30
        + plain("a")
        + "</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>" * 30
    ),
    "a relationship to itself": zipped(
        {
            **parts_of(LETTER),
            "word/_rels/document.xml.rels": rels(
                '<Relationship Id="s" Type="x/styles" Target="document.xml"/>'
            ),
        }
    ),
    "an empty body": zipped(
        {**parts_of(LETTER), "word/document.xml": part("w:document", "<w:body/>")}
    ),
    "numbers without end": docx(
        paragraph(run("a", '<w:sz w:val="1e999"/>'), '<w:ind w:left="NaN" w:right="inf"/>')
    ),
}


@pytest.mark.parametrize("case", STRANGE)
def test_a_strange_file_is_read_and_written(case: str) -> None:
    document = read(STRANGE[case])
    assert bare(FORMAT.reopen(FORMAT.write(document), document).text) == bare(document.text)


SOURCES = [
    saved(letter()),
    *(docx(each.body, each.parts, each.relations) for each in PLANTED.values()),
]
ODD_VALUES = ["", "-1", "99999999999", "on", "%1", "NaN", "inf", "\u0660", "Zephyrine", "rId1"]
HOSTILE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def sound(data: bytes) -> None:
    """Read, write and reopen, or refuse."""
    try:
        document = read(data)
        FORMAT.channels(data)
    except FormatError:
        return
    written = FORMAT.write(document)
    reopened = FORMAT.reopen(written, document)
    assert bare(reopened.text) == bare(document.text)
    assert not any("Zephyrine" in each.text for each in reopened.parts)
    assert read(written).text is not None


@given(st.sampled_from(SOURCES), st.randoms(use_true_random=False))
@HOSTILE
def test_letters_with_their_elements_shuffled_are_read_or_refused(
    data: bytes, chance: random.Random
) -> None:
    parts = parts_of(data)
    names = [name for name in parts if name.startswith("word/") and name.endswith(".xml")]
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(names)
        root = etree.fromstring(parts[name])
        elements = [each for each in root.iter() if isinstance(each.tag, str)]
        for _ in range(chance.randint(1, 6)):
            _mutate(chance.choice(elements), elements, chance)
        parts[name] = etree.tostring(root)
    sound(zipped(parts))


def _mutate(
    element: "etree._Element", elements: list["etree._Element"], chance: random.Random
) -> None:
    parent, other = element.getparent(), chance.choice(elements)
    match chance.randint(0, 4):
        case 0 if parent is not None:
            parent.remove(element)
        case 1 if len(elements) < 3_000:
            element.append(copy.deepcopy(other))
        case 2 if element.attrib:
            element.set(chance.choice(list(element.attrib)), chance.choice(ODD_VALUES))
        case 3:
            element.tag = other.tag
        case _:
            element.text = f"{element.text or ''}x"


@given(st.sampled_from(SOURCES), st.randoms(use_true_random=False))
@HOSTILE
def test_letters_with_wrong_bytes_are_read_or_refused(data: bytes, chance: random.Random) -> None:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    sound(bytes(changed))


@given(st.sampled_from(SOURCES), st.integers(0, 100))
@settings(max_examples=30, deadline=None)
def test_letters_that_are_cut_off_are_refused(data: bytes, percent: int) -> None:
    with pytest.raises(FormatError):
        read(data[: min(len(data) - 1, len(data) * percent // 100)])


def test_a_letter_of_two_hundred_pages_is_read_in_seconds() -> None:
    words = "The student planted every seedling with patience and kept the notebook tidy. "
    pages = "".join(
        paragraph("".join(run(f"{number} {words}", "<w:i/>") for number in range(line, line + 8)))
        for line in range(1_600)
    )
    begun = time.monotonic()
    document = read(docx(pages))
    written = FORMAT.write(document)
    assert bare(FORMAT.reopen(written, document).text) == bare(document.text)
    assert time.monotonic() - begun < 30
