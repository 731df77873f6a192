"""What the peers can be given of an orienteering problem: one window a stop, nothing shared, no hotels."""

from collections.abc import Callable, Sequence

from planner.audit.tours import audit_tours
from planner.orienteering import Interval, Orienteering, Tour, Tours
from tests.benchmarks.countdown import Countdown
from tests.benchmarks.routing_case import Solver

# Gets the problem, the window of each stop it may serve, the seed and the time; the stops of each route.
Peer = Callable[[Orienteering, dict[int, Interval], int, Countdown], Sequence[Sequence[int]]]


def windows_of(problem: Orienteering) -> dict[int, Interval]:
    """The window of every stop that has one before the routes close; a stop without is never served.

    Raises ValueError for what no peer here can express.
    """
    calendars = {route.calendar for route in problem.routes}
    if len(calendars) > 1 or problem.room or problem.hotels:
        raise ValueError("a peer knows one calendar, no shared resource and no hotels")
    (calendar,) = calendars
    latest = max(route.closes for route in problem.routes)
    found: dict[int, Interval] = {}
    for number, stop in enumerate(problem.stops):
        usable = [window for window in stop.windows[calendar] if window[0] <= min(window[1], latest)]
        if len(usable) > 1:
            raise ValueError(f"a peer knows one window a stop, stop {number} has {len(usable)}")
        if usable:
            found[number] = usable[0]
    return found


def audited(peer: Peer) -> Solver:
    """``peer`` as a solver whose tours were replayed. It raises ValueError if they break a rule."""

    def solver(problem: Orienteering, seed: int, clock: Countdown) -> Tours:
        served = peer(problem, windows_of(problem), seed, clock)
        tours = tuple(
            Tour(start=route.start, stops=tuple(stops), end=route.end)
            for route, stops in zip(problem.routes, served, strict=True)
        )
        profit = sum(problem.stops[stop].profit for tour in tours for stop in tour.stops)
        found = Tours(tours=tours, profit=profit)
        broken = audit_tours(problem, found)
        if broken:
            raise ValueError(f"the tours break a rule: {broken[0]}")
        return found

    return solver
