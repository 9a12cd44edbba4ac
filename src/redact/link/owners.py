"""Whose an e-mail address, a profile link or a handle is: that of the person it is named after."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from redact.link.cluster import Cluster, Lore, surface
from redact.names import fold

_OWNED = ("EMAIL_ADDRESS", "HANDLE", "URL")
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’‐-][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
#: A word of a name tells its bearer from three letters on, at the beginning or after initials;
#: in the midst of others ("marianna" is not Anna's) from six.
_TELLING = 3
_INITIALS = 2
_MIDST = 6
#: A word of so many letters may be written together with the next.
_SMALL = 3
#: So many letters are enough of a longer word: "alem" of Alemayehu.
_CUT = 4
_DIGRAPHS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "œ": "oe", "ß": "ss"}
)
#: The spellings of one word of a name.
_Forms = frozenset[str]


def owned(
    clusters: Sequence[Cluster], texts: Sequence[str], lore: Lore
) -> Iterator[tuple[Cluster, Cluster]]:
    """Yield each address, link or handle that has one owner in the scope, with that person.

    It is the person whose name explains most of its letters: words of the name, also cut short or
    as a nickname, and initials beside them. A single letter beside a word that is no initial of
    the person's speaks against them: "tkowalska" is not Anna's. Where two explain as many letters
    it is nobody's.
    """
    people = [(_names(each, texts), each) for each in clusters if each.label == "PERSON"]
    for cluster in clusters:
        if cluster.label not in _OWNED or not cluster.mentions:
            continue
        parts = _parts(surface(cluster.mentions[0], texts), cluster.label)
        scores = [(_explained(parts, names, lore), person) for names, person in people]
        most = max((score for score, _ in scores), default=0)
        best = [person for score, person in scores if score == most]
        if most and len(best) == 1:
            yield cluster, best[0]


def _parts(text: str, label: str) -> tuple[str, ...]:
    """Return the runs of letters that may name somebody.

    >>> _parts("a.kowalska99@mail.example", "EMAIL_ADDRESS"), _parts("@annaK", "HANDLE")
    (('a', 'kowalska'), ('annak',))
    >>> _parts("https://www.hub.example/people/anna-kowalska/", "URL")
    ('anna', 'kowalska')
    """
    if label == "URL":
        host, _, path = _SCHEME.sub("", text).partition("/")
        text = path.strip("/").rpartition("/")[2] or host.rpartition(".")[0]
    elif label == "EMAIL_ADDRESS":
        text = text.partition("@")[0]
    return tuple(_LETTERS.findall(fold(text)))


def _names(cluster: Cluster, texts: Sequence[str]) -> tuple[_Forms, ...]:
    """Return the different words of a person's names, each with its spellings.

    A small word is a word by itself and one with the next: "maceoin" of Mac Eoin.
    """
    surfaces = dict.fromkeys(surface(mention, texts) for mention in cluster.mentions)
    known: dict[str, _Forms] = {}
    for text in (*surfaces, *cluster.known_as):
        tokens = _TOKEN.findall(text)
        pairs = (one + two for one, two in pairwise(tokens) if len(one) <= _SMALL)
        known.update((fold(token), _forms(token)) for token in (*tokens, *pairs))
    return tuple(known.values())


def _forms(token: str) -> _Forms:
    """Return how a word of a name is spelt in an address, and the halves of a double name.

    >>> sorted(_forms("Müller-Lang"))
    ['lang', 'mueller', 'muellerlang', 'muller', 'mullerlang']
    """
    spellings = {fold(token), fold(token.casefold().translate(_DIGRAPHS))}
    halves = [_LETTERS.findall(spelling) for spelling in spellings]
    whole = {"".join(each) for each in halves}
    return frozenset(whole | {half for each in halves for half in each if len(half) >= _TELLING})


def _explained(parts: Sequence[str], names: Sequence[_Forms], lore: Lore) -> int:
    """Return how many letters of the parts a person's name explains; 0 where it is not theirs."""
    left = list(names)
    rest: list[str] = []
    telling = 0
    for part in sorted(parts, key=len, reverse=True):
        remaining = part
        while found := _word_in(remaining, left, lore):
            forms, piece = found
            left.remove(forms)
            telling += len(piece)
            remaining = remaining.replace(piece, " ", 1).strip()
        rest += remaining.split()
    whole = telling == sum(map(len, parts))
    if telling < _TELLING and not whole:
        return 0
    return _with_initials(telling, rest, left)


def _word_in(part: str, names: Sequence[_Forms], lore: Lore) -> tuple[_Forms, str] | None:
    """Return the longest piece of a part that is a word of the name, and which word it is."""
    found = [
        (forms, piece) for forms in names for form in forms if (piece := _piece(part, form, lore))
    ]
    return max(found, key=lambda pair: len(pair[1]), default=None)


def _piece(part: str, form: str, lore: Lore) -> str:
    """Return what of a part stands for a word: the word itself, its beginning, its nickname."""
    before = part.find(form)
    at_end = before <= _INITIALS and part.endswith(form)
    placed = before == 0 or (before > 0 and (at_end or len(form) >= _MIDST))
    if part == form or (len(form) >= _TELLING and placed):
        return form if len(form) > 1 else ""
    short = len(part) >= _CUT and form.startswith(part)
    return part if short or lore.same_given_name(part, form) else ""


def _with_initials(telling: int, rest: Sequence[str], left: Sequence[_Forms]) -> int:
    """Add the initials of further words; 0 where a single letter is none of them."""
    initials = {form[0] for forms in left for form in forms}
    for run in rest:
        if set(run) <= initials:
            telling += len(run)
        elif len(run) == 1 and initials:
            return 0
    return telling
