"""A person's name, taken apart, and which words may be forms of one name."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from redact.lexicon import known_words
from redact.link.cluster import Lore
from redact.names import fold, zipf
from redact.prose import LETTERS, MARKS, reading_view

_TOKEN = re.compile(
    rf"{LETTERS}(?:(?:[-'’‐]|(?<=[^\W\d_]{{2}})\.)(?=[^\W\d_](?:[^\W\d_]|[{MARKS}])){LETTERS})*"
    r"(?:(?<=\b[^\W\d_]{2})\.)?"
)
#: A name that is spelt out, with one mark between its letters.
_SPELT = re.compile(r"\b[^\W\d_](?P<mark>[ -]|, )(?:[^\W\d_](?P=mark)){2,}[^\W\d_]\b")
#: What follows a name in polite speech: "Mori-san", "Deshpande sama", "Ilona néni".
_HONORIFIC = re.compile(
    r"(?<=\w)(?:-(?:san|sama|sensei|kun|chan|ssi|nim|ji)"
    r"|[ ](?:san|sama|sensei|néni|bácsi|hanım|garu|sahib|saheb))\b",
    re.IGNORECASE,
)
#: A small word as common as this (on Zipf's scale) is no name.
_ORDINARY = 2.5
#: Three letters that can be spoken.
_SYLLABLE = re.compile(r"[^aeiou][aeiouy][^aeiou]|[aeiou][^aeiou][aeiouy]|[^aeiou][aeiou]{2}")
#: In the papers of somebody who has one name only: "first name unknown".
_NO_NAME = frozenset({"fnu", "lnu"})


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, taken apart: folded full words in order, and single letters."""

    words: tuple[str, ...] = field(repr=False)
    initials: tuple[str, ...] = field(default=(), repr=False)

    @property
    def weight(self) -> tuple[int, int]:
        return len(self.words), len(self.initials)

    @property
    def letters(self) -> tuple[str, ...]:
        """The first letters of all words, those of double names twice, and the initials."""
        halves = (half for word in self.words for half in word.split("-") if half)
        return (*(half[0] for half in halves), *self.initials)


def name_of(text: str, lore: Lore) -> Name:
    """Return the parts of a name: "KIM, Seo-yeon" gives the words kim and seo-yeon."""
    full: list[str] = []
    initials: list[str] = []
    surname = ""
    text = _SPELT.sub(_joined, _HONORIFIC.sub("", reading_view(text).view))
    capitals = text.isupper()
    for token in _tokens(text):
        folded = fold(re.sub(r"['’.]", "", token).replace("‐", "-"))
        if folded in lore.titles or folded in _NO_NAME:
            continue
        if _is_initial(token, folded) or (not capitals and _are_initials(token)):
            if token[0].isupper() and folded not in ("y",):
                initials.extend(folded[:1] if token.endswith(".") else folded)
        elif folded not in full:
            full.append(folded)
            surname = folded if token[0].isupper() else ""
    full = [
        word for word in full if not lore.is_particle(word, last=word == surname != full[0])
    ] or full[-1:]
    if capitals and not full:
        initials = [fold(char) for char in text if char.isalpha()]
    return Name(tuple(full), tuple(initials))


def _joined(spelt: re.Match[str]) -> str:
    return "".join(filter(str.isalpha, spelt[0])).title()


def _tokens(text: str) -> list[str]:
    """Return the words of a name, without ordinary ones that follow it ("Kiprotich braked")."""
    tokens: list[str] = _TOKEN.findall(text)
    if any(token[0].isupper() for token in tokens):
        while tokens[-1].islower() and zipf(fold(tokens[-1])) >= _ORDINARY:
            tokens.pop()
    return tokens


def _is_initial(token: str, folded: str) -> bool:
    """Return whether a word is a letter, or two with a point that stand for one: "Kh." """
    short = len(folded) == 2 and token.endswith(".") and token.istitle()
    return len(folded) == 1 or (short and folded not in ("jr", "sr"))


def _are_initials(token: str) -> bool:
    """Return whether two or three capitals are no surname: "JF" and "KVR" are none, "KIM" is."""
    surname = len(token) == 3 and _SYLLABLE.fullmatch(fold(token))
    return len(token) <= 3 and token.isupper() and not surname


def abbreviations(text: str, at_least: int = 3) -> frozenset[str]:
    """Return the letters, so many or more, that stand for a name: of all its words, of the big.

    >>> sorted(abbreviations("Anna Maria von Berg"))
    ['amb', 'amvb']
    """
    tokens = [token for token in re.split(r"[\W\d_]+", text) if token]
    big = [token for token in tokens if not token.islower()]
    found = {"".join(fold(token)[0] for token in some) for some in (tokens, big)}
    return frozenset(each for each in found if len(each) >= at_least)


@lru_cache(maxsize=4096)
def forms(word: str) -> frozenset[str]:
    """Return a word without its hyphens, and the halves of a double name."""
    halves = (half for half in word.split("-") if len(half) > 2)
    return frozenset((word.replace("-", ""), *halves))


#: What is added to the beginning of a name to make it small: "Raghu", "Toby", "Rysiek", "Wiesia".
_SMALL = ("y", "i", "u", "ek", "iek", "sia", "cia")
_STEM = 3
#: So many letters of the whole name are left out in the small one.
_LEFT_OUT = 3
#: What a short form leaves out at the head of a name; "Kwabena" is no "Abena".
_SHORTEST_HEAD, _LONGEST_HEAD = 3, 5
#: Where the name is in no list: "Ebuka" is "Chukwuebuka", but "Marek" is not "Kaczmarek".
_HEADS = frozenset(
    (
        *("chukwu", "chi", "oluwa", "olu", "ola", "ade", "ayo", "baba", "temi", "ife", "ike"),
        *("obi", "nwa", "nne", "nna", "onye", "uche", "kele", "oge", "akin", "omo", "oba", "mo"),
        *("ogo", "ifeoma", "su", "sri", "nur", "abdul", "tesfa", "gebre", "haile", "wolde"),
    )
)
#: What looks like a small name and is one of its own.
_WHOLE_NAMES = frozenset({"mary", "mari", "emily", "lucy", "henry"})
#: What makes a name of another sex of a given one: "Pauline" is no Paul.
_OTHER_SEX = re.compile(r"a|e|ia|ina|ine|ette?|etta|o|os|io|is|y")
#: What makes a family name of a given one: "Peterson" is no Peter.
_FAMILY_ENDINGS = re.compile(
    r"(?:s|sen|son|sson|ez|es|is|ov|ova|ev|eva|ova|ski|sky|ska|ic|vic|ini|elli|etti|ian|yan|enko|uk"
    r"|ides|idis|poulos|oglu|zade|shvili|dottir|aitis|man|mann|ic)"
)


def is_short_form(short: str, long: str) -> bool:
    """Return whether a word is the beginning of a given name ("Wulan" of "Wulandari")."""
    if len(long) - len(short) <= _LONGEST_HEAD and is_last_part(short, long):
        return True
    begins = len(short) >= 4 and long.startswith(short) and short != long
    rest = long[len(short) :]
    return begins and not _FAMILY_ENDINGS.fullmatch(rest) and not _OTHER_SEX.fullmatch(rest)


def is_diminutive(small: str, long: str) -> bool:
    """Return whether a word makes a given name small.

    >>> is_diminutive("raghu", "raghavan"), is_diminutive("paul", "paula")
    (True, False)
    """
    stems = [small.removesuffix(ending) for ending in _SMALL if small.endswith(ending)]
    return small not in _WHOLE_NAMES and any(
        len(stem) >= _STEM and long.startswith(stem) and len(long) - len(stem) >= _LEFT_OUT
        for stem in stems
    )


def is_blend(word: str, names: tuple[str, ...]) -> bool:
    """Return whether a word is made of the beginnings of two names that follow each other.

    >>> is_blend("mafe", ("maria", "fernanda", "lasso")), is_blend("maria", ("maria", "lasso"))
    (True, False)
    """
    return any(
        one.startswith(word[:cut]) and other.startswith(word[cut:])
        for one, other in pairwise(names)
        for cut in range(2, len(word) - 1)
    )


def is_last_part(word: str, long: str) -> bool:
    """Return whether a long given name ends with the word: "Ebuka" of "Chukwuebuka".

    >>> is_last_part("ebuka", "chukwuebuka"), is_last_part("abena", "kwabena")
    (True, False)
    >>> is_last_part("marek", "kaczmarek")
    False
    """
    head = long[: len(long) - len(word)]
    if len(word) < 4 or not head or not long.endswith(word):
        return False
    known = known_words()
    if word not in known.given:
        return long not in known.surnames
    return len(head) >= _SHORTEST_HEAD if long in known.given else head in _HEADS
