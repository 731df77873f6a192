"""Is what this process knows of feeds still so? Asked at every fetch, before anything is served from memory.

SQLite: a number in shared memory says whether anybody committed anything; if so, one query says whether it
concerns feeds. PostgreSQL: one query, shared by all fetches that wait at that moment. It begins after each of
them arrived, so none is answered from before it asked. A LISTEN would spare the query, but its message comes
some time after the commit: a revoked address could be served in between.
"""

import asyncio
import logging
from collections import defaultdict
from contextlib import suppress
from threading import Condition, Lock, Thread
from typing import Protocol

from api.feeds.addresses import Addresses
from api.store.database import Database
from api.store.feed_watch import FeedWatch

LOG = logging.getLogger("zhaoshang.feeds")


class Watch(Protocol):
    """Brings addresses up to date."""

    async def refresh(self) -> None:
        """Return once ``addresses`` knows every change that was committed before the call."""

    def close(self) -> None:
        """Let go of the connection; the next refresh makes a new one."""

    @property
    def queries(self) -> int:
        """How many queries were asked so far."""


def watch(database: Database, addresses: Addresses) -> Watch:
    """The watch that fits the kind of ``database``."""
    kind = SqliteWatch if database.is_sqlite else SharedWatch
    return kind(FeedWatch(database), addresses)


class SqliteWatch:
    """Looks in the thread of the fetches, once in a turn of the event loop, for some microseconds.

    One look serves all requests that the loop had in hand: what it calls, it calls in the order in which it
    was asked to (asyncio's promise of ``call_soon``), so a request that arrived after the look has its first
    step after :meth:`_turn_over`. Therefore refresh is to be called in a request's first step, before it
    waits for anything.
    """

    def __init__(self, reader: FeedWatch, addresses: Addresses) -> None:
        self._reader = reader
        self._addresses = addresses
        self._lock = Lock()
        self._stamp: int | None = None
        self._fresh_for: asyncio.AbstractEventLoop | None = None

    async def refresh(self) -> None:
        """See :class:`Watch`."""
        loop = asyncio.get_running_loop()
        if self._fresh_for is loop:
            return
        with self._lock:
            # The stamp is read before the query: a commit in between is found by the next look.
            stamp = self._reader.stamp()
            if stamp != self._stamp:
                self._addresses.apply(self._reader.check(self._addresses.seen))
                self._stamp = stamp
        self._fresh_for = loop
        loop.call_soon(self._turn_over)

    def close(self) -> None:
        """See :class:`Watch`."""
        with self._lock:
            self._stamp = None  # the number is the connection's own
            self._reader.close()

    @property
    def queries(self) -> int:
        """See :class:`Watch`."""
        return self._reader.queries

    def _turn_over(self) -> None:
        self._fresh_for = None


_Waiting = tuple[asyncio.AbstractEventLoop, "asyncio.Future[None]"]


class SharedWatch:
    """Asks in a thread of its own, once for all who wait."""

    def __init__(self, reader: FeedWatch, addresses: Addresses) -> None:
        self._reader = reader
        self._addresses = addresses
        self._waiting: list[_Waiting] = []
        self._changed = Condition()
        self._thread: Thread | None = None
        self._closed = False

    async def refresh(self) -> None:
        """See :class:`Watch`."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[None] = loop.create_future()
        with self._changed:
            self._waiting.append((loop, answer))
            if self._thread is None:
                self._closed = False
                self._thread = Thread(target=self._serve, name="feeds-watch", daemon=True)
                self._thread.start()
            elif len(self._waiting) == 1:
                self._changed.notify()
        await answer

    def close(self) -> None:
        """See :class:`Watch`."""
        with self._changed:
            thread, self._thread, self._closed = self._thread, None, True
            self._changed.notify()
        if thread is not None:
            thread.join()

    @property
    def queries(self) -> int:
        """See :class:`Watch`."""
        return self._reader.queries

    def _serve(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if self._closed and not self._waiting:
                    break
                asked, self._waiting = self._waiting, []
            failure: Exception | None = None
            try:
                self._addresses.apply(self._reader.check(self._addresses.seen))
            except Exception as error:  # noqa: BLE001  (whatever it is, each who waits must hear of it)
                failure = error
            _answer(asked, failure)
        self._reader.close()


def _answer(asked: list[_Waiting], failure: Exception | None) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[asyncio.Future[None]]] = defaultdict(list)
    for loop, answer in asked:
        by_loop[loop].append(answer)
    for loop, answers in by_loop.items():
        with suppress(RuntimeError):  # a loop that was closed has nobody waiting
            loop.call_soon_threadsafe(_settle, answers, failure)


def _settle(answers: list["asyncio.Future[None]"], failure: Exception | None) -> None:
    for answer in answers:
        if answer.done():  # its client went away
            continue
        if failure is None:
            answer.set_result(None)
        else:
            answer.set_exception(failure)
