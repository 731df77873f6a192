"""The question to PostgreSQL: shared, asked again by a new connection, told to all who wait if it fails."""

import asyncio
from collections.abc import Awaitable, Callable

import psycopg
import pytest
import uvloop

from api.feeds.addresses import Addresses
from api.feeds.inquiry import Inquiry
from api.store.database import Database
from api.store.feed_watch import PostgresFeedWatch
from tests.api.databases import NOWHERE, only_on

Steps = Callable[[Inquiry], Awaitable[None]]
A_SERVER = only_on("postgresql", "an inquiry is a question to a server; SQLite's file is looked into")
HANG_UP = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture(params=[asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
def in_loop(request: pytest.FixtureRequest, database: Database) -> Callable[[Steps], None]:
    """Runs steps with an inquiry of their own event loop."""

    def run(steps: Steps) -> None:
        async def main() -> None:
            inquiry = Inquiry(asyncio.get_running_loop(), PostgresFeedWatch(database), Addresses())
            await steps(inquiry)
            inquiry.close()
            await asyncio.sleep(0)

        request.param(main())

    return run


async def all_of(inquiry: Inquiry, count: int) -> list[BaseException | None]:
    return await asyncio.gather(*(inquiry.join() for _ in range(count)), return_exceptions=True)


@A_SERVER
def test_all_who_wait_in_one_turn_share_a_question(in_loop: Callable[[Steps], None]) -> None:
    async def steps(inquiry: Inquiry) -> None:
        for asked in range(1, 6):
            assert await all_of(inquiry, 30) == [None] * 30
            assert inquiry.queries == asked

    in_loop(steps)


@A_SERVER
def test_who_comes_while_a_question_is_out_waits_for_the_next(in_loop: Callable[[Steps], None]) -> None:
    async def steps(inquiry: Inquiry) -> None:
        await inquiry.join()
        first = asyncio.create_task(inquiry.join())
        while inquiry.queries == 1:  # noqa: ASYNC110  (a state of another, that no event tells of)
            await asyncio.sleep(0)
        second = asyncio.create_task(inquiry.join())  # the first question has been sent
        await asyncio.gather(first, second)
        assert inquiry.queries == 3

    in_loop(steps)


@A_SERVER
def test_a_server_that_hung_up_meanwhile_is_asked_by_a_new_connection(
    in_loop: Callable[[Steps], None], database_url: str
) -> None:
    async def steps(inquiry: Inquiry) -> None:
        for _ in range(3):
            assert await all_of(inquiry, 3) == [None] * 3
            with psycopg.connect(database_url, autocommit=True) as connection:
                connection.execute(HANG_UP)

    in_loop(steps)


@A_SERVER
def test_an_idle_connection_that_broke_is_let_go(in_loop: Callable[[Steps], None], database_url: str) -> None:
    async def steps(inquiry: Inquiry) -> None:
        await inquiry.join()
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute(HANG_UP)
        async with asyncio.timeout(60):
            while inquiry._socket is not None:  # noqa: ASYNC110  (as above)
                await asyncio.sleep(0.01)
        await inquiry.join()

    in_loop(steps)


def test_a_database_that_is_away_is_told_to_all_and_asked_again_later() -> None:
    away = Database(NOWHERE)

    async def steps() -> None:
        inquiry = Inquiry(asyncio.get_running_loop(), PostgresFeedWatch(away), Addresses())
        for _ in range(2):
            told = await all_of(inquiry, 3)
            assert [isinstance(error, Exception) for error in told] == [True] * 3

    asyncio.run(steps())
    away.close()


@A_SERVER
def test_who_waits_when_it_is_closed_is_told(in_loop: Callable[[Steps], None]) -> None:
    async def steps(inquiry: Inquiry) -> None:
        await inquiry.join()
        waiting = asyncio.create_task(all_of(inquiry, 2))
        await asyncio.sleep(0)
        inquiry.close()
        told = await waiting
        assert {type(error) for error in told} <= {ConnectionAbortedError, type(None)}

    in_loop(steps)
