"""The compiled season that the parts of the search work on, for tests of one part at a time."""

from random import Random

import numpy as np

from planner.optimise.instance import Instance
from planner.optimise.limits import Limits
from planner.optimise.market import Market
from planner.optimise.prices import Prices
from planner.optimise.search import Search
from planner.options import Options
from planner.plan import Plan
from planner.season import Season
from planner.stop import Never
from planner.travel.network import Network


def market_of(season: Season, published: Plan | None = None, *, every: bool = True) -> Market:
    """``season`` compiled as for exact work, or (not ``every``) as for column generation."""
    network = Network(season)
    search = Search(season, network, Options(), Never(), lambda _: None, published)
    return search._market(Instance(season, network, published), every)


def random_prices(dice: Random, instance: Instance, limits: Limits) -> Prices:
    """Any prices, of one size in each family, many of them zero; some subset rows have one."""
    prices = Prices.zero(instance, limits)
    for name, array in prices.arrays():
        size = 10 ** dice.uniform(0, 4)
        drawn = np.array([dice.choice((0.0, dice.random())) for _ in range(array.size)]).reshape(array.shape)
        setattr(prices, name, size * drawn)
    companies = range(len(instance.season.companies))
    for _ in range(dice.randrange(6) if len(companies) >= 3 else 0):
        one, two, three = sorted(dice.sample(companies, 3))
        prices.subsets[one, two, three] = 10 ** dice.uniform(0, 4)
    return prices
