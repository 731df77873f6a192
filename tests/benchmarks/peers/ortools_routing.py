"""OR-Tools' routing library: ``python -m tests.benchmarks.peers.ortools_routing FILE --tours M …``.

Options and result are those of ``tests.benchmarks.toptw``. The cost is the way plus 1,000 times the profit of
what is dropped; parallel cheapest insertion, then guided local search, which takes no seed. One core,
as it is.
"""

from collections.abc import Sequence
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2  # type: ignore[import-untyped]

from planner.orienteering import Interval, Orienteering
from tests.benchmarks.countdown import Countdown
from tests.benchmarks.peers.one_window import audited
from tests.benchmarks.routing_case import main
from tests.benchmarks.toptw import TOPTW

PRIZE = 1_000


def served(
    problem: Orienteering, windows: dict[int, Interval], _: int, clock: Countdown
) -> Sequence[Sequence[int]]:
    """The stops of each route. Raises ValueError if the library has no answer."""
    n, routes = len(problem.stops), problem.routes
    depots = sorted({n + depot for route in routes for depot in (route.start, route.end)})
    places = [
        *windows,
        *depots,
    ]  # a node that is no route's depot and not listed here would have to be visited
    node = {place: number for number, place in enumerate(places)}
    starts, ends = [node[n + route.start] for route in routes], [node[n + route.end] for route in routes]
    manager = pywrapcp.RoutingIndexManager(len(places), len(routes), starts, ends)
    model = pywrapcp.RoutingModel(manager)
    ways = [[problem.ways[a][b] for b in places] for a in places]
    service = [problem.stops[place].service if place < n else 0 for place in places]
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(ways))
    took = model.RegisterTransitMatrix([[service[k] + way for way in row] for k, row in enumerate(ways)])
    latest = max(route.closes for route in routes)
    model.AddDimension(took, latest, latest, False, "time")  # noqa: FBT003  (a route may start late)
    time = model.GetDimensionOrDie("time")
    for place, window in windows.items():
        index = manager.NodeToIndex(node[place])
        time.CumulVar(index).SetRange(window[0], min(window[1], latest))
        model.AddDisjunction([index], PRIZE * problem.stops[place].profit)
    for number, route in enumerate(routes):
        for index in (model.Start(number), model.End(number)):
            time.CumulVar(index).SetRange(route.opens, route.closes)
    found = model.SolveWithParameters(_parameters(clock.remaining_seconds()))
    if found is None:
        raise ValueError("no answer was found in time")
    return [_stops(model, manager, found, number, places) for number in range(len(routes))]


def _parameters(seconds: float) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(int(1_000 * seconds))
    return parameters


def _stops(model: Any, manager: Any, found: Any, number: int, places: Sequence[int]) -> list[int]:
    stops = []
    index = found.Value(model.NextVar(model.Start(number)))
    while not model.IsEnd(index):
        stops.append(places[manager.IndexToNode(index)])
        index = found.Value(model.NextVar(index))
    return stops


if __name__ == "__main__":
    main(TOPTW, solver=audited(served))
