"""PyVRP (Wouda, Lan, Kool, INFORMS JoC 36, 2024): ``python -m tests.benchmarks.peers.pyvrp FILE --tours M``.

Options and result are those of ``tests.benchmarks.toptw``. Stops are clients that need not be served, their
prizes weighed so that profit comes before way. One core, as it is; parameters as they come.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyvrp
from pyvrp.stop import MaxRuntime

from planner.orienteering import Interval, Orienteering, Route
from tests.benchmarks.countdown import Countdown
from tests.benchmarks.peers.one_window import audited
from tests.benchmarks.routing_case import main
from tests.benchmarks.toptw import TOPTW

# Of 10, 100, …, 1,000,000 the weight with the least mean gap; at the last, lateness is cheaper than a prize.
PRIZE = 100_000


def served(
    problem: Orienteering, windows: dict[int, Interval], seed: int, clock: Countdown
) -> Sequence[Sequence[int]]:
    """The stops of each route; none at all if nothing in time was found."""
    stops, kinds = tuple(windows), tuple(dict.fromkeys(problem.routes))
    data = _data(problem, windows, kinds)
    stop = MaxRuntime(clock.remaining_seconds())
    result = pyvrp.solve(data, stop, seed=seed, collect_stats=False, display=False)
    rows: list[list[int]] = [[] for _ in problem.routes]
    if not result.is_feasible():
        return rows
    free = {kind: [k for k, route in enumerate(problem.routes) if route == kind] for kind in kinds}
    for route in result.best.routes():
        number = free[kinds[route.vehicle_type()]].pop()
        rows[number] = [stops[activity.idx] for activity in route if activity.is_client()]
    return rows


def _data(problem: Orienteering, windows: dict[int, Interval], kinds: Sequence[Route]) -> pyvrp.ProblemData:
    """Locations are the places in their order, clients the stops with windows, depots the depots."""
    first_depot = len(problem.stops)
    ways: Any = np.array(problem.ways, np.int64)  # its published types want another shape of array
    clients = [
        pyvrp.Client(
            number,
            service_duration=problem.stops[number].service,
            tw_early=window[0],
            tw_late=window[1],
            prize=PRIZE * problem.stops[number].profit,
            required=False,
        )
        for number, window in windows.items()
    ]
    vehicles = [
        pyvrp.VehicleType(
            num_available=sum(route == kind for route in problem.routes),
            start_depot=kind.start,
            end_depot=kind.end,
            tw_early=kind.opens,
            tw_late=kind.closes,
        )
        for kind in kinds
    ]
    return pyvrp.ProblemData(
        [pyvrp.Location(0, 0) for _ in ways],  # where they lie is of no matter: the ways are given
        clients,
        [pyvrp.Depot(first_depot + number) for number in range(problem.depots)],
        vehicles,
        [ways],
        [ways],
    )


if __name__ == "__main__":
    main(TOPTW, solver=audited(served))
