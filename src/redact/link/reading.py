"""Whether a word that is a name and an ordinary word too reads as a name where it stands."""

import re

from redact.datamodel import Span
from redact.link.cluster import Lore

_BEFORE = re.compile(r"(?P<word>[^\W_]+)(?P<point>\.?)[ \t]*$")
_AFTER = re.compile(r"(?P<gap>[ \t,]*)(?P<word>[^\W_]+)")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…][\"”’)]*\s+|\n[ \t>*•\-–]*|[\"“„(]\s*)$")
_DATE_BEFORE = frozenset(
    [
        "in",
        "of",
        "since",
        "until",
        "till",
        "by",
        "from",
        "during",
        "last",
        "next",
        "this",
        "early",
        "late",
        "mid",
        "on",
        "before",
        "after",
        "through",
        "and",
        "to",
        "or",
        "every",
        "each",
        "between",
        "end",
        "begin",
        "beginning",
        "start",
    ]
)
_WEEKDAYS = frozenset(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)
_SEASONS = frozenset(("spring", "summer", "autumn", "fall", "winter"))
#: Behind the name of an author: "(Le 2023)".
_YEAR = re.compile(r"(?:19|20)\d\d")
#: Before a name that is an ordinary word too: "on a Sunday in May".
_ONE_OF_MANY = frozenset(("a", "an", "every", "each"))
_JOINTS = frozenset(("and", "or", "to"))
# fmt: off
_VERBS = frozenset((
    "is", "was", "has", "had", "will", "would", "can", "could", "did", "does", "and", "who",
    "whose", "helped", "said", "says", "told", "asked", "asks", "gave", "gives", "made", "makes",
    "took", "came", "comes", "goes", "went", "knows", "knew", "works", "worked", "wrote", "writes",
    "also", "never", "always", "often", "taught", "teaches", "studied", "spoke", "became", "sings",
    "sang", "lives", "lived", "likes", "loves", "wants", "thinks", "plays", "plans", "needs",
    "runs", "looks", "read", "reads", "signed", "replied", "answered", "called",
))
# fmt: on
#: A modal verb at the start of a sentence goes with these, not with the past of a verb.
_NOT_PAST = frozenset(
    (
        "need",
        "feed",
        "proceed",
        "succeed",
        "exceed",
        "embed",
        "speed",
        "indeed",
        "shed",
        "seed",
        "bed",
    )
)
#: Before a modal verb: "To Whom It May Concern".
_SUBJECTS = frozenset(
    ("i", "you", "we", "they", "he", "she", "it", "who", "which", "that", "there")
)
_MODALS = frozenset(["will", "may", "can", "might", "must", "should", "would"])
_PRONOUNS = frozenset(
    [
        "i",
        "you",
        "we",
        "they",
        "he",
        "she",
        "it",
        "the",
        "this",
        "that",
        "these",
        "those",
        "there",
        "my",
        "your",
        "our",
        "his",
        "her",
        "their",
        "be",
        "not",
        "any",
        "all",
        "a",
        "an",
    ]
)


def reads_as_name(text: str, span: Span, lore: Lore) -> bool:
    """Return whether the word at `span` stands for a person, an organisation or a place.

    A capital in mid-sentence speaks for a name, a date around it against one; at the start of a
    sentence the word that follows decides. In doubt it is a name.
    """
    word = span.of(text).casefold()
    before = _BEFORE.search(text, max(0, span.start - 40), span.start)
    after = _AFTER.match(text, span.end)
    previous = before.group("word").casefold() if before else ""
    following = after.group("word") if after else ""
    if previous in lore.titles and previous not in ("student", "associate"):
        return True
    if word in _PRONOUNS or previous in _ONE_OF_MANY:
        return False
    if text[span.end : span.end + 2] in ("'s", "’s"):
        return True
    told_of = previous in _JOINTS and following in _VERBS  # "and May read it aloud"
    dated = word in lore.months or word in _WEEKDAYS
    if dated and not told_of and _is_date(previous, following):
        return False
    if word in _MODALS and (following.casefold() in _PRONOUNS or previous in _SUBJECTS):
        return False
    cited = _YEAR.fullmatch(following) and not (dated or word in _SEASONS or word in _MODALS)
    if previous.isdigit() or (following.isdigit() and not cited):
        return False
    if _SENTENCE_START.search(text, max(0, span.start - 12), span.start):
        return _starts_as_name(word, after)
    return not (span.of(text).isupper() and len(word) <= 4)


def _is_date(previous: str, following: str) -> bool:
    return (
        previous in _DATE_BEFORE
        or re.fullmatch(r"\d{1,4}(?:st|nd|rd|th)?", previous) is not None
        or re.fullmatch(r"\d{1,4}(?:st|nd|rd|th)?", following) is not None
    )


def _starts_as_name(word: str, after: re.Match[str] | None) -> bool:
    if after is None:
        return True
    following = after.group("word")
    if "," in after.group("gap") or following[:1].isupper():
        return True
    past = following.endswith("ed") and following not in _NOT_PAST
    return following.casefold() in _VERBS or past
