"""Which trains make the earliest arrival: a forward connection scan with the path kept.

The profiles say when; this says how. A direct train that arrives as early is preferred to changing.
"""

from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from planner.travel.connections import LAST_MINUTE, Connections
from planner.travel.profiles import Changes


class Ridden(NamedTuple):
    """One train ridden: connection indices where it is boarded and left."""

    board: int
    alight: int


class Timeline:
    """The connections of a day as plain lists, for scanning forward from one station."""

    def __init__(self, connections: Connections, changes: Changes) -> None:
        self._origin: list[int] = connections.origin.tolist()
        self._destination: list[int] = connections.destination.tolist()
        self._depart: list[int] = connections.depart.tolist()
        self._arrive: list[int] = connections.arrive.tolist()
        self._trip: list[int] = connections.trip.tolist()
        ptr, station, minutes = (part.tolist() for part in changes)
        self._onward: list[list[tuple[int, int]]] = [
            list(zip(station[start:end], minutes[start:end], strict=True)) for start, end in pairwise(ptr)
        ]

    def trains(self, origin: int, destination: int, depart: int, arrive: int) -> tuple[Ridden, ...]:
        """The trains from ``origin``, ready there at ``depart``, to ``destination`` by ``arrive``.

        Raises ValueError if there are none: the profiles said there were.
        """
        return self._direct(origin, destination, depart, arrive) or self._changing(
            origin, destination, depart, arrive
        )

    def _direct(self, origin: int, destination: int, depart: int, arrive: int) -> tuple[Ridden, ...]:
        boarded: dict[int, int] = {}
        for c in range(bisect_left(self._depart, depart), len(self._depart)):
            if self._depart[c] > arrive:
                break
            if self._origin[c] == origin:
                boarded[self._trip[c]] = c
            if self._destination[c] == destination and self._trip[c] in boarded and self._arrive[c] <= arrive:
                return (Ridden(boarded[self._trip[c]], c),)
        return ()

    def _changing(self, origin: int, destination: int, depart: int, arrive: int) -> tuple[Ridden, ...]:
        ready = {origin: depart}
        reached_by: dict[int, Ridden] = {}
        boarded: dict[int, int] = {}
        for c in range(bisect_left(self._depart, depart), len(self._depart)):
            trip, here, there = self._trip[c], self._origin[c], self._destination[c]
            if trip not in boarded:
                if ready.get(here, LAST_MINUTE + 1) > self._depart[c]:
                    continue
                boarded[trip] = c
            if there == destination and self._arrive[c] <= arrive:
                return self._path(Ridden(boarded[trip], c), reached_by)
            for station, minutes in self._onward[there]:
                if self._arrive[c] + minutes < ready.get(station, LAST_MINUTE + 1):
                    ready[station] = self._arrive[c] + minutes
                    reached_by[station] = Ridden(boarded[trip], c)
        raise ValueError(f"no trains from station {origin} at {depart} to station {destination} by {arrive}")

    def _path(self, last: Ridden, reached_by: dict[int, Ridden]) -> tuple[Ridden, ...]:
        path = [last]
        while (station := self._origin[path[0].board]) in reached_by:
            path.insert(0, reached_by[station])
        return tuple(path)
