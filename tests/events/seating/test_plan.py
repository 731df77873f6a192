import pytest
from pydantic import ValidationError

from events.seating.attendee import Attendee
from events.seating.conventions import TWO_IN_THE_MIDDLE
from events.seating.plan import SeatingPlan
from events.seating.rows import rostrum
from planner.refusal import faults_of
from tests.events.seating.people import attendee, in_order

PLAN = rostrum("台", in_order(5), TWO_IN_THE_MIDDLE)


def test_a_plan_travels_as_json() -> None:
    assert SeatingPlan.model_validate_json(PLAN.model_dump_json()) == PLAN


def test_a_place_is_found_by_who_sits_there() -> None:
    placed = PLAN.place_of("2")
    assert placed is not None
    assert (placed.group.number, placed.seat.position, placed.seat.number) == (1, 4, 2)
    assert PLAN.place_of("6") is None


def test_seat_order_goes_from_the_audiences_left() -> None:
    assert [person.id for person in PLAN.in_seat_order()] == ["5", "3", "1", "2", "4"]


@pytest.mark.parametrize(
    "people",
    [in_order(4), (*in_order(5), attendee("6")), (*in_order(5), attendee("5"))],
    ids=["one fewer", "one more", "one twice"],
)
def test_a_plan_that_seats_others_than_its_people_is_refused(people: tuple[Attendee, ...]) -> None:
    with pytest.raises(ValidationError) as refused:
        PLAN.reseated(PLAN.groups, people, ())
    assert [fault.code for fault in faults_of(refused.value)] == ["not_seated_once"]


def test_somebody_listed_twice_and_seated_twice_is_refused() -> None:
    again = PLAN.groups[0].model_copy(update={"number": 2})
    with pytest.raises(ValidationError, match="not so: 1, 2, 3, 4, 5"):
        PLAN.reseated((*PLAN.groups, again), (*PLAN.attendees, *PLAN.attendees), ())
