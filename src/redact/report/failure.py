"""The page that stands in for the report of a run that could not be carried out."""

from collections.abc import Iterator

from redact.report import words
from redact.report.style import REPORT_STYLE
from redact.report.values import Failure
from redact.review.frame import framed
from redact.review.marks import visible

_TITLE = "A run that could not be carried out"


def failure_page(failure: Failure) -> str:
    """Return the page with what went wrong in fixed words; it names no folder and no file."""
    note = (
        'Which folder or file it is stands in <a href="private/report.html">a page of its own</a>,'
    )
    return _framed(failure, f"{note} for the keeper of the records alone.")


def private_failure_page(failure: Failure) -> str:
    """Return the page with the whole reason, for nobody else to read."""
    reason = f"<b>{visible(failure.reason)}</b>"
    return _framed(failure, f'<b class="private">Private.</b> The reason in full: {reason}')


def _framed(failure: Failure, note: str) -> str:
    return framed("report", _TITLE, REPORT_STYLE, _body(failure, note))


def _body(failure: Failure, note: str) -> Iterator[str]:
    facts = f"{words.moment(failure.moment)} · exit code {int(failure.exit_code)}"
    yield f'<header id="top"><h1>{_TITLE}</h1><p class="facts">{facts}</p>'
    yield f'<p class="verdict open"><b>{words.failure(failure.exit_code)}</b></p></header>'
    yield f"<p>{note}</p>"
    yield (
        "<p>The letters that came since the last good run wait. What earlier runs did stands as it"
        " was; the next run that can begin does all the rest, and writes the whole report again."
        "</p>"
    )
