"""Names of institutions and companies by their form: "University of X", "X Institute", "X GmbH"."""

import re
from collections.abc import Iterator

from redact.config import Config
from redact.detect.rule import Found, RuleRecognizer
from redact.names import fold, zipf

#: In a line of capitals, a word as common as this is no part of an institution's name.
_VERY_COMMON = 5.5
_WORD = r"(?:al-|el-|d['’])?[^\W\d_a-zß-öø-ÿ](?:[\w'’&-]|\.(?=\w)){0,40}"
_JOINT = r"(?:of|for|de|del|della|di|da|do|dos|das|du|des|the|la|le|and|&|und|et|y|e|für|van)"
_OF = re.compile(
    r"[ \t](?:of|for|de|del|della|di|da|do|des|du|für|van|degli|d['’])"
    r"(?:[ \t]?(?:the|la|le|las|los|el|l['’]))?[ \t]?"
    r"(?!(?:M\.?Sc|B\.?Sc|Ph\.?D|M\.?A|B\.?A|M\.?Phil|LL\.?M|MBA|Master|Bachelor|Doctor)\b)"
    rf"{_WORD}(?:[ \t](?:{_JOINT}[ \t]){{0,2}}{_WORD}){{0,4}}"
)
#: "Department of Industrial Engineering of X University" names X University alone.
_UNIT_OF = re.compile(
    r"\b(?:[Dd]epartment|[Ff]aculty|[Ss]chool|[Dd]ivision|[Cc]hair|[Dd]ean|[Pp]rogramme?) of[ \t]\Z"
)
_OF_UNIT = re.compile(r"[ \t](?:of|at)[ \t](?:the[ \t])?")
_BEFORE = re.compile(rf"(?:{_WORD}[ \t](?:{_JOINT}[ \t])?){{1,5}}$")


def build(config: Config) -> list[RuleRecognizer]:
    """Return the recognizers of institutions and of companies."""
    heads = "|".join(re.escape(head) for head in _by_length(config.words["institution_heads"]))
    suffixes = "|".join(re.escape(each) for each in _by_length(config.words["company_suffixes"]))
    head = re.compile(rf"\b(?:{heads})\b")
    shouted_head = re.compile(
        rf"(?P<before>(?:\b[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ'’&-]+ ){{1,3}})(?:{heads.upper()})\b"
    )
    company = re.compile(
        rf"(?<![\w.&-])(?P<name>{_WORD}"
        rf"(?:[ \t](?:(?:and|&|of|de|und)[ \t])?{_WORD}){{0,4}}?),?[ \t]"
        rf"(?P<suffix>{suffixes})(?![\w])"
    )
    generic = config.word_set("organization_words") | config.word_set("generic_addressees")
    roles = config.word_set("roles")

    def institutions(text: str) -> Iterator[Found]:
        for match in head.finditer(text):
            found = _institution(text, match, generic, roles)
            if found is not None:
                yield found

    def shouted(text: str) -> Iterator[Found]:
        for match in shouted_head.finditer(text):
            start = _after_common_words(match)
            named = [word.casefold() for word in text[start : match.end("before")].split()]
            if any(word not in generic for word in named):
                yield Found(start, match.end(), "ORGANIZATION", 0.6)

    def companies(text: str) -> Iterator[Found]:
        for match in company.finditer(text):
            start = _after_role(text, match.start(), match.end("name"), generic, roles)
            name = text[start : match.end("name")].split()
            in_capitals = match.group().isupper() and len(name) > 2 and match["suffix"].isalpha()
            in_capitals |= match.group().isupper() and match["suffix"] == "AS"
            if not in_capitals and any(word.casefold() not in generic for word in name):
                yield Found(start, match.end(), "ORGANIZATION", 0.85)

    return [
        RuleRecognizer("institution", ["ORGANIZATION"], institutions),
        RuleRecognizer("institution in capitals", ["ORGANIZATION"], shouted),
        RuleRecognizer("company", ["ORGANIZATION"], companies),
    ]


def _by_length(words: tuple[str, ...]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _after_common_words(match: re.Match[str]) -> int:
    """Return where the name begins in "PAY TO ACCESS BANK": behind the last very common word."""
    start = match.start()
    for word in re.finditer(r"\S+ ", match["before"]):
        if zipf(fold(word.group().strip())) >= _VERY_COMMON:
            start = match.start() + word.end()
    return start


def _after_role(
    text: str, start: int, end: int, generic: frozenset[str], roles: frozenset[str]
) -> int:
    """Return where the institution begins in "Head of X" or "Anna Kowalska of X"."""
    for joint in re.finditer(r"[ \t](?:of|at)[ \t]", text[start:end]):
        before = [
            word.strip(".,").casefold() for word in text[start : start + joint.start()].split()
        ]
        if before and (before[-1] in roles or not any(word in generic for word in before)):
            return start + joint.end()
        break
    return start


def _institution(
    text: str, match: re.Match[str], generic: frozenset[str], roles: frozenset[str]
) -> Found | None:
    """Widen a head word over the capitalised words around it; some of them must be a name."""
    line = text.rfind("\n", 0, match.start()) + 1
    before = _BEFORE.search(text, max(line, match.start() - 80), match.start())
    after = _OF.match(text, match.end())
    start = _without_leading_generic(text, before, match.start())
    start = _after_role(text, start, match.end(), generic, roles)
    if _UNIT_OF.search(text, max(0, start - 20), start):
        for of in _OF_UNIT.finditer(text, start, match.end()):
            start = of.end()
    end = after.end() if after and match.group() not in ("Bank", "Trust") else match.end()
    while end > match.end() and text[end - 1] in ".,'’":
        end -= 1
    named = re.findall(r"[^\W\d_]+", text[start : match.start()] + " " + text[match.end() : end])
    telling = [word for word in named if word[0].isupper() and word.casefold() not in generic]
    if not telling:
        return None
    return Found(start, end, "ORGANIZATION", 0.8)


#: Capitalised words that begin a sentence or name a unit, not the institution.
_NOT_FIRST = frozenset(
    [
        "the",
        "my",
        "our",
        "your",
        "his",
        "her",
        "their",
        "this",
        "that",
        "at",
        "in",
        "from",
        "when",
        "since",
        "after",
        "before",
        "while",
        "as",
        "and",
        "or",
        "but",
        "for",
        "with",
        "to",
        "if",
        "dear",
        "department",
        "faculty",
        "chair",
        "dean",
        "rector",
        "professor",
        "prof",
        "dr",
        "mr",
        "mrs",
        "ms",
        "head",
        "bachelor",
        "master",
        "masters",
        "phd",
        "msc",
        "student",
        "students",
        "summer",
        "winter",
        "graduate",
        "undergraduate",
        "high",
        "junior",
        "senior",
        "visiting",
        "both",
        "also",
        "now",
        "here",
        "attending",
        "studying",
        "i",
        "we",
        "he",
        "she",
        "they",
        "it",
        "a",
        "an",
        "of",
        "on",
        "by",
    ]
)


def _without_leading_generic(text: str, before: re.Match[str] | None, position: int) -> int:
    if before is None:
        return position
    start = before.start()
    for word in re.finditer(r"\S+[ \t]+", before.group()):
        plain = word.group().strip().strip(".,").casefold()
        if plain not in _NOT_FIRST:
            return before.start() + word.start()
        start = before.start() + word.end()
    return start
