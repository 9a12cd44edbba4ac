"""The report shows numbers and ids alone; the private one names files; both need nothing else."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from redact.datamodel import LABELS, Outcome
from redact.errors import ExitCode
from redact.report.page import page, private_page
from redact.report.plots import Bar, bars, histogram
from redact.report.values import DoubtCount, GoneLetter, LabelCount, LogEnd, OpenLetter, Report
from redact.report.words import advice

HEAD = "9" * 64
OPEN = OpenLetter(
    "00f1e2d3c4b5a697",
    "letter-0007.txt",
    Outcome.HELD,
    ExitCode.HELD,
    "2 doubts are likely leaks",
    2,
    "Kowalska <CV>.docx",
    "2 doubts are likely leaks; see redact review",
)
REPORT = Report(
    started=datetime(2026, 11, 27, 2, 0, tzinfo=UTC),
    seconds=75.4,
    model_version="fake 1.0",
    exit_code=ExitCode.HELD,
    fresh={Outcome.RELEASED: 1200, Outcome.HELD: 1},
    standing={Outcome.RELEASED: 9000, Outcome.HELD: 1},
    log=LogEnd(123456, HEAD),
    unchanged=7800,
    gone=(GoneLetter("0123456789abcdef", "letter-0009.txt", False, "Orlov.docx"),),
    superseded=(GoneLetter("1123456789abcdef", "letter-0008.txt", False, "Petrov.docx"),),
    hidden=tuple(LabelCount(label, 10 + n, n + 1) for n, label in enumerate(LABELS)),
    doubts=(DoubtCount("acronym", 3, 0.6),),
    doubted_letters=2,
    open_letters=(OPEN,),
    durations=tuple(0.01 * n for n in range(1, 300)),
)


def text_of(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html.partition("<body>")[2])


def test_the_report_says_what_was_done_and_what_is_left() -> None:
    told = " ".join(text_of(page(REPORT)).split())

    for words in (
        "27 November 2026, 02:00 UTC",
        "1 letter has no copy",
        "1,200 new copies",
        "7,800 unchanged since the last run",
        "1 original that is gone",
        "1 earlier copy",
        "All letters by now: 9,001",
        "In doubt: 3 places in 2 letters",
        "How long it took: 1 min 15 s",
        advice(ExitCode.HELD),
        "123,456 lines",
        HEAD,
    ):
        assert words in told, words


def test_only_the_private_page_names_a_file_and_it_escapes_the_name() -> None:
    assert "Kowalska" not in page(REPORT)
    assert "Orlov" not in page(REPORT)
    assert "letter-0009.txt: its copy is still there" in page(REPORT)
    assert "Orlov.docx: its copy is still there" in private_page(REPORT)
    assert "letter-0007.txt" in page(REPORT)
    assert "Kowalska &lt;CV&gt;.docx" in private_page(REPORT)


def test_a_reason_that_says_what_to_do_gets_no_other_advice() -> None:
    reason = "this is an archive, which is not read; unpack it and give the folder"
    refused = replace(OPEN, outcome=Outcome.REFUSED, exit_code=ExitCode.FORMAT, told=reason)
    report = replace(REPORT, open_letters=(replace(refused, reason="this is an archive"),))

    assert advice(ExitCode.FORMAT) in page(report)
    assert reason in private_page(report)
    assert advice(ExitCode.FORMAT) not in private_page(report)


@pytest.mark.parametrize("make", [page, private_page])
def test_a_page_runs_nothing_fetches_nothing_and_is_well_formed(make: object) -> None:
    html = make(REPORT)  # type: ignore[operator]
    assert not re.search(r"<script|https?:|src=|@import|url\(", html)
    body = "<body>" + html.partition("<body>")[2].partition("</body>")[0] + "</body>"
    ElementTree.fromstring(body)


def test_a_run_with_nothing_open_says_so() -> None:
    well = replace(REPORT, open_letters=(), durations=(), doubts=(), hidden=())
    told = text_of(page(well))

    assert "Every letter has its copy." in told
    assert "No letter had to be read anew." in told
    assert "Letters without a copy" not in told


def test_a_long_list_is_cut_and_counted() -> None:
    many = replace(REPORT, open_letters=(OPEN,) * 750)

    assert page(many).count("00f1e2d3c4b5a697") == 500
    assert "and 250 more letters" in page(many)


@pytest.mark.parametrize("values", [[0.0], [0.004], [3.0, 3.0], [0.1, 4000.0], [1e-7, 2e-7]])
def test_a_histogram_has_room_for_every_value(values: list[float]) -> None:
    plot = histogram("Time", values, "s")

    counts = [int(found) for found in re.findall(r"<title>(\d+) from", plot)]
    assert sum(counts) == len(values)
    assert len(counts) <= 26


def test_bars_tell_their_numbers_in_words_and_escape_their_names() -> None:
    plot = bars("A & B", [Bar("<x>", 0), Bar("y", 1234, "person")])

    assert 'aria-label="A &amp; B: &lt;x&gt;: 0; y: 1234"' in plot
    assert "1,234" in plot
    ElementTree.fromstring(plot)
