"""Is what this process knows of feeds still so? Asked at every fetch, before anything is served from memory.

SQLite: a number in shared memory says whether anybody committed anything; if so, one query says whether it
concerns feeds. PostgreSQL: one query, shared by all fetches that wait at that moment. It begins after each of
them arrived, so none is answered from before it asked. A LISTEN would spare the query, but its message comes
some time after the commit: a revoked address could be served in between.
"""

import asyncio
from threading import Lock
from typing import Protocol
from weakref import WeakKeyDictionary

from api.feeds.addresses import Addresses
from api.feeds.inquiry import Inquiry
from api.store.database import Database
from api.store.feed_watch import PostgresFeedWatch, SqliteFeedWatch


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
    if database.is_sqlite:
        return SqliteWatch(SqliteFeedWatch(database), addresses)
    return SharedWatch(database, addresses)


class SqliteWatch:
    """Looks in the thread of the fetches, once in a turn of the event loop, for some microseconds.

    One look serves all requests that the loop had in hand: what it calls, it calls in the order in which it
    was asked to (asyncio's promise of ``call_soon``), so a request that arrived after the look has its first
    step after :meth:`_turn_over`. Therefore refresh is to be called in a request's first step, before it
    waits for anything.
    """

    def __init__(self, reader: SqliteFeedWatch, addresses: Addresses) -> None:
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


class SharedWatch:
    """Asks PostgreSQL one query at a time for each event loop, shared by all who wait there when it is sent.

    Needs an event loop that can watch a socket (``add_reader``): any but that of Windows.
    """

    def __init__(self, database: Database, addresses: Addresses) -> None:
        self._database = database
        self._addresses = addresses
        self._inquiries: WeakKeyDictionary[asyncio.AbstractEventLoop, Inquiry] = WeakKeyDictionary()
        self._asked_before = 0

    async def refresh(self) -> None:
        """See :class:`Watch`."""
        loop = asyncio.get_running_loop()
        inquiry = self._inquiries.get(loop)
        if inquiry is None:
            inquiry = self._inquiries[loop] = Inquiry(
                loop, PostgresFeedWatch(self._database), self._addresses
            )
        await inquiry.join()

    def close(self) -> None:
        """See :class:`Watch`."""
        inquiries, self._inquiries = self._inquiries, WeakKeyDictionary()
        self._asked_before += sum(inquiry.queries for inquiry in inquiries.values())
        for inquiry in inquiries.values():
            inquiry.close()

    @property
    def queries(self) -> int:
        """See :class:`Watch`."""
        return self._asked_before + sum(inquiry.queries for inquiry in self._inquiries.values())
