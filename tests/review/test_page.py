"""The page needs nothing but itself, shows the letters as text, and what waits comes first."""

import re
from html.parser import HTMLParser

import pytest

from redact.config import Config
from redact.datamodel import LABELS, Doubt, Outcome, Span, Verdict
from redact.review import words
from redact.review.letters import HiddenPart, ListedDoubt, Review, ReviewedLetter, Texts
from redact.review.page import OPENING, page

NASTY = "</div></article><script>alert('x')</script><img src=x onerror=alert(1)> \x00 \u202e"
BEFORE = f"Dear Anna,\r\n{NASTY} a doubtful word in May"
AFTER = f"Dear [name],\r\n{NASTY} a doubtful word in May"
HIDDEN = HiddenPart(Span(5, 9), Span(5, 11), "PERSON", 1, 0.3, "[name]")


class Reader(HTMLParser):
    """Collects the elements of a page, and complains of those that do not match."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.attributes += attrs
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def letter(**changes: object) -> ReviewedLetter:
    found = AFTER.index("doubtful")
    may = AFTER.index("May")
    values: dict[str, object] = {
        "name": f"{NASTY}.txt",
        "copy": "letter-0001.txt",
        "outcome": Outcome.HELD,
        "reason": "1 doubt is a likely leak; see redact review",
        "texts": Texts(BEFORE, AFTER, (HIDDEN,), ((Span(may - 2, may + 1), Span(may, may + 3)),)),
        "doubts": (ListedDoubt(Doubt(Span(found, found + 8), "full name", 0.6), 7),),
    }
    return ReviewedLetter(**(values | changes))  # type: ignore[arg-type]


def read(*letters: ReviewedLetter) -> tuple[str, Reader]:
    shown = page(Review(letters, f"/records/{NASTY}/decisions.yaml", f"/records/{NASTY}"))
    reader = Reader()
    reader.feed(shown)
    reader.close()
    assert reader.open == []
    return shown, reader


def test_nothing_of_a_letter_becomes_an_element() -> None:
    shown, reader = read(letter(notes=(NASTY,)), letter(texts=None, untold=2))
    assert not {"script", "img", "link", "iframe", "form", "base", "object"} & set(reader.seen)
    assert not any(name.startswith("on") or name == "src" for name, _ in reader.attributes)
    assert all(
        value and value.startswith("#") for name, value in reader.attributes if name == "href"
    )
    assert "default-src 'none'" in shown
    assert not re.search(r"url\(|@import|https?:", shown)
    assert shown.startswith(OPENING)
    assert "\x00" not in shown
    assert "\u202e" not in shown


def test_a_placeholder_with_a_number_has_no_second_one() -> None:
    hidden = HiddenPart(Span(5, 9), Span(5, 13), "PERSON", 7, 0.3, "[name_2]")
    text = BEFORE.replace("Anna", "[name_2]")
    shown, _ = read(letter(texts=Texts(BEFORE, text, (hidden,), ()), doubts=()))

    assert 'title="person, shown as [name_2]; unsure: 30 %" data-n="person">' in shown
    assert "person 7" not in shown


def test_before_and_after_stand_side_by_side_with_marks() -> None:
    shown, _ = read(letter())
    mark = (
        '<mark class="person c1" title="person 1, shown as [name]; unsure: 30 %" data-n="person 1">'
    )
    assert f"Dear {mark}Anna</mark>,\n" in shown
    assert f"Dear {mark}[name]</mark>,\n" in shown
    assert shown.count('kept on purpose">May</u>') == 2
    assert (
        'id="doubt-1-1" title="doubt 7: looks like a person&#x27;s full name; likely a leak"'
        in shown
    )
    assert '<a href="#doubt-1-1">7</a>' in shown


def test_the_likeliest_doubts_of_all_letters_come_first() -> None:
    start = AFTER.index("doubtful")
    few, many = (
        ListedDoubt(Doubt(Span(start, start + 8), kind, value), number)
        for kind, value, number in (("acronym", 0.1, 1), ("identifier", 0.9, 2))
    )
    shown, _ = read(letter(doubts=(few,)), letter(doubts=(many,)))
    ranking = shown.partition("likeliest leak first")[2].partition("</table>")[0]
    assert ranking.index("#doubt-2-1") < ranking.index("#doubt-1-1")
    assert "very likely" in ranking
    assert "<em>doubtful</em> word in May" in ranking


def test_a_text_that_is_doubted_twice_takes_one_row_and_one_decision() -> None:
    start = AFTER.index("doubtful")
    doubts = tuple(
        ListedDoubt(Doubt(Span(start + n, start + n + 2), "known name", 0.3), 4) for n in (0, 4)
    )
    shown, _ = read(letter(doubts=doubts))
    assert shown.count("2 times in this letter") == 2
    assert "<b>1</b> decision to make" in shown
    assert 'id="doubt-1-2"' in shown


def test_what_was_decided_is_said() -> None:
    start = AFTER.index("doubtful")
    decided = ListedDoubt(Doubt(Span(start, start + 8), "full name", 0.6), 7, Verdict.HIDE)
    shown, _ = read(letter(doubts=(decided,)))
    assert "decided: hide" in shown
    assert "<b>0</b> decisions to make" in shown


def test_a_letter_without_text_is_listed() -> None:
    shown, _ = read(
        letter(texts=None, doubts=(), untold=2, notes=("the letter cannot be shown: it is gone",))
    )
    assert "the letter cannot be shown: it is gone" in shown
    assert "2 doubts about its copy, which cannot be shown here" in shown
    assert "There are none." in shown


def test_the_doubts_that_hold_a_letter_are_marked() -> None:
    start = AFTER.index("doubtful")
    held, other = (
        ListedDoubt(Doubt(Span(start, start + 8), "full name", 0.6), number, holds=holds)
        for number, holds in ((1, True), (2, False))
    )
    shown, _ = read(letter(doubts=(held,)), letter(doubts=(other,)))
    assert shown.partition("</ol>")[2].count("holds the letter") == 2  # ranking, and its letter
    assert "holds the letter" not in read(letter(doubts=(other,)))[0].partition("</ol>")[2]


def test_the_page_says_how_to_decide_only_where_something_is_to_be_decided() -> None:
    shown, _ = read(letter())
    assert "How to decide" in shown
    assert "redact run … --records &#x27;/records/" in shown
    assert 'class="undecided"' in shown
    start = AFTER.index("doubtful")
    decided = ListedDoubt(Doubt(Span(start, start + 8), "full name", 0.6), 7, Verdict.HIDE)
    for doubts, todo in (((), False), ((decided,), True)):
        shown, _ = read(letter(doubts=doubts, outcome=Outcome.RELEASED))
        assert "How to decide" not in shown
        assert 'class="undecided"' not in shown
        assert ("redact run …" in shown) == todo


def test_the_id_of_a_letter_stands_beside_its_name() -> None:
    shown, _ = read(letter(name="a.txt", letter_id="00f1e2d3c4b5a697"))
    assert re.search(r"<h2>a\.txt <small title=[^>]*>letter: <code>00f1e2d3c4b5a697</code>", shown)
    assert "<small" not in read(letter())[0]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        (f"{'word ' * 30}here{' word' * 30}", f"… {'word ' * 11}<em>here</em>{' word' * 11} …"),
        (f"{'w' * 90} here", "… <em>here</em>"),
        (f"{'w' * 90}here{'w' * 90}", f"… {'w' * 60}<em>here</em>{'w' * 60} …"),
        ("word here word", "word <em>here</em> word"),
    ],
)
def test_a_context_begins_and_ends_between_words(text: str, context: str) -> None:
    start = text.index("here")
    doubt = ListedDoubt(Doubt(Span(start, start + 4), "full name", 0.6), 1)
    shown, _ = read(letter(texts=Texts(text, text), doubts=(doubt,)))
    assert f'<div class="context"><bdi>{context}</bdi>' in shown


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("Name | Mark\nAnna | 5\n", True),
        ("Name\tMark\r\nAnna\t5\r\n", True),
        ("a|b and a word\n", False),
        ("Tel. 1 | Room 2\nDear Anna\n\tindented\n\tonce more\n", False),
    ],
)
def test_tables_are_not_wrapped(text: str, table: bool) -> None:
    shown, _ = read(letter(texts=Texts(text, text), doubts=()))
    assert shown.count('<div class="text table"') == (2 if table else 0)


def test_a_page_without_letters_is_a_page() -> None:
    assert "<h1>" in read()[0]


def test_a_large_letter_is_shown_whole() -> None:
    text = "A word & another, <again>.\n" * 40_000
    shown, _ = read(letter(texts=Texts(text, text), doubts=()))
    assert shown.count("A word &amp; another, &lt;again&gt;.") == 80_000


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_a_word(outcome: Outcome) -> None:
    assert words.OUTCOMES[outcome] in read(letter(outcome=outcome))[0]


def test_every_kind_and_label_has_plain_words(config: Config) -> None:
    assert all(words.kind(kind) != kind for kind in config.doubts.likelihood)
    assert set(words.LABELS) == set(LABELS)
    assert words.kind("something new") == "something new"


@pytest.mark.parametrize(
    ("span", "framed"),
    [
        (Span(0, 5), "Dear "),
        (Span(0, 8), "Dear "),
        (Span(0, 11), "Dear [name]"),
        (Span(7, 17), " Hello"),
        (Span(6, 9), "[name]"),
        (Span(5, 11), "[name]"),
        (Span(3, 14), "r [name] He"),
    ],
)
def test_the_frame_of_a_doubt_cuts_no_placeholder(span: Span, framed: str) -> None:
    after = "Dear [name] Hello"
    texts = Texts("Dear Anna Hello", after, (HIDDEN,))
    doubts = (ListedDoubt(Doubt(span, "full name", 0.6), 7),)

    shown, _ = read(letter(texts=texts, doubts=doubts))

    marked = re.findall(r"<em[^>]*>(.*?)</em>", shown)
    assert {re.sub("<[^>]+>", "", one) for one in marked if "Framed" not in one} == {framed}
