"""TOPTW (Vansteenwegen et al.): ``python -m tests.benchmarks.toptw FILE --tours M --seconds S --out RESULT``.

Windows of Solomon's and Cordeau's customers; distances are rounded down to one decimal, of ``pr`` files to
two, and everything is counted in tenths or hundredths.
"""

from pathlib import Path

from planner.orienteering import Orienteering, Route, Stop, Tours
from tests.benchmarks.routing_case import Family, counted, main, numbers, plane, whole


def read(path: Path, tours: int) -> Orienteering:
    """The instance at ``path`` for so many tours; stop k is vertex k + 1."""
    head, _, depot, *rows = numbers(path, heads=(4, 0), width=9)
    scale = 100 if path.stem.startswith("pr") else 10
    stops = tuple(
        Stop(
            profit=whole(row[4]),
            service=whole(row[3] * scale),
            windows=(((whole(row[-2] * scale), whole(row[-1] * scale)),),),
        )
        for row in counted(rows, head[2])
    )
    route = Route(start=0, end=0, opens=whole(depot[-2] * scale), closes=whole(depot[-1] * scale))
    ways = plane([*((row[1], row[2]) for row in rows), (depot[1], depot[2])], scale)
    return Orienteering(ways=ways, stops=stops, routes=(route,) * tours)


def written(_: Orienteering, found: Tours) -> list[list[int]]:
    """Tours as the referee reads them."""
    return [[stop + 1 for stop in tour.stops] for tour in found.tours]


TOPTW = Family("toptw", read, written, needs_tours=True)

if __name__ == "__main__":
    main(TOPTW)
