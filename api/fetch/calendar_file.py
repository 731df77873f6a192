"""An .ics file by its address: asked for over HTTP, never from inside our own network, never for long."""

import re
import ssl
import zlib
from collections.abc import Iterator

import httpcore
import httpx

from api.errors import InvalidInput, TooLarge, Unreachable
from api.fetch.connection import CheckedNetwork
from api.settings import Settings
from api.stopwatch import Stopwatch
from planner.errors import Fault

MOST_BYTES = 5 * 2**20
MOST_SECONDS = 10.0
MOST_REDIRECTS = 5
_SCHEMES = {"http": "http", "https": "https", "webcal": "https", "webcals": "https"}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_URL_CHARACTERS = 2_000
_HOST = re.compile(rb"[A-Za-z0-9._:-]{1,253}")  # IDNA has been applied, IPv6 has no brackets here
_HEADERS = (
    (b"User-Agent", b"zhaoshang"),
    (b"Accept", b"text/calendar, */*;q=0.1"),
    (b"Accept-Encoding", b"gzip"),
    (b"Connection", b"close"),
)


def fetch_calendar(url: str, settings: Settings, *, seconds: float = MOST_SECONDS) -> bytes:
    """What stands at ``url`` (http, https or webcal), redirects followed, unpacked.

    Every address on the way is checked before it is connected to; ``settings.private_addresses_allowed``
    lifts that. At most ``MOST_BYTES`` unpacked bytes, ``seconds`` in all, ``MOST_REDIRECTS`` redirects.
    Raises :class:`InvalidInput` for an address that may not be asked, :class:`TooLarge`,
    :class:`Unreachable`.
    """
    watch = Stopwatch(seconds)
    network = CheckedNetwork(watch, private_allowed=settings.private_addresses_allowed)
    at = _parsed(url)
    context = ssl.create_default_context()
    with httpcore.ConnectionPool(ssl_context=context, network_backend=network) as pool:
        for _ in range(MOST_REDIRECTS + 1):
            try:
                found = _ask(pool, at)
            except httpcore.TimeoutException as error:
                raise _unreachable("address_too_slow", at, seconds=f"{seconds:g}") from error
            except (httpcore.NetworkError, httpcore.ProtocolError, OSError, zlib.error) as error:
                raise _unreachable("address_silent", at, why=type(error).__name__) from error
            if isinstance(found, bytes):
                return found
            at = found
    raise _unreachable("address_redirects", at, most=str(MOST_REDIRECTS))


def host_of(url: str) -> str:
    """The host that ``url`` names: all of it that may be written down, for its path may hold a token."""
    return _parsed(url).host


def _parsed(url: str) -> httpx.URL:
    try:
        if len(url) > _MOST_URL_CHARACTERS:
            raise httpx.InvalidURL(url[:80])  # noqa: TRY301  (one way out for every kind of damage)
        parsed = httpx.URL(url.strip())
        scheme = _SCHEMES.get(parsed.scheme)
        if scheme is None or parsed.userinfo or not _HOST.fullmatch(parsed.raw_host):
            raise httpx.InvalidURL(url[:80])  # noqa: TRY301  (as above)
        if parsed.port is not None and not 0 < parsed.port < 65_536:
            raise httpx.InvalidURL(url[:80])  # noqa: TRY301  (as above)
        return parsed.copy_with(scheme=scheme)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise InvalidInput(Fault(code="address_unusable", place="url", value=url[:80])) from error


def _ask(pool: httpcore.ConnectionPool, at: httpx.URL) -> bytes | httpx.URL:
    """The content at an address, or the address it sends us to."""
    target = httpcore.URL(scheme=at.raw_scheme, host=at.raw_host, port=at.port, target=at.raw_path)
    with pool.stream("GET", target, headers=[(b"Host", at.netloc), *_HEADERS]) as response:
        headers = {name.lower(): value for name, value in response.headers}
        if response.status in _REDIRECTS and b"location" in headers:
            return _parsed(str(at.join(headers[b"location"].decode("latin-1"))))
        if response.status != 200:
            raise _unreachable("address_status", at, status=str(response.status))
        packed = headers.get(b"content-encoding", b"").strip().lower()
        if packed not in {b"", b"identity", b"gzip", b"x-gzip"}:
            raise _unreachable("address_silent", at, why=packed.decode("latin-1")[:20])
        return _read(response.iter_stream(), unpack=packed.endswith(b"gzip"))


def _read(chunks: Iterator[bytes], *, unpack: bool) -> bytes:
    """All of it, unpacked, unless that is more than a calendar has."""
    unpacker = zlib.decompressobj(wbits=31) if unpack else None
    content = bytearray()
    for chunk in chunks:
        room = MOST_BYTES + 1 - len(content)
        content += chunk[:room] if unpacker is None else unpacker.decompress(chunk, room)
        if len(content) > MOST_BYTES:
            detail = {"most": f"{MOST_BYTES // 2**20} MiB"}
            raise TooLarge(Fault(code="calendar_too_large", place="url", detail=detail))
    return bytes(content)


def _unreachable(code: str, at: httpx.URL, **detail: str) -> Unreachable:
    return Unreachable(Fault(code=code, place="url", value=at.host, detail=detail))
