"""The market of a compiled season: its regions, their day tours, and who may go."""

from collections.abc import Callable, Sequence

from planner.optimise.adjustments import Adjustments
from planner.optimise.boards import stock_of
from planner.optimise.enumeration import all_tours, clockwork
from planner.optimise.instance import Instance
from planner.optimise.land import Land, lands
from planner.optimise.limits import Limits
from planner.optimise.market import Market
from planner.optimise.teams import Teams


def compiled_market(
    instance: Instance,
    every: bool,
    tell: Callable[[], None] = lambda: None,
    regions: Sequence[Land] = (),
    most_visits: int | None = None,
) -> Market:
    """All day tours of a season; ``every`` second and size of delegation for exact work.

    ``tell`` is called day by day. ``regions`` are the season's compiled regions, if they are at hand;
    ``most_visits`` lists days of fewer visits than the rules allow.
    """
    teams, limits = Teams(instance, every_second=every), Limits(instance)
    stocks = []
    for land in regions or lands(instance):
        tours = all_tours(instance, teams, land, every, tell, most_visits)
        stocks.append(stock_of(land, tours, clockwork(instance)))
    return Market(instance, teams, limits, tuple(stocks), Adjustments(instance, teams))
