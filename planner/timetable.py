"""Real services as data: stations, trains and the days they run; flights that were imported.

Minutes are counted from 00:00 of the day a train starts on and may exceed 1,440 (GTFS "25:30:00").
"""

from datetime import date
from typing import NamedTuple

from pydantic import Field

from planner.value import Value


class Station(Value):
    """Where trains stop; ``city`` is the adcode of the city it serves, None if none is near."""

    id: str
    name: str
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    city: str | None = None


class Service(Value):
    """The days a set of trains runs: weekdays (Monday first) between two dates, with exceptions."""

    id: str
    weekdays: tuple[bool, bool, bool, bool, bool, bool, bool]
    first: date
    last: date
    added: tuple[date, ...] = ()
    removed: tuple[date, ...] = ()

    def runs_on(self, day: date) -> bool:
        """Whether the service starts on ``day`` (GTFS calendar.txt and calendar_dates.txt)."""
        if day in self.added:
            return True
        return self.first <= day <= self.last and self.weekdays[day.weekday()] and day not in self.removed


class Call(NamedTuple):
    """A stop of a train: index into ``Timetable.stations``, minutes of arrival and departure."""

    station: int
    arrive: int
    depart: int


class Train(Value):
    """One run: its number as printed on the ticket, its service id, its calls in order."""

    number: str
    service: str
    calls: tuple[Call, ...]


class Timetable(Value):
    """Trains among stations. ``source`` names the feed, for the documents."""

    stations: tuple[Station, ...] = ()
    services: tuple[Service, ...] = ()
    trains: tuple[Train, ...] = ()
    source: str = ""


class Flight(Value):
    """An imported flight between two cities (adcodes), on weekdays (Monday first), in minutes."""

    number: str
    origin: str
    destination: str
    depart_minute: int = Field(ge=0, lt=1_440)
    arrive_minute: int = Field(gt=0)
    weekdays: tuple[bool, bool, bool, bool, bool, bool, bool] = (True,) * 7
