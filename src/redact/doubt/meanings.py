"""What a hidden name means, said beside it: "[name] means autumn river", "named after the wind"."""

import re
from collections.abc import Iterator

from redact.datamodel import Doubt, Span
from redact.doubt.shown import Shown, Sought

_NAME = r"\[(?:name|surname)(?:_\d+)?\]"
_WORD = r"[^\W\d_][\w’'-]{0,20}"
_GLOSS = (
    r"(?:[“\"'‘][^“”\"'‘’\n\[\]]{2,50}[”\"'’]"
    rf"|(?!(?:to|well|that|what|so|it|me|us|no|not|we|i|he|she|business|much|more|every)\b)"
    rf"{_WORD}(?:[ ]{_WORD}){{0,3}})"
)
_TELLS = (
    r"(?:means?|meaning|translates?[ ](?:as|to|into)|stands[ ]for"
    r"|is[ ](?:the[ ])?[a-z]{3,15}[ ]for)"
)
_MEANS = re.compile(
    rf"""(?xi)
    (?: {_NAME} [”"’']?,?\ (?:which\ |that\ |it\ |literally\ |roughly\ |also\ )?
          {_TELLS}
      | {_NAME} [”"’']? [,(—–-]{{0,2}}\ ?\(?(?:i\.?e\.?,?|that\ is,?|viz\.?|lit(?:erally|\.))
      | \b(?:my|his|her|their|our|the)\ (?:(?:first|given|last|family|full|middle)\ )?
          (?:sur)?name
          (?:\ {_NAME},?)? ,?\ (?:which\ |that\ |it\ |literally\ |roughly\ )?
          {_TELLS}
    )
    \ (?:something\ like\ |literally\ |the\ word\ |in\ [a-z]{{3,15}}\ )?
    (?P<means>{_GLOSS})
    """
)
_AFTER = Sought(
    rf"(?i)\bnamed (?:\w+ )?(?:after|for) (?!(?:him|her|his|my|our|their|your)\b)"
    rf"(?P<after>{_GLOSS})",
    "named ",
)
#: So near a hidden name a thing that somebody is named after is that name.
_NEAR = 120
_HIDDEN = re.compile(_NAME)
_TRAILING = re.compile(
    r" (?:and|but|in|so|which|that|because|as|who|when|while|he|she|we|i|they|it|is|was|for|of)$",
    re.I,
)


def meanings(shown: Shown) -> Iterator[Doubt]:
    """Yield the words that tell what a hidden name means.

    >>> from redact.doubt.shown import read
    >>> shown = read("[name] means autumn river.")
    >>> [doubt.span.of(shown.text) for doubt in meanings(shown)]
    ['autumn river']
    """
    text = shown.text
    for match in _MEANS.finditer(text):
        yield _doubt(text, *match.span("means"))
    for match in _AFTER.finditer(shown):
        if _HIDDEN.search(text, max(0, match.start() - _NEAR), match.end() + _NEAR):
            yield _doubt(text, *match.span("after"))


def _doubt(text: str, start: int, end: int) -> Doubt:
    while last := _TRAILING.search(text, start, end):
        end = last.start()
    return Doubt(Span(start, end), "meaning of a name", 0.0)
