"""Addresses in memory: forgotten when they go bad, whatever the order in which news arrives."""

from api.feeds.addresses import Addresses
from api.store.feed_lookup import Address, Found
from api.store.feed_revision import FeedRevision
from api.store.feed_watch import Check

TARGET = ("person", "", "p01")


def found(token_hash: str, *, subscription: str = "s", changed_in: int = 0, seen: int = 0) -> Found:
    address = Address(
        subscription, token_hash, TARGET, "full", alarms=False, language="zh", changed_in=changed_in
    )
    return Found(address, FeedRevision(plans=1, subscriptions=seen))


def test_what_was_looked_up_is_known() -> None:
    addresses = Addresses()
    addresses.admit(found("a"))
    assert addresses.get("a") == found("a").address
    assert addresses.get("b") is None
    assert addresses.plans == 1


def test_a_revoked_address_is_forgotten_and_no_other() -> None:
    addresses = Addresses()
    addresses.admit(found("a", subscription="one"))
    addresses.admit(found("b", subscription="two"))
    addresses.apply(Check(1, 1, (("one", 1),)))
    assert (addresses.get("a"), addresses.get("b")) == (None, found("b", subscription="two").address)


def test_news_of_a_rotation_does_not_forget_the_address_that_came_of_it() -> None:
    addresses = Addresses()
    addresses.admit(found("old"))
    new = found("new", changed_in=1, seen=1)
    addresses.admit(new)  # looked up after the rotation, before the watch told of it
    assert addresses.get("old") is None
    addresses.apply(Check(1, 1, (("s", 1),)))
    assert addresses.get("new") == new.address


def test_a_look_up_that_is_older_than_the_news_is_not_kept() -> None:
    addresses = Addresses()
    addresses.apply(Check(1, 1, (("s", 1),)))
    addresses.admit(found("a", seen=0))  # read before the revocation, arrived after it
    assert addresses.get("a") is None


def test_counters_never_run_backwards() -> None:
    addresses = Addresses()
    addresses.apply(Check(5, 3))
    addresses.apply(Check(4, 2))
    assert (addresses.plans, addresses.seen) == (5, 3)
