from planner.clock import at
from planner.company import Company
from planner.place import Site
from planner.plan import Pause
from planner.workdays import DayKind, DayOverride
from tests.builders import HOME_CITY, MONDAY, SUZHOU, WUXI, company
from tests.planner.audit.scene import (
    TIMES,
    TUESDAY,
    WEDNESDAY,
    broken_by_plan,
    broken_by_season,
    rules_broken,
    scene,
    shifted,
)
from tests.plans import make_plan, make_trip, replaced
from tests.tiny_seasons import CHANGZHOU

CREW = ("deputy", "ann", "bob")


def test_every_day_of_a_trip_is_a_working_day() -> None:
    rest = DayOverride(day=TUESDAY, kind=DayKind.REST_DAY)
    worked = DayOverride(day=TUESDAY, kind=DayKind.WORKDAY)
    assert broken_by_season("day_overrides", to=(worked,)) == set()
    assert broken_by_season("day_overrides", to=(rest,)) == {"working_days"}


def test_every_day_of_a_trip_lies_in_the_horizon() -> None:
    assert broken_by_season("first", to=MONDAY) == set()
    assert broken_by_season("first", to=TUESDAY) == {"working_days"}


def test_the_days_of_a_trip_follow_each_other() -> None:
    planned = scene(companies=(company("a", MONDAY, WEDNESDAY), company("b", TUESDAY, WEDNESDAY)), events=())
    for day, expected in ((TUESDAY, set[str]()), (WEDNESDAY, {"days_in_a_row"})):
        itinerary = [(MONDAY, ("a",), "320500"), (day, ("b",), None)]
        plan = make_plan(planned, TIMES, [make_trip(planned, TIMES, "t", CREW, itinerary)])
        assert rules_broken(planned, plan) == expected


def test_a_trip_lasts_no_longer_than_allowed() -> None:
    assert broken_by_season("rules", "most_trip_days", to=2) == set()
    assert broken_by_season("rules", "most_trip_days", to=1) == {"trip_length"}


def test_a_day_holds_no_more_visits_than_allowed() -> None:
    assert broken_by_season("rules", "most_visits_a_day", to=2) == set()
    assert broken_by_season("rules", "most_visits_a_day", to=1) == {"visits_a_day"}


def test_only_the_first_and_the_last_day_may_meet_nobody() -> None:
    planned = scene(companies=(company("a", TUESDAY),), events=())
    night = "320500"
    around = [(MONDAY, (), night), (TUESDAY, ("a",), night), (WEDNESDAY, (), None)]
    plan = make_plan(planned, TIMES, [make_trip(planned, TIMES, "t", CREW, around)])
    assert rules_broken(planned, plan) == set()
    planned = scene(companies=(company("a", MONDAY),), events=())
    idle = [(MONDAY, ("a",), night), (TUESDAY, (), night), (WEDNESDAY, (), None)]
    plan = make_plan(planned, TIMES, [make_trip(planned, TIMES, "t", CREW, idle)])
    assert rules_broken(planned, plan) == {"travel_days"}


def test_a_trip_meets_somebody() -> None:
    planned = scene(events=())
    trip = make_trip(planned, TIMES, "t", CREW, [(MONDAY, ("a",), "320500"), (TUESDAY, (), None)])
    tuesday = trip.days[1]
    # a stands in the centre of 苏州, so the leg to it leads to the hotel as well.
    monday = trip.days[0].model_copy(update={"visits": (), "legs": trip.days[0].legs[:1]})
    empty = trip.model_copy(update={"days": (monday, tuesday)})
    assert rules_broken(planned, make_plan(planned, TIMES, [trip])) == set()
    assert rules_broken(planned, make_plan(planned, TIMES, [empty])) == {"travel_days"}


def _night(companies: tuple[Company, ...], city: str, tuesday: tuple[str, ...] = ("b",)) -> set[str]:
    """The rules broken by meeting a on Monday, sleeping in ``city``, and meeting ``tuesday`` on Tuesday."""
    planned = scene(companies=companies, events=())
    itinerary = [(MONDAY, ("a",), city), (TUESDAY, tuesday, None)]
    return rules_broken(planned, make_plan(planned, TIMES, [make_trip(planned, TIMES, "t", CREW, itinerary)]))


def test_a_night_is_spent_where_the_next_day_begins() -> None:
    companies = company("a", MONDAY), company("b", TUESDAY), company("c", city=WUXI)
    assert _night(companies, SUZHOU.adcode) == set()
    assert _night(companies, WUXI.adcode) == {"nights"}


def test_before_a_day_of_travel_a_night_is_spent_where_the_season_has_a_company() -> None:
    a, elsewhere = company("a", MONDAY), company("c", city=WUXI)
    assert _night((a, elsewhere), WUXI.adcode, tuesday=()) == set()
    assert _night((a,), WUXI.adcode, tuesday=()) == {"nights"}


def test_a_night_is_spent_in_the_region() -> None:
    # A company lies at home, outside the region; going there for the night takes no leg too long.
    near_home = company("c", city=CHANGZHOU)
    assert _night((company("a", MONDAY), near_home), CHANGZHOU.adcode, tuesday=()) == {"nights"}


def test_a_day_keeps_the_hours_of_base_and_hotel() -> None:
    # Monday leaves home at 07:00 and is at the hotel at 14:30 (870); Tuesday runs from 08:00 to 11:15 (675);
    # Thursday is back at 11:55 (715).
    hours = ("rules", "hours")
    assert broken_by_season(*hours, "leave_base", to=420) == set()
    assert broken_by_season(*hours, "leave_base", to=425) == {"day_hours"}
    assert broken_by_season(*hours, "leave_hotel", to=485) == {"day_hours"}
    assert broken_by_season(*hours, "at_hotel", to=870) == set()
    assert broken_by_season(*hours, "at_hotel", to=869) == {"day_hours"}
    assert broken_by_season(*hours, "back_at_base", to=715) == set()
    assert broken_by_season(*hours, "back_at_base", to=714) == {"day_hours"}


def test_a_visit_starts_after_the_buffer() -> None:
    # The smallest time between arrival and visit: a and d, reached at 08:25, start at 09:00.
    assert broken_by_season("rules", "hours", "buffer_minutes", to=35) == set()
    assert broken_by_season("rules", "hours", "buffer_minutes", to=36) == {"in_order"}


def test_nobody_leaves_before_a_visit_is_over() -> None:
    # From b one need not travel to the hotel: leaving early breaks nothing but the order.
    leg = ("trips", 0, "days", 0, "legs", 2)
    assert broken_by_plan(*leg, "depart", to=shifted(-5)) == {"in_order"}


def test_a_late_visit_has_lunch_before_it() -> None:
    # b is met from 12:30 to 14:30, so lunch is due; it is taken from 11:30.
    lunch = ("trips", 0, "days", 0, "lunch")
    assert broken_by_plan(*lunch, to=None) == {"lunch"}
    assert broken_by_season("rules", "hours", "lunch_minutes", to=60) == set()
    assert broken_by_season("rules", "hours", "lunch_minutes", to=65) == {"lunch"}


def test_lunch_lies_in_its_hours_outside_legs_and_visits() -> None:
    def lunch(start: int, end: int) -> set[str]:
        pause = Pause(start=at(MONDAY, start), end=at(MONDAY, end))
        return broken_by_plan("trips", 0, "days", 0, "lunch", to=pause)

    assert lunch(690, 750) == set()
    assert lunch(685, 745) == {"lunch"}  # before 11:30
    assert lunch(690, 749) == {"lunch"}  # too short
    assert lunch(695, 755) == {"lunch"}  # b is met from 750 on
    assert broken_by_season("rules", "hours", "lunch_close", to=750) == set()
    assert broken_by_season("rules", "hours", "lunch_close", to=749) == {"lunch"}


def test_a_visit_that_ends_early_needs_no_lunch() -> None:
    # a, alone on Monday, would end at 10:30; until 13:00 nobody is owed lunch.
    planned = scene(companies=(company("a", MONDAY, visit_minutes=240),), events=())
    trip = make_trip(planned, TIMES, "t", CREW, [(MONDAY, ("a",), None)])
    assert trip.days[0].lunch is None  # 09:00 to 13:00
    assert rules_broken(planned, make_plan(planned, TIMES, [trip])) == set()


def test_lunch_may_be_taken_aboard_the_leg_from_the_base() -> None:
    # From 江津 the flight lands late: 07:00, boarding 10:00, 10:00 + 139 + 60 = 13:19, at the door at 13:20.
    # The leg covers 11:30 to 13:20, 110 minutes of the hours for lunch.
    site = Site(city=HOME_CITY.adcode, lat=HOME_CITY.lat, lon=HOME_CITY.lon)
    base = scene().home.model_copy(update={"site": site})
    planned = scene(home=base, companies=(company("a", MONDAY),), events=())
    trip = make_trip(planned, TIMES, "t", CREW, [(MONDAY, ("a",), None)])
    aboard = replaced(trip, ("days", 0, "lunch"), None)
    assert rules_broken(planned, make_plan(planned, TIMES, [aboard])) == set()
    longer = replaced(planned, ("rules", "hours", "lunch_minutes"), 115)
    assert rules_broken(longer, make_plan(planned, TIMES, [aboard])) == {"lunch"}
