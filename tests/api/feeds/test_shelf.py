"""Calendars kept ready, up to so many bytes."""

from api.feeds.rendering import Key, Rendered, rendered
from api.feeds.shelf import Shelf


def key(person: str) -> Key:
    return (("person", "", person), "full", False, "zh")


def calendar(plans: int, size: int = 1_000) -> Rendered:
    return rendered(bytes(range(256)) * (size // 256 + 1), "甲", None, plans)


def test_a_calendar_is_there_until_a_later_publication() -> None:
    shelf = Shelf()
    shelf.put(key("a"), calendar(3))
    assert shelf.get(key("a"), 3) == shelf.get(key("a"), 2) == calendar(3)
    assert (shelf.get(key("a"), 4), shelf.get(key("b"), 3)) == (None, None)
    assert shelf.last(key("a")) == calendar(3)


def test_a_full_shelf_lets_go_of_what_was_put_first() -> None:
    shelf = Shelf(most_bytes=3 * calendar(1).weight_bytes)
    for person in "abc":
        shelf.put(key(person), calendar(1))
    shelf.put(key("a"), calendar(2))  # put anew, so that it is the latest
    shelf.put(key("d"), calendar(1))
    assert [shelf.last(key(person)) is not None for person in "abcd"] == [True, False, True, True]


def test_one_calendar_larger_than_the_shelf_is_kept_alone() -> None:
    shelf = Shelf(most_bytes=10)
    shelf.put(key("a"), calendar(1))
    shelf.put(key("b"), calendar(1))
    assert [shelf.last(key(person)) is not None for person in "ab"] == [False, True]
