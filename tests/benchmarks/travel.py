# ruff: noqa: T201  (a benchmark prints)
"""What travel takes: ``python -m tests.benchmarks.travel`` prints a table.

Timings are of the second call where code is compiled, so of a warm cache; the first line tells what a cold
one costs on top. Nothing is asserted.
"""

import platform
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import numba
import numpy as np

from planner.place import City, Site
from planner.plan import Point
from planner.season import Base
from planner.timetable import Timetable
from planner.travel.adcode import prefecture
from planner.travel.gazetteer import all_cities, cities_of, city_at
from planner.travel.gtfs import read_gtfs
from planner.travel.network import Network
from planner.travel.trim import busiest_cities, trim
from tests.builders import season

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
FEEDS = ("gtfs-china-emu-2022.zip", "gtfs-china-hsr-2016.zip")
DAY = date(2027, 3, 2)
CITIES = 60


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def line(what: str, size: str, amount: str) -> None:
    """One line of the table."""
    print(f"| {what} | {size} | {amount} |")


def network_of(cities: list[City], table: Timetable) -> Network:
    """A network of a season of ``cities``, at home in the first."""
    site = Site(city=cities[0].adcode, lat=cities[0].lat, lon=cities[0].lon)
    home = Base(id="home", name=cities[0].name, site=site)
    return Network(season(cities=tuple(cities), regions=(), home=home, timetable=table))


def centre(city: City) -> Point:
    """The centre of a city as a place."""
    return Point(name=city.name, city=city.adcode, lat=city.lat, lon=city.lon)


def scattered(cities: list[City], count: int) -> list[Point]:
    """So many places within some ten kilometres of the centres of ``cities``."""
    draw = random.Random(1)
    found = []
    for k in range(count):
        city = draw.choice(cities)
        lat, lon = city.lat + draw.gauss(0, 0.1), city.lon + draw.gauss(0, 0.1)
        found.append(Point(name=str(k), city=city.adcode, lat=lat, lon=lon))
    return found


def sixty_cities(name: str, table: Timetable) -> None:
    """All earliest arrivals of a day between sixty cities."""
    codes = busiest_cities(table, CITIES)
    cities = [city for city in map(city_at, codes) if city is not None]
    cut = trim(table, codes)
    roads = network_of(cities, cut)
    calls = sum(len(train.calls) for train in cut.trains)
    points = [centre(city) for city in cities]
    trains = f"{len(cut.trains)} trains, {calls} calls"
    size = f"{name}: {len(cut.stations)} stations of {len(cities)} cities, {trains}"
    took = seconds(lambda: roads.arrival(points[0], points[1], DAY, 480))
    line("profiles of a day, all pairs of stations", size, f"{took:.2f} s")
    took = seconds(lambda: roads.tables(points, DAY))
    line("tables of a day, 288 departures", f"{name}: {len(points)} places", f"{took:.2f} s")
    draw = np.random.default_rng(0)
    drawn = draw.integers(0, [len(points), len(points), 1_440], (5_000, 3)).tolist()
    asked = [(points[a], points[b], minute) for a, b, minute in drawn]
    took = seconds(lambda: [roads.arrival(a, b, DAY, m) for a, b, m in asked])
    line("single arrivals", f"{name}: {len(asked)} look-ups", f"{took / len(asked) * 1e6:.0f} µs each")
    ways = [way for way in asked[:1_000] if roads.arrival(way[0], way[1], DAY, way[2]) < 1_680]
    took = seconds(lambda: [roads.journey(a, b, DAY, m) for a, b, m in ways])
    line("journeys in rides", f"{name}: {len(ways)} journeys", f"{took / len(ways) * 1e3:.2f} ms each")


def region(name: str, table: Timetable, places: int) -> None:
    """Tables of one region with many places."""
    cities = [city for city in cities_of("csj") if city.parent is None]
    cut = trim(table, {prefecture(city.adcode) for city in cities})
    roads = network_of(cities, cut)
    points = scattered(cities, places)
    roads.tables(points[:2], DAY)
    took = seconds(lambda: roads.tables(points, DAY))
    line("tables of a day, 288 departures", f"{name}: {places} places of 长三角", f"{took:.2f} s")


def main() -> None:
    """Print the table."""
    if not all((SHARED / name).is_file() for name in FEEDS):
        sys.exit("needs the real feeds: put the shared data folder beside the repository")
    print(f"Python {platform.python_version()}, numba {numba.__version__}, numpy {np.__version__}\n")
    line("what", "size", "time")
    line("---", "---", "---")
    warm = network_of([city for city in all_cities() if city.name in ("苏州", "南京")], Timetable())
    took = seconds(lambda: warm.tables([centre(city) for city in all_cities()[:2]], DAY))
    line("first table of a process", "2 places (load or compile the code)", f"{took:.2f} s")
    for name in FEEDS:
        data = (SHARED / name).read_bytes()
        took = seconds(partial(read_gtfs, data))
        table = read_gtfs(data)
        calls = sum(len(train.calls) for train in table.trains)
        line("GTFS import", f"{name}: {calls} stop times", f"{took:.2f} s")
        sixty_cities(name, table)
        region(name, table, 400)


if __name__ == "__main__":
    main()
