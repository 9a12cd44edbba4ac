"""What a scanner misread within a word is read as it was meant: "H0USING", "f1oor", "counciI"."""

import re

from redact.kept import kept
from redact.lexicon import known_words
from redact.names import fold

#: A word with a digit or a capital I between or behind small letters, or digits between capitals.
_MISREAD = re.compile(r"(?<![\w@./-])(?=[^\W_]*[015I])[^\W_]*[^\W\d_][^\W_]*(?![\w@])")
_CANDIDATE = re.compile(r"[^\W\d_][015]|[015][^\W\d_]|[a-zß-öø-ÿ]I|\bI[a-z]")
_SMALL = str.maketrans("0158", "olsb")
_SHOUTED = str.maketrans("0158", "OISB")
#: A digit with letters on both sides, in a name that no dictionary has: "Ku1karni".
_WITHIN = re.compile(r"(?<=[a-zß-öø-ÿ])[01](?=[a-zß-öø-ÿ])")
_SHORTEST = 3


@kept
def as_meant(text: str) -> str:
    """Return a text of the same length without the digits that a scanner took for letters.

    A word is changed where the dictionary has it afterwards, else where small letters stand on
    both sides; a code such as "HRB 2O417" or "mp3" stays.

    >>> as_meant("the H0USING S0CIETY, 3rd f1oor, Ku1karni, mp3, CO2")
    'the HOUSING SOCIETY, 3rd floor, Kulkarni, mp3, CO2'
    """
    return _MISREAD.sub(_meant, text) if _CANDIDATE.search(text) else text


def _meant(match: re.Match[str]) -> str:
    word = match.group()
    if len(word) < _SHORTEST or word.isdigit() or not _CANDIDATE.search(word):
        return word
    capitals = sum(map(str.isupper, word.replace("I", "")))
    shouted = capitals > sum(map(str.islower, word))
    straight = word if shouted else word[:1] + word[1:].replace("I", "l")
    forms = [straight.translate(_SHOUTED if shouted else _SMALL)]
    if not shouted:
        forms.append(straight.replace("1", "i").translate(_SMALL))
        if word[0] == "I":
            forms.append("l" + forms[0][1:])
    known = known_words()
    if word.isalpha() and known.is_ordinary(fold(word)):
        return word
    for form in forms:
        if form.isalpha() and known.is_ordinary(fold(form)):
            return form
    return _WITHIN.sub(lambda digit: "o" if digit.group() == "0" else "l", word)
