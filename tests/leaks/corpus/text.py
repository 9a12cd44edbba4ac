"""Plain text and Markdown: everything in the file is text, and stays but for the name."""

import base64
import unicodedata
from urllib.parse import quote

from tests.leaks.corpus import pictures
from tests.leaks.corpus.letter import (
    ASCII,
    HEAD,
    HINDI,
    IDENTITIES,
    PLAIN,
    TAIL,
    Book,
    Letter,
    Seen,
)

BOOK = Book("txt", [])
case = BOOK.case
ON, WORD = Seen.SENTENCE, Seen.WORD
GERMAN, POLISH = IDENTITIES[5], IDENTITIES[1]


def make(letter: Letter, line: str, encoding: str = "utf-8", end: str = "\n") -> bytes:
    """Return the letter as text, with a line in its middle."""
    text = "\n\n".join((*letter.before, line, *letter.after)) + "\n"
    return text.replace("\n", end).encode(encoding)


@case("text, UTF-8", ON)
def utf_8(letter: Letter) -> bytes:
    return make(letter, letter.sentence)


@case("text, with a byte order mark and DOS line ends", ON)
def dos(letter: Letter) -> bytes:
    return make(letter, letter.sentence, "utf-8-sig", "\r\n")


@case("text, UTF-16", ON)
def utf_16(letter: Letter) -> bytes:
    return make(letter, letter.sentence, "utf-16")


@case("text, UTF-16 without a mark", ON)
def utf_16_bare(letter: Letter) -> bytes:
    return make(letter, letter.sentence, "utf-16-be")


@case("text, Windows-1252", ON, identity=GERMAN)
def windows(letter: Letter) -> bytes:
    return make(letter, letter.sentence, "cp1252")


@case("text, name over two lines", ON)
def two_lines(letter: Letter) -> bytes:
    first, last = letter.who.words
    return make(letter, f"{HEAD}{first}\n{last}{TAIL}")


@case("text, name hyphenated over two lines", ON, identity=ASCII[0])
def hyphenated(letter: Letter) -> bytes:
    return make(letter, letter.sentence.replace("Quillfeather", "Quill-\nfeather"))


@case("text, letters with their accents apart", ON, identity=GERMAN)
def decomposed(letter: Letter) -> bytes:
    return make(letter, unicodedata.normalize("NFD", letter.sentence))


@case("text, soft hyphens and zero-width characters in the name", ON)
def zero_width(letter: Letter) -> bytes:
    name = "\u200b".join(letter.who.halves)
    return make(letter, f"{HEAD}{name[:3]}\u00ad{name[3:]}{TAIL}")


@case("text, name with vowel signs", ON, identity=HINDI)
def vowel_signs(letter: Letter) -> bytes:
    return make(letter, letter.sentence)


@case("text, name in full-width letters", ON, identity=ASCII[1])
def full_width(letter: Letter) -> bytes:
    wide = "".join(chr(ord(x) + 0xFEE0) if x.isalpha() else x for x in letter.who.name)
    return make(letter, f"{HEAD}{wide}{TAIL}")


@case("text, a mail pasted with its coding (base64)", Seen.NOBODY, codes=(0, 5))
def pasted_base64(letter: Letter) -> bytes:
    body = base64.encodebytes(f"{PLAIN}\n{letter.sentence}\n{PLAIN}\n".encode()).decode()
    return make(letter, f"{PLAIN}\n\n{body}")


@case("text, a mail pasted with its coding (quoted-printable)", Seen.EITHER, codes=(0, 5))
def pasted_quoted(letter: Letter) -> bytes:
    first, last = letter.who.halves
    coded = "".join(f"={x:02X}" for x in first.encode())
    return make(letter, f"{PLAIN}\n\n{HEAD}{coded}=\n{last}{TAIL}")


@case("text, UTF-16 with the wrong byte order mark", Seen.NOBODY, codes=(0, 5), usual=False)
def wrong_mark(letter: Letter) -> bytes:
    return b"\xff\xfe" + make(letter, letter.sentence, "utf-16-be")


@case("text, address", ON)
def address(letter: Letter) -> bytes:
    return make(letter, f"{HEAD}{letter.who.email}{TAIL}")


@case("text, organization and place", ON)
def organization(letter: Letter) -> bytes:
    return make(letter, f"{HEAD}{letter.who.organization} in {letter.who.place}{TAIL}")


for _place, _line, _seen in (
    ("paragraph", "{sentence}", ON),
    ("emphasis inside the name", HEAD + "**{first}**{last}" + TAIL, ON),
    ("heading", "## {sentence}", ON),
    ("table", "| remark | {name} |\n|---|---|\n| a | b |", WORD),
    ("link, text", "See [{name}](https://a.example/).", WORD),
    ("link, target", "See [the page](mailto:{email}).", WORD),
    ("link, title", 'See [the page](https://a.example/ "{name}").', WORD),
    ("picture, alternative text", "![{name}](a.png)", WORD),
    ("reference", "See [the page][1].\n\n[1]: https://a.example/ '{name}'", WORD),
    ("footnote", "A remark.[^1]\n\n[^1]: {name}", WORD),
    ("comment", "<!-- {name} -->", WORD),
    ("code", "`{name}`", WORD),
    ("HTML inside", '<p title="{name}">moss</p>', WORD),
):

    def _markdown(letter: Letter, line: str = _line) -> bytes:
        first, last = letter.who.halves
        made = line.format(
            sentence=letter.sentence,
            name=letter.who.name,
            email=letter.who.email,
            first=first,
            last=last,
        )
        return make(letter, made)

    BOOK.add(f"Markdown, {_place}", _markdown, _seen, suffix="md")


@case("Markdown, name in numeric entities", Seen.EITHER, codes=(0, 5), suffix="md")
def entities(letter: Letter) -> bytes:
    coded = "".join(f"&#{ord(x)};" for x in letter.who.name)
    return make(letter, f"{PLAIN}\n\n{HEAD}{coded}{TAIL}")


@case("Markdown, coded address of a link", Seen.EITHER, codes=(0, 5), suffix="md")
def coded_link(letter: Letter) -> bytes:
    address = f"https://people.example/{quote(letter.who.name)}"
    return make(letter, f"{PLAIN}\n\nSee [the page]({address}).")


@case("Markdown, picture inside as base64 with EXIF", Seen.EITHER, codes=(0, 5), suffix="md")
def data_address(letter: Letter) -> bytes:
    coded = base64.b64encode(pictures.jpeg(artist=letter.who.name)).decode()
    return make(letter, f"{PLAIN}\n\n![moss](data:image/jpeg;base64,{coded})")


@case("Markdown, front matter", WORD, suffix="md")
def front_matter(letter: Letter) -> bytes:
    text = "\n\n".join((*letter.before, *letter.after))
    return f"---\nauthor: {letter.who.name}\n---\n\n{text}\n".encode()
