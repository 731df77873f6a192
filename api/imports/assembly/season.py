"""The season from all the sheets, once their rows are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from api.imports.assembly.assembly import Assembly
from api.imports.assembly.companies import companies
from api.imports.assembly.doubts import note_doubts
from api.imports.assembly.events import programme, title_of
from api.imports.assembly.guests import Guests
from api.imports.assembly.index import Index
from api.imports.assembly.limits import away_limits, rules
from api.imports.assembly.people import busy_spans, chains, people, units
from api.imports.assembly.places import HOME, places
from api.imports.assembly.rules import Settings, frame_of, settings
from api.imports.duplicates import note_duplicates
from api.imports.frame import Frame, boundless
from api.imports.ledger import Ledger
from api.imports.parse.refusal import Refused
from api.imports.rows import Row, Rows
from api.imports.sheets import sheet_of
from api.imports.timetables import timetable_of
from planner.clock import at
from planner.errors import InvalidSeason
from planner.refusal import faults_of
from planner.season import Pins, Season
from planner.timetable import Flight, Timetable
from planner.travel.gazetteer import city_at

MANY_COMPANIES = 3_000
IdRows = list[tuple[str, Row]]
_NAMED = ("companies", "people", "units", "chains", "events")


@dataclass(frozen=True)
class Surroundings:
    """What a season takes from outside its workbook: the folder of its files, trains, a moment, flights."""

    folder: Path
    gtfs: Path | None = None
    as_of: datetime | None = None
    flights: tuple[Flight, ...] = ()


def season_of(sheets: Mapping[str, Rows], ledger: Ledger, outside: Surroundings) -> Season | None:
    """The season, or None once its faults are in the ledger."""
    if "rules" not in sheets:
        return None
    found = settings(sheets["rules"].read(boundless(), ledger), ledger)
    frame = frame_of(found, ledger, sheets["rules"].grid.title)
    if frame is None:
        return None
    rows = {
        key: sheets[key].read(frame, ledger) if key in sheets else [] for key in (*_NAMED, "busy", "places")
    }
    for row in rows["events"]:
        row.values.setdefault("title", title_of(row))
    note_duplicates(rows["companies"], ledger)
    if len(rows["companies"]) > MANY_COMPANIES:
        title = sheets["companies"].grid.title
        ledger.remark(Refused("many_companies", count=len(rows["companies"]), many=MANY_COMPANIES), title)
    identified, indexes = _identified(rows, ledger)
    assembly = Assembly(frame, ledger, indexes)
    _use_airport_cities(outside.flights, assembly)
    fields = _fields(found, rows, identified, assembly)
    fields |= _moment(found, outside, frame, assembly)
    fields["timetable"] = _timetable(found, outside, assembly)
    fields["flights"] = outside.flights
    return None if ledger.faults else _whole(fields, found, assembly)


def _identified(rows: Mapping[str, list[Row]], ledger: Ledger) -> tuple[dict[str, IdRows], dict[str, Index]]:
    """Rows with their ids, and the indexes that references are resolved by."""
    home = sheet_of("places").title()
    local = [("本地", HOME), ("home", HOME), ("本部", HOME)]
    local += [
        (row.get("name"), HOME) for row in rows["places"] if row.get("kind") == "home" and row.get("name")
    ]
    indexes = {
        key: Index(sheet_of(key).title(), blamed=not (rows[key] or sheet_of(key).optional)) for key in _NAMED
    }
    indexes |= {"bases": Index(home, also=local), "regions": Index(home)}
    named: dict[str, IdRows] = {key: [] for key in (*_NAMED, "places")}
    for key in _NAMED:
        field = "title" if key == "events" else "name"
        named[key] = [(indexes[key].add(row, ledger, field), row) for row in rows[key] if _has_id(row, field)]
    kinds = {"region": "regions", "outpost": "bases"}
    for row in rows["places"]:
        index = indexes.get(kinds.get(row.get("kind"), ""))
        if row.get("kind") == "home":
            named["places"].append((HOME, row))
        elif index is not None and _has_id(row, "name"):
            named["places"].append((index.add(row, ledger), row))
    return named, indexes


def _has_id(row: Row, field: str) -> bool:
    return bool(row.get("id") or row.get(field))


def _fields(
    found: Settings, rows: Mapping[str, list[Row]], named: Mapping[str, IdRows], assembly: Assembly
) -> dict[str, Any]:
    """The lists of the season and its rules."""
    where = places(named["places"], assembly, sheet_of("places").title())
    roster, lines = units(named["units"], assembly), chains(named["chains"], assembly)
    everybody = people(named["people"], busy_spans(rows["busy"], assembly), assembly)
    firms, visits = companies(named["companies"], where.listed, assembly)
    own = rules(found, assembly.frame.hours, assembly.indexes["regions"], assembly)
    limits = away_limits(found, assembly.indexes["people"], assembly)
    as_of = assembly.frame.as_of if "as_of" in found.once else None
    days = (assembly.frame.workdays, as_of, own.joint_meeting_moves_earlier)
    held = programme(named["events"], Guests(everybody, roster, lines), days, assembly)
    return {
        "home": where.home,
        "outposts": tuple(where.outposts),
        "regions": tuple(where.regions),
        "units": tuple(roster),
        "chains": tuple(lines),
        "people": tuple(everybody),
        "companies": tuple(firms),
        "events": tuple(held.events),
        "away_limits": tuple(limits),
        "rules": own,
        "pins": Pins(visits=tuple(visits), events=held.pinned),
        "cities": assembly.cities.used(),
    }


def _moment(found: Settings, outside: Surroundings, frame: Frame, assembly: Assembly) -> dict[str, Any]:
    """Name, dates and moment of the season; what is not said is named after its dates, and noted."""
    first, last = frame.first, frame.last
    as_of = found.once.get("as_of") or outside.as_of
    if as_of is None:
        as_of = at(first, 0)
        assembly.remark(Refused("as_of_assumed", day=first.isoformat()), found.rows["first"], "value")
    return {
        "id": found.once.get("id") or f"{first:%Y%m%d}-{last:%Y%m%d}",
        "title": found.once.get("title") or f"{first.isoformat()} – {last.isoformat()}",
        "first": first,
        "last": last,
        "as_of": as_of,
        "day_overrides": found.overrides,
    }


def _use_airport_cities(flights: tuple[Flight, ...], assembly: Assembly) -> None:
    """The season carries every city that a flight joins."""
    for adcode in {code for flight in flights for code in (flight.origin, flight.destination)}:
        if (city := city_at(adcode)) is not None:
            assembly.cities.use(city)


def _timetable(found: Settings, outside: Surroundings, assembly: Assembly) -> Timetable:
    cities = assembly.cities.used()
    if outside.gtfs is not None:
        return timetable_of(outside.gtfs, cities, "", assembly.ledger)
    if "timetable_file" not in found.once:
        return Timetable()
    place = found.rows["timetable_file"].place("value")
    return timetable_of(outside.folder / found.once["timetable_file"], cities, place, assembly.ledger)


def _whole(fields: dict[str, Any], found: Settings, assembly: Assembly) -> Season | None:
    """The season if it agrees with itself; else its faults, each with its cell."""
    for key, row in found.rows.items():
        assembly.origins.add(key, row, "value")
    try:
        season = Season(**fields)
    except InvalidSeason as error:
        assembly.ledger.faults += [assembly.origins.in_workbook(fault) for fault in error.faults]
        return None
    except ValidationError as error:
        assembly.ledger.faults += [assembly.origins.in_workbook(fault) for fault in faults_of(error)]
        return None
    note_doubts(season, assembly)
    return season
