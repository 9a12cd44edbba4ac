"""Who is planted, the benign letter around, and one case: one identity in one place of one file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Identity:
    """An invented person, and what tells who it is; no part of it is a word of a benign letter."""

    name: str
    organization: str
    place: str
    email: str
    tokens: tuple[str, ...]

    @property
    def halves(self) -> tuple[str, str]:
        """The name in two parts that give it again when they are joined without anything."""
        middle = len(self.name) // 2
        return self.name[:middle], self.name[middle:]

    @property
    def words(self) -> tuple[str, str]:
        """The name in two parts where a line may break; a name without blanks breaks anywhere."""
        first, blank, last = self.name.partition(" ")
        return (first, last) if blank else self.halves

    @property
    def needles(self) -> tuple[str, ...]:
        """All that must not be found in a copy."""
        return (self.name, self.organization, self.place, self.email, *self.tokens)


#: ASCII names, for the places that hold nothing else.
ASCII = (
    Identity(
        "Zephyrine Quillfeather",
        "Brackenmoor Institute",
        "Tarn Hollow",
        "z.quillfeather@brackenmoor.example",
        ("Zephyrine", "Quillfeather", "Brackenmoor"),
    ),
    Identity(
        "Bartholomew Thistlewick",
        "Gorsefield Academy",
        "Ousebeck",
        "bthistlewick@gorsefield.example",
        ("Bartholomew", "Thistlewick", "Gorsefield", "Ousebeck"),
    ),
)
#: Every identity, in the order in which the cases take them in turn.
IDENTITIES = (
    ASCII[0],
    Identity(
        "Łucja Ćwiklińska",
        "Uniwersytet Brzozogajski",
        "Żółwiniec",
        "lucja.cwiklinska@brzozogaj.example",
        ("Łucja", "Ćwiklińska", "Brzozogajski", "Żółwiniec", "cwiklinska", "brzozogaj"),
    ),
    Identity(
        "王小明",
        "翠岭学院",
        "青岩镇",
        "wangxm88@cuiling.example",
        ("王小明", "小明", "翠岭", "青岩", "wangxm88", "cuiling"),
    ),
    Identity(
        "Nguyễn Thị Hồng",
        "Viện Thạch Lâm",
        "Bản Thượng Sơn",
        "nthong72@thachlam.example",
        ("Nguyễn", "Thị", "Hồng", "Thạch", "Thượng", "nthong72", "thachlam"),
    ),
    Identity(
        "Анна Ковальская",
        "Вересковский институт",
        "Ольховец",
        "kovalskaya@vereskovo.example",
        ("Анна", "Ковальская", "Вересковский", "Ольховец", "kovalskaya", "vereskovo"),
    ),
    Identity(
        "Jürgen Großmann",
        "Fachhochschule Erlenbrück",
        "Hüttenspät",
        "grossmann@erlenbrueck.example",
        ("Jürgen", "Großmann", "Erlenbrück", "Hüttenspät", "erlenbrueck"),
    ),
    Identity(
        "محمد القحطاني",
        "معهد الواحة",
        "وادي النخيل",
        "alqahtani@alwaha.example",
        ("محمد", "القحطاني", "الواحة", "النخيل", "alqahtani", "alwaha"),
    ),
    ASCII[1],
    Identity(
        "山田太郎",
        "緑岳大学",
        "霧沢村",
        "yamada.taro@ryokugaku.example",
        ("山田", "太郎", "緑岳", "霧沢", "yamada", "ryokugaku"),
    ),
    Identity(
        "Ελένη Παπαδοπούλου",
        "Ινστιτούτο Κυπαρισσιά",
        "Πλατανόρεμα",
        "papadopoulou@kyparissi.example",
        ("Ελένη", "Παπαδοπούλου", "Κυπαρισσιά", "Πλατανόρεμα", "papadopoulou", "kyparissi"),
    ),
    Identity(
        "Siobhán O’Dubhthaigh",
        "Coláiste Glasdoire",
        "Cnocaluain",
        "sodubhthaigh@glasdoire.example",
        ("Siobhán", "Dubhthaigh", "Glasdoire", "Cnocaluain"),
    ),
)
#: A name whose vowels are marks that are no letters of their own.
HINDI = Identity(
    "प्रिया शर्मा",
    "देवगिरि संस्थान",
    "नीलकुंड",
    "priya.sharma71@devgiri.example",
    ("प्रिया", "शर्मा", "देवगिरि", "नीलकुंड", "sharma71", "devgiri"),
)

BEFORE = (
    "Dear committee,",
    "The student planted every seedling with patience and kept the notebook tidy.",
)
AFTER = (
    "In winter the team repaired the old greenhouse and measured the water twice a week.",
    "With kind regards",
)
HEAD, TAIL = "During the second year ", " wrote the longest report about moss and lichen."
#: A sentence of the letter where the plant is no part of a sentence.
PLAIN = f"{HEAD}they{TAIL}"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a generator is given: who is planted, and the paragraphs around the planted place."""

    who: Identity
    before: Sequence[str] = BEFORE
    after: Sequence[str] = AFTER

    @property
    def sentence(self) -> str:
        """The sentence in which a reader sees the name."""
        return f"{HEAD}{self.who.name}{TAIL}"

    @property
    def plain(self) -> "Letter":
        """The letter with one more paragraph, which names nobody."""
        return Letter(self.who, (*self.before, PLAIN), self.after)


class Seen(Enum):
    """Who sees the planted text, and so what a copy has to show in its place."""

    SENTENCE = "read in a sentence: a placeholder, and the words around it"
    WORD = "read on its own: a placeholder"
    EITHER = "read by some: a placeholder or nothing"
    NOBODY = "read by nobody: nothing"


Builder = Callable[[Letter], bytes]


@dataclass(frozen=True, slots=True)
class Case:
    """One place of one format; `codes` are the exit codes that a run over it may end in."""

    suffix: str
    place: str
    build: Builder
    seen: Seen
    codes: tuple[int, ...] = (0,)
    ascii_only: bool = False
    identity: Identity | None = None
    #: Words that a reader sees, and that a copy must show.
    benign: tuple[str, ...] = ()
    #: Whether the letter around the place is the usual one.
    usual: bool = True

    @property
    def words(self) -> tuple[str, ...]:
        """The benign words that a copy must show."""
        usual = " ".join((*BEFORE, *AFTER)).split() if self.usual else ()
        return (*usual, *self.benign)


@dataclass(slots=True)
class Book:
    """The cases of one format, in the order of their definition."""

    suffix: str
    cases: list[Case]

    def case(
        self,
        place: str,
        seen: Seen,
        *,
        codes: tuple[int, ...] = (0,),
        ascii_only: bool = False,
        identity: Identity | None = None,
        benign: tuple[str, ...] = (),
        usual: bool = True,
        suffix: str = "",
    ) -> Callable[[Builder], Builder]:
        """Enter a generator as a case."""

        def enter(build: Builder) -> Builder:
            self.add(
                place,
                build,
                seen,
                codes=codes,
                ascii_only=ascii_only,
                identity=identity,
                benign=benign,
                usual=usual,
                suffix=suffix,
            )
            return build

        return enter

    def add(
        self,
        place: str,
        build: Builder,
        seen: Seen,
        *,
        codes: tuple[int, ...] = (0,),
        ascii_only: bool = False,
        identity: Identity | None = None,
        benign: tuple[str, ...] = (),
        usual: bool = True,
        suffix: str = "",
    ) -> None:
        """Enter a case."""
        self.cases.append(
            Case(
                suffix or self.suffix,
                place,
                build,
                seen,
                codes,
                ascii_only,
                identity,
                benign,
                usual,
            )
        )


def identity_of(case: Case, number: int) -> Identity:
    """Return who is planted in a case, given its number among all cases."""
    if case.identity is not None:
        return case.identity
    names = ASCII if case.ascii_only else IDENTITIES
    return names[number % len(names)]
