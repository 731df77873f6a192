"""Changes of a row on the day, judged by trying every arrangement the custom allows."""

from itertools import combinations

import pytest

from events.seating.attendee import Attendee
from events.seating.car import car
from events.seating.conventions import FIRST_AT_UPPER_HAND, TWO_IN_THE_MIDDLE
from events.seating.errors import InvalidSeating
from events.seating.plan import SeatingPlan
from events.seating.row_change import Keep, with_in_row, without_in_row
from events.seating.rows import rostrum
from events.seating.rules import EvenConvention, SeatingRules
from tests.events.seating.people import attendee, in_order

BOTH = [TWO_IN_THE_MIDDLE, FIRST_AT_UPPER_HAND]


def _row(plan: SeatingPlan, number: int = 1) -> list[str]:
    return [str(seat.attendee) for seat in plan.groups[number - 1].seats]


def _chairs(row: list[str], first: str) -> dict[str, int]:
    return {name: chair - row.index(first) for chair, name in enumerate(row)}


def _fewest(before: list[str], people: list[str], rules: SeatingRules) -> int:
    """The fewest of ``people`` (in order of rank) at another chair, over every division in two hands."""
    first, *others = people
    old = _chairs(before, min(before, key=float))
    upper_surplus = 0 if len(people) % 2 else 1 if rules.even is EvenConvention.TWO_IN_THE_MIDDLE else -1
    size = (len(others) + upper_surplus) // 2
    counts = []
    for upper in combinations(others, size):
        lower = [name for name in others if name not in upper]
        # The upper hand of those seated is at the right of the audience.
        new = _chairs([*lower[::-1], first, *upper], first)
        counts.append(sum(name in old and old[name] != chair for name, chair in new.items()))
    return min(counts)


@pytest.mark.parametrize("rules", BOTH, ids=lambda rules: rules.id)
@pytest.mark.parametrize("count", [2, 3, 6, 7, 8, 9])
def test_keeping_chairs_moves_as_few_as_any_arrangement_could(rules: SeatingRules, count: int) -> None:
    plan = rostrum("台", in_order(count), rules)
    for gone in (str(number) for number in range(1, count + 1)):
        change = without_in_row(plan, gone, Keep.CHAIRS)
        left = [str(number) for number in range(1, count + 1) if str(number) != gone]
        assert sorted(_row(change.plan)) == sorted(left)
        assert len(change.moved) == _fewest(_row(plan), left, rules)


@pytest.mark.parametrize("rules", BOTH, ids=lambda rules: rules.id)
@pytest.mark.parametrize("count", [1, 4, 7, 8])
def test_a_newcomer_is_let_in_with_the_fewest_moves(rules: SeatingRules, count: int) -> None:
    plan = rostrum("台", in_order(count), rules)
    for place in range(count + 1):
        newcomer = attendee(f"{place}.5", 3, place)
        change = with_in_row(plan, newcomer, keep=Keep.CHAIRS)
        people = sorted([*_row(plan), newcomer.id], key=float)
        assert sorted(_row(change.plan), key=float) == people
        assert len(change.moved) == _fewest(_row(plan), people, rules)


@pytest.mark.parametrize("rules", BOTH, ids=lambda rules: rules.id)
def test_keeping_the_order_is_a_row_as_if_laid_out_anew(rules: SeatingRules) -> None:
    plan = rostrum("台", in_order(8), rules)
    left = tuple(person for person in in_order(8) if person.id != "3")
    assert without_in_row(plan, "3").plan == rostrum("台", left, rules)
    assert with_in_row(without_in_row(plan, "3").plan, in_order(8)[2]).plan.groups == plan.groups


def test_keeping_the_order_everybody_below_changes_hands() -> None:
    # 7 5 3 1 2 4 6 without 4, chairs counted from that of 1, the upper hand positive: 2 stays at +1, 3 at -1;
    # 5 goes from -2 to +2, 6 from +3 to -2, 7 from -3 to +3
    change = without_in_row(rostrum("台", in_order(7), TWO_IN_THE_MIDDLE), "4")
    assert _row(change.plan) == ["6", "3", "1", "2", "5", "7"]
    assert change.moved == ("6", "5", "7")


def test_keeping_chairs_only_those_beyond_the_gap_move_up() -> None:
    # 7 5 3 1 2 4 6 without 3: six people, the upper hand one longer; 5 and 7 move up
    change = without_in_row(rostrum("台", in_order(7), TWO_IN_THE_MIDDLE), "3", Keep.CHAIRS)
    assert (_row(change.plan), change.moved) == (["7", "5", "1", "2", "4", "6"], ("7", "5"))


def test_the_numbers_of_the_rows_behind_follow() -> None:
    plan = rostrum("台", in_order(6), TWO_IN_THE_MIDDLE, (3, 3))
    change = without_in_row(plan, "2")
    assert [[seat.number for seat in group.seats] for group in change.plan.groups] == [[1, 2], [5, 3, 4]]
    assert _row(change.plan, 2) == ["6", "4", "5"]
    joined = with_in_row(plan, attendee("新", 5), number=2)
    assert _row(joined.plan, 2) == ["6", "4", "5", "新"]
    assert joined.moved == ()


def test_a_row_that_loses_its_last_person_is_taken_away() -> None:
    change = without_in_row(rostrum("台", in_order(3), TWO_IN_THE_MIDDLE, (1, 2)), "1")
    assert [(group.number, len(group.seats)) for group in change.plan.groups] == [(1, 2)]


def _refused(code: str, change: object) -> None:
    assert callable(change)
    with pytest.raises(InvalidSeating) as refused:
        change()
    assert [fault.code for fault in refused.value.faults] == [code]


def test_changes_that_cannot_be_are_refused() -> None:
    people: tuple[Attendee, ...] = in_order(1)
    plan = rostrum("台", people, TWO_IN_THE_MIDDLE)
    _refused("seating_unknown_person", lambda: without_in_row(plan, "9"))
    ride = car("车", people, TWO_IN_THE_MIDDLE)
    _refused("seating_unknown_person", lambda: without_in_row(ride, "1"))
    _refused("seating_unknown_row", lambda: with_in_row(ride, attendee("2")))
    _refused("seating_nothing_to_seat", lambda: without_in_row(plan, "1"))
    _refused("seating_doubled", lambda: with_in_row(plan, people[0]))
    _refused("seating_unknown_row", lambda: with_in_row(plan, attendee("2"), number=2))
