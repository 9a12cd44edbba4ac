"""Linking and the second pass, on detections set by hand."""

import re
from collections.abc import Sequence

import pytest

from redact.datamodel import Detection, Document, Entity, KnownPerson, Mention, Segment, Span
from redact.link import link
from redact.link.cluster import Lore
from redact.link.labels import agreed

MARK = re.compile(r"\{(\w+):([^}]*)\}")
LABELS = {
    "P": "PERSON",
    "O": "ORGANIZATION",
    "L": "LOCATION",
    "E": "EMAIL_ADDRESS",
    "H": "HANDLE",
    "U": "URL",
    "R": "PERSON",
}
#: A person whom a rule found, not the model.
BY_RULE = "R"


def scene(marked: str) -> tuple[Document, list[Detection]]:
    """Return a document and the detections that ``{P:Anna}`` marks in it."""
    text, detections, position = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[position : match.start()]
        kind, span = match.group(1), Span(len(text), len(text) + len(match.group(2)))
        detections.append(
            Detection(span, LABELS[kind], 0.9, "title" if kind == BY_RULE else "model")
        )
        text += match.group(2)
        position = match.end()
    return Document("d", (Segment(text + marked[position:]),)), detections


def linked(
    marked: Sequence[str], lore: Lore, roster: Sequence[KnownPerson] = ()
) -> tuple[list[list[str]], tuple[Entity, ...]]:
    """Return the surfaces of each entity, in the order of the entities."""
    documents, detections = zip(*(scene(each) for each in marked), strict=True)
    entities = link(documents, detections, lore, roster)
    return [
        [m.span.of(documents[m.document].text) for m in entity.mentions] for entity in entities
    ], entities


@pytest.mark.parametrize(
    "forms",
    [
        ("Anna Kowalska", "Kowalska", "Anna", "A. K.", "A. Kowalska", "KOWALSKA"),
        ("Anna Kowalska", "Kowalsak", "Kowalska Anna"),
        ("Seoyeon Kim", "Kim Seo-yeon"),
        ("Robert Lee", "Bob", "Bob Lee"),
        ("Szabó Eszter Katalin", "Szabó E. K.", "Eszter Szabó"),
        ("Bence Halmágyi-Tóth", "Halmágyi-Tóth B.", "Halmágyi"),
        ("Fenna van 't Hoff-Adriaanse", "Van 't Hoff"),
        ("T. (Thijs) van der Meer", "Thijs van der Meer", "van der Meer"),
        ("Saskia ter Horst", "Ter Horst"),
        ('Rogelio "Ogie" Santos', "Ogie"),
        ("Nodira Mujayyaz", "N. L. Mujayyaz"),
        ("Wulandari Salim", "Wulan"),
        ("Cristina Reyes", "Tina"),
        ("Zoe Frostwick", "F-R-O-S-T-W-I-C-K", "Z.Frostwick"),
        ("Sanna Frostwick", "F-R-O-S-T-W-I-C-K.", "S-A-N-N-A. Sanna"),
        ("Lensa Dabala Gutema", "LDG"),
        ("Margarethe von Eichstaedt", "MvE"),
        ("Jean-Baptiste Okou", "J.-B."),
        ("Kalyani V. Rangarajan", "K. V. R."),
        ("Zulay Khasanovna Magomadova", "Z. Kh. Magomadova"),
        ("Tsisana Shonia", "Ts. Shonia"),
        ("Linh Do", "Do", "L. Do"),
        ("Bartek Łoś", "Loś", "Łoś"),
        ("Sulastri Sulastri", "FNU Sulastri", "Lastri"),
        ("Haruki Mori", "Mori-san", "Mori sama"),
        ("Wiesława Kot", "KOT Wiesława", "Wiesia"),
        ("Kalpathi Raghavan", "Raghu"),
        ("María Fernanda Quiñones", "Mafe"),
        ("Chukwuebuka Okwuosa", "Ebuka"),
        ("Efua Bamfo", "Barnfo"),
    ],
)
def test_forms_of_one_name_are_one_person(forms: tuple[str, ...], lore: Lore) -> None:
    surfaces, _ = linked([" said. ".join(f"{{P:{form}}}" for form in forms)], lore)
    assert len(surfaces) == 1


def test_among_many_people_the_forms_of_one_name_are_one_person(lore: Lore) -> None:
    letters = "bcdfghjklmnpqrstvwxz"
    others = [f"Robert O{a}a{b}u{a}e{b}" for a in letters for b in letters]
    others += [f"Anna U{a}o{b}i{a}a{b}" for a in letters for b in letters[:9]]
    met = ["Robert Anselm Vanterpool", "Bob Vanterpool", "R. Vanterpool", "Vanterpool Robert"]
    surfaces, _ = linked([" said. ".join(f"{{P:{name}}}" for name in others + met)], lore)
    assert len(surfaces) == len(others) + 1
    assert met in surfaces


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Kowalska", "Piotr Kowalska"),
        ("Mario Rossi", "Maria Bianchi"),
        ("A. Kowalska", "P. Kowalska"),
        ("Li Wei", "Li Na"),
        ("Paul Nowak", "Paula"),
        ("Martin Nowak", "Mary"),
        ("Marie Nowak", "Mafe"),
        ("Anna Maria Nowak", "BMN"),
        ("Ishikawa-san", "Mori-san"),
        ("Abena Boateng", "Kwabena"),
        ("Bożena Kaczmarek", "Marek"),
    ],
)
def test_two_people_stay_apart(one: str, other: str, lore: Lore) -> None:
    surfaces, _ = linked([f"{{P:{one}}} met {{P:{other}}}."], lore)
    assert len(surfaces) == 2


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("{P:Anna Effiong} came. {O:Effiong} sang.", ["PERSON", "PERSON"]),
        ("{O:Anna Effiong} came. {P:Anna} sang.", ["PERSON", "PERSON"]),
        ("{O:Marlowe Energy} wrote; {P:Marlowe} called.", ["ORGANIZATION", "ORGANIZATION"]),
        ("{L:Ghent}, {L:Ghent} and {O:Ghent}.", ["LOCATION", "LOCATION", "LOCATION"]),
        ("{O:Old Tarn Institute}: {L:OTI}", ["ORGANIZATION", "ORGANIZATION"]),
        ("{O:Old Tarn Institute}: {L:Tarn}", ["ORGANIZATION", "LOCATION"]),
        ("{L:Hala Srour} came. {P:H. Srour} left.", ["PERSON", "PERSON"]),
        ("{L:Hala Srour} came. {P:Anna} left.", ["LOCATION", "PERSON"]),
        (
            "{O:Tarn Energy} hired {P:Zoe Tarn}; {O:Tarn} grew.",
            ["ORGANIZATION", "PERSON", "ORGANIZATION"],
        ),
        ("{O:Tarn Energy}'s {R:Tarn} came.", ["ORGANIZATION", "PERSON"]),
    ],
)
def test_one_name_has_one_label(text: str, labels: list[str], lore: Lore) -> None:
    document, detections = scene(text)
    mentions = [Mention(0, detection) for detection in detections]
    found = agreed(mentions, [document.text], lore)
    assert [mention.detection.label for mention in found] == labels


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("{P:Konstantinos Vale} ({P:Kostas}) came.", [["Konstantinos Vale", "Kostas"]]),
        ("{P:Ines Falk} (née {P:Duarte}) came.", [["Ines Falk", "Duarte"]]),
        ("{P:Ines Falk}, {P:Duarte} came.", [["Ines Falk"], ["Duarte"]]),
        (
            "{P:Selam Tesfaye Bekele} wrote. Her father, {P:Tesfaye Bekele}, read.",
            [["Selam Tesfaye Bekele"], ["Tesfaye Bekele"]],
        ),
        (
            "I am {P:Selam Tesfaye Bekele}. {P:Tesfaye Bekele} is my late father.",
            [["Selam Tesfaye Bekele"], ["Tesfaye Bekele"]],
        ),
        ("{P:Ines Falk}, née {P:Duarte}, came.", [["Ines Falk", "Duarte"]]),
        (
            "{P:Ines Falk} (née {P:Duarte}) is {P:Ines Duarte}.",
            [["Ines Falk", "Duarte", "Ines Duarte"]],
        ),
        (
            "{P:Ines Falk}, née {P:Duarte}, met {P:Rui Duarte}.",
            [["Ines Falk"], ["Duarte", "Rui Duarte"]],
        ),
        ("{P:Konstantinos Vale}\n({P:Kostas})", [["Konstantinos Vale", "Kostas"]]),
        ("{P:Reem} ran.\n{P:Ola Vale}\n({P:Umm Reem})", [["Reem", "Umm Reem"], ["Ola Vale"]]),
        (
            "{P:Kwabena Osei} and his sister {P:Abena Osei}. Ms {P:Osei} sat.",
            [["Kwabena Osei"], ["Abena Osei", "Osei"]],
        ),
        (
            "Her son {P:Jan Kot} came. Mrs. {P:Kot} slept. {P:Ola Kot} left.",
            [["Jan Kot"], ["Kot", "Ola Kot"]],
        ),
        (
            "Dr. {P:Priya Vale} and {P:Sunil Vale}. Dr. {P:Vale} wrote.",
            [["Priya Vale", "Vale"], ["Sunil Vale"]],
        ),
        ("{P:Sara Levinson} came. Mr. {P:Levy} left.", [["Sara Levinson"], ["Levy"]]),
        ("Mr. {P:Vale} met Mrs. {P:Vale}.", [["Vale"], ["Vale"]]),
        ("Mr. {P:Vale} is here. Mr. {P:Vale} sat.", [["Vale", "Vale"]]),
        ("Surname: {P:Vale}\nFirst name: {P:Zoe}\nI, {P:Zoe Vale}", [["Vale", "Zoe", "Zoe Vale"]]),
        (
            "Surname;First name\n{P:Vale};{P:Zoe}\n{P:Quill};{P:Tam}\n{P:Tam} sat.",
            [["Vale", "Zoe"], ["Quill", "Tam", "Tam"]],
        ),
    ],
)
def test_what_stands_around_names_tells_who_is_who(
    text: str, people: list[list[str]], lore: Lore
) -> None:
    assert linked([text], lore)[0] == people


def test_a_shared_surname_goes_to_the_person_last_spoken_of(lore: Lore) -> None:
    surfaces, _ = linked(
        ["{P:Anna Nowak} came. {P:Piotr Nowak} left. {P:Nowak} slept. {P:Anna} sang."], lore
    )
    assert surfaces == [["Anna Nowak", "Anna"], ["Piotr Nowak", "Nowak"]]


@pytest.mark.parametrize(
    "forms",
    [
        ("Moscow Institute of Physics and Technology", "MIPT"),
        ("Universidad Nacional de Colombia", "UNC"),
        ("Siemens AG", "Siemens"),
        ("University of Tartu", "Tartu University"),
        ("the Donders Institute", "Donders"),
        ("Zhejiang University", "ZJU"),
        ("Memorial University of Newfoundland", "MUN"),
        ("St. Columba's College", "SCC", "atSCC"),
        ("Technical University of Al-Kut", "TUK"),
        ("Lagman & Light", "L&L"),
        ("University of Leeds", "Uni of Leeds"),
        ("Korea Advanced Institute of Science and Technology", "KAIST, Graduate School of AI"),
    ],
)
def test_forms_of_one_organization_are_one(forms: tuple[str, ...], lore: Lore) -> None:
    surfaces, _ = linked([" or ".join(f"{{O:{form}}}" for form in forms)], lore)
    assert len(surfaces) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Zhejiang University", "ZLU"), ("Zhejiang University", "ZJ"), ("Old Tarn Institute", "OXI")],
)
def test_letters_that_do_not_spell_a_name_are_another_organization(
    one: str, other: str, lore: Lore
) -> None:
    surfaces, _ = linked([f"{{O:{one}}} or {{O:{other}}}"], lore)
    assert len(surfaces) == 2


def test_letters_that_spell_two_names_are_neither(lore: Lore) -> None:
    surfaces, _ = linked(["{O:Zhejiang University}, {O:Zaojia University}, {O:ZJU}"], lore)
    assert len(surfaces) == 3


def test_an_acronym_in_brackets_belongs_to_the_name_before_it(lore: Lore) -> None:
    surfaces, _ = linked(["{O:Hochschule für Musik Weimar} ({O:HfM})"], lore)
    assert len(surfaces) == 1


def test_a_name_in_another_script_in_brackets_is_the_same_person(lore: Lore) -> None:
    surfaces, _ = linked(["{P:Kim Seo-yeon} ({P:김서연})"], lore)
    assert surfaces == [["Kim Seo-yeon", "김서연"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{P:Anna Kowalska} left. Kowalska's thesis, and ANNA.", ["Kowalska", "ANNA"]),
        ("{P:Anna Kowalska} left. Mrs Kowalsak wept.", ["Kowalsak"]),
        ("I know {P:May Ling}. Last May it rained; May I ask? It may be.", []),
        ("I know {P:May Ling}. Then May laughed, and May's cat too.", ["May", "May"]),
        ("{P:Will Page} wrote. See Page 3. Will you come? Yes, Will will.", ["Will"]),
        ("{P:Grace Obi} sang. Grace periods are short. We liked Grace.", ["Grace"]),
        ("{O:Moscow Institute of Physics and Technology}: MIPT is cold.", ["MIPT"]),
        ("{P:Adam Nowak} helped; labmateNowak too.", ["Nowak"]),
        ("{P:An Nguyen} wrote. An hour passed. Nguyen slept.", ["Nguyen"]),
        ("{L:Ghent} is old. In Ghent it rains.", ["Ghent"]),
        ("{P:Anna Kowalska} is [kowalska_1] here.", ["kowalska"]),
        ("[name_3] and {P:Name Obi}: dear [name].", []),
        ("{P:Anna Kowalska} sent kowalskacv.pdf to the Kowalskas.", ["kowalskacv", "Kowalskas"]),
        ("{P:Lea Martin} saw a martinet; {P:Jo Rivera} saw riverain birds.", []),
        (
            "{P:Anna Kowalska}: that is K-o-w-a-l-s-k-a, A. n. n. a.",
            ["K-o-w-a-l-s-k-a", "A. n. n. a"],
        ),
        ("{P:Anna Kowalska}: a b c, i.e. k o v a l.", []),
        ("{P:Anna Kowalska} and **Kowal**ska.", ["Kowal**ska"]),
        ("{P:Linh Do} ran. Do you run? See (Do, 2023) and (Le, Do 2023). I do.", ["Do", "Do"]),
        ("{P:May Ling} in May 2024, {P:Summer Ito} in Summer 2023.", []),
        ("At {O:Tarn} I learnt. M20: Tarn Systems.", ["Tarn Systems"]),
        ("At {O:Tarn} I met Tarn {P:Motors}.", ["Tarn"]),
        ("{P:Hope Quill} hopes. I hope so. It comes, hope!", ["hope"]),
        ("{P:Art Quill}: come, art / Cakes Ltd\n\nart / Cakes Ltd\nof art", ["art"]),
        ("{P:Ola Tarn}, {P:Zoe Wik}, {P:Dan Mor}. {P:DM} calls, {O:ZW} pays, OT asks.", ["OT"]),
        ("{P:Ola Tarn}, {P:Zoe Wik} and {P:ZW}. The OT is old.", []),
    ],
)
def test_the_second_pass_finds_names_and_leaves_words(
    text: str, expected: list[str], lore: Lore
) -> None:
    documents, detections = zip(*[scene(text)], strict=True)
    entities = link(documents, detections, lore)
    more = sorted(
        (m for entity in entities for m in entity.mentions if m.rule != "detected"),
        key=lambda mention: mention.place,
    )
    assert [m.span.of(documents[0].text) for m in more] == expected


def test_a_name_of_one_file_is_found_in_the_others_of_the_scope(lore: Lore) -> None:
    surfaces, _ = linked(["{P:Zephyrine Quill} applies.", "I taught Quill for a year."], lore)
    assert surfaces == [["Zephyrine Quill", "Quill"]]


def test_entities_are_numbered_by_label_in_reading_order(lore: Lore) -> None:
    _, entities = linked(["{L:Ghent}: {P:Zoe Quill} and {P:Ada Frostwick}, {L:Bruges}."], lore)
    assert [entity.entity_id for entity in entities] == [
        "LOCATION_1",
        "PERSON_1",
        "PERSON_2",
        "LOCATION_2",
    ]


def test_a_row_of_the_roster_joins_a_married_name(lore: Lore) -> None:
    roster = [KnownPerson(names=("Ines Duarte", "Ines Falk"))]
    surfaces, _ = linked(["{P:Ines Duarte} is now {P:Ines Falk}; {P:Falk} writes."], lore, roster)
    assert len(surfaces) == 1


@pytest.mark.parametrize("form", ["Frostwcik", "frostwickcv", "F-R-O-S-T-W-I-C-K", "Zoe"])
def test_the_roster_finds_every_form_of_a_name(form: str, lore: Lore) -> None:
    roster = [KnownPerson(names=("Zoe Frostwick",))]
    assert linked([f"Then {form} came."], lore, roster)[0] == [[form]]
    assert linked(["Then nobody came."], lore, roster)[0] == []


def test_ordinary_words_are_noted_for_the_record(lore: Lore) -> None:
    _, entities = linked(["{P:May Ling} came in May 2024."], lore)
    assert len(entities[0].ordinary) == 1


def test_an_address_gives_its_bearer_away(lore: Lore) -> None:
    surfaces, entities = linked(
        ["Zephyrine sends regards, {E:zephyrine.quill@tarn.example}. Contact Information."], lore
    )
    assert surfaces == [["Zephyrine"], ["zephyrine.quill@tarn.example"]]
    assert entities[0].mentions[0].rule == "e-mail address"


PEOPLE = "{P:Anna Kowalska}, {P:Tomasz Wrona}, {P:Eva Wrona}, {P:Jürgen Möllmann}, {P:Li Wei}: "


@pytest.mark.parametrize(
    ("contact", "owner"),
    [
        ("{E:anna.kowalska@x.example}", "Anna Kowalska"),
        ("{E:akowalska@x.example}", "Anna Kowalska"),
        ("{H:@annak}", "Anna Kowalska"),
        ("{H:annak}", "Anna Kowalska"),
        ("{E:kowalska-a84@x.example}", "Anna Kowalska"),
        ("{E:ania.kowalska@x.example}", "Anna Kowalska"),
        ("{E:a.kowal@x.example}", "Anna Kowalska"),
        ("{U:https://www.hub.example/in/anna-kowalska/}", "Anna Kowalska"),
        ("{U:kowalska-draws.example}", "Anna Kowalska"),
        ("{E:t.wrona@x.example}", "Tomasz Wrona"),
        ("{E:evawrona@x.example}", "Eva Wrona"),
        ("{E:juergen.moellmann@x.example}", "Jürgen Möllmann"),
        ("{E:j.mollmann@x.example}", "Jürgen Möllmann"),
        ("{E:wei.li@x.example}", "Li Wei"),
        ("{E:wrona@x.example}", None),
        ("{E:s.wrona@x.example}", None),
        ("{E:tkowalska@x.example}", None),
        ("{E:info@x.example}", None),
        ("{E:info@kowalska.example}", None),
        ("{H:@marianna}", None),
        ("{U:https://kowalska.example/about}", None),
        ("{H:@ak}", None),
    ],
)
def test_an_address_belongs_to_the_one_person_whose_name_it_is_made_of(
    contact: str, owner: str | None, lore: Lore
) -> None:
    _, entities = linked([PEOPLE + contact], lore)
    names = {each.number: each.name for each in entities if each.label == "PERSON"}
    owners = [each.owner for each in entities if each.label != "PERSON"]
    assert [names.get(number or 0) for number in owners] == [owner]


def test_an_address_that_has_an_owner_stays_an_entity_of_its_own(lore: Lore) -> None:
    surfaces, entities = linked(["{P:Anna Kowalska}: {E:akowalska@x.example}"], lore)
    assert surfaces == [["Anna Kowalska"], ["akowalska@x.example"]]
    assert [each.entity_id for each in entities] == ["PERSON_1", "EMAIL_ADDRESS_1"]


def test_the_owner_is_sought_in_all_documents_of_a_scope(lore: Lore) -> None:
    _, entities = linked(["{E:akowalska@x.example}", "{P:Bo Lund}. {P:Anna Kowalska}."], lore)
    assert [each.owner for each in entities] == [2, None, None]


def test_the_owner_may_be_called_by_names_of_the_roster(lore: Lore) -> None:
    row = KnownPerson(names=("Anna Maria Kowalska", "Nowak"))
    _, entities = linked(["{P:Kowalska}: {E:am.nowak@x.example}"], lore, [row])
    assert [each.owner for each in entities] == [None, 1]
