"""The shipped tagger: names found whole and where they stand, whatever surrounds them."""

import unicodedata
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Tokenizer

from redact.detect.casing import _WORD, Case, Layout, case_of, split_run, words_of
from redact.detect.tagger import SPANS_KEY, RedactTagger, open_session, word_pieces

MODEL = Path(__file__).parents[2] / "models" / "redact_letters_en"
FILLER = (
    "The committee met again in the morning and went through the list of open points "
    "without any haste. "
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Return the shipped pipeline."""
    return spacy.load(MODEL)


def _runs(text: str) -> list[tuple[int, int]]:
    """Return where the runs of letters and the single marks of a text stand."""
    return [match.span() for match in _WORD.finditer(text)]


def surfaces(doc: Doc, label: str = "PERSON", score: float = 0.5) -> list[str]:
    """Return the exact surfaces of one label above a score."""
    return [
        doc.text[start:end]
        for start, end, kind, sure in doc.user_data[SPANS_KEY]
        if kind == label and sure >= score
    ]


def filled(words: int, name: str, place: int) -> str:
    """Return ordinary words with a sentence about somebody after ``place`` of them."""
    filler = (FILLER * (words // 17 + 2)).split()[:words]
    return " ".join([*filler[:place], f"Then {name} spoke.", *filler[place:]])


def test_people_organizations_and_places_are_told_apart(nlp: Language) -> None:
    doc = nlp("Dear Dr. Anna Kowalska,\n\nI went to the University of Manchester, then to Berlin.")
    found = {(entity.text, entity.label_) for entity in doc.ents}
    assert {
        ("Anna Kowalska", "PERSON"),
        ("University of Manchester", "ORG"),
        ("Berlin", "LOC"),
    } <= found


@pytest.mark.parametrize("place", range(60, 420, 9))
def test_a_name_is_found_whole_wherever_the_windows_fall(nlp: Language, place: int) -> None:
    doc = nlp(filled(480, "Margaret Olivia Thornbury-Whitcombe", place))
    assert surfaces(doc) == ["Margaret Olivia Thornbury-Whitcombe"]


def test_a_long_letter_is_read_to_its_end(nlp: Language) -> None:
    names = ["Anna Kowalska", "Peter Schmidt", "John Okafor", "Maria Rossi"]
    text = "\n\n".join(FILLER * 30 + f"\n\nYours sincerely,\n{name}" for name in names)
    assert set(names) <= set(surfaces(nlp(text)))


PREFIXES = {
    "byte order mark": "\ufeff",
    "CRLF": "First line\r\nSecond line\r\n\r\n",
    "combining marks": unicodedata.normalize("NFD", "Déjà vu, naïve café. "),
    "emoji": "Hello 👩‍👩‍👧‍👦🇵🇱 😀! ",
    "Hangul": "서울대학교에서 만났습니다. ",
    "Devanagari": "नमस्ते दुनिया। ",
    "zero width": "a\u200bb\u00ad c\u2060d. ",
    "control": "one\x00two\x07 ",
    "astral": "𝕳𝖊𝖑𝖑𝖔 ",
    "tabs": "a\t\tb\u00a0\u3000c ",
}


@pytest.mark.parametrize("prefix", PREFIXES.values(), ids=PREFIXES)
def test_offsets_are_exact_after_unusual_characters(nlp: Language, prefix: str) -> None:
    assert "Anna Kowalska" in surfaces(
        nlp(f"{prefix}Yesterday I met Anna Kowalska in the library.")
    )


@pytest.mark.parametrize(
    "name", ["Zoë Łukasiewicz", unicodedata.normalize("NFD", "Zoë Gärtner"), "Seán O’Brien"]
)
def test_accents_stay_inside_the_span(nlp: Language, name: str) -> None:
    assert surfaces(nlp(f"Yesterday I met {name} in the library.")) == [name]


def test_a_name_that_lost_its_space_is_exact_in_spans_and_whole_in_entities(nlp: Language) -> None:
    doc = nlp("My labmateAnna Kowalska wrote the code with me, and we had fun.")
    assert "Anna Kowalska" in surfaces(doc)
    assert "labmateAnna Kowalska" in [entity.text for entity in doc.ents]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t \r\n", "\u200b", "\ufeff", "...", "-- \n"])
def test_a_text_without_words_has_no_entities(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert doc.ents == ()
    assert doc.user_data[SPANS_KEY] == []


def test_a_letter_reads_the_same_alone_or_amid_others(nlp: Language) -> None:
    texts = [
        filled(300, "Anna Kowalska", 40),
        "Dear Tom,\n\nsee you in Rome.\nPeter",
        "x" * 5000,
        FILLER * 40,
    ]
    alone = [nlp(text).user_data[SPANS_KEY] for text in texts]
    for order in (texts, texts[::-1]):
        amid = {doc.text: doc.user_data[SPANS_KEY] for doc in nlp.pipe(order)}
        assert [amid[text] for text in texts] == alone


def test_the_number_of_threads_changes_nothing() -> None:
    text = filled(300, "Anna Kowalska", 150)
    readings = []
    for threads in (1, 2, 3):
        tagger = spacy.load(
            MODEL, config={"components": {"redact_tagger": {"threads": threads}}}
        ).get_pipe("redact_tagger")
        assert isinstance(tagger, RedactTagger)
        readings.append(tagger.read(text).found)
    assert all(np.array_equal(readings[0], reading) for reading in readings)


def test_scores_are_probabilities_and_entities_carry_them(nlp: Language) -> None:
    doc = nlp(filled(300, "Anna Kowalska", 40) + "\nmaybe kalman, may, grace or hull")
    scores = [score for *_, score in doc.user_data[SPANS_KEY]]
    assert scores
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert all(0.0 <= entity._.score <= 1.0 for entity in doc.ents)


def test_a_lower_bias_never_finds_more() -> None:
    text = (
        FILLER * 3
    ) + "prof hallgrimsdottir and toby from leeds use a kalman filter, may is full of exams"
    hidden = []
    for bias in (0.0, 2.0, 4.0):
        nlp = spacy.load(MODEL, config={"components": {"redact_tagger": {"o_bias": bias}}})
        spans = nlp(text).user_data[SPANS_KEY]
        hidden.append({place for start, end, *_ in spans for place in range(start, end)})
    assert hidden[0] <= hidden[1] <= hidden[2]


def test_a_copy_written_to_disk_or_bytes_reads_the_same(nlp: Language, tmp_path: Path) -> None:
    text = filled(60, "Anna Kowalska", 20)
    nlp.to_disk(tmp_path / "copy")
    blank = spacy.blank("en")
    blank.add_pipe("redact_tagger")
    for copy in (spacy.load(tmp_path / "copy"), blank.from_bytes(nlp.to_bytes())):
        assert copy(text).user_data[SPANS_KEY] == nlp(text).user_data[SPANS_KEY]


def test_a_component_without_weights_says_so() -> None:
    blank = spacy.blank("en")
    tagger = blank.add_pipe("redact_tagger")
    with pytest.raises(ValueError, match="no model"):
        tagger(blank.make_doc("Anna"))
    with pytest.raises(ValueError, match="no model"):
        open_session(b"")


def test_a_model_of_another_version_is_refused(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "copy")
    meta = tmp_path / "copy" / "redact_tagger" / "meta.json"
    meta.write_text(meta.read_text().replace('"format": 1', '"format": 99'))
    with pytest.raises(ValueError, match="another version"):
        spacy.load(tmp_path / "copy")


CASES = [
    ("Anna", Case.TITLE),
    ("anna", Case.LOWER),
    ("ANNA", Case.UPPER),
    ("A", Case.CAPITAL),
    ("LaTeX", Case.MIXED),
    ("2024", Case.DIGITS),
    ("B12", Case.ALNUM),
    ("—", Case.NONE),
    ("Élodie", Case.TITLE),
    ("안나", Case.LOWER),
]


@pytest.mark.parametrize(("word", "case"), CASES)
def test_how_a_word_is_written(word: str, case: Case) -> None:
    assert case_of(word) is case


SEAMS = [
    ("likeAnna", (4,)),
    ("labmateAdamNowak", (7, 11)),
    ("McDonald", ()),
    ("MacDonald", ()),
    ("LaTeX", ()),
    ("iPhone", ()),
    ("GmbH", ()),
    ("YouTube", ()),
    ("ANNA", ()),
    ("", ()),
]


@pytest.mark.parametrize(("run", "cuts"), SEAMS)
def test_where_a_run_of_letters_falls_apart(run: str, cuts: tuple[int, ...]) -> None:
    assert split_run(run) == cuts


@given(st.text(alphabet="abAB1éÉßñÞ'\u0301ªǅ", max_size=9))
@example("MarieAnna labmateAdamNowak likeAnna GmbH")
def test_only_a_run_of_mixed_case_falls_apart(run: str) -> None:
    words = words_of(run)
    cuts = [start + cut for start, end in _runs(run) for cut in split_run(run[start:end])]
    assert sorted({start for start, _ in _runs(run)} | set(cuts)) == list(words.starts)


def test_words_that_occur_again_have_the_same_pieces() -> None:
    tokenizer = Tokenizer.from_file(str(MODEL / "redact_tagger" / "tokenizer.json"))
    text = (FILLER + "Żaneta Łęcka-Brown, Żaneta! [CLS] \u0301 \u200d 안나 안나 ").split() * 2
    whole = tokenizer.encode(text, is_pretokenized=True, add_special_tokens=False)
    ids, owners = word_pieces(tokenizer, text)
    assert ids.tolist() == whole.ids
    assert owners.tolist() == whole.word_ids


def test_words_know_how_they_are_laid_out() -> None:
    text = "Dear Anna,\r\nhello\n\n \nbye"
    words = words_of(text)
    assert [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)] == [
        "Dear", "Anna", ",", "hello", "bye",
    ]  # fmt: skip
    assert words.layouts == (
        Layout.PARAGRAPH,
        Layout.SPACED,
        Layout.GLUED,
        Layout.LINE,
        Layout.PARAGRAPH,
    )
