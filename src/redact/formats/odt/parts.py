"""The parts of a copy around its text: they are the same for every letter."""

from collections.abc import Iterable
from html import escape

from redact.formats.odt.names import MANIFEST, NAMESPACES

MIMETYPE = "application/vnd.oasis.opendocument.text"
CONTENT = "content.xml"
SHARED = "styles.xml"
META = "meta.xml"
MANIFEST_PART = "META-INF/manifest.xml"
_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "xml": "text/xml"}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def meta() -> bytes:
    """Return the part that tells about the letter: nothing."""
    return (
        f'{_HEAD}<office:document-meta xmlns:office="{NAMESPACES["office"]}" '
        'office:version="1.3"><office:meta/></office:document-meta>'
    ).encode()


def manifest(names: Iterable[str]) -> bytes:
    """Return the list of parts."""
    entries = [("/", MIMETYPE), *((name, _TYPES[name.rpartition(".")[2]]) for name in names)]
    lines = "".join(
        f'<manifest:file-entry manifest:full-path="{escape(name)}" manifest:media-type="{kind}"/>'
        for name, kind in entries
    )
    return (
        f'{_HEAD}<manifest:manifest xmlns:manifest="{MANIFEST}" manifest:version="1.3">'
        f"{lines}</manifest:manifest>"
    ).encode()
