"""Find the parts of a Word file by their relationships; nothing outside of the file is followed."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from redact.errors import FormatError
from redact.formats.docx.names import STRICT
from redact.formats.package import Package

_AGAIN = "open it in Word and save it again as .docx"


@dataclass(frozen=True, slots=True)
class Target:
    """What a relationship points at: the last word of its type, and a part (or "" if outside)."""

    kind: str
    part: str


def relations(package: Package, part: str) -> Mapping[str, Target]:
    """Return the relationships of a part by their ids; of the whole file for ``""``.

    Raises:
        FormatError: the part that lists them is damaged.
    """
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in package:
        return {}
    found: dict[str, Target] = {}
    for each in package.parse(listed):
        kind = str(each.get("Type", "")).rsplit("/", 1)[-1]
        found[str(each.get("Id", ""))] = Target(kind, _part(folder, each))
    return found


def parse(package: Package, part: str) -> Any:
    """Return the root of an XML part, in the namespaces of the usual variety of the format.

    Raises:
        FormatError: the part is missing or damaged.
    """
    return package.parse(part, STRICT)


def main_part(package: Package) -> str:
    """Return the name of the part that holds the text.

    Raises:
        FormatError: there is none, so it is no Word document.
    """
    for target in relations(package, "").values():
        if target.kind == "officeDocument" and target.part in package:
            return target.part
    raise FormatError(f"damaged: the text of the document is missing; {_AGAIN}")


def _part(folder: str, element: Any) -> str:
    target = str(element.get("Target", ""))
    if element.get("TargetMode", "Internal") != "Internal" or not target:
        return ""
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))
