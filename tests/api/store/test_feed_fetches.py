"""Fetches written in batches: added up, the latest kept, whatever the order two processes write in."""

from datetime import datetime, timedelta

from api.store.database import Database
from api.store.feed_fetches import Fetches, write_fetches
from api.store.feed_token import token_hash
from api.store.subscriptions import Subscription, rotate, subscription
from api.store.work import SYSTEM
from tests.api.feeds.publishing import NOW, OFFICE, subscribed

LATER = NOW + timedelta(minutes=5)


def read(database: Database, identity: str) -> Subscription:
    with database.reading() as session:
        return subscription(session, identity)


def batch(token: str, made: Subscription, times: int, at: datetime, agent: str) -> Fetches:
    return Fetches(made.id, token_hash(token), times, at, agent, 1)


def test_a_batch_is_added_to_what_stands_there(database: Database) -> None:
    (one, one_token), (two, two_token) = subscribed(database), subscribed(database)
    for at, agent in ((NOW, "dataaccessd"), (LATER, "ICSx5")):
        with database.work(SYSTEM, NOW) as work:
            write_fetches(work, [batch(one_token, one, 2, at, agent), batch(two_token, two, 1, NOW, "khal")])
    found = read(database, one.id)
    assert (found.fetch_count, found.last_fetched_at, found.last_agent) == (4, LATER, "ICSx5")
    found = read(database, two.id)
    assert (found.fetch_count, found.last_fetched_at, found.last_agent) == (2, NOW, "khal")


def test_an_older_batch_of_another_process_only_adds_to_the_count(database: Database) -> None:
    made, token = subscribed(database)
    for at, agent in ((LATER, "new"), (NOW, "old")):
        with database.work(SYSTEM, NOW) as work:
            write_fetches(work, [batch(token, made, 1, at, agent)])
    found = read(database, made.id)
    assert (found.fetch_count, found.last_fetched_at, found.last_agent) == (2, LATER, "new")


def test_fetches_by_an_address_that_was_rotated_away_count_no_more(database: Database) -> None:
    made, old = subscribed(database)
    with database.work(OFFICE, NOW) as work:
        rotate(work, made.id)
    with database.work(SYSTEM, NOW) as work:
        write_fetches(work, [batch(old, made, 3, LATER, "lost phone")])
    assert read(database, made.id).fetch_count == 0


def test_an_empty_batch_writes_nothing(database: Database) -> None:
    with database.work(SYSTEM, NOW) as work:
        write_fetches(work, [])
