"""Web pages: what a browser shows, and what stands in the source."""

import base64
from html import escape
from urllib.parse import quote

from tests.leaks.corpus import pictures
from tests.leaks.corpus.letter import HEAD, PLAIN, TAIL, Book, Letter, Seen

BOOK = Book("html", [])
case = BOOK.case
ON, NO = Seen.SENTENCE, Seen.NOBODY


def make(letter: Letter, body: str = "", head: str = "", tag: str = "<body>") -> bytes:
    """Return the letter as a web page, the planted body between its paragraphs."""
    before = "".join(f"<p>{escape(text)}</p>\n" for text in letter.before)
    after = "".join(f"<p>{escape(text)}</p>\n" for text in letter.after)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">{head}</head>\n{tag}\n'
        f"{before}{body}\n{after}</body></html>\n"
    ).encode()


def around(inside: str) -> str:
    """Return the usual sentence, with what stands in the place of its subject."""
    return f"<p>{HEAD}{inside}{TAIL}</p>"


def _plain(letter: Letter) -> str:
    return f"<p>{PLAIN}</p>"


for _place, _form in (
    ("paragraph", "{name}"),
    ("name in elements", "<b>{first}</b><i>{last}</i>"),
    ("name over a line end", "{one}\n   {two}"),
    ("name over <br>", "{one}<br>{two}"),
    ("name with <wbr> inside", "{first}<wbr>{last}"),
    ("name with soft hyphen and zero-width entities", "{first}&shy;&#8203;{last}"),
    ("name in numeric entities", "{coded}"),
    ("name with a comment inside", "{first}<!-- a -->{last}"),
    ("link, text", '<a href="https://a.example/">{name}</a>'),
    ("name in an unknown element", "<x-who>{name}</x-who>"),
    ("name in small, mark, del and ins", "<small><mark>{first}</mark></small><ins>{last}</ins>"),
):

    def _body(letter: Letter, form: str = _form) -> bytes:
        name = letter.who.name
        one, two = map(escape, letter.who.words)
        first, last = map(escape, letter.who.halves)
        coded = "".join(f"&#{ord(x)};" for x in name)
        text = form.format(name=escape(name), first=first, last=last, one=one, two=two, coded=coded)
        return make(letter, around(text))

    BOOK.add(f"body, {_place}", _body, ON)

for _place, _frame in (
    ("table cell", "<table><tr><td>{}</td><td>remark</td></tr></table>"),
    ("list item", "<ul><li>{}</li></ul>"),
    ("quotation", "<blockquote><p>{}</p></blockquote>"),
    ("heading", "<h2>{}</h2>"),
    ("preformatted text", "<pre>{}</pre>"),
    ("opened details", "<details open><summary>remark</summary>{}</details>"),
    ("figure, caption", "<figure><figcaption>{}</figcaption></figure>"),
    ("text without an element", "{}"),
    ("definition list", "<dl><dt>remark</dt><dd>{}</dd></dl>"),
):
    BOOK.add(
        f"body, {_place}",
        lambda letter, frame=_frame: make(letter, frame.format(escape(letter.sentence))),  # type: ignore[misc]
        ON,
        benign=("remark",) if "remark" in _frame else (),
    )

for _place, _head in (
    ("keywords and author", '<meta name="author" content="{}">'),
    ("Open Graph", '<meta property="og:title" content="{}">'),
    ("script", '<script>var who = "{}";</script>'),
    ("JSON-LD", '<script type="application/ld+json">{{"name": "{}"}}</script>'),
    ("style", "<style>.a::after {{ content: '{}'; }}</style>"),
    ("comment", "<!-- {} -->"),
    ("conditional comment", "<!--[if IE]><p>{}</p><![endif]-->"),
    ("base address", '<base href="https://a.example/{}/">'),
    ("link to a person", '<link rel="author" href="https://a.example/{}">'),
):
    BOOK.add(
        f"head, {_place}",
        lambda letter, head=_head: make(letter.plain, head=head.format(letter.who.name)),  # type: ignore[misc]
        NO,
    )


@case("head, title", Seen.EITHER)
def title(letter: Letter) -> bytes:
    return make(letter.plain, head=f"<title>{escape(letter.who.name)}</title>")


for _place, _body_form, _seen in (
    ("title attribute", f'<p title="{{}}">{PLAIN}</p>', NO),
    ("data attribute", f'<p data-who="{{}}">{PLAIN}</p>', NO),
    ("aria-label", f'<p aria-label="{{}}">{PLAIN}</p>', NO),
    ("class and id", f'<p class="{{}}" id="{{}}">{PLAIN}</p>', NO),
    ("inline style", f"<p style=\"font-family: '{{}}'\">{PLAIN}</p>", NO),
    ("event handler", f"<p onclick=\"alert('{{}}')\">{PLAIN}</p>", NO),
    ("unknown attribute name", f'<p x-{{}}="a">{PLAIN}</p>', NO),
    ("picture, alternative text", f'<p>{PLAIN} <img src="a.png" alt="{{}}"></p>', Seen.EITHER),
    ("picture, source", f'<p>{PLAIN} <img src="https://a.example/{{}}.png"></p>', NO),
    (
        "frame, source document",
        f'<p>{PLAIN}</p><iframe srcdoc="<p>{{}}</p>"></iframe>',
        Seen.EITHER,
    ),
    ("form, value", f'<p>{PLAIN}</p><input value="{{}}">', Seen.EITHER),
    ("form, hidden value", f'<p>{PLAIN}</p><input type="hidden" value="{{}}">', NO),
    ("form, placeholder", f'<p>{PLAIN}</p><input placeholder="{{}}">', Seen.EITHER),
    ("form, text area", f"<p>{PLAIN}</p><textarea>{{}}</textarea>", Seen.EITHER),
    ("form, choice", f"<p>{PLAIN}</p><select><option>{{}}</option></select>", Seen.EITHER),
    ("object, parameter", f'<p>{PLAIN}</p><object><param value="{{}}"></object>', NO),
    ("comment", f"<p>{PLAIN}</p><!-- {{}} -->", NO),
    ("processing instruction", f"<p>{PLAIN}</p><?who {{}}?>", NO),
    ("CDATA", f"<p>{PLAIN}</p><svg><![CDATA[{{}}]]></svg>", Seen.EITHER),
    ("no-script text", f"<p>{PLAIN}</p><noscript>{{}}</noscript>", Seen.EITHER),
    ("template", f"<p>{PLAIN}</p><template><p>{{}}</p></template>", NO),
    ("drawing, text", f"<p>{PLAIN}</p><svg><text>{{}}</text></svg>", Seen.EITHER),
    ("drawing, title", f"<p>{PLAIN}</p><svg><title>{{}}</title></svg>", Seen.EITHER),
    ("canvas, fallback", f"<p>{PLAIN}</p><canvas>{{}}</canvas>", Seen.EITHER),
    (
        "formula, annotation",
        f"<p>{PLAIN}</p><math><annotation>{{}}</annotation></math>",
        Seen.EITHER,
    ),
    ("display: none", f'<p>{PLAIN}</p><p style="display:none">{{}}</p>', NO),
    ("visibility: hidden", f'<p>{PLAIN}</p><p style="visibility: hidden">{{}}</p>', NO),
    ("hidden attribute", f"<p>{PLAIN}</p><p hidden>{{}}</p>", NO),
    ("white on white", f'<p>{PLAIN}</p><p style="color:#fff">{{}}</p>', NO),
    ("font of no size", f'<p>{PLAIN}</p><p style="font-size:0">{{}}</p>', NO),
    ("off the page", f'<p>{PLAIN}</p><p style="position:absolute;left:-9999px">{{}}</p>', NO),
    ("ruby, text above", f"<p>{PLAIN}</p><ruby>moss<rt>{{}}</rt></ruby>", Seen.EITHER),
    ("dialog that is closed", f"<p>{PLAIN}</p><dialog>{{}}</dialog>", NO),
    ("details that are closed", f"<details><summary>{PLAIN}</summary>{{}}</details>", Seen.EITHER),
):
    BOOK.add(
        f"body, {_place}",
        lambda letter, form=_body_form: make(  # type: ignore[misc]
            letter, form.replace("{}", escape(letter.who.name))
        ),
        _seen,
    )


@case("body, hidden by a style sheet", NO)
def hidden_by_sheet(letter: Letter) -> bytes:
    body = f'{_plain(letter)}<p class="off">{escape(letter.who.name)}</p>'
    return make(letter, body, "<style>.off { display: none }</style>")


@case("link, mailto", NO)
def mailto(letter: Letter) -> bytes:
    return make(letter, f'<p><a href="mailto:{letter.who.email}">{PLAIN}</a></p>')


@case("link, coded address", NO)
def link(letter: Letter) -> bytes:
    address = f"https://people.example/{quote(letter.who.name)}"
    return make(letter, f'<p><a href="{address}">{PLAIN}</a></p>')


@case("picture, data address with EXIF", NO)
def data_address(letter: Letter) -> bytes:
    coded = base64.b64encode(pictures.jpeg(artist=letter.who.name)).decode()
    return make(letter, f'<p>{PLAIN}<img alt="" src="data:image/jpeg;base64,{coded}"></p>')


@case("behind the end of the page", NO)
def behind(letter: Letter) -> bytes:
    return make(letter.plain) + f"<!-- {letter.who.name} -->\n".encode()


@case("document type", NO)
def document_type(letter: Letter) -> bytes:
    made = make(letter.plain).decode()
    new = f'<!DOCTYPE html SYSTEM "{letter.who.name}">'
    return made.replace("<!DOCTYPE html>", new).encode()


@case("body, page in UTF-16", ON)
def utf_16(letter: Letter) -> bytes:
    return make(letter, around(escape(letter.who.name))).decode().encode("utf-16")


@case("body, page without elements of its frame", ON)
def fragment(letter: Letter) -> bytes:
    lines = (*letter.before, letter.sentence, *letter.after)
    return ("<html>" + "".join(f"<p>{escape(x)}" for x in lines)).encode()
