"""How text is looked at so that no spelling of a name is missed: folded, joined, decoded."""

import base64
import binascii
import html
import quopri
import re
import unicodedata
from collections.abc import Iterator
from email.header import decode_header
from functools import lru_cache
from urllib.parse import unquote, unquote_to_bytes

from tests.leaks.corpus.letter import Identity

#: Characters that nobody sees.
INVISIBLE = dict.fromkeys(
    (
        *(0x02, 0xAD, 0x034F, 0x061C, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060),
        *(0xFEFF, 0xFFFE, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    )
)
#: Where two letters of a name may be held apart.
_APART = re.compile(r"[\s\-‐‑‒–_.,;:'’\"/\\+*|<>()\[\]{}=&%#~]+")
_BLANKS = re.compile(r"\s+")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_QUOTED = re.compile(r"=[0-9A-F]{2}")
_ENTITY = re.compile(r"&#?\w+;")
_ESCAPE = re.compile(r"\\u\{?([0-9A-Fa-f]{2,6})\}?|\\x([0-9A-Fa-f]{2})|_x([0-9A-Fa-f]{4})_")
_RTF = re.compile(r"\\u(-?\d{2,6})\??|\\'([0-9a-fA-F]{2})")
_WORD = re.compile(r"=\?[\w-]+\*?[\w-]*\?[bBqQ]\?[^?]*\?=")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}(?:\r?\n[ \t]*[A-Za-z0-9+/_-]+)*={0,2}")
_UTF7 = re.compile(r"\+([A-Za-z0-9+/]{3,})-?")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}[\s]*){6,}")
_RTL = re.compile("[\u0590-\u08ff]")


def fold(text: str) -> str:
    """Return text in one spelling: compatibility forms, no case, one blank between words."""
    plain = unicodedata.normalize("NFKC", text.translate(INVISIBLE)).casefold()
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", plain))


def squash(text: str) -> str:
    """Return folded text without blanks, hyphens and signs."""
    return _APART.sub("", text)


def bare(text: str) -> str:
    """Return folded text without accents."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(x for x in apart if unicodedata.category(x) != "Mn").replace("ł", "l")


@lru_cache(maxsize=64)
def needles(who: Identity) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return what is searched for in text that is folded, squashed, and stripped of accents."""
    whole = {fold(text) for text in who.needles}
    joined = {squash(text) for text in whole}
    strong = {text for text in joined if len(text) >= 5 or (not text.isascii() and _cjk(text))}
    return tuple(whole), tuple(strong), (bare(fold(who.name)),)


def _cjk(text: str) -> bool:
    return len(text) >= 2 and all("\u3040" <= x <= "\u9fff" for x in text)


@lru_cache(maxsize=64)
def coded(who: Identity) -> tuple[bytes, ...]:
    """Return the needles as the bytes that stand for them in the encodings of files."""
    made: set[bytes] = set()
    for text in who.needles:
        forms = {text, text.upper(), text.lower(), text.title()}
        forms |= {unicodedata.normalize("NFD", form) for form in forms}
        for form in forms:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "cp1250", "utf-32-le"):
                try:
                    raw = form.encode(encoding)
                except UnicodeEncodeError:
                    continue
                if len(raw) >= 4:
                    # Compared without ASCII case, which is what `bytes.lower` takes away.
                    made.add(raw.lower())
    return tuple(made)


def in_text(text: str, who: Identity) -> bool:
    """Return whether a text tells who it is, in any spelling."""
    whole, strong, plain = needles(who)
    folded = fold(text)
    if any(needle in folded for needle in whole):
        return True
    joined = squash(folded)
    if any(needle in joined for needle in strong):
        return True
    unaccented = folded if folded.isascii() else bare(folded)
    if any(needle in unaccented for needle in plain):
        return True
    if _RTL.search(joined):
        backwards = joined[::-1]
        return any(needle in backwards for needle in strong)
    return False


def in_bytes(data: bytes, who: Identity) -> bool:
    """Return whether raw bytes hold a needle in some encoding."""
    lower = data.lower()
    return any(needle in lower for needle in coded(who))


def in_order(signs: str, who: Identity) -> bool:
    """Return whether signs, listed by their first use, spell the name or its longest word.

    >>> from tests.leaks.corpus.letter import ASCII
    >>> in_order("\\x00ZephyrinQulfat,bc", ASCII[0])
    True
    """
    listed = _first_uses(signs)
    spelled = (_first_uses(text) for text in (who.name, who.organization))
    return any(len(each) >= 8 and each in listed for each in spelled)


def _first_uses(text: str) -> str:
    """Return the signs of a text in the order of their first use; blanks are no part of it."""
    signs = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in dict.fromkeys(signs) if sign.isprintable() and sign != " ")


def decoded(text: str) -> Iterator[str | bytes]:
    """Yield what a text says when a coding in it is undone."""
    if _ENTITY.search(text):
        yield html.unescape(text)
    if _PERCENT.search(text):
        yield unquote(text)
        yield unquote_to_bytes(text)
    if _ESCAPE.search(text):
        yield _ESCAPE.sub(_sign, text)
    if _RTF.search(text):
        yield _RTF.sub(_rtf_sign, text)
    if _QUOTED.search(text):
        yield quopri.decodestring(text.encode("utf-8", "replace"))
    if _WORD.search(text):
        yield _words(text)
    for found in _BASE64.finditer(text):
        coded_text = re.sub(r"\s", "", found[0]).rstrip("=")
        # What was cut out of the middle shifts the rest: long runs are read from four places.
        for start in range(4 if len(coded_text) >= 40 else 1):
            yield from _base64(coded_text[start:])
    for found in _HEX.finditer(text):
        digits = re.sub(r"\s", "", found[0])
        yield bytes.fromhex(digits[: len(digits) // 2 * 2])


def _base64(text: str) -> Iterator[bytes]:
    whole = text[:-1] if len(text) % 4 == 1 else text
    padded = whole.replace("-", "+").replace("_", "/") + "=" * (-len(whole) % 4)
    try:
        yield base64.b64decode(padded)
    except (binascii.Error, ValueError):
        return


def _sign(found: re.Match[str]) -> str:
    number = int(next(group for group in found.groups() if group), 16)
    return chr(number) if number < 0x110000 else ""


def _rtf_sign(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1]) % 65536)
    return bytes.fromhex(found[2]).decode("cp1252", "replace")


def _words(text: str) -> str:
    """Return a header with its encoded words undone, those that follow each other joined."""
    joined = re.sub(r"\?=\s+=\?", "?==?", text)

    def undo(found: re.Match[str]) -> str:
        pieces = decode_header(found[0])
        return "".join(
            piece.decode(charset or "utf-8", "replace") if isinstance(piece, bytes) else piece
            for piece, charset in pieces
        )

    return _WORD.sub(undo, joined)
