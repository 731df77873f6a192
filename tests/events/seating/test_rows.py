from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.seating.conventions import FIRST_AT_UPPER_HAND, FOREIGN_GUESTS, TWO_IN_THE_MIDDLE
from events.seating.errors import InvalidSeating
from events.seating.rows import places_in_row, rostrum, row_sizes
from events.seating.rules import EvenConvention, Hand, SeatingRules, Viewpoint
from tests.events.seating.people import attendee, in_order

EVERY_CUSTOM = [
    TWO_IN_THE_MIDDLE.model_copy(update={"upper": upper, "seen_from": seen_from, "even": even})
    for upper, seen_from, even in product(Hand, Viewpoint, EvenConvention)
]
# As published, from the audience's left to its right (the notes on practice, §3).
PUBLISHED = {
    (TWO_IN_THE_MIDDLE.id, 7): "7 5 3 1 2 4 6",
    (TWO_IN_THE_MIDDLE.id, 8): "7 5 3 1 2 4 6 8",
    (FIRST_AT_UPPER_HAND.id, 7): "7 5 3 1 2 4 6",
    (FIRST_AT_UPPER_HAND.id, 8): "8 6 4 2 1 3 5 7",
    (FOREIGN_GUESTS.id, 7): "6 4 2 1 3 5 7",
    (TWO_IN_THE_MIDDLE.id, 16): "15 13 11 9 7 5 3 1 2 4 6 8 10 12 14 16",
}


@pytest.mark.parametrize(
    "rules", [TWO_IN_THE_MIDDLE, FIRST_AT_UPPER_HAND, FOREIGN_GUESTS], ids=lambda r: r.id
)
def test_rows_are_as_published(rules: SeatingRules) -> None:
    published = {count: row for (name, count), row in PUBLISHED.items() if name == rules.id}
    assert {count: " ".join(map(str, places_in_row(count, rules))) for count in published} == published


def test_an_even_row_with_left_told_by_the_audience_is_the_other_custom() -> None:
    told_by_audience = FIRST_AT_UPPER_HAND.model_copy(update={"seen_from": Viewpoint.AUDIENCE})
    assert places_in_row(8, told_by_audience) == places_in_row(8, TWO_IN_THE_MIDDLE)


@pytest.mark.parametrize("rules", EVERY_CUSTOM, ids=lambda r: f"{r.upper}-{r.seen_from}-{r.even}")
@pytest.mark.parametrize("count", range(1, 41))
def test_everybody_sits_once_and_rank_falls_outward(rules: SeatingRules, count: int) -> None:
    places = places_in_row(count, rules)
    middle = places.index(1)
    assert sorted(places) == list(range(1, count + 1))
    # From the first to either end every place is lower than the one before.
    assert list(places[: middle + 1]) == sorted(places[: middle + 1], reverse=True)
    assert list(places[middle:]) == sorted(places[middle:])
    # The first sits in the middle: of an even number beside it.
    assert middle in {(count - 1) // 2, count // 2}


@pytest.mark.parametrize("rules", EVERY_CUSTOM, ids=lambda r: f"{r.upper}-{r.seen_from}-{r.even}")
@pytest.mark.parametrize("count", range(2, 41))
def test_the_second_sits_at_the_upper_hand_in_the_viewpoint_of_the_rule(
    rules: SeatingRules, count: int
) -> None:
    places = places_in_row(count, rules)
    # What the rule's left is in that row: the audience sees it as listed, the rostrum mirrored.
    seen = places if rules.seen_from is Viewpoint.AUDIENCE else places[::-1]
    at_upper = seen.index(2) < seen.index(1) if rules.upper is Hand.LEFT else seen.index(2) > seen.index(1)
    swapped = count % 2 == 0 and rules.even is EvenConvention.FIRST_AT_UPPER_HAND
    assert at_upper is not swapped
    assert abs(places.index(1) - places.index(2)) == 1


@given(st.integers(0, 200), st.integers(1, 30), st.data())
def test_rows_hold_everybody_and_no_more_than_they_may(count: int, most: int, data: st.DataObject) -> None:
    front = data.draw(st.none() | st.integers(1, most))
    sizes = row_sizes(count, most, front)
    assert sum(sizes) == count
    assert all(1 <= size <= most for size in sizes)
    behind = sizes if front is None else sizes[1:]
    assert list(behind) == sorted(behind)
    assert max(behind, default=0) - min(behind, default=0) <= 1


@pytest.mark.parametrize(("most", "front"), [(0, None), (5, 0), (5, 6)])
def test_a_row_too_small_is_refused(most: int, front: int | None) -> None:
    with pytest.raises(InvalidSeating) as refused:
        row_sizes(10, most, front)
    assert [fault.code for fault in refused.value.faults] == ["seating_row_too_small"]


def test_the_front_row_of_a_rostrum_is_filled_by_rank_first() -> None:
    plan = rostrum("台", in_order(7)[::-1], TWO_IN_THE_MIDDLE, (3, 4))
    assert [[seat.attendee for seat in group.seats] for group in plan.groups] == [
        ["3", "1", "2"],
        ["6", "4", "5", "7"],
    ]
    assert [seat.number for seat in plan.groups[1].seats] == [6, 4, 5, 7]


def test_rows_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(InvalidSeating) as refused:
        rostrum("台", in_order(7), TWO_IN_THE_MIDDLE, (3, 5))
    assert refused.value.faults[0].detail == {"people": "7", "seats": "8"}


def test_a_tie_is_told_with_the_plan() -> None:
    plan = rostrum("台", (attendee("甲", 1), attendee("乙", 2), attendee("丙", 2)), TWO_IN_THE_MIDDLE)
    assert plan.ties == (("乙", "丙"),)
