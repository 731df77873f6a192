"""A timetable as elementary connections: one train from one stop to the next, sorted by departure.

The form that the Connection Scan Algorithm reads (Dibbelt, Pajor, Strasser, Wagner, "Connection Scan
Algorithm", ACM Journal of Experimental Algorithmics 23, 2018).
"""

from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.clock import DAY_MINUTES
from planner.timetable import Timetable

Ints = npt.NDArray[np.int32]
LAST_MINUTE = DAY_MINUTES + 240
"""Nobody arrives later than 04:00 of the day after: what would, is unreachable."""


class Connections(NamedTuple):
    """All connections of a day in ascending order of departure: arrays of one length.

    ``origin``/``destination`` index stations, ``depart``/``arrive`` are minutes from 00:00 of the day,
    ``trip`` numbers the runs: the train's index plus ``trains`` times 0, 1, 2 for runs that began on the day
    itself, the day before, the day after. ``call`` is the index of the departing call in its train.
    """

    origin: Ints
    destination: Ints
    depart: Ints
    arrive: Ints
    trip: Ints
    call: Ints


class Running(NamedTuple):
    """Indices of the services that start on the day before, the day itself and the day after."""

    before: tuple[int, ...]
    today: tuple[int, ...]
    after: tuple[int, ...]


def running(timetable: Timetable, day: date) -> Running:
    """What runs around ``day``; two days with equal values have the same trains."""

    def on(when: date) -> tuple[int, ...]:
        return tuple(k for k, service in enumerate(timetable.services) if service.runs_on(when))

    return Running(on(day - timedelta(days=1)), on(day), on(day + timedelta(days=1)))


class Calls:
    """The consecutive calls of every train of a timetable, laid out once for all days."""

    def __init__(self, timetable: Timetable) -> None:
        service_of = {service.id: k for k, service in enumerate(timetable.services)}
        rows = [
            (here.station, there.station, here.depart, there.arrive, number, call, service_of[train.service])
            for number, train in enumerate(timetable.trains)
            for call, (here, there) in enumerate(pairwise(train.calls))
        ]
        self._rows = np.array(rows, np.int32).reshape(-1, 7)
        self._trains = len(timetable.trains)

    def of_day(self, around: Running) -> Connections:
        """The connections that leave between 00:00 of a day and the last minute of it that counts.

        Runs of the day before are boarded where they call after midnight; runs of the day after, where
        they call before the last minute. A connection without duration keeps its place in its train.
        """
        parts = []
        for shift, services in ((0, around.today), (1, around.before), (2, around.after)):
            part = self._rows[np.isin(self._rows[:, 6], services)].copy()
            minutes = (0, -DAY_MINUTES, DAY_MINUTES)[shift]
            part[:, 2:4] += minutes
            part[:, 4] += shift * self._trains
            parts.append(part[(part[:, 2] >= 0) & (part[:, 2] <= LAST_MINUTE)])
        rows = np.concatenate(parts)
        rows = rows[np.lexsort((rows[:, 5], rows[:, 4], rows[:, 2]))]
        return Connections(*(np.ascontiguousarray(rows[:, column]) for column in range(6)))
