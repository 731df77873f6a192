"""The counters: raised in the same transaction, in order, and Last-Modified never the same twice."""

from datetime import timedelta
from threading import Barrier, Thread

from api.store.database import Database
from api.store.feed_revision import FeedRevision, addresses_changed, feed_revision, feeds_changed
from tests.api.feeds.publishing import NOW, OFFICE


def revision(database: Database) -> FeedRevision:
    with database.reading() as session:
        return feed_revision(session)


def test_before_the_first_change_all_is_zero(database: Database) -> None:
    assert revision(database) == FeedRevision(plans=0, subscriptions=0, modified_at=None)


def test_publications_and_addresses_are_counted_apart(database: Database) -> None:
    with database.work(OFFICE, NOW) as work:
        assert (addresses_changed(work), feeds_changed(work), addresses_changed(work)) == (1, 1, 2)
    found = revision(database)
    assert (found.plans, found.subscriptions) == (1, 2)


def test_the_moment_of_change_is_whole_seconds_and_later_each_time(database: Database) -> None:
    moments = []
    for offset_ms in (900, 950, 200, 5_000):  # twice in one second, then a clock that ran backwards
        with database.work(OFFICE, NOW + timedelta(milliseconds=offset_ms)) as work:
            feeds_changed(work)
        moments.append(revision(database).modified_at)
    assert moments == [NOW + timedelta(seconds=seconds) for seconds in (0, 1, 2, 5)]


def test_an_address_that_went_bad_makes_no_calendar_newer(database: Database) -> None:
    with database.work(OFFICE, NOW) as work:
        feeds_changed(work)
    with database.work(OFFICE, NOW + timedelta(hours=1)) as work:
        addresses_changed(work)
    assert revision(database).modified_at == NOW


def test_changes_at_once_are_all_counted(database: Database) -> None:
    together, counts = Barrier(8), list[int]()

    def change() -> None:
        together.wait()
        with database.work(OFFICE, NOW) as work:
            counts.append(feeds_changed(work))

    threads = [Thread(target=change) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == list(range(1, 9))
    assert revision(database).plans == 8
