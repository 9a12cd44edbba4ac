"""What lies in a packet beside the copies: the cover page, the table to fill in, what changed."""

import csv
import io
from collections.abc import Sequence
from itertools import chain, count
from pathlib import Path

from redact.audit.folder import PRIVATE, replace_owned
from redact.blind import ranking
from redact.blind.cover import Cover, Listed, page
from redact.blind.readable import added, readable
from redact.blind.seal import Seal
from redact.config import Config
from redact.datamodel import Action
from redact.errors import InputError
from redact.formats import unreadable
from redact.pipeline.blind.filling import Filled
from redact.pipeline.blind.packet import COVER, REPLACED, REVIEWERS
from redact.pipeline.files import publish
from redact.pipeline.sources import shown


def write_pages(
    staging: Path, before: bytes, seal: Seal, filled: Sequence[Filled], config: Config
) -> tuple[tuple[str, str], ...]:
    """Write the pages of a packet; return the SHA-256 of each that nobody fills in.

    What reviewers filled in `before` stays in their table.

    Raises:
        WriteError: a file cannot be written.
    """
    pages = {
        COVER: page(_cover(seal, filled, config)).encode(),
        REVIEWERS: ranking.template(seal.numbers, before),
    }
    if seal.changes:
        pages[REPLACED] = _changes(seal)
    digests = {name: publish(data, staging / name, _anything) for name, data in pages.items()}
    return tuple((name, digest) for name, digest in digests.items() if name != REVIEWERS)


def reviewers_of(packet: Path) -> bytes:
    """Return the table that reviewers may have filled in; nothing where there is none.

    Raises:
        InputError: it cannot be read.
    """
    path = packet / REVIEWERS
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise InputError(f"{shown(path)}: {unreadable(error)}") from None


def keep_reviewers(
    records: Path, before: bytes, edition: int, numbers: Sequence[str]
) -> Path | None:
    """Keep a table of which something would be lost with the next one; return where, if any.

    Raises:
        WriteError: it cannot be written.
    """
    if not ranking.loses(before, ranking.template(numbers, before)):
        return None
    names = (f"reviewers-{edition}{more}.csv" for more in chain([""], map("-{}".format, count(2))))
    place = next(path for name in names if not (path := records / PRIVATE / name).exists())
    replace_owned(place, before)
    return place


def kept_reviewers(records: Path) -> tuple[Path, ...]:
    """Return the tables that were kept in the records."""
    return tuple((records / PRIVATE).glob("reviewers-*.csv"))


def _cover(seal: Seal, filled: Sequence[Filled], config: Config) -> Cover:
    titles = config.word_set("telling_titles") | config.word_set("telling_titles_capital")
    nationalities = config.word_set("nationalities")
    listed = tuple(
        Listed(
            one.number,
            len(one.results),
            sum(_hidden(one)),
            added(readable(text, titles, nationalities) for text in one.texts),
        )
        for one in filled
        if one.released
    )
    absent = tuple(one.absence for one in filled if not one.released)
    return Cover(seal.packet, seal.edition, listed, absent, seal.changes)


def _hidden(one: Filled) -> list[int]:
    hides = (
        item.decision.action is Action.HIDE for result in one.results for item in result.placed
    )
    return [int(each) for each in hides]


def _changes(seal: Seal) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("edition", "file", "change"))
    writer.writerows((each.edition, each.file, each.what) for each in seal.changes)
    return out.getvalue().encode()


def _anything(_data: bytes) -> None:
    """Ask nothing of a page: it is made of numbers and fixed words."""
