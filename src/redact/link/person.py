"""A person while the names are joined, and the other names that a letter gives beside one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from redact.datamodel import Mention, Span
from redact.link.cluster import Cluster, neighbours
from redact.link.personal_name import Name, forms

_BRACKET = re.compile(r"[\s(\[/,]*[(\[/][\s(\[/]*")
_NEXT_LINE = re.compile(r"[ \t]*\n[ \t>|*]*")
#: Between a name and the other name of the same person: "Konstantinos X (Kostas)", "Y (née Z)".
_ALSO = re.compile(
    r" ?[(\[\"“‘]\s?(?:(?:née?|nee|born|formerly|geb\.?|also|aka|a\.k\.a\.|known as|called|or"
    r"|alias) )?[\"“‘']?"
)
#: The same without brackets: "Y, née Z", "Brian X alias Sofa".
_FORMERLY = re.compile(
    r"(?:,? )?[(\[\"“‘]?(?:née?|nee|born|geb\.?|alias|aka|a\.k\.a\."
    r"|(?:also )?known as) [\"“‘']?"
)
#: On a line of its own, below the name.
_BELOW = re.compile(r"\n\(")
_CLOSES = re.compile(r"['’\"”]?\s?[)\]\"”’]")


@dataclass(slots=True)
class Person:
    """A cluster and the names it is known by."""

    cluster: Cluster
    words: set[str] = field(default_factory=set, repr=False)
    firsts: set[str] = field(default_factory=set, repr=False)
    names: list[Name] = field(default_factory=list, repr=False)
    sex: str = ""
    titles: set[str] = field(default_factory=set, repr=False)

    def add(self, mention: Mention, name: Name, sex: str, title: str) -> None:
        self.cluster.add(mention)
        self.learn(name)
        self.sex = self.sex or sex
        self.titles.add(title)

    def learn(self, name: Name) -> None:
        if name in self.names:
            return
        self.names.append(name)
        self.words.update(form for word in name.words for form in forms(word))
        self.firsts.update(word[0] for word in name.words)
        self.firsts.update(name.initials)


def join_scripts(people: list[Person], texts: Sequence[str]) -> None:
    """Join a name in another script, in brackets or a line after the first, with that person."""
    for (left, before), (right, after) in neighbours(person.cluster for person in people):
        text = texts[left.document]
        gap = text[left.span.end : right.span.start]
        beside = _BRACKET.fullmatch(gap) or _are_lines(text, left.span, right.span)
        if beside and _latin(left.span.of(text)) != _latin(right.span.of(text)):
            before.absorb(after)


def join_other_names(people: list[Person], texts: Sequence[str]) -> None:
    """Join a single name in brackets or quotes with the person before it, or the other way.

    After a word for it ("née") no brackets are needed, and the name may stand elsewhere together
    with another name of that person.
    """
    owners = {id(person.cluster): person for person in people}
    for (left, before), (right, after) in neighbours(person.cluster for person in people):
        text = texts[left.document]
        between = (text, left.span.end, right.span.start)
        told = _FORMERLY.fullmatch(*between)
        beside = _ALSO.fullmatch(*between) or (
            _BELOW.fullmatch(*between) and right.span.of(text).isalpha()
        )
        beside = beside and _CLOSES.match(text, right.span.end)
        if not (told or beside) or not (before.mentions and after.mentions):
            continue
        one, other = owners[id(before)], owners[id(after)]
        if _is_single(one) or _is_single(other) or (told and _shares(one, other)):
            before.absorb(after)


def _is_single(person: Person) -> bool:
    return all(len(name.words) <= 1 and not name.initials for name in person.names)


def _shares(one: Person, other: Person) -> bool:
    """Return whether each full name of the other has a word of this person's."""
    return all(
        any(forms(word) & one.words for word in name.words)
        for name in other.names
        if len(name.words) > 1
    )


def _are_lines(text: str, left: Span, right: Span) -> bool:
    """Return whether two names are all there is in two lines, one below the other."""
    begins = not text[text.rfind("\n", 0, left.start) + 1 : left.start].strip(" \t>|*")
    end = text.find("\n", right.end)
    ends = not text[right.end : end if end >= 0 else None].strip(" \t|*,")
    between = _NEXT_LINE.fullmatch(text, left.end, right.start) is not None
    return begins and ends and between


def _latin(text: str) -> bool:
    return all(ord(char) < 0x370 for char in text if char.isalpha())
