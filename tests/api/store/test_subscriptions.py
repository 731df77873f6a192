"""Subscriptions: made, rotated, revoked; the token shown once and kept nowhere."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import select

from api.calendars.privacy import Level
from api.calendars.target import Target, TargetKind
from api.errors import Conflict, NotFound
from api.store import audit_log
from api.store.database import Database
from api.store.feed_lookup import look_up
from api.store.feed_revision import feed_revision
from api.store.feed_token import LENGTH, new_token, token_hash
from api.store.subscriptions import (
    Order,
    SubscriptionRow,
    make,
    revoke,
    rotate,
    subscription,
    subscriptions,
)
from tests.api.feeds.publishing import NOW, OFFICE, revoked_in_vain, subscribed

TRIP = Target(kind=TargetKind.TRIP, id="T01", season="spring")


def opens(database: Database, token: str) -> str | None:
    """The subscription that ``token`` opens."""
    with database.reading() as session:
        found = look_up(session, token_hash(token))
    return None if found is None else found.address.subscription


def test_a_token_has_192_random_bits_and_no_two_are_alike() -> None:
    tokens = {new_token() for _ in range(1_000)}
    assert {len(token) for token in tokens} == {LENGTH}
    assert len(tokens) == 1_000
    assert set("".join(tokens)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_a_new_subscription_is_what_was_ordered_and_its_token_opens_it(database: Database) -> None:
    order = Order(target=TRIP, level=Level.TITLE, alarms=True, language="en", label="华为 Mate")
    with database.work(OFFICE, NOW) as work:
        made, token = make(work, order)
    with database.reading() as session:
        found = look_up(session, token_hash(token))
        assert subscription(session, made.id) == made
    assert found is not None
    assert found.address[:6] == (made.id, token_hash(token), TRIP.key, "title", True, "en")
    assert (made.target, made.level, made.alarms, made.language, made.label) == (
        TRIP, Level.TITLE, True, "en", "华为 Mate",
    )  # fmt: skip
    assert (made.created_at, made.created_by, made.fetch_count, made.last_fetched_at) == (
        NOW, "办公室", 0, None,
    )  # fmt: skip


def test_no_token_stands_anywhere_in_the_database(database: Database) -> None:
    made, first = subscribed(database, label="手机")
    with database.work(OFFICE, NOW) as work:
        _, second = rotate(work, made.id)
        revoke(work, made.id)
    with database.reading() as session:
        rows = [row.model_dump() for row in session.exec(select(SubscriptionRow))]
        lines = [entry.model_dump() for entry in audit_log.entries(session)]
    assert [entry["action"] for entry in lines] == ["revoke", "rotate", "create"]
    assert [word for word in (first, second) if word in str(rows) + str(lines)] == []
    # What could be looked up by is nobody's business either.
    assert [word for word in (first, second) if token_hash(word) in str(lines)] == []


def test_rotating_kills_the_old_address_and_makes_another(database: Database) -> None:
    made, old = subscribed(database)
    with database.work(OFFICE, NOW + timedelta(hours=1)) as work:
        rotated, new = rotate(work, made.id)
    assert (opens(database, old), opens(database, new)) == (None, made.id)
    assert rotated == made.model_copy(update={"rotated_at": NOW + timedelta(hours=1)})


def test_revoking_kills_the_address_for_good_and_twice_is_once(database: Database) -> None:
    made, token = subscribed(database)
    with database.work(OFFICE, NOW) as work:
        gone = revoke(work, made.id)
    with database.work(OFFICE, NOW + timedelta(days=1)) as work:
        again = revoke(work, made.id)
        with pytest.raises(Conflict) as refusal:
            rotate(work, made.id)
    assert [fault.code for fault in refusal.value.faults] == ["feed_revoked"]
    assert again == gone == made.model_copy(update={"revoked_at": NOW, "revoked_by": "办公室"})
    assert opens(database, token) is None


def test_what_was_not_committed_did_not_happen(database: Database) -> None:
    made, token = subscribed(database)
    with pytest.raises(ZeroDivisionError):
        revoked_in_vain(database, made.id)
    with database.reading() as session:
        assert feed_revision(session).subscriptions == 0
    assert opens(database, token) == made.id


def test_making_disturbs_no_cache_rotating_and_revoking_do(database: Database) -> None:
    counts = []
    made, _ = subscribed(database)
    for change in (rotate, revoke, revoke):
        with database.reading() as session:
            counts.append(feed_revision(session).subscriptions)
        with database.work(OFFICE, NOW) as work:
            change(work, made.id)
    with database.reading() as session:
        counts.append(feed_revision(session).subscriptions)
    assert counts == [0, 1, 2, 2]


@pytest.mark.parametrize("change", [rotate, revoke])
def test_an_unknown_subscription_is_not_found(database: Database, change: object) -> None:
    assert callable(change)
    with pytest.raises(NotFound), database.work(OFFICE, NOW) as work:
        change(work, "nobody")


def test_of_many_who_rotate_at_once_exactly_one_address_is_good(database: Database) -> None:
    made, _ = subscribed(database)
    together, tokens = Barrier(6), list[str]()

    def turn() -> None:
        together.wait()
        with database.work(OFFICE, NOW) as work:
            tokens.append(rotate(work, made.id)[1])

    threads = [Thread(target=turn) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(opens(database, token) is not None for token in tokens) == [False] * 5 + [True]
    with database.reading() as session:
        assert feed_revision(session).subscriptions == 6


def test_subscriptions_are_filtered_and_paged_by_id(database: Database) -> None:
    with database.work(OFFICE, NOW) as work:
        people = [
            make(work, Order(target=Target(kind=TargetKind.PERSON, id=f"p{k % 2}")))[0] for k in range(7)
        ]
        trip = make(work, Order(target=TRIP))[0]
        gone = revoke(work, people[0].id)
    with database.reading() as session:
        first = subscriptions(session, kind=TargetKind.PERSON, limit=4)
        second = subscriptions(session, kind=TargetKind.PERSON, limit=4, after=first.next)
        assert [*first.items, *second.items] == sorted([gone, *people[1:]], key=lambda item: item.id)
        assert (first.next, second.next) == (first.items[-1].id, None)
        assert subscriptions(session, season="spring").items == (trip,)
        assert subscriptions(session, target="p0", revoked=True).items == (gone,)
        assert len(subscriptions(session, target="p0", revoked=False).items) == 3
