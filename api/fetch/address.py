"""Which network addresses an outsider may send us to: public ones alone."""

import socket
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from api.errors import InvalidInput, Unreachable
from planner.errors import Fault

_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))  # RFC 6052 §2.1, RFC 8215


def is_public(text: str) -> bool:
    """Whether ``text`` (an IPv4 or IPv6 address) is one of the public internet.

    Loopback, private, shared (RFC 6598), link-local, unique-local, multicast, reserved and unspecified
    addresses are not, nor is any IPv6 address that carries such an IPv4 address (mapped, 6to4, Teredo,
    NAT64).
    """
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        inner = _carried(address)
        if inner is not None:
            return is_public(str(inner))
        if address.is_site_local:
            return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    )


def _carried(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that packets to ``address`` end up at, if it is of that sort."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    low = int(address) & 0xFFFF_FFFF
    if any(address in network for network in _NAT64) or int(address) >> 32 == 0:
        return IPv4Address(low)  # also the old IPv4-compatible ::a.b.c.d (RFC 4291 §2.5.5.1)
    return None


def resolved(host: str, port: int, seconds: float, *, private_allowed: bool) -> str:
    """An address of ``host`` to connect to, checked; a name with any address inside is refused whole.

    Raises :class:`InvalidInput` (address_not_public), :class:`Unreachable` (address_unknown).
    """
    unknown = Unreachable(Fault(code="address_unknown", place="url", value=host))
    # getaddrinfo knows no time limit: a thread of its own waits for it, and is left behind when it is late.
    pool = ThreadPoolExecutor(1, thread_name_prefix="resolve")
    try:
        found = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM).result(max(seconds, 0))
    except (OSError, UnicodeError, Late) as error:
        raise unknown from error
    finally:
        pool.shutdown(wait=False)
    addresses = [str(item[4][0]) for item in found]
    if not addresses:
        raise unknown
    if not private_allowed and not all(is_public(address) for address in addresses):
        raise InvalidInput(Fault(code="address_not_public", place="url", value=host))
    return addresses[0]
