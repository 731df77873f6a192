"""Walks of the annealing for tests, and how they walk."""

from collections.abc import Callable

from planner.optimise.routing.anneal import Manner, Walk
from planner.optimise.routing.search import Search
from planner.options import Options
from planner.orienteering import Orienteering, first_nights
from planner.stop import Never, Stop

TEPID = 1.0


def search_of(
    problem: Orienteering,
    seed: int = 1,
    stop: Stop | None = None,
    tell: Callable[[int], None] = lambda _: None,
    effort: int | None = None,
) -> Search:
    """The search of a problem before it has begun."""
    return Search(problem, Options(seed=seed, effort=effort), stop or Never(), tell)


def walk_of(search: Search) -> Walk:
    """A walk that stands at the empty course."""
    return search._walk(0, first_nights(search.problem) or ())


def manner(temperature: float = TEPID) -> Manner:
    """How to walk at one temperature, in units of profit."""
    return Manner(temperature, way_price=0.05, noise=0.6, floor=0.1, most=4, pooling=True)
