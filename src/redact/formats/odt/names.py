"""The namespaces of OpenDocument, and qualified names in the way they are usually written."""

from functools import cache

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    "office": f"{_OASIS}office:1.0",
    "style": f"{_OASIS}style:1.0",
    "text": f"{_OASIS}text:1.0",
    "table": f"{_OASIS}table:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "form": f"{_OASIS}form:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
#: Other namespaces that are read, never written.
_READ = {
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "manifest": f"{_OASIS}manifest:1.0",
}
_ALL = {**NAMESPACES, **_READ}
MANIFEST = _READ["manifest"]
#: A slot of the skeleton, and the attribute with the number of its segment.
SLOT = "slot"
NUMBER = "n"


@cache
def q(name: str) -> str:
    """Return a qualified name: the namespace for the prefix.

    >>> q("text:p").endswith(":text:1.0}p")
    True
    """
    prefix, _, local = name.partition(":")
    return f"{{{_ALL[prefix]}}}{local}"


def names(text: str) -> frozenset[str]:
    """Return the qualified names of words parted by blanks."""
    return frozenset(q(name) for name in text.split())
