"""A plan's trips as columns, as far as they still stand: where a search starts from that has such a plan."""

from planner.optimise.columns import Column
from planner.optimise.market import Market
from planner.optimise.reshape import reshaped
from planner.optimise.staffing import Berths
from planner.optimise.teams import Team
from planner.plan import Plan, Trip


def surviving_columns(market: Market, published: Plan) -> list[Column]:
    """A column for each published trip, without the companies that can no longer be met on it.

    A trip whose heads are no longer free, or whose days break, is left out.
    """
    columns = [column_of_trip(market, trip) for trip in published.trips]
    return [column for column in columns if column is not None and Berths(market.instance, column).possible]


def _team(market: Market, trip: Trip) -> Team | None:
    index = market.instance.person_index
    aboard = [index[name] for name in trip.delegation if name in index]
    if not aboard or trip.leader not in index:
        return None
    teams = [t for t in market.teams.all if t.leader == index[trip.leader]]
    fitting = [t for t in teams if t.second is None or t.second in aboard]
    return max(fitting, key=lambda t: (t.second is not None, t.second or 0), default=None)


def column_of_trip(market: Market, trip: Trip) -> Column | None:
    """The trip as a column, without what can no longer be met; None where its heads or days are taken."""
    instance, team = market.instance, _team(market, trip)
    if team is None or any(day not in instance.day_index for day in trip.dates):
        return None
    stock = next((k for k, s in enumerate(market.stocks) if s.land.region == trip.region), None)
    first = instance.day_index[trip.dates[0]]
    if stock is None or not market.teams.free(team)[first : first + len(trip.days)].all():
        return None
    known = set(market.stocks[stock].land.companies)
    days = tuple(
        _still_met(market, team, first + k, [visit.company for visit in day.visits], known)
        for k, day in enumerate(trip.days)
    )
    return reshaped(market, team, stock, first, days)


def _still_met(market: Market, team: Team, day: int, names: list[str], known: set[int]) -> tuple[int, ...]:
    instance = market.instance
    numbers = [instance.company_index[name] for name in names if name in instance.company_index]
    return tuple(
        sorted(
            n
            for n in numbers
            if n in known
            and day in instance.openings_on[n]
            and team.rank <= instance.requirements[n].least_rank
            and not market.teams.needs_mask(n) & ~team.heads
        )
    )
