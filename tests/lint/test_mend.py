"""Only what is certain is mended, once and for all, and nothing else of a letter changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.config import Config, load_config
from redact.lint.linter import Linter
from redact.lint.names import Seen
from redact.lint.placeholders import check
from redact.lint.vocabulary import Vocabulary

PLACEHOLDERS = ("[name]", "[nmae]", "<name>", "[NAME]", "[[name]]", "[ name ]", "(name)")
OTHERS = ("[name", "name]", "[name)", "[organization]", "[compaany_2]", "{email}", "[sic]", "XXXX")
BETWEEN = (*"()[]<> \n", "\r\n\r\n", ", ", "Anna", "ordinary words ", "żółć\u00a0", "\u00ad")
PIECES = st.sampled_from((*PLACEHOLDERS, *OTHERS, *BETWEEN))
#: What no mending takes out of a letter; a comma or a soft hyphen in a placeholder is a slip.
FOREIGN = "żółć\u00a0\r\nX"
CONFIG = load_config()


@pytest.fixture(scope="module")
def linter(config: Config) -> Linter:
    return Linter(config)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (
            "Dear [name], the [compaany] <name> met [SURNAME] , [ name ] and [name.\r\n\r\nHi\r\n",
            "Dear [name], the [company] [name] met [surname] , [name] and [name].\r\n\r\nHi\r\n",
        ),
        (
            "<name> and <name> met [nmae] and <Compnay>, {email} and [sic].",
            "<name> and <name> met <name> and <company>, <email> and [sic].",
        ),
        ("[name][surname] and [[name]][name].", "[name] [surname] and [name] [name]."),
        (
            "[name] [name [surname]] XXXX [name_2] [fame]",
            "[name] [name [surname]] XXXX [name_2] [fame]",
        ),
        ("[name] and Anna [surname], [name] K.", "[name] and Anna [surname], [name] K."),
        ("[name] met [name\n] and [\r\nname].", "[name] met [name\n] and [\r\nname]."),
        ("Nothing [sic] is hidden (here).", "Nothing [sic] is hidden (here)."),
        ("", ""),
    ],
)
def test_what_is_certain_is_mended(linter: Linter, text: str, mended: str) -> None:
    assert linter.mend(text) == mended


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_mended_letter_has_nothing_certain_left(text: str) -> None:
    linter = Linter(CONFIG)
    mended = linter.mend(text)
    assert not [one for one in check(mended, Vocabulary(CONFIG)).findings if one.certain]
    assert linter.mend(mended) == mended


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_text_outside_of_the_findings_is_unchanged(text: str) -> None:
    certain = [one for one in check(text, Vocabulary(CONFIG)).findings if one.certain]
    mended = Linter(CONFIG).mend(text)
    assert certain or mended == text
    # What no placeholder is made of comes through as it was, in its order.
    foreign = [char for char in text if char in FOREIGN]
    assert [char for char in mended if char in FOREIGN] == foreign


def test_findings_of_any_text_have_places_in_it(linter: Linter) -> None:
    text = "[name\u00ad] [n\name] \ufeff[[name]\n\n] [name]]]"
    for finding in linter.lint(text, lambda _: Seen()):
        assert finding.span.end <= len(text)
