"""MCTOPMTW (Souffriau et al. 2013): ``python -m tests.benchmarks.mctopmtw FILE --seconds S --out RESULT``.

Four windows a vertex, of which two hold on odd tours and two on even ones (two calendars); an entrance fee
within a budget, and at most so many vertices of each of ten types: eleven resources.
"""

from pathlib import Path

from planner.orienteering import Orienteering, Route, Stop, Tours
from tests.benchmarks.routing_case import Family, counted, main, numbers, plane, whole

FIRST_VERTEX, TYPES = 2, 10  # the files number their points from 2


def read(path: Path, _: int) -> Orienteering:
    """The instance at ``path``; stop k is vertex k + 2."""
    head, depot, *rows = numbers(path, heads=(3 + TYPES, 7), width=12 + TYPES)
    scale = 100 if "-pr" in path.name else 10
    stops = tuple(
        Stop(
            profit=whole(row[4]),
            service=whole(row[3] * scale),
            windows=_windows(row, scale),
            takes=tuple(whole(taken) for taken in row[11 : 12 + TYPES]),
        )
        for row in counted(rows, head[1])
    )
    opens, closes = whole(depot[5] * scale), whole(depot[6] * scale)
    routes = tuple(
        Route(start=0, end=0, opens=opens, closes=closes, calendar=number % 2)
        for number in range(int(head[0]))
    )
    ways = plane([*((row[1], row[2]) for row in rows), (depot[1], depot[2])], scale)
    room = tuple(whole(most) for most in head[2 : 3 + TYPES])
    return Orienteering(ways=ways, stops=stops, routes=routes, room=room)


def _windows(row: list[float], scale: int) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Windows 1 and 3, and 2 and 4, those of odd tours first."""
    edges = [whole(edge * scale) for edge in row[5:10]]
    pairs = ((edges[0], edges[1]), (edges[2], edges[3])), ((edges[1], edges[2]), (edges[3], edges[4]))
    return pairs if row[10] == 1 else (pairs[1], pairs[0])


def written(_: Orienteering, found: Tours) -> list[list[int]]:
    """Tours as the referee reads them."""
    return [[stop + FIRST_VERTEX for stop in tour.stops] for tour in found.tours]


MCTOPMTW = Family("mctopmtw", read, written)

if __name__ == "__main__":
    main(MCTOPMTW)
