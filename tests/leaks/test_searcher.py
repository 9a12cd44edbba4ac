"""The search itself: it sees every plant in its source, and nothing in a letter without one."""

import pytest

from tests.leaks import natural
from tests.leaks.corpus import PLANTED, Planted, docx_body, eml, html, odt, text
from tests.leaks.corpus.archive import pack
from tests.leaks.corpus.letter import ASCII, IDENTITIES, Identity, Letter
from tests.leaks.corpus.pdffile import data, start
from tests.leaks.corpus.wordfile import Word, make
from tests.leaks.unpack import Piece, search, tells
from tests.leaks.views import in_order, in_text

WHO = ASCII[0]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda each: each.id)
def test_the_searcher_sees_every_plant(planted: Planted) -> None:
    assert search(planted.source(), planted.who)


def test_there_are_enough_places_and_no_two_are_the_same() -> None:
    counts = {"docx": 45, "pdf": 30, "odt": 15, "html": 15, "eml": 12, "txt": 5, "md": 5}
    for suffix, least in counts.items():
        assert sum(each.case.suffix == suffix for each in PLANTED) >= least
    assert len({each.id for each in PLANTED}) == len(PLANTED)


def test_a_source_is_the_same_whenever_it_is_made() -> None:
    # What is locked by the newer standard begins with random bytes.
    plain = [each for each in PLANTED if "password" not in each.case.place]
    assert [each.source() for each in plain] == [each.source() for each in plain]


def test_a_subset_font_tells_the_name_by_the_order_of_its_signs() -> None:
    planted = next(each for each in PLANTED if "subset font" in each.case.place)
    assert any("order of their codes" in part for part in search(planted.source(), planted.who))


@pytest.mark.parametrize("who", IDENTITIES, ids=lambda who: who.name)
def test_nobody_is_seen_in_a_letter_without_a_plant(who: Identity) -> None:
    letter = Letter(WHO).plain
    for made in (
        make(letter, Word()),
        data(start(letter)),
        odt.make(letter),
        html.make(letter),
        eml.message(letter),
        text.make(letter, "moss"),
    ):
        assert search(made, who) == []


@pytest.mark.parametrize(
    "spelled",
    [
        "ZEPHYRINE QUILLFEATHER",
        "zephyrine.quillfeather",
        "Quill\u00adfeather",
        "Quill-\nfeather",
        "Z e p h y r i n e",
        "Ｑｕｉｌｌｆｅａｔｈｅｒ",
        "filler%20Zephyrine",
        "zephyrinequillfeather1989",
    ],
)
def test_a_name_is_seen_however_it_is_spelled(spelled: str) -> None:
    assert in_text(spelled, WHO)


@pytest.mark.parametrize(
    "text_", ["The quill and the feather lay apart.", "zephyr", "in the institute", "hollow tarn"]
)
def test_what_is_near_a_name_is_not_taken_for_it(text_: str) -> None:
    assert not in_text(text_, WHO)


def test_an_arabic_name_is_seen_from_its_end() -> None:
    assert in_text("محمد القحطاني"[::-1], IDENTITIES[6])


def test_a_name_is_seen_in_the_order_of_the_glyphs() -> None:
    assert in_order("ZephyrinQulfat,Dcom", WHO)
    assert not in_order("Dear comit,Thsudnplavygwk", WHO)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_name_is_seen_in_raw_bytes(encoding: str) -> None:
    for who in IDENTITIES:
        assert tells(Piece("", b"\x00\x91\x07" + who.name.encode(encoding) + b"\xff"), who)


def test_the_natural_letters_hold_their_person_too() -> None:
    assert all(search(source, natural.WHO) for _, source in natural.letters())


def test_a_word_letter_in_a_zip_in_a_mail_is_opened() -> None:
    letter = Letter(IDENTITIES[4])
    inner = docx_body.split_runs(letter)
    mail = eml._attached(letter, pack({"a.docx": inner}), "application/zip", "a.zip")
    assert any("document.xml" in part for part in search(mail, letter.who))
