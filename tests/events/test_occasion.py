from datetime import date

import pytest

from events.candidate_days import EventCalendar
from events.training import Training
from planner.errors import InvalidSeason
from planner.workdays import Workdays

WORKDAYS = Workdays(date(2027, 3, 1), date(2027, 5, 31))
CALENDAR = EventCalendar(WORKDAYS, date(2027, 3, 1))


def test_an_event_without_a_day_is_refused_by_its_title() -> None:
    with pytest.raises(InvalidSeason) as refused:
        Training(id="T", title="培训", among=(date(2027, 4, 3),)).to_event(CALENDAR)
    assert refused.value.faults[0].value == "培训"


def test_times_places_and_demands_are_carried_over() -> None:
    training = Training(
        id="T",
        title="培训",
        start_minute=840,
        duration_minutes=90,
        venue="党校",
        optional=True,
        held_points=7,
    )
    event = training.to_event(CALENDAR)
    assert (event.start_minute, event.duration_minutes, event.venue) == (840, 90, "党校")
    assert (event.optional, event.held_points, event.company_count) == (True, 7, 0)
