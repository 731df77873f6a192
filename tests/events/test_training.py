from datetime import date

from events.candidate_days import EventCalendar
from events.training import Training
from planner.event import Event, EventKind
from planner.workdays import Workdays

WORKDAYS = Workdays(date(2027, 3, 1), date(2027, 5, 31))
CALENDAR = EventCalendar(WORKDAYS, date(2027, 3, 1))
APRIL = tuple(date(2027, 4, day) for day in (1, 2, 6, 7))


def test_a_training_requires_its_trainers_and_may_touch_a_holiday() -> None:
    training = Training(
        id="T", title="培训", trainers=("P1",), audience=("P2", "P1"), among=APRIL, after=("F",)
    )
    assert training.to_event(CALENDAR) == Event(
        id="T",
        kind=EventKind.TRAINING,
        title="培训",
        candidate_days=APRIL,
        required=("P1",),
        wished=("P2",),
        after=("F",),
    )
