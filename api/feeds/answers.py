"""What goes back to a phone: a calendar, "not modified", or why not."""

from datetime import datetime
from typing import NamedTuple

from starlette.types import Send

from api.feeds.conditional import Wishes, is_unmodified, matching_tag
from api.feeds.rendering import LAST_MODIFIED, PRIVACY, Headers, Rendered
from api.texts import say


class Answer(NamedTuple):
    """A response; ``headers`` with their content-length, which stays for HEAD (RFC 9110 §9.3.2)."""

    status: int
    headers: Headers
    body: bytes


def _refusal(status: int, key: str, *headers: tuple[bytes, bytes]) -> Answer:
    text = f"{say(key, 'zh')}\n{say(key, 'en')}\n".encode()
    told: Headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(text)),
        (b"cache-control", b"no-store"),
        *PRIVACY,
        *headers,
    ]
    return Answer(status, told, text)


# The same for a token that never was, was rotated, or was revoked: nobody learns which.
GONE = _refusal(404, "feed.answer.gone")
UNAVAILABLE = _refusal(503, "feed.answer.closed", (b"retry-after", b"60"))
NOT_A_FETCH = _refusal(405, "feed.answer.gone", (b"allow", b"GET, HEAD"))


def too_often(wait_seconds: int) -> Answer:
    """Too many wrong tokens from one client (RFC 6585 §4)."""
    return _refusal(429, "feed.answer.too_often", (b"retry-after", b"%d" % wait_seconds))


def calendar(ready: Rendered, wish: Wishes, now: datetime) -> Answer:
    """The calendar, packed where that is understood, or 304 for a client that has it (RFC 9110 §13.2.2)."""
    dated = ready.modified is not None and ready.modified <= now.timestamp()
    if wish.known_tags:
        tags = (ready.packed_tag, ready.tag) if wish.takes_gzip else (ready.tag, ready.packed_tag)
        tag = matching_tag(wish.known_tags, tags)
        if tag is not None:
            return Answer(304, _dated([*ready.shared, (b"etag", tag)], dated=dated), b"")
    elif wish.known_since and dated and is_unmodified(wish.known_since, ready.modified):
        tag = ready.packed_tag if wish.takes_gzip else ready.tag
        return Answer(304, [*ready.shared, (b"etag", tag)], b"")
    if wish.takes_gzip:
        return Answer(200, _dated(ready.packed_headers, dated=dated), ready.packed)
    return Answer(200, _dated(ready.plain_headers, dated=dated), ready.body)


def _dated(headers: Headers, *, dated: bool) -> Headers:
    """``headers``; without Last-Modified if it lies in the future (RFC 9110 §8.8.2.1)."""
    return headers if dated else [header for header in headers if header[0] != LAST_MODIFIED]


async def send_answer(answer: Answer, method: str, send: Send) -> None:
    """Hand ``answer`` to the server."""
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})
