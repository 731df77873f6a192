"""Calendars are fetched by the thousand: a counter by status, a line in the log of a defect, no more."""

import logging

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.observe.metrics import FEED_FETCHES

LOG = logging.getLogger("zhaoshang.feeds")


class CountedFetches:
    """ASGI middleware around the feeds' routes. Their addresses are keys and never logged."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._counters = {status: FEED_FETCHES.labels(str(status)) for status in (200, 304, 404, 429)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, count, and answer a defect with 500."""
        started = False

        async def counting(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                status = message["status"]
                (self._counters.get(status) or FEED_FETCHES.labels(str(status))).inc()
            await send(message)

        try:
            await self.app(scope, receive, counting)
        except HTTPException as refusal:  # no such address, no such method
            await Response(status_code=refusal.status_code)(scope, receive, counting)
        except Exception:
            LOG.exception("defect")
            if started:
                raise
            await Response(status_code=500)(scope, receive, counting)
