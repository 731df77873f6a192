"""Rules 1, 4 and 7 at the compiled calendar: windows, working days, hours, cool-down, busy people."""

from datetime import timedelta
from typing import Any

import pytest

from planner.clock import at
from planner.window import Busy, Window
from planner.workdays import DayKind, DayOverride
from tests.builders import MONDAY, busy, window
from tests.planner.optimise.week import (
    SATURDAY,
    TUESDAY,
    Solved,
    met,
    prospect,
    rules,
    week,
)

AN_HOUR = (window(MONDAY, 600, 660),)


def _windows(*windows: Window, minutes: int = 60, **fields: Any) -> Any:
    return week(prospect("a", 100, windows=windows, visit_minutes=minutes), **fields)


@pytest.mark.parametrize(("minutes", "visited"), [(60, "a"), (61, "")])
def test_a_visit_lies_whole_inside_a_window(solved: Solved, minutes: int, visited: str) -> None:
    plan = solved(_windows(*AN_HOUR, minutes=minutes))
    assert (met(plan), plan.objective.total) == (visited, 100 if visited else 0)


def test_a_visit_does_not_reach_from_one_window_into_the_next(solved: Solved) -> None:
    halves = (window(MONDAY, 600, 630), window(MONDAY, 630, 660))
    assert met(solved(_windows(*halves))) == ""
    assert met(solved(_windows(*halves, minutes=30))) == "a"


def test_of_two_windows_of_a_day_the_later_one_may_serve(solved: Solved) -> None:
    # Who leaves at 07:00 is in 苏州 at 08:45; the window from 09:00 to 09:30 is too short.
    plan = solved(_windows(window(MONDAY, 540, 570), window(MONDAY, 900, 960)))
    assert [visit.start for trip in plan.trips for visit in trip.visits] == [at(MONDAY, 900)]


def test_a_visit_is_on_a_working_day(solved: Solved) -> None:
    assert met(solved(_windows(window(SATURDAY)))) == ""
    made_up = DayOverride(day=SATURDAY, kind=DayKind.WORKDAY)
    assert met(solved(_windows(window(SATURDAY), day_overrides=(made_up,)))) == "a"
    rest = DayOverride(day=MONDAY, kind=DayKind.REST_DAY)
    assert met(solved(_windows(window(MONDAY), day_overrides=(rest,)))) == ""


@pytest.mark.parametrize(("opens", "closes"), [(480, 599), (1_021, 1_140)])
def test_a_visit_lies_inside_the_hours_of_the_day(solved: Solved, opens: int, closes: int) -> None:
    # Of the morning's window 59 minutes lie after 09:00, of the evening's 59 before 18:00.
    assert met(solved(_windows(window(MONDAY, opens, closes)))) == ""
    longer = {"visits_open": 525, "visits_close": 1_090}
    assert met(solved(_windows(window(MONDAY, opens, closes), rules=rules(longer)))) == "a"


@pytest.mark.parametrize(("minutes", "visited"), [(55, "a"), (56, "")])
def test_a_visit_starts_on_the_grid(solved: Solved, minutes: int, visited: str) -> None:
    # From 10:01 the grid of five minutes has 10:05, and from there to 11:00 are 55 minutes.
    assert met(solved(_windows(window(MONDAY, 601, 660), minutes=minutes))) == visited
    assert (
        met(solved(_windows(window(MONDAY, 601, 660), minutes=59, rules=rules({"grid_minutes": 1})))) == "a"
    )


@pytest.mark.parametrize(("last_met", "visited"), [(90, "a"), (89, "")])
def test_a_company_is_not_met_before_its_cool_down_ends(solved: Solved, last_met: int, visited: str) -> None:
    company = prospect("a", 100, MONDAY, last_met_on=MONDAY - timedelta(days=last_met))
    assert met(solved(week(company))) == visited
    assert met(solved(week(company, rules=rules(cool_down_days=89)))) == "a"


@pytest.mark.parametrize(
    ("meeting", "visited"),
    [
        (busy(MONDAY, 1_435, 1_440), ""),  # any day it touches is lost
        (Busy(start=at(MONDAY, 1_380), end=at(TUESDAY, 0)), ""),
        (
            Busy(start=at(MONDAY - timedelta(days=1), 600), end=at(MONDAY, 0)),
            "a",
        ),  # midnight ends the day before
        (busy(TUESDAY), "a"),
    ],
)
def test_nobody_is_away_on_a_day_he_is_busy(solved: Solved, meeting: Busy, visited: str) -> None:
    one = week(prospect("a", 100, MONDAY))
    head = one.people[0].model_copy(update={"busy": (meeting,)})
    assert met(solved(one.model_copy(update={"people": (head,)}))) == visited


def test_nothing_lies_outside_the_season(solved: Solved) -> None:
    # Who leaves at 17:00 meets somebody on the day after: on the first day of the season nobody can be met.
    company = prospect("a", 100, TUESDAY)
    late = rules({"leave_base": 1_020})
    assert met(solved(week(company, rules=late))) == "a"
    assert met(solved(week(company, rules=late, first=TUESDAY))) == ""
