"""The answer to an orienteering problem: the best tours found, and a bound."""

from planner.optimise.routing.courses import tours_of
from planner.optimise.routing.knapsack import knapsack_bound
from planner.optimise.routing.search import Search
from planner.options import Options
from planner.orienteering import Orienteering, Tours
from planner.progress import Listener, Phase, Progress
from planner.stop import Stop


def toured(problem: Orienteering, options: Options, stop: Stop, listener: Listener) -> Tours:
    """Search as long as ``stop`` lets."""
    best = 0
    bound = knapsack_bound(problem)

    def tell(profit: int) -> None:
        nonlocal best
        if profit > best:
            best = profit
            listener(Progress(phase=Phase.IMPROVE, best=best, bound=bound))

    search = Search(problem, options, stop, tell)
    course = search.run()
    return Tours(tours=tours_of(problem, course), profit=int(course.tally[0]), bound=bound)
