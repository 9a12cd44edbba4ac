"""Each run leaves a report in its records: for its owner's eyes, without the names of files."""

import stat

from pipeline.fake_redactor import FakeRedactor
from pipeline.office import Office


def test_a_run_leaves_a_report_and_a_private_one_with_names(office: Office) -> None:
    office.put(secretname="Dear Anna, Vistula", doubted="Anna is doubtful", odd=b"%PDF-1.7 broken")
    summary = office.run(redactor=FakeRedactor(hold=True))
    told, private = (
        (office.records / name).read_text() for name in ("report.html", "private/report.html")
    )

    assert "All letters by now: 3" in told
    assert "2 letters have no copy" in told
    assert "held for a person" in told
    assert summary.checkpoint.head in told
    assert f"The log has {office.log().count(chr(10))} lines" in told
    assert "doubted.txt" in private
    assert "odd.txt" in private
    for name in ("secretname", "doubted", "odd.txt", str(office.root), "Anna", "Vistula"):
        assert name not in told, name
    assert "Anna" not in private


def test_the_reports_are_for_their_owner_alone(office: Office) -> None:
    office.put(a="Anna")
    office.run()

    for name in ("report.html", "private/report.html"):
        assert stat.S_IMODE((office.records / name).stat().st_mode) == 0o600


def test_names_that_a_user_gave_to_copies_are_not_in_the_report(office: Office) -> None:
    office.put(kowalska="Anna Vistula", b="Anna")
    leaky = FakeRedactor(leaks=lambda text: "Vistula" in text)
    office.run(redactor=leaky, keep_names=True)

    told = (office.records / "report.html").read_text()
    assert "kowalska" not in told
    assert "1 letter has no copy" in told
