import pytest

from events.matchmaking.participant import Side
from events.matchmaking.tables import home_tables, seated
from tests.events.matchmaking.days import day_of, person, request


def test_hosts_have_a_table_of_their_own_before_companies_and_the_busiest_before_others() -> None:
    people = [person("a"), person("h", side=Side.HOST), person("b"), person("k", side=Side.HOST), person("z")]
    pairs = [request("ha"), request("ka"), request("kb"), request("ab")]
    day = day_of(*pairs, participants=people, tables=3)
    assert home_tables(day, pairs) == {"k": 1, "h": 2, "a": 3}


def test_whoever_owns_the_table_sits_there_and_guests_of_nobody_take_what_is_free() -> None:
    people = [person("h", side=Side.HOST), *map(person, "abcd")]
    pairs = [request("ha"), request("hb"), request("ab"), request("cd")]
    day = day_of(*pairs, participants=people, tables=2)
    assert seated(day, {"ha": 1, "cd": 1, "ab": 2, "hb": 3}) == {"ha": 1, "cd": 2, "ab": 2, "hb": 1}


def test_a_table_that_cannot_be_used_is_left_and_one_held_before_is_kept() -> None:
    day = day_of(request("ab"), request("cd"), tables=3)
    slots = {"ab": 1, "cd": 1}
    # Tables 1, 2 and 3 are those of a, b and c.
    assert seated(day, slots, {1: frozenset({1})}) == {"ab": 2, "cd": 3}
    assert seated(day, slots, wanted={"cd": 1, "ab": 3}) == {"ab": 3, "cd": 1}


def test_more_meetings_than_tables_are_refused() -> None:
    day = day_of(request("ab"), request("cd"), tables=2)
    with pytest.raises(ValueError, match="slot 2 has 2 meetings and 1 tables"):
        seated(day, {"ab": 2, "cd": 2}, {2: frozenset({2})})
