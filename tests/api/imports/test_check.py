"""Bad input: each thing wrong is said once, at its cell, and nothing is half imported."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from api.imports.check import check
from api.imports.read import read
from api.texts.sentences import sentence
from planner.clock import at
from planner.errors import InvalidSeason
from tests.api.imports.workbooks import Rows, Spoil, adding, checked, found, noted, setting, written


def nobody_leads(rows: Rows) -> None:
    for person in rows["人员"]:
        person["rank"] = "干部"


def only_holidays(rows: Rows) -> None:
    # Saturday 1 and Sunday 2 May 2027.
    rows["规则"][2]["value"], rows["规则"][3]["value"] = "2027-5-1", "2027-5-2"


def without_start(rows: Rows) -> None:
    del rows["规则"][2]


def an_exception(**fields: str) -> Spoil:
    """Two people not away together, and an exception to it that says only so much."""

    def spoil(rows: Rows) -> None:
        rows["规则"].append({"key": "away_limit", "subject": "P1、P2"})
        rows["规则"].append({"key": "away_exception", "subject": "P1、P2", "value": "3月8日"} | fields)

    return spoil


def off_and_worked(rows: Rows) -> None:
    rows["规则"].append({"key": "workday", "value": "3月20日"})
    rows["规则"].append({"key": "rest_day", "value": "3月20日"})


def lodging_twice(rows: Rows) -> None:
    for _ in range(2):
        rows["规则"].append({"key": "lodging", "subject": "苏州", "value": "5、4、3、2、1"})


def without_home(rows: Rows) -> None:
    del rows["区域与驻点"][0]


BACKWARDS, TOO_LATE, WEEKEND = "3月9日 17:00-14:00", "3月9日 25:30-26:00", "3月20日-3月21日"
BUDGET = {"key": "region_budgets_cny", "subject": "珠三角", "value": "3万"}
REGION = {"kind": "区域", "name": "乙", "cities": "苏州"}
CASES: list[tuple[Spoil, str, str, str]] = [
    (setting("企业", 0, "city", "苏洲"), "unknown_city", "企业!C3", "苏洲"),
    (setting("企业", 0, "city", "朝阳区"), "ambiguous_city", "企业!C3", "朝阳区"),
    (setting("企业", 0, "windows", BACKWARDS), "closes_before_it_opens", "企业!M3", BACKWARDS),
    (setting("企业", 0, "windows", TOO_LATE), "time_out_of_range", "企业!M3", TOO_LATE),
    (setting("企业", 0, "windows", "6月9日 上午"), "day_outside_season", "企业!M3", "6月9日 上午"),
    (setting("企业", 0, "pinned_day", "6月9日"), "day_outside_season", "企业!AB3", "6月9日"),
    (setting("企业", 1, "id", "C1"), "duplicate_row", "企业!A4", "C1"),
    (setting("人员", 1, "id", "Ｐ1"), "duplicate_row", "人员!A4", "Ｐ1"),
    (setting("人员", 0, "id", "../P1"), "unusable_id", "人员!A3", "../P1"),
    (setting("企业", 0, "name", ""), "empty_cell", "企业!B3", ""),
    (setting("企业", 0, "chain", "装备治造"), "unknown_reference", "企业!H3", "装备治造"),
    (setting("企业", 0, "needs_person", "无名"), "unknown_reference", "企业!P3", "无名"),
    (setting("企业", 0, "first_contact_aboard", "是"), "first_contact_without_unit", "企业!T3", "是"),
    (setting("企业", 0, "visit_minutes", 999), "less_than_equal", "企业!L3", "999"),
    (setting("企业", 0, "expected_investment_cny", "面议"), "not_an_amount", "企业!I3", "面议"),
    (setting("企业", 0, "stage", "不详"), "unknown_choice", "企业!J3", "不详"),
    (setting("企业", 0, "lat", 120.6), "coordinates_off_the_globe", "企业!E3", "120.6"),
    (setting("企业", 0, "lat", 39.9), "far_from_city", "企业!E3", "39.9"),
    (setting("企业", 0, "lon", ""), "coordinates_incomplete", "企业!F3", ""),
    (setting("企业", 0, "datum", ""), "datum_needed", "企业!G3", ""),
    (setting("人员", 1, "unit", "财政局"), "unknown_reference", "人员!D4", "财政局"),
    (setting("人员", 1, "rank", "局级"), "unknown_choice", "人员!E4", "局级"),
    (setting("人员", 1, "base", "驻沪组"), "unknown_reference", "人员!F4", "驻沪组"),
    (setting("日程占用", 0, "dates", "6月1日"), "day_outside_season", "日程占用!B3", "6月1日"),
    (setting("日程占用", 0, "times", "9:00"), "time_range_needed", "日程占用!C3", "9:00"),
    (setting("区域与驻点", 1, "cities", "上海、苏洲"), "unknown_city", "区域与驻点!D4", "上海、苏洲"),
    (setting("区域与驻点", 0, "cities", "上海、苏州"), "one_city_for_a_base", "区域与驻点!D3", "上海、苏州"),
    (adding("区域与驻点", kind="本地", name="永川", cities="永川"), "second_home", "区域与驻点!A5", "本地"),
    (adding("区域与驻点", **REGION), "city_in_two_regions", "区域与驻点!D5", "苏州"),
    (without_home, "home_missing", "区域与驻点", ""),
    (nobody_leads, "nobody_may_lead", "区域与驻点!A3", "江津"),
    (setting("活动", 0, "after", "E2"), "events_in_a_circle", "活动!K3", "E1 → E2 → E1"),
    (setting("活动", 0, "chain", ""), "forum_without_chain", "活动!Q3", ""),
    (setting("活动", 0, "days", WEEKEND), "event_without_day", "活动!D3", WEEKEND),
    (setting("活动", 2, "required_units", "财政局"), "unknown_reference", "活动!I5", "财政局"),
    (setting("活动", 0, "start", "25:30"), "time_out_of_range", "活动!E3", "25:30"),
    (only_holidays, "season_without_workdays", "规则!C6", "2027-05-02"),
    (without_start, "rule_missing", "规则", ""),
    (setting("规则", 2, "value", "3月1日"), "year_needed", "规则!C5", "3月1日"),
    (setting("规则", 3, "value", "2027-2-1"), "season_ends_before_it_starts", "规则!C6", "2027-02-01"),
    (setting("规则", 3, "value", "2037-3-1"), "horizon_too_long", "规则!C6", "2037-03-01"),
    (adding("规则", key="first", value="2027-3-2"), "rule_twice", "规则!A8", "开始日期"),
    (adding("规则", key="预算总额", value="3万"), "unknown_rule", "规则!A8", "预算总额"),
    (adding("规则", key="budget_cny"), "rule_needs_value", "规则!C8", ""),
    (adding("规则", key="kind_points", value=3), "rule_needs_subject", "规则!B8", ""),
    (adding("规则", key="visits_open", value="20:00"), "day_hours_out_of_order", "规则!C8", ""),
    (adding("规则", key="most_trip_days", value=9), "less_than_equal", "规则!C8", "9"),
    (adding("规则", **BUDGET), "unknown_reference", "规则!B8", "珠三角"),
    (adding("规则", key="lodging", subject="苏州", value="500、400"), "five_amounts", "规则!C8", "500、400"),
    (lodging_twice, "lodging_twice", "规则!B9", "苏州"),
    (off_and_worked, "day_both", "规则!C9", "2027-03-20"),
    (an_exception(note="签约"), "exception_unapproved", "规则!E9", ""),
    (an_exception(approved_by="市委办"), "exception_unreasoned", "规则!D9", ""),
    (an_exception(note="x", approved_by="y", subject="P1"), "exception_without_limit", "规则!B9", "P1"),
    (adding("规则", key="timetable_file", value="无.zip"), "timetable_not_found", "规则!C8", "无.zip"),
    (adding("规则", key="timetable_file", value="../a.zip"), "file_not_beside", "规则!C8", "../a.zip"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "code", "place", "value"), CASES, ids=[f"{c[1]} {c[2]}" for c in CASES])
def test_one_thing_wrong_is_one_fault_at_its_cell(
    tmp_path: Path, spoil: Spoil, code: str, place: str, value: str
) -> None:
    imported = checked(tmp_path, spoil)
    assert [(fault.code, fault.place) for fault in imported.faults] == [(code, place)]
    assert imported.season is None
    if value:
        assert imported.faults[0].value == value
    assert all(sentence(imported.faults[0]))
    assert all(sentence(imported.faults[0], "en"))


def test_the_good_workbook_is_good(tmp_path: Path) -> None:
    imported = checked(tmp_path)
    assert imported.faults == ()
    assert imported.season is not None
    assert read(written(tmp_path)) == imported.season


def test_reading_raises_every_fault_at_once(tmp_path: Path) -> None:
    def spoil(rows: Rows) -> None:
        rows["企业"][0] |= {"city": "苏洲", "windows": "随便"}
        rows["人员"][0]["rank"] = "?"

    with pytest.raises(InvalidSeason) as refused:
        read(written(tmp_path, spoil))
    assert {fault.place for fault in refused.value.faults} == {"企业!C3", "企业!M3", "人员!E3"}


@pytest.mark.parametrize("formula", ["=1+1", "=SUM(A1:A3)", '=HYPERLINK("http://x","苏州")'])
def test_a_formula_is_refused_with_its_cell(tmp_path: Path, formula: str) -> None:
    path = written(tmp_path)
    book = load_workbook(path)
    book["企业"]["I4"] = formula
    book.save(path)
    assert found(check(path)) == [("formula_cell", "企业!I4", formula)]


def test_an_error_value_is_refused_with_its_cell(tmp_path: Path) -> None:
    path = written(tmp_path)
    book = load_workbook(path)
    book["企业"]["I4"] = "#REF!"
    book["企业"]["I4"].data_type = "e"
    book.save(path)
    assert found(check(path)) == [("error_cell", "企业!I4", "#REF!")]


def test_a_formula_in_a_column_that_is_not_read_harms_nobody(tmp_path: Path) -> None:
    path = written(tmp_path)
    book = load_workbook(path)
    book["企业"]["AD1"], book["企业"]["AD4"] = "小计", "=1+1"
    book.save(path)
    imported = check(path)
    assert imported.faults == ()
    assert ("extra_column", "企业!AD1") in noted(imported)


def test_a_missing_and_a_doubled_column(tmp_path: Path) -> None:
    path = written(tmp_path)
    book = load_workbook(path)
    book["人员"]["E1"] = "编号"
    book.save(path)
    assert found(check(path)) == [("missing_column", "人员", "职级"), ("repeated_column", "人员!E1", "编号")]


def test_one_name_for_two_people_needs_the_id(tmp_path: Path) -> None:
    def spoil(rows: Rows) -> None:
        rows["人员"][4]["name"] = "顾若溪"
        rows["单位"][0]["staff"] = "顾若溪、程怀瑾"

    imported = checked(tmp_path, spoil)
    assert [(fault.code, fault.place) for fault in imported.faults] == [
        ("ambiguous_name", "单位!F3"), ("unknown_reference", "单位!F3"),
    ]  # fmt: skip
    assert imported.faults[0].detail["ids"] == "P4、P5"


def test_an_empty_sheet_of_people_is_blamed_once_not_for_every_reference(tmp_path: Path) -> None:
    def spoil(rows: Rows) -> None:
        rows["人员"] = []

    assert found(checked(tmp_path, spoil)) == [("sheet_without_rows", "人员", "")]


def test_a_company_that_nobody_can_meet_is_noted_at_its_cell(tmp_path: Path) -> None:
    imported = checked(tmp_path, setting("企业", 0, "skills", "斯瓦希里语"))
    assert imported.season is not None
    assert ("company_nobody_qualified", "企业!N3") in noted(imported)


@pytest.mark.parametrize(
    ("spoil", "note"),
    [
        (setting("企业", 0, "windows", "周六"), ("company_no_workday_window", "企业!M3")),
        (setting("企业", 1, "city", "深圳"), ("company_region_unserved", "企业!C4")),
        (setting("企业", 0, "expected_investment_cny", 3_500), ("small_amount", "企业!I3")),
        (setting("单位", 0, "staff", "顾若溪"), ("roster_lacks_staff", "单位!F3")),
        (setting("企业", 1, "windows", ""), ("windows_taken_as_all", "企业!M4")),
        (adding("企业", name="丙", city="苏州", windows="周一"), ("sites_at_city_level", "企业!E4")),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_noted_and_imported(tmp_path: Path, spoil: Spoil, note: tuple[str, str]) -> None:
    imported = checked(tmp_path, spoil)
    assert imported.season is not None
    assert note in noted(imported)
    assert all(all(sentence(item)) for item in imported.notes)


def test_a_unit_in_the_heading_is_the_unit_of_bare_numbers(tmp_path: Path) -> None:
    path = written(tmp_path, setting("企业", 1, "expected_investment_cny", 3_500))
    book = load_workbook(path)
    book["企业"]["I1"] = "预计投资（万元）"
    book.save(path)
    season = check(path).season
    assert season is not None
    # 3.5亿 says its own unit; 3500 is in 万元.
    assert [company.expected_investment_cny for company in season.companies] == [350_000_000, 35_000_000]


def test_a_moment_given_from_outside_stands_in_for_one_that_is_missing(tmp_path: Path) -> None:
    def spoil(rows: Rows) -> None:
        del rows["规则"][4]

    moment = at(date(2027, 2, 1), 600)
    season = check(written(tmp_path, spoil), as_of=moment).season
    assert season is not None
    assert season.as_of == moment
    given = check(written(tmp_path), as_of=moment).season
    assert given is not None
    assert given.as_of == at(date(2027, 2, 22), 540)


def test_many_companies_are_imported_with_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.imports.assembly.season.MANY_COMPANIES", 1)
    imported = checked(tmp_path)
    assert imported.season is not None
    assert ("many_companies", "企业") in noted(imported)


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.imports.grid.MOST_ROWS", 6)
    faults = checked(tmp_path).faults
    assert [(fault.code, fault.place) for fault in faults][:1] == [("too_many_rows", "人员")]


def test_dates_of_every_kind_of_cell_are_read(tmp_path: Path) -> None:
    writings: list[Any] = ["2027-3-10", "3月10日", "３月１０日", 46_456, date(2027, 3, 10), "2027年3月10日"]
    for writing in writings:
        season = checked(tmp_path, setting("企业", 0, "pinned_day", writing)).season
        assert season is not None
        assert [pin.day for pin in season.pins.visits] == [date(2027, 3, 10)]


def test_without_the_data_s_moment_notice_is_not_asked_for(tmp_path: Path) -> None:
    def spoil(rows: Rows) -> None:
        del rows["规则"][4]
        rows["活动"][0]["days"] = "3月2日-3月4日"

    imported = checked(tmp_path, spoil)
    assert imported.season is not None
    assert ("as_of_assumed", "规则!C5") in noted(imported)
    assert imported.season.events[0].candidate_days == (date(2027, 3, 2), date(2027, 3, 3), date(2027, 3, 4))
