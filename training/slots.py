"""The slots a template may hold: what each letter of a key means, and its forms."""

from dataclasses import dataclass

CASES = ("upper", "lower", "typo", "ascii", "title")

PERSON_FORMS = (
    "full",
    "first",
    "last",
    "middle",
    "first_last",
    "first_middle_last",
    "last_first",
    "last_comma_first",
    "initials_last",
    "initial_last",
    "first_initial",
    "last_initials",
    "last_initial",
    "last_comma_initials",
    "initial",
    "initials",
    "nick",
    "nick_last",
    "full_nick",
    "native",
    "native_first",
    "native_last",
)
CONTACT_FORMS = ("email", "url", "handle", "phone", "dob", "id", "orcid")
ORGANISATION_FORMS = ("full", "short", "acr", "native")
PLACE_FORMS = ("city", "country", "region")
ADDRESS_FORMS = (
    "street",
    "postcode",
    "city",
    "country",
    "region",
    "building",
    "district",
    "flat",
    "street_name",
)
KEEP_FORMS = ("school", "conference", "product", "university", "company")
PLAIN_FORMS = (
    "date",
    "month",
    "weekday",
    "year",
    "number",
    "money",
    "course",
    "method",
    "language",
    "field",
    "degree",
    "nationality",
    "tongue",
    "job",
    "placeholder",
    "time",
    "grade",
    "word",
    "season",
    "percent",
    "age",
    "tool",
    "day",
)

FORMS: dict[str, tuple[str, ...]] = {
    "p": PERSON_FORMS + CONTACT_FORMS,
    "u": (*ORGANISATION_FORMS, "city", "country", "url", "email"),
    "c": (*ORGANISATION_FORMS, "city", "country", "url", "email", "handle"),
    "o": (*ORGANISATION_FORMS, "city", "country", "url", "email", "handle"),
    "l": PLACE_FORMS,
    "a": ADDRESS_FORMS,
    "t": ("phone",),
    "e": ("email",),
    "w": ("url",),
    "h": ("handle",),
    "n": ("id", "orcid"),
    "d": ("dob",),
    "k": KEEP_FORMS,
    "x": PLAIN_FORMS,
}

LABEL_PREFIXES = {
    "PERSON": "p",
    "ORG": "o",
    "LOC": "l",
    "EMAIL": "e",
    "PHONE": "t",
    "URL": "u",
    "ID": "n",
    "HANDLE": "h",
    "DOB": "d",
}
CONTACT_LABELS = {
    "email": "EMAIL",
    "url": "URL",
    "handle": "HANDLE",
    "phone": "PHONE",
    "dob": "DOB",
    "id": "ID",
    "orcid": "ID",
}
KEY_LABELS = {"p": "PERSON", "u": "ORG", "c": "ORG", "o": "ORG", "l": "LOC", "a": "LOC"}


@dataclass(frozen=True, slots=True)
class Form:
    """What a slot asks for: a base form and the changes of case or spelling made to it."""

    base: str
    cases: tuple[str, ...] = ()


def parse_form(letter: str, form: str) -> Form | None:
    """Return the form a slot of this letter asks for, or None where there is none of that name.

    >>> parse_form("p", "upper_last")
    Form(base='last', cases=('upper',))
    >>> parse_form("a", "street_lower")
    Form(base='street', cases=('lower',))
    >>> parse_form("p", "shoesize") is None
    True
    """
    known = FORMS[letter]
    if not form:
        return Form(known[0])
    if form in known:
        return Form(form)
    parts = form.split("_")
    cases: list[str] = []
    while parts and parts[0] in CASES:
        cases.append(parts.pop(0))
    while parts and parts[-1] in CASES:
        cases.append(parts.pop())
    base = "_".join(parts) or known[0]
    return Form(base, tuple(cases)) if cases and base in known else None


def label_of(letter: str, base: str) -> str | None:
    """Return the label of what such a slot is filled with, or None for text that is not marked."""
    if base in CONTACT_LABELS:
        return CONTACT_LABELS[base]
    if letter in "uco" and base in PLACE_FORMS:
        return "LOC"
    return KEY_LABELS.get(letter)
