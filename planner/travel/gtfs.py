"""Reading a GTFS feed (General Transit Feed Specification, Schedule Reference) into a timetable.

Read: stops, trips, stop_times, calendar, calendar_dates, agency. The bytes of a zip, or the texts of its
files by name; nothing here touches a disk. A fault names the file and the line.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from planner.errors import Fault, InvalidTimetable
from planner.timetable import Call, Service, Station, Timetable, Train
from planner.travel.gtfs_files import Row, rows_of, unpack
from planner.travel.station_city import city_of_station

MOST_FAULTS = 50
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIME = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)")

Kind = TypeVar("Kind")


class _Stop(NamedTuple):
    """A line of stop_times.txt: its train, its place in the order, and the call."""

    trip: str
    sequence: int
    call: Call
    row: Row


class _Refused(Exception):
    def __init__(self, row: Row, code: str, column: str) -> None:
        value = row.fields.get(column, "")
        self.fault = Fault(code=code, place=row.place, value=value, detail={"column": column})


def read_gtfs(feed: bytes | Mapping[str, str], source: str = "") -> Timetable:
    """The timetable of ``feed``: the bytes of a GTFS zip, or file name -> text.

    ``source`` is kept for the documents; empty, the agency's name. Minutes past 24:00 stay with the day the
    train starts on; an arrival's seconds round up, a departure's down. Platforms count as their parent
    station; a call without any time is passed by. Stations are matched to cities of the gazetteer by
    :mod:`planner.travel.station_city`. Raises InvalidTimetable with up to 50 faults.
    """
    texts = unpack(feed) if isinstance(feed, bytes) else dict(feed)
    needed = ["stops.txt", "stop_times.txt", "trips.txt"]
    if "calendar_dates.txt" not in texts:
        needed.append("calendar.txt")
    if missing := [name for name in needed if name not in texts]:
        raise InvalidTimetable(Fault(code="gtfs_file_missing", place=name, value=name) for name in missing)
    faults: list[Fault] = []
    if "frequencies.txt" in texts and any(True for _ in rows_of(texts, "frequencies.txt")):
        faults.append(Fault(code="gtfs_frequencies", place="frequencies.txt"))
    stations, index = _stations(texts, faults)
    services = _services(texts, faults)
    trains = _trains(texts, index, {service.id for service in services}, faults)
    if not faults and not trains:
        faults.append(Fault(code="gtfs_without_trains", place="stop_times.txt"))
    if faults:
        raise InvalidTimetable(faults[:MOST_FAULTS])
    agency = next((row.fields.get("agency_name", "") for row in rows_of(texts, "agency.txt")), "")
    return Timetable(stations=stations, services=services, trains=trains, source=source or agency)


def _read(read: Callable[[Row], Kind], rows: Iterable[Row], faults: list[Fault]) -> list[Kind]:
    """What ``read`` makes of each row; what it refuses goes to ``faults``."""
    kept = []
    for row in rows:
        try:
            kept.append(read(row))
        except _Refused as refused:
            faults.append(refused.fault)
    return kept


def _stations(texts: Mapping[str, str], faults: list[Fault]) -> tuple[tuple[Station, ...], dict[str, int]]:
    """The stations, and the index of the station for every stop id."""
    rows = list(rows_of(texts, "stops.txt"))
    parents = {row.fields.get("stop_id", ""): row.fields.get("parent_station", "") for row in rows}
    own = [row for row in rows if parents[row.fields.get("stop_id", "")] not in parents]
    stations = tuple(_read(_station, own, faults))
    index: dict[str, int] = {}
    for k, station in enumerate(stations):
        if station.id in index:
            faults.append(Fault(code="gtfs_twice", place="stops.txt", value=station.id))
        index[station.id] = k
    for stop, parent in parents.items():
        if stop not in index and parent in index:
            index[stop] = index[parent]
    return stations, index


def _station(row: Row) -> Station:
    for column in ("stop_id", "stop_name"):
        if not row.fields.get(column):
            raise _Refused(row, "gtfs_field_missing", column)
    degrees = []
    for column in ("stop_lat", "stop_lon"):
        try:
            degrees.append(float(row.fields.get(column, "")))
        except ValueError as error:
            raise _Refused(row, "gtfs_bad_coordinate", column) from error
    lat, lon = degrees
    name = row.fields["stop_name"]
    try:
        station = Station(id=row.fields["stop_id"], name=name, lat=lat, lon=lon)
    except ValidationError as error:
        column = "stop_lat" if not -90 <= lat <= 90 else "stop_lon"
        raise _Refused(row, "gtfs_bad_coordinate", column) from error
    return station.model_copy(update={"city": city_of_station(name, lat, lon)})


def _date(row: Row, column: str) -> date:
    text = row.fields.get(column, "")
    if not (len(text) == 8 and text.isdecimal()):
        raise _Refused(row, "gtfs_bad_date", column)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _Refused(row, "gtfs_bad_date", column) from error


def _services(texts: Mapping[str, str], faults: list[Fault]) -> tuple[Service, ...]:
    """calendar.txt with the exceptions of calendar_dates.txt; a service may stand in either alone."""
    weekly = {service.id: service for service in _read(_service, rows_of(texts, "calendar.txt"), faults)}
    exceptions = _read(_exception, rows_of(texts, "calendar_dates.txt"), faults)
    added: dict[str, list[date]] = {}
    removed: dict[str, list[date]] = {}
    for service, day, is_added in exceptions:
        (added if is_added else removed).setdefault(service, []).append(day)
    services = []
    for id_ in sorted(weekly.keys() | added.keys() | removed.keys()):
        extra, less = tuple(sorted(added.get(id_, []))), tuple(sorted(removed.get(id_, [])))
        days = extra or less
        base = weekly.get(id_) or Service(id=id_, weekdays=(False,) * 7, first=days[0], last=days[-1])
        services.append(base.model_copy(update={"added": extra, "removed": less}))
    return tuple(services)


def _service(row: Row) -> Service:
    runs = []
    for weekday in _WEEKDAYS:
        if row.fields.get(weekday) not in ("0", "1"):
            raise _Refused(row, "gtfs_bad_weekday", weekday)
        runs.append(row.fields[weekday] == "1")
    return Service(
        id=row.fields.get("service_id", ""),
        weekdays=(runs[0], runs[1], runs[2], runs[3], runs[4], runs[5], runs[6]),
        first=_date(row, "start_date"),
        last=_date(row, "end_date"),
    )


def _exception(row: Row) -> tuple[str, date, bool]:
    if row.fields.get("exception_type") not in ("1", "2"):
        raise _Refused(row, "gtfs_bad_exception", "exception_type")
    return row.fields.get("service_id", ""), _date(row, "date"), row.fields["exception_type"] == "1"


def _minute(row: Row, column: str, *, up: bool) -> int | None:
    text = row.fields.get(column, "")
    if not text:
        return None
    match = _TIME.fullmatch(text)
    if match is None:
        raise _Refused(row, "gtfs_bad_time", column)
    hours, minutes, seconds = (int(part) for part in match.groups())
    return hours * 60 + minutes + (1 if up and seconds else 0)


def _stop(row: Row, index: Mapping[str, int]) -> _Stop | None:
    """None for a call without a time."""
    if row.fields.get("stop_id", "") not in index:
        raise _Refused(row, "gtfs_unknown_stop", "stop_id")
    if not row.fields.get("stop_sequence", "").isdecimal():
        raise _Refused(row, "gtfs_bad_sequence", "stop_sequence")
    arrive, depart = _minute(row, "arrival_time", up=True), _minute(row, "departure_time", up=False)
    arrive = depart if arrive is None else arrive
    depart = arrive if depart is None else depart
    if arrive is None or depart is None:
        return None
    call = Call(index[row.fields["stop_id"]], arrive, max(arrive, depart))
    return _Stop(row.fields.get("trip_id", ""), int(row.fields["stop_sequence"]), call, row)


def _trains(
    texts: Mapping[str, str], index: Mapping[str, int], services: set[str], faults: list[Fault]
) -> tuple[Train, ...]:
    """The trains that call at least twice, in the order of trips.txt."""
    stops: dict[str, list[_Stop]] = {}
    for stop in _read(lambda row: _stop(row, index), rows_of(texts, "stop_times.txt"), faults):
        if stop is not None:
            stops.setdefault(stop.trip, []).append(stop)
    trains = []
    for row in rows_of(texts, "trips.txt"):
        trip, service = row.fields.get("trip_id", ""), row.fields.get("service_id", "")
        calls = sorted(stops.pop(trip, []), key=lambda stop: stop.sequence)
        if service not in services:
            faults.append(_Refused(row, "gtfs_unknown_service", "service_id").fault)
        faults.extend(_out_of_order(calls))
        if len(calls) >= 2:
            number = row.fields.get("trip_short_name") or trip
            trains.append(Train(number=number, service=service, calls=tuple(stop.call for stop in calls)))
    faults.extend(_Refused(left[0].row, "gtfs_unknown_trip", "trip_id").fault for left in stops.values())
    return tuple(trains)


def _out_of_order(stops: Sequence[_Stop]) -> list[Fault]:
    """The first call of a train that comes before the one it follows, as a fault."""
    for before, after in pairwise(stops):
        if after.call.arrive < before.call.depart:
            return [_Refused(after.row, "gtfs_time_backwards", "arrival_time").fault]
    return []
