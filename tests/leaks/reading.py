"""What a person reads in a file, and whether it opens, by readers that the product does not use."""

import io
import re
import zipfile
from email import message_from_bytes
from email.policy import default

import docx
import pikepdf
import pypdfium2
from lxml import etree, html

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BLANKS = re.compile(r"\s+")
_BLOCKS = {"p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "h4", "br", "dt", "dd", "pre"}


def read(data: bytes, suffix: str) -> str:
    """Return what a person reads in a file, one blank between words."""
    text = _READERS[suffix](data)
    return _BLANKS.sub(" ", text.replace("\u00ad", "").replace("\u200b", ""))


def opens(data: bytes, suffix: str) -> None:
    """Open a file as its users would.

    Raises:
        Exception: it does not open.
    """
    if suffix == "docx":
        _opens_in_word(data)
    elif suffix == "pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            problems = pdf.check_pdf_syntax()
            if problems:
                raise ValueError(problems[0])
    elif suffix == "odt":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.testzip() or archive.infolist()[0].filename != "mimetype":
                raise ValueError("not an OpenDocument package")
            for name in archive.namelist():
                if name.endswith(".xml"):
                    etree.fromstring(archive.read(name))
    elif suffix == "eml":
        message = message_from_bytes(data, policy=default)
        defects = [each for part in message.walk() for each in part.defects]
        if defects:
            raise ValueError(defects[0])
    elif suffix == "html":
        html.document_fromstring(data)
    else:
        _decode(data)


def _opens_in_word(data: bytes) -> None:
    docx.Document(io.BytesIO(data))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.testzip():
            raise ValueError("a damaged member")
        names = set(archive.namelist())
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        listed = {x.get("PartName", "")[1:] for x in types if x.tag.endswith("Override")}
        if listed - names:
            raise ValueError("a content type without its part")
        for name in names:
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(archive.read(name))
                if name.endswith(".rels"):
                    _leads_somewhere(root, name, names)


def _leads_somewhere(root: etree._Element, name: str, names: set[str]) -> None:
    folder = name.rpartition("_rels/")[0]
    for link in root:
        target = link.get("Target", "")
        if link.get("TargetMode") != "External":
            path = target[1:] if target.startswith("/") else folder + target
            if path not in names:
                raise ValueError("a relation that leads nowhere")


def _docx(data: bytes) -> str:
    lines: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml", name):
                root = etree.fromstring(archive.read(name))
                lines += map(_paragraph, root.iter(f"{W}p"))
    return "\n".join(lines)


def _paragraph(paragraph: etree._Element) -> str:
    """Return the text of a paragraph without that of the paragraphs inside of it."""
    made = []
    for element in paragraph.iter():
        inner = next(element.iterancestors(f"{W}p"), None)
        if inner is not paragraph:
            continue
        if element.tag == f"{W}t":
            made.append(element.text or "")
        elif element.tag in (f"{W}br", f"{W}tab", f"{W}cr"):
            made.append(" ")
    return "".join(made)


def _odt(data: bytes) -> str:
    made = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in ("content.xml", "styles.xml"):
            for element in etree.fromstring(archive.read(name)).iter():
                if element.tag in (f"{TEXT}p", f"{TEXT}h"):
                    made.append("\n")
                    made.append(_spaced(element))
    return "".join(made)


def _spaced(element: etree._Element) -> str:
    made = [element.text or ""]
    for child in element:
        if child.tag in (f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"):
            made.append(" ")
        elif isinstance(child.tag, str) and child.tag != f"{TEXT}note":
            made.append(_spaced(child))
        made.append(child.tail or "")
    return "".join(made)


def _pdf(data: bytes) -> str:
    made = []
    pdf = pypdfium2.PdfDocument(data)
    try:
        for page in pdf:
            text = page.get_textpage()
            made.append(text.get_text_range())
            text.close()
            page.close()
    finally:
        pdf.close()
    return "\n".join(made)


def _html(data: bytes) -> str:
    return _page(_decode(data))


def _page(text: str) -> str:
    root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text))
    made = []
    for element in root.iter():
        if element.tag in _BLOCKS:
            made.append("\n")
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "title"):
            made.append(element.text or "")
        made.append(("\n" if element.tag in _BLOCKS - {"br"} else "") + (element.tail or ""))
    return "".join(made)


def _eml(data: bytes) -> str:
    message = message_from_bytes(data, policy=default)
    made = [str(message.get(name, "")) for name in ("From", "To", "Subject")]
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            made.append(part.get_content())
        elif part.get_content_type() == "text/html":
            made.append(_page(part.get_content()))
    return "\n".join(made)


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    if data[:1] == b"\0":
        return data.decode("utf-16-be")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


_READERS = {
    "docx": _docx,
    "odt": _odt,
    "pdf": _pdf,
    "html": _html,
    "eml": _eml,
    "txt": _decode,
    "md": _decode,
}
