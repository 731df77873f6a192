"""Small timetables and networks for tests, and where the real feeds lie."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from planner.place import Site
from planner.plan import Point
from planner.season import Base
from planner.timetable import Call, Service, Station, Timetable, Train
from planner.travel.gazetteer import find_city
from planner.travel.gtfs import read_gtfs
from planner.travel.network import Network
from tests.builders import season

DAILY = Service(id="DAILY", weekdays=(True,) * 7, first=date(2026, 1, 1), last=date(2028, 12, 31))
MONDAY = date(2027, 3, 1)
untimed = settings(deadline=None)
"""For laws over compiled code: the first example waits for the compiler."""

SHARED = Path(__file__).parents[3] / ".." / "shared" / "data"
EMU, HSR = "gtfs-china-emu-2022.zip", "gtfs-china-hsr-2016.zip"


@cache
def real_feed(name: str) -> Timetable:
    """One of the two real feeds; skips the test where it is absent."""
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"needs {name}: put the shared data folder beside the repository, see its README")
    return read_gtfs(path.read_bytes())


def station(name: str, **fields: Any) -> Station:
    """A station in the centre of the city called ``name``."""
    city = find_city(name)
    return Station(id=name, name=name, lat=city.lat, lon=city.lon, city=city.adcode, **fields)


def train(number: str, *calls: tuple[int, int, int], service: str = "DAILY") -> Train:
    """A train with calls (station index, arrival, departure)."""
    return Train(number=number, service=service, calls=tuple(Call(*call) for call in calls))


def timetable(stations: Sequence[str], *trains: Train, services: tuple[Service, ...] = (DAILY,)) -> Timetable:
    """Trains among the centres of cities."""
    return Timetable(stations=tuple(map(station, stations)), services=services, trains=trains)


def point(name: str, north_km: float = 0.0, east_km: float = 0.0) -> Point:
    """A place so far from the centre of the city called ``name``."""
    city = find_city(name)
    return Point(
        name=f"{name}{north_km:+g}{east_km:+g}",
        city=city.adcode,
        lat=city.lat + north_km / 111.2,
        lon=city.lon + east_km / 95.0,
    )


def network(cities: Sequence[str], table: Timetable | None = None, **fields: Any) -> Network:
    """A network of a season of these cities, by name, at home in the first."""
    found = tuple(find_city(name) for name in cities)
    site = Site(city=found[0].adcode, lat=found[0].lat, lon=found[0].lon)
    home = Base(id="home", name=found[0].name, site=site)
    return Network(season(cities=found, regions=(), home=home, timetable=table or Timetable(), **fields))
