"""Mentions of one person in all forms: both orders, initials, nicknames, parts, misspellings."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from redact.datamodel import KnownPerson, Mention
from redact.link.cluster import Cluster, Lore, close, neighbours, surface
from redact.names import fold
from redact.prose import reading_view

_TOKEN = re.compile(r"[^\W\d_]+(?:(?:[-'’‐]|(?<=[^\W\d_]{2})\.)(?=[^\W\d_]{2})[^\W\d_]+)*")
#: A name that is spelt out, with one mark between its letters.
_SPELT = re.compile(r"[^\W\d_](?P<mark>[ -]|, )(?:[^\W\d_](?P=mark)){2,}[^\W\d_]")
#: Between the two halves of a name in a form or in a row of a table.
_FIRST = r"(?:first|given|fore|other|christian)[ -]?names?(?:\(s\))?"
_LAST = r"(?:surname|family name|last name)s?"
_FIELD = re.compile(rf"[\s.:_*|;…]*(?:{_FIRST}|{_LAST})[\s.:_*|…]*", re.IGNORECASE)
_CELL = re.compile(r"[ ]*[\t;|][ ]*|[ ]{2,}")
_HEAD = re.compile(
    rf"^[^\n]*\b{_LAST}[^\n\w]+{_FIRST}\b|^[^\n]*\b{_FIRST}[^\n\w]+{_LAST}\b",
    re.IGNORECASE | re.MULTILINE,
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,3}")
#: Names are compared letter by letter with at most so many people; in a scope of more, a misspelt
#: name is a person of its own.
_MOST_COMPARED = 500
_BRACKET = re.compile(r"[\s(\[/,]*[(\[/][\s(\[/]*")
#: Between a name and the other name of the same person: "Konstantinos X (Kostas)", "Y (née Z)".
_ALSO = re.compile(
    r" ?[(\[\"“‘]\s?(?:(?:née?|nee|born|formerly|geb\.?|also|aka|a\.k\.a\.|known as|called|or"
    r"|alias) )?[\"“‘']?"
)
_CLOSES = re.compile(r"['’\"”]?\s?[)\]\"”’]")
_KIN = re.compile(
    r"(?i:\b(?:father|mother|son|daughter|brother|sister|husband|wife|uncle|aunt|cousin|grandfather"
    r"|grandmother|grandson|granddaughter|nephew|niece|(?:[sdw]/o)|(?:son|daughter|wife) of))"
    r"(?:,| is| was| named| called)? (?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?$"
)
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
#: Recognizers after which a single name is a given name.
_GIVEN = frozenset({"salutation", "sign-off", "introduction"})


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, taken apart: folded full words in order, and single letters."""

    words: tuple[str, ...] = field(repr=False)
    initials: tuple[str, ...] = field(default=(), repr=False)

    @property
    def weight(self) -> tuple[int, int]:
        return len(self.words), len(self.initials)


def name_of(text: str, lore: Lore) -> Name:
    """Return the parts of a name: "KIM, Seo-yeon" gives the words kim and seo-yeon."""
    full: list[str] = []
    initials: list[str] = []
    text = reading_view(text).view
    if _SPELT.fullmatch(text):
        text = "".join(filter(str.isalpha, text)).title()
    capitals = text.isupper()
    for token in _TOKEN.findall(text):
        folded = fold(re.sub(r"['’.]", "", token).replace("‐", "-"))
        if len(folded) == 1 or (len(token) <= 3 and token.isupper() and not capitals):
            if token[0].isupper() and folded not in ("y",):
                initials.extend(folded)
        elif folded not in lore.titles:
            full.append(folded)
    full = [word for word in full if word not in lore.particles] or full[-1:]
    if capitals and not full:
        initials = [fold(char) for char in text if char.isalpha()]
    return Name(tuple(full), tuple(initials))


@dataclass(slots=True)
class _Person:
    """A cluster and the names it is known by."""

    cluster: Cluster
    words: set[str] = field(default_factory=set, repr=False)
    firsts: set[str] = field(default_factory=set, repr=False)
    names: list[Name] = field(default_factory=list, repr=False)
    sex: str = ""

    def add(self, mention: Mention, name: Name, sex: str) -> None:
        self.cluster.add(mention)
        self.learn(name)
        self.sex = self.sex or sex

    def learn(self, name: Name) -> None:
        if name in self.names:
            return
        self.names.append(name)
        self.words.update(form for word in name.words for form in _forms(word))
        self.firsts.update(word[0] for word in name.words)
        self.firsts.update(name.initials)


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
    named = _completed(
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
    _join_scripts(people, texts)
    _join_other_names(people, texts)
    for person in people:
        _describe(person, texts)
    unmet = [p.cluster for p in registry.people if p.cluster.known_as and not p.cluster.mentions]
    return [person.cluster for person in people if person.cluster.mentions] + unmet


def _completed(
    named: Sequence[tuple[Mention, Name]], texts: Sequence[str]
) -> list[tuple[Mention, Name]]:
    """Return the mentions with their names; halves in two fields or cells get the whole name."""
    order = sorted(named, key=lambda pair: pair[0].place)
    names = [name for _, name in order]
    tables = [_HEAD.search(text) is not None for text in texts]
    for index, ((one, _), (other, _)) in enumerate(itertools.pairwise(order)):
        if one.document != other.document or one.span.end > other.span.start:
            continue
        first, second = names[index], names[index + 1]
        gap = texts[one.document][one.span.end : other.span.start]
        halves = (tables[one.document] and _CELL.fullmatch(gap)) or _FIELD.fullmatch(gap)
        if halves and not set(first.words) & set(second.words):
            whole = Name(first.words + second.words, first.initials + second.initials)
            names[index] = names[index + 1] = whole
    return [(mention, name) for (mention, _), name in zip(order, names, strict=True)]


def _neg(weight: tuple[int, int]) -> tuple[int, int]:
    return -weight[0], -weight[1]


def _forms(word: str) -> set[str]:
    """Return a word without its hyphens, and the halves of a double name."""
    return {word.replace("-", ""), *(half for half in word.split("-") if len(half) > 2)}


#: What makes a name of another sex of a given one: "Pauline" is no Paul.
_OTHER_SEX = re.compile(r"a|e|ia|ina|ine|ette?|etta|o|os|io|is|y")
#: What makes a family name of a given one: "Peterson" is no Peter.
_FAMILY_ENDINGS = re.compile(
    r"(?:s|sen|son|sson|ez|es|is|ov|ova|ev|eva|ova|ski|sky|ska|ic|vic|ini|elli|etti|ian|yan|enko|uk"
    r"|ides|idis|poulos|oglu|zade|shvili|dottir|aitis|man|mann|ic)"
)


def _is_short_form(short: str, long: str) -> bool:
    """Return whether a word is the beginning of a given name ("Wulan" of "Wulandari")."""
    if len(short) >= 4 and long.endswith(short) and len(long) - len(short) <= 5:
        return short != long
    begins = len(short) >= 4 and long.startswith(short) and short != long
    rest = long[len(short) :]
    return begins and not _FAMILY_ENDINGS.fullmatch(rest) and not _OTHER_SEX.fullmatch(rest)


class _Registry:
    """The people of a scope, found by any word of their names."""

    def __init__(self, lore: Lore, texts: Sequence[str]) -> None:
        self._lore = lore
        self._texts = texts
        self.people: list[_Person] = []
        self._by_word: dict[str, list[_Person]] = defaultdict(list)
        self._by_initial: dict[str, list[_Person]] = defaultdict(list)

    def known(self, row: KnownPerson) -> None:
        """Enter a person of the roster, who has no mention yet."""
        person = _Person(Cluster("PERSON", known_as=row.names))
        self.people.append(person)
        for text in row.names:
            self._enter(person, name_of(text, self._lore))

    def full(self, mention: Mention, name: Name) -> None:
        """Add a name of several parts to the person it fits, or to a new one."""
        fitting = [person for person in self._candidates(name) if self._fits(name, person)]
        if self._is_kin(mention):
            # A father may be called by a part of his daughter's name: only the same name is his.
            fitting = [p for p in fitting if any(known.weight == name.weight for known in p.names)]
        self._give(mention, name, fitting)

    def part(self, mention: Mention, name: Name) -> None:
        """Add a single word, or bare initials, to the person last spoken of that it fits."""
        fitting: list[_Person] = []
        if name.words:
            fitting = list(self._by_word.get(name.words[0].replace("-", ""), ()))
            fitting = fitting or self._misspelt(name.words[0])
        elif name.initials:
            fitting = [
                person
                for person in self._by_initial.get(name.initials[0], ())
                if self._initials_fit(name.initials, person)
            ]
        self._give(mention, name, fitting)

    def _give(self, mention: Mention, name: Name, fitting: Sequence[_Person]) -> None:
        """Give a mention to whom it fits and who was spoken of last, or to somebody new."""
        sex = self._sex(mention)
        alike = [person for person in fitting if not (sex and person.sex and sex != person.sex)]
        person = _nearest(alike, mention) or self._new()
        person.add(mention, name, sex)
        self._enter(person, name)

    def _before(self, mention: Mention) -> str:
        return self._texts[mention.document][max(0, mention.span.start - 40) : mention.span.start]

    def _is_kin(self, mention: Mention) -> bool:
        return _KIN.search(self._before(mention)) is not None

    def _sex(self, mention: Mention) -> str:
        """Return what the title before a mention tells: "m", "f" or nothing."""
        match = _TITLE.search(self._before(mention))
        title = match["title"].casefold() if match else ""
        return "m" if title in _MEN else "f" if title in _WOMEN else ""

    def _misspelt(self, word: str) -> list[_Person]:
        if len(self.people) > _MOST_COMPARED:
            return []
        return [p for p in self.people if any(self._alike(word, known) for known in p.words)]

    def _new(self) -> _Person:
        person = _Person(Cluster("PERSON"))
        self.people.append(person)
        return person

    def _enter(self, person: _Person, name: Name) -> None:
        person.learn(name)
        for word in name.words:
            for form in _forms(word):
                _add(self._by_word[form], person)
            _add(self._by_initial[word[0]], person)
        for initial in name.initials:
            _add(self._by_initial[initial], person)

    def _candidates(self, name: Name) -> list[_Person]:
        found: list[_Person] = []
        for form in sorted(form for word in name.words for form in _forms(word)):
            for person in self._by_word.get(form, ()):
                _add(found, person)
        if not found:
            for word in name.words:
                for person in self._by_initial.get(word[0], ()):
                    _add(found, person)
        return found

    def _fits(self, name: Name, person: _Person) -> bool:
        return any(self._compatible(name, known) for known in person.names if known.words)

    def _compatible(self, one: Name, other: Name) -> bool:
        """Every part of the poorer name has its counterpart in the richer one."""
        poor, rich = (one, other) if one.weight <= other.weight else (other, one)
        left = list(rich.words)
        shared = 0
        unmatched: list[str] = []
        for word in poor.words:
            match = next((w for w in left if self._alike(word, w)), None)
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

    def _initials_fit(self, initials: tuple[str, ...], person: _Person) -> bool:
        return any(
            len(known.words) >= len(initials) and set(initials) <= {w[0] for w in known.words}
            for known in person.names
        )

    def _alike(self, one: str, other: str) -> bool:
        return (
            bool(_forms(one) & _forms(other))
            or close(one, other)
            or self._lore.same_given_name(one, other)
            or _is_short_form(one, other)
            or _is_short_form(other, one)
        )


def _add(people: list[_Person], person: _Person) -> None:
    if not any(other is person for other in people):
        people.append(person)


def _nearest(people: Iterable[_Person], mention: Mention) -> _Person | None:
    """Return the person spoken of last before the mention, else the one spoken of first."""
    return max(people, key=lambda person: _nearness(person.cluster, mention), default=None)


def _nearness(cluster: Cluster, mention: Mention) -> tuple[int, int, int]:
    before = cluster.last_before(mention.place)
    if before >= (0, 0):
        return (1, *before)
    if cluster.first is not None:
        return (0, -cluster.first[0], -cluster.first[1])
    return (-1, 0, 0)


def _join_scripts(people: list[_Person], texts: Sequence[str]) -> None:
    """Join a name in another script, in brackets after the first, with the person before it."""
    for (left, before), (right, after) in neighbours(person.cluster for person in people):
        text = texts[left.document]
        gap = text[left.span.end : right.span.start]
        if _BRACKET.fullmatch(gap) and _latin(left.span.of(text)) != _latin(right.span.of(text)):
            before.absorb(after)


def _join_other_names(people: list[_Person], texts: Sequence[str]) -> None:
    """Join a single name in brackets or quotes with the person before it, or the other way."""
    owners = {id(person.cluster): person for person in people}
    for (left, before), (right, after) in neighbours(person.cluster for person in people):
        text = texts[left.document]
        if not _ALSO.fullmatch(text, left.span.end, right.span.start):
            continue
        if not _CLOSES.match(text, right.span.end) or not (before.mentions and after.mentions):
            continue
        if any(_is_single(owners[id(one)]) for one in (before, after)):
            before.absorb(after)


def _is_single(person: _Person) -> bool:
    return all(len(name.words) <= 1 and not name.initials for name in person.names)


def _latin(text: str) -> bool:
    return all(ord(char) < 0x370 for char in text if char.isalpha())


def _describe(person: _Person, texts: Sequence[str]) -> None:
    """Note the fullest form, and whether nothing but a surname is known."""
    mentions = person.cluster.mentions
    if not mentions:
        return
    person.cluster.name = max((surface(mention, texts) for mention in mentions), key=len)
    single = all(len(name.words) <= 1 and not name.initials for name in person.names)
    given = any(mention.detection.recognizer in _GIVEN for mention in mentions)
    titled = any(mention.detection.recognizer == "title" for mention in mentions)
    person.cluster.surname_only = single and (titled or not given)
