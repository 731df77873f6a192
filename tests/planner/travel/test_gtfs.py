"""Reading GTFS feeds."""

import io
import tracemalloc
import zipfile
from datetime import date

import pytest

from planner.errors import Fault, InvalidTimetable
from planner.timetable import Call
from planner.travel import gtfs_files
from planner.travel.gtfs import MOST_FAULTS, read_gtfs
from tests.bombs import understating

STOPS = "stop_id,stop_name,stop_lat,stop_lon\nSZ,苏州,31.30,120.62\nWX,无锡,31.49,120.31\n"
TRIPS = "route_id,service_id,trip_id\nG,D,G1\n"
TIMES = (
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    "G1,08:00:00,08:00:00,SZ,1\nG1,08:20:00,08:22:00,WX,2\n"
)
CALENDAR = (
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
    "D,1,1,1,1,1,0,0,20270101,20271231\n"
)


def feed(**files: str) -> dict[str, str]:
    """A feed of one train, with some of its files replaced; an empty text takes a file away."""
    texts = {"stops": STOPS, "trips": TRIPS, "stop_times": TIMES, "calendar": CALENDAR} | files
    return {f"{name}.txt": text for name, text in texts.items() if text}


def zipped(texts: dict[str, str], folder: str = "") -> bytes:
    """``texts`` as the bytes of a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(folder + name, text)
    return buffer.getvalue()


def refusal(texts: dict[str, str] | bytes) -> tuple[Fault, ...]:
    """The faults for which a feed is refused."""
    with pytest.raises(InvalidTimetable) as refused:
        read_gtfs(texts)
    return refused.value.faults


def test_a_feed_becomes_stations_services_and_trains() -> None:
    table = read_gtfs(feed(), source="试")
    assert [(s.id, s.name, s.city) for s in table.stations] == [
        ("SZ", "苏州", "320500"),
        ("WX", "无锡", "320200"),
    ]
    (train,) = table.trains
    assert (train.number, train.service) == ("G1", "D")
    # 08:00 = 480, 08:20 = 500, 08:22 = 502
    assert train.calls == (Call(0, 480, 480), Call(1, 500, 502))
    (service,) = table.services
    assert service.runs_on(date(2027, 3, 5))  # a Friday
    assert not service.runs_on(date(2027, 3, 6))
    assert table.source == "试"


def test_the_bytes_of_a_zip_read_as_its_texts_even_in_a_folder() -> None:
    assert read_gtfs(zipped(feed())) == read_gtfs(feed())
    assert read_gtfs(zipped(feed(), folder="export/")) == read_gtfs(feed())


def test_a_byte_order_mark_and_quotes_and_spaces_are_read_over() -> None:
    stops = (
        '\ufeff"stop_id", stop_name ,stop_lat,stop_lon\r\nSZ,"苏州",31.30,120.62\r\nWX,无锡, 31.49,120.31\r\n'
    )
    assert read_gtfs(feed(stops=stops)).stations == read_gtfs(feed()).stations


def test_a_comma_inside_quotes_belongs_to_the_name() -> None:
    stops = STOPS.replace("无锡", '"无锡,东"')
    assert read_gtfs(feed(stops=stops)).stations[1].name == "无锡,东"


def test_hours_beyond_twenty_four_stay_with_the_day_the_train_starts_on() -> None:
    times = TIMES.replace("08:20:00", "25:30:00").replace("08:22:00", "25:31:30")
    # 25:30 = 1530; a departure's seconds round down: 25:31
    assert read_gtfs(feed(stop_times=times)).trains[0].calls[1] == Call(1, 1_530, 1_531)


def test_an_arrivals_seconds_round_up() -> None:
    times = TIMES.replace("08:20:00", "08:20:01")
    assert read_gtfs(feed(stop_times=times)).trains[0].calls[1].arrive == 501


def test_calls_are_put_in_the_order_of_their_sequence() -> None:
    heading, first, second = TIMES.splitlines()
    assert read_gtfs(feed(stop_times=f"{heading}\n{second}\n{first}")) == read_gtfs(feed())


def test_exceptions_add_and_remove_days() -> None:
    dates = "service_id,date,exception_type\nD,20270306,1\nD,20270305,2\n"
    (service,) = read_gtfs(feed(calendar_dates=dates)).services
    assert service.runs_on(date(2027, 3, 6))
    assert not service.runs_on(date(2027, 3, 5))


def test_a_service_may_stand_in_the_exceptions_alone() -> None:
    dates = "service_id,date,exception_type\nD,20270306,1\nD,20270308,1\n"
    (service,) = read_gtfs(feed(calendar="", calendar_dates=dates)).services
    assert [service.runs_on(date(2027, 3, day)) for day in (6, 7, 8)] == [True, False, True]


def test_platforms_count_as_their_station() -> None:
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
        "SZ,苏州,31.30,120.62,,P\nP,苏州站,31.30,120.62,1,\nWX,无锡,31.49,120.31,,\n"
    )
    table = read_gtfs(feed(stops=stops))
    assert [s.id for s in table.stations] == ["P", "WX"]
    assert [call.station for call in table.trains[0].calls] == [0, 1]


def test_a_call_without_times_is_passed_by() -> None:
    times = TIMES.replace("08:20:00,08:22:00,WX,2", ",,WX,2") + "G1,09:00:00,,SZ,3\n"
    assert read_gtfs(feed(stop_times=times)).trains[0].calls == (Call(0, 480, 480), Call(0, 540, 540))


@pytest.mark.parametrize("name", ["stops", "trips", "stop_times", "calendar"])
def test_a_missing_file_is_named(name: str) -> None:
    (fault,) = refusal(feed(**{name: ""}))
    assert (fault.code, fault.value) == ("gtfs_file_missing", f"{name}.txt")


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "line", "value"),
    [
        ("stop_times", "08:20:00", "8.20", "gtfs_bad_time", 3, "8.20"),
        ("stop_times", "08:20:00", "08:61:00", "gtfs_bad_time", 3, "08:61:00"),
        ("stop_times", "08:20:00", "07:59:00", "gtfs_time_backwards", 3, "07:59:00"),
        ("stop_times", "WX,2", "XX,2", "gtfs_unknown_stop", 3, "XX"),
        ("stop_times", "WX,2", "WX,two", "gtfs_bad_sequence", 3, "two"),
        ("stop_times", "WX,2\n", "WX,2\nG9,9:00:00,9:00:00,SZ,1\n", "gtfs_unknown_trip", 4, "G9"),
        ("trips", "G,D,", "G,E,", "gtfs_unknown_service", 2, "E"),
        ("stops", "31.49", "north", "gtfs_bad_coordinate", 3, "north"),
        ("stops", "31.49", "131.49", "gtfs_bad_coordinate", 3, "131.49"),
        ("stops", "31.49", "nan", "gtfs_bad_coordinate", 3, "nan"),
        ("stops", "120.31", "inf", "gtfs_bad_coordinate", 3, "inf"),
        ("stops", "无锡", "", "gtfs_field_missing", 3, ""),
        ("stops", "WX,", '"WX,', "gtfs_not_csv", 3, "unexpected end of data"),
        ("calendar", "20271231", "2027-12-31", "gtfs_bad_date", 2, "2027-12-31"),
        ("calendar", "20271231", "20271331", "gtfs_bad_date", 2, "20271331"),
        ("calendar", "D,1,", "D,x,", "gtfs_bad_weekday", 2, "x"),
        ("calendar_dates", "0306,1", "0306,3", "gtfs_bad_exception", 2, "3"),
    ],
)
def test_a_fault_is_told_with_its_line_and_value(
    name: str, old: str, new: str, code: str, line: int, value: str
) -> None:
    texts = feed(calendar_dates="service_id,date,exception_type\nD,20270306,1\n")
    file = f"{name}.txt"
    assert old in texts[file]
    fault = refusal(texts | {file: texts[file].replace(old, new)})[0]
    assert (fault.code, fault.place, fault.value) == (code, f"{file}:{line}", value)


def test_a_stop_listed_twice_is_refused() -> None:
    (fault,) = refusal(feed(stops=STOPS + "SZ,苏州,31,120\n"))
    assert (fault.code, fault.value) == ("gtfs_twice", "SZ")


def test_runs_given_by_headway_are_refused_rather_than_lost() -> None:
    (fault,) = refusal(feed(frequencies="trip_id,headway_secs\nG1,600\n"))
    assert (fault.code, fault.place) == ("gtfs_frequencies", "frequencies.txt")


def test_a_feed_without_a_train_is_refused() -> None:
    heading = TIMES.splitlines()[0]
    assert [fault.code for fault in refusal(feed(stop_times=heading))] == ["gtfs_without_trains"]


def test_faults_are_told_together_up_to_fifty() -> None:
    times = TIMES + "".join(f"G1,x,x,SZ,{k}\n" for k in range(3, 103))
    assert len(refusal(feed(stop_times=times))) == MOST_FAULTS


def test_what_is_no_zip_is_refused() -> None:
    assert [fault.code for fault in refusal(b"PK\x03\x04 not really")] == ["gtfs_not_a_zip"]


def test_a_zip_that_holds_more_than_it_says_is_read_no_further() -> None:
    bomb = understating("stops.txt", 1_000, 64)
    tracemalloc.start()
    assert [len(text) for text in gtfs_files.unpack(bomb).values()] == [1_000]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 16 * 2**20


def test_a_damaged_zip_is_refused() -> None:
    data = bytearray(zipped(feed()))
    data[60] ^= 0xFF
    assert [fault.code for fault in refusal(bytes(data))] == ["gtfs_not_a_zip"]


def test_a_zip_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gtfs_files, "MOST_BYTES", 100)
    assert [fault.code for fault in refusal(zipped(feed()))] == ["gtfs_too_large"]


def test_text_that_is_not_utf8_is_refused_with_its_file() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("stops.txt", STOPS.encode("gb18030"))
    (fault,) = refusal(buffer.getvalue())
    assert (fault.code, fault.place) == ("gtfs_not_utf8", "stops.txt")
