"""What every format offers: one protocol, so that nothing else needs to know which one it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from redact.datamodel import Document


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader is asked for besides the text: to keep the pixels of pictures."""

    keep_images: bool = False


class Fate(StrEnum):
    """What becomes of a channel in a copy."""

    KEPT = "kept"
    REWRITTEN = "rewritten"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Channel:
    """A place of a document that carries text or identity: what it is, how often it is there, and
    what becomes of it.

    `name` is in fixed words, never taken from the document.
    """

    name: str
    count: int
    fate: Fate


@dataclass(frozen=True, slots=True)
class Part:
    """All text that one part of a file holds, whoever can see it; `name` says where it is."""

    name: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reopened:
    """A written copy as another reader sees it: what it shows, and whatever else is in it.

    `text` is what a person reads, in the order of `Document.text`; `parts` hold every other string
    of the file (attributes, names, properties, raw streams), but for words of the format itself.
    """

    text: str = field(repr=False)
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """How one format is read, written, read again by another reader, and laid open.

    `read` takes the bytes, an opaque id and the options and raises `FormatError` where they cannot
    be redacted safely. `write` returns the bytes of a document: into its skeleton where it has one,
    else set anew. `reopen` takes the bytes of a copy and a document that says how they were
    written. `channels` lists what a file carries.
    """

    suffixes: tuple[str, ...]
    read: Callable[[bytes, str, Options], Document]
    write: Callable[[Document], bytes]
    reopen: Callable[[bytes, Document], Reopened]
    channels: Callable[[bytes], tuple[Channel, ...]]
