"""Who has not fetched since the change: decided by counts, not by clocks."""

from datetime import timedelta

from api.calendars.target import Target, TargetKind
from api.store.database import Database
from api.store.feed_changes import record_changes, unfetched
from api.store.feed_fetches import Fetches, write_fetches
from api.store.feed_revision import feed_revision
from api.store.feed_token import token_hash
from api.store.subscriptions import Order, make, revoke, rotate
from api.store.work import SYSTEM
from planner.plan import Plan
from tests.api.calendars.sample import PUBLISHED, REPLANNED, SEASON
from tests.api.feeds.publishing import NOW, OFFICE, subscribed


def changed(database: Database, before: Plan | None, after: Plan, number: int) -> int:
    with database.work(OFFICE, NOW + timedelta(minutes=number)) as work:
        record_changes(work, SEASON, before, after, number)
        return feed_revision(work.session).plans


def fetched(database: Database, subscription: str, token: str, plans: int) -> None:
    with database.work(SYSTEM, NOW) as work:
        write_fetches(work, [Fetches(subscription, token_hash(token), 1, NOW, "phone", plans)])


def waiting(database: Database, season: str | None = None) -> list[str]:
    with database.reading() as session:
        return [item.subscription.id for item in unfetched(session, season=season)]


def test_a_subscription_waits_from_the_change_until_its_next_fetch(database: Database) -> None:
    head, token = subscribed(database, "p01")
    assert waiting(database) == []
    plans = changed(database, None, PUBLISHED, 1)
    assert waiting(database) == [head.id]
    fetched(database, head.id, token, plans)
    assert waiting(database) == []
    changed(database, PUBLISHED, REPLANNED, 2)
    assert waiting(database) == [head.id]
    # A fetch of the calendar as it was before, written down late, does not count for the change.
    fetched(database, head.id, token, plans)
    assert waiting(database) == [head.id]


def test_only_those_whose_calendar_changed_wait(database: Database) -> None:
    people = {identity: subscribed(database, identity) for identity in ("p01", "p02", "p05")}
    with database.work(OFFICE, NOW) as work:
        joint = Target(kind=TargetKind.EVENT, id="joint-3", season=SEASON.id)
        event, event_token = make(work, Order(target=joint))
    plans = changed(database, None, PUBLISHED, 1)
    for made, token in (*people.values(), (event, event_token)):
        fetched(database, made.id, token, plans)
    changed(database, PUBLISHED, REPLANNED, 2)
    # p05 is on the trip that changed; the joint meeting stays as it was.
    assert set(waiting(database)) == {made.id for made, _ in people.values()}
    with database.reading() as session:
        told = unfetched(session)
    assert {(item.season, item.publication, item.changed_at) for item in told} == {
        (SEASON.id, 2, NOW + timedelta(minutes=2))
    }
    assert waiting(database, season="another") == []


def test_who_got_a_new_address_waits_and_who_lost_it_does_not(database: Database) -> None:
    made, token = subscribed(database)
    plans = changed(database, None, PUBLISHED, 1)
    fetched(database, made.id, token, plans)
    with database.work(OFFICE, NOW) as work:
        _, new = rotate(work, made.id)
    assert waiting(database) == [made.id]
    fetched(database, made.id, token, plans)  # noted before the rotation, written after it
    assert waiting(database) == [made.id]
    with database.work(OFFICE, NOW) as work:
        revoke(work, made.id)
    assert waiting(database) == []
    assert new != token


def test_a_publication_that_changes_no_item_still_tells_the_caches(database: Database) -> None:
    first = changed(database, None, PUBLISHED, 1)
    assert changed(database, PUBLISHED, PUBLISHED, 2) == first + 1
