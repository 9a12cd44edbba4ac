"""Common words with one slip of the pen or of the scanner in them."""

from redact.lexicon import KnownWords
from redact.names import zipf

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_COMMON_ZIPF = 3.6
_COMMONEST = 5.3
#: No common word is longer.
_LONGEST = 24
#: What a scanner makes of a letter.
_MISREAD = (("rn", "m"), ("c", "e"), ("m", "rn"), ("vv", "w"), ("li", "h"))


def is_slip(word: str, known: KnownWords) -> bool:
    """Return whether a folded word is a common one, of no name, with one letter wrong.

    >>> from redact.lexicon import known_words
    >>> [is_slip(word, known_words()) for word in ("octobwr", "rnany", "andersen", "zorblat")]
    [True, True, False, False]
    """
    return len(word) <= _LONGEST and any(
        zipf(candidate) >= _COMMON_ZIPF and not known.is_name(candidate)
        for candidate in _neighbours(word)
    )


def _neighbours(word: str) -> list[str]:
    cuts = [(word[:cut], word[cut:]) for cut in range(len(word) + 1)]
    return [
        *(left + right[1:] for left, right in cuts if right),
        *(left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1),
        *(
            left + letter + right[cut:]
            for left, right in cuts
            for letter in _LETTERS
            for cut in (0, 1)
        ),
        *(word.replace(wrong, right) for wrong, right in _MISREAD),
    ]


def is_run_together(word: str) -> bool:
    """Return whether a folded word is two of the commonest words, with the blank between them lost.

    >>> is_run_together("tothe"), is_run_together("anna")
    (True, False)
    """
    if len(word) > _LONGEST:
        return False
    halves = ((word[:cut], word[cut:]) for cut in range(1, len(word)))
    return any(zipf(left) >= _COMMONEST and zipf(right) >= _COMMONEST for left, right in halves)
