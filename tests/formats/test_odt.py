"""An OpenDocument text is rebuilt from what is known: nothing planted elsewhere comes through."""

import io
import time
import zipfile
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from redact.datamodel import Document, Span
from redact.errors import FormatError, WriteError
from redact.formats import odt
from redact.formats.form import Options
from redact.formats.odt.names import NAMESPACES
from redact.formats.package import unpack

NAMES = ("Zephyrine Quillfeather", "Žofie Łąkowska", "王伟明")
SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        **NAMESPACES,
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "script": "urn:oasis:names:tc:opendocument:xmlns:script:1.0",
        "math": "http://www.w3.org/1998/Math/MathML",
    }.items()
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


@dataclass(frozen=True)
class File:
    """The places of an OpenDocument text in which a test plants something."""

    body: str = ""
    automatic: str = ""
    fonts: str = ""
    scripts: str = ""
    common: str = ""
    page_styles: str = ""
    master: str = ""
    mimetype: str = "application/vnd.oasis.opendocument.text"
    members: dict[str, bytes] = field(default_factory=dict)

    def data(self) -> bytes:
        content = (
            f'{HEAD}<office:document-content {SPACES} office:version="1.3">{self.scripts}'
            f"<office:font-face-decls>{self.fonts}</office:font-face-decls>"
            f"<office:automatic-styles>{self.automatic}</office:automatic-styles>"
            "<office:body><office:text><text:p>A benign line.</text:p>"
            f"{self.body}<text:p>The end.</text:p>"
            "</office:text></office:body></office:document-content>"
        )
        styles = (
            f'{HEAD}<office:document-styles {SPACES} office:version="1.3"><office:styles>'
            '<style:style style:name="Standard" style:family="paragraph"/>'
            f"{self.common}</office:styles><office:automatic-styles>"
            '<style:page-layout style:name="pm1"><style:page-layout-properties '
            'fo:page-width="21cm" fo:margin="2cm"/></style:page-layout>'
            f"{self.page_styles}</office:automatic-styles><office:master-styles>"
            '<style:master-page style:name="Standard" style:page-layout-name="pm1">'
            f"{self.master}</style:master-page></office:master-styles></office:document-styles>"
        )
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("mimetype", self.mimetype)
            archive.writestr("content.xml", content)
            archive.writestr("styles.xml", styles)
            for name, member in self.members.items():
                archive.writestr(name, member)
        return buffer.getvalue()


def style(name: str, properties: str, family: str = "text") -> str:
    return f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'


def text_style(name: str, attributes: str) -> str:
    return style(name, f"<style:text-properties {attributes}/>")


def picture(secret: str) -> bytes:
    told = PngInfo()
    told.add_text("Author", secret)
    buffer = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(buffer, "PNG", pnginfo=told)
    return buffer.getvalue()


FRAME = (
    '<text:p>x<draw:frame draw:name="f" svg:width="3cm" svg:height="2cm">{}</draw:frame></text:p>'
)
#: Where a letter shows a text; the name is put in place of N.
SEEN = {
    "paragraph": File("<text:p>N</text:p>"),
    "heading": File('<text:h text:outline-level="2">N</text:h>'),
    "link text": File('<text:p><text:a xlink:href="https://e.org/">N</text:a></text:p>'),
    "list": File("<text:list><text:list-item><text:p>N</text:p><text:list><text:list-item>"
                 "<text:p>x</text:p></text:list-item></text:list></text:list-item></text:list>"),
    "cell": File("<table:table><table:table-row><table:table-cell><text:p>N</text:p>"
                 "</table:table-cell></table:table-row></table:table>"),
    "nested table": File(
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><table:table>"
        "<table:table-row><table:table-cell><text:p>N</text:p></table:table-cell>"
        "</table:table-row></table:table></table:table-cell></table:table-row>"
        "</table:table-header-rows></table:table>"),
    "description of a table": File("<table:table><table:title>N</table:title><table:table-row>"
                                   "<table:table-cell/></table:table-row></table:table>"),
    "section": File('<text:section text:name="s"><text:p>N</text:p></text:section>'),
    "index": File("<text:table-of-content><text:table-of-content-source/><text:index-body>"
                  "<text:p>N</text:p></text:index-body></text:table-of-content>"),
    "footnote": File('<text:p>x<text:note text:note-class="footnote"><text:note-citation>1'
                     "</text:note-citation><text:note-body><text:p>N</text:p></text:note-body>"
                     "</text:note></text:p>"),
    "text box": File(FRAME.format("<draw:text-box><text:p>N</text:p></draw:text-box>")),
    "text box of the page": File(
        '<draw:frame text:anchor-type="page" text:anchor-page-number="1" svg:width="3cm">'
        "<draw:text-box><text:p>N</text:p></draw:text-box></draw:frame>"),
    "text box in a text box": File(FRAME.format(
        "<draw:text-box><text:p>y<draw:frame><draw:text-box><text:p>N</text:p></draw:text-box>"
        "</draw:frame></text:p></draw:text-box>")),
    "drawing": File('<text:p><draw:custom-shape svg:width="3cm"><text:p>N</text:p>'
                    "</draw:custom-shape></text:p>"),
    "group": File("<text:p><draw:g><draw:rect><text:p>N</text:p></draw:rect></draw:g></text:p>"),
    "alternative text": File(FRAME.format('<draw:image xlink:href="Pictures/a.png"/>'
                                          "<svg:title>N</svg:title>"),
                             members={"Pictures/a.png": picture("x")}),
    "description": File(FRAME.format("<draw:text-box/><svg:desc>N</svg:desc>")),
    "sender field": File("<text:p><text:sender-lastname>N</text:sender-lastname></text:p>"),
    "author field": File("<text:p><text:author-name>N</text:author-name></text:p>"),
    "variable": File('<text:p><text:user-field-get text:name="v">N</text:user-field-get></text:p>'),
    "placeholder": File("<text:p><text:placeholder>N</text:placeholder></text:p>"),
    "drop-down": File('<text:p><text:drop-down text:name="d"><text:label text:value="x"/>N'
                      "</text:drop-down></text:p>"),
    "ruby": File("<text:p><text:ruby><text:ruby-base>N</text:ruby-base><text:ruby-text>x"
                 "</text:ruby-text></text:ruby></text:p>"),
    "above ruby": File("<text:p><text:ruby><text:ruby-base>x</text:ruby-base><text:ruby-text>N"
                       "</text:ruby-text></text:ruby></text:p>"),
    "inserted": File('<text:p><text:change-start text:change-id="c"/>N'
                     '<text:change-end text:change-id="c"/></text:p>'),
    "form field": File(
        '<office:forms><form:form><form:text xml:id="c1" form:current-value="N"/></form:form>'
        '</office:forms><text:p><draw:control draw:control="c1"/></text:p>'),
    "content control": File("<text:p><loext:content-control>N</loext:content-control></text:p>"),
    "header": File(master="<style:header><text:p>N</text:p></style:header>"),
    "footer": File(master="<style:footer><text:p>N</text:p></style:footer>"),
    "first header": File(master="<loext:header-first><text:p>N</text:p></loext:header-first>"),
    "left footer": File(master="<style:footer-left><text:p>N</text:p></style:footer-left>"),
    "white on black": File('<text:p><text:span text:style-name="T1">N</text:span></text:p>',
                           text_style("T1", 'fo:color="#ffffff" fo:background-color="#000000"')),
}  # fmt: skip
#: Where a letter holds a text that nobody sees.
HIDDEN = {
    "hidden text": text_style("T1", 'text:display="none"'),
    "white on white": text_style("T1", 'fo:color="#ffffff"'),
    "nearly white": text_style("T1", 'fo:color="#fdfdfd"'),
    "tiny": text_style("T1", 'fo:font-size="1pt"'),
    "tiny by share": text_style("T1", 'fo:font-size="3%"'),
    "black on black": text_style("T1", 'fo:color="#000000" fo:background-color="#000000"'),
    "narrow": text_style("T1", 'style:text-scale="1%"'),
}
HIDDEN_FILES = {
    **{place: File('<text:p>x<text:span text:style-name="T1">N</text:span>y</text:p>', automatic)
       for place, automatic in HIDDEN.items()},
    "hidden paragraph": File('<text:p text:style-name="P1">N</text:p>', style(
        "P1", '<style:text-properties text:display="none"/>', "paragraph")),
    "hidden by a common style": File(
        '<text:p text:style-name="Secret">N</text:p>',
        common=style("Secret", '<style:text-properties fo:color="#ffffff"/>', "paragraph")),
    "hidden paragraph by field": File(
        '<text:p><text:hidden-paragraph text:is-hidden="true"/>N</text:p>'),
    "hidden text field": File('<text:p>x<text:hidden-text text:string-value="N"/></text:p>'),
    "hidden section": File('<text:section text:display="none"><text:p>N</text:p></text:section>'),
    "hidden variable": File('<text:p>x<text:variable-set text:display="none">N'
                            "</text:variable-set></text:p>"),
    "hidden row": File('<table:table><table:table-row table:visibility="collapse">'
                       "<table:table-cell><text:p>N</text:p></table:table-cell></table:table-row></table:table>"),
    "covered cell": File("<table:table><table:table-row><table:covered-table-cell>"
                         "<text:p>N</text:p></table:covered-table-cell></table:table-row></table:table>"),
    "hidden table": File(
        '<text:section text:display="none"><table:table><table:table-row><table:table-cell><text:p>'
        "N</text:p></table:table-cell></table:table-row></table:table></text:section>"
        "<table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell>"
        "</table:table-row></table:table>"),
    "hidden item": File('<text:list><text:list-item><text:p text:style-name="P1">N</text:p>'
                        "</text:list-item></text:list>", style(
                            "P1", '<style:text-properties text:display="none"/>', "paragraph")),
    "off the page": File('<text:p><draw:frame svg:x="-500cm"><draw:text-box><text:p>N</text:p>'
                         "</draw:text-box></draw:frame></text:p>"),
    "header that is not shown": File(
        master='<style:header style:display="false"><text:p>N</text:p></style:header>'),
    "cell on its colour": File(
        '<table:table><table:table-row><table:table-cell table:style-name="C1"><text:p>'
        '<text:span text:style-name="T1">N</text:span></text:p></table:table-cell>'
        "</table:table-row></table:table>",
        text_style("T1", 'fo:color="#aa0000"')
        + style("C1", '<style:table-cell-properties fo:background-color="#aa0000"/>',
                "table-cell")),
}  # fmt: skip
#: Where a letter holds a text that is neither shown nor searched.
DROPPED = {
    "comment": File("<text:p>x<office:annotation><dc:creator>N</dc:creator><text:p>N</text:p>"
                    "</office:annotation></text:p>"),
    "deleted text": File(
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>N"
        "</dc:creator></office:change-info><text:p>N</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes>"),
    "link target": File('<text:p><text:a xlink:href="mailto:N" office:title="N">x</text:a>'
                        "</text:p>"),
    "bookmark": File('<text:p><text:bookmark text:name="N"/>x</text:p>'),
    "reference": File('<text:p><text:bookmark-ref text:ref-name="N">x</text:bookmark-ref>'
                      "</text:p>"),
    "section name": File('<text:section text:name="N"><text:p>x</text:p></text:section>'),
    "table name": File('<table:table table:name="N"><table:table-row/></table:table>'),
    "frame name": File('<text:p><draw:frame draw:name="N"><draw:text-box/></draw:frame>'
                       "</text:p>"),
    "value of a cell": File('<table:table><table:table-row><table:table-cell '
                            'office:string-value="N" table:formula="N"/></table:table-row>'
                            "</table:table>"),
    "script": File('<text:p><text:script script:language="N">N</text:script>x</text:p>'),
    "scripts": File(scripts="<office:scripts><office:script>N</office:script></office:scripts>"),
    "declaration of a variable": File(
        '<text:user-field-decls><text:user-field-decl text:name="N" office:string-value="N"/>'
        "</text:user-field-decls>"),
    "index mark": File('<text:p><text:alphabetical-index-mark text:string-value="N"/>x</text:p>'),
    "condition": File('<text:p><text:conditional-text text:string-value-if-true="N">x'
                      "</text:conditional-text></text:p>"),
    "form": File('<office:forms><form:form form:name="N"><form:hidden form:value="N"/>'
                 "</form:form></office:forms>"),
    "password": File('<office:forms><form:form><form:password xml:id="c" form:value="N"/>'
                     '</form:form></office:forms><text:p><draw:control draw:control="c"/>'
                     "</text:p>"),
    "linked picture": File(FRAME.format('<draw:image xlink:href="https://e.org/N.png"/>')),
    "picture": File(FRAME.format('<draw:image xlink:href="Pictures/N.png"/>'),
                    members={"Pictures/N.png": picture("N")}),
    "picture within": File(FRAME.format(
        "<draw:image><office:binary-data>TnVOTg==</office:binary-data></draw:image>")),
    "embedded object": File(FRAME.format('<draw:object xlink:href="./Object 1"/>'),
                            members={"Object 1/content.xml": b"<a>N</a>"}),
    "formula": File(FRAME.format("<draw:object><math:math><math:mi>N</math:mi></math:math>"
                                 "</draw:object>")),
    "name of a style": File('<text:p text:style-name="N">x</text:p>',
                            style("N", "", "paragraph")),
    "name of a common style": File(
        '<text:p text:style-name="N">x</text:p>',
        common='<style:style style:name="N" style:display-name="N" style:family="paragraph" '
               'style:parent-style-name="Standard" style:list-style-name="N"/>'
               '<text:list-style style:name="N"><text:list-level-style-number text:level="1" '
               'style:num-prefix="N" style:num-format="N"/></text:list-style>'),
    "font": File('<text:p><text:span text:style-name="T1">x</text:span></text:p>',
                 text_style("T1", 'style:font-name="F1" fo:font-family="N" fo:language="N"'),
                 fonts='<style:font-face style:name="F1" svg:font-family="N"/>'),
    "bullet": File('<text:list text:style-name="L1"><text:list-item><text:p>x</text:p>'
                   "</text:list-item></text:list>",
                   '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" '
                   'text:bullet-char="N"/></text:list-style>'),
    "name of a page": File(
        '<text:p text:style-name="P1">x</text:p>',
        '<style:style style:name="P1" style:family="paragraph" style:master-page-name="N"/>',
        page_styles='<style:page-layout style:name="N"><style:page-layout-properties>'
                    '<style:background-image xlink:href="N"/></style:page-layout-properties>'
                    "</style:page-layout>",
        master='</style:master-page><style:master-page style:name="N" style:page-layout-name="N">'),
    "unknown element": File("<text:p><dc:title>N</dc:title>x</text:p><dc:N/>"),
    "unknown attribute": File('<text:p text:N="N" dc:x="N" xml:id="N">x</text:p>'),
    "processing instruction": File("<text:p><?N N?><!-- N -->x</text:p>"),
    "properties": File(members={"meta.xml": b"<meta>N</meta>"}),
    "settings": File(members={"settings.xml": b"<a>N</a>"}),
    "thumbnail": File(members={"Thumbnails/thumbnail.png": b"N"}),
    "macro": File(members={"Basic/Standard/N.xml": b"N"}),
    "orphan": File(members={"N/N.txt": b"N"}),
    "signature": File(members={"META-INF/documentsignatures.xml": b"N"}),
    "description of the file": File(
        members={"manifest.rdf": b"N", "META-INF/manifest.xml": b"<N/>"}),
}  # fmt: skip


def planted(file: File, name: str) -> bytes:
    changed = {
        key: getattr(file, key).replace("N", "\x00").replace("\x00ame", "Name")
        for key in ("body", "automatic", "fonts", "scripts", "common", "page_styles", "master")
    }
    restored = {key: text.replace("\x00", name) for key, text in changed.items()}
    members = {
        member.replace("N", name.split()[0]): content.replace(b"N", name.encode())
        if not member.endswith(".png")
        else content
        for member, content in file.members.items()
    }
    return replace(file, **restored, members=members).data()


def read(data: bytes, *, keep_images: bool = False) -> Document:
    return odt.read(data, "letter", Options(keep_images=keep_images))


def squeezed(text: str) -> str:
    return "".join(text.split())


def everything(document: Document) -> str:
    """Return all that is in the copy, unpacked, and all that a second reader finds."""
    copy = odt.write(document)
    reopened = odt.reopen(copy, document)
    assert squeezed(reopened.text) == squeezed(document.text)
    assert not reopened.parts
    members = [f"{name} {content.decode('utf-8', 'replace')}" for name, content in unpack(copy)]
    return "\n".join(members)


def hide(document: Document, name: str) -> Document:
    """Replace a name as the line does: the placeholder in the first segment, the rest cut."""
    texts = [segment.text for segment in document.segments]
    start = document.text.find(name)
    while start >= 0:
        for count, (index, span) in enumerate(document.touched(Span(start, start + len(name)))):
            shown = "[name]" if not count else ""
            texts[index] = texts[index][: span.start] + shown + texts[index][span.end :]
        pairs = zip(document.segments, texts, strict=True)
        document = replace(document, segments=tuple(replace(old, text=new) for old, new in pairs))
        start = document.text.find(name)
    return document


def require_its_own_copy(document: Document) -> None:
    """Check that redacting a copy again changes nothing."""
    copy = odt.write(document)
    again = read(copy)
    assert squeezed(again.text) == squeezed(document.text)
    assert not again.unseen
    assert odt.write(again) == copy


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", SEEN)
def test_what_is_seen_is_read_and_can_be_replaced(place: str, name: str) -> None:
    document = read(planted(SEEN[place], name))
    assert name in document.text
    hidden = hide(document, name)
    found = everything(hidden)
    assert not [word for word in name.split() if word in found]
    for shown in ("[name]", "A benign line.", "The end."):
        assert shown in found
    require_its_own_copy(hidden)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", HIDDEN_FILES)
def test_what_nobody_sees_is_searched_and_dropped(place: str, name: str) -> None:
    document = read(planted(HIDDEN_FILES[place], name))
    assert name in "".join(segment.text for segment in document.unseen)
    found = everything(document)
    assert not [word for word in name.split() if word in found]
    assert "hidden text dropped" in {notice.channel for notice in document.notices}
    require_its_own_copy(document)


@pytest.mark.parametrize("place", DROPPED)
def test_what_is_not_text_is_not_in_the_copy(place: str) -> None:
    document = read(planted(DROPPED[place], "Quillfeather"))
    assert "Quillfeather" not in everything(document)
    assert squeezed("A benign line.") in squeezed(document.text)
    assert document.text.endswith("The end.")
    require_its_own_copy(document)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:p> a\n  b<text:s text:c='2'/>c</text:p>", "a b  c"),
        ("<text:p>a<text:tab/>b<text:line-break/>c</text:p>", "a\tb\nc"),
        ("<text:p>Zeph<text:span>yr</text:span><text:bookmark/>ine</text:p>", "Zephyrine"),
        ("<text:p>a</text:p><text:p/><text:p>b</text:p>", "a\n\nb"),
        ("<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
         "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row><table:table-row>"
         "<table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table>",
         "a\tb\nc"),
        ("<text:p>a<text:soft-page-break/>b</text:p>", "ab"),
        ("<text:p>Bracken\u00admoor</text:p>", "Bracken\u00admoor"),
        ("<text:p>1<text:page-number>Quill</text:page-number>2</text:p>", "12"),
    ],
)  # fmt: skip
def test_text_is_read_as_it_is_shown(body: str, text: str) -> None:
    document = read(File(body).data())
    assert document.text == f"A benign line.\n{text}\nThe end."
    everything(document)
    require_its_own_copy(document)


def test_a_page_that_is_broken_by_hand_is_told() -> None:
    broken = style("P1", '<style:paragraph-properties fo:break-before="page"/>', "paragraph")
    document = read(File('<text:p text:style-name="P1">a</text:p>', broken).data())
    assert document.text == "A benign line.\fa\nThe end."


def test_the_look_is_kept_and_told() -> None:
    document = read(
        File(
            '<text:h text:outline-level="3">a</text:h><text:p><text:span text:style-name="Fat">b'
            "</text:span></text:p>",
            text_style("Fat", "fo:font-weight='bold' fo:color='#00ff00' fo:font-size='20pt'"),
        ).data()
    )
    styles = {segment.text: segment.style for segment in document.segments}
    assert styles["a"].heading == 3
    assert styles["b"].bold
    found = everything(document)
    assert 'fo:font-size="20pt"' in found
    assert 'fo:color="#00ff00"' in found
    assert "Fat" not in found


def test_pictures_are_blanked_or_their_pixels_kept() -> None:
    data = planted(SEEN["alternative text"], "x")
    for keep in (False, True):
        document = read(data, keep_images=keep)
        content = dict(unpack(odt.write(document)))["Pictures/picture1.png"]
        image = Image.open(io.BytesIO(content)).convert("RGB")
        assert (image.size, image.getpixel((3, 3)) == (255, 0, 0)) == ((30, 20), keep)
        word = "re-encoded" if keep else "blanked"
        assert f"pictures {word}" in {notice.channel for notice in document.notices}


def test_the_container_begins_as_it_must() -> None:
    copy = odt.write(read(File().data()))
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert copy[38:77] == b"application/vnd.oasis.opendocument.text"


ENTITIES = "".join(f'<!ENTITY e{i + 1} "&e{i};&e{i};">' for i in range(30))


def with_entities() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", f"<!DOCTYPE a [<!ENTITY e0 'x'>{ENTITIES}]><a>&e30;</a>")
    return buffer.getvalue()


DAMAGED = {
    "nothing": b"",
    "cut": File().data()[:600],
    "no content": b"PK\x05\x06" + b"\0" * 18,
    "a spreadsheet": File(mimetype="application/vnd.oasis.opendocument.spreadsheet").data(),
    "locked": File(members={"META-INF/manifest.xml": b"<manifest:encryption-data/>"}).data(),
    "flat": b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:'
            b'opendocument:xmlns:office:1.0"/>',
    "no XML": File("<text:p>").data(),
    "entities": with_entities(),
    "deep": File("<text:section>" * 10_000 + "</text:section>" * 10_000).data(),
}  # fmt: skip


def test_spans_that_nest_deeply_are_read_or_refused() -> None:
    for depth in (100, 240):
        body = "<text:p>" + "<text:span>" * depth + "x" + "</text:span>" * depth + "</text:p>"
        try:
            assert "x" in read(File(body).data()).text
        except FormatError:
            assert depth > 100


@pytest.mark.parametrize("case", DAMAGED)
def test_what_is_damaged_or_hostile_is_refused_in_time(case: str) -> None:
    start = time.perf_counter()
    with pytest.raises(FormatError):
        read(DAMAGED[case])
    assert time.perf_counter() - start < 10


def test_styles_that_lean_on_each_other_end() -> None:
    loop = (
        '<style:style style:name="A" style:family="text" style:parent-style-name="B"/>'
        '<style:style style:name="B" style:family="text" style:parent-style-name="A"/>'
    )
    body = '<text:p><text:span text:style-name="A">x</text:span></text:p>'
    document = read(File(body, common=loop).data())
    everything(document)
    require_its_own_copy(document)


def test_a_letter_of_another_format_cannot_be_written() -> None:
    with pytest.raises(WriteError):
        odt.write(Document("letter", ()))


def test_a_stranger_in_a_copy_is_found_by_the_second_reader() -> None:
    document = read(File("<text:p>x</text:p>").data())
    members = dict(unpack(odt.write(document)))
    members["content.xml"] = members["content.xml"].replace(
        b"<text:p>x", b'<text:p text:style-name="Anna">x</text:p>Bob<text:p><?Cid Cid?>'
    )
    members["Dora.txt"] = b"Eve"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    parts = " ".join(part.text for part in odt.reopen(buffer.getvalue(), document).parts)
    assert all(name in parts for name in ("Anna", "Bob", "Cid", "Dora", "Eve"))


def test_channels_are_counted() -> None:
    file = replace(DROPPED["comment"], members={"meta.xml": b"<a/>", "settings.xml": b"<a/>"})
    found = {each.name: (each.count, each.fate.value) for each in odt.channels(file.data())}
    assert found["comments"] == found["properties"] == found["settings"] == (1, "dropped")
    assert found["body"] == (3, "rewritten")


TAGS = st.sampled_from([
    "text:p", "text:h", "text:span", "text:list", "text:list-item", "text:section", "text:a",
    "table:table", "table:table-row", "table:table-cell", "table:table-column", "draw:frame",
    "draw:text-box", "draw:image", "draw:rect", "draw:g", "svg:title", "text:note",
    "text:note-body", "text:ruby", "text:ruby-base", "text:ruby-text", "text:page-number",
    "text:s", "text:tab", "text:line-break", "office:annotation", "text:hidden-text",
    "text:covered", "text:index-body", "table:table-header-rows", "text:bookmark",
])  # fmt: skip
MARKS = st.sampled_from(
    ["", ' text:style-name="T1"', ' text:style-name="P1"', ' table:style-name="T2"',
     ' text:display="none"', ' text:c="3"', ' svg:x="2cm"', ' xlink:href="Pictures/a.png"']
)  # fmt: skip
WORDS = st.sampled_from(["Anna", " x ", "  ", "\n", "Łódź", "&amp;", "[name]", "\u00ad", ""])
TREES = st.recursive(
    WORDS,
    lambda inner: st.builds(
        "<{0}{1}>{2}</{0}>".format, TAGS, MARKS, st.lists(inner, max_size=4).map("".join)
    ),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(TREES, max_size=4).map("".join), st.integers(0, 40), st.integers(1, 9))
def test_a_copy_shows_the_same_and_is_its_own_copy(body: str, start: int, length: int) -> None:
    automatic = text_style("T1", 'fo:font-weight="bold"') + style(
        "P1", '<style:text-properties fo:color="#ffffff"/>', "paragraph"
    )
    document = read(File(body, automatic).data())
    everything(document)
    require_its_own_copy(document)
    surface = document.text[start : start + length]
    if surface.strip() == surface != "" and "name" not in surface and surface not in "[name]":
        hidden = hide(document, surface)
        everything(hidden)
        require_its_own_copy(hidden)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 4_000), st.binary(min_size=1, max_size=40))
def test_any_bytes_are_read_or_refused(place: int, noise: bytes) -> None:
    data = SEEN["footnote"].data()
    try:
        document = read(data[:place] + noise + data[place + len(noise) :])
        odt.write(document)
    except FormatError:
        return
