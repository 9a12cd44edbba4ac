"""What a search engine turns into a name: identifiers of works and people, titles, awards."""

import re
from collections.abc import Iterator

from redact.datamodel import Doubt, Span
from redact.doubt.shown import Shown, Sought

#: Of the text in small letters.
_IDENTIFIERS = re.compile(
    r"""(?x)
    \b(?: 10\.\d{4,9}/[^\s"'<>\[\]]*[^\s"'<>\[\].,;:)]            # DOI
    | arxiv[:\s/]*(?:abs/)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?
    | \d{4}-\d{4}-\d{4}-\d{3}[\dx]\b                              # ORCID, ISNI
    | (?:pmid|pmcid|pubmed(?:\ id)?|isbn|issn|hal|ssrn|scopus(?:\ (?:author\ )?id)?|researcherid
        |clinicaltrials|nct|isrctn|zenodo|osf\.io|biorxiv|medrxiv)\b[:\s/#]*(?=\S*\d)[\w./-]{4,}
    | (?:us|ep|wo|de|jp|cn|kr)[-\s]?(?:patent\s)?\d{6,}(?:\s?[ab]\d)?\b
    | (?:patent|grant|award|contract|project|proposal|case|docket|trial|permit|licen[cs]e)\s
        (?:no\.?|number|nr\.?|\#|id)[:\s]*(?=\S*\d)[\w./-]{4,} )
    """
)
_BOOK_NUMBER = re.compile(r"\b(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]\b")
#: A title in quotes after what it is the title of, or after a word that may lead to one.
_TITLES = re.compile(
    r"""(?xsi)
    \b(?:(?P<sure>titled|entitled|title(?:\ is|\ was)?|paper|article|thesis|dissertation|book
        |chapter|monograph|preprint|manuscript|poster|novel|film|album|exhibition)
      | called|named|essay|talk|report|topic|project|on)\b
    [\s,:(]{1,3}(?P<work>["“„«‘'*_](?P<inside>[^"”“»’*_\n]{12,180}(?:\n[^"”“»’*_\n]{1,90})?)["”“»’'*_])
    """
)
_OPENING_QUOTE = re.compile(r"[\s,:(][\"“„«‘'*_]")
_AWARDS = Sought(
    r"""(?x)
    \b(?: (?P<award>(?!(?:At|In|The|My|For|With|On|From|A|An)\s)
        (?:[A-Z][\w’'&-]{1,40}\s(?:(?:of|for|in|the|and)\s){0,2}){1,6}
        (?:Prize|Award|Medal|Fellowship|Scholarship|Trophy|Cup|Olympiad|Studentship|Bursary|Honou?rs?
        \sList|Order\sof\s[A-Z]\w+))\b
    | (?P<rank>(?:first|second|third|1st|2nd|3rd|gold|silver|bronze|top)\s
        (?:prize|place|medal|award|rank)\s(?:at|in|of|from|for)\s(?:the\s)?
        [\w’'&-]+(?:\s[\w’'&-]+){0,5}) )
    """,
    *("Prize", "Award", "Medal", "Fellowship", "Scholarship", "Trophy", "Cup", "Olympiad"),
    *("Studentship", "Bursary", "Honour", "Honor", "Order", "prize", "place", "medal", "award"),
    "rank",
)
_PUBLISHED = Sought(
    r"""(?x)
    \b(?:[A-Z][\w’'-]{1,40}\s){0,5}(?:Journal|Transactions|Proceedings|Letters|Review|Annals|Bulletin)
    \b[^.\n\[\]]{0,60}(?:\b\d{1,4}\s?\(\d{1,4}\)|\bvol(?:ume|\.)\s?\d+|,\s?\d{4}\b|\bpp?\.\s?\d+)
    """,
    *("Journal", "Transactions", "Proceedings", "Letters", "Review", "Annals", "Bulletin"),
)

#: A journal by its volume, year and page: "Solar Matters 9 (2024) 101".
_CITED = Sought(
    r"""(?x)
    \b(?:[A-Z][\w.’'&-]{0,40}\s(?:(?:of|for|in|the|and|&)\s){0,2}){1,6}\d{1,4}(?:\s?\(\d{1,3}\))?
    (?: [,:]?\s?\((?:19|20)\d\d\)[,:;]?\s?(?:pp?\.\s?)?[A-Za-z]?\d{1,6}
      | [,:]\s?(?:pp?\.\s?)?[A-Za-z]?\d{1,6}(?:\s?[-–]\s?[A-Za-z]?\d{1,6})?,?\s?\((?:19|20)\d\d\) )
    """,
    "(19",
    "(20",
)


def references(shown: Shown) -> Iterator[Doubt]:
    """Yield what tells of a known work, person or honour, wherever it stands."""
    text = shown.text
    for match in _IDENTIFIERS.finditer(shown.caseless):
        yield Doubt(Span(*match.span()), "identifier", 0.0)
    for match in _BOOK_NUMBER.finditer(text):
        if _is_isbn(match.group()):
            yield Doubt(Span(*match.span()), "identifier", 0.0)
    for match in _TITLES.finditer(text) if _OPENING_QUOTE.search(text) else ():
        if len(match["inside"].split()) >= 4:
            kind = "title of a work" if match["sure"] else "words in quotes"
            yield Doubt(Span(*match.span("work")), kind, 0.0)
    for match in _AWARDS.finditer(shown):
        yield Doubt(Span(*match.span(match.lastgroup or 0)), "award", 0.0)
    for pattern in (_PUBLISHED, _CITED):
        for match in pattern.finditer(shown):
            yield Doubt(Span(*match.span()), "published work", 0.0)


def _is_isbn(text: str) -> bool:
    """Return whether ten or thirteen digits are the number of a book, by their check digit."""
    digits = [10 if char in "Xx" else int(char) for char in text if char.isalnum()]
    if len(digits) == 10:
        return (
            sum(digit * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True)) % 11
            == 0
        )
    if len(digits) == 13:
        return sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    return False
