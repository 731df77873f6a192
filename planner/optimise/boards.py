"""The price board of a region: for each day, start and end place, the best day tour at given rewards.

Two passes: the best record of each segment, then the best segment for each pair of places a team may use.
Places are numbered bases first, then hotels.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.optimise.doors import Array, Clockwork, Masks
from planner.optimise.land import Land
from planner.optimise.records import DayTours
from planner.travel.compiled import borrowing, compiled

Floats = NDArray[np.float64]
Small = NDArray[np.int32]
Flags = NDArray[np.bool_]
NEVER = -1e15
EMPTY = -2


@dataclass(frozen=True)
class Stock:
    """All day tours of a land, days one after another: ``day_begin`` indexes segments by day.

    ``begin`` indexes records by segment; ``members`` is ``[record, 4]``, padded with the number of companies.
    """

    land: Land
    members: NDArray[np.int32]
    fare: NDArray[np.int32]
    minutes: NDArray[np.int32]
    begin: Array
    day_begin: Array
    start: Array
    last: Array
    ends: NDArray[np.uint64]
    rank: Array
    heads: NDArray[np.uint64]
    place_fare: Array
    place_minutes: Array
    out: NDArray[np.bool_]
    home: NDArray[np.bool_]

    @property
    def days(self) -> int:
        """How many working days there are."""
        return len(self.day_begin) - 1

    def last_of(self, record: int) -> int:
        """The last company of a record, as a point of the land."""
        segment = int(np.searchsorted(self.begin, record, side="right")) - 1
        return int(self.last[segment])

    @property
    def places(self) -> int:
        """How many places a day starts and ends at."""
        return int(self.place_fare.shape[1])


def stock_of(land: Land, tours: list[DayTours], clock: Clockwork) -> Stock:
    """Lay the tours of all days end to end; ``out[day, base, hotel]`` and ``home`` are the travel days."""
    offsets = np.cumsum([0] + [t.size for t in tours])
    begins = [t.begin[:-1] + offset for t, offset in zip(tours, offsets[:-1], strict=True)]
    n, h, b = len(land.companies), len(land.hotels), len(land.bases)
    places = np.concatenate((np.arange(n + h, n + h + b), np.arange(n, n + h)))
    out = np.zeros((len(tours), b, h), dtype=np.bool_)
    home = np.zeros((len(tours), b, h), dtype=np.bool_)
    for day in range(len(tours)):
        arrive = land.arrive(day)
        out[day] = arrive[n + h :, n : n + h, clock.leave_base // clock.grid] <= clock.at_hotel
        home[day] = (arrive[n : n + h, n + h :, clock.leave_hotel // clock.grid] <= clock.back_at_base).T
    return Stock(
        land=land,
        members=np.concatenate([t.members for t in tours]),
        fare=np.concatenate([t.fare for t in tours]),
        minutes=np.concatenate([t.minutes for t in tours]),
        begin=np.append(np.concatenate(begins), offsets[-1]).astype(np.int64),
        day_begin=np.cumsum([0] + [len(t.start) for t in tours]),
        start=np.concatenate([t.start for t in tours]),
        last=np.concatenate([t.last for t in tours]),
        ends=np.concatenate([t.ends for t in tours]),
        rank=np.concatenate([t.rank for t in tours]),
        heads=np.concatenate([t.heads for t in tours]),
        place_fare=land.fare_cny[:, places].copy(),
        place_minutes=land.minutes[:, places].copy(),
        out=out,
        home=home,
    )


@borrowing
def best_record(
    members: Small, fare: Small, minutes: Small, begin: Array, segment: int, reward: Floats,
    fare_points: float, minute_points: float,
) -> tuple[float, int]:  # fmt: skip
    """The highest reward less cost of a record of a segment, and which record it is."""
    best, chosen = NEVER, -1
    for r in range(begin[segment], begin[segment + 1]):
        gain = reward[members[r, 0]] + reward[members[r, 1]] + reward[members[r, 2]] + reward[members[r, 3]]
        gain -= fare_points * fare[r] + minute_points * minutes[r]
        if gain > best:
            best, chosen = gain, r
    return best, chosen


@compiled
def fill_board(
    first: int,
    end: int,
    start: Array,
    last: Array,
    ends: Masks,
    rank: Array,
    heads: Masks,
    value: Floats,
    record: Array,
    place_fare: Array,
    place_minutes: Array,
    team_rank: int,
    team_heads: np.uint64,
    fare_points: float,
    minute_points: float,
    board: Floats,
    chosen: Array,
) -> None:
    """``board[start, end]`` of one day: the best value a team can have, and the record; NEVER if none."""
    board[:] = NEVER
    chosen[:] = -1
    for s in range(first, end):
        if team_rank > rank[s] or (heads[s] & ~team_heads) != 0 or value[s] <= NEVER / 2:
            continue
        a, leg, mask, worth = start[s], last[s], ends[s], value[s]
        for e in range(board.shape[1]):
            if (mask >> np.uint64(e)) & np.uint64(1):
                gain = worth - fare_points * place_fare[leg, e] - minute_points * place_minutes[leg, e]
                if gain > board[a, e]:
                    board[a, e] = gain
                    chosen[a, e] = record[s]


@compiled
def records_of_many(
    members: Small, fare: Small, minutes: Small, begin: Array, day_begin: Array, first_day: int, end_day: int,
    rewards: Floats, fare_points: Floats, minute_points: float, value: Floats, record: Array,
) -> None:  # fmt: skip
    """The highest reward less cost of a record of each segment of some days, and the record, for many purses.

    They are worked out together: every record is read from memory once.

    ``rewards`` is ``[day, company + 1, purse]``, ``fare_points`` by purse; ``value`` and ``record`` are
    ``[purse, segment]`` and filled.
    """
    purses = fare_points.shape[0]
    best, chosen = np.empty(purses), np.empty(purses, np.int64)
    for day in range(first_day, end_day):
        reward = rewards[day]
        for s in range(day_begin[day], day_begin[day + 1]):
            best[:], chosen[:] = NEVER, -1
            for r in range(begin[s], begin[s + 1]):
                one, two = reward[members[r, 0]], reward[members[r, 1]]
                three, four = reward[members[r, 2]], reward[members[r, 3]]
                money, time = float(fare[r]), minute_points * minutes[r]
                for p in range(purses):
                    gain = one[p] + two[p] + three[p] + four[p] - (fare_points[p] * money + time)
                    better = gain > best[p]
                    best[p] = gain if better else best[p]
                    chosen[p] = r if better else chosen[p]
            value[:, s], record[:, s] = best, chosen


@compiled
def all_boards(
    day_begin: Array,
    start: Array,
    last: Array,
    ends: Masks,
    rank: Array,
    heads: Masks,
    value: Floats,
    record: Array,
    place_fare: Array,
    place_minutes: Array,
    team_rank: int,
    team_heads: np.uint64,
    fare_points: float,
    minute_points: float,
) -> tuple[Floats, Array]:
    """:func:`fill_board` of every day, shape ``[day, start, end]``."""
    days, places = day_begin.shape[0] - 1, place_fare.shape[1]
    boards = np.empty((days, places, places), np.float64)
    chosen = np.empty((days, places, places), np.int64)
    for day in range(days):
        fill_board(day_begin[day], day_begin[day + 1], start, last, ends, rank, heads, value, record,
                   place_fare, place_minutes, team_rank, team_heads, fare_points, minute_points,
                   boards[day], chosen[day])  # fmt: skip
    return boards, chosen


@compiled
def best_with_one_more(
    members: Small, fare: Small, minutes: Small, begin: Array, first: int, end: int, start: Array,
    last: Array, ends: Masks, rank: Array, heads: Masks, place_fare: Array, place_minutes: Array,
    worth: Floats, there: Flags, starts: Array, finishes: Array,
    team_rank: int, team_heads: np.uint64, fare_points: float, minute_points: float,
) -> tuple[Floats, Array]:  # fmt: skip
    """For each company, the best tour of a day that meets it and otherwise only companies that are ``there``.

    Returns the value (worth less cost; NEVER if there is none) and the record, by company of the land.
    """
    n = worth.shape[0] - 1
    best, record = np.full(n, NEVER), np.full(n, -1)
    for s in range(first, end):
        if team_rank > rank[s] or (heads[s] & ~team_heads) != 0 or not (starts == start[s]).any():
            continue
        homeward = -NEVER
        for e in finishes:
            if (ends[s] >> np.uint64(e)) & np.uint64(1):
                leg = fare_points * place_fare[last[s], e] + minute_points * place_minutes[last[s], e]
                homeward = min(homeward, leg)
        for r in range(begin[s], begin[s + 1]):
            value, other, others = -homeward - fare_points * fare[r] - minute_points * minutes[r], -1, 0
            for m in range(4):
                company = members[r, m]
                value += worth[company]
                if company < n and not there[company]:
                    other, others = company, others + 1
            if others == 1 and value > best[other] and value > NEVER / 2:
                best[other], record[other] = value, r
    return best, record
