"""Random orienteering problems so small that everything can be tried, of every kind."""

from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from pydantic import ValidationError

from planner.orienteering import Interval, Orienteering, Route, Stop

# What a problem may have beside stops with a window each, and routes from one depot.
KINDS = (
    "windows", "two_windows", "resources", "hotels", "calendars", "unlike_routes", "crooked", "short_days",
)  # fmt: skip
HORIZON = 80
law = settings(deadline=None, max_examples=100)  # no deadline: the first example may have to compile
# A star: each stop lies 3 away from the depot and 6 from the others; each of two routes has time for two.
STAR = Orienteering(
    ways=tuple(tuple(0 if a == b else 3 if 7 in {a, b} else 6 for b in range(8)) for a in range(8)),
    stops=tuple(Stop(profit=profit, windows=(((0, 20),),)) for profit in range(1, 8)),
    routes=(Route(start=0, end=0, closes=12), Route(start=0, end=0, closes=12)),
)


def tiny_problem(seed: int, *kinds: str, stops: int = 5) -> Orienteering:
    """A problem of up to ``stops`` stops with all of ``kinds``.

    ``crooked`` ways break the triangle inequality; ``short_days`` may be too short to go straight to some
    depots, be it that a detour is not.
    """
    dice = Random(seed)
    while True:
        try:
            return _drawn(dice, kinds, stops)
        except ValidationError:  # short days that no journey fits into
            continue


def _drawn(dice: Random, kinds: tuple[str, ...], stops: int) -> Orienteering:
    n, m = dice.randint(1, stops), dice.randint(1, 3)
    depots = dice.randint(2, 3) if {"hotels", "unlike_routes"} & set(kinds) else 1
    calendars = 2 if "calendars" in kinds else 1
    resources = dice.randint(1, 2) if "resources" in kinds else 0
    ways = _ways(dice, n + depots, crooked="crooked" in kinds)
    places = [
        Stop(
            profit=dice.choice((0, *range(1, 10))),
            service=dice.randint(0, 6),
            windows=tuple(_windows(dice, two="two_windows" in kinds) for _ in range(calendars)),
            takes=tuple(dice.randint(0, 3) for _ in range(resources)),
        )
        for _ in range(n)
    ]
    longest = max(ways[n + a][n + b] for a in range(depots) for b in range(depots))
    longest = 0 if "short_days" in kinds else longest
    opens, closes = dice.randint(0, 5), 5 + longest + dice.randint(0, HORIZON // 2)
    alike = "unlike_routes" not in kinds
    routes = [
        Route(
            start=0 if alike else dice.randrange(depots),
            end=0 if alike else dice.randrange(depots),
            opens=opens if alike else dice.randint(0, 5),
            closes=closes if alike else 5 + longest + dice.randint(0, HORIZON // 2),
            calendar=dice.randrange(calendars),
        )
        for _ in range(m)
    ]
    return Orienteering(
        ways=ways,
        stops=tuple(places),
        routes=(*routes[:-1], routes[-1].model_copy(update={"calendar": calendars - 1})),
        room=tuple(dice.randint(1, 8) for _ in range(resources)),
        hotels=tuple(range(1, depots)) if "hotels" in kinds else (),
    )


def _ways(dice: Random, places: int, *, crooked: bool) -> tuple[tuple[int, ...], ...]:
    """Ways along streets, which keep the triangle inequality; or any numbers."""
    at = [(dice.randint(0, 12), dice.randint(0, 12)) for _ in range(places)]
    if crooked:
        return tuple(
            tuple(0 if a == b else dice.randint(0, 20) for b in range(places)) for a in range(places)
        )
    return tuple(tuple(abs(a[0] - b[0]) + abs(a[1] - b[1]) for b in at) for a in at)


def _windows(dice: Random, *, two: bool) -> tuple[Interval, ...]:
    if dice.random() < 0.1:
        return ()
    edges = sorted(dice.randint(0, HORIZON) for _ in range(4))
    if two:
        return ((edges[0], edges[1]), (edges[2], edges[3]))
    return ((edges[0], dice.choice(edges[1:])),)


def problems(*kinds: str, stops: int = 5) -> st.SearchStrategy[Orienteering]:
    """Problems with all of ``kinds``; without any, of one or several kinds drawn at random."""
    seeds = st.integers(0, 1_000_000)
    if kinds:
        return seeds.map(lambda seed: tiny_problem(seed, *kinds, stops=stops))
    drawn = st.sets(st.sampled_from(KINDS), min_size=1, max_size=4)
    return st.builds(lambda seed, some: tiny_problem(seed, *sorted(some), stops=stops), seeds, drawn)
