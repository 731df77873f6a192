import pytest

from events.seating.attendee import Attendee, chain_neighbours, in_protocol_order, undecided_ties
from tests.events.seating.people import attendee, member


def test_rank_decides_then_the_order_number_and_never_the_name() -> None:
    people = (attendee("阿", 3, 2), attendee("张", 2, 9), attendee("赵", 3, 1))
    assert [person.name for person in in_protocol_order(people)] == ["张", "赵", "阿"]


def test_people_told_apart_by_nothing_stay_as_listed_and_are_named_as_a_tie() -> None:
    people = (attendee("乙", 3), attendee("甲", 3), attendee("丙", 4), attendee("丁", 3, 1))
    assert [person.name for person in in_protocol_order(people)] == ["乙", "甲", "丁", "丙"]
    assert undecided_ties(people) == (("乙", "甲"),)


@pytest.mark.parametrize(
    ("one", "other", "trade"),
    [
        (member("a", "zb", "up"), member("b", "zb", "down"), True),
        (member("a", "zb", "up"), member("b", "zb", "mid"), True),
        (member("a", "zb", "up"), member("b", "zb", "up"), False),
        (member("a", "zb", "up"), member("b", "qm", "down"), False),
        (attendee("a"), attendee("b"), False),
    ],
)
def test_chain_neighbours_are_of_one_chain_at_different_links(
    one: Attendee,
    other: Attendee,
    trade: bool,  # noqa: FBT001
) -> None:
    assert chain_neighbours(one, other) is trade
    assert chain_neighbours(other, one) is trade
