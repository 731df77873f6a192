"""A log-in as its cookie holds it, and the CSRF token that goes with it."""

import hmac
import secrets
from datetime import datetime, timedelta

from pydantic import ValidationError

from api.accounts.signing import derived, signed, verified
from api.settings import Settings
from planner.value import Value

_PURPOSE = "log-in"


class LogIn(Value):
    """One log-in: whose, of which epoch of the account, until which second of Unix time.

    ``nonce`` tells it apart from the account's other ones.
    """

    account: str
    epoch: int
    nonce: str
    until: int

    def cookie(self, key: str) -> str:
        """The value of the cookie."""
        return signed(key, _PURPOSE, self.model_dump())

    def csrf_token(self, key: str) -> str:
        """What a page of this log-in must send along with a change."""
        return derived(key, "csrf", f"{self.account}\0{self.nonce}")

    def has_csrf_token(self, key: str, given: str) -> bool:
        """Whether ``given`` is this log-in's token; as fast for a nearly right one as for a wrong one."""
        return hmac.compare_digest(self.csrf_token(key).encode(), given.encode())


def new_log_in(settings: Settings, account: str, epoch: int, at: datetime) -> LogIn:
    """A log-in that starts ``at`` and lasts ``settings.session_hours``."""
    until = at + timedelta(hours=settings.session_hours)
    return LogIn(account=account, epoch=epoch, nonce=secrets.token_urlsafe(16), until=int(until.timestamp()))


def log_in_of(key: str, cookie: str, at: datetime) -> LogIn | None:
    """The log-in that a cookie holds; None for a forged, damaged or outlived one."""
    value = verified(key, _PURPOSE, cookie)
    if value is None:
        return None
    try:
        found = LogIn.model_validate(value)
    except ValidationError:
        return None
    return found if at.timestamp() < found.until else None


def cookie_name(settings: Settings) -> str:
    """Over TLS with the prefix that lets no other host or path set it (RFC 6265bis §4.1.3.2)."""
    return "__Host-zhaoshang" if settings.is_secure else "zhaoshang"
