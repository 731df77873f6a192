import pytest

from events.seating.conventions import FOREIGN_GUESTS, TWO_IN_THE_MIDDLE
from events.seating.errors import InvalidSeating
from events.seating.photo import PhotoPlace, photo, photo_rows
from events.seating.plan import SeatingPlan
from tests.events.seating.people import attendee, host, in_order


def _rows(plan: SeatingPlan) -> list[list[str]]:
    return [[str(seat.attendee) for seat in group.seats] for group in plan.groups]


def test_the_width_says_how_many_sit_and_how_many_stand() -> None:
    # 300 cm hold 300 / 60 = 5 chairs and 300 // 45 = 6 people standing: 5 + 13 in rows of 6, fuller behind
    assert photo_rows(18, PhotoPlace(width_cm=300)) == (5, 4, 4, 5)
    assert photo_rows(18, PhotoPlace(width_cm=300, front=3)) == (3, 5, 5, 5)
    assert photo_rows(4, PhotoPlace(width_cm=300)) == (4,)


def test_the_ranks_are_in_the_middle_of_the_front_row() -> None:
    plan = photo("影", in_order(8), TWO_IN_THE_MIDDLE, PhotoPlace(width_cm=300, front=5))
    assert _rows(plan) == [["5", "3", "1", "2", "4"], ["8", "6", "7"]]


def test_behind_the_front_row_the_tallest_stand_last_and_in_the_middle() -> None:
    heights = {"1": 150, "2": 190, "3": 191, "4": 160, "5": 185, "6": 170, "7": 180, "8": 175, "9": 165}
    people = [person.model_copy(update={"height_cm": heights[person.id]}) for person in in_order(9)]
    plan = photo("影", people, TWO_IN_THE_MIDDLE, PhotoPlace(width_cm=180, tallest_behind=True))
    # 3 chairs by rank; 4 a row behind: the six others are 4: 160, 9: 165, 6: 170 and 8: 175, 7: 180, 5: 185
    assert _rows(plan) == [["3", "1", "2"], ["4", "6", "9"], ["8", "5", "7"]]


def test_where_one_height_is_unknown_rank_decides() -> None:
    place = PhotoPlace(width_cm=180, tallest_behind=True)
    assert _rows(photo("影", in_order(6), TWO_IN_THE_MIDDLE, place)) == [["3", "1", "2"], ["6", "4", "5"]]


def test_with_foreign_guests_hosts_and_guests_alternate_from_the_principal_host() -> None:
    hosts = [host(f"主{k}", 1, k) for k in range(1, 4)]
    people = [*hosts, *(attendee(f"客{k}", 1, k) for k in range(1, 5))]
    plan = photo("影", people, FOREIGN_GUESTS, PhotoPlace(width_cm=600))
    # Right is upper: seen by the audience guest 1 stands left of host 1.
    assert _rows(plan) == [["客3", "主2", "客1", "主1", "客2", "主3", "客4"]]


def test_a_place_too_narrow_is_refused() -> None:
    with pytest.raises(InvalidSeating):
        photo("影", in_order(3), TWO_IN_THE_MIDDLE, PhotoPlace(width_cm=59))
