from datetime import date, timedelta
from typing import Any

import pytest

from api.texts.sentences import sentence
from planner.errors import Fault, InvalidSeason
from planner.event import Event, EventKind
from planner.person import Chain, Rank
from planner.place import Region, Site
from planner.rules import LodgingLimit, Rules, TravelCosts
from planner.season import AwayException, AwayLimit, Base, Pins
from planner.timetable import Call, Service, Station, Timetable, Train
from planner.window import Window
from planner.workdays import DayKind, DayOverride
from tests.builders import EAST, MONDAY, SUZHOU, WUXI, company, person, season
from tests.planner.audit.scene import plan_of, scene
from tests.plans import replaced

NEXT_SEASON = date(2027, 3, 8)


def faults(**fields: Any) -> list[tuple[str, str, str]]:
    """Code, place and value of each fault of the season with these fields; each has its three sentences."""
    try:
        season(**fields)
    except InvalidSeason as refused:
        for fault in refused.faults:
            assert sentence(fault, "zh").message
            assert sentence(fault, "en").remedy
        return [(fault.code, fault.place, fault.value) for fault in refused.faults]
    return []


def event(name: str, *after: str, day: date = MONDAY, **fields: Any) -> Event:
    defaults = {"id": name, "kind": EventKind.OTHER, "title": name, "candidate_days": (day,), "after": after}
    return Event(**defaults | fields)


def test_a_season_without_faults_is_accepted() -> None:
    assert faults() == []
    assert faults(companies=(company("a", MONDAY),), events=(event("e"), event("f", "e"))) == []


@pytest.mark.parametrize(
    ("field", "items", "value"),
    [
        ("companies", (company("a"), company("b"), company("a")), "a"),
        ("events", (event("e"), event("f"), event("e")), "e"),
        ("cities", (SUZHOU, WUXI, SUZHOU, *season().cities[:1]), SUZHOU.adcode),
        ("chains", tuple(Chain(id=name, name=name) for name in "xyx"), "x"),
        ("away_limits", tuple(AwayLimit(id=name, people=()) for name in "xyx"), "x"),
    ],
)
def test_an_id_used_twice_is_named_where_it_is_used_again(field: str, items: Any, value: str) -> None:
    assert faults(**{field: items}) == [("duplicate_id", f"{field}[2]", value)]


def test_further_lists_have_unique_ids() -> None:
    twice = season()
    assert faults(people=(*twice.people, twice.people[2])) == [("duplicate_id", "people[5]", "ann")]
    assert faults(units=twice.units * 2) == [("duplicate_id", "units[1]", "bureau")]
    empty = Region(id="csj", name="另一个", cities=())
    assert faults(regions=(EAST, empty)) == [("duplicate_id", "regions[1]", "csj")]
    days = tuple(DayOverride(day=MONDAY, kind=kind) for kind in DayKind)
    assert faults(day_overrides=days) == [("duplicate_id", "day_overrides[1]", "2027-03-01")]


def test_an_outpost_may_not_bear_the_id_of_home() -> None:
    with pytest.raises(InvalidSeason) as refused:
        season(outposts=(season().home,))
    assert refused.value.faults == (
        Fault(code="duplicate_id", place="outposts[0]", value="home", detail={"first": "home"}),
    )


def test_a_pinned_trip_is_in_the_season_by_its_names_and_days() -> None:
    trip = plan_of(scene()).trips[0]
    with pytest.raises(InvalidSeason) as refused:
        scene(pins=Pins(trips=(replaced(trip, ("leader",), "nobody"), trip)))
    assert [(fault.code, fault.place) for fault in refused.value.faults] == [
        ("duplicate_id", "pins.trips[1]"),
        ("no_such_person", "pins.trips[0].leader"),
    ]
    later = replaced(trip, ("days", 1, "day"), NEXT_SEASON)
    with pytest.raises(InvalidSeason) as refused:
        scene(pins=Pins(trips=(later,)))
    assert [fault.code for fault in refused.value.faults] == ["pinned_trip_outside_season"]


def test_a_circle_of_events_is_named() -> None:
    circle = (event("a"), event("b", "d"), event("c", "b"), event("d", "c"))
    (found,) = faults(events=circle)
    assert found[:2] == ("events_in_a_circle", "events[1].after")
    assert set(found[2].split(" → ")) == {"b", "c", "d"}
    assert faults(events=(event("a", "a"),)) == [("events_in_a_circle", "events[0].after", "a → a")]


def test_a_season_ends_after_it_starts_and_within_four_hundred_days() -> None:
    assert faults(last=date(2027, 2, 28)) == [("season_ends_before_it_starts", "last", "2027-02-28")]
    assert faults(last=MONDAY) == []
    assert faults(last=MONDAY + timedelta(days=399)) == []
    assert faults(last=MONDAY + timedelta(days=400)) == [("horizon_too_long", "last", "2028-04-04")]


def test_windows_lie_in_the_season() -> None:
    outside = company("a", MONDAY, NEXT_SEASON)
    place = "companies[0].windows[1]"
    assert faults(companies=(outside,)) == [("window_outside_season", place, "2027-03-08")]


def test_the_day_of_a_window_is_the_day_in_china() -> None:
    # 23:30 UTC of the Sunday before is 07:30 of the first Monday.
    early = Window.model_validate({"start": "2027-02-28T23:30:00Z", "end": "2027-03-01T02:00:00Z"})
    assert faults(companies=(company("a").model_copy(update={"windows": (early,)}),)) == []


def test_an_event_has_a_candidate_day_in_the_season() -> None:
    assert faults(events=(event("e", candidate_days=(MONDAY, NEXT_SEASON)),)) == []
    outside = ("event_outside_season", "events[0].candidate_days", "2027-03-08")
    assert faults(events=(event("e", day=NEXT_SEASON),)) == [outside]
    assert faults(events=(event("e", candidate_days=()),)) == [(*outside[:2], "")]


def test_an_exception_ends_after_it_starts() -> None:
    item = AwayException(first=MONDAY, last=date(2027, 2, 28), reason="r", approved_by="a")
    limit = AwayLimit(id="x", people=("head",), exceptions=(item,))
    place = "away_limits[0].exceptions[0]"
    assert faults(away_limits=(limit,)) == [("exception_ends_before_it_starts", place, "2027-02-28")]


def test_the_people_of_a_base_are_led_by_somebody() -> None:
    outpost = Base(id="east", name="驻苏南组", site=Site(city=WUXI.adcode, lat=31.5, lon=120.3))
    assert faults(outposts=(outpost,)) == []  # nobody lives there yet
    crew = (*season().people, person("dan", base="east"))
    assert faults(outposts=(outpost,), people=crew) == [("nobody_may_lead", "outposts[0]", "驻苏南组")]
    led = (*crew, person("eva", Rank.DEPARTMENT_HEAD, base="east"))
    assert faults(outposts=(outpost,), people=led) == []
    assert faults(people=(person("ann"),)) == [("nobody_may_lead", "home", "江津")]


def test_a_city_lies_in_one_region() -> None:
    other = Region(id="other", name="另一个", cities=(WUXI.adcode,))
    assert faults(regions=(EAST, other)) == [("city_in_two_regions", "regions[1].cities[0]", "无锡")]


def test_every_hotel_city_has_a_lodging_limit() -> None:
    suzhou = LodgingLimit(city=SUZHOU.adcode, limits_cny=(1, 1, 1, 1, 1))
    rules = Rules(costs=TravelCosts(lodging=(suzhou,)))
    assert faults(rules=rules, companies=(company("a"),)) == []
    missing = [("no_lodging_limit", "rules.costs.lodging", "无锡")]
    assert faults(rules=rules, companies=(company("a"), company("b", city=WUXI))) == missing


def test_trains_call_at_stations_and_run_on_services_that_exist() -> None:
    station = Station(id="s", name="苏州", lat=31.3, lon=120.6)
    service = Service(id="daily", weekdays=(True,) * 7, first=MONDAY, last=MONDAY)
    train = Train(number="G1", service="daily", calls=(Call(0, 1, 2), Call(1, 3, 4)))
    table = Timetable(stations=(station,), services=(service,), trains=(train,))
    assert faults(timetable=table) == [("no_such_station", "timetable.trains[0]", "1")]
    table = Timetable(stations=(station, station), trains=(train,))
    assert faults(timetable=table) == [("no_such_service", "timetable.trains[0]", "daily")]


def test_every_fault_is_named_at_once() -> None:
    found = faults(
        last=NEXT_SEASON, companies=(company("a"), company("a", chain="x")), events=(event("e", "f"),)
    )
    assert [code for code, _, _ in found] == ["duplicate_id", "no_such_chain", "no_such_event"]


def test_a_fault_reads_in_chinese() -> None:
    with pytest.raises(InvalidSeason) as refused:
        season(companies=(company("甲公司", NEXT_SEASON),))
    (fault,) = refused.value.faults
    assert str(sentence(fault)) == (
        "「甲公司」的可访时段 2027-03-08 不在本季（2027-03-01 至 2027-03-05）内 本季内的日期 "
        "请更正日期，或删去该时段，或调整本季起止日"
    )
