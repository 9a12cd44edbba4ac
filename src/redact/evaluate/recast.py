"""A mention of a person written anew for somebody else, in the form it had."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType

from redact.evaluate.nameparts import Part, Person, Role, parts_of
from redact.evaluate.origins import Identity
from redact.names import fold

#: Letters that are more than a letter with a sign.
_LETTERS = MappingProxyType({"æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the new name to be written, and the old word whose setting it takes."""

    role: Role
    initial: bool
    like: Part = field(repr=False)


def recast(surface: str, person: Person, identity: Identity) -> str:
    """Return a mention of a person as one of somebody else.

    Initials, capitals, small letters, lost diacritics, a comma, a line break and words run together
    stay as they are. A full name in the order that is usual for this person gets the order that is
    usual for the new one, and the reverse order its reverse. A nickname becomes the given name.
    """
    pieces = _pieces(parts_of(surface), person)
    if not pieces:
        return _written_out(identity)
    if not identity.family:
        # "A. Kowalska" of somebody with one name is that name, and no initial.
        full = [piece for piece in pieces if not piece.initial] or pieces
        given = [piece for piece in full if piece.role is Role.GIVEN] or full
        return _set(identity.given, replace(given[0], initial=False), person, surface)
    roles = [piece.role for piece in pieces if not piece.initial]
    if Role.GIVEN in roles and Role.FAMILY in roles and "," not in surface:
        pieces = _in_order(pieces, person, identity)
    written: list[tuple[str, _Piece]] = []
    for piece in pieces:
        text = _text(piece, identity, bare=len(pieces) == 1)
        if text and text.casefold() not in (old.casefold() for old, _ in written):
            written.append((_set(text, piece, person, surface), piece))
    if not written:
        return _set(identity.given, pieces[0], person, surface)
    return _joined(written, surface)


def plain(text: str) -> str:
    """Return a text without diacritics, capitals kept.

    >>> plain("Łukasz Æbelø")
    'Lukasz Aebelo'
    """
    return "".join(map(_plain_letter, text))


def _plain_letter(char: str) -> str:
    if char.isascii():
        return char
    bare = _LETTERS.get(char.lower()) or fold(char.lower())
    return bare.capitalize() if char.isupper() else bare


def _pieces(parts: Sequence[Part], person: Person) -> list[_Piece]:
    """Return what is to be written, neighbours of one role together."""
    full = [person.role(part) for part in parts if not part.initial and not part.bracketed]
    has_given = Role.GIVEN in full or any(part.initial for part in parts)
    pieces: list[_Piece] = []
    for index, part in enumerate(parts):
        if part.bracketed and has_given:
            continue
        if part.initial:
            role = _role_of_initial(parts, index, full)
        elif part.particle and index + 1 < len(parts):
            role = person.role(parts[index + 1])
        else:
            role = person.role(part)
        last = pieces[-1] if pieces else None
        if last and last.role is role and last.initial == part.initial:
            if len(part.text) > len(last.like.text):
                pieces[-1] = _Piece(role, part.initial, part)
            continue
        pieces.append(_Piece(role, part.initial, part))
    return pieces


def _role_of_initial(parts: Sequence[Part], index: int, full: Sequence[Role]) -> Role:
    """Return what a single letter stands for: the first of some for the given name."""
    before = sum(part.initial for part in parts[:index])
    if not full and index == len(parts) - 1 and index:
        return Role.FAMILY
    return Role.MIDDLE if before or Role.GIVEN in full else Role.GIVEN


def _in_order(pieces: list[_Piece], person: Person, identity: Identity) -> list[_Piece]:
    order = [piece.role for piece in pieces]
    usual = (order.index(Role.FAMILY) < order.index(Role.GIVEN)) == person.family_first
    if identity.family_first == usual:
        ranks = [Role.FAMILY, Role.GIVEN, Role.MIDDLE]
        if identity.middle_before_given:
            ranks = [Role.FAMILY, Role.MIDDLE, Role.GIVEN]
    else:
        ranks = [Role.GIVEN, Role.MIDDLE, Role.FAMILY]
    return sorted(pieces, key=lambda piece: ranks.index(piece.role))


def _text(piece: _Piece, identity: Identity, *, bare: bool) -> str:
    if piece.role is Role.GIVEN or (bare and piece.role is Role.MIDDLE):
        text = identity.given
    elif piece.role is Role.MIDDLE:
        text = identity.middle
    else:
        text = identity.alone if bare else identity.family
    return text[:1].upper() if piece.initial else text


def _set(text: str, piece: _Piece, person: Person, surface: str) -> str:
    """Return a part of a name set like an old word: its case, its diacritics, its full stop."""
    like = piece.like
    if person.is_plain(like):
        text = plain(text)
    if piece.initial:
        dotted = surface[like.start + len(like.text) :][:1] == "."
        text += "." if dotted else ""
        return text.lower() if like.text.islower() else text
    if like.text.islower() and not like.particle:
        return text.lower()
    return text.upper() if like.text.isupper() and len(like.text) > 1 else text


def _joined(written: Sequence[tuple[str, _Piece]], surface: str) -> str:
    """Return the parts with what stood between the old ones."""
    blanks = re.search(r"\s*\n\s*", surface)
    gaps = [_gap(left, right, surface) for (_, left), (_, right) in pairwise(written)]
    if blanks and gaps:
        gaps[0] = blanks[0]
    comma = surface.find(",")
    if comma >= 0 and gaps:
        starts = [piece.like.start for _, piece in written]
        place = max(sum(start < comma for start in starts), 1)
        gaps[place - 1 if place < len(written) else -1] = ", "
    ends = [*gaps, ""]
    return "".join(text + gap for (text, _), gap in zip(written, ends, strict=True))


def _gap(left: _Piece, right: _Piece, surface: str) -> str:
    if "_" in surface:
        return "_"
    first, second = sorted((left.like, right.like), key=lambda part: part.start)
    between = surface[first.start + len(first.text) : second.start]
    together = between in ("", ".")
    return "" if together and left.initial == right.initial else " "


def _written_out(identity: Identity) -> str:
    """Return the whole name, for a mention of which no letter could be told apart."""
    names = [identity.given, identity.family]
    return " ".join(filter(None, reversed(names) if identity.family_first else names))
