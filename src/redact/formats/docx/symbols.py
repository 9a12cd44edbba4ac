"""What the characters of symbol fonts look like, as ordinary characters."""

#: The code positions at which symbol fonts repeat their first 256 characters.
PRIVATE = {0xF000 + code: code for code in range(0x20, 0x100)}
_GREEK = dict(
    zip(
        "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcywV",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψως",
        strict=True,
    )
)
_PICTURES = {
    0xFE: "☒",
    0xFD: "☒",
    0xFC: "✓",
    0xFB: "✗",
    0xA8: "☐",
    0x6F: "☐",
    0x78: "☒",
    0xE0: "→",
    0xDF: "←",
    0x4A: "☺",
    0x28: "☎",
    0x2A: "✉",
}
_PICTURE_FONTS = ("wingdings", "wingdings 2", "wingdings 3", "webdings")


def shown(code: str, font: str) -> str:
    """Return the character that a symbol shows, as far as it is known.

    Args:
        code: The character's number, in hexadecimal.
        font: The name of the font.

    >>> shown("F061", "Symbol"), shown("F0FC", "Wingdings"), shown("0041", "Any")
    ('α', '✓', 'A')
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    number = PRIVATE.get(number, number)
    if font.casefold() in _PICTURE_FONTS:
        return _PICTURES.get(number, "▪")
    if not 0x20 <= number < 0xD800 and not 0xE000 <= number < 0xFFFE:
        return ""
    character = chr(number)
    return _GREEK.get(character, character) if font.casefold() == "symbol" else character
