"""A detected span is cut down to the name: titles, possessives and stray marks are left outside."""

import re
from collections.abc import Iterator

from redact.config import Config
from redact.detect.nameshape import alternatives
from redact.lexicon import known_words
from redact.names import fold
from redact.prose import MARKS

_WORD = re.compile(rf"[^\W\d_][^\W_]*+(?:[{MARKS}]++[^\W_]*+)*+\.?")
#: What is no part of a name at its end: a possessive, a word that leads on to the next one.
_TAIL = re.compile(
    r"(?:['’]s?|(?:\s+(?:and|or|is|was|as(?: an?)?|which|where|will|would|can|could|has|had|says"
    r"|said|wrote|at|for|of|on|to|from|by|with|too|AND|OR|IS|WAS|AT|FOR|OF|TO|FROM|BY|WITH|THE))+)$"
)
#: What makes a firm of the name before it.
_AND_PARTNERS = re.compile(
    r" (?:&|and|und|et|y) (?:Partners?|Associates|Sons?|Brothers|Bros\.?|Co\.?|Sohn|Söhne|Fils"
    r"|Hijos)(?!\w)",
    re.IGNORECASE,
)
#: What follows a name in polite speech: "Mori-san", "Ilona néni".
_HONORIFIC = re.compile(
    r"(?<=\w)(?:-(?:san|sama|sensei|kun|chan|ssi|nim)"
    r"| (?:sama|sensei|seonsaengnim|néni|bácsi|hanım|garu|sahib|saheb))$",
    re.IGNORECASE,
)
#: What leads to a name and is no part of it: "by Tomasz", "The Brick Oven Inc.".
_BEFORE_PERSON = re.compile(r"(?:as|by|and|with|from|to|for|of|the|my|our|I)\s+(?=[^\W\d_a-z])")
_BEFORE_ORGANIZATION = re.compile(
    r"(?:(?:(?:[Aa]t|[Ii]n|[Ff]rom|[Bb]y)\s+)?the|[Aa]t|[Ii]n|[Ff]rom|del|dal|des|aux?|le|à)\s+(?=[^\W\d_a-z])"
)
#: A capital that begins a sentence, and says nothing of the word: "The Institute of Physics has".
_THE = re.compile(r"The\s+(?=[^\W\d_a-z])")
_SENTENCE_START = re.compile(r"(?:\A|\n\s*|[.!?:]\s+)[>*_#•\s]*\Z")
_LINE_ENDS = re.compile(r"[ \t*_]*(?:$|\n|\||\t)")
#: A word in lower case behind a name in capitals: "Kneser-Ney smoothing".
_AFTER_PERSON = re.compile(r"(?<=\w)\s+(?P<word>[a-z]{3,})$")
#: Where an organization is, or what is in a place, in lower case behind the name.
_SITES = "branch|campus|depot|site|estate"
#: What an organization gives or consists of, in lower case behind its name.
_OF_ORGANIZATION = re.compile(
    r"(?<=\w)\s+(?:scholarships?|fellowships?|grants?|students?|staff|groups?|teams?|members?|alumni"
    rf"|camps?|programmes?|programs?|lecturers?|website|office|plant|warehouse|{_SITES})$"
)
#: What a place is, in lower case behind its name: "the Vipava valley".
_KIND_OF_PLACE = re.compile(
    r"(?<=\w)\s+(?:valley|basin|catchment|river|plateau|peninsula|region|province|coast|village"
    rf"|hedge|pub|{_SITES})$"
)
#: What a place has, in lower case behind its name: "the Istanbul district of Kadıköy".
_OF_PLACE = re.compile(r"(?<=\w)\s+(?:district|quarter|neighbou?rhood|suburb|area)$")
_OF = re.compile(r"\s+of\b")
#: The first word of the next sentence.
_NEXT_WORD = re.compile(r"\s+I$")
#: Initials alone before a name, of whatever kind the name was taken for.
_INITIALS = r"(?:(?!P\.[ ]?S\.)(?!(?:M[rsx]|[DFSBP]r|St|N[or])\.)[^\W\d_a-z][a-z]?\.[ ]?){1,3}"
_INITIALS_BEFORE = re.compile(rf"(?<![\w.]){_INITIALS}\Z")
#: Initials without points in mid-sentence ("has A Henders", "colleague RN Bamkara"), or glued on.
_BARE_INITIALS = re.compile(
    r"(?<=[a-z,;(] )(?!(?:I|UK|US|EU|UN|IT|HR|VP|TV|PC|AI|ML|NO|AN|AT|OF|IN|ON|TO|BY|DR|MR|MS|ST"
    rf"|OR|AS) )[A-Z]{{1,2}} \Z|(?<=[a-z]){_INITIALS}\Z"
)
#: Initials, shortened given names and particles before a name: "J. R. ", "Ma. ", "L. du ".
_LEAD = re.compile(
    rf"(?<![\w.])(?:{_INITIALS}|(?:M[aA]|Mª|Mohd|Md|Sk|Fco|Abd)\.? )?"
    r"(?:(?:Te|El|Al|Van|Von|Ter|Ten|Bin|Ibn|Abu|De|Da|Di|Du|La|Le|van|von|ter|ten|bin|ibn|bint"
    r"|du) (?:(?:der|den|de|la|le|'t|’t|und zu|zu) )?)?\Z"
)
#: A capitalised word with a letter that English lacks goes with the name behind it: "Tô Thị Hà".
_FOREIGN_BEFORE = re.compile(
    r"(?<![\w.'’-])(?=[^\W\d_]*[^\x00-\x7f])[^\W\d_a-zß-öø-ÿ][^\W\d_]{1,12} \Z"
)
#: Initials after a family name: "Pathirana S.", "Almaz D.".
_TRAIL = re.compile(r" (?:[A-Z]\.[ -]?){1,2}(?<! )(?=[\s,;:)]|$)(?! [A-Z][a-z])")
#: The number of the next item of a list, behind a telephone number.
_NEXT_ITEM = re.compile(r"\s*\n\s*\d{1,2}$")
#: A date or a stretch of time, which looks like a number of another kind.
_YEAR = r"(?:19|20)\d\d"
_DAY = rf"\d{{1,2}}([ ./-])\d{{1,2}}\1(?:{_YEAR}|\d\d)|{_YEAR}([./-])\d{{1,2}}\2\d{{1,2}}"
_MONTH = rf"(?:\d{{1,2}}[./])?{_YEAR}"
_TIME = r"(?:,? \d{1,2}(?:[.:]\d\d)?)?"
_DATE = re.compile(
    rf"(?:[^\W\d_]{{2}} )?(?:(?:{_DAY}){_TIME}"
    rf"|{_MONTH}(?:\s?[-–—]\s?(?:{_MONTH})?)?|\d{{1,2}})[.,]?"
)
#: An initial that is all there is in its line, or follows a title, a closing or a dash: "Dr Y."
_ALONE = re.compile(
    r"(?:^|\n)[ \t>|]*[A-Z]\.?\Z|\b(?:Dr|Mrs?|Ms|Prof|Nurse|Sister)\.? [A-Z]\.\Z"
    r"|(?:^|\n)[ \t>|]*[a-zA-Z]{4,10},[ \t]*[A-Za-z]\.\Z|[.!?)] [–—-] ?[A-Z]\.\Z"
)
_SIGN_OFF_BREAK = re.compile(r"[ \t]*\n\s*")
#: Between two cells of a row, or two columns.
_COLUMNS = re.compile(r" {4,}| *\t\s*| *\|\s*")
#: "Institute of Physics" is an institution, where "Department of Physics" is a part of one.
_STANDING_ALONE = frozenset({"institute", "centre", "center", "laboratory"})
#: Lines shorter than this are lines of a letterhead or signature, not wrapped prose.
_WRAPPED = 50
#: A paragraph of prose in a narrow column has more lines than this.
_NARROW_LINES = 3
#: Where a span of the label is two names: between two people, a postcode and a town, a town and its
#: country, an institution and its town.
_JOINTS = {
    "PERSON": re.compile(
        r"(?<=[^\W\d_]{2})\s+(?:and|&|und|et)\s+(?=[^\W\d_]{2})"
        r"|(?<=\b[^\W\d_]\.)[,;]\s+(?=[^\W\d_]{2})|\s*[;|]\s*| {3,}|\t+|\s*\((?=[A-Z]{3,}\)?\Z)"
    ),
    "LOCATION": re.compile(
        r"(?<=\d)[ ,]+(?=[^\W\d_][^\d,]{2,}$)|(?<=[^\W\d_]{3}),\s+(?=[^\W\d_][^\d]+$)"
        r"|(?<=[^\W\d_]{3})[ ,]+(?=(?:\d{4,6}|\d{3} \d{2,3})$)"
    ),
    "ORGANIZATION": re.compile(
        r"(?<=[^\W\d_]{3}),\s+(?=(?!(?i:inc|ltd|llc|llp|plc|limited|gmbh|s\.?a)\b)[^\W\d_][^\d,&]+$)"
        r"|(?<=[^\W\d_]{3})\s+to the\s+(?=[^\W\d_a-z])|(?<=\b[A-Z]{3}) with (?=[^\W\d_a-z])"
    ),
}
#: A span is split only where the part before the joint is one of these by itself.
_HEADS = {
    "PERSON": re.compile(r".+", re.DOTALL),
    "LOCATION": re.compile(r"(?:[A-Z]{1,3}[ -])?[\d][\d A-Z-]{2,9}|[^\d]+"),
    "ORGANIZATION": re.compile(
        r".*\b(?:University|Institute|College|Academy|Hospital|School|Centre|Center|Laboratory"
        r"|Ministry|Directorate|Society|Museum|Foundation|Association|Council|Clinic|Bank)\b.*",
        re.DOTALL,
    ),
}
#: The word lists whose words, by themselves, are no names; in the head of a table the words of form
#: fields stand alone.
_NO_NAMES = (
    "nationalities",
    "technical_terms",
    "person_fields",
    "organization_fields",
    "location_fields",
    "foreign_greetings",
)
#: A full stop behind a word too long for an abbreviation ends the sentence, not the name.
_SENTENCE_END = re.compile(r"[^\W\d_]{5}\.$")
#: And so does one behind an acronym before a capital: "in my group at AUB. Leila".
_ACRONYM_END = re.compile(r"(?<![\w.])[A-Z]{2,}\.$")
_CAPITAL_NEXT = re.compile(r"\s+[^\W\d_a-z]")


class Tidy:
    """Cuts spans down by the word lists of a configuration."""

    def __init__(self, config: Config) -> None:
        self._titles = config.word_set("titles")
        self._mere_titles = config.word_set("mere_titles")
        self._ordinary = frozenset().union(*(config.word_set(name) for name in _NO_NAMES))
        self._words = known_words()
        self._units = config.word_set("unit_words")
        greetings = config.word_set("salutations") | config.word_set("foreign_greetings")
        borne = {word for word in greetings if self._words.is_name(fold(word))}
        self._greeting = re.compile(
            rf"(?:{alternatives(greetings - borne | {'to whom'})})(?![\w{MARKS}])[ \t]*+",
            re.IGNORECASE,
        )

    def spans(
        self, text: str, start: int, end: int, label: str, *, sure: bool = False
    ) -> Iterator[tuple[int, int]]:
        """Yield the parts of a detected span that are names, without what surrounds them.

        Words that are no names by themselves, such as the headings of forms, are none unless the
        detector is `sure`.

        A span over a line's end is two names where the lines are too short to be wrapped prose.
        """
        if label in ("PHONE_NUMBER", "ID_NUMBER") and _DATE.fullmatch(text, start, end):
            return
        if label not in ("PERSON", "ORGANIZATION", "LOCATION"):
            item = _NEXT_ITEM.search(text, start, end)
            if item is not None and text[end : end + 1] in (".", ")"):
                end = item.start()
            # A bracket that closes behind the span belongs to the sentence.
            opens_for_nothing = text[start] == "(" and ")" not in text[start:end]
            yield start + opens_for_nothing, end
            return
        surface = text[start:end]
        if label == "ORGANIZATION" and self._mere_unit(surface):
            return
        for low, high in self._parts(text, start, end, label):
            if not sure and self._is_ordinary(text[low:high]):
                continue
            if _is_lone_letter(text, low, high):
                continue
            if label == "PERSON":
                low, high = self._without_titles(text, low, high)
                lead = _BARE_INITIALS.search(text, max(0, low - 12), low)
                if lead is None or text[lead.start()].islower():  # "ş" is beyond a-z, and small
                    lead = _LEAD.search(text, max(0, low - 12), low)
                low = lead.start() if lead else low
                foreign = _FOREIGN_BEFORE.search(text, max(0, low - 15), low)
                if foreign and text[low].isupper() and not self._is_title(foreign.group().strip()):
                    low = foreign.start()
                trail = _TRAIL.match(text, high) if text[high - 1 : high] != "." else None
                high = trail.end() if trail else high
            elif (initials := _INITIALS_BEFORE.search(text, max(0, low - 9), low)) is not None:
                low = initials.start()
            if label == "PERSON" and self._mere_title(text, low, high):
                continue
            if label == "PERSON" or low == start:
                low, high = _without_lead(text, low, high, label)
            if label == "PERSON" and text[low:high][:1].isupper():
                high = self._without_noun(text, low, high)
            if label == "PERSON":
                high -= len(text[low:high]) - len(_HONORIFIC.sub("", text[low:high]))
            tail = _TAIL.search(text, low, high)
            if tail and not (tail.group().strip() == "of" and _CAPITAL_NEXT.match(text, high)):
                high = tail.start()
            if label == "LOCATION" and text[low].isupper():
                high -= len(text[low:high]) - len(_KIND_OF_PLACE.sub("", text[low:high]))
            if label == "LOCATION" and _OF.match(text, high):
                high -= len(text[low:high]) - len(_OF_PLACE.sub("", text[low:high]))
            if label != "PERSON":  # "Norton I" is a name
                high -= len(text[low:high]) - len(_NEXT_WORD.sub("", text[low:high]))
            high -= _SENTENCE_END.search(text, low, high) is not None
            if label != "PERSON" and _CAPITAL_NEXT.match(text, high):
                high -= _ACRONYM_END.search(text, low, high) is not None
            high -= text[high - 1] == ")" and "(" not in text[low:high]
            partners = _AND_PARTNERS.match(text, high) if text[low].isupper() else None
            high = partners.end() if partners else high
            if low < high and text[low:high] != "I":
                yield low, high

    def _parts(self, text: str, start: int, end: int, label: str) -> Iterator[tuple[int, int]]:
        """Yield what of a span stands in one line and one column, and is one name."""
        for line in self._lines(text, start, end):
            for column in _cut(text, *line, _COLUMNS):
                yield from _split(text, *column, label)

    def _is_ordinary(self, surface: str) -> bool:
        return surface.strip(".,;:()'\"").casefold() in self._ordinary

    def _lines(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        low = start
        for gap in _SIGN_OFF_BREAK.finditer(text, start, end):
            line = text.rfind("\n", 0, gap.start()) + 1
            greets = self._greeting.match(text, gap.end())
            if greets is not None:
                if low < gap.start():
                    yield low, gap.start()
                low = greets.end()
            elif gap.start() - line < _WRAPPED and not _is_prose(text, line):
                if low < gap.start():
                    yield low, gap.start()
                low = gap.end()
        if low < end:
            yield low, end

    def _without_titles(self, text: str, start: int, end: int) -> tuple[int, int]:
        words = list(_WORD.finditer(text, start, end))
        low, high = 0, len(words)
        while low < high - 1 and self._is_title(words[low].group()):
            low += 1
        while high - 1 > low and self._is_title(words[high - 1].group()):
            high -= 1
        if low == 0 and high == len(words):
            return start, end
        first = words[low].start() if low else start
        last = words[high - 1].end() if high < len(words) else end
        return first, last

    def _without_noun(self, text: str, start: int, end: int) -> int:
        """Return where a person's name ends, without a word of the dictionary behind it."""
        while after := _AFTER_PERSON.search(text, start, end):
            word, before = after["word"], text[start : after.start()].rpartition(" ")[2]
            ordinary = self._words.is_ordinary(word) and not self._words.is_name(word)
            if not ordinary and word != before.casefold():  # "Rose rose early"
                break
            end = after.start()
        return end

    def _mere_title(self, text: str, start: int, end: int) -> bool:
        """Whether a span is nothing but titles that are no names where they stand."""
        surface = text[start:end]
        if all(word.rstrip(".").casefold() in self._mere_titles for word in surface.split()):
            return True
        alone = all(self._is_title(word) for word in surface.split())
        return alone and (surface.islower() or text[end:].lstrip(" .")[:1] == "[")

    def _mere_unit(self, surface: str) -> bool:
        """Whether a span names a unit or a subject ("School of Computer Science"), and no more."""
        words = [word.strip(".,:()").casefold() for word in surface.split()]
        if len(words) > 2 and words[0] in _STANDING_ALONE:
            return False
        return all(word in self._units for word in words)

    def _is_title(self, word: str) -> bool:
        return word.rstrip(".").casefold() in self._titles


def _is_lone_letter(text: str, start: int, end: int) -> bool:
    """Return whether a span is one Latin letter that neither signs nor follows a title."""
    bare = text[start:end].strip(".,;:()'\"")
    return len(bare) == 1 and bare.isascii() and not _ALONE.search(text, max(0, end - 80), end)


def _without_lead(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    """Return the bounds of a name without words that lead to it, or what an organization gives."""
    if label == "PERSON":
        lead = _BEFORE_PERSON.match(text, start, end)
        return (lead.end() if lead else start), end
    if label == "ORGANIZATION":
        lead = _BEFORE_ORGANIZATION.match(text, start, end)
        if lead is None and _SENTENCE_START.search(text, max(0, start - 20), start):
            # Alone in its line, "The Well" is a name with its article.
            lead = None if _LINE_ENDS.match(text, end) else _THE.match(text, start, end)
        start = lead.end() if lead else start
        return start, start + len(_OF_ORGANIZATION.sub("", text[start:end]))
    return start, end


def _cut(text: str, start: int, end: int, gaps: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a span between gaps."""
    low = start
    for gap in gaps.finditer(text, start, end):
        if low < gap.start():
            yield low, gap.start()
        low = gap.end()
    if low < end:
        yield low, end


def _is_prose(text: str, line: int) -> bool:
    """Whether the paragraph of a line is prose in narrow columns: its lines go on in lower case."""
    first = max(text.rfind("\n\n", 0, line), 0)
    last = text.find("\n\n", line)
    lines = [each for each in text[first : last if last >= 0 else None].split("\n") if each.strip()]
    later = [each.lstrip(" >\t") for each in lines[1:]]
    return len(later) >= _NARROW_LINES and 2 * sum(each[:1].islower() for each in later) >= len(
        later
    )


def _split(text: str, start: int, end: int, label: str) -> Iterator[tuple[int, int]]:
    """Yield the names of a span that holds more than one."""
    low = start
    for joint in _JOINTS[label].finditer(text[start:end]):
        if _HEADS[label].fullmatch(text, low, start + joint.start()):
            yield low, start + joint.start()
            low = start + joint.end()
    yield low, end
