"""What is wrong with placeholders by their looks, and what is no placeholder at all."""

import time

import pytest

from redact.config import Config
from redact.lint.findings import Finding
from redact.lint.placeholders import check
from redact.lint.vocabulary import Vocabulary

#: A letter around the sentence in question; its placeholders stand in the plain style.
FRAME = "Dear [name], I met [name] at [organization] in [location].\n{}\nYours, [name]\n"


@pytest.fixture(scope="module")
def vocabulary(config: Config) -> Vocabulary:
    return Vocabulary(config)


def reported(text: str, vocabulary: Vocabulary) -> list[tuple[str, str, str | None, bool]]:
    findings = check(text, vocabulary).findings
    return [(one.kind.value, one.span.of(text), one.suggestion, one.certain) for one in findings]


@pytest.mark.parametrize(
    ("sentence", "kind", "place", "suggestion"),
    [
        ("I study at the [compaany].", "misspelt", "[compaany]", "[company]"),
        ("I study at the [compnay].", "misspelt", "[compnay]", "[company]"),
        ("Ask [nmae] today.", "misspelt", "[nmae]", "[name]"),
        ("Ask [Naem] today.", "misspelt", "[Naem]", "[name]"),
        ("Ask [nam3] today.", "misspelt", "[nam3]", "[name]"),
        ("Ask [frist name] today.", "misspelt", "[frist name]", "[first name]"),
        ("Born on [date of brith].", "misspelt", "[date of brith]", "[date of birth]"),
        ("Ask [organisaton] today.", "misspelt", "[organisaton]", "[organisation]"),
        ("Ask <name> today.", "style", "<name>", "[name]"),
        ("Ask {surname} today.", "style", "{surname}", "[surname]"),
        ("My name is (name) today.", "style", "(name)", "[name]"),
        ("Ask [[name]] today.", "style", "[[name]]", "[name]"),
        ("Ask [NAME] today.", "style", "[NAME]", "[name]"),
        ("Ask [Name] today.", "style", "[Name]", "[name]"),
        ("Ask [ name ] today.", "style", "[ name ]", "[name]"),
        ("Ask [name][surname] today.", "style", "][", "] ["),
        ("Ask [name today.", "bracket", "[name", "[name]"),
        ("Ask name] today.", "bracket", "name]", "[name]"),
        ("Born [date of birth in May.", "bracket", "[date of birth", "[date of birth]"),
        ("Ask [name) today.", "bracket", "[name)", "[name]"),
        ("Ask {name] today.", "bracket", "{name]", "[name]"),
        ("Ask [name[ today.", "bracket", "[name[", "[name]"),
        ("Ask ]name] today.", "bracket", "]name]", "[name]"),
        ("Ask him ([name) today.", "bracket", "[name", "[name]"),
        ("Ask him (name]) today.", "bracket", "name]", "[name]"),
        ("Ask [[name] today.", "bracket", "[[name]", "[name]"),
        ("Ask [name]] today.", "bracket", "[name]]", "[name]"),
    ],
)
def test_a_defect_is_found_with_what_would_be_right(
    vocabulary: Vocabulary, sentence: str, kind: str, place: str, suggestion: str
) -> None:
    found = reported(FRAME.format(sentence), vocabulary)
    assert (kind, place, suggestion, True) in found
    assert {each[1] for each in found if each[0] != "words"} == {place}


@pytest.mark.parametrize(
    ("sentence", "kind", "place", "suggestion"),
    [
        ("Ask [name [surname]] today.", "bracket", "[name [surname]]", "[name] [surname]"),
        ("My address is [name. I live in [location]].", "bracket", "[name", "[name]"),
        ("I am at [email or by phone [phone]].", "bracket", "[email", "[email]"),
        ("Write your signature (name) there.", "style", "(name)", "[name]"),
        ("Write the full name (organization) too.", "style", "(organization)", "[organization]"),
        ("Write the full name (company) too.", "style", "(company)", "[company]"),
        ("A List<name> is typed.", "style", "<name>", "[name]"),
        ("Ask [fame] today.", "misspelt", "[fame]", "[name]"),
        ("Call (phone) today.", "style", "(phone)", "[phone]"),
        ("Ask [name_2] today.", "style", "[name_2]", None),
        ("Ask XXXX today.", "blackout", "XXXX", None),
        ("Ask █████ today.", "blackout", "█████", None),
        ("My old friend ____ was there.", "blackout", "____", None),
        ("Ask him at [Anna today.", "bracket", "[", None),
        ("I work at [company].", "words", "[company]", None),
    ],
)
def test_what_is_not_certain_is_told_and_left(
    vocabulary: Vocabulary, sentence: str, kind: str, place: str, suggestion: str | None
) -> None:
    assert reported(FRAME.format(sentence), vocabulary) == [(kind, place, suggestion, False)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("[name\nsaid so].", [("[name", False)]),
        (
            "I work at [organization) with [name] and [[name]].\nname] said so.",
            [("[organization)", True), ("name]", True)],
        ),
        ("Ask [name about [location] or surname] today.", [("[name", True), ("surname]", True)]),
        ("Ask [name) about this and so].", [("[name)", True), ("]", False)]),
    ],
)
def test_one_error_does_not_hide_another(
    vocabulary: Vocabulary, sentence: str, found: list[tuple[str, bool]]
) -> None:
    brackets = [one for one in reported(FRAME.format(sentence), vocabulary) if one[0] == "bracket"]
    assert [(each[1], each[3]) for each in brackets] == found


@pytest.mark.parametrize(
    "sentence",
    [
        "He wrote [sic] that [1] and [2, 3] are [...] wrong [see above].",
        "The [ACL 2020] paper, [Figure 2] and [Table 1], [emphasis added].",
        "See [our page](https://example.org) and [the list][list] and [link](#top).",
        "[[name]](https://example.org) and [[name]]([url]) are links.",
        "- [x] done\n- [ ] open",
        "The intervals [0, 1) and (a, b], and the array a[i].",
        "He said that [they] came to [the] school[s] on the [same] [date].",
        "Telephone (phone): [phone]",
        "Telephone: [phone] (mobile), [organization] ([organization])",
        "From: [name] <[email]>",
        "Signature: ______________",
        "____________________\n(name)",
        "***\nThe XXX Olympiad, and XXXII.",
        "[see name of [organization]] and [after [name] left university], [name, surname].",
        "He [name withheld] and [see [name] and others] and [name\nof university] wrote.",
        "if 1 < name and name > 2, {a, b}",
        "my name is[name]and [recipient name] of [name of university] knows",
        "[names], [locations] and [organizations] were many",
    ],
)
def test_ordinary_brackets_are_no_placeholders(vocabulary: Vocabulary, sentence: str) -> None:
    assert reported(FRAME.format(sentence), vocabulary) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<{}>", "[name]"),
        ("{{{}}}", "[name]"),
        ("{{{{{}}}}}", "[name]"),
        ("[[{}]]", "[name]"),
        ("({})", "[name]"),
    ],
)
def test_the_style_of_most_is_the_right_one(vocabulary: Vocabulary, one: str, other: str) -> None:
    usual = one.format("name")
    consistent = f"Dear {usual}, I met {usual} and {usual}.\n"
    assert reported(consistent, vocabulary) == []
    mixed = f"{consistent}Ask {other} today.\n"
    assert reported(mixed, vocabulary) == [("style", other, usual, True)]


def test_capitals_and_numbers_are_styles_too(vocabulary: Vocabulary) -> None:
    text = "[NAME 1] met [NAME 2] of [COMPAANY 1]. Ask [name_3].\n"
    assert reported(text, vocabulary) == [
        ("misspelt", "[COMPAANY 1]", "[COMPANY 1]", True),
        ("style", "[name_3]", "[NAME 3]", True),
        ("style", "[name_3]", "[NAME 3]", True),
    ]


def test_a_letter_without_placeholders_has_no_style(vocabulary: Vocabulary) -> None:
    assert reported("Ask XXXX, ████ and ____ of it, (phone) first.\n", vocabulary) == []


def test_a_misspelling_with_two_neighbours_is_not_certain(vocabulary: Vocabulary) -> None:
    text = "At [city] and [state], in [state] or [city]. Near [citate] there is none.\n"
    assert all(each[0] != "misspelt" or not each[3] for each in reported(text, vocabulary))
    text = "[lab] and [lab], and at [labb].\n"
    assert reported(text, vocabulary) == [("misspelt", "[labb]", "[lab]", True)]


def test_a_finding_that_is_certain_says_what_would_be_right() -> None:
    from redact.datamodel import Span
    from redact.lint.findings import Kind

    with pytest.raises(ValueError, match="suggestion"):
        Finding(Span(0, 1), Kind.STYLE, "wrong", certain=True)


def test_a_long_letter_takes_no_time_in_the_square_of_its_length(vocabulary: Vocabulary) -> None:
    line = "Ask [name, [[name]] and <name> of [compaany] (in [location) [x [y]]] or name].\n"
    text = line * 2_000
    started = time.perf_counter()
    check(text, vocabulary)
    assert time.perf_counter() - started < 20
