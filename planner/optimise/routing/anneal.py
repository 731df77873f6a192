"""Ruin and recreate under simulated annealing: one call runs a number of rounds at one temperature.

The method and its parameters follow docs/method.md; what is compared is profit less a little travel.
"""

from typing import NamedTuple

import numpy as np

from planner.optimise.routing.chance import State, drawn
from planner.optimise.routing.ground import (
    Course,
    Ground,
    Ints,
    copy_route,
    put_in,
    retell,
    taken_out,
)
from planner.optimise.routing.hotels import changed_hotel
from planner.optimise.routing.pool import Pool, remember
from planner.optimise.routing.recreate import Bench, drawn_taste, recreate
from planner.optimise.routing.ruin import adjacent_strings, ejection, few, related, string, time_slice
from planner.travel.compiled import borrowing, compiled


class Walk(NamedTuple):
    """One search: the course it changes, the one it stands at, the best it met, and its working room."""

    now: Course
    kept: Course
    best: Course
    bench: Bench
    marked: Ints
    dirty: Ints
    rng: State
    pool: Pool


class Manner(NamedTuple):
    """How to walk: temperature, what a unit of way costs, noise, floor of costs, longest string, pooling."""

    temperature: float
    way_price: float
    noise: float
    floor: float
    most: int
    pooling: bool


@borrowing
def _ruin(g: Ground, c: Course, rng: State, most: int, marked: Ints, dirty: Ints) -> tuple[int, int, int]:
    """Mark stops by a way drawn at random; a stop to put in at once, its route and position, or -1."""
    draw = drawn(rng)
    if draw < 0.2:
        string(c, rng, most, marked)
        if c.length.shape[0] > 1 and drawn(rng) < 0.5:
            string(c, rng, most, marked)
    elif draw < 0.4:
        related(g, c, rng, most, marked)
    elif draw < 0.6:
        adjacent_strings(g, c, rng, most, marked, dirty)
    elif draw < 0.8:
        return ejection(g, c, rng, most, marked)
    elif draw < 0.9:
        few(c, rng, most, marked)
    else:
        time_slice(c, rng, most, marked)
    return -1, -1, 0


@borrowing
def _adopt(source: Course, target: Course, dirty: Ints) -> None:
    """Make the routes that differ equal."""
    m = dirty.shape[0]
    for r in range(m):
        if dirty[r]:
            for p in range(1, target.length[r] + 1):
                target.route[target.rows[r, p]] = -1
    for r in range(m):
        if dirty[r]:
            copy_route(source, target, r)
    for r in range(m):
        if dirty[r]:
            retell(target, r)
    for k in range(target.spent.shape[0]):
        target.spent[k] = source.spent[k]
    for k in range(target.tally.shape[0]):
        target.tally[k] = source.tally[k]


@borrowing
def _round(g: Ground, w: Walk, how: Manner) -> None:
    """Ruin and recreate once; what was changed is ``dirty``."""
    c, rng = w.now, w.rng
    w.marked[:] = 0
    w.dirty[:] = 0
    stop = route = -1
    spot = 0
    if g.hotels.shape[0] > 0 and drawn(rng) < 0.1:
        changed_hotel(g, c, rng, w.marked, w.dirty)
    else:
        stop, route, spot = _ruin(g, c, rng, how.most, w.marked, w.dirty)
        for u in range(c.route.shape[0]):
            if w.marked[u] and c.route[u] >= 0:
                w.dirty[c.route[u]] = 1
        for r in range(c.length.shape[0]):
            if w.dirty[r]:
                taken_out(g, c, r, w.marked)
    if stop >= 0:
        put_in(g, c, stop, route, spot)
        w.dirty[route] = 1
    recreate(g, c, rng, w.bench, w.marked, w.dirty, drawn_taste(rng, how.noise, how.floor, g.worth.shape[0]))


@borrowing
def _late(g: Ground, c: Course, dirty: Ints) -> bool:
    """Whether a changed route is too long.

    One that lost stops may be, where ways break the triangle inequality: be it by the rounding alone.
    """
    late = False
    for r in range(dirty.shape[0]):
        late = late or (dirty[r] and c.ready[r, c.length[r] + 1] > g.finish[r])
    return late


@compiled
def anneal(g: Ground, w: Walk, how: Manner, rounds: int) -> int:
    """Walk ``rounds`` rounds; returns how often the best was bettered."""
    bettered = 0
    everywhere = np.ones(w.dirty.shape[0], np.int64)
    for _ in range(rounds):
        _round(g, w, how)
        if _late(g, w.now, w.dirty):
            _adopt(w.kept, w.now, w.dirty)
            continue
        new = w.now.tally[0] - how.way_price * w.now.tally[1]
        old = w.kept.tally[0] - how.way_price * w.kept.tally[1]
        if how.pooling and w.now.tally[0] * 100 >= w.best.tally[0] * 97:
            for r in range(w.dirty.shape[0]):
                if w.dirty[r]:
                    remember(g, w.now, r, w.pool)
        gain = w.now.tally[0] - w.best.tally[0]
        best = gain > 0 or (gain == 0 and w.now.tally[1] < w.best.tally[1])
        if best or new > old + how.temperature * np.log(drawn(w.rng) + 1e-300):
            _adopt(w.now, w.kept, w.dirty)
            if best:
                bettered += gain > 0
                _adopt(w.now, w.best, everywhere)
        else:
            _adopt(w.kept, w.now, w.dirty)
    return bettered
