"""A few trips of a plan chosen again, all else standing: columns to start from, some priced, one roster.

The whole search would take its time to prove something of the season; here nothing is proven. What the plan
had is thinned to what still stands, the relaxation of the small season is priced a few rounds, and CP-SAT
chooses among all these columns at their true worth, staff and the days of events with them.
"""

from collections.abc import Iterable, Iterator

from planner.optimise.answer import dated_events
from planner.optimise.bound import Bounder
from planner.optimise.columns import Column
from planner.optimise.compiling import compiled_market
from planner.optimise.generation import Reach, priced
from planner.optimise.instance import Instance
from planner.optimise.market import Market
from planner.optimise.published import surviving_columns
from planner.optimise.relaxation import Relaxation
from planner.optimise.reshape import without
from planner.optimise.roster import Roster, Rostered
from planner.optimise.writing import written
from planner.plan import EventDate, Plan, Trip
from planner.season import Season
from planner.travel.network import Network

ROUNDS = 6
REACH = Reach(each=3)  # trips of a team, a region and a week to find one that can be staffed
MOST_COLUMNS = 120
WORK = 0.5  # deterministic seconds of CP-SAT

Chosen = tuple[tuple[Trip, ...], tuple[EventDate, ...]]


def chosen_again(around: Season, network: Network, published: Plan, broken: Plan, seed: int) -> Chosen | None:
    """The trips beside the pinned ones of ``around``, and its events on their days; None if none fit.

    ``broken`` has the trips to start from. Changes are priced against ``published``. The work is counted,
    not timed: equal arguments give equal trips.
    """
    market = compiled_market(Instance(around, network, published), every=False)
    bounder = Bounder(market, 0.0)
    kept = list(_surviving(bounder, broken))
    roster = Roster(market, _columns(bounder, kept), must_meet=True)
    roster.hint(kept[:1])
    found = roster.solve(seed, WORK)
    if found is None:
        return None
    trips = (*around.pins.trips, *_written(market, found, around))
    return trips, dated_events(around, found, trips)


def _columns(bounder: Bounder, kept: list[Column]) -> list[Column]:
    """What is left of the broken trips, and what a few rounds of prices find."""
    market, teams = bounder.market, bounder.market.teams.all
    relaxation = Relaxation(market, bounder.away_cost, bounder.free)
    relaxation.add(kept)
    for _ in range(ROUNDS if market.stocks else 0):
        if not relaxation.solve():
            break
        prices = relaxation.prices()
        quote = market.quote(prices)
        quote.prepare(teams)
        columns = priced(quote, prices, bounder.free, bounder.away_cost, teams, REACH)
        if not relaxation.add(columns):
            break
    else:
        relaxation.solve()
    found = {column.key: column for column in (*kept, *relaxation.most_promising(MOST_COLUMNS))}
    for column in tuple(found.values()):
        found |= {thin.key: thin for thin in _without_those_who_ask(market, column)}
    return list(found.values())


def _surviving(bounder: Bounder, broken: Plan) -> Iterator[Column]:
    """What still stands of the broken trips: whole, on some of their days, under other leaders."""
    variants = [variant for trip in broken.trips for variant in _variants(bounder.market, trip)]
    columns = surviving_columns(bounder.market, broken.model_copy(update={"trips": tuple(variants)}))
    known = set[object]()
    for column in columns:
        free = bounder.free[list(column.team.aboard), column.span.start : column.span.stop]
        if column.key not in known and free.all():
            known.add(column.key)
            yield column


def _variants(market: Market, trip: Trip) -> Iterator[Trip]:
    """The trip itself, its runs of days, the longest first, and the trip under every other leader."""
    length = len(trip.days)
    for some in range(length, 0, -1):
        for first in range(length - some + 1):
            yield trip.model_copy(update={"days": trip.days[first : first + some]})
    people = market.instance.season.people
    for leader in dict.fromkeys(people[team.leader].id for team in market.teams.all):
        if leader != trip.leader:
            members = tuple(name for name in trip.delegation if name != leader)
            yield trip.model_copy(update={"leader": leader, "members": members})


def _without_those_who_ask(market: Market, column: Column) -> Iterator[Column]:
    """The column without companies that ask for staff, who may be needed elsewhere."""
    asking = {c for c in column.companies if market.instance.requirements[c].staff}
    if asking and asking != column.companies:
        thin = without(market, column, asking)
        if thin is not None:
            yield thin


def _written(market: Market, found: Rostered, around: Season) -> Iterable[Trip]:
    for number, staffed in enumerate(found.trips, start=1):
        land = market.stocks[staffed.column.stock].land
        yield written(land, staffed, f"new-{number}", around.as_of)
