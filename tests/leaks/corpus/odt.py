"""OpenDocument text: every place of a letter as LibreOffice writes it."""

import base64
from collections.abc import Mapping
from urllib.parse import quote
from xml.sax.saxutils import escape

from tests.leaks.corpus import pictures
from tests.leaks.corpus.archive import pack
from tests.leaks.corpus.letter import HEAD, PLAIN, TAIL, Book, Letter, Seen

BOOK = Book("odt", [])
case = BOOK.case
ON, NO = Seen.SENTENCE, Seen.NOBODY
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NS = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "office": f"{OASIS}:office:1.0",
        "text": f"{OASIS}:text:1.0",
        "style": f"{OASIS}:style:1.0",
        "table": f"{OASIS}:table:1.0",
        "draw": f"{OASIS}:drawing:1.0",
        "fo": f"{OASIS}:xsl-fo-compatible:1.0",
        "svg": f"{OASIS}:svg-compatible:1.0",
        "meta": f"{OASIS}:meta:1.0",
        "form": f"{OASIS}:form:1.0",
        "script": f"{OASIS}:script:1.0",
        "config": f"{OASIS}:config:1.0",
        "manifest": f"{OASIS}:manifest:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)
VERSION = 'office:version="1.3"'


def attr(text: str) -> str:
    """Return text as the value of an attribute between double quotes."""
    return escape(text, {'"': "&quot;"})


def p(inside: str, style: str = "") -> str:
    """Return a paragraph of marked-up text."""
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{inside}</text:p>"


def around(inside: str) -> str:
    """Return the usual sentence, with what stands in the place of its subject."""
    return p(f"{HEAD}{inside}{TAIL}")


def make(
    letter: Letter,
    body: str = "",
    *,
    styles: str = "",
    master: str = "",
    settings: str = "",
    meta: str = "",
    fonts: str = "",
    first: str = "",
    scripts: str = "",
    parts: Mapping[str, bytes | str] | None = None,
    kinds: Mapping[str, str] | None = None,
    comment: str = "",
) -> bytes:
    """Return the letter as an OpenDocument text, the planted body between its paragraphs."""
    lines = "".join(p(escape(text)) for text in letter.before)
    lines += body + "".join(p(escape(text)) for text in letter.after)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    listed = {
        "/": "application/vnd.oasis.opendocument.text",
        "content.xml": "text/xml",
        "styles.xml": "text/xml",
        "meta.xml": "text/xml",
        "settings.xml": "text/xml",
        **dict.fromkeys(parts or {}, "application/octet-stream"),
        **(kinds or {}),
    }
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{attr(name)}" manifest:media-type="{kind}"/>'
        for name, kind in listed.items()
    )
    made: dict[str, bytes | str] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"{head}<office:document-content {NS} {VERSION}>{scripts}"
        f"<office:font-face-decls>{fonts}</office:font-face-decls>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{first}{lines}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"{head}<office:document-styles {NS} {VERSION}><office:styles/>"
        '<office:automatic-styles><style:page-layout style:name="pm1"/></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Standard"'
        f' style:page-layout-name="pm1">{master}</style:master-page></office:master-styles>'
        "</office:document-styles>",
        "meta.xml": f"{head}<office:document-meta {NS} {VERSION}><office:meta>{meta}</office:meta>"
        "</office:document-meta>",
        "settings.xml": f"{head}<office:document-settings {NS} {VERSION}><office:settings>"
        f"{settings}</office:settings></office:document-settings>",
        **(parts or {}),
        "META-INF/manifest.xml": f'{head}<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0"'
        f' manifest:version="1.3">{entries}</manifest:manifest>',
    }
    return pack(made, stored=("mimetype",), comment=comment)


def name_of(letter: Letter) -> str:
    """Return the name as marked-up text."""
    return escape(letter.who.name)


@case("body, paragraph", ON)
def paragraph(letter: Letter) -> bytes:
    return make(letter, around(name_of(letter)))


@case("body, name split over spans", ON)
def spans(letter: Letter) -> bytes:
    pieces = "".join(f"<text:span>{escape(x)}</text:span>" for x in letter.who.halves)
    return make(letter, around(pieces))


@case("body, name over a line break", ON)
def over_break(letter: Letter) -> bytes:
    first, last = letter.who.words
    return make(letter, around(f"{first}<text:line-break/>{last}"))


@case("body, blanks as elements", ON)
def blanks(letter: Letter) -> bytes:
    return make(letter, around(name_of(letter).replace(" ", '<text:s text:c="1"/>')))


@case("body, soft page break and bookmark inside the name", ON)
def marks(letter: Letter) -> bytes:
    first, last = letter.who.halves
    inside = f'{first}<text:soft-page-break/><text:bookmark text:name="a"/>\u00ad{last}'
    return make(letter, around(inside))


@case("body, list item", ON)
def listed(letter: Letter) -> bytes:
    item = f"<text:list><text:list-item>{around(name_of(letter))}</text:list-item></text:list>"
    return make(letter, item)


@case("body, heading", ON)
def heading(letter: Letter) -> bytes:
    inside = f"{HEAD}{name_of(letter)}{TAIL}"
    return make(letter, f'<text:h text:outline-level="1">{inside}</text:h>')


@case("body, table cell", ON)
def table(letter: Letter) -> bytes:
    cell = f"<table:table-cell>{around(name_of(letter))}</table:table-cell>"
    row = f"<table:table-row>{cell}</table:table-row>"
    return make(letter, f'<table:table table:name="t"><table:table-column/>{row}</table:table>')


@case("body, section", ON)
def section(letter: Letter) -> bytes:
    return make(letter, f'<text:section text:name="s">{around(name_of(letter))}</text:section>')


for _tag in ("header", "footer", "header-first", "footer-left"):
    BOOK.add(
        _tag.replace("-", ", "),
        lambda letter, tag=_tag: make(  # type: ignore[misc]
            letter,
            master=(
                f"<style:{tag.partition('-')[0]}>{p('a')}</style:{tag.partition('-')[0]}>"
                if "-" in tag
                else ""
            )
            + f"<style:{tag}>{around(name_of(letter))}</style:{tag}>",
        ),
        ON,
    )

for _kind in ("footnote", "endnote"):
    BOOK.add(
        _kind,
        lambda letter, kind=_kind: make(  # type: ignore[misc]
            letter,
            p(
                f'{PLAIN}<text:note text:id="n1" text:note-class="{kind}"><text:note-citation>1'
                f"</text:note-citation><text:note-body>{around(name_of(letter))}</text:note-body>"
                "</text:note>"
            ),
        ),
        ON,
    )


def _frame(inside: str, name: str = "Frame1") -> str:
    return p(
        f'<draw:frame draw:name="{attr(name)}" text:anchor-type="paragraph" svg:width="5cm"'
        f' svg:height="2cm">{inside}</draw:frame>'
    )


@case("text box", ON)
def text_box(letter: Letter) -> bytes:
    return make(letter, _frame(f"<draw:text-box>{around(name_of(letter))}</draw:text-box>"))


@case("drawn shape, its text", ON)
def shape(letter: Letter) -> bytes:
    size = 'svg:width="5cm" svg:height="2cm"'
    made = f"<draw:custom-shape {size}>{around(name_of(letter))}</draw:custom-shape>"
    return make(letter, p(made))


@case("annotation, text", NO)
def annotation(letter: Letter) -> bytes:
    inside = f"<dc:creator>Author</dc:creator>{p(name_of(letter))}"
    note = f"<office:annotation>{inside}</office:annotation>"
    return make(letter, p(PLAIN + note))


@case("annotation, creator and initials", NO)
def annotation_creator(letter: Letter) -> bytes:
    name = name_of(letter)
    note = (
        f"<office:annotation><dc:creator>{name}</dc:creator><meta:creator-initials>{name}"
        f"</meta:creator-initials>{p('Good.')}</office:annotation>"
    )
    return make(letter, p(PLAIN + note))


def _tracked(letter: Letter, creator: str, gone: str) -> bytes:
    change = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        f"<office:change-info><dc:creator>{creator}</dc:creator><dc:date>2024-05-06T07:08:09"
        f"</dc:date></office:change-info>{p(gone)}</text:deletion></text:changed-region>"
        "</text:tracked-changes>"
    )
    body = p(f'{PLAIN}<text:change text:change-id="c1"/>')
    return make(letter, body, first=change)


BOOK.add("tracked deletion, text", lambda x: _tracked(x, "Author", name_of(x)), NO)
BOOK.add("tracked deletion, creator", lambda x: _tracked(x, name_of(x), "not"), NO)


@case("tracked insertion, text", ON)
def insertion(letter: Letter) -> bytes:
    change = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:insertion>'
        "<office:change-info><dc:creator>Author</dc:creator></office:change-info>"
        "</text:insertion></text:changed-region></text:tracked-changes>"
    )
    start, end = (f'<text:change-{side} text:change-id="c1"/>' for side in ("start", "end"))
    inside = start + name_of(letter) + end
    return make(letter, around(inside), first=change)


for _tag in ("sender-lastname", "author-name", "creator", "text-input", "placeholder"):
    BOOK.add(
        f"field, {_tag}",
        lambda letter, tag=_tag: make(  # type: ignore[misc]
            letter, around(f"<text:{tag}>{name_of(letter)}</text:{tag}>")
        ),
        ON,
    )


@case("field, value of a variable", NO)
def variable(letter: Letter) -> bytes:
    name = attr(letter.who.name)
    first = (
        '<text:user-field-decls><text:user-field-decl office:value-type="string" text:name="who"'
        f' office:string-value="{name}"/></text:user-field-decls>'
    )
    return make(letter.plain, first=first)


@case("field, name of a database", NO)
def database(letter: Letter) -> bytes:
    field = (
        f'<text:database-display text:database-name="{attr(letter.who.name)}" text:table-name="t"'
        f' text:column-name="c">{PLAIN}</text:database-display>'
    )
    return make(letter, p(field))


@case("field, hidden text", NO)
def hidden_field(letter: Letter) -> bytes:
    name = attr(letter.who.name)
    field = (
        f'<text:hidden-text text:condition="ooow:1" text:string-value="{name}"'
        ' text:is-hidden="true"/>'
    )
    return make(letter, p(PLAIN + field))


for _place, _look in (
    ("hidden", 'text:display="none"'),
    ("white on white", 'fo:color="#ffffff"'),
    ("of no size", 'fo:font-size="0pt"'),
):
    BOOK.add(
        f"text that is {_place}",
        lambda letter, look=_look: make(  # type: ignore[misc]
            letter,
            p(f'{PLAIN}<text:span text:style-name="T1">{name_of(letter)}</text:span>'),
            styles='<style:style style:name="T1" style:family="text"><style:text-properties '
            f"{look}/></style:style>",
        ),
        NO,
    )


@case("hidden paragraph", NO)
def hidden_paragraph(letter: Letter) -> bytes:
    mark = '<text:hidden-paragraph text:condition="ooow:1" text:is-hidden="true"/>'
    return make(letter.plain, p(mark + name_of(letter)))


@case("hidden section", NO)
def hidden_section(letter: Letter) -> bytes:
    inside = p(name_of(letter))
    return make(
        letter.plain,
        f'<text:section text:name="s" text:display="none">{inside}</text:section>',
    )


def _image(letter: Letter, data: bytes, inside: str = "", name: str = "Frame1") -> bytes:
    image = '<draw:image xlink:href="Pictures/a.jpg" xlink:type="simple"/>'
    return make(letter.plain, _frame(image + inside, name), parts={"Pictures/a.jpg": data})


BOOK.add(
    "picture, title",
    lambda x: _image(x, pictures.jpeg(), f"<svg:title>{name_of(x)}</svg:title>"),
    Seen.EITHER,
)
BOOK.add(
    "picture, description",
    lambda x: _image(x, pictures.jpeg(), f"<svg:desc>{name_of(x)}</svg:desc>"),
    Seen.WORD,
)
BOOK.add("picture, name of its frame", lambda x: _image(x, pictures.jpeg(), name=x.who.name), NO)
BOOK.add("picture, EXIF", lambda x: _image(x, pictures.jpeg(artist=x.who.name)), NO)


@case("picture, inside the text as base64", NO)
def binary_data(letter: Letter) -> bytes:
    coded = base64.b64encode(pictures.jpeg(comment=letter.who.name)).decode()
    image = f"<draw:image><office:binary-data>{coded}</office:binary-data></draw:image>"
    return make(letter.plain, _frame(image))


@case("bookmark, name", NO)
def bookmark(letter: Letter) -> bytes:
    return make(letter, p(f'<text:bookmark text:name="{attr(letter.who.name)}"/>{PLAIN}'))


@case("link, target and title", NO)
def link(letter: Letter) -> bytes:
    made = (
        f'<text:a xlink:href="https://people.example/{quote(letter.who.name)}"'
        f' office:title="{attr(letter.who.name)}" office:name="{attr(letter.who.name)}">'
        f"{PLAIN}</text:a>"
    )
    return make(letter, p(made))


@case("link, text", ON)
def link_text(letter: Letter) -> bytes:
    return make(letter, around(f'<text:a xlink:href="#a">{name_of(letter)}</text:a>'))


@case("style, name", NO)
def style(letter: Letter) -> bytes:
    name = attr(letter.who.name)
    made = f'<style:style style:name="P1" style:display-name="{name}" style:family="paragraph"/>'
    return make(letter, p(PLAIN, "P1"), styles=made)


@case("font, name", NO)
def font(letter: Letter) -> bytes:
    name = attr(letter.who.name)
    made = f'<style:font-face style:name="{name}" svg:font-family="{name}"/>'
    return make(letter.plain, fonts=made)


@case("ruby, text above", Seen.EITHER)
def ruby(letter: Letter) -> bytes:
    made = (
        f"<text:ruby><text:ruby-base>moss</text:ruby-base><text:ruby-text>{name_of(letter)}"
        "</text:ruby-text></text:ruby>"
    )
    return make(letter.plain, p(made))


@case("form control, value", Seen.EITHER)
def control(letter: Letter) -> bytes:
    name = attr(letter.who.name)
    form = (
        f'<office:forms><form:form form:name="f"><form:text form:name="{name}" form:id="c1"'
        f' form:current-value="{name}"/></form:form></office:forms>'
    )
    return make(letter.plain, first=form)


@case("script", NO)
def script(letter: Letter) -> bytes:
    inside = f'<office:script script:language="a">{name_of(letter)}</office:script>'
    made = f"<office:scripts>{inside}</office:scripts>"
    return make(letter.plain, scripts=made)


@case("XML comment in the body", NO)
def xml_comment(letter: Letter) -> bytes:
    return make(letter, p(PLAIN) + f"<!-- {letter.who.name} -->")


for _tag in ("meta:initial-creator", "dc:creator", "dc:title", "dc:description", "meta:keyword"):
    BOOK.add(
        f"properties, {_tag.partition(':')[2]}",
        lambda letter, tag=_tag: make(  # type: ignore[misc]
            letter.plain, meta=f"<{tag}>{name_of(letter)}</{tag}>"
        ),
        NO,
    )


@case("properties, user-defined", NO)
def user_defined(letter: Letter) -> bytes:
    meta = f'<meta:user-defined meta:name="{attr(letter.who.name)}">a</meta:user-defined>'
    return make(letter.plain, meta=meta)


@case("properties, template", NO)
def template(letter: Letter) -> bytes:
    meta = f'<meta:template xlink:href="../{quote(letter.who.name)}.ott" xlink:title="a"/>'
    return make(letter.plain, meta=meta)


@case("settings, printer", NO)
def printer(letter: Letter) -> bytes:
    item = (
        '<config:config-item-set config:name="ooo:configuration-settings"><config:config-item'
        f' config:name="PrinterName" config:type="string">{name_of(letter)}</config:config-item>'
        "</config:config-item-set>"
    )
    return make(letter.plain, settings=item)


for _place, _name in (
    ("thumbnail", "Thumbnails/thumbnail.png"),
    ("manifest.rdf", "manifest.rdf"),
    ("configuration", "Configurations2/menubar/a.xml"),
    ("embedded object", "Object 1/content.xml"),
    ("earlier version", "Versions/Version1"),
    ("digital signature", "META-INF/documentsignatures.xml"),
    ("macro", "Basic/Standard/Module1.xml"),
    ("member that the manifest does not list", "old/content.xml"),
):

    def _further(letter: Letter, name: str = _name) -> bytes:
        data: bytes | str
        if name.endswith(".png"):
            data = pictures.png(author=letter.who.name)
        elif name.startswith("Versions"):
            data = make(letter, around(name_of(letter)))
        else:
            data = f"<a>{name_of(letter)}</a>"
        return make(letter.plain, parts={name: data})

    BOOK.add(_place, _further, NO)


@case("zip, comment of the file", NO)
def zip_comment(letter: Letter) -> bytes:
    return make(letter.plain, comment=letter.who.name)
