"""The page of the documentation says of every place what becomes of it today."""

from collections.abc import Callable

from tests.leaks.alternatives import outcome
from tests.leaks.corpus import PLANTED
from tests.leaks.table import PAGE, escaped, rows
from tests.leaks.trial import Trial


def test_the_page_tells_of_every_place_what_becomes_of_it(
    trial_of: Callable[[int], Trial],
) -> None:
    today = {(escaped(each.case.place), trial_of(each.number).outcome) for each in PLANTED}
    page = rows(PAGE.read_text(encoding="utf-8"))
    assert len(page) == len(PLANTED)
    assert set(page) == today, "run python -m tests.leaks.table"


def test_the_alternatives_hide_what_stands_in_one_run_and_little_else() -> None:
    cases = {each.id: each for each in PLANTED}
    assert outcome(cases["docx: body, paragraph"]) == "gone"
    assert outcome(cases["docx: body, name split over five runs"]) == "LEAKED"
    assert outcome(cases["docx: comment, author"]) == "LEAKED"
    assert outcome(cases["pdf: page, text"]) == "gone"
    assert outcome(cases["pdf: form XObject, text"]) == "LEAKED"
    assert outcome(cases["html: body, paragraph"]) == ""
