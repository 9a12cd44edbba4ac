"""Each kind of doubt has a text that raises it, and a near twin that does not."""

import itertools
from collections.abc import Sequence

import pytest

from redact.config import Config
from redact.datamodel import Document, Doubt, Segment, Span
from redact.doubt import SecondOpinion
from redact.names import NameLore, Term
from redact.verify import hidden_terms

#: The kind, a text that raises it with the doubted words between «», and a twin that does not.
OWN_HOST = "kept host is the writer's own"
KINDS = [
    ("resembles a hidden name", "I met «Kowalskaya» there.", "I met a cow there."),
    ("resembles a hidden name", "Then «Kowalsak» wrote.", "The Hamiltonian is small."),
    ("beside a hidden name", "Then [name] «Quill» spoke.", "Then [name] Yesterday spoke."),
    ("meaning of a name", "As [name] means «autumn river», she", "As [name] means to write, she"),
    ("meaning of a name", "I am [name], i.e. «peace».", "I like peace, i.e. quiet."),
    (
        "meaning of a name",
        "[name] was named after «the wind».",
        "The street is named after the wind.",
    ),
    ("after a title", "We thank Dr. «Frostwick» for it.", "We thank Dr. Who knows."),
    ("after a title", "dear dr. «frostwick»,\nthank you.\nbest", "dear doctor,\nthank you.\nbest"),
    ("full name", "Then «Fatima Mohammed» spoke.", "Then Machine Learning spoke."),
    ("place after a preposition", "We met in «Ljubljana» then.", "We met in May, in Spring."),
    ("known place", "She loves «Ljubljana» dearly.", "She loves Monday dearly."),
    ("person after a cue", "I worked with «Fitzgerald» on it.", "I worked with Python on it."),
    ("known name", "The «Fitzgerald» notes are here.", "The Fourier transform is here."),
    (
        "organization form",
        "She studied at «Tarnmouth University of Frobnia» and left.",
        "She studied at a University, in the Department of Physics, and left.",
    ),
    ("address form", "We live at «14 Mill Road» now.", "We saw 14 people on the road."),
    ("address form", "Write to «P.O. Box 123» now.", "Write it on box 123 now."),
    ("address form", "We live in [location] «10115» now.", "We left [location] 2019 times."),
    ("long number", "The number is «55 123 45» or so.", "In 2019-2020, on 12.03.2021, 10,000,000."),
    (
        "beside a hidden place",
        "At [location] «Heights» we met.",
        "At [location] University we met.",
    ),
    ("beside a hidden place", "At [location] «Heath» we met.", "AT [location] IN MY HOUSE."),
    (
        "name in lower case",
        "hello there.\nmy friend «fatima» left.",
        "hello there.\nmy friend left.",
    ),
    ("unknown words", "The «Zorblat Quixel» is odd.", "The Neural Network is odd."),
    ("unknown word", "The «Zorblat» is odd.", "The Internet is odd."),
    ("unknown word at the start", "It is. «Zorblat» was.", "It is. Nothing was."),
    ("acronym", "The «ZBQ» is odd.", "The PDF is odd."),
    ("identifier", "See «10.1234/abc.def-5», thanks.", "See 10.12 of it."),
    ("identifier", "See «arXiv:2101.00001v2» again.", "See the preprint again."),
    ("identifier", "I am «0000-0002-1825-0097» there.", "Between 0000 and 0002 there."),
    ("identifier", "The «ISBN 978-3-16-148410-0» is mine.", "The number 978 is mine."),
    ("identifier", "I hold «US patent 7654321 B2» now.", "My patent is pending now."),
    ("identifier", "Paid from «grant no. AB-1234» then.", "The grant was small then."),
    ("identifier", "Read «PMID: 12345678» first.", "Read page 12 first."),
    (
        "title of a work",
        'My thesis «"On the Measure of Slow Rivers"» was long.',
        'She said "we will come on Monday at noon" then.',
    ),
    ("words in quotes", 'a talk on «"what the tide brings to us"» now', 'a talk on "tides" now'),
    ("award", "I won the «Green Lantern Fellowship» then.", "I won a fellowship then."),
    ("award", "a «gold medal at the national chess games»", "a medal of gold at the games"),
    (
        "published work",
        "It is in «Annals of Improbable Research, vol. 12» now.",
        "Letters of reference are due in 2019.",
    ),
    (
        "published work",
        "Cells without tears. «Solar Matters 9 (2024) 101».",
        "In Figure 9 (2024) it is shown.",
    ),
    ("published work", "in «Tidal Physics 12(3), 45-67 (2019)» now", "in 12 (2019) steps"),
    ("known place", "Her flat in the old «Cape Town» burned.", "Her Best Regards to all."),
    ("acronym", "We used a «ZQTK» there.", "We used a convolutional neural network (CNN) there."),
    ("after a title", "We asked Mr. «Dean» about it.", "We asked the Dean about it."),
    ("after a title", "Aunty «Patience» was there.", "It takes patience, Aunty."),
    ("address form", "We live at «93 West Mews», [location].", "We saw 93 West Indians."),
    ("address form", "(a) [name], «6» [name] [organization], [location]", "In 2016 [name] left."),
    ("address form", "[location] — «2014» [location]", "I left — 2014 [location] was fine."),
    ("address form", "[location], «638 16» [location]", "In 63816 cases it was fine."),
    (
        "name in lower case",
        "hello there.\nwe live in «ostashkov» now.",
        "hello there.\nwe live in town.",
    ),
    ("date of birth left", "[name], born «March 3rd 1961», left.", "We met on March 3rd 1961."),
    ("date of birth left", "[name], «1991. 2. 21», blood A", "[name], 2024. 2. 21., late"),
    ("initials of somebody", "and thanks for all,\n\n«c.»\n", "the options are\n\na\n\nb\n"),
    ("initials of somebody", "Ask the young Dr «Y.», please.", "Ask Dr [name], please."),
    ("initials of somebody", "This means you. Again. – «B.»", "This is plan – B."),
    ("initials of somebody", "[name]\n(not «B.»)", "[name]\n(not B or C)"),
    (
        "initials of somebody",
        "FOLLOWED UP WITH «A» [name] IN MAY.",
        "FOLLOWED UP WITH A DOCTOR IN MAY.",
    ),
    ("initial and surname", "I met «J. Fitzgerald» there.", "It was plan B. Nobody knew."),
    ("piece of a hidden number", "Our ref: «AD/LR/»[location]", "Seen on 13/01/[number] or so."),
    ("piece of a hidden number", "iban «it45 x054 2811» [number]", "in the year 2011 [number]"),
    ("reference number", "the call sign: «DYQM7» then", "the call sign: 2019 then"),
    ("reference number", "with «rt-0455519» on it", "with MAT-42, P300 and 10mg, COVID-19 on it"),
    (
        "word that is hidden elsewhere",
        "hey team.\nits «hamilton» (new phone), he said.\nbye",
        "hey team.\nthe hamilton is small.\nbye",
    ),
    (
        "word and name",
        "After her mother, «Charity», passed on.",
        "Charity is good, said my mother.",
    ),
    ("word and name", "She wrote it, and «May» read it.", "It was in May, and May is warm."),
    (
        "words that make a name",
        "Then your analyst «Grace Lamb» spoke.",
        "Then Summer School began.",
    ),
    (
        "piece of a hidden name",
        "He bought it from «June» [name] then.",
        "He came in June [name] then.",
    ),
    (
        "piece of a hidden name",
        "hi all.\nhe works, [name] «fitz», for us.",
        "hi all.\n[name] works.",
    ),
    (
        "piece of a hidden name",
        "At the «Secretariat of the »[organization]",
        "A secretary of [organization]",
    ),
    ("piece of a hidden name", "We stayed at [name] «Stays» then.", "There [name] stays with us."),
    (
        "organization of ordinary words",
        "Ask the «British Council» for it.",
        "Ask the Council for it.",
    ),
    ("organization of ordinary words", 'We say "«An Lab»" here.', "We say that an lab is here."),
    (
        "organization of ordinary words",
        "hi all.\nwrite to the «residential tenancies board» now.",
        "hi all.\nwrite to the board now.",
    ),
    ("organization after a cue", "a member of the «Well» since then", "a member of the Committee"),
    ("organization after a cue", "The twins founded «Anchor» then.", "The twins founded Physics."),
    (
        "abbreviation of an organization",
        "I trained at «ZQTK» then.",
        "I trained with ZQTK data then.",
    ),
    (
        "abbreviation of an organization",
        "hi all.\nsign it for the «imss» now.",
        "hi all.\nsign it for the team now.",
    ),
    ("word after “at”", "He is at «Target» now.", "He is at Christmas now."),
    (
        "in the place of a name",
        "[name]: hello\n[name]: yes\n«Patience»: no",
        "[name]: hi\nNote: no",
    ),
    ("in the place of a name", "yours\n\n«Fitzgerald»\n[email]", "yours\n\nTeacher\n[email]"),
    ("in the place of a name", "Ask [name], «Zorblat», [name].", "Ask [name], please, [name]."),
    ("words in another script", "I am [name] («Թամար») of old.", "The angle αβ is small."),
    ("address of a contact", "Write to «anna.k@mail.example» soon.", "Be here @ noon."),
    ("address of a contact", "See «www.frostwick.example/cv» soon.", "See the web soon."),
]
#: Words with a capital, names among them, that are nobody's: terms, months, roles, tools.
HARMLESS = [
    "A Fourier transform of Bell states under Gaussian noise; a Markov chain; the Bayes rule.",
    "In May, June and August, from Monday to Friday, at Easter and at Christmas.",
    "We used PyTorch, LaTeX, C++ and PostgreSQL on Ubuntu, with NumPy.",
    "Dear Sir or Madam, To Whom It May Concern, Best Regards, Yours Sincerely.",
    "The Dean, the Professor and the Head of the Department were there.",
    "[name] and [name_2] of [organization] in [location] wrote to [email].",
]


@pytest.fixture(scope="module")
def opinion(config: Config) -> SecondOpinion:
    return SecondOpinion(config)


@pytest.fixture(scope="module")
def hidden(lore: NameLore) -> tuple[Term, ...]:
    return terms(lore, "Anna Kowalska", "Hamilton")


def terms(lore: NameLore, *people: str) -> tuple[Term, ...]:
    documents = [Document("x", (Segment(name),)) for name in people]
    return hidden_terms(documents, [[(Span(0, len(name)), "PERSON")] for name in people], lore)


def told(text: str, doubts: Sequence[Doubt]) -> list[tuple[str, str]]:
    return [(doubt.kind, doubt.span.of(text)) for doubt in doubts]


@pytest.mark.parametrize(("kind", "doubtful", "harmless"), KINDS)
def test_each_kind_is_raised_and_its_near_twin_is_not(
    opinion: SecondOpinion, hidden: tuple[Term, ...], kind: str, doubtful: str, harmless: str
) -> None:
    before, _, rest = doubtful.partition("«")
    words, _, after = rest.partition("»")

    assert told(before + words + after, opinion.doubts(before + words + after, hidden)) == [
        (kind, words)
    ]
    assert kind not in [doubt.kind for doubt in opinion.doubts(harmless, hidden)]


def test_every_kind_has_a_likelihood_and_a_case_here(config: Config) -> None:
    assert {kind for kind, _, _ in KINDS} | {OWN_HOST} == set(config.doubts.likelihood)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("I am a second-year student at Skoltech and like it.", True),
        ("My thesis was written at Skoltech in May.", True),
        ("Skoltech, where I work, is kind to me.", True),
        ("I hope to study at Skoltech one day.", False),
        ("I would like to be a student at Skoltech.", False),
        ("The school of Skoltech is famous.", False),
    ],
)
def test_a_kept_host_is_doubted_only_as_the_writers_own_institution(
    opinion: SecondOpinion, text: str, own: bool
) -> None:
    doubts = opinion.doubts(text, (), keep=["Skoltech"])
    assert [doubt.kind for doubt in doubts] == ([OWN_HOST] if own else [])
    assert opinion.doubts(text, (), keep=["Skoltech"], accepted=["Skoltech"]) == ()


@pytest.mark.parametrize("text", HARMLESS)
def test_what_belongs_to_letters_as_such_is_not_doubted(opinion: SecondOpinion, text: str) -> None:
    assert told(text, opinion.doubts(text, ())) == []


def test_the_likeliest_stand_first_and_none_overlap(
    opinion: SecondOpinion, hidden: tuple[Term, ...], config: Config
) -> None:
    text = (
        "The ZBQ met Kowalskaya in Ljubljana. Dr. Fatima Mohammed won the Zoltan Fitzgerald Prize,"
        ' and wrote a thesis "On the Rivers of Ljubljana and Zagreb", 10.1234/zorblat.'
    )
    doubts = opinion.doubts(text, hidden)

    likelihoods = [doubt.likelihood for doubt in doubts]
    assert likelihoods == sorted(likelihoods, reverse=True)
    expected = config.doubts.likelihood
    assert all(doubt.likelihood == expected[doubt.kind] for doubt in doubts)
    spans = sorted(doubt.span for doubt in doubts)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert ("after a title", "Fatima Mohammed") in told(text, doubts)


def test_what_is_kept_or_accepted_is_not_doubted(opinion: SecondOpinion) -> None:
    text = "We came to Ljubljana. With the Zorblat Quixel Fellowship, Ljubljana, we met Fatima."
    assert (
        opinion.doubts(text, (), (), ("ljubljana", "With the Zorblat Quixel Fellowship", "Fatima"))
        == ()
    )
    start = text.index("Fatima")
    assert "Fatima" not in [w for _, w in told(text, opinion.doubts(text, (), [Span(start, 80)]))]


def test_a_hidden_name_is_not_doubted_for_itself(opinion: SecondOpinion, lore: NameLore) -> None:
    assert not opinion.doubts("We saw the river then.", terms(lore, "Rivera"))


def test_an_empty_copy_raises_no_doubt(opinion: SecondOpinion) -> None:
    assert opinion.doubts("", ()) == ()
