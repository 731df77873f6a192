"""The watch: one look for all requests in hand, another for each that comes later."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
import uvloop

from api.feeds.addresses import Addresses
from api.feeds.watch import SqliteWatch, Watch, watch
from api.store.database import Database
from api.store.feed_revision import addresses_changed
from api.store.feed_watch import SqliteFeedWatch
from tests.api.databases import only_on
from tests.api.feeds.publishing import NOW, OFFICE

A_LOOK = only_on("sqlite", "whose watch looks at PRAGMA data_version; for PostgreSQL's see test_inquiry.py")


class Counting(SqliteFeedWatch):
    """Counts its looks."""

    looks = 0

    def stamp(self) -> int:
        self.looks += 1
        return super().stamp()


@pytest.fixture
def reader(database: Database) -> Counting:
    return Counting(database)


def changed(database: Database) -> int:
    """An address goes bad; the count of such changes."""
    with database.work(OFFICE, NOW) as work:
        return addresses_changed(work)


def in_both_loops(steps: Callable[[], Awaitable[None]]) -> None:
    """Run ``steps`` in asyncio's own event loop, and in the one that uvicorn takes."""

    async def run() -> None:
        await steps()

    asyncio.run(run())
    uvloop.run(run())


@A_LOOK
def test_requests_in_hand_together_share_a_look(reader: Counting) -> None:
    watched = SqliteWatch(reader, Addresses())

    async def steps() -> None:
        for _ in range(3):
            await asyncio.gather(*(asyncio.create_task(watched.refresh()) for _ in range(10)))

    in_both_loops(steps)
    watched.close()
    assert reader.looks == 6


def test_a_request_that_comes_later_has_its_own_look(database: Database) -> None:
    addresses = Addresses()
    watched: Watch = watch(database, addresses)
    seen = []

    async def steps() -> None:
        for _ in range(20):
            count = changed(database)
            await asyncio.create_task(watched.refresh())
            seen.append((count, addresses.seen))

    in_both_loops(steps)
    watched.close()
    assert seen == [(count, count) for count in range(1, 41)]


def test_a_request_that_arrives_while_others_are_in_hand_is_not_served_by_their_look(
    database: Database,
) -> None:
    addresses = Addresses()
    watched: Watch = watch(database, addresses)
    seen = []

    async def later(count: int) -> None:
        await watched.refresh()
        seen.append(addresses.seen >= count)

    async def steps() -> None:
        tasks = []

        async def first() -> None:
            await watched.refresh()
            # Committed after this look, in the same turn; what arrives from now on must know of it.
            tasks.append(asyncio.create_task(later(changed(database))))

        for _ in range(10):
            await asyncio.gather(*(asyncio.create_task(first()) for _ in range(3)))
            await asyncio.gather(*tasks)

    in_both_loops(steps)
    watched.close()
    assert seen == [True] * len(seen)
    assert len(seen) >= 60


@A_LOOK
def test_every_event_loop_has_its_own_turns(reader: Counting) -> None:
    watched = SqliteWatch(reader, Addresses())
    for _ in range(3):
        in_both_loops(watched.refresh)
    watched.close()
    assert reader.looks == 6
