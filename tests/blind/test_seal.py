"""The seal opens whole, for its own key and packet, or not at all."""

import hashlib
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.blind import seal_file
from redact.blind.boxes import close, new_key, open_box
from redact.blind.locks import Passphrase, lock_for, lock_with
from redact.blind.padding import common_size, padded, unpadded
from redact.blind.seal import Key, Seal, contents, new_packet, opened, sealed, signed, without
from redact.errors import (
    GoneError,
    OtherPacketError,
    RedactError,
    SealError,
    UsageError,
    WrongKeyError,
)

CONTENTS = {"4711": b"Anna Kowalska", "0815": b"Thabo Mokoena", "1234": b"x" * 3000}
OWNER = X25519PrivateKey.generate()
#: A passphrase that is quick to try; the cost is written in its lock.
PHRASE, QUICK = Passphrase("seven words that nobody would guess"), 12


def a_seal(owner: X25519PrivateKey = OWNER) -> tuple[Seal, Key]:
    packet, key = new_packet()
    locks = (
        lock_for(key.master, owner.public_key(), packet),
        lock_with(key.master, PHRASE, packet, QUICK),
    )
    files = (("4711/letter-1.txt", "a" * 64),)
    seal = Seal(packet, date(2099, 1, 1), locks, files=files)
    return sealed(seal, key, CONTENTS), key


def read_with(data: bytes, opener: X25519PrivateKey | Passphrase = OWNER) -> dict[str, bytes]:
    seal = seal_file.read(data)
    return contents(seal, opened(seal, opener))


@pytest.mark.parametrize("opener", [OWNER, PHRASE])
def test_what_is_sealed_is_read_again_by_its_owner(opener: X25519PrivateKey | Passphrase) -> None:
    assert read_with(seal_file.write(a_seal()[0]), opener) == CONTENTS


def test_nothing_of_the_contents_stands_in_the_file() -> None:
    data = seal_file.write(a_seal()[0])

    assert not any(word in data for word in (b"Anna", b"Kowalska", b"Thabo", b"xxxx"))


def test_entries_have_one_length_however_much_they_hold() -> None:
    seal, _ = a_seal()

    assert len({len(entry.box or b"") for entry in seal.entries}) == 1
    assert len({len(entry.key or b"") for entry in seal.entries}) == 1


def test_every_byte_that_changes_is_seen() -> None:
    data = seal_file.write(a_seal()[0])

    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises(RedactError):
            read_with(changed)


def test_every_byte_is_vouched_for_also_where_its_hash_was_made_anew() -> None:
    data = seal_file.write(a_seal()[0])
    body = data.partition(b"\n")[0]

    for at in range(0, len(body), 5):
        forged = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
        with pytest.raises(RedactError):
            read_with(forged + b"\n" + hashlib.sha256(forged).hexdigest().encode() + b"\n")


@pytest.mark.parametrize("cut", [0, 1, 40, 66, 1000])
def test_a_seal_that_was_cut_is_refused(cut: int) -> None:
    data = seal_file.write(a_seal()[0])

    with pytest.raises(SealError):
        read_with(data[cut:] if cut in (1, 1000) else data[: len(data) - cut - 1])


class TestKeys:
    def test_a_wrong_passphrase_is_told_from_a_strange_key(self) -> None:
        seal, _ = a_seal()

        with pytest.raises(WrongKeyError, match="passphrase is wrong"):
            opened(seal, Passphrase("eight words that nobody would guess"))
        with pytest.raises(OtherPacketError, match="another packet"):
            opened(seal, X25519PrivateKey.generate())

    def test_a_passphrase_opens_nothing_that_only_a_key_opens(self) -> None:
        seal, key = a_seal()

        with pytest.raises(WrongKeyError, match="--key"):
            opened(signed(replace(seal, locks=seal.locks[:1]), key), PHRASE)

    def test_a_passphrase_is_the_same_from_every_keyboard(self) -> None:
        packet, key = new_packet()
        lock = lock_with(key.master, Passphrase("Gr\u00fc\u00dfe aus Altenfels"), packet, QUICK)
        seal = sealed(Seal(packet, None, (lock,)), key, CONTENTS)

        assert opened(seal, Passphrase("Gru\u0308\u00dfe aus Altenfels")) == key

    def test_a_short_passphrase_is_refused(self) -> None:
        with pytest.raises(UsageError, match="fewer than 12"):
            lock_with(new_key(), Passphrase("too short"), "packet", QUICK)

    def test_each_recipient_opens(self) -> None:
        other = X25519PrivateKey.generate()
        packet, key = new_packet()
        locks = tuple(lock_for(key.master, one.public_key(), packet) for one in (OWNER, other))
        seal = sealed(Seal(packet, None, locks), key, CONTENTS)

        assert opened(seal, OWNER) == opened(seal, other) == key

    def test_a_key_is_in_no_repr(self) -> None:
        seal, key = a_seal()

        assert key.master.hex() not in repr(key)
        assert "box=" not in repr(seal)
        assert PHRASE.text not in repr(PHRASE)


class TestWhatIsSwapped:
    def test_an_entry_of_another_number_is_refused(self) -> None:
        seal, key = a_seal()
        one, two, three = seal.entries
        swapped = (replace(one, number=two.number), replace(two, number=one.number), three)

        with pytest.raises(SealError):
            contents(replace(seal, entries=swapped), key)

    def test_an_entry_of_another_packet_is_refused(self) -> None:
        (seal, key), (other, _) = a_seal(), a_seal()

        with pytest.raises(SealError):
            contents(replace(seal, entries=other.entries), key)

    def test_the_lock_of_another_packet_is_refused(self) -> None:
        (seal, _), (other, _) = a_seal(), a_seal()

        with pytest.raises(SealError):
            opened(replace(seal, locks=other.locks), OWNER)

    def test_an_entry_that_is_left_out_is_missed(self) -> None:
        seal, _ = a_seal()

        with pytest.raises(SealError):
            opened(replace(seal, entries=seal.entries[1:]), OWNER)

    def test_the_day_of_expiry_cannot_be_moved(self) -> None:
        seal, _ = a_seal()

        with pytest.raises(SealError):
            opened(replace(seal, expires=date(2199, 1, 1)), OWNER)


class TestForgetting:
    def test_what_is_forgotten_is_gone_even_with_the_key(self) -> None:
        seal, key = a_seal()
        data = seal_file.write(without(seal, "4711"))

        left = read_with(data)
        assert set(left) == {"0815", "1234"}
        entry = next(one for one in seal_file.read(data).entries if one.number == "4711")
        assert entry.key is None
        assert entry.box is None
        # The box itself, from elsewhere, does not open without the key that is gone.
        box = next(one for one in seal.entries if one.number == "4711").box or b""
        for other in (key.master, *(each.key or b"" for each in without(seal, "4711").entries)):
            with pytest.raises(SealError):
                open_box(other[:32].ljust(32, b"\0"), box, (seal.packet, "entry", "4711"))

    def test_a_purged_seal_says_so(self) -> None:
        with pytest.raises(GoneError, match="purged on 2027-01-01"):
            seal_file.read(seal_file.tombstone("a" * 32, date(2027, 1, 1)))


def test_a_box_opens_in_its_own_place_alone() -> None:
    key = new_key()
    box = close(key, b"who", ("packet", "entry", "1"))

    assert open_box(key, box, ("packet", "entry", "1")) == b"who"
    for place in (("packet", "entry", "2"), ("packet", "entry"), ("packe", "tentry", "1")):
        with pytest.raises(SealError):
            open_box(key, box, place)


@settings(deadline=None)
@given(st.lists(st.integers(0, 20_000), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_padding_gives_back_what_it_took_at_one_length(lengths: list[int], chance: Random) -> None:
    blocks = [chance.randbytes(length) for length in lengths]
    size = common_size(blocks)

    made = [padded(block, size) for block in blocks]
    assert {len(block) for block in made} == {size}
    assert [unpadded(block) for block in made] == blocks
