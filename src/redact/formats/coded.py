"""Text in which letters are coded as mails are sent: no reader of names sees what it says."""

import re

from redact.errors import FormatError

_UNCODE = "save the mail as .eml, or take the coded part out, and run again"
#: A mail that was pasted with its coding: what says so, or what it looks like. The picture in a
#: Markdown letter is no letter: it is one link.
_SAYS_SO = "Content-Transfer-Encoding:"
_HEADER = re.compile(rf"^{_SAYS_SO}[ \t]*(?:base64|quoted-printable)", re.M)
_QUOTED = re.compile(
    r"=(?:[0-9A-F]{2}(?:=[0-9A-F]{2}){2}|(?:C[3-9A-F]|D[0-9A-F])=[89AB][0-9A-F]"
    r"|E[0-9A-F](?:=[89AB][0-9A-F]){2})"
)
_LINES = re.compile(r"(?:^[A-Za-z0-9+/]{60,}\r?\n){2}", re.M)
_LONG_RUN = re.compile(r"(?<![A-Za-z0-9+/,])[A-Za-z0-9+/]{120,}={0,2}")
#: No line in base64 is shorter.
_SHORTEST = 60
_KINDS_OF_SIGNS = (str.isupper, str.islower, str.isdigit)


def refuse_coded(text: str) -> None:
    """Refuse a text that holds base64 or quoted-printable.

    Raises:
        FormatError: it does.
    """
    if is_coded(text):
        raise FormatError(f"it holds coded text, in which a name stays unseen; {_UNCODE}")


def is_coded(text: str) -> bool:
    """Return whether a text holds base64 or quoted-printable, as mails are sent.

    >>> is_coded("Dear Zieli=C5=84ski,"), is_coded("a=b, c=D4, x=C3")
    (True, False)
    """
    if _QUOTED.search(text) or (_SAYS_SO in text and _HEADER.search(text)):
        return True
    if max(map(len, text.split()), default=0) < _SHORTEST:
        return False
    if _LINES.search(text):
        return True
    runs = (match.group() for match in _LONG_RUN.finditer(text))
    return any(all(any(map(kind, run)) for kind in _KINDS_OF_SIGNS) for run in runs)
