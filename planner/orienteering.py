"""The routing part of a season as a problem of its own: the team orienteering problem with time windows.

Some of many stops are served by a few routes, each stop once, within its windows; the profit of those served
is as large as can be (Vansteenwegen, Souffriau, Van Oudheusden, EJOR 209, 2011). Times, ways and profits are
whole numbers in any unit. ``solve`` takes it as it takes a season.
"""

from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.value import Value

MOST = 1 << 40  # sums of thousands of them fit 64 bits
Amount = Annotated[int, Field(ge=0, le=MOST)]
Interval = tuple[Annotated[int, Field(ge=-MOST, le=MOST)], Annotated[int, Field(ge=-MOST, le=MOST)]]


class Stop(Value):
    """A place with a profit; ``windows[calendar]`` say when its service may start, in order of time.

    A window that closes before it opens is none. ``takes[k]`` of resource k is used up by who serves it.
    """

    profit: Amount
    service: Amount = 0
    windows: tuple[tuple[Interval, ...], ...]
    takes: tuple[Amount, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for windows in self.windows:
            usable = [window for window in windows if window[0] <= window[1]]
            if any(before[1] > after[0] for before, after in pairwise(usable)):
                raise PydanticCustomError(
                    "windows_out_of_order", "windows overlap or are not in order of time"
                )
        return self


class Route(Value):
    """One route: from depot ``start`` not before ``opens`` to depot ``end`` not after ``closes``."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    opens: Amount = 0
    closes: Amount
    calendar: int = Field(default=0, ge=0)


class Orienteering(Value):
    """Stops, depots, routes. ``ways`` (places x places) has the stops first, then the depots.

    ``room[k]`` is what all routes together may take of resource k. With ``hotels`` (depots) the routes are
    days of one journey: where one ends the next starts, at a hotel; the first start and the last end stay.
    """

    ways: tuple[tuple[Amount, ...], ...]
    stops: tuple[Stop, ...]
    routes: tuple[Route, ...] = Field(min_length=1)
    room: tuple[Amount, ...] = ()
    hotels: tuple[int, ...] = ()

    @property
    def depots(self) -> int:
        """How many depots there are."""
        return len(self.ways) - len(self.stops)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        size, calendars = len(self.ways), 1 + max(route.calendar for route in self.routes)
        fits = (
            self.depots > 0
            and all(len(row) == size for row in self.ways)
            and all(max(route.start, route.end) < self.depots for route in self.routes)
            and all(0 <= hotel < self.depots for hotel in self.hotels)
            and all(len(stop.windows) >= calendars for stop in self.stops)
            and all(len(stop.takes) == len(self.room) for stop in self.stops)
        )
        if not fits:
            raise PydanticCustomError(
                "orienteering_out_of_shape",
                "{places} places, {stops} stops and {resources} resources do not fit together",
                {"places": size, "stops": len(self.stops), "resources": len(self.room)},
            )
        if first_nights(self) is None:
            raise PydanticCustomError(
                "routes_cannot_be_run",
                "no way from the first start to the last end is in time, even without a stop",
            )
        return self


def first_nights(problem: Orienteering) -> tuple[int, ...] | None:
    """A depot for every route but the last to end at, the least way in all; None if no chain is in time.

    Without hotels there is nothing to choose: no nights.
    """
    routes, n = problem.routes, len(problem.stops)
    if not problem.hotels:
        return (
            ()
            if all(_direct(problem, n, k, r.start, r.end) is not None for k, r in enumerate(routes))
            else None
        )
    reached: dict[int, tuple[int, tuple[int, ...]]] = {routes[0].start: (0, ())}
    for k in range(len(routes)):
        last = k == len(routes) - 1
        ends = (routes[-1].end,) if last else problem.hotels
        later: dict[int, tuple[int, tuple[int, ...]]] = {}
        for end in ends:
            ways = [
                (so_far + way, (*nights, end))
                for start, (so_far, nights) in reached.items()
                if (way := _direct(problem, n, k, start, end)) is not None
            ]
            if ways:
                later[end] = min(ways)
        reached = later
    return next((nights[:-1] for _, nights in reached.values()), None)


def _direct(problem: Orienteering, n: int, k: int, start: int, end: int) -> int | None:
    """The way between two depots, if a route has time for it."""
    way = problem.ways[n + start][n + end]
    return way if problem.routes[k].opens + way <= problem.routes[k].closes else None


class Tour(Value):
    """One route as it runs: start depot, stops in order, end depot."""

    start: int
    stops: tuple[int, ...]
    end: int


class Proof(StrEnum):
    """What proves a bound, from coarse to fine (docs/method.md, section 14).

    ``KNAPSACK``: profits packed into hours. ``GRID``: prices, and routes with times rounded down. ``LABELS``:
    routes with exact times, be it without a price or with prices.
    """

    KNAPSACK = "knapsack"
    GRID = "grid"
    LABELS = "labels"


class Tours(Value):
    """What was found: one tour a route, the profit of all, and a bound that none exceed, if one is proven.

    ``bound_by`` says what proves it.
    """

    tours: tuple[Tour, ...]
    profit: int
    bound: int | None = None
    bound_by: Proof | None = None
