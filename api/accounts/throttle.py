"""What failed attempts are counted by: the log-in tried, and the address they come from."""

import hashlib
import ipaddress
from datetime import timedelta

from api.store.login_attempts import Counted

# A person's mistakes of a day; an address is shared by an office, which must not wait for yesterday's.
LOGIN_FORGOTTEN_AFTER = timedelta(days=1)
ADDRESS_FORGOTTEN_AFTER = timedelta(hours=1)


def of_login(login: str) -> Counted:
    """Attempts at one (case-folded) log-in, existing or not."""
    return Counted(_key("login", login), LOGIN_FORGOTTEN_AFTER)


def of_password_change(account: str) -> Counted:
    """Attempts to name the old password of an account that is logged in."""
    return Counted(_key("password", account), LOGIN_FORGOTTEN_AFTER)


def of_address(address: str) -> Counted:
    """Log-ins from one address."""
    return Counted(_key("address", network_of(address)), ADDRESS_FORGOTTEN_AFTER)


def of_tokens(address: str) -> Counted:
    """Tokens that were refused, from one address."""
    return Counted(_key("tokens", network_of(address)), ADDRESS_FORGOTTEN_AFTER)


def network_of(address: str) -> str:
    """The address itself; of IPv6 the /64, which one subscriber has all of (RFC 6177 §2)."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:  # a Unix socket or a test's client has a name
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)


def _key(kind: str, text: str) -> str:
    return f"{kind}:{hashlib.sha256(text.encode()).hexdigest()}"
