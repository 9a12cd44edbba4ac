"""What labels, outcomes, doubts and numbers are called on the page, in plain words."""

from types import MappingProxyType

from redact.datamodel import Outcome, Verdict

#: The word and the colour of each label.
LABELS = MappingProxyType(
    {
        "PERSON": ("person", "person"),
        "ORGANIZATION": ("organization", "organization"),
        "LOCATION": ("place", "place"),
        "EMAIL_ADDRESS": ("e-mail", "contact"),
        "PHONE_NUMBER": ("phone", "contact"),
        "URL": ("link", "contact"),
        "HANDLE": ("handle", "contact"),
        "IP_ADDRESS": ("IP address", "number"),
        "IBAN_CODE": ("bank account", "number"),
        "CREDIT_CARD": ("card", "number"),
        "ID_NUMBER": ("ID number", "number"),
        "DATE_OF_BIRTH": ("date of birth", "number"),
    }
)
OUTCOMES = MappingProxyType(
    {
        Outcome.RELEASED: "released",
        Outcome.HELD: "held for you",
        Outcome.WITHHELD: "withheld",
        Outcome.REFUSED: "refused",
    }
)
VERDICTS = MappingProxyType(
    {
        Verdict.HIDE: "decided: hide",
        Verdict.KEEP: "decided: keep",
        Verdict.ACCEPT: "decided: accept",
    }
)
_KINDS = MappingProxyType(
    {
        "hidden elsewhere": "hidden elsewhere, but it still stands here",
        "resembles a hidden name": "much like a name that is hidden",
        "beside a hidden name": "right beside a hidden name: perhaps a part of it",
        "after a title": "follows a title such as Dr.",
        "full name": "looks like a person's full name",
        "place after a preposition": "a known place, after a word such as “in”",
        "person after a cue": "a known name, after a word such as “with”",
        "organization form": "looks like an organization",
        "address form": "looks like a part of an address",
        "long number": "a long number",
        "beside a hidden place": "right behind a hidden place or organization",
        "known place": "the name of a known place",
        "known name": "a word that people bear as a name",
        "name in lower case": "perhaps a name in small letters",
        "unknown words": "words with capitals that no dictionary holds",
        "unknown word": "a word with a capital that no dictionary holds",
        "unknown word at the start": "an unknown word at the start of a sentence",
        "acronym": "an abbreviation",
        "identifier": "a number by which a work or a person is found",
        "title of a work": "the title of a work: a search may find its author",
        "words in quotes": "words in quotes: perhaps the title of a work",
        "meaning of a name": "tells what a hidden name means",
        "published work": "a publication: a search may find its author",
        "award": "an award: a search may find who won it",
        "address of a contact": "an address by which somebody is reached",
        "date of birth left": "reads as a date of birth",
        "word that is hidden elsewhere": "a word that is hidden elsewhere in the letter",
        "piece of a hidden number": "a piece of a number that is hidden",
        "piece of a hidden name": "a piece left beside a hidden name",
        "initials of somebody": "the initials of somebody, perhaps a signature",
        "initial and surname": "an initial with what may be a surname",
        "reference number": "a reference by which somebody is found",
        "word and name": "a word that is also a name, in the place of a name",
        "in the place of a name": "stands where a name would stand",
        "words that make a name": "words that make a name together",
        "words in another script": "words in letters of another script",
        "organization after a cue": "an organization, after a word such as “at”",
        "organization of ordinary words": "perhaps an organization called by ordinary words",
        "abbreviation of an organization": "perhaps the abbreviation of an organization",
        "word after “at”": "a word after “at”: perhaps an organization",
        "kept host is the writer's own": "kept readable, but it reads as the writer's own place",
    }
)


def kind(name: str) -> str:
    """Return a kind of doubt in plain words; one that has none as it is called.

    >>> kind("acronym")
    'an abbreviation'
    """
    return _KINDS.get(name, name)


def likelihood(value: float) -> tuple[str, int]:
    """Return how likely a leak is in a word, and as a step from 1 to 4.

    >>> likelihood(0.6)
    ('likely', 3)
    """
    if value >= 0.8:
        return "very likely", 4
    if value >= 0.5:
        return "likely", 3
    return ("possible", 2) if value >= 0.25 else ("unlikely", 1)


def certainty(score: float) -> tuple[str, int]:
    """Return how sure the detector was in a word, and as a step from 1 to 3.

    >>> certainty(0.85)
    ('sure', 3)
    """
    if score >= 0.8:
        return "sure", 3
    return ("fairly sure", 2) if score >= 0.5 else ("unsure", 1)


def percent(value: float) -> str:
    """Return a share as the page shows it.

    >>> percent(0.985)
    '98 %'
    """
    return f"{value * 100:.0f} %"


def many(count: int, thing: str) -> str:
    """Return a count with its noun.

    >>> many(1, "letter"), many(2, "letter")
    ('1 letter', '2 letters')
    """
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
