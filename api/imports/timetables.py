"""The timetable a season carries: a GTFS feed, cut down to its cities and the hubs one changes in."""

from collections.abc import Iterable
from pathlib import Path

from api.imports.ledger import Ledger
from api.imports.parse.refusal import Refused
from planner.errors import InvalidTimetable
from planner.place import City
from planner.timetable import Timetable
from planner.travel.gtfs import read_gtfs
from planner.travel.trim import busiest_cities, trim

# Changes are made where most trains stop. Measured on the sample's cities and the feed of 2022, 648 earliest
# arrivals (two departures): with no hub 3 came later by up to 30 minutes, with 20 one by 5, with 40 none.
HUBS = 40


def timetable_of(path: Path, cities: Iterable[City], place: str, ledger: Ledger) -> Timetable:
    """The trains among ``cities`` and the busiest other ones; an empty timetable once blamed at ``place``."""
    if not path.is_file():
        ledger.blame(Refused("timetable_not_found", file=path.name), place, path.name)
        return Timetable()
    try:
        whole = read_gtfs(path.read_bytes())
    except InvalidTimetable as error:
        for fault in error.faults:
            where = ":".join(part for part in (place, path.name, fault.place) if part)
            ledger.faults.append(fault.model_copy(update={"place": where}))
        return Timetable()
    return trim(whole, {*(city.adcode for city in cities), *busiest_cities(whole, HUBS)})
