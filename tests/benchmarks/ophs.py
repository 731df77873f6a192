"""OPHS (Divsalar et al. 2013): ``python -m tests.benchmarks.ophs FILE --seconds S --out RESULT.json``.

One journey of several trips, each within its length, from hotel to hotel. Distances are Euclidean to a
millionth; a trip may be a thousandth too long, as the referee allows for the four decimals its length is
printed with.
"""

from math import dist
from pathlib import Path
from typing import Any

from planner.orienteering import Orienteering, Route, Stop, Tours
from tests.benchmarks.routing_case import Family, counted, main, numbers, whole

SCALE, ALLOWED = 1_000_000, 900  # the rest of the thousandth is left to rounding
START, END, FIRST_HOTEL = 0, 1, 2


def read(path: Path, _: int) -> Orienteering:
    """The instance at ``path``; stop k is row ``hotels + 2 + k`` of the file, depots are its first rows."""
    head, _whole_length, lengths, *sites = numbers(path, heads=(3, 1, 1), width=3)
    points, extra, trips = head[:3]
    if len(lengths) < trips:
        raise ValueError(f"{len(lengths)} lengths of trips, the first line says {trips:.0f} trips")
    counted(sites, points + extra)  # the first two hotels are among the points
    depots = FIRST_HOTEL + int(extra)
    order = [*sites[depots:], *sites[:depots]]
    ways = tuple(tuple(round(dist(a[:2], b[:2]) * SCALE) for b in order) for a in order)
    closes = [round(length * SCALE) + ALLOWED for length in lengths[: int(trips)]]
    always = (((0, max(closes)),),)
    stops = tuple(Stop(profit=whole(row[2]), windows=always) for row in sites[depots:])
    routes = tuple(Route(start=START, end=END, closes=length) for length in closes)
    return Orienteering(
        ways=ways, stops=stops, routes=routes, hotels=tuple(range(depots)) if trips > 1 else ()
    )


def written(problem: Orienteering, found: Tours) -> list[dict[str, Any]]:
    """Trips as the referee reads them."""
    return [
        {"start": tour.start, "visits": [stop + problem.depots for stop in tour.stops], "end": tour.end}
        for tour in found.tours
    ]


OPHS = Family("ophs", read, written)

if __name__ == "__main__":
    main(OPHS)
