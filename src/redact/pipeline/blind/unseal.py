"""Open a seal for its ranking: the ranking first goes into the log, then identities are read."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from redact.audit.checkpoint import Checkpoint
from redact.blind import ranking
from redact.blind.locks import Opener
from redact.blind.ranking import Ranked
from redact.blind.seal import Seal
from redact.config import Config
from redact.errors import RankingError
from redact.pipeline.blind.history import FOR_RANKING, RANKING, History, record
from redact.pipeline.blind.identity import Identity
from redact.pipeline.blind.packet import require_cover, require_packet
from redact.pipeline.blind.vault import opened_vault, read_seal
from redact.pipeline.sources import shown


@dataclass(frozen=True, slots=True)
class Revealed:
    """A rank with who stands behind it; nobody where the entry was forgotten."""

    ranked: Ranked
    identity: Identity | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Unsealing:
    """Who stands behind each number, best first, and what the log says of it.

    `looks` has for each other purpose how often the seal was opened for it before.
    """

    revealed: tuple[Revealed, ...] = field(repr=False)
    ranking_sha256: str
    earlier: int
    checkpoint: Checkpoint
    looks: tuple[tuple[str, int], ...] = ()


def unseal(
    packet: Path,
    ranks: Path,
    records: Path,
    seal_path: Path,
    config: Config,
    opener: Callable[[Seal], Opener],
    head: str | None = None,
) -> Unsealing:
    """Return who stands behind each number of a ranking.

    The seal, the packet, the ranking and the log are checked first. Then the hash of the ranking is
    on disk, in the chained log, before a key is tried; the opening is there before an entry is
    read. The first ranking that opened a seal is the only one that opens it again. With a `head`
    that was printed when the packet was prepared, no seal that was made since is opened.

    Raises:
        GoneError: the seal was purged, or has expired.
        SealError: the seal, or a copy in the packet, was changed, or the log knows another seal.
        OtherPacketError: seal or key belong to another packet.
        RankingError: the ranking does not fit the packet, or is not the one recorded before.
        WrongKeyError: the passphrase is wrong.
        AuditError: the log is damaged, is not the one that the seal knows, or has not that head.
    """
    data = _read(ranks)
    digest = hashlib.sha256(data).hexdigest()
    require_cover(packet, read_seal(seal_path).packet)
    with opened_vault(seal_path, records, config, head) as vault:
        seal = vault.seal
        decided = vault.history.decided_by is not None
        require_packet(packet, seal, decided=decided)
        forgotten = [entry.number for entry in seal.entries if entry.forgotten]
        ranked = ranking.read(data, seal.numbers, forgotten)
        _require_same(vault.history, digest)
        key = opener(seal)
        vault.log.append(record(RANKING, seal.packet, ranking_sha256=digest))
        vault.log.checkpoint()
        vault, unsealed = vault.open(key, FOR_RANKING, ranking_sha256=digest)
        revealed = tuple(Revealed(one, unsealed.identities.get(one.number)) for one in ranked)
        looks = Counter(one.purpose for one in vault.history.openings)
        earlier = looks.pop(FOR_RANKING, 0)
        return Unsealing(revealed, digest, earlier, unsealed.checkpoint, tuple(looks.items()))


def _require_same(history: History, digest: str) -> None:
    first = history.decided_by
    if first is not None and first.ranking != digest:
        raise RankingError(
            f"this is not the ranking for which the seal was opened on {first.when}: who has seen"
            " the names ranks no more; give the file as it was then"
        )


def _read(ranks: Path) -> bytes:
    try:
        return ranks.read_bytes()
    except OSError as error:
        raise RankingError(
            f"{shown(ranks)}: the ranking cannot be read: {error.strerror}; check --ranking"
        ) from None
