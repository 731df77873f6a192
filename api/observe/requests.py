"""Every request has an id, a line in the log and its place in the metrics."""

import logging
import re
import time
from collections.abc import Iterator
from http.cookies import CookieError, SimpleCookie
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.observe.metrics import REQUEST_SECONDS, REQUESTS
from api.observe.redact import hold_secret

LOG = logging.getLogger("zhaoshang.requests")
ID_HEADER = "X-Request-ID"
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
UNKNOWN_ROUTE = "unmatched"


class Observed:
    """ASGI middleware around the whole application, its answers to defects included.

    The id of the request (``X-Request-ID`` if a proxy gave a sane one) is put into
    ``request.state.request_id``, into every line logged meanwhile and into the answer.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, and say so."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        identity = _identity(headers)
        scope.setdefault("state", {})["request_id"] = identity
        hold_secret(_secrets(headers))
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=identity)
        answer = _Answer(send, identity)
        began = time.perf_counter()
        try:
            await self.app(scope, receive, answer.send)
        except Exception:
            LOG.exception("defect", extra=_fields(scope))
            if not answer.is_complete:
                raise  # the server closes the connection, so that nobody takes half an answer for a whole
        finally:
            _record(scope, answer.status, time.perf_counter() - began)


class _Answer:
    """Watches an answer go out."""

    def __init__(self, send: Send, identity: str) -> None:
        self._send = send
        self._identity = identity
        self.status = 500
        self.is_complete = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)[ID_HEADER] = self._identity
        await self._send(message)
        if message["type"] == "http.response.body" and not message.get("more_body", False):
            self.is_complete = True


def _identity(headers: Headers) -> str:
    given = headers.get(ID_HEADER, "")
    return given if _SANE_ID.fullmatch(given) else uuid4().hex


def _secrets(headers: Headers) -> Iterator[str]:
    """What the client presented: never to be logged, not even by somebody else's error message."""
    yield headers.get("authorization", "").partition(" ")[2]
    yield headers.get("idempotency-key", "")  # answers are sealed with it
    cookie = headers.get("cookie", "")
    yield cookie
    try:
        yield from (morsel.value for morsel in SimpleCookie(cookie).values())
    except CookieError:
        return  # what is no cookie is held back whole


def _fields(scope: Scope) -> dict[str, object]:
    return {
        "method": _method(scope),
        "route": route_of(scope),
        "account": scope.get("state", {}).get("account", ""),
    }


def route_of(scope: Scope) -> str:
    """The template of the route that answered, ``/api/v1/companies/{id}``: no id, no token, few values."""
    found = scope.get("fastapi", {}).get("effective_route_context") or scope.get("route")
    return str(getattr(found, "path", UNKNOWN_ROUTE))


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in _METHODS else "OTHER"


def _record(scope: Scope, status: int, seconds: float) -> None:
    method, route = _method(scope), route_of(scope)
    REQUESTS.labels(method, route, str(status)).inc()
    REQUEST_SECONDS.labels(method, route).observe(seconds)
    quiet = route.startswith(("/health", "/metrics"))  # asked every few seconds by machines
    level = logging.ERROR if status >= 500 else logging.DEBUG if quiet else logging.INFO
    LOG.log(level, "request", extra=_fields(scope) | {"status": status, "ms": round(seconds * 1000, 1)})
