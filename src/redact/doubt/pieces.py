"""What is left of a name beside its placeholder, where nothing else of the text belongs there."""

import re
from collections.abc import Iterator

from redact.config import Config
from redact.datamodel import Doubt, Span
from redact.doubt.shown import Shown, Sought
from redact.lexicon import KnownWords
from redact.names import fold, zipf

_PERSON = r"\[(?:name|surname)(?:_\d+)?\]"
_BODY = r"\[(?:organization|company|location)(?:_\d+)?\]"
_ANY = r"\[(?:name|surname|organization|company|location)(?:_\d+)?\]"
#: A word that is a name too, right before or behind a person: "June [name]", "[name] English".
_BEFORE_PERSON = re.compile(rf"(?<![\w\].’'-])(?P<piece>[A-Z][\w’'-]+) {_PERSON}(?!\w)")
_AFTER_PERSON = re.compile(rf"{_PERSON} (?P<piece>[A-Z][\w’'-]+)\b(?=[,.;:)]|’s|'s| [a-z]|\s*$)")
#: Fenced off together with a placeholder: "| anime [name] |", ", [name] beats,".
_FENCED_BEFORE = re.compile(
    rf"(?m)(?:^|[|,;:(\t])[ \t]{{0,9}}(?P<piece>[^\W\d_]{{3,}}) {_ANY}(?=[ \t]*(?:[|,;)\t]|$))"
)
_FENCED_AFTER = re.compile(
    rf"(?m)(?:^|[|,;:(\"+\t])[ \t]{{0,9}}{_ANY} (?P<piece>[^\W\d_]{{4,}})(?=[ \t]*(?:[|,;)\"\t]|$))"
)
#: A word of names without a blank between it and a placeholder.
_GLUED = re.compile(
    rf"(?<![^\W\d_])(?P<before>[A-Z][A-Za-z0-9]{{0,40}}-?){_ANY}"
    rf"|{_ANY}(?P<after>[A-Z][^\W\d_]{{2,}})(?!\w)"
)
_NO_BLANK = re.compile(r"\[(?<=[A-Za-z0-9-]\[)|\][A-Z]")
_HEAD_OF = Sought(
    rf"\b(?P<piece>(?:The )?(?:Secretariat|Ministry|Embassy|Consulate|Bishopric|Diocese|Parish|Bank"
    rf"|Church|Archdiocese|Chamber of Commerce|Duchy|Port|Museum|Order)"
    rf" (?:of|for) (?:the )?){_BODY}",
    *("Secretariat", "Ministry", "Embassy", "Consulate", "Bishopric", "Diocese", "Parish", "Bank"),
    *("Church", "Archdiocese", "Chamber", "Duchy", "Port", "Museum", "Order"),
)
_BODY_WORD = re.compile(
    rf"{_ANY}\s{{1,9}}[>| \t]{{0,9}}(?P<piece>[A-Z][\w’'.]+(?: [A-Z][\w’'.]+){{0,2}})"
)
_CENTRE = Sought(
    rf"\b(?P<piece>Centre|Center|Hotel|Café|Camp|Villa|Casa|Chez|Mount|Lake|Fort|Saint|St) {_BODY}",
    *("Centre [", "Center [", "Hotel [", "Café [", "Camp [", "Villa [", "Casa [", "Chez ["),
    *("Mount [", "Lake [", "Fort [", "Saint [", "St ["),
)
_SMALL_BODY_WORD = re.compile(rf"{_ANY} (?P<piece>[a-z]{{4,}})(?=[ \t]*(?:[,.;:)\"”=|+]|$))", re.M)
#: A small word between two parts of one place: "[location] as [location]".
_BETWEEN = Sought(
    r"\[location(?:_\d+)?\] (?P<piece>as|al|el|de|del|la|os|du|ul|upon|sur|am|an der|le|lès)"
    r" \[(?:location|organization)",
    "[location",
)
_LINE_ENDS = re.compile(r"[ \t]*(?:\n|$)")


class Pieces:
    """Looks for what placeholders left over."""

    def __init__(self, config: Config, known: KnownWords) -> None:
        self._known = known
        self._ambiguous = config.word_set("ambiguous_names")
        self._titles = config.word_set("titles") | config.word_set("roles")
        self._heads = config.word_set("body_heads")
        self._fixed = frozenset().union(
            *(
                config.word_set(name)
                for name in (
                    *("titles", "roles", "salutations", "form_words", "technical_terms"),
                    *("unit_words", "closings", "placeholder_words", "person_fields"),
                    *("location_fields", "organization_fields", "number_fields", "phone_fields"),
                )
            )
        )

    def doubts(self, shown: Shown) -> Iterator[Doubt]:
        """Yield the words beside placeholders that may belong to what they hide."""
        text = shown.text
        for match in (*_BEFORE_PERSON.finditer(text), *_AFTER_PERSON.finditer(text)):
            if self._is_name(text, match):
                yield _doubt(match)
        if shown.without_case:
            for match in (*_FENCED_BEFORE.finditer(text), *_FENCED_AFTER.finditer(text)):
                if self._is_odd(match["piece"]):
                    yield _doubt(match)
        for match in _GLUED.finditer(text) if _NO_BLANK.search(text) else ():
            group = match.lastgroup or ""
            word = fold(match[group].strip("-"))
            if len(word) > 1 and word not in self._fixed and not self._known.is_ordinary(word):
                yield Doubt(Span(*match.span(group)), "piece of a hidden name", 0.0)
        for pattern in (_HEAD_OF, _CENTRE, _BETWEEN):
            yield from map(_doubt, pattern.finditer(shown))
        for match in _BODY_WORD.finditer(text):
            if self._ends_a_body(match["piece"]):
                yield _doubt(match)
        if shown.in_small_letters:
            for match in _SMALL_BODY_WORD.finditer(text):
                if self._ends_a_body(match["piece"]):
                    yield _doubt(match)

    def _is_name(self, text: str, match: re.Match[str]) -> bool:
        """Whether the word is borne as a name, and does not begin a sentence or give a date."""
        word, start = fold(match["piece"]), match.start("piece")
        if word in self._fixed or not (self._known.is_name(word) or word in self._ambiguous):
            return False
        if match["piece"].isupper() and self._known.is_ordinary(word):
            return False
        if re.search(r"\d\.? ?$|\b(?:in|until|since|of|by) $", text[max(0, start - 8) : start]):
            return False
        if start == match.start() and not re.search(r"[a-z,;&] $", text[max(0, start - 3) : start]):
            return _LINE_ENDS.match(text, match.end()) is not None and word in self._ambiguous
        return True

    def _is_odd(self, word: str) -> bool:
        folded = fold(word)
        if folded in self._fixed or zipf(folded) >= _COMMON:
            return False
        borne = self._known.is_name(folded) and not word.isupper()
        return borne or not self._known.is_ordinary(folded)

    def _ends_a_body(self, piece: str) -> bool:
        return fold(piece.split()[-1].strip(".’'")) in self._heads


#: A word as common as this stands beside a name for its own sake.
_COMMON = 4.9


def _doubt(match: re.Match[str]) -> Doubt:
    return Doubt(Span(*match.span("piece")), "piece of a hidden name", 0.0)
