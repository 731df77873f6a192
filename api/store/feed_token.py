"""The secret in a feed's address: 192 random bits, of which the database keeps the SHA-256 alone."""

import hashlib
import secrets

_OCTETS = 24
LENGTH = 32  # characters of URL-safe base64 that 24 octets make


def new_token() -> str:
    """A token nobody can guess: 32 letters, digits, ``-`` and ``_``."""
    return secrets.token_urlsafe(_OCTETS)


def token_hash(token: str) -> str:
    """What a token is looked up by.

    Plain SHA-256: a random token has nothing that a slow hash would protect, and how long the look-up of a
    hash takes tells nothing about the token.
    """
    return hashlib.sha256(token.encode()).hexdigest()
