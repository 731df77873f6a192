"""Never stale, at most one query: after publications, rotations and revocations by other processes."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime

import psycopg
import pytest

from api.calendars.subscribed import Published, subscribed_calendar
from api.calendars.target import Target, TargetKind
from api.store.database import Database
from api.store.subscriptions import rotate
from tests.api.calendars.sample import MADE_AT, PUBLISHED, REMADE_AT, REPLANNED, SEASON
from tests.api.databases import only_on
from tests.api.feeds.publishing import NOW, OFFICE, published, revoked, subscribed
from tests.api.feeds.web import Web, web

ONE_CONNECTION = only_on("postgresql", "the watch asks a server; SQLite's looks into the file by itself")
HEAD_OF_DISTRICT = Target(kind=TargetKind.PERSON, id="p01")
CALENDAR = subscribed_calendar([Published(SEASON, PUBLISHED)], HEAD_OF_DISTRICT)


@pytest.fixture
def served(database: Database, database_url: str) -> Iterator[Web]:
    published(database, PUBLISHED)
    with web(database_url) as running:
        yield running


def test_two_processes_show_a_publication_of_a_third_in_their_next_fetch(
    served: Web, database: Database, database_url: str
) -> None:
    _, token = subscribed(database)
    with web(database_url) as other:
        before = served.get(token)
        again = other.get(token)
        assert (before.content, before.headers["etag"]) == (CALENDAR, again.headers["etag"])
        published(database, REPLANNED, moment=REMADE_AT)
        for process in (served, other):
            after = process.get(token, if_none_match=before.headers["etag"])
            assert (after.status_code, after.content == CALENDAR) == (200, False)
            assert parsedate_to_datetime(after.headers["last-modified"]) == REMADE_AT


def test_a_revoked_address_is_dead_at_once_in_every_process(
    served: Web, database: Database, database_url: str
) -> None:
    with web(database_url) as other:
        for _ in range(15):  # more than once: a race would not show every time
            made, token = subscribed(database)
            assert [process.get(token).status_code for process in (served, other)] == [200, 200]
            revoked(database, made.id)
            assert [process.get(token).status_code for process in (served, other)] == [404, 404]


def test_a_rotated_address_is_dead_and_the_new_one_good_at_once(served: Web, database: Database) -> None:
    made, token = subscribed(database)
    for _ in range(5):
        assert served.get(token).status_code == 200
        with database.work(OFFICE, NOW) as work:
            _, fresh = rotate(work, made.id)
        assert [served.get(word).status_code for word in (fresh, token, fresh)] == [200, 404, 200]
        token = fresh


def test_a_fetch_asks_one_query_at_most_and_where_nothing_was_committed_sqlite_none(
    served: Web, database: Database
) -> None:
    tokens = [subscribed(database)[1] for _ in range(4)]
    other = subscribed(database)[0]
    served.get(tokens[0])  # reads the published plans, once for this process

    def asked(token: str) -> tuple[int, int]:
        before = served.queries()
        return served.get(token).status_code, served.queries() - before

    cold = [asked(token) for token in tokens[1:]]
    assert cold == [(200, 1)] * 3
    asked(tokens[0])
    hot = [asked(token) for token in tokens * 3]
    assert hot == [(200, 0 if database.is_sqlite else 1)] * 12
    subscribed(database)  # a commit that concerns no feed that anybody has
    assert asked(tokens[0]) == (200, 1)
    revoked(database, other.id)
    assert asked(tokens[1]) == (200, 1)
    published(database, REPLANNED, moment=REMADE_AT)
    asked(tokens[0])  # reads the published plans
    assert [asked(token)[1] for token in tokens[1:]] == [0 if database.is_sqlite else 1] * 3
    made, token = subscribed(database)
    assert asked(token) == (200, 1)
    revoked(database, made.id)
    assert asked(token) == (404, 1)
    assert asked("A" * 32) == (404, 1)


def test_the_plans_are_read_once_for_each_publication_whoever_asks(served: Web, database: Database) -> None:
    tokens = [subscribed(database, person)[1] for person in ("p01", "p02", "p03")]

    def documents_read() -> int:
        return sum("FROM document" in statement for statement in served.statements)

    counts = []
    for plan in (None, REPLANNED):
        if plan is not None:
            published(database, plan, moment=REMADE_AT)
        for token in tokens * 2:
            assert served.get(token).status_code == 200
        counts.append(documents_read())
    assert counts == [2, 4]


@ONE_CONNECTION
def test_fetches_that_come_together_share_a_query(database_url: str) -> None:
    with web(database_url) as served:
        _, token = subscribed(served.database)
        assert served.get(token).status_code == 200
        before = served.feeds.watch.queries

        async def together() -> None:
            await asyncio.gather(*(served.feeds.watch.refresh() for _ in range(50)))

        asyncio.run(together())
        assert 1 <= served.feeds.watch.queries - before <= 3


@ONE_CONNECTION
def test_a_lost_connection_is_made_anew_and_nobody_notices(database_url: str) -> None:
    with web(database_url) as served:
        _, token = subscribed(served.database)
        assert [served.get(token).status_code for _ in range(2)] == [200, 200]
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert served.get(token).status_code == 200


def test_a_client_that_goes_away_while_it_waits_disturbs_nobody(served: Web, database: Database) -> None:
    _, token = subscribed(database)
    assert served.get(token).status_code == 200

    async def one_leaves() -> None:
        waiting = [asyncio.create_task(served.feeds.watch.refresh()) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[1].cancel()
        results = await asyncio.gather(*waiting, return_exceptions=True)
        assert [results[0], results[2]] == [None, None]

    asyncio.run(one_leaves())
    assert served.get(token).status_code == 200


def test_a_restart_keeps_addresses_tags_and_bytes(served: Web, database: Database, database_url: str) -> None:
    _, token = subscribed(database)
    first = served.get(token)
    with web(database_url) as other:
        again = other.get(token, if_none_match=first.headers["etag"])
        whole = other.get(token)
    assert (again.status_code, whole.content, whole.headers["etag"]) == (
        304,
        first.content,
        first.headers["etag"],
    )


def test_a_server_that_was_closed_begins_anew(served: Web, database: Database) -> None:
    made, token = subscribed(database)
    assert served.get(token).status_code == 200
    served.feeds.close()
    assert served.get(token).status_code == 200
    revoked(database, made.id)
    assert served.get(token).status_code == 404


def test_a_change_elsewhere_leaves_tag_and_date_as_they_were(served: Web, database: Database) -> None:
    _, token = subscribed(database, "p02")
    before = served.get(token)
    autumn = SEASON.model_copy(update={"id": "autumn"})
    empty = PUBLISHED.model_copy(update={"season": "autumn", "trips": (), "events": ()})
    published(database, empty, autumn, REMADE_AT)
    after = served.get(token, if_none_match=before.headers["etag"])
    assert (after.status_code, after.headers["last-modified"]) == (304, before.headers["last-modified"])


def test_two_publications_in_one_second_have_two_dates(served: Web, database: Database) -> None:
    _, token = subscribed(database)
    first = served.get(token).headers["last-modified"]
    published(database, REPLANNED, moment=MADE_AT + timedelta(milliseconds=300))
    second = served.get(token, if_modified_since=first)
    assert second.status_code == 200
    assert parsedate_to_datetime(second.headers["last-modified"]) == MADE_AT + timedelta(seconds=1)
