"""The report of a run as one HTML file that needs no script, no network and no other file."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import chain
from statistics import median

from redact.datamodel import Outcome
from redact.errors import ExitCode
from redact.report import words
from redact.report.plots import Bar, bars, histogram
from redact.report.style import REPORT_STYLE
from redact.report.values import GoneLetter, OpenLetter, Report
from redact.review.frame import framed
from redact.review.marks import visible
from redact.review.words import LABELS, kind, likelihood, many

#: Open letters that are listed; the others are counted.
_MOST = 500
_TITLE = "Report on redacted letters"
_STALE = "A copy from before is still there: remove it, if it is not to be read any more."
_PRUNE = "A copy that is still there is removed by a run with <code>--prune</code>."
_GONE = f"Their letters were there in an earlier run and are not now. {_PRUNE}"
_SUPERSEDED = (
    f"Their letters are there, and have other copies by now, or are to have them. {_PRUNE}"
    " One that somebody changed is theirs to remove."
)
#: Where the reason itself often says what to do.
_TELLING = (ExitCode.FORMAT, ExitCode.UNREADABLE)


def page(report: Report) -> str:
    """Return the report with letters told by id and neutral name alone; everything is escaped."""
    note = (
        "This page names no letter and no person: it knows letters by their ids. The list with the"
        ' names of the files is <a href="private/report.html">a page of its own</a>, for the'
        " keeper of the records alone."
    )
    rows = [_row(letter) for letter in report.open_letters[:_MOST]]
    return _framed(report, note, rows, lambda one: one.copy or one.letter_id)


def private_page(report: Report) -> str:
    """Return the report with the names of the files of open letters, for nobody else to read."""
    note = (
        '<b class="private">Private.</b> This page has the names of files: it is for whoever keeps'
        " the records. Do not pass it on."
    )
    rows = [_named_row(letter) for letter in report.open_letters[:_MOST]]
    return _framed(report, note, rows, lambda one: one.name)


def _framed(
    report: Report, note: str, rows: Sequence[str], named: Callable[[GoneLetter], str]
) -> str:
    body = chain(
        _top(report, note),
        _open(report, rows),
        _listed("gone", "Originals that are gone", _GONE, report.gone, named),
        _listed("superseded", "Earlier copies", _SUPERSEDED, report.superseded, named),
        _outcomes(report),
        _hidden(report),
        _doubts(report),
        _durations(report),
        _log(report),
    )
    return framed("report", _TITLE, REPORT_STYLE, body)


def _top(report: Report, note: str) -> Iterator[str]:
    yield f'<header id="top"><h1>{_TITLE}</h1><p class="facts">{words.moment(report.started)}</p>'
    yield f"<p>{note}</p>{_verdict(report)}"
    told = [
        (report.fresh.get(Outcome.RELEASED, 0), "released", "new copies", "new copy"),
        (report.unchanged, "unchanged", "unchanged since the last run", ""),
        *(
            (report.standing.get(one, 0), one.value, words.OUTCOMES[one], "")
            for one in (Outcome.HELD, Outcome.WITHHELD, Outcome.REFUSED)
        ),
        (report.not_begun, "withheld", "not begun", ""),
        (len(report.gone), "deleted", "originals that are gone", "original that is gone"),
        (len(report.superseded), "deleted", "earlier copies", "earlier copy"),
        (sum(one.count for one in report.doubts), "doubts", "doubts", "doubt"),
    ]
    items = "".join(
        f'<li class="{name}"><b>{count:,}</b> {one if count == 1 and one else more}</li>'
        for count, name, more, one in told
        if count or name == "released"
    )
    yield f'<ul class="counts">{items}</ul></header>'


def _verdict(report: Report) -> str:
    left = len(report.open_letters)
    if left:
        does = "has" if left == 1 else "have"
        told = f"{many(left, 'letter')} {does} no copy: see below why, and what to do."
    elif report.not_begun:
        told = "The run was interrupted; the next one does the rest."
    else:
        told = "Every letter has its copy."
    more = " Read the copies before you pass them on: a program does not see everything."
    kind_of = " open" if left or report.not_begun else ""
    return f'<p class="verdict{kind_of}"><b>{told}</b>{more}</p>'


def _open(report: Report, rows: Sequence[str]) -> Iterator[str]:
    if not rows:
        return
    yield (
        '<section><h2 id="open">Letters without a copy</h2><table class="doubts"><thead><tr>'
        "<th>Letter</th><th>What</th><th>Why, and what to do</th></tr></thead><tbody>"
    )
    yield from rows
    yield "</tbody></table>"
    if len(report.open_letters) > len(rows):
        yield f"<p>… and {many(len(report.open_letters) - len(rows), 'more letter')}.</p>"
    yield "</section>"


def _listed(
    name: str,
    title: str,
    what: str,
    letters: Sequence[GoneLetter],
    named: Callable[[GoneLetter], str],
) -> Iterator[str]:
    if not letters:
        return
    yield f'<section><h2 id="{name}">{title}</h2><p>{what}</p><ul>'
    for letter in letters[:_MOST]:
        copy = "no copy of it is left" if letter.removed else "its copy is still there"
        yield f"<li>{visible(named(letter))}: {copy}</li>"
    if len(letters) > _MOST:
        yield f"<li>… and {len(letters) - _MOST:,} more</li>"
    yield "</ul></section>"


def _row(letter: OpenLetter) -> str:
    name = f"{visible(letter.copy)}<br/>" if letter.copy else ""
    advice = words.advice(letter.exit_code)
    return _cells(letter, f"{name}<small>{escape(letter.letter_id)}</small>", letter.reason, advice)


def _named_row(letter: OpenLetter) -> str:
    name = f"<b>{visible(letter.name)}</b><br/><small>{escape(letter.letter_id)}</small>"
    reason = letter.told or letter.reason
    told = letter.exit_code in _TELLING and ";" in reason
    return _cells(letter, name, reason, "" if told else words.advice(letter.exit_code))


def _cells(letter: OpenLetter, name: str, reason: str, advice: str) -> str:
    doubts = f" ({many(letter.doubts, 'doubt')})" if letter.doubts else ""
    if letter.stale:
        advice = f"{advice} {_STALE}".strip()
    return (
        f"<tr><td>{name}</td><td>{words.OUTCOMES[letter.outcome]}{doubts}</td>"
        f"<td>{visible(reason)}<div class='context'>{advice}</div></td>"
        "</tr>"
    )


def _outcomes(report: Report) -> Iterator[str]:
    rows = [Bar(words.OUTCOMES[one], report.standing.get(one, 0), one.value) for one in Outcome]
    total = sum(row.value for row in rows)
    yield f"<section><h2>All letters by now: {total:,}</h2>{bars('Letters by outcome', rows)}"
    yield (
        "<details><summary>What the words mean</summary><p><b>Copy made</b>: the copy was read"
        " again and holds none of the names that were found. <b>Held for a person</b>: something"
        " in it may still tell who wrote; a person decides. <b>Withheld</b>: a copy could not be"
        " made safely, or a letter of the same applicant could not. <b>Refused</b>: the file cannot"
        " be read.</p></details></section>"
    )


def _hidden(report: Report) -> Iterator[str]:
    if not report.hidden:
        return
    rows = []
    for one in report.hidden:
        word, colour = LABELS[one.label]
        remark = f"{one.mentions:,} in {many(one.letters, 'letter')}"
        rows.append(Bar(word, one.mentions, colour, remark))
    total = sum(row.value for row in rows)
    yield (
        f"<section><h2>What the copies hide: {total:,} mentions</h2>"
        f"{bars('Hidden mentions by kind', rows)}<details><summary>The numbers</summary>"
        '<table class="facts"><tr><th>kind</th><th>mentions</th><th>letters</th></tr>'
    )
    for one in report.hidden:
        yield (
            f"<tr><td>{LABELS[one.label][0]}</td><td>{one.mentions:,}</td>"
            f"<td>{one.letters:,}</td></tr>"
        )
    yield "</table></details></section>"


def _doubts(report: Report) -> Iterator[str]:
    if not report.doubts:
        return
    total = sum(one.count for one in report.doubts)
    yield (
        f"<section><h2>In doubt: {total:,} places in {many(report.doubted_letters, 'letter')}</h2>"
        "<p>A second, simpler reader would look at these places again. Most are harmless. The"
        " review page (<code>redact review</code> writes it) shows each one in its letter.</p>"
        '<table class="doubts"><thead><tr><th>How many</th><th>At worst</th><th>What</th></tr>'
        "</thead><tbody>"
    )
    for one in report.doubts:
        word, step = likelihood(one.likelihood)
        yield (
            f'<tr class="d{step}"><td>{one.count:,}</td><td>{word} a leak</td>'
            f"<td>{escape(kind(one.kind))}</td></tr>"
        )
    yield "</tbody></table></section>"


def _durations(report: Report) -> Iterator[str]:
    whole = words.span_of_time(report.seconds)
    yield f"<section><h2>How long it took: {whole}</h2>"
    if report.durations:
        middle, slowest = median(report.durations), max(report.durations)
        yield histogram("Seconds a letter", report.durations, "seconds a letter")
        read = many(len(report.durations), "letter")
        half = f" half of them took less than {words.span_of_time(middle)},"
        yield (
            f"<p>{read} read in this run;{half if len(report.durations) > 1 else ''} the slowest"
            f" took {words.span_of_time(slowest)}.</p>"
        )
    else:
        yield "<p>No letter had to be read anew.</p>"
    yield "</section>"


def _log(report: Report) -> Iterator[str]:
    signed = "It is signed." if report.log.signed else "It is not signed."
    yield (
        '<section id="log"><h2>The end of the audit log</h2><p>The log has'
        f" {report.log.count:,} lines; each seals the one before. {signed} Whoever keeps this"
        " number in a second place can prove later that no line was changed or cut off (<code>"
        "redact audit verify RECORDS --expect-head HEAD</code>, RECORDS being the folder of the"
        " records):</p>"
        f'<p class="head">{escape(report.log.head)}</p>'
        f'<p class="facts">Model: {escape(report.model_version)}. Exit code:'
        f" {int(report.exit_code)}. What was checked is that no name that was found survives in a"
        " copy; what was never found is not checked.</p></section>"
    )
