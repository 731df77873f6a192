"""A written plan as the optimiser sees it: its trips as staffed columns, its events as day indices."""

from collections.abc import Collection

import numpy as np

from planner.clock import day_of
from planner.optimise.adjustments import Adjustments
from planner.optimise.boards import stock_of
from planner.optimise.enumeration import clockwork
from planner.optimise.instance import Instance
from planner.optimise.land import lands
from planner.optimise.limits import Limits
from planner.optimise.market import Market
from planner.optimise.published import column_of_trip
from planner.optimise.records import MOST, DayTours
from planner.optimise.roster import Rostered, Staffed
from planner.optimise.teams import Teams
from planner.plan import Plan


def rostered(market: Market, plan: Plan) -> Rostered:
    """The roster of ``plan``; trips that are pinned, or stand no more, are missing. It claims no value."""
    index = market.instance.person_index
    trips = []
    for trip in plan.trips:
        column = column_of_trip(market, trip)
        if column is not None:
            aboard = [index[name] for name in trip.delegation if name in index]
            trips.append(Staffed(column, tuple(p for p in aboard if p not in column.team.aboard)))
    days = market.instance.day_index
    held = {item.event: days[day_of(item.start)] for item in plan.events if day_of(item.start) in days}
    return Rostered(tuple(trips), held, value=0, bound=0, optimal=False)


def bare_market(instance: Instance, listed: Collection[int] | None = None) -> Market:
    """A market whose regions have no day tours: enough to lay out trips whose companies are given.

    Only companies that are ``listed`` (season indices; None: all) have places in it.
    """
    teams, clock = Teams(instance), clockwork(instance)
    nobody = [no_tours() for _ in instance.days]
    stocks = tuple(stock_of(land, nobody, clock) for land in lands(instance, listed))
    return Market(instance, teams, Limits(instance), stocks, Adjustments(instance, teams))


def no_tours() -> DayTours:
    """A day of a region on which nobody is met."""
    none, masks = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.uint64)
    return DayTours(
        members=np.empty((0, MOST), dtype=np.int32),
        fare=np.empty(0, dtype=np.int32),
        minutes=np.empty(0, dtype=np.int32),
        begin=np.zeros(1, dtype=np.int64),
        start=none,
        last=none,
        ends=masks,
        rank=none,
        heads=masks,
    )
