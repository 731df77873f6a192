"""``/cal/<token>.ics``: from a request to its answer, beside the rest of the service and its middleware."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from threading import Lock

from anyio import to_thread
from starlette.types import Receive, Scope, Send

from api.feeds.addresses import Addresses
from api.feeds.answers import GONE, NOT_A_FETCH, UNAVAILABLE, Answer, calendar, send_answer, too_often
from api.feeds.conditional import Wishes, wishes
from api.feeds.fetch_book import FetchBook
from api.feeds.library import Library
from api.feeds.rendering import Rendered, key_of, render
from api.feeds.shelf import Shelf
from api.feeds.throttle import Throttle
from api.feeds.watch import watch
from api.store.database import Database
from api.store.feed_lookup import Address, look_up
from api.store.feed_token import LENGTH, token_hash

LOG = logging.getLogger("zhaoshang.feeds")
PREFIX, SUFFIX = "/cal/", ".ics"


def is_fetch(scope: Scope) -> bool:
    """Whether a request is for a calendar."""
    return scope["type"] == "http" and _path(scope).startswith(PREFIX)


class FeedServer:
    """An ASGI application that serves calendars by their secret addresses.

    ``clock`` gives the time of day. Nothing is opened before the first fetch; :meth:`close` writes down what
    was fetched and lets go of everything, and a later fetch begins anew.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._addresses = Addresses()
        self._shelf = Shelf()
        self._rendering = Lock()
        self._throttle = Throttle(time.monotonic)
        self.library = Library(database)
        self.watch = watch(database, self._addresses)
        self.book = FetchBook(database, clock)

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answer one request for a path that begins with ``/cal/``."""
        await send_answer(await self._answer(scope), scope["method"], send)

    def close(self) -> None:
        """Write down what was fetched; close the connection of the watch."""
        self.book.close()
        self.watch.close()

    async def _answer(self, scope: Scope) -> Answer:
        if scope["method"] not in {"GET", "HEAD"}:
            return NOT_A_FETCH
        path = _path(scope)
        client = scope["client"][0] if scope.get("client") else ""
        token = path[len(PREFIX) : -len(SUFFIX)] if path.endswith(SUFFIX) else ""
        try:
            return await self._fetched(token, client, scope["method"], wishes(scope["headers"]))
        except Exception:
            # A phone asks again later and shows what it had meanwhile. The path is a secret: not logged.
            LOG.exception("a feed could not be served")
            return UNAVAILABLE

    async def _fetched(self, token: str, client: str, method: str, wish: Wishes) -> Answer:
        hashed = token_hash(token)
        address = self._addresses.get(hashed)
        if address is not None:
            await self.watch.refresh()
            address = self._addresses.get(hashed)
        elif wait := self._throttle.wait_seconds(client):
            return too_often(wait)
        elif len(token) == LENGTH:
            address = await to_thread.run_sync(self._looked_up, hashed)
        if address is None:
            self._throttle.wrong(client)
            if self._throttle.wait_seconds(client):
                LOG.warning("too many wrong addresses of calendars from %s: slowed down", client)
            return GONE
        ready = self._shelf.get(key_of(address), self._addresses.plans)
        if ready is None:
            ready = await to_thread.run_sync(self._rendered, address)
        now = self._clock()
        if method == "GET":
            self.book.note(address, now, wish.agent, ready.plans)
        return calendar(ready, wish, now)

    def _looked_up(self, hashed: str) -> Address | None:
        with self._database.reading() as session:
            found = look_up(session, hashed)
        if found is None:
            return None
        self._addresses.admit(found)
        return found.address

    def _rendered(self, address: Address) -> Rendered:
        # One at a time: rendering is work of the processor, and the same calendar is not to be made twice.
        with self._rendering:
            key, plans = key_of(address), self._addresses.plans
            ready = self._shelf.get(key, plans)
            if ready is None:
                ready = render(self.library.at_least(plans), key, self._shelf.last(key))
                self._shelf.put(key, ready)
            return ready


def _path(scope: Scope) -> str:
    """The path below the address that the service is mounted at by a proxy."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))
