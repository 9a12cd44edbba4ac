"""What a reader of a Word letter sees is its text, in reading order; the rest is not."""

import pytest

from formats.docx_letters import (
    AFTER,
    BEFORE,
    docx,
    paragraph,
    part,
    plain,
    read,
    relation,
    run,
)
from redact.datamodel import Notice, Style

NAME = "Zephyrine Quillfeather"
BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
BY = 'w:id="1" w:author="Author" w:date="2024-05-06T07:08:09Z"'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def between(text: str) -> str:
    """Return what stands between the two benign paragraphs."""
    assert text.startswith(BEFORE)
    return text[len(BEFORE) :].partition(AFTER)[0].removeprefix("\n").removesuffix("\n")


def text_of(body: str, **options: str) -> str:
    return between(read(docx(body, **options)).text)


def table(*rows: str, properties: str = "") -> str:
    grid = "<w:tblGrid><w:gridCol/></w:tblGrid>"
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{grid}{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    return f"<w:tr>{properties}{inside}</w:tr>"


SEEN = {
    "one run": (plain("Dear all"), "Dear all"),
    "an empty paragraph": (plain("a") + "<w:p/>" + plain("b"), "a\n\nb"),
    "two runs": (paragraph(run("Zephy") + run("rine", "<w:b/>")), "Zephyrine"),
    "a line break": ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>", "a\nb"),
    "a carriage return": ("<w:p><w:r><w:t>a</w:t><w:cr/><w:t>b</w:t></w:r></w:p>", "a\nb"),
    "a page break": (
        '<w:p><w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r></w:p>',
        "a\fb",
    ),
    "a page break before": (plain("a") + paragraph(run("b"), "<w:pageBreakBefore/>"), "a\fb"),
    "a tab": ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>", "a\tb"),
    "tab stops are no tabs": (
        paragraph(run("a"), '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'),
        "a",
    ),
    "a no-break hyphen": (
        "<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r></w:p>",
        "a\u2011b",
    ),
    "a soft hyphen": ("<w:p><w:r><w:t>a</w:t><w:softHyphen/><w:t>b</w:t></w:r></w:p>", "a\u00adb"),
    "blanks without xml:space are not shown": (
        "<w:p><w:r><w:t> Zephy </w:t></w:r><w:r><w:t> rine </w:t></w:r></w:p>",
        "Zephyrine",
    ),
    "line ends in XML are blanks": (paragraph(run("a\nb")), "a b"),
    "a table": (
        table(row(plain("a"), plain("b")), row(plain("c"), plain("d"))) + plain("e"),
        "a\tb\nc\td\ne",
    ),
    "a table in a table": (
        table(row(table(row(plain("a"), plain("b"))) + "<w:p/>", plain("c"))),
        "a\tb\n\tc",
    ),
    "a table in a content control": (
        f"<w:sdt><w:sdtContent>{table(row(plain('a')))}</w:sdtContent></w:sdt>",
        "a",
    ),
    "a row and a cell in content controls": (
        table(
            "<w:sdt><w:sdtContent>"
            f"<w:tr><w:sdt><w:sdtContent><w:tc>{plain('a')}</w:tc></w:sdtContent></w:sdt></w:tr>"
            "</w:sdtContent></w:sdt>"
        ),
        "a",
    ),
    "a content control in a line": (
        paragraph(run("a") + f"<w:sdt><w:sdtContent>{run('b')}</w:sdtContent></w:sdt>"),
        "ab",
    ),
    "a link": (paragraph(f'<w:hyperlink r:id="x" w:tooltip="Z">{run("a")}</w:hyperlink>'), "a"),
    "the result of a field": (
        paragraph(BEGIN + code("AUTHOR") + SEPARATE + run("a") + END + run("b")),
        "ab",
    ),
    "a field in the code of a field": (
        paragraph(
            BEGIN
            + code("IF ")
            + BEGIN
            + code("MERGEFIELD x")
            + SEPARATE
            + run("hidden")
            + END
            + code("= 1")
            + SEPARATE
            + run("a")
            + END
        ),
        "a",
    ),
    "a field over paragraphs": (
        paragraph(BEGIN + code("TOC") + SEPARATE + run("a")) + paragraph(run("b") + END),
        "a\nb",
    ),
    "a field without an end hides nothing": (paragraph(BEGIN + code("X") + run("a")), "a"),
    "a simple field": (paragraph(f'<w:fldSimple w:instr="AUTHOR">{run("a")}</w:fldSimple>'), "a"),
    "a button shows its code": (
        paragraph(BEGIN + code("MACROBUTTON NoMacro [click here]") + END),
        "[click here]",
    ),
    "a box of a form": (
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox>'
            f"</w:ffData></w:fldChar></w:r>{code('FORMCHECKBOX')}{END}"
        ),
        "☒",
    ),
    "the chosen entry of a form": (
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
            '<w:listEntry w:val="Mr"/><w:listEntry w:val="Ms"/></w:ddList></w:ffData></w:fldChar>'
            f"</w:r>{code('FORMDROPDOWN')}{END}"
        ),
        "Ms",
    ),
    "an insertion": (paragraph(f"<w:ins {BY}>{run('a')}</w:ins>"), "a"),
    "no deletion": (
        paragraph(run("a") + f"<w:del {BY}><w:r><w:delText>b</w:delText></w:r></w:del>"),
        "a",
    ),
    "what was moved, once": (
        paragraph(f"<w:moveFrom {BY}>{run('a')}</w:moveFrom>")
        + paragraph(f"<w:moveTo {BY}>{run('a')}</w:moveTo>"),
        "\na",
    ),
    "a deleted end of a paragraph": (
        paragraph(run("Zephy"), f"<w:rPr><w:del {BY}/></w:rPr>") + plain("rine"),
        "Zephyrine",
    ),
    "two deleted ends, one after the other": (
        paragraph(run("a"), f"<w:rPr><w:del {BY}/></w:rPr>") * 2 + plain("b"),
        "aab",
    ),
    "a deleted end before a table": (
        paragraph(run("a"), f"<w:rPr><w:del {BY}/></w:rPr>") + table(row(plain("b"))),
        "a\nb",
    ),
    "no deleted row": (
        table(row(plain("a")), row(plain("b"), properties=f"<w:trPr><w:del {BY}/></w:trPr>")),
        "a",
    ),
    "no table whose rows are deleted": (
        plain("a") + table(row(plain("b"), properties=f"<w:trPr><w:del {BY}/></w:trPr>")),
        "a",
    ),
    "no deleted cell": (
        table(row(plain("a"), f"<w:tcPr><w:cellDel {BY}/></w:tcPr>{plain('b')}")),
        "a",
    ),
    "ruby, the text above in brackets": (
        f"<w:p><w:r><w:ruby><w:rt>{run('above')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase>"
        "</w:ruby></w:r></w:p>",
        "base(above)",
    ),
    "a formula as text": (
        "<w:p><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r>"
        "</m:den></m:f></m:oMath></w:p>",
        "ab",
    ),
    "small letters shown as capitals": (paragraph(run("zephyrine", "<w:caps/>")), "ZEPHYRINE"),
    "a symbol": ('<w:p><w:r><w:sym w:font="Symbol" w:char="F061"/></w:r></w:p>', "α"),
    "letters of a symbol font": (paragraph(run("\uf041\uf062")), "Ab"),
    "a smart tag": (paragraph(f"<w:smartTag>{run('a')}</w:smartTag>"), "a"),
    "white text on a dark cell": (
        table(
            row(
                '<w:tcPr><w:shd w:val="clear" w:fill="000080"/></w:tcPr>'
                + paragraph(run("a", '<w:color w:val="FFFFFF"/>'))
            )
        ),
        "a",
    ),
    "white text on a dark highlight": (
        paragraph(run("a", '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>')),
        "a",
    ),
}


@pytest.mark.parametrize("name", SEEN)
def test_the_text_is_what_a_reader_sees(name: str) -> None:
    body, text = SEEN[name]
    document = read(docx(body))
    assert between(document.text) == text
    assert all("hidden" not in segment.text for segment in document.segments)


UNSEEN = {
    "a hidden run": run(NAME, "<w:vanish/>"),
    "white on white": run(NAME, '<w:color w:val="FFFFFF"/>'),
    "nearly white on white": run(NAME, '<w:color w:val="FDFDFD"/>'),
    "white by the theme": run(NAME, '<w:color w:themeColor="background1"/>'),
    "black on black": run(NAME, '<w:color w:val="000000"/><w:highlight w:val="black"/>'),
    "its colour is its ground": run(
        NAME, '<w:color w:val="336699"/><w:shd w:val="clear" w:fill="336699"/>'
    ),
    "one point": run(NAME, '<w:sz w:val="2"/>'),
    "without a fill": run(NAME, "<w14:textFill><w14:noFill/></w14:textFill>"),
}
UNSEEN_BLOCKS = {
    "on a dark paragraph": paragraph(
        run(NAME, '<w:color w:val="101010"/>'), '<w:shd w:val="clear" w:fill="101010"/>'
    ),
    "in lines without height": paragraph(run(NAME), '<w:spacing w:line="10" w:lineRule="exact"/>'),
    "far to the right": paragraph(run(NAME), '<w:ind w:left="31600"/>'),
    "in a frame off the page": paragraph(run(NAME), '<w:framePr w:x="-31600" w:y="1"/>'),
    "in a hidden row": table(
        row(plain("a")), row(plain(NAME), properties="<w:trPr><w:hidden/></w:trPr>")
    ),
    "in a row without height": table(
        row(plain("a")),
        row(
            plain(NAME),
            properties='<w:trPr><w:trHeight w:val="4" w:hRule="exact"/></w:trPr>',
        ),
    ),
    "in a hidden drawing": (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="a"'
        ' hidden="1"/><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent>'
        f"{plain(NAME)}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></w:r></w:p>"
    ),
    "in a shape off the page": (
        '<w:p><w:r><w:pict><v:rect style="position:absolute;left:-9999pt"><v:textbox>'
        f"<w:txbxContent>{plain(NAME)}</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>"
    ),
    "hidden by a style": paragraph(run(NAME), '<w:pStyle w:val="Off"/>'),
    "hidden by a style that leans on another": paragraph(run(NAME), '<w:pStyle w:val="Off2"/>'),
}
OFF = part(
    "w:styles",
    '<w:style w:type="paragraph" w:styleId="Off2"><w:name w:val="o"/><w:basedOn w:val="Off"/>'
    '</w:style><w:style w:type="paragraph" w:styleId="Off"><w:name w:val="p"/>'
    '<w:basedOn w:val="Off2"/><w:rPr><w:vanish/></w:rPr></w:style>',
)


@pytest.mark.parametrize("name", [*UNSEEN, *UNSEEN_BLOCKS])
def test_what_no_reader_sees_is_unseen(name: str) -> None:
    body = paragraph(run("a") + UNSEEN[name]) if name in UNSEEN else UNSEEN_BLOCKS[name]
    document = read(docx(body, {"word/styles.xml": OFF}))
    assert NAME not in document.text
    assert NAME in "".join(segment.text for segment in document.unseen)
    assert Notice("invisible text dropped", 1) in document.notices


def test_text_that_a_style_hides_is_shown_where_a_run_shows_it() -> None:
    body = paragraph(run(NAME, '<w:vanish w:val="0"/>'), '<w:pStyle w:val="Off"/>')
    assert NAME in read(docx(body, {"word/styles.xml": OFF})).text


def test_white_text_is_seen_where_a_drawing_may_lie_behind_it() -> None:
    behind = '<w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r>'
    body = paragraph(behind + run(NAME, '<w:color w:val="FFFFFF"/>'))
    assert NAME in read(docx(body)).text


def test_white_text_in_a_table_whose_style_is_coloured_is_seen() -> None:
    styles = part(
        "w:styles",
        '<w:style w:type="table" w:styleId="T"><w:name w:val="t"/><w:tblStylePr w:type="firstRow">'
        '<w:tcPr><w:shd w:val="clear" w:fill="000000"/></w:tcPr></w:tblStylePr></w:style>',
    )
    cell = paragraph(run(NAME, '<w:color w:val="FFFFFF"/>'))
    body = table(row(cell), properties='<w:tblStyle w:val="T"/>')
    assert NAME in read(docx(body, {"word/styles.xml": styles})).text
    assert NAME not in read(docx(table(row(cell)))).text


def test_white_text_on_a_dark_page_is_seen() -> None:
    settings = part("w:settings", "<w:displayBackgroundShape/>")
    data = docx(paragraph(run(NAME, '<w:color w:val="FFFFFF"/>')), {"word/settings.xml": settings})
    assert NAME not in read(data).text
    import io
    import zipfile

    from formats.docx_letters import zipped

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:body>", b'<w:background w:color="102030"/><w:body>'
    )
    assert NAME in read(zipped(parts)).text


def test_text_outside_the_main_flow_follows_on_lines_of_its_own() -> None:
    parts = {
        "word/footnotes.xml": part(
            "w:footnotes",
            f'<w:footnote w:id="5">{plain("second note")}</w:footnote>'
            f'<w:footnote w:id="3">{plain("first note")}</w:footnote>'
            f'<w:footnote w:id="9">{plain("orphan note")}</w:footnote>',
        ),
        "word/h.xml": part("w:hdr", plain("a header")),
        "word/f.xml": part("w:ftr", plain("a footer")),
        "word/g.xml": part("w:hdr", plain("an orphan header")),
    }
    relations = (
        relation("h", "header", "h.xml")
        + relation("f", "footer", "f.xml")
        + relation("g", "header", "g.xml")
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="h"/>'
        '<w:footerReference w:type="first" r:id="f"/></w:sectPr>'
    )
    notes = '<w:r><w:footnoteReference w:id="3"/></w:r><w:r><w:footnoteReference w:id="5"/></w:r>'
    text = read(docx(paragraph(run("a") + notes, section), parts, relations)).text
    assert text.split("\n")[-4:] == ["a header", "a footer", "first note", "second note"]
    assert "orphan" not in text
    assert f"a\f{AFTER}" in text


def test_a_header_used_by_two_sections_is_read_once() -> None:
    parts = {"word/h.xml": part("w:hdr", plain("a header"))}
    section = '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'
    body = paragraph(run("a"), section) + paragraph(run("b"), section)
    text = read(docx(body, parts, relation("h", "header", "h.xml"))).text
    assert text.count("a header") == 1


def test_segments_tell_how_they_look() -> None:
    styles = part(
        "w:styles",
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="character" w:styleId="S"><w:name w:val="s"/><w:rPr><w:i/></w:rPr>'
        "</w:style>",
    )
    body = (
        paragraph(run("head"), '<w:pStyle w:val="H"/>')
        + paragraph(run("bold", "<w:b/>") + run("slanted", '<w:rStyle w:val="S"/>'))
        + paragraph(run("item"), '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + table(row(plain("cell"), plain("next")))
        + paragraph(run("level"), '<w:outlineLvl w:val="0"/>')
    )
    document = read(docx(body, {"word/styles.xml": styles}))
    styled = {segment.text: segment.style for segment in document.segments}
    assert styled["head"] == Style(heading=2)
    assert styled["bold"] == Style(bold=True)
    assert styled["slanted"] == Style(italic=True)
    assert styled["item"] == Style(item=True)
    assert styled["cell"] == Style(cell=True)
    assert styled["\t"] == Style(cell=True)
    assert styled["level"] == Style(heading=1)


NOTICES = {
    "tracked changes accepted": paragraph(f"<w:ins {BY}>{run('a')}</w:ins>"),
    "formulas set as plain text": "<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>",
    "included documents dropped": '<w:altChunk r:id="x"/>',
    "charts dropped": (
        "<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><c:chart/></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    ),
    "diagrams dropped": (
        "<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><dgm:relIds/></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    ),
    "embedded objects dropped": "<w:p><w:r><w:object/></w:r></w:p>",
    "unknown elements dropped": f"<w:p><w:novel>{run('a')}</w:novel></w:p>",
    "fields without a result dropped": paragraph(BEGIN + code("EQ x") + END),
}


@pytest.mark.parametrize("channel", NOTICES)
def test_a_notice_tells_what_a_reader_would_miss(channel: str) -> None:
    assert Notice(channel, 1) in read(docx(NOTICES[channel])).notices


def test_comments_and_list_labels_that_are_lost_are_told_of() -> None:
    numbering = part(
        "w:numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="Zephyrine %1:"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    comments = part("w:comments", f'<w:comment w:id="1">{plain("x")}</w:comment>' * 2)
    item = paragraph(run("a"), '<w:numPr><w:numId w:val="1"/></w:numPr>')
    parts = {"word/numbering.xml": numbering, "word/comments.xml": comments}
    notices = read(docx(item, parts)).notices
    assert Notice("comments dropped", 2) in notices
    assert Notice("list labels reduced", 1) in notices
