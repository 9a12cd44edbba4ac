"""Letters without a roster: a person who is easily found in the text stands in its channels too."""

from collections.abc import Iterator

from tests.leaks.corpus import PLANTED, Planted
from tests.leaks.corpus.letter import Identity, Letter

WHO = Identity(
    "Margaret Ellsworth",
    "Northgate University",
    "Ashbourne",
    "margaret.ellsworth@northgate.example",
    ("Margaret", "Ellsworth", "margaret.ellsworth"),
)
BEFORE = (
    "Dear committee,",
    "I am writing to recommend Margaret Ellsworth for the prize. Dr. Margaret Ellsworth joined our"
    " laboratory",
    "three years ago and wrote to me from margaret.ellsworth@northgate.example every week.",
)
AFTER = ("Dr. Ellsworth kept the notebook tidy and the greenhouse warm.", "With kind regards")
#: What the copy has to show.
WORDS = ("recommend", "prize", "laboratory", "notebook", "greenhouse", "regards")
#: The places in which she stands as well, by format.
PLACES = {
    "docx": (
        "header, first pages",
        "footnote",
        "comment, text",
        "comment, author",
        "tracked deletion, author",
        "link, mailto target",
        "core properties, creator",
        "custom XML item",
        "drawing, description (alternative text)",
        "chart, embedded workbook (zip in zip)",
        "picture, JPEG EXIF",
        "bookmark, name",
    ),
    "pdf": (
        "information, Author",
        "XMP of the file",
        "outline, title",
        "annotation, author",
        "form field, value",
        "earlier revision of the page",
        "embedded file, a PDF",
        "subset font, its letters in the order of the name",
        "link, address",
    ),
    "odt": (
        "header",
        "annotation, creator and initials",
        "properties, creator",
        "link, target and title",
    ),
    "html": ("head, keywords and author", "head, JSON-LD", "body, title attribute", "link, mailto"),
    "eml": (
        "header From, name and address",
        "header Message-ID",
        "header Subject, encoded words",
        "attachment, a Word letter",
    ),
    "md": ("Markdown, link, target", "Markdown, front matter"),
    "txt": ("text, UTF-16", "text, name hyphenated over two lines"),
}


def letters() -> Iterator[tuple[Planted, bytes]]:
    """Yield each letter with the case whose place it has."""
    for suffix, places in PLACES.items():
        for place in places:
            planted = next(
                each for each in PLANTED if (each.case.suffix, each.case.place) == (suffix, place)
            )
            yield planted, planted.case.build(Letter(WHO, BEFORE, AFTER))
