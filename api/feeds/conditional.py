"""Whether a client has the present bytes already (RFC 9110 §13), and whether it takes gzip (§12.5.3)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import NamedTuple

RawHeaders = Iterable[tuple[bytes, bytes]]


class Wishes(NamedTuple):
    """What the headers of a request ask for; empty where they say nothing."""

    takes_gzip: bool
    known_tags: bytes
    known_since: bytes
    agent: bytes


def wishes(headers: RawHeaders) -> Wishes:
    """Read what matters here of the headers of a request."""
    encodings = tags = since = agent = b""
    for name, value in headers:
        if name == b"accept-encoding":
            encodings = encodings + b"," + value if encodings else value
        elif name == b"if-none-match":
            tags = tags + b"," + value if tags else value
        elif name == b"if-modified-since":
            since = value
        elif name == b"user-agent":
            agent = value
    return Wishes(takes_gzip(encodings), tags, since, agent)


@lru_cache(maxsize=256)
def takes_gzip(accepted: bytes) -> bool:
    """Whether ``Accept-Encoding`` allows gzip: named, or by ``*``, with a weight above 0."""
    weights: dict[bytes, float] = {}
    for part in accepted.lower().split(b","):
        coding, *parameters = (word.strip() for word in part.split(b";"))
        weights[coding] = _weight(parameters)
    return weights.get(b"gzip", weights.get(b"x-gzip", weights.get(b"*", 0.0))) > 0


def _weight(parameters: list[bytes]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition(b"=")
        if name.strip() == b"q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def matching_tag(known_tags: bytes, tags: tuple[bytes, ...]) -> bytes | None:
    """The first of ``tags`` that ``If-None-Match`` names, compared weakly; ``*`` is any (RFC 9110 §13.1.2).

    A proxy that compresses on its own makes ``W/"..."`` of our tag: it still names the same calendar.
    """
    if known_tags == tags[0]:  # what nearly every phone sends
        return tags[0]
    named = {tag.strip().removeprefix(b"W/") for tag in known_tags.split(b",")}
    if b"*" in named:
        return tags[0]
    return next((tag for tag in tags if tag in named), None)


def is_unmodified(known_since: bytes, modified: datetime | None) -> bool:
    """Whether ``If-Modified-Since`` lies not before ``modified``; a bad date says no."""
    if modified is None:
        return False
    try:
        since = parsedate_to_datetime(known_since.decode("ascii"))
        return since.replace(tzinfo=since.tzinfo or UTC) >= modified
    except (ValueError, OverflowError):
        return False
