"""Word: places that a reader of the letter sees."""

from xml.sax.saxutils import escape

from tests.leaks.corpus.letter import HEAD, TAIL, Book, Letter, Seen
from tests.leaks.corpus.wordfile import (
    KIND,
    NS,
    OFFICE,
    PAGE,
    Part,
    Word,
    around,
    attr,
    make,
    p,
    part_xml,
    r,
    t,
)

BOOK = Book("docx", [])
case = BOOK.case

ON = Seen.SENTENCE
MOVE = ' w:id="71" w:author="Author" w:date="2024-05-06T07:08:09Z"'


@case("body, paragraph", ON)
def paragraph(letter: Letter) -> bytes:
    return make(letter, Word(p(r(letter.sentence))))


def _pieces(text: str, count: int) -> list[str]:
    step = max(1, -(-len(text) // count))
    return [text[at : at + step] for at in range(0, len(text), step)]


@case("body, name split over five runs", ON)
def split_runs(letter: Letter) -> bytes:
    styles = ("", "<w:b/>", "<w:i/>", '<w:color w:val="112233"/>', "<w:u w:val='single'/>")
    pieces = _pieces(letter.who.name, 5)
    return make(
        letter, Word(around("".join(r(x, s) for x, s in zip(pieces, styles, strict=False))))
    )


@case("body, each letter a run with an id of its own", ON)
def letter_runs(letter: Letter) -> bytes:
    runs = "".join(
        f'<w:r w:rsidR="00{number:06X}">{t(x)}</w:r>' for number, x in enumerate(letter.who.name)
    )
    return make(letter, Word(around(runs)))


@case("body, name split by spelling marks and a bookmark", ON)
def split_by_marks(letter: Letter) -> bytes:
    first, last = letter.who.halves
    inside = (
        f'<w:proofErr w:type="spellStart"/>{r(first)}<w:bookmarkStart w:id="3" w:name="_a"/>'
        f'<w:bookmarkEnd w:id="3"/><w:proofErr w:type="spellEnd"/>{r(last)}'
    )
    return make(letter, Word(around(inside)))


@case("body, name over a line break", ON)
def over_break(letter: Letter) -> bytes:
    first, last = letter.who.words
    return make(letter, Word(around(f"<w:r>{t(first)}<w:br/>{t(last)}</w:r>")))


@case("body, name over a tab", ON)
def over_tab(letter: Letter) -> bytes:
    first, last = letter.who.words
    return make(letter, Word(around(f"<w:r>{t(first)}<w:tab/>{t(last)}</w:r>")))


@case("body, name over a no-break space", ON)
def over_nbsp(letter: Letter) -> bytes:
    first, last = letter.who.words
    return make(
        letter, Word(around(r(f"{first}\u00a0{last}" if " " in letter.who.name else first + last)))
    )


@case("body, soft hyphen element in the name", ON)
def soft_hyphen(letter: Letter) -> bytes:
    first, last = letter.who.halves
    return make(letter, Word(around(f"<w:r>{t(first)}<w:softHyphen/>{t(last)}</w:r>")))


@case("body, soft hyphen and zero-width characters in the name", ON)
def zero_width(letter: Letter) -> bytes:
    name = letter.who.name
    return make(letter, Word(around(r(f"{name[:2]}\u00ad{name[2:3]}\u200b{name[3:]}"))))


@case("body, list item", ON)
def listed(letter: Letter) -> bytes:
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return make(letter, Word(p(r(letter.sentence), properties=item)))


@case("body, heading", ON)
def heading(letter: Letter) -> bytes:
    style = (
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
        '<w:basedOn w:val="Normal"/></w:style>'
    )
    body = p(r(letter.sentence), properties='<w:pStyle w:val="Heading1"/>')
    return make(letter, Word(body, styles=style))


def _table(cell: str) -> str:
    width = '<w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>'
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="8000" w:type="dxa"/></w:tblPr><w:tblGrid>'
        '<w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid><w:tr>'
        f"<w:tc>{width}{p(r('remark'))}</w:tc><w:tc>{width}{cell}</w:tc></w:tr></w:tbl>"
    )


@case("body, table cell", ON, benign=("remark",))
def table(letter: Letter) -> bytes:
    return make(letter, Word(_table(p(r(letter.sentence)))))


@case("body, cell of a table in a table", ON, benign=("remark",))
def nested_table(letter: Letter) -> bytes:
    return make(letter, Word(_table(_table(p(r(letter.sentence))) + p())))


def _margin(letter: Letter, tag: str, which: str) -> bytes:
    part = Part(
        f"word/{tag}1.xml",
        part_xml("w:hdr" if tag == "header" else "w:ftr", p(r(letter.sentence))),
        f"{KIND}.{tag}+xml",
        f"{OFFICE}/{tag}",
        "h1",
    )
    section = f'<w:{tag}Reference w:type="{which}" r:id="h1"/>'
    settings = "<w:evenAndOddHeaders/>" if which == "even" else ""
    return make(letter, Word(parts=[part], section=section, settings=settings))


for _tag in ("header", "footer"):
    for _which in ("default", "first", "even"):
        BOOK.add(
            f"{_tag}, {_which} pages",
            lambda letter, tag=_tag, which=_which: _margin(letter, tag, which),  # type: ignore[misc]
            ON,
        )


@case("header that no page uses", Seen.EITHER)
def unused_header(letter: Letter) -> bytes:
    part = Part(
        "word/header9.xml",
        part_xml("w:hdr", p(r(letter.sentence))),
        f"{KIND}.header+xml",
        f"{OFFICE}/header",
        "h9",
    )
    return make(letter.plain, Word(parts=[part]))


def _note(letter: Letter, kind: str) -> bytes:
    lines = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}">{p(f"<w:r><w:{tag}/></w:r>")}</w:{kind}>'
        for number, (name, tag) in enumerate(
            (("separator", "separator"), ("continuationSeparator", "continuationSeparator")), -1
        )
    )
    note = f'<w:{kind} w:id="2">{p(f"<w:r><w:{kind}Ref/></w:r>", r(letter.sentence))}</w:{kind}>'
    part = Part(
        f"word/{kind}s.xml",
        part_xml(f"w:{kind}s", lines + note),
        f"{KIND}.{kind}s+xml",
        f"{OFFICE}/{kind}s",
        "n1",
    )
    body = p(r("A remark stands below."), f'<w:r><w:{kind}Reference w:id="2"/></w:r>')
    return make(letter, Word(body, [part]))


BOOK.add("footnote", lambda letter: _note(letter, "footnote"), ON, benign=("remark", "below"))
BOOK.add("endnote", lambda letter: _note(letter, "endnote"), ON, benign=("remark", "below"))


@case("tracked insertion, text", ON)
def inserted(letter: Letter) -> bytes:
    return make(letter, Word(around(f"<w:ins{MOVE}>{r(letter.who.name)}</w:ins>")))


@case("tracked move, text where it went", ON)
def moved_to(letter: Letter) -> bytes:
    inside = (
        f'<w:moveToRangeStart w:name="move1"{MOVE}/><w:moveTo{MOVE}>{r(letter.who.name)}'
        '</w:moveTo><w:moveToRangeEnd w:id="71"/>'
    )
    return make(letter, Word(around(inside)))


def _shape(inside: str, properties: str = "") -> str:
    return (
        '<w:drawing><wp:inline><wp:extent cx="3000000" cy="800000"/>'
        f'<wp:docPr id="5" name="Shape 5"{properties}/><a:graphic><a:graphicData'
        ' uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="3000000" cy="800000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"</wps:spPr>{inside}<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing>"
    )


def _vml(inside: str) -> str:
    return (
        '<w:pict><v:shape id="b5" style="width:240pt;height:60pt"><v:textbox><w:txbxContent>'
        f"{inside}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


@case("text box, DrawingML with its VML copy", ON)
def text_box(letter: Letter) -> bytes:
    inside = p(r(letter.sentence))
    box = (
        '<mc:AlternateContent><mc:Choice Requires="wps">'
        f"{_shape(f'<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx>')}"
        f"</mc:Choice><mc:Fallback>{_vml(inside)}</mc:Fallback></mc:AlternateContent>"
    )
    return make(letter, Word(p(f"<w:r>{box}</w:r>")))


@case("text box, only in the fallback copy", Seen.EITHER)
def fallback_box(letter: Letter) -> bytes:
    choice, fallback = p(r("The box is empty.")), p(r(letter.sentence))
    box = (
        '<mc:AlternateContent><mc:Choice Requires="wps">'
        f"{_shape(f'<wps:txbx><w:txbxContent>{choice}</w:txbxContent></wps:txbx>')}"
        f"</mc:Choice><mc:Fallback>{_vml(fallback)}</mc:Fallback></mc:AlternateContent>"
    )
    return make(letter.plain, Word(p(f"<w:r>{box}</w:r>")))


@case("text box, VML alone", ON)
def vml_box(letter: Letter) -> bytes:
    return make(letter, Word(p(f"<w:r>{_vml(p(r(letter.sentence)))}</w:r>")))


@case("WordArt, text of a VML path", Seen.WORD)
def word_art(letter: Letter) -> bytes:
    art = (
        '<w:pict><v:shape id="w1" style="width:240pt;height:40pt"><v:textpath on="t"'
        f' style="font-size:24pt" string="{attr(letter.who.name)}"/></v:shape></w:pict>'
    )
    return make(letter, Word(p(f"<w:r>{art}</w:r>")))


def _sdt(inside: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


@case("content control, its text", ON)
def control(letter: Letter) -> bytes:
    return make(letter, Word(around(_sdt(r(letter.who.name), '<w:id w:val="77"/><w:text/>'))))


@case("content control around a paragraph", ON)
def control_block(letter: Letter) -> bytes:
    return make(letter, Word(_sdt(p(r(letter.sentence)), "<w:richText/>")))


@case("link, its text", ON)
def link_text(letter: Letter) -> bytes:
    link = f'<w:hyperlink w:anchor="_top">{r(letter.who.name)}</w:hyperlink>'
    return make(letter, Word(around(link)))


def _field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@case("field, shown result of AUTHOR", ON)
def field_author(letter: Letter) -> bytes:
    return make(letter, Word(around(_field("AUTHOR", letter.who.name))))


@case("field, shown result of a simple field", ON)
def field_simple(letter: Letter) -> bytes:
    field = f'<w:fldSimple w:instr=" USERNAME ">{r(letter.who.name)}</w:fldSimple>'
    return make(letter, Word(around(field)))


@case("field, shown result of MERGEFIELD split over runs", ON)
def field_merge(letter: Letter) -> bytes:
    first, last = letter.who.halves
    field = _field("MERGEFIELD Candidate", first).replace(r(first), r(first) + r(last, "<w:b/>"))
    return make(letter, Word(around(field)))


@case("drawing, description (alternative text)", Seen.WORD)
def alternative_text(letter: Letter) -> bytes:
    shape = _shape("", f' descr="{attr(letter.who.name)}"')
    return make(letter.plain, Word(p(f"<w:r>{shape}</w:r>")))


def _ruby(base: str, above: str) -> str:
    return f"<w:r><w:ruby><w:rt>{r(above)}</w:rt><w:rubyBase>{r(base)}</w:rubyBase></w:ruby></w:r>"


@case("ruby, base text", Seen.WORD, benign=("longest", "lichen"))
def ruby_base(letter: Letter) -> bytes:
    return make(letter, Word(around(_ruby(letter.who.name, "a"))))


@case("ruby, text above", Seen.EITHER)
def ruby_text(letter: Letter) -> bytes:
    return make(letter.plain, Word(p(_ruby("moss", letter.who.name))))


@case("smart tag, its text", ON)
def smart_tag(letter: Letter) -> bytes:
    tag = '<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="PersonName">'
    return make(letter, Word(around(f"{tag}{r(letter.who.name)}</w:smartTag>")))


@case("custom XML element, its text", ON)
def custom_element(letter: Letter) -> bytes:
    tag = '<w:customXml w:uri="urn:example" w:element="candidate">'
    return make(letter, Word(around(f"{tag}{r(letter.who.name)}</w:customXml>")))


@case("formula, its text", Seen.EITHER)
def formula(letter: Letter) -> bytes:
    text = f"<m:oMath><m:r><m:t>{escape(letter.who.name)}</m:t></m:r></m:oMath>"
    return make(letter.plain, Word(p(text)))


@case("numbering, text of a list label", Seen.EITHER)
def list_label(letter: Letter) -> bytes:
    numbering = part_xml(
        "w:numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="decimal"/><w:lvlText w:val="{attr(letter.who.name)} %1"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    part = Part(
        "word/numbering.xml", numbering, f"{KIND}.numbering+xml", f"{OFFICE}/numbering", "u"
    )
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return make(letter.plain, Word(p(r("The first item."), properties=item), [part]))


@case("table, title and description", Seen.EITHER)
def table_caption(letter: Letter) -> bytes:
    made = _table(p(r("moss"))).replace(
        "</w:tblPr>", f'<w:tblDescription w:val="{attr(letter.who.name)}"/></w:tblPr>', 1
    )
    return make(letter.plain, Word(made))


@case("body, CDATA", ON)
def cdata(letter: Letter) -> bytes:
    inside = f"<w:r><w:t><![CDATA[{letter.who.name}]]></w:t></w:r>"
    return make(letter, Word(around(inside)))


@case("body, numeric character references", ON)
def references(letter: Letter) -> bytes:
    coded = "".join(f"&#x{ord(x):X};" for x in letter.who.name)
    return make(letter, Word(around(f"<w:r><w:t>{coded}</w:t></w:r>")))


@case("body, part written in UTF-16", ON)
def utf_16(letter: Letter) -> bytes:
    paragraphs = "".join(p(r(x)) for x in (*letter.before, letter.sentence, *letter.after))
    made = (
        f'<?xml version="1.0" encoding="UTF-16"?><w:document {NS}><w:body>{paragraphs}'
        f"<w:sectPr>{PAGE}</w:sectPr></w:body></w:document>"
    )
    return make(letter, Word(document=made.encode("utf-16")))


@case("body, Strict namespaces", ON)
def strict(letter: Letter) -> bytes:
    paragraphs = "".join(p(r(x)) for x in (*letter.before, letter.sentence, *letter.after))
    made = part_xml("w:document", f"<w:body>{paragraphs}<w:sectPr>{PAGE}</w:sectPr></w:body>")
    old, new = "http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml"
    made = made.replace(f"{old}/wordprocessingml/2006/main", f"{new}/wordprocessingml/main")
    return make(letter, Word(document=made.encode()))


@case("body, organization and place", ON)
def organization(letter: Letter) -> bytes:
    who = letter.who
    return make(letter, Word(p(r(f"{HEAD}{who.organization} in {who.place}{TAIL}"))))


@case("body, e-mail address split over runs", ON)
def address(letter: Letter) -> bytes:
    half = len(letter.who.email) // 2
    runs = r(letter.who.email[:half]) + r(letter.who.email[half:], "<w:u w:val='single'/>")
    return make(letter, Word(around(runs)))


@case("body, name spelled with symbol elements", Seen.EITHER, ascii_only=True)
def symbols(letter: Letter) -> bytes:
    signs = "".join(f'<w:sym w:font="Arial" w:char="F0{ord(x):02X}"/>' for x in letter.who.name)
    return make(letter.plain, Word(around(f"<w:r>{signs}</w:r>")))


@case("body, name in capitals", ON)
def capitals(letter: Letter) -> bytes:
    return make(letter, Word(around(r(letter.who.name.upper()))))
