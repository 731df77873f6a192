"""A whole plan in hand as a roster: what the search starts from and never falls below.

Unlike what survives of a published plan (:mod:`planner.optimise.published`), which drops what no longer fits,
this is all of it: its trips with their people, and its events on their days.
"""

from collections.abc import Iterable

from planner.clock import day_of
from planner.optimise.columns import Column, costed
from planner.optimise.market import Market
from planner.optimise.roster import Roster, Rostered
from planner.optimise.teams import Team
from planner.optimise.writing import Unwritable, in_order
from planner.plan import Plan, Trip
from planner.spending import legs_of

Crews = dict[int, frozenset[int]]
SETTLED_WORK = 2.0  # every choice is settled; what is left is arithmetic


def roster_in_hand(market: Market, plan: Plan, seed: int) -> Rostered | None:
    """``plan``, which keeps every rule of the season, as a roster of the same value.

    None if it has a delegation that the search does not know: one with a second whom no company asks for.
    """
    pinned = {(trip.leader, trip.dates) for trip in market.instance.season.pins.trips}
    columns, crews = list[Column](), Crews()
    for trip in plan.trips:
        if (trip.leader, trip.dates) in pinned:
            continue
        team = _team(market, trip)
        column = None if team is None else _column(market, team, trip)
        if column is None:
            return None
        crews[len(columns)] = _people(market, trip.delegation) - frozenset(column.team.aboard)
        columns.append(column)
    return _settled(market, columns, crews, plan, seed)


def _settled(market: Market, columns: list[Column], crews: Crews, plan: Plan, seed: int) -> Rostered | None:
    dates = {item.event: market.instance.day_index[day_of(item.start)] for item in plan.events}
    roster = Roster(market, columns, must_meet=True, dates=dates)
    return roster.solve(seed, SETTLED_WORK) if roster.settle(crews, dates) else None


def _people(market: Market, names: Iterable[str]) -> frozenset[int]:
    return frozenset(market.instance.person_index[name] for name in names)


def _team(market: Market, trip: Trip) -> Team | None:
    """The team that heads the trip: its leader, and whoever aboard is no staff."""
    instance, aboard = market.instance, _people(market, trip.delegation)
    leader, least = instance.person_index[trip.leader], instance.rules.staff_rank_at_least
    seconds = {p for p in aboard - {leader} if instance.rank[p] < least}
    found = [
        team for team in market.teams.all if team.leader == leader and ({team.second} - {None}) == seconds
    ]
    return found[0] if found else None


def _column(market: Market, team: Team, trip: Trip) -> Column | None:
    """The trip as a column, at its own nights; None if its days could not be written again."""
    instance, nights = market.instance, tuple(day.night for day in trip.days if day.night is not None)
    stock = next((k for k, s in enumerate(market.stocks) if s.land.region == trip.region), None)
    if stock is None:
        return None
    land = market.stocks[stock].land
    if team.base not in land.bases or not set(nights) <= {city.adcode for city in land.hotels}:
        return None
    legs = legs_of(trip, instance.season, instance.network)
    fare, minutes = sum(leg.fare_cny for leg in legs), sum(leg.minutes for leg in legs)
    days = tuple(
        tuple(sorted(instance.company_index[visit.company] for visit in day.visits)) for day in trip.days
    )
    if not {company for day in days for company in day} <= set(land.companies):
        return None
    first = instance.day_index[trip.dates[0]]
    column = costed(market, team, stock, first, days, nights, fare, minutes)
    try:
        in_order(land, column, len(trip.delegation))
    except Unwritable:
        return None
    return column


def by_worth(rosters: Iterable[Rostered | None]) -> Rostered | None:
    """The best of ``rosters``, of equals the first; None if there is none."""
    return max((r for r in rosters if r is not None), key=lambda r: r.value, default=None)
