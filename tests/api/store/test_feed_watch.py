"""The connection that tells whether anything about feeds changed, and since when."""

from collections.abc import Callable

import psycopg
import pytest

from api.store.database import Database
from api.store.feed_revision import feeds_changed
from api.store.feed_watch import Check, FeedWatch
from api.store.subscriptions import revoke, rotate
from tests.api.feeds.publishing import NOW, OFFICE, revoked_in_vain, subscribed


@pytest.fixture
def sqlite(fresh_url: Callable[..., str]) -> Database:
    return Database(fresh_url("sqlite"))


def test_the_counters_are_zero_before_the_first_change(database: Database) -> None:
    watch = FeedWatch(database)
    assert watch.check(0) == Check(0, 0)
    watch.close()


def test_it_names_each_address_that_went_bad_since(database: Database) -> None:
    watch = FeedWatch(database)
    one, two = subscribed(database)[0], subscribed(database)[0]
    for change, made in ((rotate, one), (revoke, two), (revoke, one)):
        with database.work(OFFICE, NOW) as work:
            change(work, made.id)
    with database.work(OFFICE, NOW) as work:
        feeds_changed(work)
    assert watch.check(3) == Check(1, 3)
    assert watch.check(2) == Check(1, 3, ((one.id, 3),))
    whole = watch.check(0)
    assert (whole.plans, whole.subscriptions, set(whole.gone)) == (1, 3, {(one.id, 3), (two.id, 2)})
    assert watch.queries == 3
    watch.close()


def test_a_closed_watch_opens_again(database: Database) -> None:
    watch = FeedWatch(database)
    watch.check(0)
    watch.close()
    assert watch.check(0) == Check(0, 0)
    watch.close()


def test_the_stamp_moves_with_every_commit_of_others_and_stays_otherwise(sqlite: Database) -> None:
    watch = FeedWatch(sqlite)
    first = watch.stamp()
    assert watch.stamp() == first
    made, _ = subscribed(sqlite)
    second = watch.stamp()
    with pytest.raises(ZeroDivisionError):
        revoked_in_vain(sqlite, made.id)
    assert (first != second, watch.stamp()) == (True, second)
    watch.close()
    sqlite.close()


def test_a_connection_that_the_server_dropped_is_made_anew(fresh_url: Callable[..., str]) -> None:
    url = fresh_url("postgresql")
    database = Database(url)
    watch = FeedWatch(database)
    watch.check(0)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert watch.check(0) == Check(0, 0)
    watch.close()
    database.close()


def test_a_database_that_is_gone_is_said_so(fresh_url: Callable[..., str]) -> None:
    database = Database(fresh_url("sqlite", tables=False))
    watch = FeedWatch(database)
    with pytest.raises(Exception, match="no such table"):
        watch.check(0)
    database.close()
