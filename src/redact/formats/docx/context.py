"""What the builders of all parts share: the source, its styles and lists, pictures and notes."""

from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from redact.formats import pictures
from redact.formats.docx import properties
from redact.formats.docx.flows import Collector
from redact.formats.docx.names import R, q, w
from redact.formats.docx.numbering import Numbering
from redact.formats.docx.parts import relation_type
from redact.formats.docx.relations import Target, relations
from redact.formats.docx.styles import Styles
from redact.formats.form import Options
from redact.formats.package import Package

_REFERENCES = {w("headerReference"): "header", w("footerReference"): "footer"}
_SIDES = ("default", "first", "even")
_MAX_STORIES = 300


@dataclass(slots=True)
class PartBuilder:
    """A part that is being written: its name, what is read for it, and its relationships."""

    name: str
    kind: str
    source: str
    targets: dict[str, Target]
    relations: list[tuple[str, str]] = field(default_factory=list)

    def relate(self, kind: str, target: str) -> str:
        """Return the id of the relationship of that kind to that target, a new one if needed."""
        wanted = (relation_type(kind), target)
        if wanted not in self.relations:
            self.relations.append(wanted)
        return f"rId{self.relations.index(wanted) + 1}"


class Context:
    """The state of building one document."""

    def __init__(self, package: Package, options: Options) -> None:
        self.package = package
        self.keep_images = options.keep_images
        self.collector = Collector()
        self.numbering = Numbering(None)
        self.styles = Styles(None, {}, self.numbering)
        self.colors: dict[str, str] = {}
        self.media: dict[str, bytes] = {}
        self.stories: list[PartBuilder] = []
        self.notes: dict[str, dict[str, int]] = {"footnote": {}, "endnote": {}}
        self.note_parts: dict[str, str] = {}
        self.shapes = 0
        self._blanks: dict[str, str] = {}
        self._by_source: dict[str, PartBuilder] = {}

    def part(self, name: str, kind: str, source: str) -> PartBuilder:
        """Return a part that is to be built from a part of the source."""
        return PartBuilder(name, kind, source, dict(relations(self.package, source)))

    def section(self, source: Any, target: Any, part: PartBuilder) -> None:
        """Put the clean properties of a section under `target`, with its headers and footers."""
        made = etree.SubElement(target, w("sectPr"))
        for child in source:
            kind = _REFERENCES.get(child.tag)
            if kind is not None:
                self._reference(child, kind, made, part)
        properties.copy(source, made, properties.SECTION)

    @staticmethod
    def starts_page(source: Any) -> bool:
        """Return whether what follows a section begins on a new page, as far as is known here."""
        kind = source.find(w("type"))
        return kind is None or kind.get(w("val")) != "continuous"

    def refer_note(self, kind: str, old: str) -> int:
        """Return the new number of a note, counted in the order of reference."""
        if kind not in self.note_parts or not old:
            return 0
        known = self.notes[kind]
        return known.setdefault(old, len(known) + 1)

    def picture(self, relation_id: str | None, part: PartBuilder) -> str:
        """Return the relationship of a picture: a blank one, or its pixels where that is asked."""
        target = part.targets.get(relation_id or "")
        source = target.part if target is not None else ""
        if source not in self.package:
            source = ""
        if source not in self._blanks:
            data = self.package.read(source) if source else b""
            picture = pictures.pixels_only(data) if self.keep_images else pictures.blank(data)
            self._blanks[source] = self._store(picture)
        kept = not self._blanks[source].startswith("media/blank")
        self.collector.notice("pictures re-encoded" if kept else "pictures blanked")
        return part.relate("image", self._blanks[source])

    def shape_id(self) -> str:
        """Return the next number of a drawing."""
        self.shapes += 1
        return str(self.shapes)

    def _store(self, picture: pictures.Picture) -> str:
        for name, data in self.media.items():
            if data == picture.data:
                return name
        word = "image" if picture.kept else "blank"
        name = f"media/{word}{len(self.media) + 1}.{picture.suffix}"
        self.media[name] = picture.data
        return name

    def _reference(self, source: Any, kind: str, section: Any, part: PartBuilder) -> None:
        target = part.targets.get(source.get(q(R, "id"), ""))
        side = source.get(w("type"), "default")
        if target is None or target.kind != kind or target.part not in self.package:
            return
        if side not in _SIDES:
            return
        story = self._by_source.get(target.part)
        if story is None and len(self.stories) >= _MAX_STORIES:
            self.collector.notice("headers dropped")
            return
        if story is None:
            name = f"{kind}{len(self.stories) + 1}.xml"
            story = self.part(f"word/{name}", kind, target.part)
            self.stories.append(story)
            self._by_source[target.part] = story
        relation = part.relate(kind, story.name.removeprefix("word/"))
        etree.SubElement(section, source.tag, {w("type"): side, q(R, "id"): relation})
