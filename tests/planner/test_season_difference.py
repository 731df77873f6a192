"""What differs between two seasons, by hand, and that nothing of a season can differ unseen."""

from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel

from planner.clock import at
from planner.company import Needs, Stage
from planner.person import Rank
from planner.season import Base, Pins, Season, VisitPin
from planner.season_difference import Part, SeasonChange, season_differences
from planner.timetable import Flight
from planner.workdays import DayKind, DayOverride
from tests.builders import MONDAY, busy, company, person, season, window
from tests.planner.optimise.week import FRIDAY, TUESDAY, WEDNESDAY
from tests.planner.quarters import quarter
from tests.planner.travel.feeds import timetable, train
from tests.tiny_seasons import tiny_season

PLAIN = season(companies=(company("a", MONDAY, TUESDAY), company("b", MONDAY)))

Told = tuple[str, str, str, tuple[str, ...], tuple[str, ...]]


def _told(before: Season, after: Season) -> list[Told]:
    return [
        (item.part.value, item.subject, ".".join(item.field), item.before, item.after)
        for item in season_differences(before, after)
    ]


def _with(**fields: Any) -> Season:
    return PLAIN.model_copy(update=fields)


def test_equal_seasons_do_not_differ_nor_do_their_lists_in_another_order() -> None:
    assert season_differences(quarter(), quarter()) == ()
    turned = quarter().model_copy(
        update={
            "companies": tuple(
                item.model_copy(update={"windows": item.windows[::-1]}) for item in quarter().companies[::-1]
            ),
            "people": quarter().people[::-1],
            "events": quarter().events[::-1],
        }
    )
    assert season_differences(quarter(), turned) == ()


def test_who_comes_and_goes_is_told_by_id() -> None:
    people = (*PLAIN.people[1:], person("new", Rank.DEPUTY))
    found = season_differences(PLAIN, _with(people=people))
    assert [(item.part, item.subject, item.change) for item in found] == [
        (Part.PERSON, PLAIN.people[0].id, SeasonChange.DROPPED),
        (Part.PERSON, "new", SeasonChange.ADDED),
    ]


def test_of_a_list_what_one_side_alone_has_is_told() -> None:
    a = company("a", TUESDAY, WEDNESDAY, needs=Needs(skills=("德语",)))
    assert _told(PLAIN, _with(companies=(a, PLAIN.companies[1]))) == [
        ("company", "a", "needs.skills", (), ("德语",)),
        ("company", "a", "windows", ("2027-03-01 09:00–18:00",), ("2027-03-03 09:00–18:00",)),
    ]


def test_plain_fields_are_told_before_and_after() -> None:
    a = PLAIN.companies[0].model_copy(
        update={"expected_investment_cny": 5, "stage": Stage.CONTRACT, "last_met_on": date(2026, 1, 2)}
    )
    (home,) = PLAIN.bases
    moved = Base(**home.model_dump() | {"least_staff": 1})
    assert _told(
        PLAIN, _with(companies=(a, PLAIN.companies[1]), home=moved, last=FRIDAY, title="另一季")
    ) == [
        ("frame", "", "title", ("测试季",), ("另一季",)),
        ("base", "home", "least_staff", ("2",), ("1",)),
        ("company", "a", "expected_investment_cny", ("0",), ("5",)),
        ("company", "a", "last_met_on", (), ("2026-01-02",)),
        ("company", "a", "stage", ("lead",), ("contract",)),
    ]


def test_rules_are_told_by_their_path_and_numbers_whole() -> None:
    weights = PLAIN.rules.weights.model_copy(update={"load_steps": (0, 5)})
    rules = PLAIN.rules.model_copy(
        update={"weights": weights, "kind_points": {"500强": 9}, "budget_cny": 100, "most_trip_days": 3}
    )
    assert _told(PLAIN, _with(rules=rules)) == [
        ("rule", "", "budget_cny", (), ("100",)),
        ("rule", "", "kind_points.500强", (), ("9",)),
        ("rule", "", "most_trip_days", ("4",), ("3",)),
        ("rule", "", "weights.load_steps", tuple(map(str, PLAIN.rules.weights.load_steps)), ("0", "5")),
    ]


def test_names_of_ranks_count_in_their_order() -> None:
    names = PLAIN.rules.rank_names
    turned = PLAIN.rules.model_copy(update={"rank_names": names[::-1]})
    assert _told(PLAIN, _with(rules=turned)) == [("rule", "", "rank_names", names, names[::-1])]


def test_busy_times_pins_and_days_are_words() -> None:
    tired = PLAIN.people[0].model_copy(
        update={"busy": (busy(MONDAY), busy(TUESDAY, 600, 1_500).model_copy(update={"away": True}))}
    )
    pins = Pins(visits=(VisitPin(company="a", day=MONDAY, leader="head"),), events={})
    rest = DayOverride(day=WEDNESDAY, kind=DayKind.REST_DAY, note="调休")
    other = _with(people=(tired, *PLAIN.people[1:]), pins=pins, day_overrides=(rest,))
    assert _told(PLAIN, other) == [
        (
            "person",
            tired.id,
            "busy",
            (),
            ("2027-03-01 09:00–12:00 会议", "2027-03-02 10:00–2027-03-03 01:00 会议 true"),
        ),
        ("pin", "", "visits", (), ("a 2027-03-01 head",)),
        ("day_override", "2027-03-03", "", (), ()),
    ]


def test_trains_and_flights_are_told_by_number() -> None:
    cities = ("苏州", "无锡")
    one = timetable(
        cities, train("G1", (0, 480, 480), (1, 520, 520)), train("G2", (0, 500, 500), (1, 540, 540))
    )
    two = timetable(
        cities, train("G1", (0, 480, 480), (1, 525, 525)), train("G3", (0, 500, 500), (1, 540, 540))
    )
    flight = Flight(number="CA1", origin="320200", destination="500116", depart_minute=600, arrive_minute=700)
    found = season_differences(
        PLAIN.model_copy(update={"timetable": one}),
        PLAIN.model_copy(update={"timetable": two, "flights": (flight,)}),
    )
    assert [(item.part, item.subject, item.field, bool(item.before), bool(item.after)) for item in found] == [
        (Part.TIMETABLE, "", ("trains", "G1"), True, True),
        (Part.TIMETABLE, "", ("trains", "G2"), True, False),
        (Part.TIMETABLE, "", ("trains", "G3"), False, True),
        (Part.FLIGHT, "CA1", (), False, False),
    ]


def _leaves(value: object) -> int:
    """How many plain values hang below ``value``."""
    if isinstance(value, BaseModel):
        return sum(_leaves(getattr(value, name)) for name in type(value).model_fields)
    if isinstance(value, tuple):
        return sum(map(_leaves, value))
    return 1


@pytest.mark.parametrize("name", [name for name in Season.model_fields if name != "format"])
def test_no_part_of_a_season_can_differ_unseen(name: str) -> None:
    # Each part in turn is taken from another season: whatever there is of it, the difference is told.
    one, seen = quarter().model_copy(update={"flights": (), "outposts": ()}), 0
    full = Flight(number="X", origin="320500", destination="320200", depart_minute=1, arrive_minute=2)
    for seed in range(40):
        other = tiny_season(seed).model_copy(
            update={"as_of": at(date(2020, 1, 1), seed), "flights": (full,), "id": f"s{seed}"}
        )
        mixed = one.model_copy(update={name: getattr(other, name)})
        if getattr(mixed, name) != getattr(one, name) and _leaves(getattr(mixed, name)):
            seen += 1
            assert season_differences(one, mixed) != ()
    assert seen > 0


def test_windows_that_open_an_hour_earlier_are_two_words() -> None:
    earlier = company("b", windows=(window(MONDAY, 480),))
    assert _told(PLAIN, _with(companies=(PLAIN.companies[0], earlier))) == [
        ("company", "b", "windows", ("2027-03-01 09:00–18:00",), ("2027-03-01 08:00–18:00",))
    ]
