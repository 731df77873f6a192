from itertools import permutations

import pytest

from events.seating.around import (
    MOST_EXACT,
    around,
    chairs_of_honour,
    neighbour_score,
    seats_of,
    settle_neighbours,
    table_score,
)
from events.seating.attendee import Attendee
from events.seating.conventions import TWO_IN_THE_MIDDLE
from events.seating.plan import Role, Seat
from events.seating.rules import Hand
from tests.events.seating.people import attendee, host, in_order, member

HOSTS = tuple(host(f"主{k}", 1, k) for k in range(1, 5))


def _names(seats: tuple[Seat, ...]) -> list[str]:
    return [seat.attendee or "-" for seat in seats]


def test_guests_sit_right_and_left_of_the_first_host_then_of_the_second() -> None:
    # Clockwise from the chair that faces the door, seen from above: whoever sits there looks down, his right
    # hand is at the left of the picture, the last chair of the circle; the second host's right is before his.
    seats = around((*HOSTS[:2], *in_order(4)), 10, TWO_IN_THE_MIDDLE, head=True)
    assert _names(seats) == ["主1", "2", "-", "-", "3", "主2", "4", "-", "-", "1"]
    assert {seat.role: seat.attendee for seat in seats if seat.role} == {
        Role.PRINCIPAL_HOST: "主1", Role.SECOND_HOST: "主2", Role.PRINCIPAL_GUEST: "1",
    }  # fmt: skip
    assert [seat.number for seat in seats if seat.attendee == "3"] == [3]


def test_by_a_custom_of_the_left_hand_all_is_mirrored() -> None:
    rules = TWO_IN_THE_MIDDLE.model_copy(update={"banquet_first": Hand.LEFT})
    seats = around((*HOSTS[:2], *in_order(4)), 10, rules, head=True)
    assert _names(seats) == ["主1", "1", "-", "-", "4", "主2", "3", "-", "-", "2"]


def test_at_the_head_table_more_hosts_and_then_more_guests_follow_by_rank() -> None:
    seats = around((*HOSTS, *in_order(6)), 10, TWO_IN_THE_MIDDLE, head=True)
    assert _names(seats) == ["主1", "2", "主4", "5", "3", "主2", "4", "6", "主3", "1"]


def test_a_table_without_hosts_has_its_highest_guest_face_the_door() -> None:
    seats = around(in_order(3), 4, TWO_IN_THE_MIDDLE, head=False)
    assert _names(seats) == ["1", "3", "-", "2"]
    assert seats[0].role is Role.PRINCIPAL_GUEST


def test_an_empty_table_has_empty_chairs() -> None:
    assert _names(around((), 3, TWO_IN_THE_MIDDLE, head=False)) == ["-", "-", "-"]


@pytest.mark.parametrize("count", range(2, 21))
@pytest.mark.parametrize("second_host", [True, False])
def test_every_chair_but_the_hosts_is_one_of_honour_once(count: int, second_host: bool) -> None:  # noqa: FBT001
    chairs = chairs_of_honour(count, TWO_IN_THE_MIDDLE, second_host=second_host)
    assert sorted(chairs) == [chair for chair in range(1, count) if not (second_host and chair == count // 2)]


def _mixed(count: int) -> list[Attendee]:
    links = ("up", "mid", "down")
    return [
        member(f"g{k}", ("zb", "qm")[k * 7 % 5 % 2], links[k * 5 % 3], region=("csj", "mt")[k // 2 % 2])
        for k in range(count)
    ]


def test_neighbours_score_for_their_chain_their_sides_and_their_regions() -> None:
    up, down = member("a", "zb", "up", region="mt"), member("b", "zb", "down", region="mt")
    assert (neighbour_score(up, down), neighbour_score(up, host("h")), neighbour_score(up, None)) == (4, 3, 0)


@pytest.mark.parametrize("people", [3, 5])
def test_the_free_chairs_are_filled_best_of_all_orders(people: int) -> None:
    fixed: list[Attendee | None] = [HOSTS[0], attendee("1"), None, None, attendee("2"), None, None, None]
    free, seated = [2, 3, 5, 6, 7][:people], _mixed(people)
    best = 0
    for order in permutations(seated):
        trial = list(fixed)
        for chair, person in zip(free, order, strict=True):
            trial[chair] = person
        best = max(best, table_score(trial))
    settle_neighbours(fixed, free, seated)
    assert table_score(fixed) == best


def test_more_people_than_can_be_tried_are_exchanged_until_nothing_helps() -> None:
    people = _mixed(MOST_EXACT + 3)
    chairs: list[Attendee | None] = [None] * len(people)
    settle_neighbours(chairs, range(len(people)), people)
    assert sorted(p.id for p in chairs if p) == sorted(p.id for p in people)
    reached = table_score(chairs)
    assert reached > table_score(list(people))
    for i in range(len(chairs)):
        for j in range(i):
            trial = list(chairs)
            trial[i], trial[j] = trial[j], trial[i]
            assert table_score(trial) <= reached


def test_chairs_are_told_with_roles_and_guests_numbers() -> None:
    people = [attendee("低", 4), HOSTS[0], attendee("高", 2)]
    seats = seats_of([None, *people], people)
    assert [(seat.role, seat.number) for seat in seats] == [
        (None, None), (None, 2), (Role.SECOND_HOST, None), (Role.PRINCIPAL_GUEST, 1),
    ]  # fmt: skip


def test_equals_are_numbered_as_they_are_listed_so_that_the_first_sits_at_the_right_hand() -> None:
    equals = [attendee(name, 2) for name in "甲乙丙丁"]
    seats = around((*HOSTS[:2], *equals), 10, TWO_IN_THE_MIDDLE, head=True)
    assert _names(seats) == ["主1", "乙", "-", "-", "丙", "主2", "丁", "-", "-", "甲"]
    assert {seat.attendee: seat.number for seat in seats if seat.number} == {
        "甲": 1,
        "乙": 2,
        "丙": 3,
        "丁": 4,
    }
