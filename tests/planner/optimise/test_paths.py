"""Rule 3: trips from base to base, their days, their nights."""

from datetime import timedelta

import pytest

from planner.plan import Plan
from planner.rules import LodgingLimit
from planner.workdays import DayKind, DayOverride
from tests.builders import MONDAY, SUZHOU, WUXI, window
from tests.planner.optimise.week import (
    FREE,
    FRIDAY,
    NEXT_MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    Solved,
    base,
    met,
    prospect,
    rules,
    week,
    weights,
)
from tests.tiny_seasons import EAST, NANJING

# Who leaves the base at 17:00, in the traffic of the evening, reaches 无锡 at 18:30 and 苏州 at 18:45.
LATE = {"leave_base": 1_020}


def _days(plan: Plan) -> list[tuple[str, ...]]:
    return [tuple(str(day.isoweekday()) for day in trip.dates) for trip in plan.trips]


@pytest.mark.parametrize(("back", "visited"), [(1_125, "a"), (1_120, "")])
def test_a_trip_is_back_at_its_base_in_time(solved: Solved, back: int, visited: str) -> None:
    # The visit ends at 17:00 in 苏州; home takes 105 minutes: 18:45. Without a further day there is no way.
    company = prospect("a", 100, windows=(window(MONDAY, 960, 1_020),))
    one = week(company, rules=rules({"back_at_base": back}, most_trip_days=1))
    assert met(solved(one)) == visited
    longer = one.rules.model_copy(update={"most_trip_days": 2})
    assert met(solved(one.model_copy(update={"rules": longer}))) == "a"


@pytest.mark.parametrize(("most", "visited"), [(1, ""), (2, "a")])
def test_a_trip_leaves_its_base_at_the_hour_and_lasts_the_days_allowed(
    solved: Solved, most: int, visited: str
) -> None:
    plan = solved(week(prospect("a", 100, WEDNESDAY), rules=rules(LATE, most_trip_days=most)))
    assert met(plan) == visited
    assert _days(plan) == ([("2", "3")] if visited else [])


def test_a_trip_of_three_days_travels_out_and_home(solved: Solved) -> None:
    # Back at the base by 17:05 there is no leaving after a visit that ends at 17:00.
    hours = LATE | {"back_at_base": 1_025}
    company = prospect("a", 100, windows=(window(WEDNESDAY, 960, 1_020),))
    plan = solved(week(company, rules=rules(hours, most_trip_days=3)))
    assert _days(plan) == [("2", "3", "4")]
    assert [[visit.company for visit in day.visits] for day in plan.trips[0].days] == [[], ["a"], []]
    assert met(solved(week(company, rules=rules(hours, most_trip_days=2)))) == ""


@pytest.mark.parametrize(("day", "visited"), [(TUESDAY, "a"), (MONDAY, ""), (NEXT_MONDAY, "")])
def test_a_trip_lies_on_consecutive_working_days(solved: Solved, day: object, visited: str) -> None:
    # The day before Monday is a Sunday.
    season = week(prospect("a", 100, day), rules=rules(LATE), first=MONDAY - timedelta(days=7))
    assert met(solved(season)) == visited
    rest = DayOverride(day=MONDAY, kind=DayKind.REST_DAY)
    assert met(solved(season.model_copy(update={"day_overrides": (rest,)}))) == ""


def test_a_day_between_the_first_and_the_last_has_a_visit(solved: Solved) -> None:
    # One trip for Monday and Wednesday would pay, 200 - 150, but idle on Tuesday; two trips, 200 - 300, and
    # one of them, 100 - 150, do not pay. A worthless company on Tuesday makes the one trip possible.
    a, c = prospect("a", 100, MONDAY), prospect("c", 100, WEDNESDAY)
    dear = rules(weights=weights(points_per_trip=150))
    assert met(solved(week(a, c, rules=dear))) == ""
    plan = solved(week(a, prospect("b", 0, TUESDAY), c, rules=dear))
    assert (met(plan), plan.objective.total, len(plan.trips)) == ("abc", 50, 1)


@pytest.mark.parametrize(("at_hotel", "visited"), [(1_110, "a"), (1_105, "")])
def test_a_day_ends_at_the_hotel_in_time(solved: Solved, at_hotel: int, visited: str) -> None:
    # 18:30 is minute 1,110.
    hours = LATE | {"at_hotel": at_hotel}
    assert met(solved(week(prospect("a", 100, TUESDAY, city=WUXI), rules=rules(hours)))) == visited


def test_the_night_is_spent_where_tomorrow_begins(solved: Solved) -> None:
    # A night in 无锡 is free and one in 苏州 costs 40, yet the morning begins at b in 苏州.
    dear = FREE.model_copy(
        update={"lodging": (*FREE.lodging, LodgingLimit(city=SUZHOU.adcode, limits_cny=(40, 40, 40, 40, 40)))}
    )
    a = prospect("a", 100, windows=(window(MONDAY, 960, 1_020),), city=WUXI)
    b = prospect("b", 100, TUESDAY)
    one = week(a, b, rules=rules(LATE, costs=dear), first=MONDAY - timedelta(days=7))
    plan = solved(one)
    assert (met(plan), [day.night for day in plan.trips[0].days]) == ("b", [SUZHOU.adcode, None])
    assert plan.objective.total == 100 - 40
    # With c, as far as the hotel in 无锡 but of no worth, the day begins in 无锡 and the night is free.
    c = prospect("c", 0, windows=(window(TUESDAY, 540, 600),), city=WUXI)
    cheaper = solved(week(a, b, c, rules=rules(LATE, costs=dear)))
    assert (met(cheaper), cheaper.objective.total) == ("cb", 100)


def test_nobody_sleeps_where_no_company_is(solved: Solved) -> None:
    # 无锡 is a hotel city only because b is there: else all nights are in 苏州, at 40.
    dear = FREE.model_copy(
        update={"lodging": (*FREE.lodging, LodgingLimit(city=SUZHOU.adcode, limits_cny=(40, 40, 40, 40, 40)))}
    )
    a = prospect("a", 100, windows=(window(THURSDAY, 960, 1_020),))
    hours = {"back_at_base": 1_100}
    assert solved(week(a, rules=rules(hours, costs=dear))).objective.total == 60
    b = prospect("b", 0, FRIDAY, city=WUXI)
    plan = solved(week(a, b, rules=rules(hours, costs=dear)))
    assert plan.objective.total == 100
    assert [day.night for day in plan.trips[0].days][-2] == WUXI.adcode


def test_a_trip_stays_in_one_region(solved: Solved) -> None:
    # One leader, one day: 无锡 and 南京 lie 140 minutes apart, near enough if they were of one region.
    a = prospect("a", 100, windows=(window(MONDAY, 540, 600),), city=WUXI)
    b = prospect("b", 200, windows=(window(MONDAY, 780, 900),), city=NANJING)
    assert met(solved(week(a, b))) == "b"
    one_region = (EAST.model_copy(update={"cities": (*EAST.cities, NANJING.adcode)}),)
    assert met(solved(week(a, b, regions=one_region))) == "ab"


def test_a_base_serves_its_regions_only(solved: Solved) -> None:
    a, b = prospect("a", 100, MONDAY), prospect("b", 100, TUESDAY, city=NANJING)
    assert met(solved(week(a, b))) == "ab"
    assert met(solved(week(a, b, home=base(regions=("west",))))) == "b"


def test_a_trip_from_an_outpost_starts_and_ends_there(solved: Solved) -> None:
    # An hour by 09:35 begins at 08:35. Leaving at 07:00 one is in 苏州 at 08:45 from home, and at 08:25, the
    # buffer of 10 minutes before, from the outpost in 无锡.
    company = prospect("a", 100, windows=(window(MONDAY, 480, 575),))
    hours = {"visits_open": 480, "leave_hotel": 480}
    person = week().people[0].model_copy(update={"base": "outpost"})
    far = week(company, rules=rules(hours))
    near = week(company, rules=rules(hours), people=(person,), outposts=(base("outpost", WUXI),))
    assert met(solved(far)) == ""
    plan = solved(near)
    legs = [leg for day in plan.trips[0].days for leg in day.legs]
    assert (met(plan), plan.trips[0].base) == ("a", "outpost")
    assert (legs[0].origin.name, legs[-1].destination.name) == ("outpost", "outpost")
