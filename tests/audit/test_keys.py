"""Tests of the signing keys."""

import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from redact.audit.keys import (
    generate,
    load_private_key,
    load_public_key,
    public_hex,
    signature_fits,
)
from redact.errors import ConfigError, UsageError, WriteError


def _pem(key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey, password: bytes = b"") -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password)
        if password
        else serialization.NoEncryption(),
    )


def test_a_pair_of_keys_belongs_together(tmp_path: Path) -> None:
    public = generate(tmp_path / "key")
    assert public == tmp_path / "key.pub"
    private_key = load_private_key(tmp_path / "key")
    assert public_hex(private_key.public_key()) == public_hex(load_public_key(public))


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_only_the_owner_reads_the_private_key(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        generate(tmp_path / "key")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


@pytest.mark.parametrize("taken", ["key", "key.pub"])
def test_a_key_is_never_overwritten(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("mine")
    with pytest.raises(UsageError, match="exists"):
        generate(tmp_path / "key")
    assert [path.name for path in tmp_path.iterdir()] == [taken]
    assert (tmp_path / taken).read_text() == "mine"


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="cannot be written"):
        generate(tmp_path / "no" / "key")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a key",
        _pem(ec.generate_private_key(ec.SECP256R1())),
        _pem(Ed25519PrivateKey.generate(), b"secret"),
    ],
    ids=["empty", "text", "another kind", "with a password"],
)
def test_a_bad_key_is_a_configuration_error_that_quotes_nothing(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "key"
    path.write_bytes(content)
    for load in (load_private_key, load_public_key):
        with pytest.raises(ConfigError) as caught:
            load(path)
        assert str(path) in str(caught.value)
        assert "BEGIN" not in str(caught.value)


def test_a_missing_key_is_a_configuration_error(tmp_path: Path) -> None:
    for load in (load_private_key, load_public_key):
        with pytest.raises(ConfigError, match="No such file"):
            load(tmp_path / "key")


def test_the_private_key_is_no_public_key(tmp_path: Path) -> None:
    public = generate(tmp_path / "key")
    with pytest.raises(ConfigError):
        load_public_key(tmp_path / "key")
    with pytest.raises(ConfigError):
        load_private_key(public)


def test_a_signature_fits_in_one_spelling_only() -> None:
    key = Ed25519PrivateKey.generate()
    public, signature = public_hex(key.public_key()), key.sign(b"so").hex()
    assert signature_fits(public, signature, b"so")
    assert not signature_fits(public, signature, b"not so")
    assert not signature_fits(public, signature.upper(), b"so")
    assert not signature_fits(public, signature + " ", b"so")
    assert not signature_fits("", signature, b"so")
    assert not signature_fits("0" * 64, signature, b"so")
