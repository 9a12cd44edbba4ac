"""The page ``docs/leaks.md``: every place of the corpus, and what becomes of it.

``python -m tests.leaks.table`` runs the suite's cases and writes the page anew.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.leaks.alternatives import outcomes
from tests.leaks.corpus import PLANTED
from tests.leaks.trial import Trial, redactor, try_all

PAGE = Path(__file__).parents[2] / "docs" / "leaks.md"
_NAMES = {
    "docx": "Word (.docx)",
    "pdf": "PDF",
    "odt": "OpenDocument (.odt)",
    "html": "Web page (.html)",
    "eml": "E-mail (.eml)",
    "txt": "Plain text",
    "md": "Markdown",
}
_ROW = re.compile(r"^\| ([^|]+) \| (\w[\w ]*) \|(?: ([^|]*) \|)?$")
_HEAD = """\
# What is hidden where, and what becomes of it

Written by the leak suite (`python -m tests.leaks.table`), not by hand. One invented person is
planted in one place of one file, and the file is redacted as `redact run` does it, with a roster,
so that this measures documents and not detection. The copy is then unpacked to its last stream
(archives in archives, objects that no table points to, font tables, pictures, every text coding)
and searched for the name, each part of it, the organization, the place and the address, in any
spelling.

* *redacted*: the copy shows a placeholder in its place, and the words around it.
* *dropped*: the copy has nothing in its place.
* *refused*: there is no copy, and the message says what to do.
* *LEAKED*: somebody who looks finds the name.

The alternatives are told the same names. For Word files: python-docx, `run.text` replaced in each
run of the body, of its tables, headers and footers, and the core properties blanked. For PDFs:
pypdfium2, each text object with a name removed and set anew, and the pages copied to a fresh file.
"""


def page(trials: Sequence[Trial], others: Mapping[int, str]) -> str:
    """Return the page as Markdown."""
    lines = [
        _HEAD,
        "| format | places | redacted | dropped | refused | leaked | alternative leaks |",
    ]
    lines.append("|---|---:|---:|---:|---:|---:|---:|")
    for suffix in _NAMES:
        chosen = [each for each in trials if each.planted.case.suffix == suffix]
        lines.append(_summary(_NAMES[suffix], chosen, others))
    lines.append(_summary("all", trials, others))
    for suffix, name in _NAMES.items():
        with_other = any(
            others.get(each.planted.number) for each in trials if each.planted.case.suffix == suffix
        )
        lines += [
            "",
            f"## {name}",
            "",
            "| place | redact |" + (" alternative |" if with_other else ""),
        ]
        lines.append("|---|---|" + ("---|" if with_other else ""))
        for trial in trials:
            if trial.planted.case.suffix == suffix:
                other = f" {others[trial.planted.number]} |" if with_other else ""
                lines.append(f"| {escaped(trial.planted.case.place)} | {trial.outcome} |{other}")
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Return text as Markdown that shows it as it is."""
    return text.replace("<", "&lt;")


def _summary(name: str, trials: Sequence[Trial], others: Mapping[int, str]) -> str:
    counts = Counter(each.outcome for each in trials)
    known = [found for each in trials if (found := others.get(each.planted.number, ""))]
    leaks = sum(found == "LEAKED" for found in known)
    failed = sum(found == "fails" for found in known)
    told = f"{leaks} of {len(known)}" + (f", fails on {failed}" if failed else "")
    figures = " | ".join(str(counts[key]) for key in ("redacted", "dropped", "refused", "LEAKED"))
    return f"| {name} | {len(trials)} | {figures} | {told if known else '–'} |"


def rows(text: str) -> list[tuple[str, str]]:
    """Return the rows of the page's tables of places: the place, and what becomes of it."""
    found: list[tuple[str, str]] = []
    for line in text.partition("\n## ")[2].splitlines():
        match = _ROW.match(line)
        if match and match[1] != "place":
            found.append((match[1], match[2]))
    return found


def main() -> None:
    """Run all cases and write the page."""
    order = list(_NAMES)
    trials = sorted(
        try_all(redactor()),
        key=lambda each: (order.index(each.planted.case.suffix), each.planted.number),
    )
    PAGE.write_text(page(trials, outcomes()), encoding="utf-8")
    for trial in trials:
        if trial.faults:
            print(f"{trial.planted.id}: {'; '.join(trial.faults)}")
    print(f"{len(PLANTED)} places, {sum(bool(each.faults) for each in trials)} with faults")


if __name__ == "__main__":
    main()
