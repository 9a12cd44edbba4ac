"""What a document's theme stands for: fonts and colours; the theme itself is not copied."""

from typing import Any

from redact.formats.docx.names import A, q

_FONTS = (
    ("majorFont", "major"),
    ("minorFont", "minor"),
)
_SCRIPTS = (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",)), ("cs", ("Bidi",)))
_COLOR_LENGTH = 6


def fonts(theme: Any) -> dict[str, str]:
    """Return the fonts of a theme by the names that runs call them by, as ``minorHAnsi``."""
    found: dict[str, str] = {}
    for tag, name in _FONTS:
        group = next(theme.iter(q(A, tag)), None)
        for script, suffixes in _SCRIPTS:
            font = group.find(q(A, script)) if group is not None else None
            face = font.get("typeface", "") if font is not None else ""
            for suffix in suffixes:
                if face:
                    found[name + suffix] = face
    return found


def colors(theme: Any) -> dict[str, str]:
    """Return the colours of a theme by their names, as ``accent1``."""
    scheme = next(theme.iter(q(A, "clrScheme")), None)
    found: dict[str, str] = {}
    for each in scheme if scheme is not None else ():
        for color in each:
            value = color.get("lastClr") or color.get("val", "")
            if len(value) == _COLOR_LENGTH:
                try:
                    found[each.tag.rsplit("}", 1)[-1]] = f"{int(value, 16):06X}"
                except ValueError:
                    continue
    return found
