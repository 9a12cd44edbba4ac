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
        ExitCode.FORMAT: "Put a .docx, .odt, .pdf or .txt in its place: open the letter in the"
        " program that it was written with and save it so; unpack an archive.",
        ExitCode.UNREADABLE: "See whether the file is still there and opens; ask for the letter"
        " anew if it is damaged.",
        ExitCode.INTERRUPTED: "Nothing: the next run begins with it.",
    }
)
_OTHERWISE = "The next run tries it again. If it stays, tell whoever looks after the program."


_FAILURES = MappingProxyType(
    {
        ExitCode.USAGE: "The folders that the run was told of do not fit together.",
        ExitCode.CONFIGURATION: "The configuration, the list of known people or a file of decisions"
        " is missing or wrong.",
        ExitCode.UNREADABLE: "A folder or a file was not there, or could not be read or written:"
        " see whether the drive is mounted and has room, and who may use it.",
        ExitCode.MODEL: "The model could not be loaded: install the program again.",
        ExitCode.AUDIT: "The records are damaged: keep them as they are, and have whoever looks"
        " after the program check them (redact audit verify).",
    }
)
_OTHER_FAILURE = (
    "The records or the copies could not be written, or the program met an error of its own: see"
    " whether the disk has room, or tell whoever looks after the program."
)


def failure(code: ExitCode) -> str:
    """Return what went wrong with a run as a whole, and what to do."""
    return _FAILURES.get(code, _OTHER_FAILURE)


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
