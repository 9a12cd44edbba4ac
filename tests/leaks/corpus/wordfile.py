"""A Word file made by hand, part by part: valid, and open to any addition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from tests.leaks.corpus.archive import pack
from tests.leaks.corpus.letter import HEAD, TAIL, Letter

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
}
NS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
NS += ' mc:Ignorable="w14 w15"'
OFFICE = NAMESPACES["r"]
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708"'
    ' w:footer="708" w:gutter="0"/>'
)


@dataclass(frozen=True, slots=True)
class Part:
    """A further part of a Word file: its content type, and the relation that leads to it."""

    name: str
    data: bytes | str
    content_type: str = ""
    relation: str = ""
    relation_id: str = ""
    #: The part that the relation starts from; "" is the package itself.
    source: str = "word/document.xml"


@dataclass(frozen=True, slots=True)
class External:
    """A relation that leads out of the file."""

    relation: str
    relation_id: str
    target: str
    source: str = "word/document.xml"


@dataclass(slots=True)
class Word:
    """What makes a Word file different from the plain one."""

    body: str = ""
    parts: Sequence[Part] = ()
    external: Sequence[External] = ()
    section: str = ""
    styles: str = ""
    settings: str = ""
    core: str = ""
    app: str = ""
    head: str = ""
    main_type: str = f"{KIND}.document.main+xml"
    document: bytes | None = None
    namespaces: Mapping[str, str] = field(default_factory=dict)
    zipped: Mapping[str, str] = field(default_factory=dict)


def t(text: str) -> str:
    """Return text as a text node."""
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def r(text: str, properties: str = "") -> str:
    """Return text as a run."""
    made = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{made}{t(text)}</w:r>"


def p(*inside: str, properties: str = "") -> str:
    """Return runs as a paragraph."""
    made = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{made}{''.join(inside)}</w:p>"


def around(inside: str) -> str:
    """Return the usual sentence as a paragraph, with what stands in the place of its subject."""
    return p(r(HEAD), inside, r(TAIL))


def attr(text: str) -> str:
    """Return text as the value of an attribute between double quotes."""
    return escape(text, {'"': "&quot;"})


def part_xml(root: str, inside: str, attributes: str = "") -> str:
    """Return a part in the namespaces of Word."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<{root} {NS}{attributes}>{inside}</{root}>"
    )


def make(letter: Letter, word: Word) -> bytes:
    """Return the letter as a Word file, the planted body between its paragraphs."""
    paragraphs = [p(r(text)) for text in letter.before]
    paragraphs += [word.body, *(p(r(text)) for text in letter.after)]
    section = f"<w:sectPr>{word.section}{PAGE}</w:sectPr>"
    body = f"{word.head}<w:body>{''.join(paragraphs)}{section}</w:body>"
    document: bytes | str = word.document or part_xml("w:document", body)
    relation = f"{OFFICE}/"
    parts = [
        Part("word/document.xml", document, word.main_type, relation + "officeDocument", "m1", ""),
        Part(
            "word/styles.xml",
            part_xml(
                "w:styles",
                '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault>'
                '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
                f'<w:name w:val="Normal"/></w:style>{word.styles}',
            ),
            f"{KIND}.styles+xml",
            relation + "styles",
            "s1",
        ),
        Part(
            "word/settings.xml",
            part_xml("w:settings", f'<w:zoom w:percent="100"/>{word.settings}'),
            f"{KIND}.settings+xml",
            relation + "settings",
            "s2",
        ),
        Part(
            "docProps/core.xml",
            f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
            f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{word.core}'
            '<dcterms:created xsi:type="dcterms:W3CDTF">2024-05-06T07:08:09Z</dcterms:created>'
            "</cp:coreProperties>",
            "application/vnd.openxmlformats-package.core-properties+xml",
            f"{PACKAGE}/relationships/metadata/core-properties",
            "m2",
            "",
        ),
        Part(
            "docProps/app.xml",
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            'extended-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'docPropsVTypes"><Application>Microsoft Office Word</Application>{word.app}'
            "</Properties>",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
            relation + "extended-properties",
            "m3",
            "",
        ),
        *word.parts,
    ]
    return pack(_package(parts, word.external), **dict(word.zipped))  # type: ignore[arg-type]


def _package(parts: Sequence[Part], external: Sequence[External]) -> dict[str, bytes | str]:
    overrides = "".join(
        f'<Override PartName="/{attr(part.name)}" ContentType="{part.content_type}"/>'
        for part in parts
        if part.content_type
    )
    defaults = "".join(
        f'<Default Extension="{suffix}" ContentType="{kind}"/>'
        for suffix, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("jpeg", "image/jpeg"),
            ("png", "image/png"),
            ("svg", "image/svg+xml"),
            ("emf", "image/x-emf"),
            ("bin", "application/vnd.openxmlformats-officedocument.oleObject"),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("odttf", "application/vnd.openxmlformats-officedocument.obfuscatedFont"),
            ("html", "text/html"),
            ("sigs", "application/vnd.openxmlformats-package.digital-signature-origin"),
        )
    )
    relations: dict[str, list[str]] = {}
    for part in parts:
        if part.relation:
            relations.setdefault(part.source, []).append(
                f'<Relationship Id="{part.relation_id or "r" + str(len(relations))}"'
                f' Type="{part.relation}" Target="/{attr(part.name)}"/>'
            )
    for link in external:
        relations.setdefault(link.source, []).append(
            f'<Relationship Id="{link.relation_id}" Type="{link.relation}"'
            f' Target="{attr(link.target)}" TargetMode="External"/>'
        )
    made: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}'
        "</Types>"
    }
    for source, links in relations.items():
        folder, _, name = source.rpartition("/")
        path = f"{folder}/_rels/{name}.rels" if source else "_rels/.rels"
        made[path] = f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(links)}' + (
            "</Relationships>"
        )
    made.update({part.name: part.data for part in parts})
    return made
