"""Letter text becomes HTML that shows all of it and runs none of it."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.datamodel import Span
from redact.review.marks import Mark, marked, visible

_TAG = re.compile(r"</?(?:b|em)>")


def bold(start: int, end: int) -> Mark:
    return Mark(Span(start, end), "<b>", "</b>")


def em(start: int, end: int) -> Mark:
    return Mark(Span(start, end), "<em>", "</em>")


@pytest.mark.parametrize(
    ("inner", "outer", "shown"),
    [
        ([], [], "abcdef"),
        ([bold(1, 3)], [], "a<b>bc</b>def"),
        ([bold(1, 3)], [em(1, 3)], "a<em><b>bc</b></em>def"),
        ([bold(1, 2), bold(3, 4)], [em(0, 6)], "<em>a<b>b</b>c<b>d</b>ef</em>"),
        ([bold(1, 4)], [em(2, 6)], "a<b>b</b><em><b>cd</b>ef</em>"),
        ([bold(0, 4), bold(2, 6)], [em(5, 6), em(5, 6)], "<b>abcd</b>e<em>f</em>"),
        ([bold(4, 99)], [], "abcd<b>ef</b>"),
    ],
)
def test_marks_lie_in_each_other(inner: list[Mark], outer: list[Mark], shown: str) -> None:
    assert marked("abcdef", inner, outer) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert('&')</script>", "&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;"),
        ("a\x00b", 'a<i class="x">U+0000</i>b'),
        ("a\u202eb\u2066", 'a<i class="x">U+202E</i>b<i class="x">U+2066</i>'),
        ("a\u200bb\ufeff", 'a<i class="x">U+200B</i>b<i class="x">U+FEFF</i>'),
        ("a\ud800", 'a<i class="x">U+D800</i>'),
        ("a\u2028b\x1b[1m", 'a<i class="x">U+2028</i>b<i class="x">U+001B</i>[1m'),
        ("one\r\ntwo\rthree\tfour\u00a0five", "one\ntwo\nthree\tfour\u00a0five"),
        ("👩\u200d🚀 می\u200cخواهم so\u00adft", "👩\u200d🚀 می\u200cخواهم so\u00adft"),
    ],
)
def test_nothing_hides_in_a_text(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert visible(text).encode()


@given(
    st.text(alphabet="ab<>&\"'\n é", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=5),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=5),
)
def test_without_the_marks_the_text_is_as_it_was(
    text: str, inner: list[tuple[int, int]], outer: list[tuple[int, int]]
) -> None:
    shown = marked(text, [bold(a, a + n) for a, n in inner], [em(a, a + n) for a, n in outer])
    assert html.unescape(_TAG.sub("", shown)) == text
