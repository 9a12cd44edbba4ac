"""Writing the name of a person in each of its forms."""

import re
from random import Random

from training.gazetteers import without_marks
from training.names import Person

# fmt: off
KEYBOARD = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr",
    "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk", "k": "jl",
    "l": "ko", "m": "n", "n": "mb", "o": "ip", "p": "o",
    "q": "w", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb",
    "w": "eq", "x": "cz", "y": "tu", "z": "x",
}
# fmt: on


def typo(rng: Random, text: str) -> str:
    """Return the text with one slip of the finger, never at its edges."""
    places = [
        i
        for i in range(1, len(text) - 1)
        if text[i].isalpha() and text[i + 1].isalpha() and text[i - 1].isalpha()
    ]
    if not places:
        return text + text[-1] if text[-1:].isalpha() else text
    at = rng.choice(places)
    kind = rng.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[: at + 1] + text[at:]
    wrong = rng.choice(KEYBOARD.get(text[at].lower(), "e"))
    return text[:at] + (wrong.upper() if text[at].isupper() else wrong) + text[at + 1 :]


def recased(rng: Random, text: str, case: str) -> str:
    """Return the text in another case, or with a slip of the finger."""
    match case:
        case "upper":
            return text.upper()
        case "lower":
            return text.lower()
        case "title":
            return text.title()
        case "ascii":
            return without_marks(text)
    return typo(rng, text)


def initial_of(word: str) -> str:
    """Return the first letter of a name, over a hyphen both: Jean-Paul gives ``J.-P``."""
    parts = [part for part in word.split("-") if part]
    letters = [next((c for c in part if c.isalpha()), part[0]).upper() for part in parts]
    return ".-".join(letters)


#: How often somebody writes the family name first where that is not the custom.
_SURNAME_FIRST = 0.06


def initials(person: Person, style: int, with_last: bool = False) -> str:
    """Return the initials in style 0 ``A. K.``, 1 ``A.K.`` or 2 ``AK``."""
    words = [
        word
        for word in (*person.first.split(), *" ".join(person.middles).split())
        if word[0].isupper()
    ] or [person.first]
    if with_last:
        words += [word for word in re.split(r"[\s-]", person.last) if word[:1].isupper()][:2] or [
            person.last
        ]
    letters = [initial_of(word) for word in words]
    if style == 2:
        return "".join(letters).replace(".-", "")
    return (". " if style == 0 else ".").join(letters) + "."


def short_last(person: Person, style: int) -> str:
    """Return the family name; of a double one sometimes only the part that is used daily."""
    parts = person.last.split(" ")
    capitals = [part for part in parts if part[:1].isupper()]
    if len(capitals) > 1 and len(parts) == 2 and style == 2 and len(parts[0]) > 3:
        return parts[0]
    return person.last


def full(rng: Random, person: Person, style: int) -> str:
    """Return the whole name, as such a person would write it."""
    first, last = person.first, person.last
    middle = " ".join(person.middles)
    roll = rng.random()
    if person.family_first:
        return (
            f"{last} {middle} {first}" if person.country == "VN" and middle else f"{last} {first}"
        )
    if person.country in ("IN", "LK") and style == 2 and roll < 0.3:
        return f"{initials(person, 1)} {last}"
    if middle and roll < 0.45:
        return f"{first} {middle} {last}"
    if middle and roll < 0.65:
        return f"{first} {initial_of(middle)}. {last}"
    if rng.random() < _SURNAME_FIRST:
        return f"{last} {first}"
    return f"{first} {last}"


def native(person: Person, base: str) -> str:
    """Return the name in its own script, or in Latin letters where that is all there is."""
    if not person.native_last:
        return {"native_first": person.first, "native_last": person.last}.get(
            base, f"{person.first} {person.last}"
        )
    if base != "native":
        return person.native_first if base == "native_first" else person.native_last
    if person.country in ("CN", "TW", "KR", "HK"):
        return person.native_last + person.native_first
    if person.country == "JP":
        return f"{person.native_last} {person.native_first}"
    return f"{person.native_first} {person.native_last}"


def with_initials(person: Person, base: str, dotted: str) -> str:
    """Return the name in a form that has initials."""
    first, last = person.first, person.last
    match base:
        case "initials_last":
            return f"{dotted} {last}"
        case "initial_last":
            return f"{initial_of(first)}. {last}"
        case "first_initial":
            return f"{first} {initial_of(re.sub('^[^A-ZÀ-Ž]*', '', last) or last)[0]}."
        case "last_initials":
            return f"{last} {dotted}"
        case "last_initial":
            return f"{last} {initial_of(first)}."
        case "last_comma_initials":
            return f"{last}, {dotted}"
    return f"{initial_of(first)}."


def render(rng: Random, person: Person, base: str, style: int) -> str:
    """Return the name in a form; ``style`` is what one letter keeps the same throughout."""
    first, last = person.first, person.last
    match base:
        case "full":
            return full(rng, person, style)
        case "first":
            return first.split(" ")[0] if style == 2 else first
        case "last":
            return short_last(person, style)
        case "middle":
            return person.middles[0] if person.middles else first
        case "first_middle_last":
            return " ".join((first, *person.middles, last))
        case "last_first":
            return f"{last} {first}"
        case "last_comma_first":
            return f"{last}, {first}"
        case "initials":
            return initials(person, style, with_last=True)
        case "nick":
            return person.nick
        case "nick_last":
            return f"{person.nick} {last}"
        case "full_nick":
            quotes = rng.choice(['""', "“”", "()", "''", '""'])
            return f"{first} {quotes[0]}{person.nick}{quotes[1]} {last}"
        case "native" | "native_first" | "native_last":
            return native(person, base)
    if "initial" in base:
        return with_initials(person, base, initials(person, style))
    return f"{first} {last}"
