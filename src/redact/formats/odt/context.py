"""What the builders of all parts share: styles, pictures, forms, numbers, and the text so far."""

import base64
import binascii
from collections import Counter
from typing import Any

from redact.formats import pictures
from redact.formats.form import Options
from redact.formats.odt.flows import Collector
from redact.formats.odt.forms import shown_values
from redact.formats.odt.look import Look
from redact.formats.odt.names import q
from redact.formats.odt.styles import Styles
from redact.formats.package import Package


class Context:
    """The state of building one letter."""

    def __init__(self, package: Package, options: Options, roots: dict[str, Any]) -> None:
        self.collector = Collector()
        self.styles = Styles(roots)
        self.forms = shown_values(roots)
        self.media: dict[str, bytes] = {}
        self.look = Look()
        if "paragraph" in self.styles.defaults:
            self.look = self.look.styled(self.styles.defaults["paragraph"])
        self._package = package
        self._keep_images = options.keep_images
        self._numbers: Counter[str] = Counter()
        self._by_source: dict[str, str] = {}

    def number(self, kind: str) -> int:
        """Return the next number of its kind, from 1."""
        self._numbers[kind] += 1
        return self._numbers[kind]

    def picture(self, image: Any) -> str:
        """Return the name of a picture in the copy: a blank one, or its pixels if that is asked."""
        source = image.get(q("xlink:href"), "").removeprefix("./")
        inside = image.find(q("office:binary-data"))
        if inside is not None or source not in self._by_source:
            data = self._bytes(source, inside)
            picture = pictures.pixels_only(data) if self._keep_images else pictures.blank(data)
            name = self._store(picture)
            self.collector.counts["pictures kept"] += picture.kept
            if inside is not None:
                self._count(name)
                return name
            self._by_source[source] = name
        self._count(self._by_source[source])
        return self._by_source[source]

    def _count(self, name: str) -> None:
        self.collector.counts["pictures"] += 1

    def _bytes(self, source: str, inside: Any) -> bytes:
        if inside is not None:
            try:
                return base64.b64decode("".join(inside.itertext()))
            except (binascii.Error, ValueError):
                return b""
        return self._package.read(source) if source in self._package else b""

    def _store(self, picture: pictures.Picture) -> str:
        for name, data in self.media.items():
            if data == picture.data:
                return name
        name = f"Pictures/picture{len(self.media) + 1}.{picture.suffix}"
        self.media[name] = picture.data
        return name
