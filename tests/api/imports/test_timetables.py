"""The trains a season carries, from a feed beside the workbook or from one that is given."""

import io
import zipfile
from pathlib import Path

from api.imports.check import check
from api.texts.sentences import sentence
from tests.api.imports.workbooks import adding, checked, found, written

FEED = {
    "agency.txt": "agency_name,agency_url,agency_timezone\n示例铁路,http://example.invalid,Asia/Shanghai\n",
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\n"
    "A,苏州,31.33,120.61\nB,无锡,31.59,120.30\nC,乌鲁木齐,43.84,87.56\n",
    "routes.txt": "route_id,route_short_name,route_type\nR,G1,2\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
    "start_date,end_date\n"
    "S,1,1,1,1,1,1,1,20270101,20271231\n",
    "trips.txt": "route_id,service_id,trip_id\nR,S,T\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    "T,08:00:00,08:00:00,A,1\nT,08:20:00,08:21:00,B,2\n",
}


def feed(**changes: str) -> bytes:
    """The feed as a zip, with other texts for some of its files (by name without the ending)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in (FEED | {f"{stem}.txt": text for stem, text in changes.items()}).items():
            archive.writestr(name, text)
    return packed.getvalue()


def test_the_timetable_the_workbook_names_is_cut_down_and_carried(tmp_path: Path) -> None:
    (tmp_path / "trains.zip").write_bytes(feed())
    season = checked(tmp_path, adding("规则", key="timetable_file", value="trains.zip")).season
    assert season is not None
    assert [station.name for station in season.timetable.stations] == ["苏州", "无锡"]
    assert (len(season.timetable.trains), season.timetable.source) == (1, "示例铁路")


def test_a_timetable_that_is_given_goes_first(tmp_path: Path) -> None:
    given = tmp_path / "elsewhere.zip"
    given.write_bytes(feed())
    path = written(tmp_path, adding("规则", key="timetable_file", value="missing.zip"))
    assert check(path).season is None
    season = check(path, gtfs=given).season
    assert season is not None
    assert len(season.timetable.trains) == 1


def test_a_feed_without_stops_is_refused_at_the_cell_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "trains.zip").write_bytes(feed(stops="stop_id,stop_name,stop_lat,stop_lon\n"))
    imported = checked(tmp_path, adding("规则", key="timetable_file", value="trains.zip"))
    assert imported.season is None
    assert all(fault.place.startswith("规则!C8:trains.zip") for fault in imported.faults)
    assert all(all(sentence(fault)) for fault in imported.faults)
    assert imported.faults != ()


def test_a_feed_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "trains.zip").write_bytes(b"nothing")
    imported = checked(tmp_path, adding("规则", key="timetable_file", value="trains.zip"))
    assert [code for code, _, _ in found(imported)] == ["gtfs_not_a_zip"]
