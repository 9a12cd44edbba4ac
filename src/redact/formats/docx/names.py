"""The namespaces of a Word file, and the qualified names that its readers ask for."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
WPC = "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
V = "urn:schemas-microsoft-com:vml"
O = "urn:schemas-microsoft-com:office:office"  # noqa: E741 - the prefix that Word gives it
XML = "http://www.w3.org/XML/1998/namespace"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.microsoft.com/office/word"

#: What the strict variety of the format calls its namespaces, and what the usual one does.
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", WP.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", PIC.encode()),
)

PREFIXES = {
    "w": W,
    "r": R,
    "mc": MC,
    "wp": WP,
    "a": A,
    "pic": PIC,
    "wps": WPS,
    "wpg": WPG,
    "v": V,
    "o": O,
}

#: On a text node of the skeleton, the number of its segment; on an attribute, after its name.
MARK = "n"
MARKED_ATTRIBUTE = "n-"
#: The one attribute with a namespace that is marked so.
VALUE = "val"


def w(name: str) -> str:
    """Return the qualified name of an element or attribute of the text itself.

    >>> w("p").endswith("main}p")
    True
    """
    return f"{{{W}}}{name}"


def tags(names: str) -> frozenset[str]:
    """Return the qualified names of words parted by blanks."""
    return frozenset(w(name) for name in names.split())


def q(namespace: str, name: str) -> str:
    """Return a qualified name."""
    return f"{{{namespace}}}{name}"
