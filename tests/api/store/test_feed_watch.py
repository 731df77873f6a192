"""The connections that tell whether anything about feeds changed, and since when."""

import select
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest

from api.store.database import Database
from api.store.feed_revision import feeds_changed
from api.store.feed_watch import Check, PostgresFeedWatch, SqliteFeedWatch
from api.store.subscriptions import revoke, rotate
from tests.api.databases import only_on
from tests.api.feeds.publishing import NOW, OFFICE, revoked_in_vain, subscribed

DATA_VERSION = only_on("sqlite", "PostgreSQL has no PRAGMA data_version")
Asking = Callable[[int], Check]


@contextmanager
def asking(database: Database) -> Iterator[Asking]:
    """How a question is asked of either kind, waiting for its answer."""
    small, large = SqliteFeedWatch(database), PostgresFeedWatch(database)  # either opens nothing by itself

    def ask(seen: int) -> Check:
        socket = large.open()
        large.ask(seen)
        while True:
            assert select.select([socket], [], [], 60)[0]
            found = large.answer()
            if found is not None:
                return found

    yield small.check if database.is_sqlite else ask
    small.close()
    large.close()


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


@DATA_VERSION
def test_a_closed_watch_opens_again(database: Database) -> None:
    watch = SqliteFeedWatch(database)
    for queries in (1, 2):
        assert watch.check(0) == Check(0, 0)
        watch.close()
        assert watch.queries == queries


@DATA_VERSION
def test_the_stamp_moves_with_every_commit_of_others_and_stays_otherwise(database: Database) -> None:
    watch = SqliteFeedWatch(database)
    first = watch.stamp()
    assert watch.stamp() == first
    made, _ = subscribed(database)
    second = watch.stamp()
    with pytest.raises(ZeroDivisionError):
        revoked_in_vain(database, made.id)
    assert (first != second, watch.stamp()) == (True, second)
    watch.close()


@only_on("postgresql", "no server, nobody to hang up")
def test_a_server_that_hangs_up_is_noticed(database: Database, database_url: str) -> None:
    watch = PostgresFeedWatch(database)
    socket = watch.open()
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert select.select([socket], [], [], 60)[0]
    with pytest.raises(psycopg.OperationalError):
        watch.answer()
    watch.close()


def test_a_database_without_tables_is_said_so(fresh_url: Callable[..., str], backend: str) -> None:
    bare = Database(fresh_url(backend, tables=False))
    refusals = (sqlite3.OperationalError, psycopg.OperationalError)
    with asking(bare) as ask, pytest.raises(refusals, match=r"no such table|does not exist"):
        ask(0)
    bare.close()
