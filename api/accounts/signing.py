"""The key of this installation, and values signed with it that a browser carries."""

import hashlib
import hmac
import json
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from itsdangerous import BadSignature, URLSafeSerializer

from api.settings import Settings
from api.store.account_key import kept_key
from api.store.database import Database

_KEPT: WeakKeyDictionary[Database, str] = WeakKeyDictionary()  # a key never changes once it is kept


def signing_key(database: Database, settings: Settings, at: datetime) -> str:
    """``settings.secret_key``, else the one in the database, read once a process."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    if database not in _KEPT:
        _KEPT[database] = kept_key(database, at)
    return _KEPT[database]


def _serializer(key: str, purpose: str) -> URLSafeSerializer:
    # SHA-1, the default, is not broken for HMAC, but nobody has to argue about SHA-256.
    return URLSafeSerializer(
        key, salt=f"zhaoshang.{purpose}", serializer=json, signer_kwargs={"digest_method": hashlib.sha256}
    )


def signed(key: str, purpose: str, value: dict[str, Any]) -> str:
    """``value`` as text for a cookie: its bearer can read it, but not change it or use it for another end."""
    return str(_serializer(key, purpose).dumps(value))


def verified(key: str, purpose: str, text: str) -> dict[str, Any] | None:
    """What :func:`signed` was given; None if ``text`` did not come from it."""
    try:
        value = _serializer(key, purpose).loads(text)
    except BadSignature:  # BadData of a damaged payload is one, too
        return None
    return value if isinstance(value, dict) else None


def derived(key: str, purpose: str, text: str) -> str:
    """An HMAC-SHA-256 of ``text`` (RFC 2104), in hexadecimal: needs no storage to be checked again."""
    message = f"zhaoshang.{purpose}\0{text}".encode()
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()
