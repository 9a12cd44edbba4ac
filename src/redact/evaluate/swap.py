"""A marked letter with other people in it: the same letter, each person called anew throughout."""

import re
from collections.abc import Mapping
from random import Random

from redact.datamodel import Span
from redact.evaluate.gold import GoldLetter, GoldMention
from redact.evaluate.nameparts import Person, Role, parts_of, person, title_before
from redact.evaluate.origins import Draw, Identity, Origin
from redact.evaluate.recast import plain, recast
from redact.names import fold

_NAMING = ("EMAIL_ADDRESS", "URL", "HANDLE")
#: A shorter name is looked for in an address between other signs only: "lei" is in "leiden".
_SAFE = 4


def swap(letter: GoldLetter, origin: Origin, rng: Random) -> GoldLetter:
    """Return the letter with all people renamed, their names in addresses and handles included.

    Spans are those of the new text; ids, organizations, places and all other text stay.
    """
    people = _people(letter)
    identities = _identities(letter, people, origin, rng)
    addresses = _replacements(letter, people, identities)
    pieces: list[str] = []
    mentions: list[GoldMention] = []
    keep: list[Span] = []
    read = length = 0
    marks = [(mention.span, mention) for mention in letter.mentions]
    kept: list[tuple[Span, GoldMention | None]] = [(span, None) for span in letter.keep]
    for span, mention in sorted([*marks, *kept], key=lambda mark: mark[0]):
        before, surface = letter.text[read : span.start], span.of(letter.text)
        if mention and mention.label == "PERSON":
            surface = recast(surface, people[mention.entity], identities[mention.entity])
        elif mention and mention.label in _NAMING:
            surface = _readdressed(surface, addresses)
        start = length + len(before)
        length = start + len(surface)
        pieces += [before, surface]
        if mention:
            mentions.append(GoldMention(Span(start, length), mention.label, mention.entity))
        else:
            keep.append(Span(start, length))
        read = span.end
    text = "".join([*pieces, letter.text[read:]])
    return GoldLetter(letter.letter_id, text, tuple(mentions), tuple(keep))


def _of(letter: GoldLetter) -> dict[str, list[Span]]:
    spans: dict[str, list[Span]] = {}
    for mention in letter.mentions:
        if mention.label == "PERSON":
            spans.setdefault(mention.entity, []).append(mention.span)
    return spans


def _people(letter: GoldLetter) -> dict[str, Person]:
    found = {
        entity: person(
            [span.of(letter.text) for span in spans],
            [title_before(letter.text, span.start) is not None for span in spans],
        )
        for entity, spans in _of(letter).items()
    }
    # Who is known by one name that is the family name of somebody else has that family name.
    families = {
        one.family
        for one in found.values()
        if Role.GIVEN in set(one.roles.values()) and Role.FAMILY in set(one.roles.values())
    }
    for entity, one in found.items():
        if set(one.roles.values()) == {Role.GIVEN} and one.family in families:
            roles = dict.fromkeys(one.roles, Role.FAMILY)
            found[entity] = Person(roles, one.family, one.family_first, one.accented)
    return found


def _identities(
    letter: GoldLetter, people: Mapping[str, Person], origin: Origin, rng: Random
) -> dict[str, Identity]:
    draw = Draw(origin, rng)
    identities = {}
    for entity, spans in _of(letter).items():
        titles = [title_before(letter.text, span.start) for span in spans]
        is_man = any(title and title["man"] for title in titles)
        is_woman = any(title and title["woman"] for title in titles)
        man = is_man if is_man != is_woman else None
        one = people[entity]
        family = one.family if Role.FAMILY in one.roles.values() else ""
        identities[entity] = draw.identity(family, man=man)
    return identities


def _replacements(
    letter: GoldLetter, people: Mapping[str, Person], identities: Mapping[str, Identity]
) -> dict[str, str]:
    """Return for each word of the old names, folded, what takes its place in an address."""
    found: dict[str, str] = {}
    for entity, spans in _of(letter).items():
        for span in spans:
            for part in parts_of(span.of(letter.text)):
                if part.initial or len(part.key) < 3:
                    continue
                new = _part(identities[entity], people[entity].role(part))
                for key in {part.key, *part.key.split("-"), part.key.replace("-", "")}:
                    if len(key) > 2:
                        found.setdefault(key, re.sub(r"[^a-z]", "", fold(plain(new))))
    return found


def _part(identity: Identity, role: Role) -> str:
    if role is Role.FAMILY:
        return identity.family or identity.given
    return identity.middle or identity.given if role is Role.MIDDLE else identity.given


def _readdressed(address: str, replacements: Mapping[str, str]) -> str:
    if not replacements:
        return address
    words = sorted(replacements, key=len, reverse=True)
    anywhere = "|".join(re.escape(word) for word in words if len(word) >= _SAFE)
    apart = "|".join(re.escape(word) for word in words if len(word) < _SAFE)
    either = [f"(?:{anywhere})" * bool(anywhere), rf"(?<![a-z])(?:{apart})(?![a-z])" * bool(apart)]
    pattern = re.compile("|".join(filter(None, either)), re.IGNORECASE)

    def new(match: re.Match[str]) -> str:
        word = replacements[match[0].lower()]
        return word.upper() if match[0].isupper() else word

    return pattern.sub(new, address)
