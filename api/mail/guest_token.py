"""A guest's own token: in the link to the reply page, the address for answers, the calendar part.

It is derived, not stored: updates and reminders need it again, and the database need not hold it. What the
database holds is its hash, to find the invitation by.
"""

import hashlib
import hmac
import re
from base64 import b32encode

LENGTH = 32
# Lower-case base32 (RFC 4648 §6): a mail server may change the case of an address, a person may type it.
TOKEN = re.compile(r"(?<![a-z2-7])[a-z2-7]{32}(?![a-z2-7])")
_BYTES = 20  # 160 bits


def guest_token(secret: bytes, invitation: str, generation: int) -> str:
    """The token of an invitation (its id); another ``generation`` makes every earlier one void."""
    return _derived(secret, f"invitation\0{invitation}\0{generation}")


def badge_token(secret: bytes, invitation: str) -> str:
    """What the badge of an invitation (its id) shows: it opens nothing but the door, and only to the desk."""
    return _derived(secret, f"badge\0{invitation}")


def door_token(secret: bytes, event: str, generation: int) -> str:
    """What the phones at the door of an event (its id) are let in by."""
    return _derived(secret, f"door\0{event}\0{generation}")


def guest_token_hash(token: str) -> str:
    """What the database finds an invitation by: SHA-256, hexadecimal. A token has too many bits to guess."""
    return hashlib.sha256(token.encode()).hexdigest()


def _derived(secret: bytes, message: str) -> str:
    return b32encode(hmac.digest(secret, message.encode(), "sha256")[:_BYTES]).decode().lower()


def is_token(text: str) -> bool:
    """Whether ``text`` might be a token, written in whatever case."""
    return len(text) == LENGTH and TOKEN.fullmatch(text.lower()) is not None


def tokens_in(text: str) -> tuple[str, ...]:
    """What might be tokens in ``text``, each once, in order."""
    return tuple(dict.fromkeys(TOKEN.findall(text.lower())))
