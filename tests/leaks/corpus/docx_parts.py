"""Word: properties, pictures, embedded objects, parts of other programs, and the zip around all."""

import struct
import zlib
from collections.abc import Callable
from urllib.parse import quote
from xml.sax.saxutils import escape

from tests.leaks.corpus import pictures
from tests.leaks.corpus.archive import workbook
from tests.leaks.corpus.letter import Book, Letter, Seen
from tests.leaks.corpus.wordfile import (
    KIND,
    NAMESPACES,
    OFFICE,
    External,
    Part,
    Word,
    attr,
    make,
    p,
    part_xml,
    r,
)

BOOK = Book("docx", [])
case = BOOK.case
NO = Seen.NOBODY
PACKAGE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"


def _inserted(tag: str) -> str:
    size = '<wp:extent cx="300000" cy="150000"/>'
    return f"<w:r><w:drawing><wp:inline>{size}{tag}</wp:inline></w:drawing></w:r>"


def _picture(
    embed: str, *, title: str = "", name: str = "Picture 5", inner: str = "", more: str = ""
) -> str:
    return _inserted(
        f'<wp:docPr id="5" name="{attr(name)}"{title}/><a:graphic><a:graphicData uri="'
        f'{NAMESPACES["pic"]}"><pic:pic><pic:nvPicPr><pic:cNvPr id="6" name="a"{inner}/>'
        f"<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip {embed}>{more}</a:blip><a:stretch>"
        '<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="300000" cy="150000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )


def _with_picture(letter: Letter, data: bytes, name: str = "image1", **more: str) -> bytes:
    suffix = "png" if data.startswith(b"\x89PNG") else "jpeg"
    part = Part(f"word/media/{name}.{suffix}", data, "", f"{OFFICE}/image", "i1")
    return make(letter.plain, Word(p(_picture('r:embed="i1"', **more)), [part]))


@case("drawing, name", NO)
def drawing_name(letter: Letter) -> bytes:
    part = Part("word/media/image1.png", pictures.png(), "", f"{OFFICE}/image", "i1")
    body = p(_picture('r:embed="i1"', name=letter.who.name))
    return make(letter.plain, Word(body, [part]))


@case("drawing, title", Seen.EITHER)
def drawing_title(letter: Letter) -> bytes:
    return _with_picture(letter, pictures.png(), title=f' title="{attr(letter.who.name)}"')


@case("drawing, inner description", Seen.EITHER)
def inner_description(letter: Letter) -> bytes:
    return _with_picture(letter, pictures.png(), inner=f' descr="{attr(letter.who.name)}"')


@case("picture, JPEG EXIF", NO)
def exif(letter: Letter) -> bytes:
    return _with_picture(letter, pictures.jpeg(artist=letter.who.name))


@case("picture, JPEG comment", NO)
def jpeg_comment(letter: Letter) -> bytes:
    return _with_picture(letter, pictures.jpeg(comment=letter.who.name))


@case("picture, JPEG XMP", NO)
def jpeg_xmp(letter: Letter) -> bytes:
    return _with_picture(letter, pictures.jpeg(xmp=letter.who.name))


@case("picture, PNG text chunk", NO)
def png_text(letter: Letter) -> bytes:
    return _with_picture(letter, pictures.png(author=letter.who.name))


@case("picture, PNG packed text chunk", NO)
def png_packed(letter: Letter) -> bytes:
    return _with_picture(letter, pictures.png(packed=letter.who.name))


@case("picture, bytes behind the end of a PNG", NO)
def png_end(letter: Letter) -> bytes:
    return _with_picture(letter, pictures.png_after_its_end(letter.who.name))


@case("picture, private chunk of a PNG", NO)
def png_private(letter: Letter) -> bytes:
    return _with_picture(letter, pictures.png_private_chunk(letter.who.name))


@case("picture, name of its file in the zip", NO)
def picture_name(letter: Letter) -> bytes:
    return _with_picture(letter, pictures.png(), name=letter.who.name.replace(" ", "_"))


@case("picture, path of a linked file", NO)
def linked_picture(letter: Letter) -> bytes:
    link = External(f"{OFFICE}/image", "i2", f"file:///C:/Users/{quote(letter.who.name)}/me.png")
    return make(letter.plain, Word(p(_picture('r:link="i2"')), external=[link]))


@case("picture, drawing in SVG", NO)
def svg(letter: Letter) -> bytes:
    image = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>'
        f"{escape(letter.who.name)}</text></svg>"
    )
    parts = [
        Part("word/media/image1.png", pictures.png(), "", f"{OFFICE}/image", "i1"),
        Part("word/media/image2.svg", image, "", f"{OFFICE}/image", "i2"),
    ]
    more = (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip xmlns:asvg='
        '"http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="i2"/></a:ext>'
        "</a:extLst>"
    )
    return make(letter.plain, Word(p(_picture('r:embed="i1"', more=more)), parts))


@case("picture, metafile", NO)
def metafile(letter: Letter) -> bytes:
    data = b"\x01\0\0\0\x6c\0\0\0" + bytes(80) + letter.who.name.encode("utf-16-le") + bytes(8)
    part = Part("word/media/image1.emf", data, "", f"{OFFICE}/image", "i1")
    return make(letter.plain, Word(p(_picture('r:embed="i1"')), [part]))


def _chart(letter: Letter, inside: str, book: bytes | None = None) -> bytes:
    more = '<c:externalData r:id="b1"/>' if book else ""
    chart = part_xml("c:chartSpace", f"<c:chart>{inside}</c:chart>{more}")
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    parts = [Part("word/charts/chart1.xml", chart, kind, f"{OFFICE}/chart", "x1")]
    if book:
        parts.append(
            Part(
                "word/embeddings/book1.xlsx",
                book,
                "",
                f"{OFFICE}/package",
                "b1",
                "word/charts/chart1.xml",
            )
        )
    body = _inserted(
        '<wp:docPr id="5" name="Chart 5"/><a:graphic><a:graphicData uri="'
        f'{NAMESPACES["c"]}"><c:chart r:id="x1"/></a:graphicData></a:graphic>'
    )
    return make(letter.plain, Word(p(body), parts))


_SERIES = (
    '<c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:ser><c:idx val="0"/>'
    '<c:order val="0"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:ptCount val="1"/>'
    '<c:pt idx="0"><c:v>{}</c:v></c:pt></c:strCache></c:strRef></c:tx></c:ser></c:barChart>'
    "</c:plotArea>"
)


@case("chart, title", NO)
def chart_title(letter: Letter) -> bytes:
    text = f"<a:p><a:r><a:t>{escape(letter.who.name)}</a:t></a:r></a:p>"
    title = f"<c:title><c:tx><c:rich><a:bodyPr/>{text}</c:rich></c:tx></c:title>"
    return _chart(letter, title + _SERIES.format("a"))


@case("chart, cached values", NO)
def chart_cache(letter: Letter) -> bytes:
    return _chart(letter, _SERIES.format(escape(letter.who.name)))


@case("chart, embedded workbook (zip in zip)", NO)
def chart_book(letter: Letter) -> bytes:
    return _chart(letter, _SERIES.format("a"), workbook(escape(letter.who.name)))


def _smart_art(letter: Letter, data: str, drawing: str) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.drawingml.diagram"
    model = (
        '<dgm:ptLst><dgm:pt modelId="1"><dgm:t><a:bodyPr/><a:p><a:r><a:t>{}</a:t></a:r></a:p>'
        "</dgm:t></dgm:pt></dgm:ptLst><dgm:cxnLst/>"
    )
    parts = [
        Part(
            "word/diagrams/data1.xml",
            part_xml("dgm:dataModel", model.format(escape(data))),
            f"{kind}Data+xml",
            f"{OFFICE}/diagramData",
            "d1",
        ),
        Part(
            "word/diagrams/drawing1.xml",
            f'<dsp:drawing xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram"'
            f' xmlns:a="{NAMESPACES["a"]}"><a:t>{escape(drawing)}</a:t></dsp:drawing>',
            "application/vnd.ms-office.drawingml.diagramDrawing+xml",
            "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing",
            "d2",
        ),
    ]
    body = _inserted(
        '<wp:docPr id="5" name="Diagram 5"/><a:graphic><a:graphicData uri="'
        f'{NAMESPACES["dgm"]}"><dgm:relIds r:dm="d1" r:lo="d1" r:qs="d1" r:cs="d1"/>'
        "</a:graphicData></a:graphic>"
    )
    return make(letter.plain, Word(p(body), parts))


BOOK.add("SmartArt, data", lambda x: _smart_art(x, x.who.name, "a"), NO)
BOOK.add("SmartArt, drawn copy", lambda x: _smart_art(x, "a", x.who.name), NO)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _object(letter: Letter, data: bytes, program: str = "Package") -> bytes:
    part = Part("word/embeddings/object1.bin", data, "", f"{OFFICE}/oleObject", "o1")
    body = (
        '<w:r><w:object><v:shape id="s1" style="width:20pt;height:20pt"/><o:OLEObject Type="Embed"'
        f' ProgID="{attr(program)}" ShapeID="s1" DrawAspect="Icon" ObjectID="_1" r:id="o1"/>'
        "</w:object></w:r>"
    )
    return make(letter.plain, Word(p(body), [part]))


@case("OLE object, its bytes", NO)
def ole(letter: Letter) -> bytes:
    return _object(letter, OLE + bytes(504) + letter.who.name.encode("utf-16-le") + bytes(64))


@case("OLE object, a workbook inside", NO)
def ole_book(letter: Letter) -> bytes:
    return _object(letter, OLE + bytes(504) + workbook(escape(letter.who.name)))


@case("OLE object, program id", NO)
def ole_program(letter: Letter) -> bytes:
    return _object(letter, OLE + bytes(504), letter.who.name)


@case("altChunk (a page of HTML inside)", Seen.EITHER, codes=(0, 5))
def chunk(letter: Letter) -> bytes:
    html = f"<html><meta charset='utf-8'><body><p>{letter.sentence}</p></body></html>"
    part = Part("word/chunk1.html", html.encode(), "", f"{OFFICE}/aFChunk", "z1")
    return make(letter.plain, Word('<w:altChunk r:id="z1"/>', [part]))


@case("glossary document", NO)
def glossary(letter: Letter) -> bytes:
    inside = (
        f'<w:docParts><w:docPart><w:docPartPr><w:name w:val="{attr(letter.who.name)}"/>'
        f"</w:docPartPr><w:docPartBody>{p(r(letter.who.name))}</w:docPartBody></w:docPart>"
        "</w:docParts>"
    )
    part = Part(
        "word/glossary/document.xml",
        part_xml("w:glossaryDocument", inside),
        f"{KIND}.document.glossary+xml",
        f"{OFFICE}/glossaryDocument",
        "g1",
    )
    return make(letter.plain, Word(parts=[part]))


@case("custom XML item", NO)
def custom_item(letter: Letter) -> bytes:
    part = Part(
        "customXml/item1.xml",
        f"<letter><who>{escape(letter.who.name)}</who></letter>",
        "application/xml",
        f"{OFFICE}/customXml",
        "q1",
    )
    return make(letter.plain, Word(parts=[part]))


@case("custom XML item, properties", NO)
def custom_properties(letter: Letter) -> bytes:
    props = (
        '<ds:datastoreItem ds:itemID="{1}" xmlns:ds="http://schemas.openxmlformats.org/'
        'officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="urn:'
        f'{attr(letter.who.name)}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    parts = [
        Part("customXml/item1.xml", "<a/>", "application/xml", f"{OFFICE}/customXml", "q1"),
        Part(
            "customXml/itemProps1.xml",
            props,
            kind,
            f"{OFFICE}/customXmlProps",
            "q2",
            "customXml/item1.xml",
        ),
    ]
    return make(letter.plain, Word(parts=parts))


def _binary(name: str, kind: str, relation: str) -> Callable[[Letter], bytes]:
    def build(letter: Letter) -> bytes:
        data = bytes(40) + letter.who.name.encode("utf-16-le") + bytes(9) + letter.who.name.encode()
        return make(letter.plain, Word(parts=[Part(name, data, kind, relation, "y9")]))

    return build


BOOK.add(
    "VBA project",
    _binary(
        "word/vbaProject.bin",
        "application/vnd.ms-office.vbaProject",
        "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
    ),
    NO,
)
BOOK.add(
    "printer settings",
    _binary(
        "word/printerSettings1.bin",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.printerSettings",
        f"{OFFICE}/printerSettings",
    ),
    NO,
)
BOOK.add(
    "ActiveX control",
    _binary(
        "word/activeX/activeX1.bin",
        "application/vnd.ms-office.activeX",
        "http://schemas.microsoft.com/office/2006/relationships/activeXControlBinary",
    ),
    NO,
)


@case("digital signature, certificate", NO)
def signature(letter: Letter) -> bytes:
    name = escape(letter.who.name)
    signed = (
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><KeyInfo><X509Data>'
        f"<X509SubjectName>CN={name}</X509SubjectName></X509Data></KeyInfo></Signature>"
    )
    origin = f"{PACKAGE_RELATION}/digital-signature/origin"
    parts = [
        Part("_xmlsignatures/origin.sigs", b"", "", origin, "e1", ""),
        Part(
            "_xmlsignatures/sig1.xml",
            signed,
            "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml",
            f"{PACKAGE_RELATION}/digital-signature/signature",
            "e2",
            "_xmlsignatures/origin.sigs",
        ),
    ]
    return make(letter.plain, Word(parts=parts))


@case("thumbnail", NO)
def thumbnail(letter: Letter) -> bytes:
    relation = f"{PACKAGE_RELATION}/metadata/thumbnail"
    data = pictures.jpeg(title=letter.who.name)
    part = Part("docProps/thumbnail.jpeg", data, "", relation, "e3", "")
    return make(letter.plain, Word(parts=[part]))


for _tag in (
    "dc:creator",
    "cp:lastModifiedBy",
    "dc:title",
    "dc:subject",
    "dc:description",
    "cp:keywords",
    "cp:category",
    "cp:contentStatus",
):
    BOOK.add(
        f"core properties, {_tag.partition(':')[2]}",
        lambda letter, tag=_tag: make(  # type: ignore[misc]
            letter.plain, Word(core=f"<{tag}>{escape(letter.who.name)}</{tag}>")
        ),
        NO,
    )

for _tag in ("Company", "Manager", "Template", "HyperlinkBase"):
    BOOK.add(
        f"extended properties, {_tag}",
        lambda letter, tag=_tag: make(  # type: ignore[misc]
            letter.plain, Word(app=f"<{tag}>{escape(letter.who.organization)}</{tag}>")
        ),
        NO,
    )


@case("extended properties, titles of parts", NO)
def titles(letter: Letter) -> bytes:
    titles = f'<vt:vector size="1" baseType="lpstr"><vt:lpstr>{escape(letter.who.name)}</vt:lpstr>'
    return make(letter.plain, Word(app=f"<TitlesOfParts>{titles}</vt:vector></TitlesOfParts>"))


def _custom(name: str, value: str) -> Part:
    return Part(
        "docProps/custom.xml",
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        'docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2"'
        f' name="{attr(name)}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property></Properties>',
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        f"{OFFICE}/custom-properties",
        "e4",
        "",
    )


@case("custom properties, name", NO)
def custom_name(letter: Letter) -> bytes:
    return make(letter.plain, Word(parts=[_custom(letter.who.name, "a")]))


@case("custom properties, value", NO)
def custom_value(letter: Letter) -> bytes:
    return make(letter.plain, Word(parts=[_custom("a", letter.who.name)]))


@case("web extension task pane", NO)
def web_extension(letter: Letter) -> bytes:
    part = Part(
        "word/webextensions/taskpanes.xml",
        f'<wetp:taskpanes xmlns:wetp="http://schemas.microsoft.com/office/webextensions/taskpanes/'
        f'2010/11"><wetp:taskpane dockstate="{attr(letter.who.name)}"/></wetp:taskpanes>',
        "application/vnd.ms-office.webextensiontaskpanes+xml",
        "http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes",
        "e5",
        "",
    )
    return make(letter.plain, Word(parts=[part]))


@case("orphan part that no relation leads to", NO)
def orphan(letter: Letter) -> bytes:
    part = Part("word/old.xml", part_xml("w:document", f"<w:body>{p(r(letter.who.name))}</w:body>"))
    return make(letter.plain, Word(parts=[part]))


@case("orphan part, its name", NO)
def orphan_name(letter: Letter) -> bytes:
    return make(letter.plain, Word(parts=[Part(f"{letter.who.name}.txt", b"a")]))


@case("zip, comment of the file", NO)
def zip_comment(letter: Letter) -> bytes:
    return make(letter.plain, Word(zipped={"comment": letter.who.name}))


@case("zip, comment of a member", NO)
def member_comment(letter: Letter) -> bytes:
    return make(letter.plain, Word(zipped={"member_comment": letter.who.name}))


@case("zip, extra field", NO)
def extra(letter: Letter) -> bytes:
    return make(letter.plain, Word(zipped={"extra": letter.who.name}))


@case("zip, bytes before the first member", NO, codes=(0, 5))
def before_zip(letter: Letter) -> bytes:
    return letter.who.name.encode() + b"\n" + make(letter.plain, Word())


@case("zip, member that the directory does not list", NO, codes=(0, 5))
def unlisted(letter: Letter) -> bytes:
    data = letter.who.name.encode("utf-16-le")
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = squeezed.compress(data) + squeezed.flush()
    head = struct.pack(
        "<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, zlib.crc32(data), len(body), len(data), 5, 0
    )
    return head + b"a.txt" + body + make(letter.plain, Word())


@case("macro-enabled main part", Seen.SENTENCE, codes=(0, 5))
def macro_enabled(letter: Letter) -> bytes:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    return make(letter, Word(p(r(letter.sentence)), main_type=kind))


@case("document background, a picture's alternative text", NO)
def background(letter: Letter) -> bytes:
    head = (
        '<w:background w:color="FFFFFF"><v:background id="b" fillcolor="white"><v:fill o:title="'
        f'{attr(letter.who.name)}" type="frame"/></v:background></w:background>'
    )
    return make(letter.plain, Word(head=head))


@case("VML shape, alternative text and link", Seen.EITHER)
def vml_alt(letter: Letter) -> bytes:
    shape = (
        f'<w:r><w:pict><v:shape id="s3" alt="{attr(letter.who.name)}" href="https://people.example/'
        f'{quote(letter.who.name)}" style="width:9pt;height:9pt"/></w:pict></w:r>'
    )
    return make(letter.plain, Word(p(shape)))
