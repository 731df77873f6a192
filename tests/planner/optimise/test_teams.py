"""Who may head a delegation, what companies need, and the dates of events, compiled."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from planner.company import FirstContact, Needs
from planner.event import Event, EventKind
from planner.optimise.dates import choose_dates
from planner.optimise.land import compile_land
from planner.optimise.needs import requirement
from planner.optimise.prices import Prices
from planner.person import Chain, Person, Rank
from planner.season import Season
from tests.builders import MONDAY, SUZHOU, WUXI, person
from tests.planner.optimise.markets import market_of
from tests.planner.optimise.week import ANN, BOB, DEPUTY, HEAD, TUESDAY, WEDNESDAY, base, prospect, week
from tests.tiny_seasons import NANJING

DAN = person("dan", Rank.DEPARTMENT_HEAD, skills=("德语",))
EVE = person("eve", skills=("德语",), unit="park")
PEOPLE = (HEAD, DEPUTY, DAN, ANN, EVE)


def _needing(
    needs: Needs, contact: FirstContact | None = None, chief: str | None = "dan"
) -> tuple[Season, dict[str, set[str]]]:
    company = prospect("a", 1, MONDAY, needs=needs, chain="food", first_contact=contact)
    season = week(company, people=PEOPLE, chains=(Chain(id="food", name="食品", chief=chief),))
    found = requirement(season, season.companies[0], {p.id: k for k, p in enumerate(PEOPLE)})
    parts = {"heads": found.heads, "staff": found.staff}
    return season, {
        name: {"+".join(PEOPLE[p].id for p in sorted(g)) for g in groups} for name, groups in parts.items()
    }


@pytest.mark.parametrize(
    ("needs", "contact", "heads", "staff"),
    [
        (Needs(), None, set(), set()),
        (Needs(chief=True), None, {"dan"}, set()),
        (Needs(person="deputy"), None, {"deputy"}, set()),
        (Needs(person="ann"), None, set(), {"ann"}),
        # dan and eve speak German; eve is staff.
        (Needs(skills=("德语",)), None, set(), {"dan+eve"}),
        (Needs(), FirstContact(unit="park", aboard=True), set(), {"eve"}),
        (Needs(), FirstContact(unit="park", person="dan", aboard=True), {"dan"}, set()),
        (Needs(), FirstContact(unit="park", aboard=False), set(), set()),
    ],
)
def test_needs_are_groups_of_whom_one_is_aboard(
    needs: Needs, contact: FirstContact | None, heads: set[str], staff: set[str]
) -> None:
    assert _needing(needs, contact)[1] == {"heads": heads, "staff": staff}


def test_a_need_that_nobody_can_meet_is_an_empty_group() -> None:
    _, found = _needing(Needs(chief=True, skills=("法语",)), chief=None)
    assert found["heads"] | found["staff"] == {""}


def _teams(*people: Person, every: bool, needs: Needs | None = None) -> set[tuple[str, ...]]:
    season = week(
        prospect("a", 1, MONDAY, needs=needs or Needs()),
        people=people,
        home=base(leader_rank_at_most=Rank.DEPUTY),
    )
    found = market_of(season, every=every).teams.all
    return {tuple(people[p].id for p in team.aboard) for team in found}


@pytest.mark.parametrize("every", [True, False])
def test_whoever_may_lead_leads_alone_and_with_a_second_who_is_asked_for(*, every: bool) -> None:
    assert _teams(*PEOPLE, every=every) == {("head",), ("deputy",)}
    asked = _teams(*PEOPLE, every=every, needs=Needs(person="dan"))
    assert asked == {("head",), ("deputy",), ("head", "dan"), ("deputy", "dan")}
    # Nobody takes his superior along.
    assert _teams(*PEOPLE, every=every, needs=Needs(person="head")) == {("head",), ("deputy",)}


def test_in_exact_work_a_second_may_stand_in_for_staff() -> None:
    german = Needs(skills=("德语",))
    assert ("head", "dan") in _teams(*PEOPLE, every=True, needs=german)
    assert ("head", "dan") not in _teams(*PEOPLE, every=False, needs=german)


def test_a_land_has_the_legs_of_the_network() -> None:
    season = week(
        prospect("a", 1, MONDAY), prospect("b", 1, MONDAY, city=WUXI), prospect("c", 1, MONDAY, city=NANJING)
    )
    market = market_of(season)
    land = next(stock.land for stock in market.stocks if stock.land.region == "east")
    assert ([season.companies[c].id for c in land.companies], [city.adcode for city in land.hotels]) == (
        ["a", "b"],
        [SUZHOU.adcode, WUXI.adcode],
    )
    network, slot = market.instance.network, 600 // 5
    for row, origin in enumerate(land.points):
        for column, destination in enumerate(land.points):
            assert land.arrive(0)[row, column, slot] == network.arrival(origin, destination, MONDAY, 600)
            assert land.minutes[row, column] == network.nominal(origin, destination).minutes
            assert land.fare_cny[row, column] == network.nominal(origin, destination).fare_cny
    # Places are bases, then hotels; points are companies, hotels, bases.
    assert [land.points[land.point_of(place)].name for place in range(land.places)] == [
        "home",
        "苏州",
        "无锡",
    ]


def test_a_region_without_a_company_or_a_base_is_no_land() -> None:
    season = week(prospect("a", 1, MONDAY), home=base(regions=("west",)))
    instance = market_of(season).instance
    assert (compile_land(instance, "east"), compile_land(instance, "west")) == (None, None)


def _dated(*events: Event, day_price: dict[int, float] | None = None) -> dict[str, int]:
    market = market_of(week(prospect("a", 1, MONDAY), people=(HEAD, DEPUTY, BOB), events=events))
    prices = Prices.zero(market.instance, market.limits)
    for day, price in (day_price or {}).items():
        prices.day[:, day] = price
    return choose_dates(market, prices)


def _event(name: str, *days: date, **fields: Any) -> Event:
    return Event(**{"id": name, "kind": EventKind.OTHER, "title": name, "candidate_days": days} | fields)


def test_an_event_is_on_the_day_on_which_its_people_are_cheapest() -> None:
    event = _event("e", MONDAY, TUESDAY, WEDNESDAY, required=("head",))
    assert _dated(event, day_price={0: 5.0, 1: 1.0, 2: 3.0}) == {"e": 1}


def test_events_of_one_person_are_apart_and_in_order() -> None:
    first = _event("first", MONDAY, TUESDAY, required=("head",))
    then = _event("then", MONDAY, TUESDAY, WEDNESDAY, required=("head",), after=("first",))
    found = _dated(then, first, day_price={0: 9.0, 1: 1.0, 2: 5.0})
    assert found == {"first": 1, "then": 2}
    apart = _dated(first, _event("other", MONDAY, TUESDAY, required=("head",)), day_price={0: 9.0, 1: 1.0})
    assert sorted(apart.values()) == [0, 1]


def test_compiled_needs_are_masks_of_head_groups() -> None:
    season, _ = _needing(Needs(chief=True))
    teams = market_of(season).teams
    assert teams.needs_mask(0) == np.uint64(1)
    alone = {
        season.people[t.leader].id: bool(t.heads & teams.needs_mask(0)) for t in teams.all if t.second is None
    }
    assert alone == {"head": False, "deputy": False, "dan": True}
