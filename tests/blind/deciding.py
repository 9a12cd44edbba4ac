"""A dossier that waits for a person, and what the person decides about it."""

from pathlib import Path

from blind.chancery import Chancery

NAME = "doubtful"


def hold_one(chancery: Chancery) -> None:
    """Make the first dossier one that waits for a person."""
    letter = chancery.folder / chancery.people[0].dossier / "letter.txt"
    letter.write_text(f"{letter.read_text('utf-8')}A {NAME} word.\n", "utf-8")
    chancery.redactor.hold = True


def own_file(chancery: Chancery) -> Path:
    return chancery.records() / "private" / "decisions.yaml"


def decide(chancery: Chancery, verdict: str = "hide") -> str:
    """Decide all that waits; return the decisions."""
    text = own_file(chancery).read_text("utf-8")
    text = text.replace("who:", "who: Rita").replace("when:", "when: 2026-11-27")
    text = text.replace("why:", "why: read").replace("  do:", f"  do: {verdict}")
    own_file(chancery).write_text(text, "utf-8")
    return text
