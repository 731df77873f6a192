"""Rules 5 and 8: away limits, budgets, caps of kinds."""

from datetime import date
from typing import Any

import pytest

from planner.rules import LodgingLimit, TravelCosts
from planner.season import AwayException, AwayLimit
from tests.builders import MONDAY, SUZHOU, WUXI
from tests.planner.optimise.week import (
    ANN,
    DEPUTY,
    FREE,
    HEAD,
    TUESDAY,
    Solved,
    base,
    met,
    prospect,
    rules,
    week,
    weights,
)
from tests.tiny_seasons import NANJING

EAST_COMPANY = prospect("a", 100, MONDAY)
WEST_COMPANY = prospect("b", 200, MONDAY, city=NANJING)


def _excused(first: date, last: date) -> tuple[AwayException, ...]:
    return (AwayException(first=first, last=last, reason="已批准", approved_by="区委办"),)


@pytest.mark.parametrize(
    ("most", "exceptions", "points"),
    [
        (2, (), 300),
        (1, (), 200),
        (0, (), 0),
        (1, _excused(MONDAY, MONDAY), 300),
        (0, _excused(MONDAY, TUESDAY), 300),
        (1, _excused(TUESDAY, TUESDAY), 200),
    ],
)
def test_the_two_heads_are_not_away_at_once_save_for_an_exception(
    solved: Solved, most: int, exceptions: Any, points: int
) -> None:
    limit = AwayLimit(id="heads", people=("head", "deputy"), most_away=most, exceptions=exceptions)
    season = week(EAST_COMPANY, WEST_COMPANY, people=(HEAD, DEPUTY), away_limits=(limit,))
    assert solved(season).objective.total == points


def test_an_away_limit_counts_members_as_it_counts_leaders(solved: Solved) -> None:
    limit = AwayLimit(id="pair", people=("head", "ann"), most_away=1)
    season = week(EAST_COMPANY, people=(HEAD, ANN), home=base(least_staff=1), away_limits=(limit,))
    assert met(solved(season)) == ""
    wider = limit.model_copy(update={"most_away": 2})
    assert met(solved(season.model_copy(update={"away_limits": (wider,)}))) == "a"


def _lodging(suzhou: int, others: int) -> TravelCosts:
    """A night costs so many yuan, whoever sleeps."""
    rows = (
        LodgingLimit(city=SUZHOU.adcode, limits_cny=(suzhou,) * 5),
        LodgingLimit(city="*", limits_cny=(others,) * 5),
    )
    return FREE.model_copy(update={"lodging": rows})


# Who leaves at 17:00 needs a night before the visit.
NIGHT = {"leave_base": 1_020}


@pytest.mark.parametrize(("budget", "total"), [(99, 0), (100, 900), (None, 900)])
def test_the_budget_pays_for_every_night(solved: Solved, budget: int | None, total: int) -> None:
    costs = _lodging(100, 100)
    season = week(prospect("a", 1_000, TUESDAY), rules=rules(NIGHT, costs=costs, budget_cny=budget))
    assert solved(season).objective.total == total


@pytest.mark.parametrize(("budget", "total"), [(299, 0), (300, 700)])
def test_the_budget_counts_every_head(solved: Solved, budget: int, total: int) -> None:
    # Three people: 300 yuan.
    season = week(
        prospect("a", 1_000, TUESDAY),
        people=(HEAD, ANN, DEPUTY.model_copy(update={"rank": 4})),
        home=base(least_staff=2),
        rules=rules(NIGHT, costs=_lodging(100, 100), budget_cny=budget),
    )
    assert solved(season).objective.total == total


def test_fares_count_against_the_budget(solved: Solved) -> None:
    # A yuan a kilometre of road: what the plan spends is enough, and one yuan less is too little.
    roads = FREE.model_copy(update={"road_milli_cny_per_km": 1_000})
    season = week(prospect("a", 1_000, MONDAY), rules=rules(costs=roads))
    free = solved(season)
    spent = free.trips[0].fares_cny
    assert free.objective.total == 1_000 - spent
    assert spent > 100
    enough = season.model_copy(update={"rules": rules(costs=roads, budget_cny=spent)})
    assert met(solved(enough)) == "a"
    short = season.model_copy(update={"rules": rules(costs=roads, budget_cny=spent - 1)})
    assert met(solved(short)) == ""


@pytest.mark.parametrize(
    ("budgets", "total"),
    [
        ({}, 1_800),
        ({"east": 99}, 900),
        ({"east": 100}, 1_800),
        ({"east": 99, "west": 0}, 0),
        ({"west": 100}, 1_800),
    ],
)
def test_a_region_spends_its_own_budget(solved: Solved, budgets: dict[str, int], total: int) -> None:
    east, west = prospect("a", 1_000, TUESDAY), prospect("b", 1_000, TUESDAY, city=NANJING)
    season = week(
        east,
        west,
        people=(HEAD, DEPUTY),
        rules=rules(NIGHT, costs=_lodging(100, 100), region_budgets_cny=budgets),
    )
    assert solved(season).objective.total == total


@pytest.mark.parametrize(("most", "points"), [(0, 50), (1, 350), (2, 550), (3, 650)])
def test_only_so_many_of_a_kind_are_met(solved: Solved, most: int, points: int) -> None:
    # c is of no kind and costs nothing to meet: 50 always; of a, b and d the dearest come first.
    kinds = ("500强",)
    season = week(
        prospect("a", 100, MONDAY, kinds=kinds),
        prospect("b", 200, MONDAY, kinds=kinds),
        prospect("c", 50, MONDAY),
        prospect("d", 300, TUESDAY, kinds=kinds),
        rules=rules(most_of_kind={"500强": most}),
    )
    assert solved(season).objective.total == points


def test_a_kind_adds_its_points(solved: Solved) -> None:
    season = week(
        prospect("a", 100, MONDAY, kinds=("500强",)),
        prospect("b", 150, MONDAY),
        rules=rules(kind_points={"500强": 60}, most_visits_a_day=1),
    )
    assert (met(solved(season)), solved(season).objective.total) == ("a", 160)


def test_coverage_rewards_the_first_of_a_region_and_a_chain_most(solved: Solved) -> None:
    # One visit a day. On Tuesday b, second of the east, brings 100 + 10, and c, first of the west, 80 + 50.
    season = week(
        prospect("a", 100, MONDAY),
        prospect("b", 100, TUESDAY),
        prospect("c", 80, TUESDAY, city=NANJING),
        rules=rules(weights=weights(region_coverage=(50, 10)), most_visits_a_day=1),
    )
    plan = solved(season)
    assert (met(plan), plan.objective.coverage, plan.objective.total) == ("ac", 100, 280)
    flat = rules(weights=weights(region_coverage=(50, 50)), most_visits_a_day=1)
    assert solved(season.model_copy(update={"rules": flat})).objective.total == 300


def test_load_is_shared_between_those_who_can_go(solved: Solved) -> None:
    # The second day away of one person costs 30: two leaders of equal rank go one day each.
    other = HEAD.model_copy(update={"id": "other", "name": "other"})
    season = week(
        prospect("a", 100, MONDAY),
        prospect("b", 100, TUESDAY, city=NANJING),
        people=(HEAD, other),
        rules=rules(weights=weights(load_steps=(0, 30)), most_trip_days=1),
    )
    plan = solved(season)
    assert (sorted(trip.leader for trip in plan.trips), plan.objective.load) == (["head", "other"], 0)
    alone = solved(season.model_copy(update={"people": (HEAD,)}))
    assert (alone.objective.load, alone.objective.total) == (30, 170)


def test_hours_on_the_road_and_trips_cost_points(solved: Solved) -> None:
    # 80 minutes each way to 无锡 at 1 point, the trip 40: a company there is worth a trip from 201 points on.
    priced = rules(weights=weights(points_per_travel_minute=1, points_per_trip=40))
    assert solved(week(prospect("a", 201, MONDAY, city=WUXI), rules=priced)).objective.total == 1
    assert met(solved(week(prospect("a", 199, MONDAY, city=WUXI), rules=priced))) == ""
