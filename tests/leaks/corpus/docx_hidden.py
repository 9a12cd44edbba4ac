"""Word: places in the text, its styles and its settings that no reader of the letter sees."""

from urllib.parse import quote
from xml.sax.saxutils import escape

from tests.leaks.corpus.letter import PLAIN, Book, Letter, Seen
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
    t,
)

BOOK = Book("docx", [])
case = BOOK.case
NO = Seen.NOBODY
DATE = ' w:date="2024-05-06T07:08:09Z"'


def _by(letter: Letter) -> str:
    return f' w:id="71" w:author="{attr(letter.who.name)}"{DATE}'


def _comment(letter: Letter, author: str, initials: str, text: str) -> bytes:
    comment = (
        f'<w:comment w:id="4" w:author="{attr(author)}" w:initials="{attr(initials)}"{DATE}>'
        f"{p(r(text))}</w:comment>"
    )
    part = Part(
        "word/comments.xml",
        part_xml("w:comments", comment),
        f"{KIND}.comments+xml",
        f"{OFFICE}/comments",
        "c1",
    )
    body = (
        f'<w:commentRangeStart w:id="4"/>{r(PLAIN)}<w:commentRangeEnd w:id="4"/>'
        '<w:r><w:commentReference w:id="4"/></w:r>'
    )
    return make(letter, Word(p(body), [part]))


BOOK.add("comment, text", lambda x: _comment(x, "Author", "A", x.who.name), NO)
BOOK.add("comment, author", lambda x: _comment(x, x.who.name, "A", "Good."), NO)
BOOK.add("comment, initials", lambda x: _comment(x, "Author", x.who.tokens[0], "Good."), NO)


@case("people.xml, author and user id", NO)
def people(letter: Letter) -> bytes:
    name = attr(letter.who.name)
    person = (
        f'<w15:person w15:author="{name}"><w15:presenceInfo w15:providerId="AD"'
        f' w15:userId="S::{attr(letter.who.email)}::1"/></w15:person>'
    )
    part = Part(
        "word/people.xml",
        part_xml("w15:people", person),
        f"{KIND}.people+xml",
        "http://schemas.microsoft.com/office/2011/relationships/people",
        "p1",
    )
    return make(letter.plain, Word(parts=[part]))


@case("tracked insertion, author", NO)
def insertion_author(letter: Letter) -> bytes:
    return make(letter, Word(p(f"<w:ins{_by(letter)}>{r(PLAIN)}</w:ins>")))


@case("tracked deletion, text", NO)
def deleted(letter: Letter) -> bytes:
    text = t(letter.who.name).replace("w:t", "w:delText")
    gone = f'<w:del w:id="71" w:author="Author"{DATE}><w:r>{text}</w:r></w:del>'
    return make(letter, Word(p(r(PLAIN), gone)))


@case("tracked deletion, a whole paragraph", NO)
def deleted_paragraph(letter: Letter) -> bytes:
    text = t(letter.who.name).replace("w:t", "w:delText")
    gone = f'<w:del w:id="72" w:author="Author"{DATE}><w:r>{text}</w:r></w:del>'
    mark = f'<w:rPr><w:del w:id="73" w:author="Author"{DATE}/></w:rPr>'
    return make(letter.plain, Word(p(gone, properties=mark)))


@case("tracked deletion, a table row", NO)
def deleted_row(letter: Letter) -> bytes:
    row = (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>"
        f"<w:tr><w:tc>{p(r('The first row.'))}</w:tc></w:tr>"
        f'<w:tr><w:trPr><w:del w:id="74" w:author="Author"{DATE}/></w:trPr>'
        f"<w:tc>{p(r(letter.who.name))}</w:tc></w:tr></w:tbl>"
    )
    return make(letter.plain, Word(row))


@case("tracked deletion, author", NO)
def deletion_author(letter: Letter) -> bytes:
    gone = f"<w:del{_by(letter)}><w:r><w:delText>not </w:delText></w:r></w:del>"
    return make(letter, Word(p(r(PLAIN), gone)))


@case("tracked move, text where it stood", NO)
def moved_from(letter: Letter) -> bytes:
    by = f' w:id="75" w:author="Author"{DATE}'
    gone = (
        f'<w:moveFromRangeStart w:name="move1"{by}/><w:moveFrom{by}>{r(letter.who.name)}'
        '</w:moveFrom><w:moveFromRangeEnd w:id="75"/>'
    )
    return make(letter, Word(p(r(PLAIN), gone)))


@case("tracked move, name and author", NO)
def move_author(letter: Letter) -> bytes:
    by = _by(letter)
    moved = (
        f'<w:moveToRangeStart w:name="{attr(letter.who.name)}"{by}/><w:moveTo{by}>{r(PLAIN)}'
        '</w:moveTo><w:moveToRangeEnd w:id="71"/>'
    )
    return make(letter, Word(p(moved)))


@case("change of format of a run, author", NO)
def run_change(letter: Letter) -> bytes:
    change = f"<w:b/><w:rPrChange{_by(letter)}><w:rPr/></w:rPrChange>"
    return make(letter, Word(p(r(PLAIN, change))))


@case("change of format of a paragraph, author", NO)
def paragraph_change(letter: Letter) -> bytes:
    change = f'<w:jc w:val="left"/><w:pPrChange{_by(letter)}><w:pPr/></w:pPrChange>'
    return make(letter, Word(p(r(PLAIN), properties=change)))


@case("change of format of a section, author", NO)
def section_change(letter: Letter) -> bytes:
    change = f"<w:sectPr><w:sectPrChange{_by(letter)}><w:sectPr/></w:sectPrChange></w:sectPr>"
    return make(letter, Word(p(r(PLAIN), properties=change)))


@case("change of format of a table, author", NO)
def table_change(letter: Letter) -> bytes:
    change = f"<w:tblPrChange{_by(letter)}><w:tblPr/></w:tblPrChange>"
    table = (
        f"<w:tbl><w:tblPr>{change}</w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid>"
        f"<w:tr><w:tc>{p(r(PLAIN))}</w:tc></w:tr></w:tbl>"
    )
    return make(letter, Word(table + p()))


def _sdt(properties: str, content: str = r(PLAIN)) -> str:
    inside = f"<w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent>"
    return p(f"<w:sdt>{inside}</w:sdt>")


for _place, _xml in (
    ("title (alias)", '<w:alias w:val="{}"/>'),
    ("tag", '<w:tag w:val="{}"/>'),
    (
        "data binding, path",
        '<w:dataBinding w:xpath="/letter[@who=&apos;{}&apos;]" w:storeItemID="{{0}}"/>',
    ),
    (
        "choices of a list",
        '<w:dropDownList><w:listItem w:displayText="{}" w:value="1"/></w:dropDownList>',
    ),
    ("placeholder, name", '<w:placeholder><w:docPart w:val="{}"/></w:placeholder>'),
):
    BOOK.add(
        f"content control, {_place}",
        lambda letter, xml=_xml: make(  # type: ignore[misc]
            letter, Word(_sdt(xml.format(attr(letter.who.name))))
        ),
        NO,
    )


@case("content control, its placeholder text", Seen.EITHER)
def placeholder_text(letter: Letter) -> bytes:
    made = _sdt("<w:showingPlcHdr/>", r(letter.who.name))
    return make(letter.plain, Word(made))


@case("link, tooltip", NO)
def tooltip(letter: Letter) -> bytes:
    link = f'<w:hyperlink w:anchor="a" w:tooltip="{attr(letter.who.name)}">{r(PLAIN)}</w:hyperlink>'
    return make(letter, Word(p(link)))


@case("link, target", NO)
def target(letter: Letter) -> bytes:
    address = f"https://people.example/{quote(letter.who.name)}"
    external = External(f"{OFFICE}/hyperlink", "k1", address)
    body = p(f'<w:hyperlink r:id="k1">{r(PLAIN)}</w:hyperlink>')
    return make(letter, Word(body, external=[external]))


@case("link, mailto target", NO)
def mailto(letter: Letter) -> bytes:
    external = External(f"{OFFICE}/hyperlink", "k1", f"mailto:{letter.who.email}")
    body = p(f'<w:hyperlink r:id="k1">{r(PLAIN)}</w:hyperlink>')
    return make(letter, Word(body, external=[external]))


@case("link, anchor inside the letter", NO)
def anchor(letter: Letter) -> bytes:
    body = p(f'<w:hyperlink w:anchor="{attr(letter.who.name)}">{r(PLAIN)}</w:hyperlink>')
    return make(letter, Word(body))


@case("bookmark, name", NO)
def bookmark(letter: Letter) -> bytes:
    name = letter.who.name.replace(" ", "_")
    mark = f'<w:bookmarkStart w:id="8" w:name="{attr(name)}"/>{r(PLAIN)}<w:bookmarkEnd w:id="8"/>'
    return make(letter, Word(p(mark)))


@case("permission, editor", NO)
def permission(letter: Letter) -> bytes:
    mark = f'<w:permStart w:id="9" w:ed="{attr(letter.who.email)}"/>{r(PLAIN)}<w:permEnd w:id="9"/>'
    return make(letter, Word(p(mark)))


def _code(letter: Letter, *pieces: str) -> bytes:
    codes = "".join(
        f'<w:r><w:instrText xml:space="preserve">{escape(piece)}</w:instrText></w:r>'
        for piece in pieces
    )
    body = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{codes}'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(PLAIN)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return make(letter, Word(p(body)))


BOOK.add(
    "field code, mailto split over runs",
    lambda x: _code(x, ' HYPERLINK "mailto:', x.who.email[:6], x.who.email[6:], '" '),
    NO,
)
BOOK.add(
    "field code, path of a picture",
    lambda x: _code(x, f' INCLUDEPICTURE "C:\\\\Users\\\\{x.who.name}\\\\a.png" \\d '),
    NO,
)
BOOK.add(
    "field code, FILLIN default", lambda x: _code(x, f' FILLIN "who?" \\d "{x.who.name}" '), NO
)


@case("field code, simple field", NO)
def simple_code(letter: Letter) -> bytes:
    body = f'<w:fldSimple w:instr=" QUOTE &quot;{attr(letter.who.name)}&quot; ">{r(PLAIN)}'
    return make(letter, Word(p(body + "</w:fldSimple>")))


@case("field without a result", NO)
def bare_code(letter: Letter) -> bytes:
    body = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TC "'
        f'{escape(letter.who.name)}"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return make(letter, Word(p(r(PLAIN), body)))


@case("form field, name, help and default", NO)
def form_field(letter: Letter) -> bytes:
    name = attr(letter.who.name)
    body = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{name}"/><w:enabled/>'
        f'<w:helpText w:type="text" w:val="{name}"/><w:statusText w:type="text" w:val="{name}"/>'
        f'<w:textInput><w:default w:val="{name}"/></w:textInput></w:ffData></w:fldChar></w:r>'
        "<w:r><w:instrText> FORMTEXT </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(PLAIN)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return make(letter, Word(p(body)))


for _place, _run in (
    ("hidden (vanish)", "<w:vanish/>"),
    ("hidden in the web view", "<w:webHidden/><w:vanish/>"),
    ("white on white", '<w:color w:val="FFFFFF"/>'),
    ("of half a point", '<w:sz w:val="1"/>'),
):
    BOOK.add(
        f"text that is {_place}",
        lambda letter, run=_run: make(letter, Word(p(r(PLAIN), r(letter.who.name, run)))),  # type: ignore[misc]
        NO,
    )


@case("text hidden by its style", NO)
def hidden_by_style(letter: Letter) -> bytes:
    style = (
        '<w:style w:type="character" w:styleId="Off"><w:name w:val="Off"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    )
    run = r(letter.who.name, '<w:rStyle w:val="Off"/>')
    return make(letter, Word(p(r(PLAIN), run), styles=style))


@case("style, name", NO)
def style_name(letter: Letter) -> bytes:
    style = (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Own"><w:name w:val="'
        f'{attr(letter.who.name)}"/><w:basedOn w:val="Normal"/></w:style>'
    )
    body = p(r(PLAIN), properties='<w:pStyle w:val="Own"/>')
    return make(letter, Word(body, styles=style))


@case("style, id and aliases", NO)
def style_id(letter: Letter) -> bytes:
    name = attr(letter.who.name.replace(" ", ""))
    style = (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="Own"/>'
        f'<w:aliases w:val="{attr(letter.who.name)}"/></w:style>'
    )
    body = p(r(PLAIN), properties=f'<w:pStyle w:val="{name}"/>')
    return make(letter, Word(body, styles=style))


@case("numbering, names", NO)
def numbering_name(letter: Letter) -> bytes:
    name = attr(letter.who.name)
    numbering = part_xml(
        "w:numbering",
        f'<w:abstractNum w:abstractNumId="0"><w:name w:val="{name}"/><w:styleLink w:val="{name}"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    part = Part(
        "word/numbering.xml", numbering, f"{KIND}.numbering+xml", f"{OFFICE}/numbering", "u"
    )
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return make(letter, Word(p(r(PLAIN), properties=item), [part]))


@case("smart tag, properties", NO)
def smart_tag(letter: Letter) -> bytes:
    tag = (
        '<w:smartTag w:uri="urn:a" w:element="b"><w:smartTagPr><w:attr w:name="who"'
        f' w:val="{attr(letter.who.name)}"/></w:smartTagPr>{r(PLAIN)}</w:smartTag>'
    )
    return make(letter, Word(p(tag)))


@case("XML comment in the body", NO)
def xml_comment(letter: Letter) -> bytes:
    return make(letter, Word(p(r(PLAIN)) + f"<!-- {letter.who.name} -->"))


@case("XML processing instruction in the body", NO)
def instruction(letter: Letter) -> bytes:
    return make(letter, Word(p(f"<?who {letter.who.name}?>", r(PLAIN))))


@case("attribute and element of an unknown namespace", NO)
def unknown(letter: Letter) -> bytes:
    name = attr(letter.who.name)
    body = p(
        f'<x:who xmlns:x="urn:example:{quote(letter.who.name)}" x:name="{name}">{name}</x:who>',
        r(PLAIN),
    )
    return make(letter, Word(body))


@case("text outside of any paragraph", NO)
def stray(letter: Letter) -> bytes:
    return make(letter.plain, Word(f"{escape(letter.who.name)}<w:p/>"))


for _place, _xml in (
    ("document variable", '<w:docVars><w:docVar w:name="who" w:val="{}"/></w:docVars>'),
    (
        "mail merge query",
        '<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:dataType w:val="textFile"/>'
        '<w:connectString w:val="{}"/><w:query w:val="SELECT * FROM `{}`"/></w:mailMerge>',
    ),
    ("default save folder", '<w:saveThroughXslt w:solutionID="{}"/>'),
    (
        "caption names",
        '<w:captions><w:caption w:name="{}" w:pos="below"/></w:captions>',
    ),
    (
        "write protection, hash name",
        '<w:writeProtection w:recommended="1" w:algorithmName="{}"/>',
    ),
):
    BOOK.add(
        f"settings, {_place}",
        lambda letter, xml=_xml: make(  # type: ignore[misc]
            letter.plain, Word(settings=xml.replace("{}", attr(letter.who.name)))
        ),
        NO,
    )


@case("settings, path of the attached template", NO)
def template(letter: Letter) -> bytes:
    link = External(
        f"{OFFICE}/attachedTemplate",
        "t1",
        f"file:///C:/Users/{quote(letter.who.name)}/letter.dotx",
        "word/settings.xml",
    )
    settings = '<w:attachedTemplate r:id="t1"/>'
    return make(letter.plain, Word(settings=settings, external=[link]))


@case("settings, path of the mail merge source", NO)
def merge_source(letter: Letter) -> bytes:
    link = External(
        f"{OFFICE}/mailMergeSource",
        "t1",
        f"file:///srv/{letter.who.name.replace(' ', '_')}.csv",
        "word/settings.xml",
    )
    settings = '<w:mailMerge><w:dataSource r:id="t1"/></w:mailMerge>'
    return make(letter.plain, Word(settings=settings, external=[link]))


@case("font table, name of an embedded font", NO)
def font_table(letter: Letter) -> bytes:
    name = attr(letter.who.name)
    fonts = (
        f'<w:font w:name="{name} Hand"><w:altName w:val="{name}"/>'
        '<w:embedRegular r:id="f1" w:fontKey="{00000000-0000-0000-0000-000000000001}"/></w:font>'
    )
    parts = [
        Part(
            "word/fontTable.xml",
            part_xml("w:fonts", fonts),
            f"{KIND}.fontTable+xml",
            f"{OFFICE}/fontTable",
            "f0",
        ),
        Part(
            "word/fonts/font1.odttf",
            bytes(32) + letter.who.name.encode("utf-16-be"),
            "",
            f"{OFFICE}/font",
            "f1",
            "word/fontTable.xml",
        ),
    ]
    return make(letter.plain, Word(parts=parts))


@case("run, name of a font", NO)
def font_name(letter: Letter) -> bytes:
    name = attr(f"{letter.who.name} Hand")
    run = r(PLAIN, f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>')
    return make(letter, Word(p(run)))


@case("theme, name", NO)
def theme(letter: Letter) -> bytes:
    part = Part(
        "word/theme/theme1.xml",
        f'<a:theme xmlns:a="{NAMESPACES["a"]}" name="{attr(letter.who.name)}"><a:themeElements/>'
        "</a:theme>",
        "application/vnd.openxmlformats-officedocument.theme+xml",
        f"{OFFICE}/theme",
        "y1",
    )
    return make(letter.plain, Word(parts=[part]))


@case("web settings, name of a frame", NO)
def web_settings(letter: Letter) -> bytes:
    inside = (
        f'<w:frameset><w:frame><w:name w:val="{attr(letter.who.name)}"/></w:frame></w:frameset>'
    )
    part = Part(
        "word/webSettings.xml",
        part_xml("w:webSettings", inside),
        f"{KIND}.webSettings+xml",
        f"{OFFICE}/webSettings",
        "y2",
    )
    return make(letter.plain, Word(parts=[part]))
