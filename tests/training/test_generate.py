"""Synthetic letters: spans stay exact whatever is done, and the two sides share no name."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from training import corrupt, generate
from training.contacts import make_orcid
from training.fill import fill
from training.gazetteers import Gazetteers, is_held_out, load, without_marks
from training.marked import Edit, Gold, Marked, apply
from training.names import make_person
from training.slots import CASES, FORMS
from training.template import Template, check_folder, parse_template, read_templates

TEMPLATES = Path(generate.__file__).parent / "templates"
SAMPLE = """genre: email
country: DE
people: p1=DE p2=IN p3=*
---
From: {p1} <{p1.email}>
Student: {p2.upper} ({n1}), {n1.orcid}, born {d1}

Dear Prof. {p1.last}, I study at {u1} ({u1.acr}) in {l1}, {l1.country};
{{so does {p3.first}|he doesn't}}.
?? My café friend {p2.nick} of {c1} for ⟦ORG#o9|Rotary Club⟧ has {x.method} on ⟦KEEP|LinkedIn⟧.
My {x.degree} thesis was on Markov chains and {k1.conference}.
I live at {a1.street}, {a1.postcode} {a1.city}.

{p2.first} {p2.last} | {t1} | {w1} | {h1} | {o1}
"""


def write_gazetteers(folder: Path) -> Path:
    """Write a tiny gazetteer and return its folder."""
    rng = Random(7)
    words = [
        "".join(rng.choice("bdfgklmnrst") + rng.choice("aeiouäé") for _ in range(3)).capitalize()
        for _ in range(300)
    ]
    people = [
        (code, words[i * 40 + j]) for i, code in enumerate(("DE", "IN", "RU")) for j in range(40)
    ]
    (folder / "forenames_by_country.csv").write_text(
        "country,gender,name,native\n" + "".join(f"{c},F,{w},{w}\n" for c, w in people),
        encoding="utf-8",
    )
    (folder / "surnames_by_country.csv").write_text(
        "country,name,native\n" + "".join(f"{c},{w}er,Иванов\n" for c, w in people),
        encoding="utf-8",
    )
    for name in (
        "wiktionary_female_given_names",
        "wiktionary_male_given_names",
        "wiktionary_surnames",
    ):
        (folder / f"{name}.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    (folder / "universities.csv").write_text(
        "name,country\n" + "".join(f"University of {w},DE\n" for w in words[:80]), encoding="utf-8"
    )
    (folder / "companies_sp500.txt").write_text(
        "".join(f"{w} Corporation\n" for w in words[:50]), encoding="utf-8"
    )
    (folder / "cities.csv").write_text(
        "name,country,region\n"
        + "".join(f"{w}burg,Germany,Hesse\n{w}pur,India,Bihar\n" for w in words[:99]),
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_gazetteers(tmp_path_factory.mktemp("gazetteers"))


@pytest.fixture(scope="module")
def gazetteers(folder: Path) -> Gazetteers:
    return load(folder)


def sample() -> Template:
    template, errors = parse_template("email_DE_sample", SAMPLE)
    assert not errors
    return template


def letters(gazetteers: Gazetteers, count: int) -> Iterator[Marked]:
    for number in range(count):
        yield fill(Random(number), gazetteers, sample())


def assert_sound(marked: Marked) -> None:
    """Check that spans are in order, disjoint, inside the text and free of edge white space."""
    done = 0
    for span in marked.spans:
        surface = marked.text[span.start : span.end]
        assert done <= span.start < span.end <= len(marked.text)
        assert surface == surface.strip() != ""
        done = span.end


def test_every_template_passes_the_check() -> None:
    assert check_folder(TEMPLATES) == []


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("{p1.shoesize}", "no form"),
        ("{q1}", "unknown key"),
        ("{p.last}", "needs a number"),
        ("{{one|two", "never closed"),
        ("{{one}}", "at least two"),
        ("}", "stray"),
        ("⟦ORG|Club⟧", "needs an id"),
        ("⟦FOO#o1|Club⟧", "unknown label"),
        ("⟦ORG#o1| Club⟧", "space"),
        ("{x}", "say which"),
    ],
)
def test_an_error_is_named_with_its_line(body: str, complaint: str) -> None:
    _, errors = parse_template("t", f"genre: x\ncountry: DE\n---\nfirst line\n{body}\n")
    assert [error.line for error in errors] == [5] * len(errors)
    assert complaint in str(errors[0])


@pytest.mark.parametrize("letter", sorted(FORMS))
def test_every_form_of_every_key_can_be_filled(letter: str, gazetteers: Gazetteers) -> None:
    for form in FORMS[letter]:
        for case in ("", *(f"_{case}" for case in CASES)):
            template, errors = parse_template(
                "t", f"genre: x\ncountry: DE\n---\nI am {{{letter}1.{form}{case}}} today\n"
            )
            assert not errors
            marked = fill(Random(form), gazetteers, template)
            assert_sound(marked)
            assert len(marked.spans) == (letter != "x")
            assert "{" not in marked.text


def test_a_filled_letter_has_sound_spans(gazetteers: Gazetteers) -> None:
    for marked in letters(gazetteers, 200):
        assert_sound(marked)


def test_mentions_of_one_key_share_an_entity(gazetteers: Gazetteers) -> None:
    for marked in letters(gazetteers, 50):
        full = marked.spans[0]
        again = next(span for span in marked.spans if marked.text[: span.start].endswith("Prof. "))
        assert full.entity == again.entity == "p1"
        assert [
            s.entity for s in marked.spans if marked.text[s.start : s.end] == "Rotary Club"
        ] in ([], ["o3"])


def test_an_edit_moves_the_spans_behind_it() -> None:
    marked = Marked("at Google now", (Gold(3, 9, "ORG", "o1"),))
    edited = apply(marked, [Edit(2, 3, ""), Edit(5, 5, "-\n"), Edit(0, 0, "> ")])
    assert edited.markup() == "> at⟦ORG#o1|Go-\nogle⟧ now"


def test_an_edit_over_the_edge_of_a_span_is_left_out() -> None:
    marked = Marked("at Google now", (Gold(3, 9, "ORG", "o1"),))
    assert apply(marked, [Edit(1, 4, "x")]) == marked


def test_random_edits_keep_every_span_on_its_own_characters() -> None:
    """Give each span letters of its own; after any edit they stand inside it and nowhere else."""
    for seed in range(300):
        rng = Random(seed)
        marked = Marked(
            "....AAAA..BBB.CC......DDDDDDD",
            tuple(
                Gold(m.start(), m.end(), "ORG", m[0][0])
                for m in re.finditer(r"(\w)\1*", "....AAAA..BBB.CC......DDDDDDD")
            ),
        )
        edits = [
            Edit(at, min(29, at + rng.randrange(4)), rng.choice(("", "-", "xy")))
            for at in rng.sample(range(29), 6)
        ]
        after = apply(marked, edits)
        assert_sound(after)
        for span in after.spans:
            inside = after.text[span.start : span.end]
            assert inside.count(span.entity) == after.text.count(span.entity)


@pytest.mark.parametrize(
    "kind", [kind for kind, _ in corrupt.CORRUPTIONS], ids=lambda kind: kind.__name__
)
def test_spans_cut_their_surfaces_after_a_corruption(
    kind: corrupt.Corruption, gazetteers: Gazetteers
) -> None:
    for number, marked in enumerate(letters(gazetteers, 60)):
        after = kind(Random(number), marked)
        assert_sound(after)
        assert [(s.label, s.entity) for s in after.spans] == [
            (s.label, s.entity) for s in marked.spans
        ]
        if kind in (
            corrupt.lost_spaces,
            corrupt.wrapped,
            corrupt.quoted,
            corrupt.tabled,
            corrupt.squeezed,
            corrupt.joined,
        ):
            for old, new in zip(marked.spans, after.spans, strict=True):
                shown = re.sub(r"-\n|[\s>|]", "", after.text[new.start : new.end])
                assert shown == re.sub(r"[\s>|]", "", marked.text[old.start : old.end])


def test_a_lost_space_leaves_the_name_alone_in_its_span() -> None:
    marked = Marked(
        "I work at Google in Oslo.", (Gold(10, 16, "ORG", "o1"), Gold(20, 24, "LOC", "l1"))
    )
    seen = {corrupt.lost_spaces(Random(seed), marked).markup() for seed in range(60)}
    assert "I work at⟦ORG#o1|Google⟧ in ⟦LOC#l1|Oslo⟧." in seen


def test_the_same_seed_gives_the_same_letters(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "email_DE_sample.txt").write_text(SAMPLE, encoding="utf-8")
    made = []
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        out = tmp_path / name
        common = [
            "--templates",
            str(tmp_path / "templates"),
            "--data",
            str(folder),
            "--count",
            "20",
        ]
        assert generate.main([*common, "--seed", str(seed), "--out", str(out)]) == 0
        made.append(out.read_text(encoding="utf-8"))
    assert made[0] == made[1] != made[2]
    record = json.loads(made[0].splitlines()[0])
    assert set(record) == {"id", "text", "spans", "keep"}
    assert set(record["spans"][0]) == {"start", "end", "label", "entity"}


def test_only_takes_the_templates_whose_name_matches(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    for name in ("h_email_DE_one", "t_research_DE_two"):
        (tmp_path / "templates" / f"{name}.txt").write_text(SAMPLE, encoding="utf-8")
    out = tmp_path / "letters.jsonl"
    common = ["--templates", str(tmp_path / "templates"), "--data", str(folder), "--count", "4"]
    assert generate.main([*common, "--only", "^h_", "--out", str(out)]) == 0
    made = [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(made) == 4
    assert all(name.startswith("h_email_DE_one-") for name in made)
    assert generate.main([*common, "--only", "^x_", "--out", str(out)]) == 1


def test_the_two_sides_share_no_name(folder: Path) -> None:
    sides = {}
    for side in ("train", "test"):
        g = load(folder, side)
        names = {
            n.text for table in (g.forenames, g.surnames) for group in table.values() for n in group
        }
        names |= {*g.loose_forenames, *g.loose_surnames, *g.companies}
        names |= {c.name for group in g.cities.values() for c in group} | {
            c.name for c in g.known_cities
        }
        names |= {u.name for group in g.universities.values() for u in group}
        sides[side] = {without_marks(name).casefold() for name in names}
        assert all(is_held_out(name) == (side == "test") for name in names)
    assert sides["train"]
    assert sides["test"]
    assert not sides["train"] & sides["test"]


def test_an_orcid_has_its_checksum() -> None:
    for seed in range(50):
        digits = make_orcid(Random(seed)).removeprefix("https://orcid.org/").replace("-", "")
        total = 0
        for digit in digits[:-1]:
            total = (total + int(digit)) * 2
        assert digits[-1] == "0123456789X"[(12 - total % 11) % 11]


def test_people_of_every_country_can_be_made(gazetteers: Gazetteers) -> None:
    for seed in range(200):
        person = make_person(
            Random(seed), gazetteers, Random(seed).choice(("DE", "IN", "RU", "XX", "SA", "VN"))
        )
        assert person.first.strip()
        assert person.last.strip()
        assert person.nick


@pytest.mark.skipif(
    "REDACT_DATA" not in os.environ, reason="the gazetteers are not part of the repository"
)
def test_letters_from_the_whole_gazetteers_are_sound() -> None:
    gazetteers = load(Path(os.environ["REDACT_DATA"]))
    templates = read_templates(TEMPLATES)
    for _, marked in generate.letters(gazetteers, templates, 400, seed=1):
        assert_sound(marked)
