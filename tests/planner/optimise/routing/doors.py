"""Doors for tests to what only compiled code may call.

Each is machine code of its own; its stamp covers the routing it imports: it cannot go stale.
"""

import numpy as np

from planner.optimise.routing.anneal import _adopt
from planner.optimise.routing.chance import State, below, drawn
from planner.optimise.routing.ground import (
    Course,
    Ground,
    Ints,
    has_room,
    last_arrival,
    put_in,
    starts,
    taken_out,
)
from planner.optimise.routing.hotels import changed_hotel
from planner.optimise.routing.pool import Pool, remember
from planner.optimise.routing.recreate import Bench, Taste, look, recreate
from planner.optimise.routing.ruin import adjacent_strings, ejection, few, related, string, time_slice
from planner.travel.compiled import compiled

STRING, RELATED, ADJACENT, FEW, SLICE = range(5)


def random_state(seed: int) -> State:
    """A state of the random numbers."""
    return np.array([2 * seed + 1], np.uint64) * np.uint64(0x9E3779B97F4A7C15)


def nothing(problem_stops: int) -> Ints:
    """Marks of which none is set."""
    return np.zeros(problem_stops, np.int64)


@compiled
def draw(state: State) -> float:
    return drawn(state)


@compiled
def draw_below(state: State, most: int) -> int:
    return below(state, most)


@compiled
def starting(g: Ground, calendar: int, stop: int, arrival: int) -> int:
    return starts(g.opens, g.closes, calendar, stop, arrival)


@compiled
def last_arriving(g: Ground, calendar: int, stop: int, start: int) -> int:
    return last_arrival(g.opens, g.closes, calendar, stop, start)


@compiled
def put(g: Ground, c: Course, stop: int, r: int, p: int) -> bool:
    """Put in without asking whether it fits; False, and nothing done, if a resource has no room."""
    room = has_room(g, c, stop)
    if room:
        put_in(g, c, stop, r, p)
    return room


@compiled
def take_out(g: Ground, c: Course, r: int, marked: Ints) -> int:
    return taken_out(g, c, r, marked)


@compiled
def cheapest(g: Ground, c: Course, stop: int, r: int, cost: int, rng: State) -> tuple[int, int]:
    k = g.calendar[r]
    return look(
        c.rows, c.ready, c.latest, c.leg, c.slack, g.reach, g.leave, g.opens, g.closes,
        c.length[r], k, g.last_close[k, stop], g.service[stop], r, stop, cost, rng,
    )  # fmt: skip


@compiled
def rebuild(g: Ground, c: Course, rng: State, b: Bench, marked: Ints, dirty: Ints, taste: Taste) -> None:
    recreate(g, c, rng, b, marked, dirty, taste)


@compiled
def ruin(g: Ground, c: Course, rng: State, most: int, marked: Ints, way: int) -> None:
    if way == STRING:
        string(c, rng, most, marked)
    elif way == RELATED:
        related(g, c, rng, most, marked)
    elif way == ADJACENT:
        adjacent_strings(g, c, rng, most, marked, np.zeros(c.length.shape[0], np.int64))
    elif way == FEW:
        few(c, rng, most, marked)
    else:
        time_slice(c, rng, most, marked)


@compiled
def eject(g: Ground, c: Course, rng: State, most: int, marked: Ints) -> tuple[int, int, int]:
    return ejection(g, c, rng, most, marked)


@compiled
def change_hotel(g: Ground, c: Course, rng: State, marked: Ints, dirty: Ints) -> None:
    changed_hotel(g, c, rng, marked, dirty)


@compiled
def adopt(source: Course, target: Course, dirty: Ints) -> None:
    _adopt(source, target, dirty)


@compiled
def keep(g: Ground, c: Course, r: int, pool: Pool) -> None:
    remember(g, c, r, pool)
