"""What the report says of outcomes and of what to do, in words for people who run no programs."""

from datetime import UTC, datetime
from types import MappingProxyType

from redact.datamodel import Outcome
from redact.errors import ExitCode

OUTCOMES = MappingProxyType(
    {
        Outcome.RELEASED: "copy made",
        Outcome.HELD: "held for a person",
        Outcome.WITHHELD: "withheld",
        Outcome.REFUSED: "refused",
    }
)
_ADVICE = MappingProxyType(
    {
        ExitCode.HELD: "Open the review page, read what is in doubt and decide; the next run"
        " carries it out.",
        ExitCode.SURVIVOR: "A name that is hidden elsewhere still stood in the copy. Add the name"
        " to the list of known people (the roster), or decide on the review page.",
        ExitCode.FORMAT: "Open the letter in the program that it was written with, save it as .docx"
        " or .txt, and put that in its place.",
        ExitCode.UNREADABLE: "See whether the file is still there and opens; ask for the letter"
        " anew if it is damaged.",
        ExitCode.INTERRUPTED: "Nothing: the next run begins with it.",
    }
)
_OTHERWISE = "The next run tries it again. If it stays, tell whoever looks after the program."


def advice(code: ExitCode) -> str:
    """Return what a person can do about a letter without a copy."""
    return _ADVICE.get(code, _OTHERWISE)


def moment(time: datetime) -> str:
    """Return a time as people write it, in UTC.

    >>> moment(datetime(2026, 3, 5, 2, 0, tzinfo=UTC))
    '5 March 2026, 02:00 UTC'
    """
    return f"{time.astimezone(UTC):%-d %B %Y, %H:%M} UTC"


def span_of_time(seconds: float) -> str:
    """Return a duration in words.

    >>> span_of_time(0.42), span_of_time(75), span_of_time(7300)
    ('0.42 seconds', '1 min 15 s', '2 h 1 min')
    """
    if seconds < 60:
        return f"{seconds:.2g} seconds"
    minutes, left = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {left} s"
    return f"{minutes // 60} h {minutes % 60} min"
