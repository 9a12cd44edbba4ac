"""Make Word files by hand, part by part, for the tests; every name in them is invented."""

import io
import zipfile
from collections.abc import Mapping

from redact.datamodel import Document, Span
from redact.formats.docx import FORMAT
from redact.formats.form import Options, Reopened
from redact.prose import reading_view

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": OFFICE,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "cx1": "http://schemas.microsoft.com/office/drawing/2015/9/8/chartex",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
BEFORE = "Dear committee of the summer school"
AFTER = "With kind regards from the laboratory"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def part(root: str, content: str, attributes: str = "") -> str:
    return f"{DECLARATION}<{root} {NAMESPACES} {attributes}>{content}</{root}>"


def run(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    look = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{look}{content}</w:p>"


def plain(text: str) -> str:
    return paragraph(run(text))


def docx(
    body: str,
    parts: Mapping[str, str | bytes] | None = None,
    relations: str = "",
    root: str = "",
) -> bytes:
    """Return a Word file with that body between two benign paragraphs.

    Args:
        body: What stands in the body.
        parts: Further parts by name; ``word/styles.xml`` and the like are related to the document.
        relations: Further relationships of the document, as XML.
        root: Further attributes of the root of the document.
    """
    parts = dict(parts or {})
    kinds = {
        "word/styles.xml": "styles",
        "word/numbering.xml": "numbering",
        "word/settings.xml": "settings",
        "word/footnotes.xml": "footnotes",
        "word/endnotes.xml": "endnotes",
        "word/comments.xml": "comments",
        "word/theme/theme1.xml": "theme",
    }
    related = "".join(
        f'<Relationship Id="k{number}" Type="{OFFICE}/{kind}" Target="{name[5:]}"/>'
        for number, (name, kind) in enumerate(kinds.items())
        if name in parts
    )
    document = part("w:document", f"<w:body>{plain(BEFORE)}{body}{plain(AFTER)}</w:body>", root)
    defaults = "".join(
        f'<Default Extension="{suffix}" ContentType="{kind}"/>'
        for suffix, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
        )
    )
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    base: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{defaults}'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": rels(
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": rels(related + relations),
    }
    return zipped({**base, **parts})


def rels(content: str) -> str:
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{content}</Relationships>'


def relation(relation_id: str, kind: str, target: str, mode: str = "") -> str:
    outside = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="{relation_id}" Type="{OFFICE}/{kind}" Target="{target}"{outside}/>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(data: bytes, *, keep_images: bool = False) -> Document:
    return FORMAT.read(data, "letter-1", Options(keep_images=keep_images))


def bare(text: str) -> str:
    return "".join(text.split())


def hidden(document: Document, secret: str, placeholder: str = "[name]") -> Document:
    """Return the document with a secret replaced wherever a reader sees it, as `replace` does."""
    from dataclasses import replace

    view = reading_view(document.text)
    splices: list[list[tuple[Span, str]]] = [[] for _ in document.segments]
    start = view.view.find(secret)
    while start >= 0:
        span = view.source(Span(start, start + len(secret)))
        for number, (index, local) in enumerate(document.touched(span)):
            splices[index].append((local, "" if number else placeholder))
        start = view.view.find(secret, start + len(secret))
    segments = []
    for segment, cuts in zip(document.segments, splices, strict=True):
        text = segment.text
        for local, new in reversed(cuts):
            text = text[: local.start] + new + text[local.end :]
        segments.append(replace(segment, text=text))
    return replace(document, segments=tuple(segments))


def copied(data: bytes, secret: str) -> tuple[bytes, Reopened, Document]:
    """Return the redacted copy of a file, the copy reopened, and the document it was made of."""
    document = hidden(read(data), secret)
    copy = FORMAT.write(document)
    return copy, FORMAT.reopen(copy, document), document


def everything(data: bytes) -> str:
    """Return all that a file holds, part names included, in every way that it could be read."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            found += [
                name,
                content.decode("utf-8", "replace"),
                content.decode("utf-16-le", "ignore"),
            ]
            if content.startswith(b"PK\x03\x04"):
                found.append(everything(content))
    return "\n".join(found)
