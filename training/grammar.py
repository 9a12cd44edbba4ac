"""Small rules that filled slots must keep: articles, and names that stand side by side."""

import re

from training.marked import Gold

ARTICLE = re.compile(r"(^|[\s(])(an?|An?)(\s+)$")
ANY_ARTICLE = re.compile(r"\b(?:the|a|an|The) $")
OWN_ARTICLE = re.compile(r"^(?:the|a|an|The) (?=\S)")
SOUNDS_CONSONANT = re.compile(r"uni|use|eur|ukr|one|usp", re.IGNORECASE)
SOUNDS_VOWEL = re.compile(r"hono|M[A-Z]|MSc")
IN_PROSE = re.compile(r"\b(?:in|from|of|to|for|across|left|leave|outside|visit|by|than|and|or)\s$")
WITH_ARTICLE = re.compile(
    r"Netherlands|United|UK$|USA$|US$|U\.S\.A|UAE|Philippines|Czech R|Republic of|D\.R\."
    r"|Dominican R|Democratic R|Central A|P\.R\."
)


def agree(before: str, text: str) -> tuple[str, str]:
    """Return what stands before a name and the name, with one article that suits it.

    >>> agree("she is a ", "Egyptian")
    ('she is an ', 'Egyptian')
    >>> agree("using the ", "the Kalman filter")
    ('using the ', 'Kalman filter')
    """
    if ANY_ARTICLE.search(before):
        text = OWN_ARTICLE.sub("", text)
    match = ARTICLE.search(before)
    if match and text[:1].isalpha():
        vowel = text[0].lower() in "aeiou" and not SOUNDS_CONSONANT.match(text)
        ending = "n" if vowel or SOUNDS_VOWEL.match(text) else ""
        before = before[: match.start(2)] + match[2][0] + ending + match[3]
    return before, text


def unrepeated(before: str, postcode: str) -> str:
    """Return the postcode without the letters that the template has put before it.

    >>> unrepeated("CH-", "CH-4026"), unrepeated("Bern, ", "CH-4026")
    ('4026', 'CH-4026')
    """
    match = re.match(r"CEP |PIN |C\.P\. |[A-Z]{1,2}-(?=\d)|〒", postcode)
    if match and re.search(r"(?:CEP|PIN|CP|C\.P\.|\b[A-Z]{1,2}|〒)[ :-]*$", before):
        return postcode[match.end() :]
    return postcode


def lacks_article(before: str, country: str) -> bool:
    """Tell whether a country's name needs an article where it stands.

    >>> lacks_article("I live in ", "Netherlands"), lacks_article("Delft, ", "Netherlands")
    (True, False)
    """
    return bool(WITH_ARTICLE.match(country) and IN_PROSE.search(before))


def united(text: str, spans: list[Gold]) -> tuple[Gold, ...]:
    """Return the spans, with ``{p1.first} {p1.last}`` side by side as one."""
    found: list[Gold] = []
    for span in spans:
        last = found[-1] if found else None
        if last and span.label == last.label == "PERSON" and span.entity == last.entity:
            gap = text[last.end : span.start]
            short = text[span.start : span.end].endswith(".") and span.end - span.start < 9
            if gap == " " or (gap == ", " and short):
                found[-1] = Gold(last.start, span.end, last.label, last.entity)
                continue
        found.append(span)
    return tuple(found)
