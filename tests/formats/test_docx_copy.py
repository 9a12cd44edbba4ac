"""A copy of a Word letter holds what its reader saw, with its formatting, and nothing else.

A secret is planted once in each channel that a Word file has; the copy is unpacked and searched.
"""

import io
import zipfile
from dataclasses import replace
from typing import NamedTuple

import docx as python_docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor
from lxml import etree

from formats.docx_letters import (
    AFTER,
    BEFORE,
    OFFICE,
    bare,
    copied,
    docx,
    everything,
    hidden,
    paragraph,
    part,
    plain,
    read,
    relation,
    rels,
    run,
    zipped,
)
from formats.test_pictures import picture, with_text
from redact.datamodel import Notice, Segment
from redact.errors import WriteError
from redact.formats.docx import FORMAT

NAME = "Zephyrine"
BY = f'w:id="1" w:author="{NAME}" w:date="2024-05-06T07:08:09Z" w:initials="{NAME}"'
WPS_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WPG_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
PIC_URI = "http://schemas.openxmlformats.org/drawingml/2006/picture"


class Planted(NamedTuple):
    """A file with a secret in one place, and whether a reader sees it there."""

    body: str
    shown: bool = False
    parts: dict[str, str | bytes] = {}  # noqa: RUF012 - never changed
    relations: str = ""


def drawing(content: str, uri: str, properties: str = "", attributes: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline {attributes}><wp:extent cx="900000" cy="900000"/>'
        f'<wp:docPr id="7" name="n" {properties}/><a:graphic><a:graphicData uri="{uri}">{content}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def pic(relation_id: str = "i", properties: str = "", fill: str = "") -> str:
    return (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="n" {properties}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation_id}" {fill}/></pic:blipFill>'
        "<pic:spPr/></pic:pic>"
    )


def shape(text: str, head: str = "", form: str = '<a:prstGeom prst="rect"/>') -> str:
    return (
        f"<wps:wsp>{head}<wps:spPr>{form}</wps:spPr><wps:txbx><w:txbxContent>{plain(text)}"
        "</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
    )


def vml(inside: str, attributes: str = "", tag: str = "v:shape") -> str:
    return f"<w:r><w:pict><{tag} {attributes}>{inside}</{tag}></w:pict></w:r>"


def vml_box(text: str) -> str:
    return f"<v:textbox><w:txbxContent>{plain(text)}</w:txbxContent></v:textbox>"


def field(code: str, result: str, data: str = "") -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end")]
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>{marks[0]}{run(result)}{marks[1]}"
    )


def styled(style: str, properties: str, more: str = "") -> Planted:
    body = paragraph(run("a"), f'<w:pStyle w:val="{style}"/>{properties}')
    return Planted(body, parts={"word/styles.xml": part("w:styles", more)})


def set_up(content: str) -> Planted:
    return Planted(plain("a"), parts={"word/settings.xml": part("w:settings", content)})


def beside(name: str, content: str | bytes, kind: str = "") -> Planted:
    """A part that stands beside the document, related to it if a kind is given."""
    related = relation("x1", kind, name.removeprefix("word/")) if kind else ""
    return Planted(plain("a"), parts={name: content}, relations=related)


def listed(level: str, names: str = "") -> Planted:
    numbering = part(
        "w:numbering",
        f'<w:abstractNum w:abstractNumId="0">{names}<w:lvl w:ilvl="0">{level}</w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return Planted(paragraph(run("a"), item), parts={"word/numbering.xml": numbering})


def note(kind: str) -> Planted:
    content = f'<w:{kind} w:id="4"><w:p><w:r><w:{kind}Ref/></w:r>{run(NAME)}</w:p></w:{kind}>'
    body = paragraph(run("a") + f'<w:r><w:{kind}Reference w:id="4"/></w:r>')
    return Planted(body, True, {f"word/{kind}s.xml": part(f"w:{kind}s", content)})


def margin(kind: str, side: str) -> Planted:
    root = "w:hdr" if kind == "header" else "w:ftr"
    section = f'<w:sectPr><w:{kind}Reference w:type="{side}" r:id="m"/></w:sectPr>'
    return Planted(
        paragraph(run("a"), section),
        True,
        {f"word/{kind}1.xml": part(root, plain(NAME))},
        relation("m", kind, f"{kind}1.xml"),
    )


def table(content: str, properties: str = "", row: str = "", cell: str = "") -> str:
    return (
        f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/><w:tr>{row}<w:tc>{cell}{content}</w:tc>"
        "</w:tr></w:tbl>"
    )


MEDIA = {"word/media/image1.png": with_text()}
IMAGE = relation("i", "image", "media/image1.png")
TEXT_BOX = drawing(shape(NAME), WPS_URI)
WORKBOOK = zipped({"xl/sharedStrings.xml": f"<sst>{NAME}</sst>"})
PLANTED: dict[str, Planted] = {
    "the body": Planted(plain(NAME), True),
    "five runs": Planted(paragraph("".join(map(run, ("Ze", "ph", "yr", "i", "ne")))), True),
    "runs parted by marks": Planted(
        paragraph(
            run("Zeph")
            + f'<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="1" w:name="{NAME}"/>'
            + run("yrine")
            + '<w:bookmarkEnd w:id="1"/>'
        ),
        True,
    ),
    "a soft hyphen": Planted(
        "<w:p><w:r><w:t>Zeph</w:t><w:softHyphen/><w:t>yrine</w:t></w:r></w:p>", True
    ),
    "a zero-width character": Planted(plain("Zeph\u200byrine"), True),
    "a table in a table": Planted(table(table(plain(NAME)) + "<w:p/>"), True),
    **{
        f"a {kind} of {side} pages": margin(kind, side)
        for kind in ("header", "footer")
        for side in ("default", "first", "even")
    },
    "a footnote": note("footnote"),
    "an endnote": note("endnote"),
    "a text box": Planted(paragraph(TEXT_BOX), True),
    "a text box and its copy": Planted(
        paragraph(
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{TEXT_BOX[5:-6]}</mc:Choice>'
            f"<mc:Fallback>{vml(vml_box(NAME))[5:-6]}</mc:Fallback></mc:AlternateContent></w:r>"
        ),
        True,
    ),
    "a text box in a group": Planted(
        paragraph(drawing(f"<wpg:wgp>{shape(NAME)}</wpg:wgp>", WPG_URI)), True
    ),
    "a text box in a group in a group": Planted(
        paragraph(drawing(f"<wpg:wgp><wpg:grpSp>{shape(NAME)}</wpg:grpSp></wpg:wgp>", WPG_URI)),
        True,
    ),
    "a text box on a canvas": Planted(
        paragraph(drawing(f"<wpc:wpc>{shape(NAME)}</wpc:wpc>", WPG_URI)), True
    ),
    "an old text box": Planted(paragraph(vml(vml_box(NAME))), True),
    "an old text box in a group": Planted(
        paragraph(vml(f"<v:rect>{vml_box(NAME)}</v:rect>", tag="v:group")), True
    ),
    "a text box in a header": Planted(
        paragraph(
            run("a"),
            '<w:sectPr><w:headerReference w:type="default" r:id="m"/></w:sectPr>',
        ),
        True,
        {"word/header1.xml": part("w:hdr", paragraph(TEXT_BOX))},
        relation("m", "header", "header1.xml"),
    ),
    "WordArt": Planted(paragraph(vml(f'<v:textpath string="{NAME}"/>')), True),
    "an alternative text": Planted(
        paragraph(drawing(pic(), PIC_URI, f'descr="{NAME}"')), True, MEDIA, IMAGE
    ),
    "the title of a drawing": Planted(
        paragraph(drawing(pic(), PIC_URI, f'title="{NAME}"')), True, MEDIA, IMAGE
    ),
    "an alternative text inside": Planted(
        paragraph(drawing(pic(properties=f'descr="{NAME}"'), PIC_URI)), True, MEDIA, IMAGE
    ),
    "an old alternative text": Planted(
        paragraph(vml(vml_box("a"), f'alt="{NAME}" style="width:9pt"')), True
    ),
    "the description of a table": Planted(
        table(plain("a"), f'<w:tblDescription w:val="{NAME}"/>'), True
    ),
    "the title of a table": Planted(table(plain("a"), f'<w:tblCaption w:val="{NAME}"/>'), True),
    "the text of a content control": Planted(
        paragraph(f"<w:sdt><w:sdtContent>{run(NAME)}</w:sdtContent></w:sdt>"), True
    ),
    "the text of a link": Planted(
        paragraph(f'<w:hyperlink w:anchor="x">{run(NAME)}</w:hyperlink>'), True
    ),
    "the result of a field": Planted(paragraph(field("AUTHOR", NAME)), True),
    "an insertion": Planted(paragraph(f'<w:ins w:id="1">{run(NAME)}</w:ins>'), True),
    "what was moved here": Planted(paragraph(f'<w:moveTo w:id="1">{run(NAME)}</w:moveTo>'), True),
    "a smart tag": Planted(paragraph(f"<w:smartTag>{run(NAME)}</w:smartTag>"), True),
    "a custom XML element": Planted(f"<w:customXml>{plain(NAME)}</w:customXml>", True),
    "a formula": Planted(f"<w:p><m:oMath><m:r><m:t>{NAME}</m:t></m:r></m:oMath></w:p>", True),
    "ruby": Planted(
        f"<w:p><w:r><w:ruby><w:rt>{run(NAME)}</w:rt><w:rubyBase>{run('a')}</w:rubyBase></w:ruby>"
        "</w:r></w:p>",
        True,
    ),
    "the chosen entry of a form": Planted(
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:listEntry w:val='
            f'"{NAME}"/></w:ddList></w:ffData></w:fldChar></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        True,
    ),
    "a comment": Planted(
        paragraph(run("a") + '<w:r><w:commentReference w:id="1"/></w:r>'),
        parts={
            "word/comments.xml": part("w:comments", f"<w:comment {BY}>{plain(NAME)}</w:comment>")
        },
    ),
    "the author of an insertion": Planted(paragraph(f"<w:ins {BY}>{run('a')}</w:ins>")),
    "a deletion": Planted(
        paragraph(f"<w:del {BY}><w:r><w:delText>{NAME}</w:delText></w:r></w:del>")
    ),
    "what was moved away": Planted(paragraph(f"<w:moveFrom {BY}>{run(NAME)}</w:moveFrom>")),
    "a deleted row": Planted(
        table(plain(NAME), row=f"<w:trPr><w:del {BY}/></w:trPr>") + plain("a")
    ),
    "changes of properties": Planted(
        table(
            paragraph(
                run("a", f"<w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange>"),
                f"<w:rPr><w:ins {BY}/></w:rPr><w:sectPr><w:sectPrChange {BY}/></w:sectPr>"
                f"<w:pPrChange {BY}/>",
            ),
            f"<w:tblPrChange {BY}/>",
            f"<w:trPr><w:ins {BY}/><w:trPrChange {BY}/></w:trPr>",
            f"<w:tcPr><w:cellIns {BY}/><w:tcPrChange {BY}/></w:tcPr>",
        )
    ),
    "the names of a content control": Planted(
        paragraph(
            f'<w:sdt><w:sdtPr><w:alias w:val="{NAME}"/><w:tag w:val="{NAME}"/><w:dataBinding '
            f'w:xpath="{NAME}"/><w:dropDownList><w:listItem w:value="{NAME}"/></w:dropDownList>'
            f"</w:sdtPr><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>"
        )
    ),
    "the target of a link": Planted(
        paragraph(
            f'<w:hyperlink r:id="l" w:tooltip="{NAME}" w:anchor="{NAME}">{run("a")}</w:hyperlink>'
        ),
        relations=relation("l", "hyperlink", f"mailto:{NAME}@x.example", "External"),
    ),
    "the code of a field": Planted(
        paragraph(field(f"HYPERLINK {NAME}", "a", f'<w:ffData><w:name w:val="{NAME}"/></w:ffData>'))
    ),
    "the code of a simple field": Planted(
        paragraph(f'<w:fldSimple w:instr="QUOTE {NAME}">{run("a")}</w:fldSimple>')
    ),
    "the switches of a page number": Planted(paragraph(field(f'PAGE \\* "{NAME}"', "1"))),
    "a hidden run": Planted(paragraph(run("a") + run(NAME, "<w:vanish/>"))),
    "a permission": Planted(paragraph(f'<w:permStart w:id="1" w:ed="{NAME}"/>' + run("a"))),
    "a smart tag's properties": Planted(
        paragraph(
            f'<w:smartTag w:uri="{NAME}" w:element="{NAME}"><w:smartTagPr><w:attr w:name="{NAME}" '
            f'w:val="{NAME}"/></w:smartTagPr>{run("a")}</w:smartTag>'
        )
    ),
    "ids of revisions": Planted(f'<w:p w:rsidR="{NAME}" w14:paraId="{NAME}">{run("a")}</w:p>'),
    "values of properties": Planted(
        paragraph(
            run(
                "a",
                f'<w:color w:val="{NAME}"/><w:sz w:val="{NAME}"/><w:rStyle w:val="{NAME}"/>'
                f'<w:rFonts w:ascii="{NAME}" w:hAnsi="{NAME}"/><w:lang w:val="{NAME}"/>'
                f'<w:u w:val="single" w:color="{NAME}"/><w14:glow w14:rad="{NAME}"/>',
            ),
            f'<w:jc w:val="{NAME}"/><w:pStyle w:val="{NAME}"/><w:spacing w:after="{NAME}"/>'
            f'<w:pBdr><w:top w:val="{NAME}"/></w:pBdr><w:divId w:val="{NAME}"/>',
        )
    ),
    "an unknown element": Planted(paragraph(f'<w:{NAME} w:val="{NAME}"/>' + run("a"))),
    "text beside the paragraphs": Planted(f"{NAME}<w:p>{NAME}<w:r>{NAME}</w:r></w:p>"),
    "a comment of XML": Planted(f"<w:p><!--{NAME}--><?x {NAME}?></w:p>"),
    "the names of a picture": Planted(
        paragraph(
            drawing(pic(properties=f'name="{NAME}"'), PIC_URI).replace('name="n" name', "name")
        ),
        parts={f"word/media/{NAME}.png": with_text()},
        relations=relation("i", "image", f"media/{NAME}.png"),
    ),
    "the pixels and the metadata of a picture": Planted(
        paragraph(drawing(pic(), PIC_URI)), parts=MEDIA, relations=IMAGE
    ),
    "an old picture": Planted(
        paragraph(vml(f'<v:imagedata r:id="i" o:title="{NAME}"/>', f'id="{NAME}"')),
        parts=MEDIA,
        relations=IMAGE,
    ),
    "a linked picture": Planted(
        paragraph(drawing(pic("i", fill='r:link="k"'), PIC_URI)),
        parts=MEDIA,
        relations=IMAGE + relation("k", "image", f"file:///{NAME}/a.png", "External"),
    ),
    "names and links of a shape": Planted(
        paragraph(
            drawing(
                shape(
                    "a",
                    f'<wps:cNvPr id="1" name="{NAME}"><a:hlinkClick r:id="x" '
                    f'tooltip="{NAME}"/></wps:cNvPr>',
                    f'<a:prstGeom prst="{NAME}"/>',
                ),
                WPS_URI,
                attributes=f'distT="{NAME}"',
            )
        )
    ),
    "the style of an old shape": Planted(
        paragraph(
            vml(
                vml_box("a"),
                f'style="width:9pt;font-family:{NAME};mso-x:{NAME};height:{NAME}" href="{NAME}" '
                f'fillcolor="{NAME}" o:gfxdata="{NAME}" coordsize="{NAME}"',
            )
        )
    ),
    "a chart and its workbook": Planted(
        paragraph(drawing('<c:chart r:id="c"/>', "c")),
        parts={
            "word/charts/chart1.xml": part("c:chart", f"<c:title>{NAME}</c:title>"),
            "word/embeddings/book.xlsx": WORKBOOK,
        },
        relations=relation("c", "chart", "charts/chart1.xml"),
    ),
    "a diagram": Planted(
        paragraph(drawing('<dgm:relIds r:dm="d"/>', "d")),
        parts={"word/diagrams/data1.xml": part("dgm:dataModel", NAME)},
        relations=relation("d", "diagramData", "diagrams/data1.xml"),
    ),
    "an embedded object": Planted(
        paragraph(
            '<w:r><w:object><v:shape><v:imagedata r:id="i"/></v:shape><o:OLEObject r:id="o" '
            f'ProgID="{NAME}"/></w:object></w:r>'
        ),
        parts={"word/embeddings/oleObject1.bin": NAME.encode("utf-16-le"), **MEDIA},
        relations=IMAGE + relation("o", "oleObject", "embeddings/oleObject1.bin"),
    ),
    "an included document": Planted(
        '<w:altChunk r:id="x1"/>',
        parts={"word/chunk.html": f"<p>{NAME}</p>"},
        relations=relation("x1", "aFChunk", "chunk.html"),
    ),
    "the name of a style": styled(
        "S", "", f'<w:style w:type="paragraph" w:styleId="S"><w:name w:val="{NAME}"/></w:style>'
    ),
    "the id and the aliases of a style": styled(
        NAME,
        "",
        f'<w:style w:type="paragraph" w:styleId="{NAME}"><w:name w:val="Normal"/><w:aliases '
        f'w:val="{NAME}"/><w:next w:val="{NAME}"/><w:rsid w:val="{NAME}"/></w:style>'
        f'<w:latentStyles><w:lsdException w:name="{NAME}"/></w:latentStyles>',
    ),
    "the fonts of the theme": Planted(
        paragraph(run("a", '<w:rFonts w:asciiTheme="minorHAnsi" w:ascii="Arial"/>')),
        parts={
            "word/theme/theme1.xml": part(
                "a:theme",
                f'<a:minorFont><a:latin typeface="{NAME}"/></a:minorFont>',
                f'name="{NAME}"',
            )
        },
    ),
    "the label of a list": listed(
        f'<w:numFmt w:val="decimal"/><w:lvlText w:val="{NAME} %1"/>',
    ),
    "the names of a list": listed(
        f'<w:pStyle w:val="{NAME}"/><w:lvlText w:val="%1."/>',
        f'<w:nsid w:val="{NAME}"/><w:name w:val="{NAME}"/><w:styleLink w:val="{NAME}"/>',
    ),
    "a bullet that is a name": listed(
        f'<w:numFmt w:val="bullet"/><w:lvlText w:val="{NAME}"/>',
    ),
    "a variable": set_up(f'<w:docVars><w:docVar w:name="{NAME}" w:val="{NAME}"/></w:docVars>'),
    "the mail merge": set_up(f'<w:mailMerge><w:query w:val="{NAME}"/></w:mailMerge>'),
    "a mode that is a name": set_up(
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:val="{NAME}"/></w:compat>'
        f'<w:rsids><w:rsid w:val="{NAME}"/></w:rsids><w:defaultTabStop w:val="{NAME}"/>'
    ),
    "the template": Planted(
        plain("a"),
        parts={
            "word/settings.xml": part("w:settings", '<w:attachedTemplate r:id="t"/>'),
            "word/_rels/settings.xml.rels": rels(
                relation("t", "attachedTemplate", f"file:///{NAME}.dotx", "External")
            ),
        },
    ),
    "people": beside("word/people.xml", part("w:people", NAME), "people"),
    "the glossary": beside("word/glossary/document.xml", part("w:x", NAME), "glossaryDocument"),
    "the font table": beside(
        "word/fontTable.xml", part("w:fonts", f'<w:font w:name="{NAME}"/>'), "fontTable"
    ),
    "an embedded font": beside("word/fonts/font1.odttf", NAME.encode(), "font"),
    "a macro": beside("word/vbaProject.bin", NAME.encode(), "vbaProject"),
    "custom XML": beside("customXml/item1.xml", f"<a>{NAME}</a>"),
    "properties": beside("docProps/core.xml", f"<a>{NAME}</a>"),
    "a thumbnail": beside("docProps/thumbnail.jpeg", picture("JPEG", comment=NAME.encode())),
    "a signature": beside("_xmlsignatures/sig1.xml", f"<a>{NAME}</a>"),
    "printer settings": beside("word/printerSettings1.bin", NAME.encode(), "printerSettings"),
    "a part that nothing points at": beside(f"word/{NAME}.xml", f"<a>{NAME}</a>"),
    "a header that nothing points at": beside(
        "word/header9.xml", part("w:hdr", plain(NAME)), "header"
    ),
    "a footnote that nothing points at": beside(
        "word/footnotes.xml",
        part("w:footnotes", f'<w:footnote w:id="3">{plain(NAME)}</w:footnote>'),
    ),
}


@pytest.mark.parametrize("channel", PLANTED)
def test_a_secret_does_not_survive_and_benign_words_do(channel: str) -> None:
    planted = PLANTED[channel]
    source = docx(planted.body, planted.parts, planted.relations)
    assert "Ze" in everything(source)
    copy, reopened, document = copied(source, NAME)
    assert NAME not in everything(copy)
    assert NAME not in reopened.text + "".join(each.text for each in reopened.parts)
    assert ("[name]" in document.text) == planted.shown
    assert bare(reopened.text) == bare(document.text)
    assert BEFORE in reopened.text
    assert AFTER in reopened.text
    assert not any(each.text.strip() for each in reopened.parts)
    shown = python_docx.Document(io.BytesIO(copy))
    assert shown.paragraphs[0].text == BEFORE
    assert FORMAT.write(document) == copy


@pytest.mark.parametrize("channel", PLANTED)
def test_a_copy_is_read_again_as_it_was_written(channel: str) -> None:
    planted = PLANTED[channel]
    document = read(docx(planted.body, planted.parts, planted.relations))
    copy = FORMAT.write(document)
    again = read(copy)
    assert bare(again.text) == bare(document.text)
    assert FORMAT.write(again) == copy


def letter() -> "python_docx.document.Document":
    made = python_docx.Document()
    made.core_properties.author = NAME
    made.add_heading("A heading", 2)
    line = made.add_paragraph("Dear ")
    bold = line.add_run("bold")
    bold.bold = True
    bold.font.size = Pt(14)
    bold.font.color.rgb = RGBColor(0x12, 0x34, 0x56)
    bold.font.name = "Georgia"
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_after = Pt(18)
    made.add_paragraph("an item", style="List Bullet")
    grid = made.add_table(2, 2)
    grid.style = "Table Grid"
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "merged"
    made.sections[0].header.paragraphs[0].text = "on every page"
    made.sections[0].different_first_page_header_footer = True
    made.sections[0].first_page_header.paragraphs[0].text = "on the first page"
    made.sections[0].left_margin = Pt(100)
    return made


def saved(made: "python_docx.document.Document") -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_formatting_is_kept() -> None:
    document = read(saved(letter()))
    copy = python_docx.Document(io.BytesIO(FORMAT.write(document)))
    heading, line, item = copy.paragraphs[:3]
    assert heading.style.name == "Heading 2"
    bold = line.runs[1]
    assert (bold.bold, bold.font.size, bold.font.name) == (True, Pt(14), "Georgia")
    assert bold.font.color.rgb == RGBColor(0x12, 0x34, 0x56)
    assert line.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert line.paragraph_format.space_after == Pt(18)
    assert item.style.name == "List Bullet"
    assert item.style.element.find(f".//{{{item._p.nsmap['w']}}}numId") is not None
    assert copy.tables[0].style.name == "Table Grid"
    assert copy.tables[0].cell(0, 1).text == "merged"
    section = copy.sections[0]
    assert section.header.paragraphs[0].text == "on every page"
    assert section.first_page_header.paragraphs[0].text == "on the first page"
    assert section.different_first_page_header_footer
    assert section.left_margin == Pt(100)


def test_an_uncommon_font_is_dropped_and_a_common_one_of_the_theme_is_named() -> None:
    theme = part("a:theme", '<a:minorFont><a:latin typeface="Cambria"/></a:minorFont>', 'name="x"')
    body = paragraph(
        run("a", '<w:rFonts w:asciiTheme="minorHAnsi"/>')
        + run("b", '<w:rFonts w:ascii="House Sans"/>')
    )
    copy = everything(FORMAT.write(read(docx(body, {"word/theme/theme1.xml": theme}))))
    assert 'w:ascii="Cambria"' in copy
    assert "House" not in copy


def test_page_numbers_are_still_counted() -> None:
    body = paragraph(field("PAGE \\* MERGEFORMAT", "9"))
    copy = FORMAT.write(read(docx(body)))
    assert "<w:instrText" in everything(copy)
    assert " PAGE " in everything(copy)
    assert "MERGEFORMAT" not in everything(copy)


def test_a_placeholder_stands_in_the_first_run_and_keeps_its_look() -> None:
    body = paragraph(run("Zeph", "<w:b/>") + run("yrine", "<w:i/>") + run(" wrote"))
    copy, _, _ = copied(docx(body), NAME)
    line = python_docx.Document(io.BytesIO(copy)).paragraphs[1]
    assert [(each.text, each.bold, each.italic) for each in line.runs] == [
        ("[name]", True, None),
        (" wrote", None, None),
    ]


def test_an_emptied_tab_and_an_emptied_break_are_gone() -> None:
    body = (
        "<w:p><w:r><w:t>Zephyrine</w:t><w:tab/><w:t>of</w:t></w:r><w:r><w:br/></w:r><w:r>"
        "<w:t>Tarn</w:t></w:r></w:p>"
    )
    copy, reopened, _ = copied(docx(body), "Zephyrine\tof\nTarn")
    assert "<w:tab" not in everything(copy)
    assert "<w:br" not in everything(copy)
    assert "\n[name]\n" in reopened.text


def test_a_text_in_place_of_a_break_is_written() -> None:
    document = read(docx("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>"))
    segments = tuple(
        replace(each, text="[name]") if each.text == "\n" and each.locator else each
        for each in document.segments
    )
    changed = replace(document, segments=segments)
    assert "a[name]b" in FORMAT.reopen(FORMAT.write(changed), changed).text


def test_pictures_are_blanked_and_counted() -> None:
    planted = PLANTED["the pixels and the metadata of a picture"]
    source = docx(planted.body * 2, planted.parts, planted.relations)
    document = read(source)
    assert Notice("pictures blanked", 2) in document.notices
    kept = read(source, keep_images=True)
    assert Notice("pictures re-encoded", 2) in kept.notices
    assert not [each for each in kept.notices if each.channel == "pictures blanked"]
    for each in (document, kept):
        with zipfile.ZipFile(io.BytesIO(FORMAT.write(each))) as archive:
            media = [name for name in archive.namelist() if "media" in name]
        assert len(media) == 1
    assert NAME not in everything(FORMAT.write(kept))


def test_a_broken_picture_is_blanked_even_where_pictures_are_kept() -> None:
    body = paragraph(drawing(pic(), PIC_URI))
    source = docx(body, {"word/media/image1.png": NAME.encode()}, IMAGE)
    document = read(source, keep_images=True)
    assert Notice("pictures blanked", 1) in document.notices
    assert NAME not in everything(FORMAT.write(document))


def test_a_shape_of_free_form_is_dropped() -> None:
    form = "<a:custGeom><a:pathLst/></a:custGeom>"
    ink = f"<wps:wsp><wps:spPr>{form}</wps:spPr><wps:bodyPr/></wps:wsp>"
    document = read(docx(paragraph(drawing(ink, WPS_URI) + vml("", 'path="m0,0l9,9"'))))
    assert Notice("drawings dropped", 2) in document.notices
    assert "custGeom" not in everything(FORMAT.write(document))


def test_no_relationship_leads_nowhere_and_every_part_has_a_type() -> None:
    for planted in PLANTED.values():
        document = read(docx(planted.body, planted.parts, planted.relations))
        with zipfile.ZipFile(io.BytesIO(FORMAT.write(document))) as archive:
            names = set(archive.namelist())
            for name in names:
                if name.endswith(".rels"):
                    for each in etree.fromstring(archive.read(name)):
                        assert each.get("TargetMode") is None
                        target = each.get("Target")
                        assert target in names or f"word/{target}" in names
            types = etree.fromstring(archive.read("[Content_Types].xml"))
            for each in types:
                if each.get("PartName"):
                    assert each.get("PartName")[1:] in names


def test_segments_that_do_not_fit_are_refused() -> None:
    document = read(docx(plain(NAME)))
    fewer = replace(document, segments=document.segments[1:])
    with pytest.raises(WriteError):
        FORMAT.write(fewer)
    strange = replace(document, segments=(Segment("a", "body 900"),))
    with pytest.raises(WriteError):
        FORMAT.write(strange)


def test_redacting_a_copy_again_changes_nothing() -> None:
    copy, _, _ = copied(docx(paragraph(run("Zeph") + run("yrine")) + table(plain(NAME))), NAME)
    assert FORMAT.write(hidden(read(copy), NAME)) == copy


def test_the_ends_of_runs_tell_nothing_of_the_name_between_them() -> None:
    parts = run("Ask ") + run("Zeph") + run("yrine", "<w:b/>") + run(" and ") + run("others.")
    copy, _, _ = copied(docx(paragraph(parts)), NAME)
    paragraphs = python_docx.Document(io.BytesIO(copy)).paragraphs
    (told,) = [one.runs for one in paragraphs if one.text.startswith("Ask")]

    assert [one.text for one in told] == ["Ask [name] and others."]


def test_the_numbers_of_styles_tell_nothing_of_the_template() -> None:
    letter = python_docx.Document()
    letter.add_heading("A letter", level=1)
    letter.add_table(rows=1, cols=1, style="Light Grid Accent 1").rows[0].cells[0].text = BEFORE
    buffer = io.BytesIO()
    letter.save(buffer)
    copy = FORMAT.write(read(buffer.getvalue()))
    names = [style.name for style in python_docx.Document(io.BytesIO(copy)).styles]
    numbers = sorted(int(name.split()[1]) for name in names if name.startswith("Style "))

    assert numbers
    assert numbers == list(range(1, len(numbers) + 1))
    assert FORMAT.write(read(copy)) == copy


def test_relationships_in_other_folders_are_followed() -> None:
    document = part("w:document", f"<w:body>{plain(BEFORE)}</w:body>")
    data = zipped(
        {
            "_rels/.rels": rels(
                f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="/odd/main2.xml"/>'
            ),
            "odd/main2.xml": document,
        }
    )
    assert read(data).text == BEFORE
