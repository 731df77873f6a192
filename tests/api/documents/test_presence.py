from datetime import date

from api.documents.presence import Attendance, presence_of
from planner.clock import at
from planner.event import EventKind
from planner.window import Busy
from tests.api.documents.sample import PLAN, SEASON


def test_trips_and_events_stand_by_person_in_order_of_time() -> None:
    presence = presence_of(SEASON, PLAN)
    assert [trip.id for trip in presence.trips["deng"]] == ["t02", "t04"]
    assert presence.events["zhou"][0] == Attendance(date(2027, 3, 19), EventKind.JOINT_MEETING, "3月联席会议")
    assert "he" not in presence.events


def test_a_busy_span_touches_its_days_and_not_the_one_that_begins_where_it_ends() -> None:
    evening, noon = date(2027, 3, 1), date(2027, 3, 3)
    spans = (
        Busy(start=at(evening, 1_200), end=at(noon, 0)),
        Busy(start=at(noon, 0), end=at(noon, 720)),
    )
    person = SEASON.people[0].model_copy(update={"busy": spans})
    season = SEASON.model_copy(update={"people": (person, *SEASON.people[1:])})
    assert presence_of(season, PLAN).busy["zhou"] == {evening, date(2027, 3, 2), noon}
    first_only = person.model_copy(update={"busy": spans[:1]})
    season = SEASON.model_copy(update={"people": (first_only, *SEASON.people[1:])})
    assert presence_of(season, PLAN).busy["zhou"] == {evening, date(2027, 3, 2)}
