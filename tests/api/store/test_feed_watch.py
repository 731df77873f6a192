"""The connections that tell whether anything about feeds changed, and since when."""

import select
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest

from api.store.database import Database
from api.store.feed_revision import feeds_changed
from api.store.feed_watch import Check, PostgresFeedWatch, SqliteFeedWatch
from api.store.subscriptions import revoke, rotate
from tests.api.feeds.publishing import NOW, OFFICE, revoked_in_vain, subscribed

Asking = Callable[[int], Check]


@contextmanager
def asking(database: Database) -> Iterator[Asking]:
    """How a question is asked of either kind, waiting for its answer."""
    if database.is_sqlite:
        small = SqliteFeedWatch(database)
        yield small.check
        small.close()
        return
    large = PostgresFeedWatch(database)

    def ask(seen: int) -> Check:
        socket = large.open()
        large.ask(seen)
        while True:
            assert select.select([socket], [], [], 60)[0]
            found = large.answer()
            if found is not None:
                return found

    yield ask
    large.close()


@pytest.fixture
def sqlite(fresh_url: Callable[..., str]) -> Iterator[Database]:
    found = Database(fresh_url("sqlite"))
    yield found
    found.close()


def test_the_counters_are_zero_before_the_first_change(database: Database) -> None:
    with asking(database) as ask:
        assert ask(0) == Check(0, 0)


def test_it_names_each_address_that_went_bad_since(database: Database) -> None:
    one, two = subscribed(database)[0], subscribed(database)[0]
    with asking(database) as ask:
        for change, made in ((rotate, one), (revoke, two), (revoke, one)):
            with database.work(OFFICE, NOW) as work:
                change(work, made.id)
        with database.work(OFFICE, NOW) as work:
            feeds_changed(work)
        assert ask(3) == Check(1, 3)
        assert ask(2) == Check(1, 3, ((one.id, 3),))
        whole = ask(0)
    assert (whole.plans, whole.subscriptions, set(whole.gone)) == (1, 3, {(one.id, 3), (two.id, 2)})


def test_a_closed_watch_opens_again(sqlite: Database) -> None:
    watch = SqliteFeedWatch(sqlite)
    for queries in (1, 2):
        assert watch.check(0) == Check(0, 0)
        watch.close()
        assert watch.queries == queries


def test_the_stamp_moves_with_every_commit_of_others_and_stays_otherwise(sqlite: Database) -> None:
    watch = SqliteFeedWatch(sqlite)
    first = watch.stamp()
    assert watch.stamp() == first
    made, _ = subscribed(sqlite)
    second = watch.stamp()
    with pytest.raises(ZeroDivisionError):
        revoked_in_vain(sqlite, made.id)
    assert (first != second, watch.stamp()) == (True, second)
    watch.close()


def test_a_server_that_hangs_up_is_noticed(fresh_url: Callable[..., str]) -> None:
    url = fresh_url("postgresql")
    database = Database(url)
    watch = PostgresFeedWatch(database)
    socket = watch.open()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert select.select([socket], [], [], 60)[0]
    with pytest.raises(psycopg.OperationalError):
        watch.answer()
    watch.close()
    database.close()


def test_a_database_without_tables_is_said_so(fresh_url: Callable[..., str]) -> None:
    small, large = (Database(fresh_url(backend, tables=False)) for backend in ("sqlite", "postgresql"))
    with pytest.raises(Exception, match="no such table"):
        SqliteFeedWatch(small).check(0)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        PostgresFeedWatch(large).open()
    small.close()
    large.close()
