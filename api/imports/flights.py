"""A table of flights, .csv or .xlsx: its flights replace the estimate for the cities they join."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from api.imports.assembly.cities import Cities
from api.imports.csv_folder import read_file
from api.imports.frame import boundless
from api.imports.gathering import gathered, in_reading_order
from api.imports.grid import Grid
from api.imports.headings import find_headings
from api.imports.ledger import Ledger
from api.imports.parse.flight_time import DAILY, arrival, departure, weekdays
from api.imports.parse.refusal import Refused
from api.imports.rows import Row, Rows
from api.imports.sheets.flights import FLIGHTS
from api.imports.spreadsheet import read_spreadsheet
from planner.errors import InvalidTimetable
from planner.place import City
from planner.timetable import Flight


def read_flights(path: Path) -> tuple[Flight, ...]:
    """The flights of a table (CSV in UTF-8 or GB18030, or .xlsx), in its order.

    Raises InvalidTimetable with every fault, its place as ``航班表!D3``.
    """
    ledger = Ledger()
    flights = flights_of(path, ledger)
    if ledger.faults:
        raise InvalidTimetable(gathered(in_reading_order(ledger.faults, [FLIGHTS.title()])))
    return flights


def flights_of(path: Path, ledger: Ledger) -> tuple[Flight, ...]:
    """The flights of the table that have no fault; each fault is blamed in ``ledger``."""
    try:
        grid = _grid(path)
    except Refused as refused:
        ledger.blame(refused, path.name, path.name)
        return ()
    grid.title = FLIGHTS.title()
    flights: list[Flight] = []
    first_at: dict[tuple[str, str, str], list[tuple[Flight, Row]]] = {}
    for row in Rows.found(FLIGHTS, grid, ledger).read(boundless(), ledger):
        flight = _flight(row, ledger)
        if flight is None:
            continue
        before = first_at.setdefault((flight.number, flight.origin, flight.destination), [])
        for other, at in before:
            if any(a and b for a, b in zip(other.weekdays, flight.weekdays, strict=True)):
                ledger.blame(
                    Refused("flight_twice", first=at.place("number")), row.place("number"), flight.number
                )
                break
        else:
            flights.append(flight)
        before.append((flight, row))
    return tuple(flights)


def _grid(path: Path) -> Grid:
    """The table; of a workbook's sheets the one that names most of its columns.

    Raises Refused: flights_not_found, flights_no_table and what reading the file refuses.
    """
    if not path.is_file():
        raise Refused("flights_not_found")
    if path.suffix.lower() == ".csv":
        return read_file(path)
    if path.suffix.lower() != ".xlsx":
        raise Refused("flights_no_table")
    return max(read_spreadsheet(path), key=lambda grid: len(find_headings(grid, FLIGHTS).columns))


def _flight(row: Row, ledger: Ledger) -> Flight | None:
    """The flight of a row, None once its faults are in the ledger."""
    cities = Cities()
    origin = _parsed(row, "origin", lambda text: _with_airport(text, cities), ledger)
    destination = _parsed(row, "destination", lambda text: _with_airport(text, cities), ledger)
    depart = _parsed(row, "depart", departure, ledger)
    arrive = _parsed(row, "arrive", arrival, ledger)
    flown = _parsed(row, "weekdays", weekdays, ledger) if "weekdays" in row.values else DAILY
    if origin and destination and origin.airport == destination.airport:
        row.sound = False
        detail = {"origin": origin.name, "airport": str(origin.airport)}
        ledger.blame(
            Refused("flight_goes_nowhere", **detail), row.place("destination"), row.raw["destination"]
        )
    if depart is not None and arrive is not None and arrive <= depart:
        row.sound = False
        ledger.blame(Refused("flight_lands_before"), row.place("arrive"), row.raw["arrive"])
    if not row.sound:
        return None
    return Flight(
        number=row.values["number"].replace(" ", "").upper(),
        origin=origin.adcode,
        destination=destination.adcode,
        depart_minute=depart,
        arrive_minute=arrive,
        weekdays=flown,
    )


def _parsed(row: Row, field: str, parse: Callable[[Any], Any], ledger: Ledger) -> Any:
    """What ``parse`` makes of a cell; None for one that was refused, now or before."""
    if field not in row.values:
        return None
    try:
        return parse(row.values[field])
    except Refused as refused:
        row.sound = False
        ledger.blame(refused, row.place(field), row.raw[field])
        return None


def _with_airport(text: str, cities: Cities) -> City:
    """The city ``text`` means.

    Raises Refused: city_without_airport and those of :meth:`Cities.one`.
    """
    city = cities.one(text)
    if city.airport is None:
        raise Refused("city_without_airport", city=city.name)
    return city
