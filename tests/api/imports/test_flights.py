"""Tables of flights: read, refused with every fault, and flown."""

import csv
from datetime import date, time, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from api.imports.check import check
from api.imports.flights import read_flights
from api.imports.read import read
from api.texts.sentences import sentence
from planner.clock import at
from planner.errors import InvalidTimetable
from planner.plan import Mode
from planner.timetable import Flight
from planner.travel.network import Network
from tests.api.imports.workbooks import setting, written
from tests.planner.travel.feeds import point

HEADINGS = ("航班号", "出发城市", "到达城市", "起飞", "到达", "班期")
GOOD = ("3U8888", "重庆", "北京", "14:00", "16:40", "234567")


def table(folder: Path, *rows: tuple[Any, ...], encoding: str = "utf-8") -> Path:
    text = StringIO()
    csv.writer(text).writerows([HEADINGS, *rows])
    path = folder / "航班.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def faults_of(path: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(InvalidTimetable) as refused:
        read_flights(path)
    for fault in refused.value.faults:
        assert all(sentence(fault))
        assert all(sentence(fault, "en"))
    return [(fault.code, fault.place, fault.value) for fault in refused.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    rows = [
        GOOD,
        ("ca 1", "上海", "江津", "8:05", "10：50", ""),
        ("CA2", "深圳市", "重庆", "２２：30", "次日0:30", "135"),
        ("CA3", "深圳", "重庆", "23:00", "24:30", "每天"),
    ]
    assert read_flights(table(tmp_path, *rows, encoding=encoding)) == (
        Flight(number="3U8888", origin="500000", destination="110000", depart_minute=840,
               arrive_minute=1_000, weekdays=(False, *(True,) * 6)),
        Flight(number="CA1", origin="310000", destination="500116", depart_minute=485, arrive_minute=650),
        # Half past midnight of the next day: 1,440 + 30.
        Flight(number="CA2", origin="440300", destination="500000", depart_minute=1_350,
               arrive_minute=1_470, weekdays=(True, False, True, False, True, False, False)),
        Flight(number="CA3", origin="440300", destination="500000", depart_minute=1_380, arrive_minute=1_470),
    )  # fmt: skip


def test_a_spreadsheet_s_own_times_and_numbers_are_read(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("说明").append(["随便"])
    page = book.create_sheet("国内")
    page.append(list(HEADINGS))
    page.append(["CA1", "重庆", "北京", time(23, 5), timedelta(hours=25, minutes=10), 15])
    book.save(tmp_path / "flights.xlsx")
    assert read_flights(tmp_path / "flights.xlsx") == (
        Flight(number="CA1", origin="500000", destination="110000", depart_minute=1_385, arrive_minute=1_510,
               weekdays=(True, False, False, False, True, False, False)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("A", "", "empty_cell"),
        ("B", "苏州", "city_without_airport"),
        ("B", "苏洲", "unknown_city"),
        ("C", "江津", "flight_goes_nowhere"),
        ("D", "早上", "not_a_time"),
        ("D", "8:75", "not_a_time"),
        ("D", "次日0:30", "flight_departs_next_day"),
        ("E", "0:30", "flight_lands_before"),
        ("E", "次日4:01", "flight_lands_too_late"),
        ("E", "次日24:30", "not_a_time"),
        ("F", "1389", "flight_days_unreadable"),
        ("F", "5-1", "flight_days_unreadable"),
    ],
)
def test_one_thing_wrong_is_one_fault_at_its_cell(tmp_path: Path, column: str, text: str, code: str) -> None:
    row = list(GOOD)
    row["ABCDEF".index(column)] = text
    assert faults_of(table(tmp_path, tuple(row))) == [(code, f"航班表!{column}2", text)]


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = table(tmp_path, ("X1", "苏州", "昆山", "?", "?", "八"), GOOD, GOOD)
    assert faults_of(path) == [
        ("city_without_airport", "航班表!B2", "苏州"),
        ("city_without_airport", "航班表!C2", "昆山"),
        ("not_a_time", "航班表!D2", "?"),
        ("not_a_time", "航班表!E2", "?"),
        ("flight_days_unreadable", "航班表!F2", "八"),
        ("flight_twice", "航班表!A4", "3U8888"),
    ]


def test_one_number_on_other_days_is_another_flight(tmp_path: Path) -> None:
    rows = [(*GOOD[:5], "12"), (*GOOD[:3], "15:00", "17:40", "34")]
    assert [flight.depart_minute for flight in read_flights(table(tmp_path, *rows))] == [840, 900]


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "无.csv") == [("flights_not_found", "无.csv", "无.csv")]
    (tmp_path / "a.txt").write_text("航班号", encoding="utf-8")
    assert faults_of(tmp_path / "a.txt") == [("flights_no_table", "a.txt", "a.txt")]
    lacking = tmp_path / "b.csv"
    lacking.write_text("航班号,出发城市,到达城市,起飞\nCA1,重庆,北京,8:00\n", encoding="utf-8")
    assert ("missing_column", "航班表", "到达") in faults_of(lacking)


def test_an_imported_flight_is_flown_by_its_number_and_not_estimated(tmp_path: Path) -> None:
    season = read(written(tmp_path), flights=table(tmp_path, GOOD))
    assert {"500000", "110000"} <= {city.adcode for city in season.cities}
    tuesday = date(2027, 3, 2)
    ride = Network(season).journey(point("江津"), point("北京"), tuesday, 480).rides[1]
    assert (ride.mode, ride.number, ride.estimated) == (Mode.FLIGHT, "3U8888", False)
    assert (ride.depart, ride.arrive) == (at(tuesday, 840), at(tuesday, 1_000))


def test_faults_of_workbook_and_flights_are_told_together(tmp_path: Path) -> None:
    flights = table(tmp_path, ("X1", "苏州", *GOOD[2:]))
    imported = check(written(tmp_path, setting("企业", 0, "city", "苏洲")), flights=flights)
    assert imported.season is None
    assert [(fault.code, fault.place) for fault in imported.faults] == [
        ("unknown_city", "企业!C3"), ("city_without_airport", "航班表!B2"),
    ]  # fmt: skip
