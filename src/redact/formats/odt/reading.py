"""Read an OpenDocument text: build a clean copy of its parts, and collect its text."""

from collections import Counter
from dataclasses import replace
from typing import Any

from lxml import etree

from redact.datamodel import Document, Notice
from redact.errors import FormatError
from redact.formats.form import Options
from redact.formats.odt import parts
from redact.formats.odt.context import Context
from redact.formats.odt.names import NAMESPACES, names, q
from redact.formats.odt.story import Place, Story
from redact.formats.package import open_package, parse_xml, serialize

_AGAIN = "open it in LibreOffice and save it again as .odt"
_TEXTS = (parts.MIMETYPE, f"{parts.MIMETYPE}-template", f"{parts.MIMETYPE}-web")
_VERSION = {q("office:version"): "1.3"}
_LOCKED = b"encryption-data"
_FLAT = b":office:1.0"
_SIDES = ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")
_HEADINGS = names("style:header-style style:footer-style")
_NAME, _LAYOUT = q("style:name"), q("style:page-layout-name")
#: What a reader of the letter may miss in the copy, and how it is told.
_NOTICED = {
    "comments": "comments dropped",
    "tracked changes": "tracked changes accepted",
    "embedded objects": "embedded objects dropped",
    "drawings": "drawings dropped",
    "hidden text": "hidden text dropped",
    "link targets": "link targets dropped",
    "list labels": "list labels reduced",
}


def read(data: bytes, document_id: str, options: Options) -> Document:
    """Return the document that an OpenDocument text holds, with a skeleton free of all else.

    Raises:
        FormatError: the file is locked, damaged, no text, or not to be trusted.
    """
    return collect(data, document_id, options)[0]


def collect(data: bytes, document_id: str, options: Options) -> tuple[Document, Counter[str]]:
    """Return the document, and how often there is what in the file.

    Raises:
        FormatError: the file is locked, damaged, no text, or not to be trusted.
    """
    if data.lstrip().startswith(b"<") and _FLAT in data[:4096]:
        raise FormatError("a flat OpenDocument file (.fodt); save it as .odt")
    try:
        return _Reader(data, options).read(document_id)
    except RecursionError:
        raise FormatError(f"damaged: nested too deeply; {_AGAIN}") from None
    except (etree.LxmlError, ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise FormatError(f"damaged: a part of the file makes no sense; {_AGAIN}") from None


class _Reader:
    def __init__(self, data: bytes, options: Options) -> None:
        package = open_package(data)
        if parts.MANIFEST_PART in package and _LOCKED in package.read(parts.MANIFEST_PART):
            raise FormatError("locked with a password; save it without one")
        if "mimetype" in package:
            kind = package.read("mimetype").decode("ascii", "replace").strip()
            if kind not in _TEXTS:
                raise FormatError("an OpenDocument file, but no text; save it as a PDF")
        self._roots = {parts.CONTENT: parse_xml(package.read(parts.CONTENT))}
        if parts.SHARED in package:
            self._roots[parts.SHARED] = parse_xml(package.read(parts.SHARED))
        self._context = Context(package, options, self._roots)
        self._names = package.names

    def read(self, document_id: str) -> tuple[Document, Counter[str]]:
        content = self._content()
        shared = self._shared()
        context = self._context
        counts = context.collector.counts
        counts["list labels"] = context.styles.labels_changed
        kept = counts["pictures kept"]
        told = [Notice(text, counts[name]) for name, text in _NOTICED.items() if counts[name]]
        if counts["pictures"]:
            word = "re-encoded" if kept else "blanked"
            told.append(Notice(f"pictures {word}", counts["pictures"]))
        skeleton = {
            parts.CONTENT: serialize(content),
            parts.SHARED: serialize(shared),
            parts.META: parts.meta(),
            **context.media,
        }
        document = Document(
            document_id,
            tuple(context.collector.joined()),
            format="odt",
            skeleton=skeleton,
            unseen=context.collector.unseen(),
            notices=tuple(sorted(told, key=lambda notice: notice.channel)),
        )
        return document, self._counted(counts)

    def _content(self) -> Any:
        source = self._roots[parts.CONTENT].find(f"{q('office:body')}/{q('office:text')}")
        if source is None:
            raise FormatError(f"damaged: the text of the document is missing; {_AGAIN}")
        context = self._context
        masters = context.styles.masters
        context.styles.page("Standard" if "Standard" in masters else next(iter(masters), None))
        context.look = context.look.on(self._page_ground())
        root = etree.Element(q("office:document-content"), _VERSION, nsmap=NAMESPACES)
        automatic = etree.SubElement(root, q("office:automatic-styles"))
        body = etree.SubElement(etree.SubElement(root, q("office:body")), q("office:text"))
        place = Place(context.collector.flow("body"), context.look)
        Story(context, parts.CONTENT).blocks(source, body, place)
        automatic.extend(context.styles.built(parts.CONTENT))
        return root

    def _page_ground(self) -> str | None:
        """Return the colour of the usual page."""
        styles = self._context.styles
        for name, _ in styles.pages()[:1]:
            layout = styles.layouts.get(styles.masters[name].get(_LAYOUT, ""))
            if layout is not None:
                for properties in layout.iter(q("style:page-layout-properties")):
                    return str(properties.get(q("fo:background-color"), ""))
        return None

    def _shared(self) -> Any:
        styles = self._context.styles
        root = etree.Element(q("office:document-styles"), _VERSION, nsmap=NAMESPACES)
        common = etree.SubElement(root, q("office:styles"))
        automatic = etree.SubElement(root, q("office:automatic-styles"))
        masters = etree.SubElement(root, q("office:master-styles"))
        layouts: dict[str, str] = {}
        for old, new in styles.pages():
            self._master(styles.masters[old], new, masters, layouts)
        for old, new in layouts.items():
            self._layout(styles.layouts[old], new, automatic)
        common.extend(styles.shared())
        automatic.extend(styles.built(parts.SHARED))
        return root

    def _master(self, source: Any, new: str, masters: Any, layouts: dict[str, str]) -> None:
        styles = self._context.styles
        made = etree.SubElement(masters, q("style:master-page"), {_NAME: new})
        if "_20_" in new:
            made.set(q("style:display-name"), new.replace("_20_", " "))
        layout = source.get(_LAYOUT, "")
        if layout in styles.layouts:
            made.set(_LAYOUT, layouts.setdefault(layout, f"G{len(layouts) + 1}"))
        follows = styles.page(source.get(q("style:next-style-name")))
        if follows:
            made.set(q("style:next-style-name"), follows)
        story = Story(self._context, parts.SHARED)
        for side in _SIDES:
            for prefix in ("style", "loext"):
                part = source.find(q(f"{prefix}:{side}"))
                if part is not None:
                    self._side(part, side, made, story)
                    break

    def _side(self, source: Any, side: str, master: Any, story: Story) -> None:
        collector = self._context.collector
        if source.get(q("style:display")) == "false":
            collector.hide_all(source)
            return
        made = etree.SubElement(master, q(f"style:{side}"))
        place = Place(collector.flow("headers and footers"), self._context.look)
        story.blocks(source, made, replace(place))

    def _layout(self, source: Any, new: str, automatic: Any) -> None:
        made = etree.SubElement(automatic, q("style:page-layout"), {_NAME: new})
        self._context.styles.properties(source, made)
        for part in source:
            if part.tag in _HEADINGS:
                self._context.styles.properties(part, etree.SubElement(made, part.tag))

    def _counted(self, counts: Counter[str]) -> Counter[str]:
        found = Counter(counts)
        content = self._roots[parts.CONTENT]
        found["fields and variables"] = sum(
            1 for each in content.iter(*names("text:user-field-decl text:variable-decl"))
        )
        found["fields of forms"] = sum(1 for _ in content.iter(q("draw:control")))
        for name in self._names:
            found["properties"] += name == parts.META
            found["settings"] += name == "settings.xml" or name.startswith("Configurations2/")
            found["thumbnails"] += name.startswith("Thumbnails/")
            found["macros"] += name.startswith(("Basic/", "Scripts/"))
            found["embedded files"] += name.startswith("Object")
            found["other parts"] += name.startswith("META-INF/documentsig") or name.endswith(".rdf")
        return found
