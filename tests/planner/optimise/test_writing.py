"""Every column can be written down as a trip that keeps every rule and costs what the column says."""

from random import Random

import pytest

from planner.audit import TRIP_RULES
from planner.audit.evidence import Evidence
from planner.clock import at
from planner.objective import objective_of
from planner.optimise.columns import Column
from planner.optimise.complete import Complete
from planner.optimise.ledger import money
from planner.optimise.market import Market
from planner.optimise.reshape import without
from planner.optimise.roster import Staffed
from planner.optimise.staffing import Berths
from planner.optimise.writing import written
from planner.plan import Plan, Status, Trip
from planner.season import Season
from tests.builders import MONDAY, window
from tests.planner.optimise.markets import market_of
from tests.planner.optimise.week import prospect, week
from tests.planner.quarters import quarter
from tests.tiny_seasons import tiny_season

A_FEW = 12


def _crewed(market: Market, column: Column) -> Staffed | None:
    """The column with as many staff as may come, if they meet its needs."""
    berths = Berths(market.instance, column)
    wanted = sorted(berths.eligible, key=lambda p: -sum(p in group for group in berths.asked))[: berths.most]
    met = all(group & set(wanted) for group in berths.asked)
    return Staffed(column, tuple(wanted)) if met and len(wanted) >= berths.least else None


def _broken(season: Season, market: Market, trip: Trip) -> list[str]:
    plan = Plan(season=season.id, made_at=season.as_of, status=Status.FEASIBLE, trips=(trip,))
    evidence = Evidence(season, plan, market.instance.network)
    return [found.rule for item in evidence.trips for rule in TRIP_RULES for found in rule(evidence, item)]


def _checked(season: Season, market: Market, column: Column) -> None:
    staffed = _crewed(market, column)
    if staffed is None:
        return
    trip = written(market.stocks[column.stock].land, staffed, "new", season.as_of)
    assert _broken(season, market, trip) == []
    objective = objective_of(season, (trip,), (), market.instance.network)
    people = [*column.team.aboard, *staffed.staff]
    assert (trip.fares_cny, trip.lodging_cny) == (objective.fares, objective.lodging)
    assert objective.fares + objective.lodging <= money(market, column, people)
    assert objective.travel_time <= column.minutes * market.instance.weights.points_per_travel_minute
    assert {visit.company for visit in trip.visits} == {season.companies[c].id for c in column.companies}


@pytest.mark.parametrize("seed", range(700, 715))
def test_every_column_can_be_written_and_keeps_every_rule_of_a_trip(seed: int) -> None:
    season, dice = tiny_season(seed), Random(seed)
    market = market_of(season)
    columns = Complete(market, 10**6).columns()
    for column in dice.sample(columns, min(A_FEW, len(columns))):
        _checked(season, market, column)
        if len(column.companies) > 1:
            thinner = without(market, column, {dice.choice(sorted(column.companies))})
            if thinner is not None:
                _checked(season, market, thinner)


def test_a_trip_without_a_company_is_none() -> None:
    market = market_of(week(prospect("a", 1, MONDAY)))
    column = Complete(market, 10**6).columns()[0]
    assert without(market, column, {0}) is None


def test_one_leaves_as_late_as_reaches_the_visit() -> None:
    # Open from 14:00 in 苏州, 105 minutes away by day: lunch is at home, and one arrives ten minutes before.
    season = week(prospect("a", 1, windows=(window(MONDAY, 540, 600),)), rules=quarter().rules)
    market = market_of(season)
    column = next(c for c in Complete(market, 10**6).columns() if c.length == 1)
    trip = written(market.stocks[0].land, Staffed(column, ()), "new", season.as_of)
    (day,) = trip.days
    # There are 105 minutes to go when leaving at 07:00, and the buffer: 07:05 is the latest on the grid.
    assert day.legs[0].arrive <= at(MONDAY, 530)
    later = market.instance.network.arrival(day.legs[0].origin, day.legs[0].destination, MONDAY, 425)
    assert (day.legs[0].depart == at(MONDAY, 425)) == (later <= 530)
    assert (day.visits[0].start, day.visits[0].end) == (at(MONDAY, 540), at(MONDAY, 600))
