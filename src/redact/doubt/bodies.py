"""Organisations made of ordinary words, and their abbreviations, where a text treats them so."""

import re
from collections.abc import Iterator

from redact.config import Config
from redact.datamodel import Doubt, Span
from redact.doubt.acronyms import spelled_out
from redact.doubt.shown import Shown
from redact.lexicon import KnownWords
from redact.names import ORDINARY_ZIPF, fold, words, zipf

_CAP = r"[A-Z][\w’'&-]{0,40}"
_PLACEHOLDER_AHEAD = r"(?! ?\[)"
#: What leads to an employer, a club, a host.
_CUE = (
    r"(?:(?:worked|works|work|working|interned|volunteered|volunteer|volunteering|internship"
    r"|intern|job|employed|employee|engineer|assistant|technician|clerk|nurse|cook|driver|trainee)"
    r" (?:part-time |full-time |there )?(?:at|for|by|with)"
    r"|joined|(?:member|members|member in good standing|secretary|treasurer|president|founder"
    r"|director) of"
    r"|hired by|founded|started|owner of|customers? of)"
)
_AFTER_CUE = re.compile(
    rf"\b{_CUE} (?:the )?(?P<body>{_CAP}(?: (?:of |and |for |the )?{_CAP}){{0,4}})(?![\w\[]| \[)"
)
#: One ordinary word with a capital, where people are: "is on sabbatical at Target".
_AT_WORD = re.compile(r"\b[Aa]t (?P<body>[A-Z][a-z’'&-]{2,})(?=[,.;:)]| (?!of |for )[a-z(]| \(|$)")
#: What people call their place among themselves: we say "An Lab".
_NICKNAME = re.compile(r"[\"“](?P<body>[A-Z][\w’'-]+ (?:Lab|Group|House|Team|Club))[\"”]")
_SMALL_CUE = re.compile(
    r"\b(?:worked|works|interned|volunteered|intern|employed|engineer|job) (?:\w+ ){0,2}(?:at|for)"
    r" (?P<body>[^\W\d_]{2,})(?= (?:for|in|as|since|from|until)\b|[.,\n])"
)
#: An abbreviation as the one that acts, or as the place: "at the BQT", "the BQT decided".
_ABBREVIATION = re.compile(
    r"""(?x)
    (?: \b(?:at|from|joined|through|of)\ (?:the\ )? | \b(?:by|for|to)\ the\  | \],\  )
      (?P<after>[A-Z]{2,6})
      (?! [\w.’'&/+-] | \ ?[\[\d(]
        | \ (?:model|method|test|analysis|algorithm|software|format|data|code|file|scale|score|loss
          |network)s?\b )
    | (?<![\w.-])(?P<acts>[A-Z]{3,6})
      \ (?:decided|offers|requires|asked|pays|employs|informed|refused|wants)\b
    | \[(?:organization|company)(?:_\d+)?\]\ \((?P<beside>[A-Z]{2,8})\)
    """
)
_GLUED_ABBREVIATION = re.compile(
    r"(?<=[a-z])(?P<after>[A-Z]{3,8})(?=[a-z])|(?<=[a-z])(?P<end>[A-Z]{2,8})(?= \+ )"
)
_SMALL_ABBREVIATION = re.compile(
    r"\b(?:at|the|for|from|of) (?!the\b)(?P<after>[a-z]{3,6})\b|[|] *(?P<cell>[a-z]{4,6})\b"
)
_NO_LEAD = r"(?!(?:the|a|an|our|my|his|her|their|your|its|this|that|these|those|some|any|no|to)\b)"
_TWO_CAPITALS = re.compile(r"[A-Z]{2}")
_VOWELS = re.compile(r"[aeiouy]")


class Bodies:
    """Looks for organisations that no list of names holds."""

    def __init__(self, config: Config, known: KnownWords) -> None:
        self._known = known
        self._heads = config.word_set("body_heads")
        heads = "|".join(sorted(self._heads, key=len, reverse=True))
        titled = "|".join(head.capitalize() for head in heads.split("|"))
        joint = r"(?:of |and |& )?"
        self._headed = re.compile(
            rf"\b(?P<body>(?:{_CAP} {joint}){{1,4}}(?:{titled})\b\.?)(?! ?\[)"
        )
        self._small_headed = re.compile(
            rf"(?i)\b(?:at|to|for|by|with|from|of|the|joined|ring|called?) (?P<body>{_NO_LEAD}"
            rf"(?:[^\W\d_]{{4,}} ){{1,2}}(?:{heads})\b)"
        )
        self._plain = frozenset().union(
            *(
                config.word_set(name)
                for name in (
                    *("organization_words", "unit_words", "form_words", "months", "roles"),
                    *(
                        "technical_terms",
                        "titles",
                        "mere_titles",
                        "body_heads",
                        "eponyms",
                        "eponym_nouns",
                    ),
                    *("person_fields", "organization_fields", "location_fields"),
                )
            )
        )
        self._nationalities = config.word_set("nationalities")
        self._fixed = self._plain | self._nationalities

    def doubts(self, shown: Shown) -> Iterator[Doubt]:
        """Yield what a text treats as an organisation."""
        text = shown.text
        if not shown.in_capitals:
            for match in self._headed.finditer(text):
                yield from self._named_by_head(text, match)
            for match in _AFTER_CUE.finditer(text):
                if self._is_telling(match["body"]):
                    yield Doubt(Span(*match.span("body")), "organization after a cue", 0.0)
            for match in _NICKNAME.finditer(text):
                yield Doubt(Span(*match.span("body")), "organization of ordinary words", 0.0)
            for match in _AT_WORD.finditer(text):
                if self._is_telling(match["body"]):
                    yield Doubt(Span(*match.span("body")), "word after “at”", 0.0)
            yield from self._abbreviations(text)
        if shown.without_case:
            for match in self._small_headed.finditer(text):
                if self._is_telling(match["body"]):
                    yield Doubt(Span(*match.span("body")), "organization of ordinary words", 0.0)
        if shown.in_small_letters:
            yield from self._in_small_letters(text)

    def _named_by_head(self, text: str, match: re.Match[str]) -> Iterator[Doubt]:
        """Yield a head with capitalised words before it, from the first that tells something on."""
        found = words(match["body"])
        first = 1 if found[0].folded in _LEADS else 0
        tells = found[first:-1]
        if not any(self._tells(word.folded) for word in tells):
            return
        start = match.start("body") + found[first].start
        yield Doubt(Span(start, match.end("body")), "organization of ordinary words", 0.0)

    def _tells(self, word: str) -> bool:
        if len(word) < 3 or word in _LEADS:
            return False
        return word not in self._plain or word in self._nationalities

    def _is_telling(self, body: str) -> bool:
        found = [word.folded for word in words(body)]
        if found and found[0] in _LEADS:
            found = found[1:]
        return any(self._tells(word) and word not in self._nationalities for word in found)

    def _abbreviations(self, text: str) -> Iterator[Doubt]:
        if not _TWO_CAPITALS.search(text):
            return
        for pattern in (_ABBREVIATION, _GLUED_ABBREVIATION):
            for match in pattern.finditer(text):
                group = match.lastgroup or ""
                folded = fold(match[group])
                known = folded in self._fixed or self._known.is_ordinary(folded)
                if not known and not spelled_out(text, match[group]):
                    kind = "abbreviation of an organization"
                    yield Doubt(Span(*match.span(group)), kind, 0.0)

    def _in_small_letters(self, text: str) -> Iterator[Doubt]:
        for match in _SMALL_CUE.finditer(text):
            word = fold(match["body"])
            strange = word in self._nationalities or not self._known.is_ordinary(word)
            if strange and word not in self._plain and word not in _LEADS:
                yield Doubt(Span(*match.span("body")), "organization after a cue", 0.0)
        for match in _SMALL_ABBREVIATION.finditer(text):
            group = match.lastgroup or ""
            word = fold(match[group])
            if word in self._fixed or word in self._known.dictionary or zipf(word) >= ORDINARY_ZIPF:
                continue
            if self._known.is_name(word):
                continue
            if _is_unspeakable(word) or group == "cell":
                yield Doubt(Span(*match.span(group)), "abbreviation of an organization", 0.0)


#: Words that stand before a name, and not in it.
_LEADS = frozenset(
    (
        *("the", "a", "an", "our", "my", "his", "her", "their", "your", "this", "that", "each"),
        *("every", "no", "some", "any", "at", "in", "for", "to", "of", "and", "with", "by", "from"),
        *(
            "as",
            "dear",
            "which",
            "whole",
            "last",
            "first",
            "next",
            "same",
            "own",
            "second",
            "local",
        ),
        *("me", "us", "them", "him", "it", "all", "free"),
    )
)


def _is_unspeakable(word: str) -> bool:
    """Whether a word in small letters reads as letters: no vowel, or three consonants at an end."""
    if not _VOWELS.search(word):
        return True
    return (
        re.search(r"^[^aeiouy]{3}|[^aeiouyslrn][^aeiouy]{2}$|^[aeiou][^aeiouylrnt]{3}", word)
        is not None
    )
