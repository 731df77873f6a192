import pytest

from events.seating.car import car
from events.seating.conventions import TWO_IN_THE_MIDDLE
from events.seating.errors import InvalidSeating
from events.seating.plan import SeatingPlan
from tests.events.seating.people import in_order


def _seats(plan: SeatingPlan) -> dict[str, str]:
    [group] = plan.groups
    return {str(seat.attendee): str(seat.car_seat) for seat in group.seats}


def test_behind_a_chauffeur_the_best_seat_is_rear_right_then_behind_the_driver_then_in_front() -> None:
    assert _seats(car("车", in_order(3), TWO_IN_THE_MIDDLE)) == {
        "1": "rear_right", "2": "rear_left", "3": "front",
    }  # fmt: skip


def test_if_the_host_drives_the_first_guest_sits_beside_him() -> None:
    assert _seats(car("车", in_order(2), TWO_IN_THE_MIDDLE, host_drives=True)) == {
        "1": "front", "2": "rear_right",
    }  # fmt: skip


def test_a_fifth_passenger_is_refused() -> None:
    with pytest.raises(InvalidSeating) as refused:
        car("车", in_order(5), TWO_IN_THE_MIDDLE)
    assert refused.value.faults[0].detail == {"people": "5", "seats": "4"}
