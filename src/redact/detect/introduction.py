"""People introduced in so many words: "My name is X", "I, X, confirm", "Dr. X", "X wrote:"."""

import re
from collections.abc import Iterator

from redact.config import Config
from redact.detect.nameshape import NameShape, alternatives
from redact.detect.openings import Openings
from redact.detect.rule import Found, RuleRecognizer

_KIN = (
    "(?:grand|step|foster |god)?(?:mother|father|son|daughter|child)|mum|mom|dad"
    "|(?:half-|step)?(?:sister|brother)|wife|husband|uncle|aunt|auntie|cousin|nephew|niece"
    "|fianc[eé]e?|twin"
    "|(?:mother|father|sister|brother|daughter|son)-in-law|grandma|grandpa|granddad|boyfriend"
    "|girlfriend|partner"
)
_PEOPLE = re.compile(
    rf"\b(?:{_KIN}|supervisor|colleague|friend|man|woman|lady|guy|girl|boy|person|someone|student"
    r"|teacher|neighbour|neighbor|nurse|doctor|agent|manager|clerk|officer|child|baby|pupil|driver"
    r"|classmate|roommate|flatmate|volunteer|lawyer|farmer|baker|engineer)s?\Z"
)
_CALLED = re.compile(r" (?:called|named|by the name of)\s+(?=[^\W\d_a-z])")
#: What introduces a name, and whether the name may be in lower case there.
_PHRASES = (
    (r"\bmy (?:full |first |last |given |maiden |family )?name(?:'s| is|:)\s+", True),
    (r"\b(?:i am|i'm|i’m) (?:called|named|known as)\s+", True),
    (r"\b(?:who is|is|was|were|am|are) (?:called|named)\s+", False),
    (r"\bknown (?:to [a-z]{2,12} )?as\s+(?=(?-i:[^\W\d_a-z]))", False),
    (
        rf"\b(?:my|her|his|their|our|your|the)(?: (?:late|older|younger|elder|eldest|youngest|twin"
        rf"|big|little|dear|own|former))? (?:{_KIN})(?:,| is| was)?[ \t]+(?=(?-i:[^\W\d_a-z]))",
        False,
    ),
    (r"\bpeople call me\s+|\b(?:everyone|everybody|friends) calls? me\s+", True),
    (r"^[^\S\n]*(?:this is|here is)\s+(?=(?-i:[^\W\d_a-z]))", False),
    (r"(?:^|[.,:]\s+)I,\s+(?=(?-i:[^\W\d_a-z]))", False),
    (r"\b(?:née|nee|born as|formerly|a\.k\.a\.|aka|alias)\s+(?=(?-i:[^\W\d_a-z]))", False),
    (r"\bthe undersigned,?\s+", False),
    (r"\bdear\s+(?=(?-i:[^\W\d_a-z]))", False),
)
#: Titles behind which a full stop ends the sentence.
_NEVER_SHORT = frozenset(
    ("lady", "lord", "sir", "dame", "miss", "father", "mother", "sister", "brother", "professor")
)
#: "Rev." between two abbreviations is a review: "Phys. Rev. Lett. 120".
_BEFORE_REVIEW = re.compile(r"\b(?!(?:Mrs?|Ms|Dr|Prof)\b)[A-Z][a-z]{2,8}\.[ ]\Z")
_BEHIND_REVIEW = re.compile(r"\.[ ](?:[A-Z][a-z]{1,9}\.|[A-Z][ ]\d)")
_WROTE = re.compile(
    r"^[ \t>]*(?:On|Am|Le|El|Em|Op|Il|W dniu|Den) [^\n]{4,60}?[,:\d] ?"
    r"(?P<name>[^\n<,:\d]{3,60}?)\s{0,3}(?:<[^>\n]{0,120}>)?[ \n>]{0,40}"
    r"(?:wrote|schrieb|a écrit|escribió|escreveu|schreef|ha scritto|napisał\(a\)|skrev)\b",
    re.MULTILINE,
)


def build(config: Config) -> list[RuleRecognizer]:
    """Return the recognizers of introduced and titled people."""
    shape = NameShape.of(config)
    phrases = Openings([re.compile(phrase, re.IGNORECASE | re.MULTILINE) for phrase, _ in _PHRASES])
    titled = Openings(
        [
            re.compile(
                rf"\b(?P<title>{alternatives(config.word_set('name_titles'))})(?:\.[ \t]?|[ \t]+)"
                r"(?=[^\W\d_])",
                re.IGNORECASE,
            )
        ]
    )

    def introduced(text: str) -> Iterator[Found]:
        for (_, lower), matches in zip(_PHRASES, phrases.matches(text), strict=True):
            for match in matches:
                yield from _name_after(text, match.end(), shape, careless=lower)
        for match in _CALLED.finditer(text):
            if _PEOPLE.search(text, max(0, match.start() - 20), match.start()):
                yield from _name_after(text, match.end(), shape, careless=False)
        for match in _WROTE.finditer(text):
            name = shape.name_at(text, *match.span("name"))
            if name is not None:
                yield Found(*name, "PERSON", 0.9)

    def titles(text: str) -> Iterator[Found]:
        (matches,) = titled.matches(text)
        for match in matches:
            if text[match.end("title")] == "." and match["title"].casefold() in _NEVER_SHORT:
                continue
            if match["title"].casefold() == "rev" and _is_review(text, *match.span("title")):
                continue
            name = shape.name_at(text, match.end(), _line_end(text, match.end()))
            if name is not None and not text[name[0]].islower():
                yield Found(*name, "PERSON", 0.9)

    return [
        RuleRecognizer("introduction", ["PERSON"], introduced),
        RuleRecognizer("title", ["PERSON"], titles),
    ]


def _is_review(text: str, start: int, end: int) -> bool:
    before = _BEFORE_REVIEW.search(text, max(0, start - 12), start)
    return before is not None and _BEHIND_REVIEW.match(text, end) is not None


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _name_after(text: str, position: int, shape: NameShape, *, careless: bool) -> Iterator[Found]:
    end = _line_end(text, position)
    name = shape.name_at(text, position, end)
    if name is None and careless:
        stop = re.compile(r"[,.;:!?(]| and | i | from | who | but | a | an | the |$").search(
            text, position, end
        )
        limit = stop.start() if stop else end
        if len(text[position:limit].split()) <= 3:
            name = shape.name_at(text, position, limit, careless=True)
    if name is not None:
        yield Found(*name, "PERSON", 0.9)
