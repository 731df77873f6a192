"""Trips as paths over the price boards: base, hotel, hotel, base; one day tour a day."""

from typing import NamedTuple

import numpy as np

from planner.optimise.boards import EMPTY, NEVER, Floats
from planner.optimise.doors import Array
from planner.optimise.records import Flags
from planner.travel.compiled import borrowing, compiled, inner


class Path(NamedTuple):
    """A trip's value at the rewards it was priced with, its nights (place numbers) and its records.

    A record ``EMPTY`` is a travel day.
    """

    value: float
    nights: tuple[int, ...]
    records: tuple[int, ...]


@inner
def _first_day(board: Floats, out: Floats, base: int) -> tuple[Floats, Flags]:
    """Best value of a first day that ends at each hotel."""
    places, bases = board.shape[0], out.shape[0]
    value = np.full(places, NEVER)
    empty = np.zeros(places, np.bool_)
    for e in range(bases, places):
        value[e] = board[base, e]
        if out[base, e - bases] > value[e]:
            value[e], empty[e] = out[base, e - bases], True
    return value, empty


@inner
def _next_day(value: Floats, board: Floats, lodging: Floats, bases: int) -> tuple[Floats, Array]:
    """Best value after one more day that ends at each hotel, and the night before it."""
    places = board.shape[0]
    after = np.full(places, NEVER)
    came = np.full(places, -1)
    for e in range(bases, places):
        for s in range(bases, places):
            gain = value[s] - lodging[s - bases] + board[s, e]
            if value[s] > NEVER and board[s, e] > NEVER and gain > after[e]:
                after[e], came[e] = gain, s
    return after, came


@borrowing
def _last_day(
    value: Floats, board: Floats, home: Floats, lodging: Floats, base: int
) -> tuple[float, int, bool]:
    """Best value of ending at the base, the night before it, and whether the last day is a travel day."""
    bases, best, came, empty = home.shape[0], NEVER, -1, False
    for s in range(bases, board.shape[0]):
        if value[s] <= NEVER:
            continue
        if value[s] - lodging[s - bases] + board[s, base] > best and board[s, base] > NEVER:
            best, came, empty = value[s] - lodging[s - bases] + board[s, base], s, False
        if value[s] - lodging[s - bases] + home[base, s - bases] > best and home[base, s - bases] > NEVER:
            best, came, empty = value[s] - lodging[s - bases] + home[base, s - bases], s, True
    return best, came, empty


@compiled
def trip_values(
    boards: Floats, out: Floats, home: Floats, lodging: Floats, base: int, run_end: Array, most_days: int
) -> Floats:
    """``[first day, days - 1]``: the best value of a trip, counting a company once per day it is on.

    ``out[day, base, hotel]`` and ``home`` are the values of travel days (NEVER where none is possible).
    """
    days, bases = boards.shape[0], out.shape[1]
    found = np.full((days, most_days), NEVER)
    for a in range(days):
        found[a, 0] = boards[a, base, base]
        if most_days == 1 or run_end[a] == a:
            continue
        value, _ = _first_day(boards[a], out[a], base)
        for length in range(2, most_days + 1):
            d = a + length - 1
            if d > run_end[a]:
                break
            found[a, length - 1], _, _ = _last_day(value, boards[d], home[d], lodging, base)
            if length < most_days:
                value, _ = _next_day(value, boards[d], lodging, bases)
    return found


@compiled
def trace_days(
    boards: Floats, chosen: Array, out: Floats, home: Floats, lodging: Floats, base: int
) -> tuple[float, Array, Array]:
    """The best path over the given days' boards: value, nights, records."""
    length, bases = boards.shape[0], out.shape[1]
    nights = np.empty(max(length - 1, 1), np.int64)
    records = np.empty(length, np.int64)
    if length == 1:
        records[0] = chosen[0, base, base]
        return boards[0, base, base], nights, records
    came = np.empty((length, boards.shape[1]), np.int64)
    value, empty = _first_day(boards[0], out[0], base)
    for k in range(1, length - 1):
        value, came[k] = _next_day(value, boards[k], lodging, bases)
    best, night, homeward = _last_day(value, boards[length - 1], home[length - 1], lodging, base)
    if night < 0:
        return NEVER, nights, records
    records[length - 1] = EMPTY if homeward else chosen[length - 1, night, base]
    for k in range(length - 2, -1, -1):
        nights[k] = night
        if k == 0:
            records[0] = EMPTY if empty[night] else chosen[0, base, night]
        else:
            before = came[k, night]
            records[k] = chosen[k, before, night]
            night = before
    return best, nights, records
