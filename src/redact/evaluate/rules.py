"""The rules that hand-made marks obey, the same as those of ``parse_gold.py`` beside the letters.

Every message says what is wrong and never quotes the letter.
"""

import re
from collections.abc import Iterator
from types import MappingProxyType

#: The types of the markup: the letter that begins an entity id, and what the label is called here.
TYPES = MappingProxyType(
    {
        "PERSON": ("p", "PERSON"),
        "ORG": ("o", "ORGANIZATION"),
        "LOC": ("l", "LOCATION"),
        "EMAIL": ("e", "EMAIL_ADDRESS"),
        "PHONE": ("t", "PHONE_NUMBER"),
        "URL": ("u", "URL"),
        "ID": ("n", "ID_NUMBER"),
        "HANDLE": ("h", "HANDLE"),
        "DOB": ("d", "DATE_OF_BIRTH"),
    }
)
#: The labels that gold letters have, in the order of the markup.
GOLD_LABELS = tuple(label for _, label in TYPES.values())
#: The mark of a stretch that may be hidden or not.
KEEP = "KEEP"

_NAME_TYPES = ("PERSON", "ORG", "LOC")
_NUMBER = re.compile(r"[1-9][0-9]*")
_TITLE = re.compile(
    r"(?:dr|prof|professor|mr|mrs|ms|miss|mx|sir|madam|herr|frau|mme|mlle|"
    r"sr|sra|dra|don|doña|rev|ir|ing|atty|dhr|mevr|kyrios|maestra|sister|aunty)"
    r"(?:\.\s*|\s+)\S",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"the\s", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\[[^\[\]\n]{1,40}\]")

#: What a contact mention looks like, from its first to its last character.
_SHAPES = MappingProxyType(
    {
        "EMAIL": re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+"),
        "PHONE": re.compile(r"\(?\+?[0-9][0-9 ()./–-]{5,}(?: ?ext\. ?[0-9]+)?"),
        "URL": re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.IGNORECASE),
        "HANDLE": re.compile(r"@?[\w.-]+"),
        "DOB": re.compile(r".*[0-9].*"),
        "ID": re.compile(r".*[0-9].*"),
    }
)
#: What must not be left outside the marks.
_LEFTOVERS = (
    ("e-mail address", re.compile(r"\S+@\S+\.\w+")),
    ("link", re.compile(r"https?://\S+|\bwww\.\S+", re.IGNORECASE)),
    ("handle", re.compile(r"(?<!\S)@\w+")),
)


def faults_of_mark(label: str, entity: str | None, surface: str) -> Iterator[str]:
    """Yield everything that is wrong with one mark, taken by itself.

    >>> list(faults_of_mark("PERSON", "l1", "Dr. Anna"))
    ['PERSON without an id p<number>', 'title inside the mark']
    """
    yield from _faults_of_head(label, entity)
    if not surface.strip():
        yield "empty surface"
        return
    if surface != surface.strip():
        yield "blanks around the surface"
    if "\n\n" in surface:
        yield "surface runs over a paragraph break"
    if _PLACEHOLDER.search(surface):
        yield "placeholder inside a mark"
    if label in _NAME_TYPES:
        yield from _faults_of_name(label, surface)
    if label in _SHAPES and not _SHAPES[label].fullmatch(surface):
        yield f"does not look like {label}"


def _faults_of_head(label: str, entity: str | None) -> Iterator[str]:
    if label == KEEP:
        if entity is not None:
            yield "KEEP takes no entity id"
    elif label not in TYPES:
        yield f"unknown type; known are {', '.join(TYPES)} and {KEEP}"
    else:
        initial = TYPES[label][0]
        if not entity or entity[0] != initial or not _NUMBER.fullmatch(entity[1:]):
            yield f"{label} without an id {initial}<number>"


def _faults_of_name(label: str, surface: str) -> Iterator[str]:
    if _POSSESSIVE.search(surface):
        yield "possessive ending inside the mark"
    if _ARTICLE.match(surface):
        yield "article inside the mark"
    if label == "PERSON" and _TITLE.match(surface):
        yield "title inside the mark"


def faults_between_marks(blanked: str) -> Iterator[tuple[int, str]]:
    """Yield, with its offset, everything outside the marks that should stand inside one.

    Args:
        blanked: the markup with NUL in place of every character of a mark.
    """
    for what, pattern in _LEFTOVERS:
        for match in pattern.finditer(blanked):
            yield match.start(), f"unmarked {what}"
