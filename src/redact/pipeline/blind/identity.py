"""What is sealed under a review number: who it is, and which letters became which copies."""

import json
from dataclasses import dataclass, field
from typing import Any

from redact.audit.letter_entry import LetterEntry, decode, encode
from redact.errors import SealError
from redact.pipeline.decisions_file import Entry


@dataclass(frozen=True, slots=True)
class SealedLetter:
    """A file of a dossier by its name in there, and all that ties it to its copy."""

    name: str = field(repr=False)
    entry: LetterEntry


@dataclass(frozen=True, slots=True)
class Identity:
    """A dossier with the people that the roster binds to it: their roles, and their names.

    `decisions` are what people decided about its letters.
    """

    dossier: str = field(repr=False)
    people: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    letters: tuple[SealedLetter, ...] = ()
    decisions: tuple[Entry, ...] = field(default=(), repr=False)

    @property
    def applicant(self) -> str:
        """The names of the applicants, empty where the roster tells none."""
        return "; ".join(name for role, name in self.people if role == "applicant")


def to_bytes(identity: Identity) -> bytes:
    """Return an identity as JSON."""
    content = {
        "dossier": identity.dossier,
        "people": [list(each) for each in identity.people],
        "letters": [[one.name, json.loads(encode(one.entry))] for one in identity.letters],
        "decisions": [
            one.model_dump(mode="json", exclude_defaults=True) for one in identity.decisions
        ],
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def from_bytes(data: bytes) -> Identity:
    """Return the identity that `to_bytes` wrote.

    Raises:
        SealError: it wrote no such thing.
    """
    try:
        content: dict[str, Any] = json.loads(data)
        return Identity(
            dossier=content["dossier"],
            people=tuple((role, name) for role, name in content["people"]),
            letters=tuple(SealedLetter(name, decode(entry)) for name, entry in content["letters"]),
            decisions=tuple(Entry.model_validate(one) for one in content["decisions"]),
        )
    except (ValueError, KeyError, TypeError):
        raise SealError("an entry of the seal was written by another version of redact") from None
