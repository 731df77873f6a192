"""The bookkeeping: gathered in memory, written by a thread, lost neither by a failure nor at the end."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from api.feeds.fetch_book import MOST_A_BATCH, FetchBook, shown_agent
from api.store.database import Database
from api.store.feed_changes import unfetched
from api.store.feed_lookup import Address, look_up
from api.store.feed_token import token_hash
from api.store.subscriptions import Subscription, subscription
from tests.api.calendars.sample import PUBLISHED, REMADE_AT, REPLANNED
from tests.api.feeds.publishing import NOW, Clock, published, subscribed
from tests.api.feeds.web import web
from tests.api.servers import wait_until


def read(database: Database, identity: str) -> Subscription:
    with database.reading() as session:
        return subscription(session, identity)


def address(database: Database, token: str) -> Address:
    with database.reading() as session:
        found = look_up(session, token_hash(token))
    assert found is not None
    return found.address


def test_fetches_are_noted_by_time_agent_and_number_and_head_is_none(
    database: Database, database_url: str
) -> None:
    published(database, PUBLISHED)
    made, token = subscribed(database)
    with web(database_url) as running:
        running.get(token, user_agent="iOS/18.0 dataaccessd/1.0")
        tag = running.get(token, user_agent="ICSx5").headers["etag"]
        assert running.get(token, user_agent="ICSx5 2.2", if_none_match=tag).status_code == 304
        assert running.get(token, "HEAD", user_agent="curl").status_code == 200
        running.feeds.book.write()
        found = read(database, made.id)
    assert (found.fetch_count, found.last_agent) == (3, "ICSx5 2.2")
    assert found.last_fetched_at is not None
    assert NOW < found.last_fetched_at < NOW + timedelta(seconds=1)


def test_what_was_not_written_yet_is_written_at_the_end(database: Database, database_url: str) -> None:
    made, token = subscribed(database)
    with web(database_url) as running:
        running.get(token)
    assert read(database, made.id).fetch_count == 1


def test_a_thread_writes_by_itself_every_so_often(database: Database) -> None:
    made, token = subscribed(database)
    book = FetchBook(database, Clock(), every_seconds=0.01)
    book.note(address(database, token), NOW, b"phone", 1)
    wait_until(lambda: read(database, made.id).fetch_count == 1, "the batch to be written")
    book.close()


def test_a_batch_that_fails_is_kept_and_grows(database: Database) -> None:
    made, token = subscribed(database)
    opened = address(database, token)
    book = FetchBook(database, Clock(), every_seconds=3_600)
    book.note(opened, NOW, b"first", 1)
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE feed_subscription RENAME TO away"))
    with pytest.raises(Exception, match=r"no such table|does not exist"):
        book.write()
    book.note(opened, NOW + timedelta(minutes=1), b"second", 1)
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO feed_subscription"))
    book.close()
    found = read(database, made.id)
    assert (found.fetch_count, found.last_agent) == (2, "second")


def test_many_addresses_are_written_in_batches_and_all_at_the_end(database: Database) -> None:
    opened = [address(database, subscribed(database)[1]) for _ in range(3)]
    many = [opened[0]._replace(subscription=f"gone {k}") for k in range(2 * MOST_A_BATCH)]
    book = FetchBook(database, Clock(), every_seconds=3_600)
    for one in (*many, *opened):
        book.note(one, NOW, b"phone", 1)
    assert [book.write(), len(book._entries)] == [True, MOST_A_BATCH + 3]
    book.close()
    assert [read(database, one.subscription).fetch_count for one in opened] == [1, 1, 1]


def test_a_closed_book_takes_notes_again(database: Database) -> None:
    made, token = subscribed(database)
    book = FetchBook(database, Clock(), every_seconds=3_600)
    for _ in range(2):
        book.note(address(database, token), NOW, b"phone", 1)
        book.close()
    assert read(database, made.id).fetch_count == 2


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        (b"", ""),
        (b"  iOS/18 ", "iOS/18"),
        (b"a\x00b\x1b[31mc\r\nX: y", "ab[31mcX: y"),
        ("手机日历\u202e\u200b".encode(), "手机日历"),
        (b"\xff\xfe", "\ufffd\ufffd"),
        (b"x" * 500, "x" * 120),
    ],
)
def test_an_agent_is_told_without_controls_and_shortened(agent: bytes, told: str) -> None:
    assert shown_agent(agent) == told


def test_who_saw_a_change_is_told_from_who_did_not(database: Database, database_url: str) -> None:
    published(database, PUBLISHED)
    made, token = subscribed(database)
    late, _ = subscribed(database, "p02")

    def waiting() -> set[str]:
        with database.reading() as session:
            return {item.subscription.id for item in unfetched(session)}

    with web(database_url) as running:
        assert waiting() == {made.id, late.id}
        running.get(token)
        running.feeds.book.write()
        assert waiting() == {late.id}
        published(database, REPLANNED, moment=REMADE_AT)
        assert waiting() == {made.id, late.id}
        tag = running.get(token).headers["etag"]
        running.feeds.book.write()
        assert waiting() == {late.id}
        assert running.get(token, if_none_match=tag).status_code == 304
