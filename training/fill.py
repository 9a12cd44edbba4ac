"""Filling one template: what each key stands for, and the text with its gold spans."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import TypeVar

from training import contacts
from training.gazetteers import Gazetteers
from training.grammar import agree, lacks_article, united, unrepeated
from training.marked import Gold, Marked
from training.nameforms import recased, render
from training.names import Person, make_person
from training.organisations import Organisation, make_company, make_other, make_university
from training.places import Address, Place, make_address, make_place
from training.slots import LABEL_PREFIXES, label_of
from training.template import Choice, Mark, Node, Slot, Template
from training.vocabulary import keep_name, plain_word

ANY_SHARE = {"p": 1 / 3, "u": 0.35, "c": 0.35, "o": 0.25, "l": 0.4, "a": 0.12, "t": 0.15}
DRIFT_SHARE = 0.12
_TRIES = 12
Made = TypeVar("Made")


def _words(person: Person) -> set[str]:
    """Return the words of a person's names that nobody else in the letter should have."""
    names = f"{person.first} {person.last} {person.nick}".lower()
    return {word for word in re.split(r"[\s-]", names) if len(word) > 2}


@dataclass(slots=True)
class Letter:
    """The state of one fill: everything made so far, and the text written so far."""

    rng: Random
    gazetteers: Gazetteers
    template: Template
    made: dict[str, object] = field(default_factory=dict)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[Gold] = field(default_factory=list)

    def once(self, key: str, make: Callable[[], Made]) -> Made:
        """Return what a key stands for, made at its first use."""
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]  # type: ignore[return-value]  # one key always holds values of one type

    def country(self, slot: Slot) -> str:
        """Return the country that what a key stands for comes from."""
        origin = self.template.origins.get(slot.key)
        if origin and len(origin) == 2 and origin.isupper():
            return origin if self.rng.random() >= DRIFT_SHARE else self.any_country()
        home = self.template.country
        if origin == "*" or home == "*" or self.rng.random() < ANY_SHARE.get(slot.letter, 0.2):
            return self.any_country()
        return home

    def any_country(self) -> str:
        """Return any country whose names are known."""
        return self.rng.choice(
            self.once(
                "countries",
                lambda: tuple(sorted({*self.gazetteers.forenames, *self.gazetteers.surnames})),
            )
        )

    def person(self, slot: Slot) -> Person:
        """Return the person of a key; no two people in a letter share a name by accident."""

        def make() -> Person:
            taken = {
                word
                for other in self.made.values()
                if isinstance(other, Person)
                for word in _words(other)
            }
            country = self.country(slot)
            for attempt in range(_TRIES):
                if attempt >= _TRIES // 2:
                    country = self.any_country()
                person = make_person(self.rng, self.gazetteers, country)
                if not taken & _words(person):
                    break
            return person

        person = self.once(slot.key, make)
        relative = self.template.origins.get(slot.key, "")
        if relative[1:].isdigit():
            kin = self.person(Slot(relative[0], relative[1:], slot.form))
            return Person(person.first, person.middles, kin.last, kin.country, person.nick)
        return person

    def organisation(self, slot: Slot) -> Organisation:
        """Return the organisation of a key."""
        make = {"u": make_university, "c": make_company, "o": make_other}[slot.letter]
        return self.once(slot.key, lambda: make(self.rng, self.gazetteers, self.country(slot)))

    def site(self, organisation: Organisation | None = None, academic: bool = False) -> str:
        """Return the domain of an organisation, made once."""
        if organisation is None:
            return ""
        key = "site:" + organisation.full
        return self.once(
            key,
            lambda: contacts.make_domain(
                self.rng, organisation.site, organisation.country, academic
            ),
        )

    def domain_of_person(self) -> str:
        """Return the domain of an organisation of the letter, or '' for a free mail service."""
        if self.rng.random() < 0.5:
            return ""
        keys = [key for key, value in self.made.items() if isinstance(value, Organisation)]
        if not keys:
            return ""
        key = self.rng.choice(keys)
        organisation = self.made[key]
        return (
            self.site(organisation, key.startswith("u"))
            if isinstance(organisation, Organisation)
            else ""
        )

    def contact(self, slot: Slot) -> str:
        """Return an address, number or link that belongs to a key."""
        rng, base = self.rng, slot.form.base
        person = self.person(slot) if slot.letter == "p" else None
        owner = self.organisation(slot) if slot.letter in "uco" else None
        domain = self.site(owner, slot.letter == "u") if owner else ""
        match base:
            case "email":
                other = (
                    make_person(rng, self.gazetteers, self.country(slot))
                    if slot.letter == "e" and rng.random() < 0.35
                    else person
                )
                return contacts.make_email(rng, other, domain or self.domain_of_person())
            case "url":
                return contacts.make_url(rng, person, domain or self.domain_of_person())
            case "handle":
                return contacts.make_handle(rng, person)
            case "phone":
                return contacts.make_phone(rng, person.country if person else self.country(slot))
            case "orcid":
                return contacts.make_orcid(rng)
            case "dob":
                return contacts.make_birth_date(rng)
        return contacts.make_id(rng)

    def place_part(self, slot: Slot) -> str:
        """Return a part of a place or an address."""
        base = slot.form.base
        if slot.letter == "l":
            place: Place = self.once(
                slot.key, lambda: make_place(self.rng, self.gazetteers, self.country(slot))
            )
            return str(getattr(place, base))
        address: Address = self.once(
            slot.key, lambda: make_address(self.rng, self.gazetteers, self.country(slot))
        )
        if base in ("city", "country", "region"):
            return str(getattr(address.place, base))
        if base == "flat":
            return self.once(
                slot.key + ".flat",
                lambda: f"{self.rng.choice(['Flat', 'Apt.', 'Unit'])} {self.rng.randint(1, 60)}",
            )
        if base == "street_name":
            return (
                re.sub(r"\s*[,#]?\s*\b\d+\w*\b,?\s*", " ", address.street).strip(" ,")
                or address.street
            )
        return str(getattr(address, base))

    def name(self, slot: Slot) -> str:
        """Return a form of a person's name; who is asked for a middle name has one."""
        person = self.person(slot)
        if "middle" in slot.form.base and not person.middles:
            middle = make_person(self.rng, self.gazetteers, person.country).first
            self.made[slot.key] = person = replace(person, middles=(middle,))
        style = self.once(slot.key + ".style", lambda: self.rng.choice((0, 0, 1, 2)))
        text = render(self.rng, person, slot.form.base, style)
        if slot.form.base in ("full", "full_nick") and self.rng.random() < 0.8:
            return self.once(f"{slot.key}.{slot.form.base}", lambda: text)
        return text

    def surface(self, slot: Slot) -> str:
        """Return the text that fills a slot."""
        base = slot.form.base
        if slot.letter == "x":
            text = plain_word(self.rng, base)
            if slot.number:
                text = self.once(f"{slot.key}.{base}", lambda: text)
        elif slot.letter == "k":
            text = self.once(f"{slot.key}.{base}", lambda: keep_name(self.rng, base))
        elif label_of(slot.letter, base) not in ("PERSON", "ORG", "LOC"):
            text = self.once(f"{slot.key}.{base}", lambda: self.contact(slot))
        elif slot.letter == "p":
            text = self.name(slot)
        elif slot.letter in "la":
            text = self.place_part(slot)
        else:
            organisation = self.organisation(slot)
            attribute = {"acr": "acronym", "native": "full", "country": "land"}.get(base, base)
            text = (
                organisation.land if attribute == "land" else str(getattr(organisation, attribute))
            )
        for case in slot.form.cases:
            text = recased(self.rng, text, case)
        return text

    def entity(self, label: str, key: str) -> str:
        """Return the id of an entity in this letter."""
        if (label, key) not in self.ids:
            self.counts[label] = self.counts.get(label, 0) + 1
            self.ids[label, key] = f"{LABEL_PREFIXES[label]}{self.counts[label]}"
        return self.ids[label, key]

    def write(self, text: str, label: str = "", key: str = "") -> None:
        """Write text, and mark it where it has a label."""
        if label and text:
            entity = "" if label == "KEEP" else self.entity(label, key)
            self.spans.append(Gold(self.length, self.length + len(text), label, entity))
        self.parts.append(text)
        self.length += len(text)

    def suited(self, text: str, postcode: bool) -> str:
        """Return the text as it goes with what is before it; an article there is mended."""
        if not self.parts or (self.spans and self.spans[-1].end == self.length):
            return text
        before, text = agree(self.parts[-1], unrepeated(self.parts[-1], text) if postcode else text)
        self.length += len(before) - len(self.parts[-1])
        self.parts[-1] = before
        return text

    def node(self, node: Node) -> None:
        """Write one node of the template."""
        match node:
            case str():
                self.write(
                    node[1:]
                    if node[:1] == "."
                    and node[:2] != ".."
                    and self.parts
                    and self.parts[-1].endswith(".")
                    else node
                )
            case Choice():
                for inner in self.rng.choice(node.options):
                    self.node(inner)
            case Mark():
                self.write(self.plain(node.nodes).strip(), node.label, node.entity)
            case Slot():
                self.slot(node)

    def plain(self, nodes: tuple[Node, ...]) -> str:
        """Return what nodes say as text without marks."""
        parts: list[str] = []
        for node in nodes:
            match node:
                case str():
                    parts.append(node)
                case Slot():
                    parts.append(self.surface(node))
                case Mark():
                    parts.append(self.plain(node.nodes))
                case Choice():
                    parts.append(self.plain(self.rng.choice(node.options)))
        return "".join(parts)

    def slot(self, slot: Slot) -> None:
        """Write what fills a slot."""
        base = slot.form.base
        text = self.suited(self.surface(slot), base == "postcode")
        label = (
            "KEEP"
            if slot.letter == "k"
            else ""
            if slot.letter == "x"
            else label_of(slot.letter, base) or ""
        )
        key = slot.key
        if base == "country" and self.parts and lacks_article(self.parts[-1], text):
            self.write("the ")
        if label == "LOC":
            plain = slot.letter in "la" and base in ("city", "country", "region")
            key = f"{base}={self.place_part(slot)}" if plain else f"{key}.{base}"
        elif label not in ("PERSON", "ORG"):
            key = f"{key}.{base}"
        self.write(text, label, key)


def fill(rng: Random, gazetteers: Gazetteers, template: Template) -> Marked:
    """Return one letter made from a template."""
    letter = Letter(rng, gazetteers, template)
    for block in template.blocks:
        if block.optional and rng.random() < 0.5:
            continue
        for node in block.nodes:
            letter.node(node)
    text = "".join(letter.parts)
    return Marked(text, united(text, letter.spans))
