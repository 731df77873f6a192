"""Minutes by road for every length and every minute of the day, filled as they are asked for."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.travel.compiled import compiled
from planner.travel.road import (
    LONG_STEP,
    SHORT_METRES,
    SHORT_STEP,
    Pace,
    drive,
    is_driven,
)


class RoadTable(NamedTuple):
    """``minutes`` int16 (lengths, 1440): how long a way takes that is left at a minute of the day.

    ``known`` (lengths): the rows that are filled. Row numbers follow the steps of
    :func:`planner.travel.road.road_metres`.
    """

    minutes: npt.NDArray[np.int16]
    known: npt.NDArray[np.bool_]


def empty_table(pace: Pace) -> RoadTable:
    """A table with a row for every length that is driven, none filled."""
    rows = 0
    while is_driven(_length(rows), pace):
        rows += 1
    return RoadTable(np.empty((rows, 1_440), np.int16), np.zeros(rows, np.bool_))


def copied(table: RoadTable) -> RoadTable:
    """A table that another thread may fill: a row that is being written says nothing to who reads it."""
    return RoadTable(table.minutes.copy(), table.known.copy())


def _length(row: int) -> int:
    short = SHORT_METRES // SHORT_STEP
    return row * SHORT_STEP if row <= short else SHORT_METRES + (row - short) * LONG_STEP


@compiled
def minutes_of(table: RoadTable, metres: int, pace: Pace) -> npt.NDArray[np.int16]:
    """Minutes (1440) that a way of ``metres``, short enough to be driven, takes by the minute it is left."""
    if metres <= SHORT_METRES:
        row = metres // SHORT_STEP
    else:
        row = SHORT_METRES // SHORT_STEP + (metres - SHORT_METRES) // LONG_STEP
    if not table.known[row]:
        for minute in range(1_440):
            table.minutes[row, minute] = drive(metres, pace, minute) - minute
        table.known[row] = True
    minutes: npt.NDArray[np.int16] = table.minutes[row]
    return minutes
