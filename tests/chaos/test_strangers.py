"""What somebody puts among the copies of a dossier is never lost, whenever a run is killed."""

import os
import random
from pathlib import Path

import pytest

from chaos.saboteur import KILL, KILL_AFTER, Sabotage, Saboteur
from chaos.test_chaos import take
from pipeline.office import Office, config
from redact.pipeline import folders

#: About so many calls there are from the note to the end of a run.
_CALLS = 60


def notes(office: Office) -> list[str]:
    return [path.read_text() for path in office.out.rglob("note*")]


@pytest.mark.parametrize("seed", range(30))
def test_a_note_outlives_a_run_that_is_killed(office: Office, seed: int) -> None:
    chance, settings = random.Random(seed), config(scope="dossier")
    office.put(x__a="Anna", x__b="Vistula")
    take(office, settings)
    office.put(x__a="Dear Anna")
    note = office.out / "dossier-001/note"
    exchange = folders._exchanged if chance.random() < 0.7 else lambda *_: False

    def put_late(one: Path, other: Path) -> bool:
        """Put a note when the folder has been looked at for the last time before the exchange."""
        if not notes(office):
            note.write_text("mine")
            kind = chance.choice((KILL, KILL_AFTER))
            Saboteur(Sabotage(kind, chance.randint(1, _CALLS)), office.root).install()
        return exchange(one, other)

    child = os.fork()
    if child == 0:
        folders._exchanged = put_late
        try:
            take(office, settings)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert notes(office) == ["mine"]
    take(office, settings)
    assert notes(office) == ["mine"]
