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
    form, other = (ready.packed, ready.plain) if wish.takes_gzip else (ready.plain, ready.packed)
    is_past = ready.modified is not None and ready.modified <= now
    answer = Answer(200, form.headers, form.body)
    if wish.known_tags:
        tag = matching_tag(wish.known_tags, (form.tag, other.tag))
        if tag is not None:
            known = form if tag == form.tag else other
            answer = Answer(304, known.unchanged_headers, b"")
    elif wish.known_since and is_past and is_unmodified(wish.known_since, ready.modified):
        answer = Answer(304, form.unchanged_headers, b"")
    return answer if is_past else answer._replace(headers=_undated(answer.headers))


def _undated(headers: Headers) -> Headers:
    """Without a Last-Modified that lies in the future (RFC 9110 §8.8.2.1)."""
    return [header for header in headers if header[0] != LAST_MODIFIED]


async def send_answer(answer: Answer, method: str, send: Send) -> None:
    """Hand ``answer`` to the server."""
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})
