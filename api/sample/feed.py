"""The sample's timetable: real trains, trimmed from a public GTFS feed to the cities the sample serves.

``timetable.zip`` beside this file is ``trim`` of ``gtfs-china-emu-2022.zip`` (thaddywu/RailwayVIS,
Apache-2.0; coordinates from GeoNames, CC BY); ``docs/data-sources.md`` tells the whole story.
"""

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.resources import files

from api.sample.regions import HUBS, SERVED

Rows = list[dict[str, str]]
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def timetable_bytes() -> bytes:
    """The GTFS feed that the sample carries, as a zip."""
    return files(__package__).joinpath("timetable.zip").read_bytes()


def trim(feed: bytes) -> bytes:
    """Keep the trains that join two of the sample's cities, one of them served, and only their calls there.

    ``feed`` is a GTFS zip whose stops are named by their city. Equal feeds give equal bytes.
    """
    with zipfile.ZipFile(io.BytesIO(feed)) as archive:
        tables = {name: _read(archive, name) for name in archive.namelist()}
    stops = [row for row in tables["stops.txt"] if row["stop_name"] in SERVED | HUBS]
    names = {row["stop_id"]: row["stop_name"] for row in stops}
    calls: dict[str, Rows] = defaultdict(list)
    for row in tables["stop_times.txt"]:
        if row["stop_id"] in names:
            calls[row["trip_id"]].append(row)
    kept = {trip for trip, rows in calls.items() if _joins({names[row["stop_id"]] for row in rows})}
    tables["stops.txt"] = stops
    tables["trips.txt"] = [row for row in tables["trips.txt"] if row["trip_id"] in kept]
    tables["stop_times.txt"] = [
        row for row in tables["stop_times.txt"] if row["trip_id"] in kept and row["stop_id"] in names
    ]
    return _zipped(tables)


def _joins(cities: set[str]) -> bool:
    return len(cities) > 1 and bool(cities & SERVED)


def _read(archive: zipfile.ZipFile, name: str) -> Rows:
    return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def _zipped(tables: Mapping[str, Rows]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, rows in tables.items():
            member = zipfile.ZipInfo(name, date_time=LONG_AGO)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, _written(rows), compresslevel=9)
    return target.getvalue()


def _written(rows: Iterable[dict[str, str]]) -> str:
    target = io.StringIO()
    listed = list(rows)
    writer = csv.DictWriter(target, listed[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    return target.getvalue()
