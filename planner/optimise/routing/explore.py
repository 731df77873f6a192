"""The most a line can bring at given rewards: a coarse bound, then labelling, forward and backward in turn.

A line is one route, or a journey of several days whose nights are chosen among hotels. Each sweep is pruned
by what the one before, in the other direction, says is still ahead. A stop met on two days counts twice:
that relaxes.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from planner.optimise.routing.grid import Grid, gridded, spelled
from planner.optimise.routing.ground import Floats, Ground, Ints
from planner.optimise.routing.labels import NONE, Labels, Task, labelled
from planner.optimise.routing.memory import Memory, bits
from planner.optimise.routing.rides import Ride, ride_of, turned

MOMENTS = 600  # steps of the grid, and of the tables of what is ahead
MOST_MOMENTS = 3_000
LABEL_BYTES = 160_000_000  # room for labels
FORWARD, BACKWARD = 0, 1
CELLS_A_STEP = 4  # of the grid, in the time of a step of labelling


Way = list[list[int]]  # stops by day


class Line(NamedTuple):
    """Routes run one after the other: day k from one of ``nights[k]`` to one of ``nights[k + 1]``.

    Nights are places.
    """

    routes: tuple[int, ...]
    nights: tuple[Ints, ...]


class Swept(NamedTuple):
    """One sweep: what each day's labelling found, and the values brought to every night, in its direction."""

    days: tuple[Labels, ...]
    values: tuple[Floats, ...]


class Exploration:
    """A line at rewards.

    ``upper``: no way to run it brings more. ``slope``: the same on the grid alone. ``steps``: work spent.
    ``swept``: the last sweep that was whole.
    """

    def __init__(
        self, ground: Ground, legs: Ints, line: Line, reward: Floats, moments: int = MOMENTS
    ) -> None:
        pairs = zip(line.routes, line.nights[:-1], line.nights[1:], strict=True)
        forward = [ride_of(ground, legs, route, sources, sinks, reward) for route, sources, sinks in pairs]
        self.rides: tuple[list[Ride], list[Ride]] = (forward, [turned(ride) for ride in reversed(forward)])
        self.reward = reward
        self.upper = self.slope = np.inf
        self.direction = FORWARD
        self.steps = 0
        self.swept: Swept | None = None
        self._floor, self._swept_in = -np.inf, FORWARD
        self._widths = [_width(ride.finish - ride.begin + 1, ride.leg, moments) for ride in forward]
        self._grids: list[Grid | None] = []
        self._tables: list[list[Floats]] = [[], []]
        self._values: list[list[Floats]] = [[], []]
        self._coarse()

    def _coarse(self) -> None:
        """Tables of what is ahead, without labels, and the first upper bound."""
        rides, widths = self.rides[BACKWARD], self._widths[::-1]
        gift = alone = np.zeros(1)
        self._values[BACKWARD] = [gift]
        for ride, width in zip(rides, widths, strict=True):
            reward, apart = self.reward[ride.stops], ~np.eye(len(ride.stops), dtype=np.bool_)
            table, arrived = _packed(ride, reward, gift, width)
            grid, only = None, arrived
            if len(ride.stops) and ride.leg.min(initial=width, where=apart) >= width:
                grid = gridded(ride, reward, gift, width, table.shape[1])
                self.steps += len(ride.stops) ** 2 * table.shape[1] // CELLS_A_STEP
                table, arrived = np.minimum(table, grid.table), np.minimum(arrived, grid.arrived)
                only = grid.arrived + alone.max() - gift.max()
            self._grids.append(grid)
            alone = np.maximum(only, _direct(ride, alone))
            gift = np.maximum(arrived, _direct(ride, gift))
            self._tables[BACKWARD].append(table)
            self._values[BACKWARD].append(gift)
        self.upper, self.slope = float(gift[0]), float(alone[0])
        self._first = self._tables[BACKWARD], self._values[BACKWARD]

    def sketch(self) -> Way:
        """The best line on the grid; days without a grid stay empty."""
        found: Way = []
        at, (_, values) = 0, self._first
        for p in range(len(self._grids) - 1, -1, -1):
            grid, ride = self._grids[p], self.rides[BACKWARD][p]
            stops: list[int] = []
            if grid is not None and grid.gate[at, 0] >= 0 and grid.arrived[at] >= values[p + 1][at]:
                stops, at = spelled(grid, at)
            else:
                at = int(np.argmax(np.where(ride.direct[:, at], values[p], NONE)))
            found.append([int(ride.stops[u]) for u in stops])
        return found

    def refine(
        self, memory: Memory, threshold: float, work: int, over: Callable[[], bool] = lambda: False
    ) -> bool:
        """Sweep once; False if the work was not enough, or ``over`` said so.

        If it was, ``upper`` is the best ng-line, or ``threshold`` if that is more. The tables of a sweep
        prune the next, unless that asks for a lower threshold.
        """
        if threshold < self._floor:
            self._tables[BACKWARD], self._values[BACKWARD] = self._first
            self.direction, self._floor = FORWARD, -np.inf
        d, other = self.direction, 1 - self.direction
        rides, count = self.rides[d], len(self.rides[d])
        widths = self._widths if d == FORWARD else self._widths[::-1]
        days: list[Labels] = []
        values = [np.zeros(1)]
        for p, ride in enumerate(rides):
            ahead, prize = self._tables[other][count - 1 - p], self._values[other][count - 1 - p]
            masks, numbers = bits(memory, ride.stops)
            most = LABEL_BYTES // (40 + 8 * masks.shape[1])
            task = Task(
                self.reward[ride.stops], values[-1], prize, masks, numbers,
                ahead, widths[p], threshold, work, most,
            )  # fmt: skip
            labels = labelled(ride, task, over)
            self.steps += labels.work
            work -= labels.work
            arrived = np.maximum(labels.arrived, _direct(ride, values[-1]))
            if not labels.whole:
                reached = float((arrived + prize).max())
                self.upper = min(self.upper, max(threshold, labels.bound, reached))
                return False
            days.append(labels)
            values.append(arrived)
        self.swept = Swept(tuple(days), tuple(values))
        self.upper = min(self.upper, max(threshold, float(values[-1][0])))
        self._tables[d], self._values[d] = [day.table for day in days], values
        self._floor, self._swept_in, self.direction = threshold, d, other
        return True

    def found(self, least: float, most: int) -> list[Way]:
        """The best ways seen by the last sweep that bring more than ``least``, best first."""
        if self.swept is None:
            return []
        if len(self.swept.days) > 1:
            return [self._journey(self.swept)] if self.swept.values[-1][0] > least else []
        labels, ride = self.swept.days[0], self.rides[self._swept_in][0]
        order = np.argsort(-labels.worth, kind="stable")[:most]
        routes = [_traced(labels, ride, int(labels.tail[v]))[0] for v in order if labels.worth[v] > least]
        return [[route[::-1] if self._swept_in == BACKWARD else route] for route in routes]

    def _journey(self, swept: Swept) -> Way:
        """The best line of a sweep, day by day."""
        found: Way = []
        at = 0
        for p in range(len(swept.days) - 1, -1, -1):
            labels, ride, values = swept.days[p], self.rides[self._swept_in][p], swept.values
            if labels.arrived[at] >= values[p + 1][at] and labels.arrival[at] >= 0:
                stops, source = _traced(labels, ride, int(labels.arrival[at]))
            else:
                stops, source = [], int(np.argmax(np.where(ride.direct[:, at], values[p], NONE)))
            found.append(stops)
            at = source
        return [stops[::-1] for stops in found] if self._swept_in == BACKWARD else found[::-1]


def cells(ground: Ground, legs: Ints, line: Line, paying: Ints, moments: int) -> int:
    """At most so many cells are gone through when a line is explored on the grid, its nights' among them."""
    leg, found = legs[paying][:, paying], 0
    for route, sources, sinks in zip(line.routes, line.nights[:-1], line.nights[1:], strict=True):
        span = int(ground.finish[route] - ground.begin[route]) + 1
        others = len(paying) + len(sources) + len(sinks)
        found += len(paying) * others * (span // _width(span, leg, moments) + 1)
    return found


def _width(span: int, leg: Ints, moments: int) -> int:
    """How long a moment is: no longer than any leg, if that does not take too many of them."""
    shortest = int(leg.min(initial=span, where=~np.eye(len(leg), dtype=np.bool_)))
    return max(1, -(-span // MOST_MOMENTS), min(shortest, -(-span // moments)))


def _direct(ride: Ride, gift: Floats) -> Floats:
    """What is brought to each sink without a stop."""
    found: Floats = np.where(ride.direct, gift[:, None], NONE).max(axis=0)
    return found


def _packed(ride: Ride, reward: Floats, gift: Floats, width: int) -> tuple[Floats, Floats]:
    """The fractional knapsack of the time gone, as a table by stop and moment, and for the sinks."""
    n, moments = len(reward), (ride.finish - ride.begin) // width + 1
    brought = float(gift.max())
    if n == 0:
        return np.zeros((0, moments)), np.full(ride.home.shape[1], NONE)
    legs = ride.leg + np.where(np.eye(n, dtype=np.bool_), 1 << 40, 0)
    weight = np.minimum(legs.min(axis=0), ride.first.min(axis=0) - ride.begin)
    order = np.argsort(weight / reward, kind="stable")
    weights = np.concatenate(([0], np.cumsum(weight[order])))
    values = np.concatenate(([0.0], np.cumsum(reward[order])))
    gone = (np.arange(moments) + 1) * width
    room = np.maximum(gone[None, :] - weight[:, None], 0)
    table = brought + reward[:, None] + np.interp(room, weights, values)
    whole = np.maximum(ride.finish - ride.begin - ride.home.min(axis=0), 0)
    return table, brought + np.interp(whole, weights, values)


def _traced(labels: Labels, ride: Ride, label: int) -> tuple[list[int], int]:
    """The stops up to a label, in the order run, and the source they came from."""
    stops: list[int] = []
    while label >= 0:
        stops.append(int(ride.stops[labels.stop[label]]))
        label = int(labels.before[label])
    return stops[::-1], -1 - label
