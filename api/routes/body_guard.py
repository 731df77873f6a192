"""What stands before every route: no body over its limit, no JSON that is too deep, no text nobody can keep.

A pure ASGI middleware, so that nothing of an upload is read before its first chunk is counted. Answers (not
requests) pass untouched: feeds and event streams are neither held back nor copied.
"""

import hashlib
import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.imports.parse.bounds import unwanted_character
from api.routes import problems
from api.routes.json_text import faults_in, faults_in_form
from api.routes.service import service_of
from planner.errors import Fault

JSON_TYPES = frozenset({"application/json", "application/merge-patch+json", "application/problem+json"})
FORM_TYPE = "application/x-www-form-urlencoded"
UPLOAD_TYPE = "multipart/form-data"
# Where files may be sent to. Anywhere else an upload is a mistake, and its limit would be the wrong one.
UPLOADS = re.compile(r"^/api/v1/(?:imports|busy-times/import/file)/?$")
_UNTOUCHED = re.compile(r"^/cal/")
_DIGEST = "body_digest"


def body_digest_of(connection: HTTPConnection) -> str:
    """The SHA-256 of the request's body, once it was read whole; of nothing for a request without one."""
    digest = connection.scope.get("state", {}).get(_DIGEST)
    return str((digest or hashlib.sha256()).hexdigest())


class BodyGuard:
    """Refuses a request for its address or its body; ``inner`` sees what passes.

    413 for more than ``most_json_bytes`` (JSON, forms) or ``most_upload_bytes`` (multipart), said by
    Content-Length or counted while reading; 415 for a type of content the address does not take; 422 for
    control characters or broken UTF-8 in the address, and for JSON or a form that is not UTF-8, nested too
    deep, or holds texts or numbers out of bounds (see :mod:`api.routes.json_text`). Text beside an uploaded
    file is the route's to look at.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.inner = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it."""
        if scope["type"] != "http" or _UNTOUCHED.match(scope["path"]):
            await self.inner(scope, receive, send)
            return
        request = Request(scope, receive)
        if (fault := _address_fault(scope)) is not None:
            await _refuse(request, send, 422, [fault])
        elif not _has_body(request):
            await self.inner(scope, receive, send)
        else:
            await self._guard(request, send)

    async def _guard(self, request: Request, send: Send) -> None:
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        uploads = UPLOADS.match(request.url.path) is not None
        settings = service_of(request).settings
        if kind == UPLOAD_TYPE and uploads:
            await self._stream(request, send, settings.most_upload_bytes)
        elif kind == FORM_TYPE and not uploads:
            await self._hold(request, send, settings.most_json_bytes, faults_in_form)
        elif kind in JSON_TYPES and not uploads:
            await self._hold(request, send, settings.most_json_bytes, faults_in)
        else:
            expected = UPLOAD_TYPE if uploads else "application/json"
            detail = {"expected": expected}
            fault = Fault(code="wrong_content_type", place="Content-Type", value=kind[:80], detail=detail)
            await _refuse(request, send, 415, [fault])

    async def _hold(
        self, request: Request, send: Send, most: int, faults_of: Callable[[bytes], list[Fault]]
    ) -> None:
        """Read a body whole, look it through, hand it on."""
        body = bytearray()
        if _announced(request) <= most:
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    break
        if len(body) > most or _announced(request) > most:
            await _refuse(request, send, 413, [_too_large(most)])
            return
        content = bytes(body)
        if faults := faults_of(content):
            await _refuse(request, send, 422, faults)
            return
        request.scope.setdefault("state", {})[_DIGEST] = hashlib.sha256(content)
        handed: list[Message] = [{"type": "http.request", "body": content, "more_body": False}]

        async def again() -> Message:
            return handed.pop() if handed else await request.receive()

        await self.inner(request.scope, again, send)

    async def _stream(self, request: Request, send: Send, most: int) -> None:
        """Hand a body on by chunks; past the limit the reader sees a broken connection, the sender a 413."""
        if _announced(request) > most:
            await _refuse(request, send, 413, [_too_large(most)])
            return
        digest, count, exceeded = hashlib.sha256(), 0, False
        request.scope.setdefault("state", {})[_DIGEST] = digest

        async def counted() -> Message:
            nonlocal count, exceeded
            message = await request.receive()
            chunk = message.get("body", b"")
            count += len(chunk)
            exceeded = exceeded or count > most
            digest.update(chunk)
            return {"type": "http.disconnect"} if exceeded else message

        answered = False

        async def instead(message: Message) -> None:
            nonlocal answered
            if not exceeded:
                await send(message)
            elif not answered:
                answered = True
                await _refuse(request, send, 413, [_too_large(most)])

        await self.inner(request.scope, counted, instead)


def _has_body(request: Request) -> bool:
    return "transfer-encoding" in request.headers or _announced(request) > 0


def _announced(request: Request) -> int:
    """Content-Length; the server has already refused what is no number."""
    text = request.headers.get("content-length", "0")
    return int(text) if text.isascii() and text.isdigit() else 0


def _address_fault(scope: Scope) -> Fault | None:
    parts = {"path": scope.get("raw_path") or scope["path"].encode(), "query": scope.get("query_string", b"")}
    for place, raw in parts.items():
        try:
            text = unquote_to_bytes(raw).decode()
        except UnicodeDecodeError as error:
            return Fault(code="body_not_utf8", place=place, detail={"at": str(error.start)})
        if (character := unwanted_character(text)) is not None:
            return Fault(code="text_with_control_character", place=place, detail={"character": character})
    return None


def _too_large(most: int) -> Fault:
    size = f"{most // 2**20} MiB" if most >= 2**20 else f"{most} B"
    return Fault(code="body_too_large", place="body", detail={"most": size})


async def _refuse(request: Request, send: Send, status: int, faults: list[Fault]) -> None:
    # What was sent and not read would be taken for the next request: the connection ends here.
    headers = {"Connection": "close"} if status == 413 else {}
    await problems.answer(request, status, faults, headers)(request.scope, request.receive, send)
