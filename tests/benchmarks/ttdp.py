"""TTDP (Gavalas et al.): ``python -m tests.benchmarks.ttdp FILE --seconds S --out RESULT.json``.

Tours of several days from one hotel; opening hours go by weekday, which is the route's calendar. Everything
is counted in hundredths of a minute.
"""

from pathlib import Path

from planner.orienteering import Orienteering, Route, Stop, Tours
from tests.benchmarks.routing_case import Family, counted, main, numbers, plane, whole

SCALE, WEEK = 100, 7


def read(path: Path, _: int) -> Orienteering:
    """The instance at ``path``; stop k is vertex k + 1."""
    head, depot, *rows = numbers(path, heads=(4, 7), width=20)
    first_weekday = int(head[2])
    stops = tuple(
        Stop(
            profit=whole(row[4]),
            service=whole(row[3] * SCALE),
            windows=tuple(_hours(row, weekday) for weekday in range(WEEK)),
        )
        for row in counted(rows, head[3])
    )
    opens, closes = whole(depot[5] * SCALE), whole(depot[6] * SCALE)
    routes = tuple(
        Route(start=0, end=0, opens=opens, closes=closes, calendar=(first_weekday + number) % WEEK)
        for number in range(int(head[1]))
    )
    ways = plane([*((row[1], row[2]) for row in rows), (depot[1], depot[2])], SCALE)
    return Orienteering(ways=ways, stops=stops, routes=routes)


def _hours(row: list[float], weekday: int) -> tuple[tuple[int, int], ...]:
    opens, closes = row[6 + 2 * weekday], row[7 + 2 * weekday]
    return () if opens == closes == 0 else ((whole(opens * SCALE), whole(closes * SCALE)),)


def written(_: Orienteering, found: Tours) -> list[list[int]]:
    """Tours as the referee reads them."""
    return [[stop + 1 for stop in tour.stops] for tour in found.tours]


TTDP = Family("ttdp", read, written)

if __name__ == "__main__":
    main(TTDP)
