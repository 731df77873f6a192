"""Answers sealed with what only the asker holds: kept for a repeated request, read by nobody else.

An answer may hold a password or a token that nothing else in the database lets anybody see. The key it is
sealed with comes out of the client's ``Idempotency-Key``, which is kept as a hash alone, and the key of this
installation (HKDF, RFC 5869). So neither a copy of the database nor the client's key is enough; where the key
of the installation stands in the database too, for want of ``ZHAOSHANG_SECRET_KEY``, what protects is that
the client's key is hard to guess, as a UUID is.
"""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_SALT_BYTES = 16
_NONCE = bytes(12)  # a key is used once: every seal has a salt of its own


class Seal:
    """What ``account`` may seal and open by the key its client gave, in the installation of ``secret``."""

    def __init__(self, secret: str, account: str, client_key: str) -> None:
        self._secret, self._account, self._client_key = secret, account, client_key

    @property
    def name(self) -> str:
        """What the client's key is kept as: its SHA-256, told apart by account, in hexadecimal."""
        text = f"zhaoshang.idempotency\0{self._account}\0{self._client_key}"
        return hashlib.sha256(text.encode()).hexdigest()

    def fingerprint(self, text: str) -> str:
        """A keyed hash of ``text``, in hexadecimal: a password in it cannot be found by trying many."""
        return hmac.new(self._key("fingerprint", b""), text.encode(), hashlib.sha256).hexdigest()

    def closed(self, plain: bytes) -> bytes:
        """``plain`` sealed: a salt, then AES-256-GCM (NIST SP 800-38D)."""
        salt = secrets.token_bytes(_SALT_BYTES)
        return salt + AESGCM(self._key("answer", salt)).encrypt(_NONCE, plain, None)

    def opened(self, sealed: bytes) -> bytes | None:
        """What :meth:`closed` was given; None if it was sealed by another key, or damaged."""
        salt, rest = sealed[:_SALT_BYTES], sealed[_SALT_BYTES:]
        try:
            return AESGCM(self._key("answer", salt)).decrypt(_NONCE, rest, None)
        except InvalidTag:
            return None

    def _key(self, purpose: str, salt: bytes) -> bytes:
        info = f"zhaoshang.idempotency.{purpose}\0{self._account}".encode()
        # A NUL stands in no key that a header can bring: the two cannot run into each other.
        material = f"{self._client_key}\0{self._secret}".encode()
        return HKDF(SHA256(), 32, salt or None, info).derive(material)
