"""Finished day tours of a region and day, grouped so that all can be priced in two short passes.

A record is a set of companies with the place its day starts at, its last company, the places it can still
reach for the night (a bit mask) and its cost up to the last company. Records of one segment share start, last
company, mask and needs: only the best of a segment matters at any prices.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.optimise.doors import Able, Array, Clockwork, Doors, Masks, Shorts
from planner.optimise.land import Land
from planner.optimise.larger_sets import extended
from planner.optimise.tours import END, FARE, LAST, MINUTES, START, Level, singles
from planner.travel.compiled import borrowing, compiled

MOST = 4
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class DayTours:
    """The tours of one region and day.

    ``members`` ``[record, 4]`` are company numbers of the land, padded with the number of companies; ``fare``
    (per head, yuan) and ``minutes`` are nominal, up to the last company. Segment ``k`` holds records
    ``begin[k]`` to ``begin[k+1]``; its start place, last company, end mask and needs (lowest leader's rank,
    mask of head groups) stand in the other arrays. Places are bases first, then hotels.
    """

    members: NDArray[np.int32]
    fare: NDArray[np.int32]
    minutes: NDArray[np.int32]
    begin: Array
    start: Array
    last: Array
    ends: NDArray[np.uint64]
    rank: Array
    heads: NDArray[np.uint64]

    @property
    def size(self) -> int:
        """How many records there are."""
        return int(self.members.shape[0])


@borrowing
def _ends(arrive: Shorts, clock: Clockwork, point: int, ready: int, places: Array, bases: int) -> np.uint64:
    mask = np.uint64(0)
    depart = -(-ready // clock.grid) * clock.grid
    for e in range(places.shape[0]):
        came = arrive[point, places[e], depart // clock.grid]
        if e < bases:
            fits = came <= clock.back_at_base
        else:
            fits = came <= clock.at_hotel and came - depart <= clock.most_leg
        if fits:
            mask |= np.uint64(1) << np.uint64(e)
    return mask


@borrowing
def _useful(
    labels: Array,
    masks: Masks,
    begin: int,
    end: int,
    places: Array,
    fare: Array,
    minutes: Array,
    heads: Array,
    minute_points: int,
    keep: Flags,
    best: Array,
    chosen: Array,
) -> None:
    """Mark the labels that, for their start, are cheapest for some end of the day and number of heads.

    Without ``heads`` every label that leads anywhere is marked.
    """
    for k in range(end - begin):
        keep[k] = heads.shape[0] == 0 and masks[k] != 0
    for e in range(places.shape[0]):
        for n in range(heads.shape[0]):
            h = heads[n]
            for start in range(chosen.shape[0]):
                chosen[start] = -1
            for k in range(begin, end):
                if not (masks[k - begin] >> np.uint64(e)) & np.uint64(1):
                    continue
                start, leg = labels[k, START], labels[k, LAST]
                cost = h * (labels[k, FARE] + fare[leg, places[e]])
                cost += minute_points * (labels[k, MINUTES] + minutes[leg, places[e]])
                if chosen[start] < 0 or cost < best[start]:
                    best[start], chosen[start] = cost, k
            for start in range(chosen.shape[0]):
                if chosen[start] >= 0:
                    keep[chosen[start] - begin] = True


@compiled
def finished(
    members: Array, begin: Array, labels: Array, arrive: Shorts, fare: Array, minutes: Array, doors: Doors,
    clock: Clockwork, places: Array, bases: int, heads: Array, minute_points: int,
) -> tuple[Array, Masks]:  # fmt: skip
    """Rows ``(set, start, last, fare, minutes)`` and end masks of the labels worth keeping."""
    rows = np.empty((256, 5), np.int64)
    masks = np.empty((256, 1), np.uint64)
    mine = np.empty(1_024, np.uint64)
    keep = np.empty(1_024, np.bool_)
    best = np.empty(places.shape[0], np.int64)
    chosen = np.empty(places.shape[0], np.int64)
    found = 0
    point = doors.point
    here_fare, here_minutes = fare[point], minutes[point]
    for number in range(members.shape[0]):
        first, end = begin[number], begin[number + 1]
        for k in range(first, end):
            here = point[labels[k, LAST]]
            mine[k - first] = _ends(arrive, clock, here, labels[k, END], places, bases)
        _useful(labels, mine, first, end, places, here_fare, here_minutes, heads, minute_points,
                keep, best, chosen)  # fmt: skip
        for k in range(first, end):
            if keep[k - first]:
                if found == rows.shape[0]:
                    rows = np.concatenate((rows, np.empty_like(rows)))
                    masks = np.concatenate((masks, np.empty_like(masks)))
                rows[found, 0], rows[found, 1], rows[found, 2] = number, labels[k, START], labels[k, LAST]
                rows[found, 3], rows[found, 4] = labels[k, FARE], labels[k, MINUTES]
                masks[found, 0] = mine[k - first]
                found += 1
    return rows[:found], masks[:found, 0]


@dataclass(frozen=True)
class Demand:
    """What a day's enumeration needs to know besides the land: doors, delegations, hours and limits."""

    open: NDArray[np.int64]
    doors: Doors
    able: Able
    clock: Clockwork
    most_visits: int
    head_counts: NDArray[np.int64]
    minute_points: int


def day_tours(land: Land, day: int, demand: Demand) -> DayTours:
    """All tours of ``land`` on a day index."""
    arrive, doors, clock = land.arrive(day), demand.doors, demand.clock
    n, h = len(land.companies), len(land.hotels)
    bases = np.arange(n + h, n + h + len(land.bases))
    places = np.concatenate((bases, np.arange(n, n + h)))
    fixed = (arrive, land.fare_cny, land.minutes, doors)
    level = Level(*singles(*fixed, demand.able, clock, bases, n))
    parts = []
    for size in range(1, demand.most_visits + 1):
        if size > 1:
            level = Level(*extended(level, *fixed, demand.able, clock))
        if not level.members.shape[0]:
            break
        rows, masks = finished(
            level.members, level.begin, level.labels, *fixed, clock, places, len(bases),
            demand.head_counts, demand.minute_points,
        )  # fmt: skip
        padded = np.full((level.members.shape[0], MOST), -1, dtype=np.int64)
        padded[:, :size] = level.members
        parts.append((padded[rows[:, 0]], rows[:, 1:], masks))
    return _segmented(land, demand, parts)


def _segmented(land: Land, demand: Demand, parts: list[tuple[Array, Array, NDArray[np.uint64]]]) -> DayTours:
    n = len(land.companies)
    if not parts:
        parts = [(np.empty((0, MOST), np.int64), np.empty((0, 4), np.int64), np.empty(0, np.uint64))]
    sets = np.concatenate([part[0] for part in parts])
    rows = np.concatenate([part[1] for part in parts])
    masks = np.concatenate([part[2] for part in parts])
    rank = np.append(demand.doors.rank, 99)[sets].min(axis=1)
    heads = np.bitwise_or.reduce(np.append(demand.doors.heads, np.uint64(0))[sets], axis=1)
    order = np.lexsort((masks, heads, rank, rows[:, 1], rows[:, 0]))
    sets, rows, masks, rank, heads = sets[order], rows[order], masks[order], rank[order], heads[order]
    keys = np.stack((rows[:, 0], rows[:, 1], rank))
    new = np.ones(len(rows), dtype=np.bool_)
    new[1:] = (
        (keys[:, 1:] != keys[:, :-1]).any(axis=0) | (heads[1:] != heads[:-1]) | (masks[1:] != masks[:-1])
    )
    begin = np.append(np.flatnonzero(new), len(rows))
    at = begin[:-1]
    numbers = np.append(demand.open, n)
    return DayTours(
        members=numbers[sets].astype(np.int32),
        fare=rows[:, 2].astype(np.int32),
        minutes=rows[:, 3].astype(np.int32),
        begin=begin,
        start=rows[at, 0],
        last=numbers[rows[at, 1]],
        ends=masks[at],
        rank=rank[at],
        heads=heads[at],
    )
