"""A page is read as a browser shows it and written anew from a short list of plain elements."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.datamodel import Document, Span
from redact.errors import FormatError, WriteError
from redact.formats import html
from redact.formats.form import Options

#: An invented name that stands in one place of a page, in ASCII, with diacritics, in two scripts.
NAMES = ("Zephyrine Quillfeather", "Žofie Łąkowska", "Зиновия Перова", "王伟明")
#: Where a page shows a text.
SEEN = {
    "paragraph": "<p>{}</p>",
    "heading": "<h2>{}</h2>",
    "split in runs": "<p>{}</p>",
    "cell": "<table><tr><td>{}</td><td>b</td></tr></table>",
    "nested table": "<table><tr><td><table><tr><td>{}</td></tr></table></td></tr></table>",
    "caption": "<table><caption>{}</caption><tr><td>a</td></tr></table>",
    "item": "<ul><li>one<ul><li>{}</li></ul></li></ul>",
    "quotation": "<blockquote>{}</blockquote>",
    "preformatted": "<pre>  {}\n</pre>",
    "link text": '<a href="https://example.org/x">{}</a>',
    "alternative text": '<img src="x.png" alt="{}">',
    "field": '<input value="{}">',
    "placeholder of a field": '<input placeholder="{}">',
    "button": "<button>{}</button>",
    "submit": '<input type="submit" value="{}">',
    "text area": "<textarea>{}</textarea>",
    "choice": "<select><option>x<option selected>{}</select>",
    "drawn text": "<svg><text>{}</text></svg>",
    "foreign object": "<svg><foreignObject><p>{}</p></foreignObject></svg>",
    "formula": "<math><mtext>{}</mtext></math>",
    "summary": "<details><summary>{}</summary></details>",
    "aria-hidden": '<p aria-hidden="true">{}</p>',
    "white on black": '<div style="background:#000"><p style="color:white">{}</p></div>',
    "hidden on small screens": "<style>@media (max-width:9em){{.k{{display:none}}}}</style>"
    '<p class="k">{}</p>',
    "shown again": '<div style="visibility:hidden"><p style="visibility:visible">{}</p></div>',
    "size set again": '<div style="font-size:0"><p style="font-size:12px">{}</p></div>',
    "character references": "<p>{}</p>",
    "outside of all": "{}",
    "after the body": "<p>x</p></body></html>{}",
}
#: Where a page holds a text that nobody sees.
HIDDEN = {
    "hidden attribute": "<p hidden>{}</p>",
    "display none": '<p style="display:none">{}</p>',
    "display none, important": '<p style="display: none !important">{}</p>',
    "inside what is hidden": '<div style="display:none"><p style="display:block">{}</p></div>',
    "visibility": '<p style="visibility:hidden">{}</p>',
    "no size": '<p style="font-size:0">{}</p>',
    "tiny": '<p style="font-size:1px">{}</p>',
    "no size, relative": '<div style="font-size:0"><p style="font-size:2em">{}</p></div>',
    "white on white": '<p style="color:#fff">{}</p>',
    "nearly white": '<p style="color:rgb(250,250,252)">{}</p>',
    "white font": '<font color="white">{}</font>',
    "black on black": '<p style="background-color:black">{}</p>',
    "transparent": '<p style="color:transparent">{}</p>',
    "see-through": '<p style="opacity:0">{}</p>',
    "off the page": '<p style="position:absolute;left:-9999px">{}</p>',
    "indented away": '<p style="text-indent:-9999px">{}</p>',
    "clipped": '<p style="position:absolute;clip:rect(1px,1px,1px,1px)">{}</p>',
    "no height": '<p style="max-height:0;overflow:hidden">{}</p>',
    "by class": "<style>p.k {{ display:none }}</style><p class='a k'>{}</p>",
    "by id": "<style>#k{{visibility:hidden}}</style><p id=k>{}</p>",
    "by place": "<style>div.a > b, td{{display:none}}</style><div class=a><b>{}</b></div>",
    "title": "<title>{}</title>",
    "template": "<template><p>{}</p></template>",
    "noscript": "<noscript><p>{}</p></noscript>",
    "hidden field": '<input type="hidden" value="{}">',
    "other choice": "<select><option>x<option>{}</select>",
    "closed dialog": "<dialog>{}</dialog>",
    "fallback": "<video>{}</video>",
    "annotation": "<math><mi>x</mi><annotation>{}</annotation></math>",
    "picture title": "<svg><title>{}</title></svg>",
}
#: Where a page holds a text that is neither shown nor searched.
DROPPED = {
    "comment": "<!-- {} -->",
    "conditional comment": "<!--[if mso]><p>{}</p><![endif]-->",
    "script": "<script>var a = '{}'</script>",
    "linked data": '<script type="application/ld+json">{{"name": "{}"}}</script>',
    "style sheet": '<style>p::after {{ content: "{}" }}</style>',
    "meta": '<meta name="author" content="{}">',
    "link target": '<a href="mailto:{}">write</a>',
    "tooltip": '<p title="{}">x</p>',
    "data attribute": '<p data-name="{}" id="{}" class="{}">x</p>',
    "label for readers": '<p aria-label="{}">x</p>',
    "handler": "<p onclick=\"say('{}')\">x</p>",
    "picture source": '<img src="https://example.org/{}.png">',
    "data address": '<img src="data:image/svg+xml,<svg>{}</svg>">',
    "frame": '<iframe srcdoc="<p>{}</p>" src="{}"></iframe>',
    "base": '<base href="https://{}/">',
    "style attribute": "<p style=\"font-family:'{}'\">x</p>",
    "unknown element": "<x-{0} y='{0}'>x</x-{0}>",
    "instruction": "<?who {} ?>",
    "declaration": "<![if {}]>",
    "password": '<input type="password" value="{}">',
    "form target": '<form action="/{}"></form>',
}


def read(page: str | bytes) -> Document:
    return html.read(page if isinstance(page, bytes) else page.encode(), "letter", Options())


def around(body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="cs"><head><meta charset="utf-8"></head><body>'
        f"<p>A benign line.</p>{body}<p>The end.</p></body></html>"
    )


def squeezed(text: str) -> str:
    return "".join(text.split())


def everything(document: Document) -> str:
    """Return all that a second reader finds in the copy."""
    copy = html.write(document)
    reopened = html.reopen(copy, document)
    assert squeezed(reopened.text) == squeezed(document.text)
    return "\n".join([copy.decode(), reopened.text, *(part.text for part in reopened.parts)])


def hide(document: Document, name: str) -> Document:
    """Replace a name as the line does: the placeholder in the first segment, the rest cut."""
    texts = [segment.text for segment in document.segments]
    start = document.text.find(name)
    while start >= 0:
        for count, (index, span) in enumerate(document.touched(Span(start, start + len(name)))):
            shown = "[name]" if not count else ""
            texts[index] = texts[index][: span.start] + shown + texts[index][span.end :]
        segments = [
            replace(old, text=text) for old, text in zip(document.segments, texts, strict=True)
        ]
        document = replace(document, segments=tuple(segments))
        start = document.text.find(name)
    return document


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", SEEN)
def test_what_is_seen_is_read_and_can_be_replaced(place: str, name: str) -> None:
    planted = name
    if place == "split in runs":
        planted = f"<b>{name[:2]}</b><i>{name[2]}</i><span>{name[3:]}</span>"
    elif place == "character references":
        planted = "".join(f"&#{ord(char)};" for char in name)
    document = read(around(SEEN[place].format(planted)))
    assert name in document.text
    found = everything(hide(document, name))
    assert not [word for word in name.split() if word in found]
    assert "[name]" in found
    assert "A benign line." in found
    assert "The end." in found


@pytest.mark.parametrize("name", NAMES[:2])
@pytest.mark.parametrize("place", HIDDEN)
def test_what_nobody_sees_is_searched_and_dropped(place: str, name: str) -> None:
    document = read(around(HIDDEN[place].format(name)))
    assert name in "\n".join(segment.text for segment in document.unseen)
    assert name not in document.text
    assert name not in everything(document)
    assert document.notices
    assert document.text.startswith("A benign line.\n")
    assert document.text.endswith("The end.")


@pytest.mark.parametrize("place", DROPPED)
def test_what_is_not_text_is_not_in_the_copy(place: str) -> None:
    for name in ("quillfeather", "łąkowska"):
        document = read(around(DROPPED[place].replace("{}", name).replace("{0}", name)))
        assert name not in everything(document).lower()
        assert "Abenignline." in squeezed(document.text)
        assert "Theend." in squeezed(document.text)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>one <b> two</b>\n three </p><p>four</p>", "one two three\nfour"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<p>a<br></p><p>b</p>", "a\nb"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "a\tb\n1\t2"),
        ("<table><tr><td></td><td>x</td></tr><tr><td>y</td><td></td></tr></table>z", "\tx\ny\nz"),
        ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a\nb\tc"),
        ("<pre>\n a\n\tb</pre>", " a\n\tb"),
        ('<p style="white-space:pre-wrap">a  b\nc</p>', "a  b\nc"),
        ("a&nbsp;b &lt;c&gt; &amp;amp;", "a\u00a0b <c> &amp;"),
        ("Bracken&shy;moor", "Bracken\u00admoor"),
        ("A\x00n\x01na, who knows all about this", "Anna, who knows all about this"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<bdo dir=rtl>annA</bdo>", "Anna"),
        ("Name:<input value=Anna>.", "Name: Anna ."),
        ("", ""),
    ],
)
def test_white_space_is_read_as_a_browser_shows_it(page: str, text: str) -> None:
    assert read(page).text == text


def test_a_copy_is_made_of_plain_elements_without_attributes() -> None:
    page = (
        '<h1 class="x">On <em>Anna</em></h1><p align="left">H<sub>2</sub>O, <u>so</u></p>'
        '<ol start="3"><li>a<li>b</ol><table border="1"><tr><td colspan="2">c</td></tr></table><hr>'
    )
    assert html.write(read(page)).decode() == (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title></title></head><body>\n'
        "<h1>On <i>Anna</i></h1>\n<p>H<sub>2</sub>O, <u>so</u></p>\n"
        "<ol><li>a</li><li>b</li></ol>\n<table><tr><td>c</td></tr></table>\n<hr>\n</body></html>\n"
    )


def test_the_style_of_a_text_is_told() -> None:
    page = "<h3>a</h3><ul><li>b</ul><table><td>c</table><p><strong>d</strong><i>e</i></p>"
    styles = {each.text: each.style for each in read(page).segments if each.locator}
    assert styles["a"].heading == 3
    assert styles["b"].item
    assert styles["c"].cell
    assert styles["d"].bold
    assert styles["e"].italic


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=iso-8859-2><p>Żółw Łąkowska".encode("iso-8859-2"),
        '<?xml version="1.0" encoding="windows-1250"?><html><p>Żółw Łąkowska'.encode("cp1250"),
        "<meta http-equiv=x content='text/html; charset=cp1250'><p>Żółw Łąkowska".encode("cp1250"),
        "<meta charset=latin-1><p>Żółw Łąkowska".encode(),
        "\ufeff<p>Żółw Łąkowska".encode(),
        "\ufeff<p>Żółw Łąkowska".encode("utf-16-le"),
        "<p>Żółw Łąkowska".encode("utf-16-be"),
    ],
)
def test_the_encoding_is_found(data: bytes) -> None:
    assert read(data).text == "Żółw Łąkowska"


def test_japanese_that_looks_like_ascii_is_decoded_as_it_says() -> None:
    page = "<meta charset=iso-2022-jp><p>山田太郎".encode("iso-2022-jp")
    assert read(page).text == "山田太郎"


@pytest.mark.parametrize(
    "data",
    [
        b"<div>" * 10_000 + b"x",
        b"<b>" * 300_000,
        b"<p>\xc5\xbb\xc3\xb3\xc5\x82w \xff\xfe\xc5\xbb\xc5",
        b"<ul><li>" * 5_000,
        b"<table><tr><td>" * 5_000 + b"x",
    ],
)
def test_a_hostile_page_is_refused_in_time(data: bytes) -> None:
    start = time.perf_counter()
    with pytest.raises(FormatError):
        read(data)
    assert time.perf_counter() - start < 10


def test_many_rules_and_classes_end_in_time() -> None:
    sheet = "".join(f".a .b{i} .c {{ display:none }}" for i in range(20_000))
    page = f"<style>{sheet}</style>" + '<div class="a c b1">' * 100 + "<p>x" * 2_000
    start = time.perf_counter()
    read(page)
    assert time.perf_counter() - start < 10


def test_a_letter_of_another_format_cannot_be_a_page() -> None:
    with pytest.raises(WriteError):
        html.write(Document("letter", ()))


def test_a_stranger_in_a_copy_is_found_by_the_second_reader() -> None:
    document = read("<p>x</p>")
    copy = html.write(document).replace(b"<p>", b'<p title="Anna"><!-- Bob --><?Cid?><dora>')
    copy = copy.replace(b"<title>", b"<title>Eve")
    parts = " ".join(part.text for part in html.reopen(copy, document).parts)
    assert all(name in parts for name in ("Anna", "Bob", "Cid", "dora", "Eve"))


def test_channels_are_counted() -> None:
    page = '<title>a</title><!-- b --><p>c <a href="d">e</a><img alt="f"><script>g</script>'
    found = {
        channel.name: (channel.count, channel.fate.value)
        for channel in html.channels(page.encode())
    }
    assert found["title"] == found["comments"] == found["scripts"] == (1, "dropped")
    assert found["pictures"] == found["link targets"] == (1, "dropped")
    assert found["alternative texts"] == (1, "rewritten")


TAGS = st.sampled_from([
    "b", "p", "div", "span", "h1", "ul", "ol", "li", "table", "tr", "td", "th", "tbody", "caption",
    "pre", "textarea", "select", "option", "br", "hr", "i", "sub", "ruby", "rt", "q", "blockquote",
    "dl", "dd", "input", "img", "svg", "text", "style", "math", "button", "bdo", "font", "details",
])  # fmt: skip
ATTRIBUTES = st.sampled_from(
    ["", "", "", " hidden", ' style="white-space:pre"', ' style="font-size:0"', ' alt="Alt x"',
     ' value="va l"', ' style="display:block"', " color=white"]
)  # fmt: skip
TEXTS = st.sampled_from(
    [
        "Anna",
        " x",
        "\n",
        "\t",
        "&amp;",
        "&nbsp;",
        "<",
        "&#1;",
        "\u00ad",
        "é王",
        "<!-- c -->",
        "&lt;b&gt;",
    ]
)
PAGES = st.lists(
    TEXTS | st.builds("<{}{}>".format, TAGS, ATTRIBUTES) | TAGS.map("</{}>".format), max_size=40
).map("".join)


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_a_copy_shows_the_same_and_is_its_own_copy(page: str) -> None:
    document = read(page)
    copy = html.write(document)
    reopened = html.reopen(copy, document)
    assert squeezed(reopened.text) == squeezed(document.text)
    assert not reopened.parts
    again = read(copy)
    assert squeezed(again.text) == squeezed(document.text)
    assert html.write(read(html.write(again))) == html.write(again)
    assert not again.unseen


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=300)
    | PAGES.map(str.encode).flatmap(
        lambda data: st.integers(0, len(data)).map(lambda cut: data[:cut])
    )
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read(data)
    except FormatError:
        return
    html.write(document)
