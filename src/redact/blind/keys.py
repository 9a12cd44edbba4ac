"""X25519 keys in PEM: with the public one a run can seal, only the private one opens."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from redact.errors import ConfigError


def new_pair() -> tuple[bytes, bytes]:
    """Return a new private key and its public key, each as the content of a PEM file."""
    key = X25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private, public


def private_key(pem: bytes) -> X25519PrivateKey:
    """Return the private key in a PEM file's content.

    Raises:
        ConfigError: it holds none.
    """
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, X25519PrivateKey):
        raise ConfigError(
            "--key: this is no private key that opens seals; give the file that"
            " `redact blind keygen` made, not the one ending in .pub"
        )
    return key


def public_key(pem: bytes) -> X25519PublicKey:
    """Return the public key in a PEM file's content.

    Raises:
        ConfigError: it holds none.
    """
    try:
        key = serialization.load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, X25519PublicKey):
        raise ConfigError(
            "--recipient: this is no public key for seals; give the file ending in .pub that"
            " `redact blind keygen` made"
        )
    return key
