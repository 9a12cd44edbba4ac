"""The cover page of a packet: what is in it, what is not and why, and what can still be read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from redact.blind.readable import KINDS, added
from redact.blind.seal import Change

_TITLE = "BLIND REVIEW: PACKET "


@dataclass(frozen=True, slots=True)
class Listed:
    """A dossier of the packet: its number, its copies, what they hide, and what they still tell."""

    number: str
    letters: int
    hidden: int
    readable: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Cover:
    """Everything that the cover page says; no name, and nothing of who is not in the packet.

    `absent` has for each dossier that is not in the packet the reason, in fixed words.
    """

    packet: str
    edition: int
    dossiers: tuple[Listed, ...]
    absent: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


def packet_of(text: str) -> str:
    """Return the id of the packet that a cover page belongs to; empty where it is none."""
    first = text.partition("\n")[0].strip()
    return first.removeprefix(_TITLE) if first.startswith(_TITLE) else ""


def page(cover: Cover) -> str:
    """Return the cover page as plain text."""
    return "\n".join(_lines(cover)) + "\n"


def _lines(cover: Cover) -> Iterator[str]:
    letters = sum(each.letters for each in cover.dossiers)
    yield f"{_TITLE}{cover.packet}"
    yield f"Edition {cover.edition}"
    yield ""
    yield f"{_many(len(cover.dossiers), 'dossier')} with {_many(letters, 'document')}."
    yield "Each folder is one applicant under a review number that was drawn at random. Please fill"
    yield "in reviewers.csv: a rank for each number, equal ranks allowed, - for none."
    yield ""
    yield from _absent(cover.absent)
    yield from _telling(cover.dossiers)
    yield from _table(cover.dossiers)
    yield from _changes(cover)


def _absent(reasons: Sequence[str]) -> Iterator[str]:
    yield "NOT IN THIS PACKET"
    yield ""
    if not reasons:
        yield "  No dossier was left out."
    for reason, count in sorted(Counter(reasons).items()):
        yield f"  {_many(count, 'dossier')}: {reason}"
    yield ""


def _telling(dossiers: Sequence[Listed]) -> Iterator[str]:
    total = added(each.readable for each in dossiers)
    hidden = sum(each.hidden for each in dossiers)
    yield "WHAT IS HIDDEN, AND WHAT IS NOT"
    yield ""
    yield f"  {_many(hidden, 'mention')} of people, organizations, places and contact details"
    yield "  stand as placeholders such as [applicant], [referee_1] or [organization_2]. In one"
    yield "  dossier the same placeholder is the same person or place; between dossiers the numbers"
    yield "  mean nothing. What was checked is that no detected term survives; what was never"
    yield "  detected is not. If you recognize somebody, say so and pass the dossier on."
    yield ""
    yield "  Still readable:                                        times  in dossiers"
    for kind, told in KINDS.items():
        inside = sum(each.readable[kind] > 0 for each in dossiers)
        yield f"  {told:<52} {total[kind]:>7} {inside:>12}"
    yield ""


def _table(dossiers: Iterable[Listed]) -> Iterator[str]:
    yield "DOSSIERS"
    yield ""
    yield f"  {'number':<10}{'documents':>10}{'hidden':>8}" + "".join(f"{k:>15}" for k in KINDS)
    for each in sorted(dossiers, key=lambda one: one.number):
        counts = "".join(f"{each.readable[kind]:>15}" for kind in KINDS)
        yield f"  {each.number:<10}{each.letters:>10}{each.hidden:>8}{counts}"


def _changes(cover: Cover) -> Iterator[str]:
    if not cover.changes:
        return
    yield ""
    yield "CHANGED SINCE THE FIRST EDITION (see replaced.csv)"
    yield ""
    for change in cover.changes:
        yield f"  edition {change.edition}: {change.file} {change.what}"


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
