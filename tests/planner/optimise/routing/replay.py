"""Courses replayed in plain Python: what every array of one must say, from its routes alone."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from planner.optimise.routing.compile import empty_course
from planner.optimise.routing.ground import Course, Ground
from planner.orienteering import Orienteering, first_nights
from tests.planner.optimise.routing.doors import put
from tests.planner.optimise.routing.problems import HORIZON

LATEST = 3 * HORIZON  # later than any route of a tiny problem closes
NEVER = 10**9


def begin(problem: Orienteering, r: int, stop: int, arrival: int) -> int:
    """When service starts; ``NEVER`` after the last window."""
    windows = problem.stops[stop].windows[problem.routes[r].calendar]
    usable = [first for first, last in windows if max(first, arrival) <= last]
    return max(arrival, min(usable)) if usable else NEVER


def row(course: Course, r: int) -> list[int]:
    """The places of a route, depots included."""
    found: list[int] = course.rows[r, : course.length[r] + 2].tolist()
    return found


def clocked(problem: Orienteering, r: int, places: Sequence[int]) -> list[int]:
    """When service starts at each place, the last being the arrival at the end."""
    now, times = problem.routes[r].opens, [problem.routes[r].opens]
    for here, there in pairwise(places):
        now += leg(problem, here, there)
        if there < len(problem.stops):
            now = begin(problem, r, there, now)
        times.append(now)
    return times


def leg(problem: Orienteering, here: int, there: int) -> int:
    """The service at one place, if it is a stop, and the way to the next."""
    served = problem.stops[here].service if here < len(problem.stops) else 0
    return served + problem.ways[here][there]


def in_time(problem: Orienteering, r: int, places: Sequence[int]) -> bool:
    """Whether a route keeps its windows and hours."""
    return clocked(problem, r, places)[-1] <= problem.routes[r].closes


def assert_consistent(problem: Orienteering, course: Course) -> None:
    """Every array of ``course`` says what its routes say, and no rule is broken."""
    n, rows = len(problem.stops), [row(course, r) for r in range(len(problem.routes))]
    for r, places in enumerate(rows):
        times = clocked(problem, r, places)
        legs = [leg(problem, a, b) for a, b in pairwise(places)]
        last = len(places) - 1
        latest = _latest(problem, r, places, legs)
        assert times[-1] <= problem.routes[r].closes
        assert course.ready[r, : last + 1].tolist() == times
        assert course.latest[r, 1 : last + 1].tolist() == latest
        slack = [after - time - way for after, time, way in zip(latest, times, legs, strict=False)]
        assert course.leg[r, :last].tolist() == legs
        assert course.slack[r, :last].tolist() == slack
        assert course.widest[r] == max(slack)
    served = {stop: (r, p) for r, places in enumerate(rows) for p, stop in enumerate(places) if stop < n}
    assert sum(len(places) - 2 for places in rows) == len(served)
    assert course.route.tolist() == [served.get(stop, (-1, 0))[0] for stop in range(n)]
    assert {stop: int(course.place[stop]) for stop in served} == {stop: p for stop, (_, p) in served.items()}
    spent = [sum(problem.stops[stop].takes[k] for stop in served) for k in range(len(problem.room))]
    assert course.spent.tolist() == spent
    assert all(taken <= room for taken, room in zip(spent, problem.room, strict=True))
    way = sum(problem.ways[a][b] for places in rows for a, b in pairwise(places))
    assert course.tally.tolist() == [sum(problem.stops[stop].profit for stop in served), way]


def _latest(problem: Orienteering, r: int, places: Sequence[int], legs: Sequence[int]) -> list[int]:
    """The last arrival at each place but the first that keeps the rest in time, by trying them all."""
    found = [problem.routes[r].closes]
    for p in range(len(places) - 2, 0, -1):
        kept = [
            arrival
            for arrival in range(LATEST)
            if begin(problem, r, places[p], arrival) + legs[p] <= found[0]
        ]
        found.insert(0, max(kept, default=-1))
    return found


def fitting(problem: Orienteering, course: Course, stop: int, r: int) -> Iterator[int]:
    """The positions behind which a stop fits in a route in time."""
    places = row(course, r)
    for p in range(len(places) - 1):
        if in_time(problem, r, [*places[: p + 1], stop, *places[p + 1 :]]):
            yield p


def has_room(problem: Orienteering, course: Course, stop: int) -> bool:
    """Whether every resource has room for a stop."""
    takes = problem.stops[stop].takes
    return all(
        spent + take <= room for spent, take, room in zip(course.spent, takes, problem.room, strict=True)
    )


def filled(problem: Orienteering, ground: Ground, dice: Random) -> Course:
    """A course with stops put in at random where they fit."""
    course = empty_course(problem, first_nights(problem) or ())
    for stop in dice.sample(range(len(problem.stops)), len(problem.stops)):
        r = dice.randrange(len(problem.routes))
        spots = list(fitting(problem, course, stop, r))
        if spots:
            put(ground, course, stop, r, dice.choice(spots))
    return course
