from datetime import date

from planner.timetable import Service

WEEKDAYS = (True, True, True, True, True, False, False)
SERVICE = Service(
    id="s",
    weekdays=WEEKDAYS,
    first=date(2027, 3, 1),
    last=date(2027, 3, 31),
    added=(date(2027, 3, 6), date(2027, 4, 3)),
    removed=(date(2027, 3, 3),),
)


def test_a_service_runs_on_its_weekdays_between_its_dates() -> None:
    assert SERVICE.runs_on(date(2027, 3, 1))
    assert SERVICE.runs_on(date(2027, 3, 31))
    assert not SERVICE.runs_on(date(2027, 3, 7))  # Sunday
    assert not SERVICE.runs_on(date(2027, 2, 26))
    assert not SERVICE.runs_on(date(2027, 4, 1))


def test_exceptions_add_and_remove_days() -> None:
    assert SERVICE.runs_on(date(2027, 3, 6))  # Saturday
    assert SERVICE.runs_on(date(2027, 4, 3))  # after the last date
    assert not SERVICE.runs_on(date(2027, 3, 3))
