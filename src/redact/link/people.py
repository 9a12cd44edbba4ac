"""Mentions of one person in all forms: both orders, initials, nicknames, parts, misspellings."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from redact.datamodel import KnownPerson, Mention
from redact.link.cluster import Cluster, Lore, close, surface
from redact.link.halves import completed
from redact.link.person import Person, join_other_names, join_scripts
from redact.link.personal_name import (
    Name,
    abbreviations,
    forms,
    is_blend,
    is_diminutive,
    is_last_part,
    is_short_form,
    name_of,
)
from redact.names import fold

#: Names are compared letter by letter with at most so many people; in a scope of more, a misspelt
#: name is a person of its own, and who bears the rarest word of a name is all who may bear it.
_MOST_COMPARED = 500
_HE = r"father|son|brother|husband|uncle|grandfather|grandson|nephew|widower"
_SHE = r"mother|daughter|sister|wife|aunt|grandmother|granddaughter|niece|widow"
_KIN = re.compile(
    rf"(?i:\b(?:(?P<he>{_HE})|(?P<she>{_SHE})|cousin|[sdw]/o|(?:son|daughter|wife) of))"
    r"(?:,| is| was| named| called)? (?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?$"
)
_IS_KIN = re.compile(rf",? (?:is|was) (?:my|his|her|our|their) (?:late )?(?:{_HE}|{_SHE}|cousin)\b")
_TITLE = re.compile(r"(?P<title>[^\W\d_]+)\.?[ \t]+$")
_MEN = frozenset(
    ("mr", "herr", "herrn", "sr", "señor", "senhor", "signor", "monsieur", "sir", "pan")
)
_WOMEN = frozenset(
    (
        *("mrs", "ms", "miss", "frau", "sra", "srta", "señora", "señorita", "senhora", "signora"),
        *("mme", "mlle", "madame", "mademoiselle", "lady", "dame", "pani", "doña", "dona", "fru"),
        "mevrouw",
    )
)
#: Titles that go with a given name, and none.
_BEFORE_GIVEN_NAMES = frozenset(("", "pan", "pani", "don", "doña", "dona", "khun", "sir", "dame"))
#: Recognizers after which a single name is a given name.
_GIVEN = frozenset({"salutation", "sign-off", "introduction"})


def cluster(
    mentions: Sequence[Mention],
    texts: Sequence[str],
    lore: Lore,
    roster: Sequence[KnownPerson] = (),
) -> list[Cluster]:
    """Return one cluster a person; the fuller names are joined first, then the parts of names.

    A person of the roster has a cluster also without any mention.
    """
    registry = _Registry(lore, texts)
    for row in roster:
        registry.known(row)
    named = completed(
        [(mention, name_of(surface(mention, texts), lore)) for mention in mentions], texts
    )
    order = sorted(named, key=lambda pair: (_neg(pair[1].weight), pair[0].place))
    later: list[tuple[Mention, Name]] = []
    for mention, name in order:
        if len(name.words) >= 2 or (name.words and name.initials):
            registry.full(mention, name)
        else:
            later.append((mention, name))
    for mention, name in sorted(later, key=lambda pair: pair[0].place):
        registry.part(mention, name)
    people = [person for person in registry.people if person.cluster.mentions]
    join_scripts(people, texts)
    join_other_names(people, texts)
    for person in people:
        _describe(person, texts)
    unmet = [p.cluster for p in registry.people if p.cluster.known_as and not p.cluster.mentions]
    return [person.cluster for person in people if person.cluster.mentions] + unmet


def _neg(weight: tuple[int, int]) -> tuple[int, int]:
    return -weight[0], -weight[1]


class _Registry:
    """The people of a scope, found by any word of their names."""

    def __init__(self, lore: Lore, texts: Sequence[str]) -> None:
        self._lore = lore
        self._texts = texts
        self.people: list[Person] = []
        self._same: dict[tuple[str, str], bool] = {}
        self._compatible: dict[tuple[Name, Name], bool] = {}
        # Each person once, by its identity, in the order in which they were met.
        self._by_word: dict[str, dict[int, Person]] = defaultdict(dict)
        self._by_nickname: dict[int, dict[int, Person]] = defaultdict(dict)
        self._by_initial: dict[str, dict[int, Person]] = defaultdict(dict)

    def known(self, row: KnownPerson) -> None:
        """Enter a person of the roster, who has no mention yet."""
        person = Person(Cluster("PERSON", known_as=row.names, role=row.role))
        self.people.append(person)
        for text in row.names:
            self._enter(person, name_of(text, self._lore))

    def full(self, mention: Mention, name: Name) -> None:
        """Add a name of several parts to the person it fits, or to a new one."""
        fitting = [person for person in self._candidates(name) if self._fits(name, person)]
        if self._is_kin(mention):
            # A father may be called by a part of his daughter's name: only the same name is his.
            fitting = [p for p in fitting if any(set(k.words) == set(name.words) for k in p.names)]
        self._give(mention, name, fitting)

    def part(self, mention: Mention, name: Name) -> None:
        """Add a single word, or bare initials, to the person last spoken of that it fits."""
        fitting: list[Person] = []
        if name.words:
            fitting = list(self._by_word.get(name.words[0].replace("-", ""), {}).values())
            fitting = (
                fitting
                or self._abbreviated(mention)
                or self._misspelt(name.words[0])
                or self._nicknamed(name.words[0], mention)
            )
        elif name.initials:
            fitting = [
                person
                for person in self._by_initial.get(name.initials[0], {}).values()
                if self._initials_fit(name.initials, person)
            ]
        self._give(mention, name, fitting)

    def _give(self, mention: Mention, name: Name, fitting: Sequence[Person]) -> None:
        """Give a mention to whom it fits and who was spoken of last, or to somebody new.

        Who was called by the same title before goes first: Dr. Maharaj has a cousin.
        """
        title = self._title(mention)
        sex = self._sex(mention, title)
        alike = [person for person in fitting if not (sex and person.sex and sex != person.sex)]
        titled = [person for person in alike if title and title in person.titles]
        person = _nearest(titled or alike, mention) or self._new()
        person.add(mention, name, sex, title)
        self._enter(person, name)

    def _before(self, mention: Mention) -> str:
        return self._texts[mention.document][max(0, mention.span.start - 40) : mention.span.start]

    def _is_kin(self, mention: Mention) -> bool:
        text = self._texts[mention.document]
        return bool(_KIN.search(self._before(mention)) or _IS_KIN.match(text, mention.span.end))

    def _sex(self, mention: Mention, title: str) -> str:
        """Return what the title before a mention tells, or what "her son" does: "m" or "f"."""
        kin = None if title else _KIN.search(self._before(mention))
        if kin:
            return "m" if kin["he"] else "f" if kin["she"] else ""
        return "m" if title in _MEN else "f" if title in _WOMEN else ""

    def _title(self, mention: Mention) -> str:
        """Return the title before a mention, or nothing."""
        match = _TITLE.search(self._before(mention))
        title = match["title"].casefold() if match else ""
        return title if fold(title) in self._lore.titles or title in _MEN | _WOMEN else ""

    def _misspelt(self, word: str) -> list[Person]:
        if len(self.people) > _MOST_COMPARED:
            return []
        return [p for p in self.people if any(self._alike(word, known) for known in p.words)]

    def _abbreviated(self, mention: Mention) -> list[Person]:
        """Return who has all the initials that "LDG", "gnm" or "MvE" is made of."""
        short = surface(mention, self._texts)
        if short.istitle() or not 3 <= len(short) <= 5 or len(self.people) > _MOST_COMPARED:
            return []
        return [
            person
            for person in self.people
            if any(
                fold(short) in abbreviations(surface(each, self._texts))
                for each in person.cluster.mentions
            )
        ]

    def _nicknamed(self, word: str, mention: Mention) -> list[Person]:
        """Return whose given names the word makes small, or blends; after a title it is neither."""
        if self._title(mention) not in _BEFORE_GIVEN_NAMES or len(self.people) > _MOST_COMPARED:
            return []
        return [
            person
            for person in self.people
            if any(is_diminutive(word, w) or is_last_part(word, w) for w in person.words)
            or any(is_blend(word, name.words) for name in person.names)
        ]

    def _new(self) -> Person:
        person = Person(Cluster("PERSON"))
        self.people.append(person)
        return person

    def _enter(self, person: Person, name: Name) -> None:
        person.learn(name)
        for word in name.words:
            for form in forms(word):
                self._by_word[form].setdefault(id(person), person)
            for group in self._lore.groups(word):
                self._by_nickname[group].setdefault(id(person), person)
            self._by_initial[word[0]].setdefault(id(person), person)
        for initial in name.initials:
            self._by_initial[initial].setdefault(id(person), person)

    def _candidates(self, name: Name) -> list[Person]:
        if len(self.people) > _MOST_COMPARED:
            rarest = min(map(self._bearers, name.words), key=lambda some: sum(map(len, some)))
            return list({each: bearer for some in rarest for each, bearer in some.items()}.values())
        found: dict[int, Person] = {}
        for form in sorted(form for word in name.words for form in forms(word)):
            found |= self._by_word.get(form, {})
        if not found:
            for word in name.words:
                found |= self._by_initial.get(word[0], {})
        return list(found.values())

    def _bearers(self, word: str) -> list[dict[int, Person]]:
        """Return who bears a word, a half of it, or another form of that given name."""
        return [
            *(self._by_word.get(form, {}) for form in sorted(forms(word))),
            *(self._by_nickname.get(group, {}) for group in sorted(self._lore.groups(word))),
        ]

    def _fits(self, name: Name, person: Person) -> bool:
        return any(self._are_compatible(name, known) for known in person.names if known.words)

    def _are_compatible(self, one: Name, other: Name) -> bool:
        """Return whether two names may be one person's; asked again for each mention."""
        found = self._compatible.get((one, other))
        if found is None:
            found = self._compatible[one, other] = self._compare(one, other)
        return found

    def _compare(self, one: Name, other: Name) -> bool:
        """Every part of the poorer name has its counterpart in the richer one."""
        poor, rich = (one, other) if one.weight <= other.weight else (other, one)
        left = list(rich.words)
        shared = 0
        unmatched: list[str] = []
        for word in poor.words:
            match = next((w for w in left if self._same_part(word, w)), None)
            if match is None:
                unmatched.append(word)
            else:
                left.remove(match)
                shared += 1
        if not shared:
            return False
        spare = list(rich.initials)
        for word in unmatched:
            if word[0] not in spare:
                return False
            spare.remove(word[0])
        # The first initial must fit; further ones may be of names that the other form leaves out.
        firsts = [word[0] for word in left] + spare
        return not (poor.initials and firsts) or poor.initials[0] in firsts

    def _initials_fit(self, initials: tuple[str, ...], person: Person) -> bool:
        return any(
            known.words and not Counter(initials) - Counter(known.letters) for known in person.names
        )

    def _same_part(self, one: str, other: str) -> bool:
        """Return whether two words may be one part of a name; asked again for each mention."""
        known = self._same.get((one, other))
        if known is None:
            known = self._alike(one, other) or _one_small(one, other)
            self._same[one, other] = known
        return known

    def _alike(self, one: str, other: str) -> bool:
        return (
            bool(forms(one) & forms(other))
            or close(one, other)
            or self._lore.same_given_name(one, other)
            or is_short_form(one, other)
            or is_short_form(other, one)
        )


def _one_small(one: str, other: str) -> bool:
    return is_diminutive(one, other) or is_diminutive(other, one)


def _nearest(people: Iterable[Person], mention: Mention) -> Person | None:
    """Return the person spoken of last before the mention, else the one spoken of first."""
    return max(people, key=lambda person: _nearness(person.cluster, mention), default=None)


def _nearness(cluster: Cluster, mention: Mention) -> tuple[int, int, int]:
    before = cluster.last_before(mention.place)
    if before >= (0, 0):
        return (1, *before)
    if cluster.first is not None:
        return (0, -cluster.first[0], -cluster.first[1])
    return (-1, 0, 0)


def _describe(person: Person, texts: Sequence[str]) -> None:
    """Note the fullest form, and whether nothing but a surname is known."""
    mentions = person.cluster.mentions
    if not mentions:
        return
    person.cluster.name = max((surface(mention, texts) for mention in mentions), key=len)
    single = all(len(name.words) <= 1 and not name.initials for name in person.names)
    given = any(mention.detection.recognizer in _GIVEN for mention in mentions)
    titled = any(mention.detection.recognizer == "title" for mention in mentions)
    person.cluster.surname_only = single and (titled or not given)
