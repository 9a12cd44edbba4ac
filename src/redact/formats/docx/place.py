"""Where blocks stand, and the line that is being built there."""

from dataclasses import dataclass
from typing import Any

from redact.datamodel import Style
from redact.formats.docx.flows import Flow
from redact.formats.docx.look import WHITE, Look


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: in which flow, on which colour, in a table or not, seen or not."""

    flow: Flow
    ground: str | None = WHITE
    cell: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The paragraph that is being built: its element, its place, and how its runs look."""

    target: Any
    place: Place
    look: Look
    style: Style
