"""Who can write the files and has no key makes no seal that opens: the log knows the right one."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from blind.chancery import Chancery
from redact.audit.log import AuditLog
from redact.blind import seal_file
from redact.blind.boxes import new_key
from redact.blind.locks import lock_for
from redact.blind.seal import Key, Seal, sealed, signed
from redact.errors import AuditError, ExitCode, SealError
from redact.pipeline.blind.checking import verify_packet
from redact.pipeline.blind.history import PACKET, anchor_of, record
from redact.pipeline.blind.identity import Identity, to_bytes
from redact.pipeline.blind.openers import opening_key, recipient_keys
from redact.pipeline.blind.vault import read_seal

FALSE = "Mallory Favourite"


def forge(chancery: Chancery) -> tuple[Seal, Key]:
    """Put a seal with a false map in place of the right one, as the public key alone allows."""
    right = read_seal(chancery.seal())
    key = Key(new_key())
    (recipient,) = recipient_keys([chancery.public])
    told = {
        number: to_bytes(Identity(f"false-{number}", (("applicant", FALSE),)))
        for number in right.numbers
    }
    locks = (lock_for(key.master, recipient, right.packet),)
    false = sealed(replace(right, locks=locks), key, told)
    chancery.seal().write_bytes(seal_file.write(false))
    return false, key


def forge_log_too(chancery: Chancery) -> None:
    """Forge a seal, and let the log know it as if the office had made it."""
    false, key = forge(chancery)
    with AuditLog.open(chancery.records()) as log:
        log.append(record(PACKET, false.packet, seal_sha256=false.digest))
        log.checkpoint()
        anchored = signed(replace(false, anchor=anchor_of(log.tip)), key)
    chancery.seal().write_bytes(seal_file.write(anchored))


def check(chancery: Chancery, head: str | None = None) -> object:
    opener = opening_key(chancery.key)
    places = chancery.packet(), chancery.records(), chancery.seal()
    return verify_packet(*places, chancery.config, (), lambda _: opener, head)


@pytest.mark.parametrize("opens", [Chancery.unseal, Chancery.prepare, check])
def test_a_seal_that_the_log_does_not_know_is_not_opened(
    chancery: Chancery, opens: Callable[[Chancery], object]
) -> None:
    chancery.prepare()
    forge(chancery)
    log = (chancery.records() / "audit.jsonl").read_bytes()

    with pytest.raises(SealError, match="the log knows another seal") as refused:
        opens(chancery)

    assert refused.value.exit_code is ExitCode.SEAL
    assert (chancery.records() / "audit.jsonl").read_bytes() == log


def test_with_the_head_on_paper_a_log_that_was_forged_too_opens_nothing(
    chancery: Chancery,
) -> None:
    head = chancery.prepare().checkpoint.head
    forge_log_too(chancery)

    for opens in (chancery.unseal, chancery.prepare):
        with pytest.raises(SealError, match="written after the head"):
            opens(head=head)
    with pytest.raises(SealError, match="written after the head"):
        check(chancery, head)
    # Without it nothing tells the two apart: this is what the paper is for.
    done = chancery.unseal()
    assert {one.identity.applicant for one in done.revealed if one.identity} == {FALSE}


def test_a_log_that_was_written_anew_does_not_have_the_head(chancery: Chancery) -> None:
    chancery.prepare("other")
    chancery.prepare()

    for head in (chancery.prepare("third").checkpoint.head, "", "6f0c"):
        with pytest.raises(AuditError, match="no record with the head"):
            chancery.unseal(head=head)


def test_the_head_of_the_last_preparation_holds_for_all_that_follows(chancery: Chancery) -> None:
    first = chancery.prepare().checkpoint.head
    second = chancery.prepare().checkpoint.head

    for _ in range(2):
        assert len(chancery.whose(chancery.unseal(head=second.upper()))) == 3
    assert check(chancery, second)
    with pytest.raises(SealError, match="give the one that the last preparation printed"):
        chancery.unseal(head=first)


def test_the_seal_of_an_earlier_edition_is_not_opened(chancery: Chancery) -> None:
    chancery.prepare()
    before = chancery.seal().read_bytes()
    chancery.prepare()
    chancery.seal().write_bytes(before)

    with pytest.raises(SealError, match="an older copy"):
        chancery.unseal()


def test_a_seal_that_knows_no_log_is_not_opened(chancery: Chancery) -> None:
    """A seal has its place in the log from the first byte of it on disk."""
    chancery.prepare()
    seal = read_seal(chancery.seal())
    assert seal.anchor.count > 0

    chancery.seal().write_bytes(seal_file.write(replace(seal, anchor=type(seal.anchor)())))
    with pytest.raises(AuditError, match="not the log that the seal knows"):
        chancery.unseal()


def rewrite_openings(records: Path) -> None:
    """Let an opening for the ranking be one for a check, also in the note of the log's end."""
    log, note = records / "audit.jsonl", records / "private" / "log-end"
    changed = log.read_bytes().replace(b'"purpose":"ranking"', b'"purpose":"check"')
    log.write_bytes(changed)
    end = json.loads(note.read_bytes())
    end |= {"size": len(changed), "sha256": hashlib.sha256(changed).hexdigest()}
    note.write_bytes(json.dumps(end).encode())


@pytest.mark.parametrize("opens", [Chancery.unseal, Chancery.prepare, check])
def test_the_whole_chain_is_followed_whatever_the_note_of_its_end_says(
    chancery: Chancery, opens: Callable[[Chancery], object]
) -> None:
    chancery.prepare()
    chancery.unseal()
    rewrite_openings(chancery.records())
    chancery.rank(chancery.numbers()[::-1])

    with pytest.raises(AuditError, match="does not match its own hash"):
        opens(chancery)


def test_a_run_that_died_before_it_wrote_the_seal_left_the_one_before(
    chancery: Chancery, monkeypatch: pytest.MonkeyPatch
) -> None:
    chancery.prepare()
    numbers = chancery.numbers()

    def die(*_: object) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("redact.pipeline.blind.prepare.anchored", die)
        with pytest.raises(KeyboardInterrupt):
            chancery.prepare()
    assert b'"kind":"sealed"' in (chancery.records() / "audit.jsonl").read_bytes().splitlines()[-2]

    assert sorted(chancery.whose(chancery.unseal())) == numbers
