"""Rules 1, 2 and 8 within a day: arrival and buffer, legs, lunch, how many visits."""

from typing import Any

import pytest

from planner.clock import at
from planner.plan import Plan
from tests.builders import MONDAY, WUXI, window
from tests.planner.optimise.week import Solved, met, prospect, rules, week
from tests.tiny_seasons import CHANGZHOU, NANJING

# A visit that ends after 13:00 needs an hour of lunch before it, between 11:30 and 14:00.
AFTERNOON = window(MONDAY, 660, 840)


def _starts(plan: Plan) -> list[object]:
    return [visit.start for trip in plan.trips for visit in trip.visits]


@pytest.mark.parametrize(("closes", "visited"), [(595, "a"), (594, "")])
def test_a_visit_starts_a_buffer_after_the_arrival(solved: Solved, closes: int, visited: str) -> None:
    # 07:00 and 105 minutes to 苏州 are 08:45, and 10 minutes more 08:55: the window from 08:55 on decides.
    early = {"visits_open": 480}
    one = week(prospect("a", 100, windows=(window(MONDAY, 480, closes),)), rules=rules(early))
    assert met(solved(one)) == visited
    # Without the buffer the visit may begin at 08:45.
    assert _starts(solved(one.model_copy(update={"rules": rules({**early, "buffer_minutes": 0})}))) == [
        at(MONDAY, 525)
    ]


@pytest.mark.parametrize(("opens", "visited"), [(675, "ab"), (670, "b")])
def test_between_two_visits_lies_the_time_of_the_leg(solved: Solved, opens: int, visited: str) -> None:
    # a ends at 10:00 in 无锡; 65 minutes and the buffer of 10 later it is 11:15, when b opens at the latest.
    a = prospect("a", 100, city=WUXI, windows=(window(MONDAY, 540, 600),))
    b = prospect("b", 200, windows=(window(MONDAY, opens, opens + 60),))
    plan = solved(week(a, b))
    assert (met(plan), plan.objective.total) == (visited, 300 if visited == "ab" else 200)


@pytest.mark.parametrize(("most", "points"), [(65, 300), (60, 200)])
def test_a_leg_within_the_region_is_short(solved: Solved, most: int, points: int) -> None:
    # From 无锡 to 苏州 it takes 65 minutes; from the base to 苏州 105, which no limit concerns.
    a, b = prospect("a", 100, MONDAY, city=WUXI), prospect("b", 200, MONDAY)
    plan = solved(week(a, b, rules=rules({"most_leg_minutes": most})))
    assert plan.objective.total == points


@pytest.mark.parametrize(("most", "points"), [(1, 300), (2, 500), (3, 600)])
def test_only_so_many_visits_are_made_a_day(solved: Solved, most: int, points: int) -> None:
    three = (prospect("a", 100, MONDAY), prospect("b", 200, MONDAY), prospect("c", 300, MONDAY))
    assert solved(week(*three, rules=rules(most_visits_a_day=most))).objective.total == points


def _lunching(minutes: int, **hours: int) -> Any:
    company = prospect("a", 100, windows=(AFTERNOON,), visit_minutes=minutes)
    return week(company, rules=rules(hours))


def test_lunch_fits_before_a_visit_that_ends_late(solved: Solved) -> None:
    # 120 minutes from 11:00 end at 13:00. 125 end at 13:05 and need lunch first, till 12:30: too late.
    assert _starts(solved(_lunching(120))) == [at(MONDAY, 660)]
    assert met(solved(_lunching(125))) == ""
    # Half an hour of lunch, 11:30 to 12:00, puts it off: the visit may now end by 13:30.
    assert _starts(solved(_lunching(125, lunch_minutes=30))) == [at(MONDAY, 660)]
    # 90 minutes after a whole lunch are over by 14:00.
    assert met(solved(_lunching(90))) == "a"


def test_lunch_is_eaten_once_a_day(solved: Solved) -> None:
    # Both end after 13:00; one hour, 11:30 to 12:30, serves both: they begin at 12:30 and 13:40.
    first = prospect("a", 100, windows=(window(MONDAY, 720, 815),))
    second = prospect("b", 100, windows=(window(MONDAY, 720, 885),))
    plan = solved(week(first, second))
    assert _starts(plan) == [at(MONDAY, 750), at(MONDAY, 820)]
    pauses = [(day.lunch.start, day.lunch.end) for trip in plan.trips for day in trip.days if day.lunch]
    assert pauses == [(at(MONDAY, 690), at(MONDAY, 750))]


@pytest.mark.parametrize(("city", "visited"), [(NANJING, "a"), (CHANGZHOU, "")])
def test_a_long_leg_from_the_base_counts_as_lunch(solved: Solved, city: Any, visited: str) -> None:
    # Who leaves at 12:00 for 南京 is there at 14:00, two hours of lunch time on the way, and begins at 14:10;
    # whoever is there already would have to eat until 13:00, and his window is over.
    closes = 910 if city == NANJING else 805
    company = prospect("a", 100, city=city, windows=(window(MONDAY, closes - 60, closes),))
    regions = tuple(
        item.model_copy(update={"cities": (*item.cities, CHANGZHOU.adcode)}) if item.id == "east" else item
        for item in week().regions
    )
    assert met(solved(week(company, regions=regions, rules=rules({"leave_base": 720})))) == visited


def test_the_enumeration_finds_every_set_that_has_an_order(solved: Solved) -> None:
    # Four doors, each open for exactly its hour and a quarter's drive from the next: one order only, d c b a.
    names = {"d": 540, "c": 620, "b": 700, "a": 780}
    companies = [prospect(name, 100, windows=(window(MONDAY, at_, at_ + 60),)) for name, at_ in names.items()]
    hours = {"lunch_open": 0, "lunch_minutes": 0}
    assert met(solved(week(*companies, rules=rules(hours)))) == "dcba"
