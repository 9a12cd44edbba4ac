"""The words that stand in placeholders: what they mean, and which one a misspelt word means."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from rapidfuzz.distance import OSA

from redact.config import Config
from redact.names import placeholder_words, zipf

_NAME_WORDS = (
    "name",
    "names",
    "surname",
    "first name",
    "last name",
    "family name",
    "full name",
    "given name",
    "firstname",
    "lastname",
)
#: What the words of people's own placeholders stand for; the configured ones are added.
_MEANINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "PERSON": (
            *_NAME_WORDS,
            *("person", "student", "applicant", "candidate", "professor", "supervisor"),
            *("advisor", "referee", "teacher", "signature"),
        ),
        "ORGANIZATION": (
            *("company", "organization", "organisation", "organizations", "org", "university"),
            *("institution", "institute", "school", "college", "employer", "department"),
            *("lab", "laboratory", "hospital"),
        ),
        "LOCATION": (
            *("location", "city", "country", "place", "town", "state", "region", "address"),
            *("street", "postcode", "zip"),
        ),
        "EMAIL_ADDRESS": ("email", "e-mail", "mail"),
        "PHONE_NUMBER": ("phone", "telephone", "mobile"),
        "URL": ("url", "link", "website"),
        "HANDLE": ("handle", "username"),
    }
)
#: Words that nobody puts into brackets but for hiding something. Any other counts as a placeholder
#: where it looks like those of its letter.
_STRONG = (
    *_NAME_WORDS,
    *("company", "organization", "organisation", "university", "institution", "institute"),
    *("employer", "location", "address", "email", "e-mail", "phone", "telephone", "username"),
    *("dob", "date of birth", "redacted", "anonymized", "anonymised"),
)
#: Words that say the same of what is hidden.
SYNONYMS: tuple[frozenset[str], ...] = (
    frozenset({"organization", "organisation", "org", "company"}),
    frozenset({"email", "e-mail", "mail"}),
    frozenset({"phone", "telephone"}),
    frozenset({"surname", "last name", "lastname", "family name"}),
    frozenset({"first name", "firstname", "given name"}),
    frozenset({"name", "full name"}),
    frozenset({"url", "link"}),
    frozenset({"date of birth", "dob"}),
    frozenset({"postcode", "zip"}),
    frozenset({"lab", "laboratory"}),
    frozenset({"redacted", "removed", "hidden", "anonymized", "anonymised"}),
)
#: Not words at all: they say neither what is hidden nor how it is spelt.
_WORDLESS = frozenset({"...", "xxx"})
#: What editors write in brackets that is close to a placeholder's word.
_EDITORIAL = frozenset(
    {"sic", "cit", "orig", "ibid", "ibidem", "idem", "ed", "eds", "vid", "vide", "doi", "isbn"}
    | {"recte", "stet", "nb", "cf", "viz", "trans", "pers", "emph", "tel", "img", "abbr", "alias"}
)
_NUMBER = re.compile(r"(?P<word>.*?[^\W\d_])(?P<joint>[ _#-]{0,2})(?P<number>\d{1,3}|(?<=\W)[A-Z])")
_JOINTS = re.compile(r"[\s_-]+")
#: From this Zipf frequency on a word of the given length is an ordinary one, not a misspelling.
_ORDINARY = 3.0
_ORDINARY_LONG = 3.3
_LONG = 6
#: An ordinary word below this may be a slip of the hand; one above is what was meant.
_FREQUENT = 4.5


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in brackets, read as a placeholder.

    `word` is the known word meant, `spelling` how it is written or, where it is misspelt, should
    be. A misspelt one is `certain` where no other word is as near.
    """

    word: str
    spelling: str
    number: str = ""
    joint: str = ""
    misspelt: bool = False
    certain: bool = True
    written: str = field(default="", repr=False)


class Vocabulary:
    """The words of placeholders by one configuration."""

    def __init__(self, config: Config) -> None:
        own = {entry.placeholder: label for label, entry in config.labels.items()}
        if config.surname_placeholder is not None:
            own[config.surname_placeholder] = "PERSON"
        self._known = {_plain(word): word for word in placeholder_words(config) - _WORDLESS}
        self._labels = {word: label for label, words in _MEANINGS.items() for word in words} | own
        self._own = frozenset(own)
        self._strong = self._own | frozenset(_STRONG)

    def label(self, word: str) -> str | None:
        """Return the label of what a word hides, if it says so."""
        return self._labels.get(word)

    def is_strong(self, word: str) -> bool:
        """Return whether a word in brackets can hardly be anything but a placeholder."""
        return word in self._strong

    def is_own(self, word: str) -> bool:
        """Return whether the configuration writes this word."""
        return word in self._own

    def read(self, inner: str) -> Reading | None:
        """Return what a known word in brackets says, or None; plurals are known too."""
        text = inner.strip()
        word = self._word(text)
        if word is not None:
            return Reading(word, text, written=text)
        numbered = _NUMBER.fullmatch(text)
        if numbered is None:
            return None
        word = self._word(numbered["word"])
        if word is None:
            return None
        number, joint = numbered["number"], numbered["joint"]
        return Reading(word, numbered["word"], number, joint, written=numbered["word"])

    def nearest(self, inner: str, used: Collection[str]) -> Reading | None:
        """Return the placeholder that a misspelt word means, or None where it is no misspelling.

        Args:
            inner: what stands in the brackets; no known word.
            used: the words of the other placeholders of the letter, which are likelier.
        """
        text = inner.strip()
        numbered = _NUMBER.fullmatch(text)
        number = joint = ""
        if numbered is not None and numbered["joint"]:
            text, number, joint = numbered["word"], numbered["number"], numbered["joint"]
        plain = _plain(text)
        if not any(map(str.isalpha, plain)) or plain.rstrip(".") in _EDITORIAL:
            return None
        near = self._near(plain, used)
        if not near:
            return None
        (distance, *rank), word = near[0]
        frequency = zipf(plain)
        ordinary = frequency >= (_ORDINARY if len(plain) < _LONG else _ORDINARY_LONG)
        if ordinary and (word not in used or distance > 1 or frequency >= _FREQUENT):
            return None
        alone = len(near) == 1 or near[1][0] != (distance, *rank)
        return Reading(word, word, number, joint, True, alone and not ordinary, text)

    def _word(self, text: str) -> str | None:
        plain = _plain(text)
        singular = re.sub("ies$", "y", plain) if plain.endswith("ies") else plain.removesuffix("s")
        return self._known.get(plain) or self._known.get(singular if len(singular) > 3 else plain)

    def _near(self, plain: str, used: Collection[str]) -> list[tuple[tuple[int, bool, bool], str]]:
        """Return the known words near to a word, the nearest and likeliest first."""
        found = []
        for spelling, word in self._known.items():
            most = _most_wrong(spelling, word in used or word in self._own)
            distance = OSA.distance(plain, spelling, score_cutoff=most)
            if distance <= most:
                found.append(((distance, word not in used, word not in self._own), word))
        return sorted(found)


def _most_wrong(word: str, likely: bool) -> int:
    """Return how many letters of a word may be wrong, missing, too many or exchanged."""
    if len(word) <= 2:
        return 0
    if len(word) <= 4:
        return 1 if likely else 0
    return 1 if len(word) <= 5 else 2


def _plain(text: str) -> str:
    return _JOINTS.sub(" ", text.strip()).casefold()
