"""A whole plan as a roster: the same trips, people and events, worth the same to the last point."""

import pytest

from planner.company import Needs
from planner.objective import objective_of
from planner.optimise.in_hand import by_worth, roster_in_hand
from planner.optimise.market import Market
from planner.optimise.pinned import fixed_points
from planner.optimise.roster import Rostered
from planner.options import Options
from planner.plan import Plan, Status
from planner.season import Season
from planner.solve import solve
from planner.travel.network import Network
from tests.brute_force import best_value
from tests.builders import MONDAY
from tests.planner.optimise.markets import market_of
from tests.planner.optimise.week import ANN, DEPUTY, HEAD, TUESDAY, base, prospect, week
from tests.planner.quarters import quarter
from tests.tiny_seasons import tiny_season

SEEDS = [seed for seed in range(300, 340) if best_value(tiny_season(seed), Network(tiny_season(seed)))]


def _in_hand(season: Season, plan: Plan, published: Plan | None = None) -> tuple[Market, Rostered]:
    market = market_of(season, published)
    found = roster_in_hand(market, plan, 1)
    assert found is not None
    return market, found


def _crews(market: Market, found: Rostered) -> list[tuple[int, list[str]]]:
    names = [person.id for person in market.instance.season.people]
    return sorted(
        (staffed.column.first, sorted(names[p] for p in (*staffed.column.team.aboard, *staffed.staff)))
        for staffed in found.trips
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tiny_plan_is_taken_over_to_the_last_point(seed: int) -> None:
    season = tiny_season(seed)
    plan = solve(season)
    market, found = _in_hand(season, plan)
    assert found.value + fixed_points(season, market.instance.network, None) == plan.objective.total
    days = market.instance.day_index
    pinned = {trip.dates for trip in season.pins.trips}
    trips = [trip for trip in plan.trips if trip.dates not in pinned]
    assert _crews(market, found) == sorted((days[t.dates[0]], sorted(t.delegation)) for t in trips)


def test_a_large_plan_is_taken_over_with_what_it_changes() -> None:
    season = quarter()
    first, second = (solve(season, Options(effort=0, seed=seed)) for seed in (1, 2))
    thinner = second.model_copy(update={"trips": second.trips[1:], "events": second.events})
    network = Network(season)
    market, found = _in_hand(season, thinner, published=first)
    worth = objective_of(season, thinner.trips, thinner.events, network, first).total
    assert found.value + fixed_points(season, network, first) == worth
    assert found.events == {
        event.id: market.instance.day_index[item.start.date()]
        for item in thinner.events
        for event in market.adjust.events
        if event.id == item.event
    }


def test_a_crew_is_taken_over_though_another_would_be_cheaper() -> None:
    # Ann need not come: the plan sends her, so she is aboard.
    season = week(prospect("a", 100, MONDAY), people=(HEAD, ANN), home=base(least_staff=1))
    plan = solve(season)
    alone = week(prospect("a", 100, MONDAY), people=(HEAD, ANN))
    market, found = _in_hand(alone, plan)
    assert _crews(market, found) == [(0, ["ann", "head"])]


def test_a_delegation_the_search_does_not_know_is_not_taken_over() -> None:
    # The deputy comes as second because b asks for him; where nobody asks, there is no such team.
    asking = prospect("b", 200, TUESDAY, needs=Needs(person="deputy", least_rank=HEAD.rank))
    season = week(asking, people=(HEAD, DEPUTY))
    plan = solve(season)
    assert plan.status is Status.OPTIMAL
    assert [trip.delegation for trip in plan.trips] == [("head", "deputy")]
    assert (
        roster_in_hand(market_of(week(prospect("b", 200, TUESDAY), people=(HEAD, DEPUTY))), plan, 1) is None
    )


def test_of_equals_the_first_is_best() -> None:
    one, two, three = (
        Rostered((), {str(k): k}, value, value, optimal=True) for k, value in enumerate((5, 7, 7))
    )
    assert by_worth([None, one, two, three]) is two
    assert by_worth([None]) is None
