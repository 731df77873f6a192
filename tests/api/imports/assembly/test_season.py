"""What each sheet becomes in the season."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.clock import at
from planner.company import Channel, Contact, FirstContact, Needs, Stage
from planner.person import Chain, Rank, Unit, UnitRoster
from planner.rules import DayHours, LodgingLimit, Rules, TravelCosts, Weights
from planner.season import AwayException, AwayLimit, Season, VisitPin
from planner.window import Busy
from planner.workdays import DayKind, DayOverride
from tests.api.imports.workbooks import Rows, Spoil, adding, checked


def imported(folder: Path, spoil: Spoil | None = None) -> Season:
    result = checked(folder, spoil)
    assert result.faults == ()
    assert result.season is not None
    return result.season


def company(folder: Path, **fields: Any) -> Any:
    """The first company of the good workbook, with these fields."""

    def spoil(rows: Rows) -> None:
        rows["企业"][0] |= fields

    return imported(folder, spoil).companies[0]


def test_a_company_s_row(tmp_path: Path) -> None:
    found = company(tmp_path, visit_minutes="1.5小时", last_met_on="2026/9/10", brief="简介")
    assert (found.id, found.chain, found.expected_investment_cny) == ("C1", "L1", 350_000_000)
    assert (found.stage, found.kinds, found.visit_minutes) == (Stage.NEGOTIATING, ("500强", "链主"), 90)
    assert (found.last_met_on, found.brief) == (date(2026, 9, 10), "简介")
    # Tuesdays and Thursdays of March 2027: 2, 4, 9, 11, 16, 18, 23, 25, 30.
    assert [window.start for window in found.windows] == [
        at(date(2027, 3, day), 540) for day in (2, 4, 9, 11, 16, 18, 23, 25, 30)
    ]


def test_coordinates_in_gcj_02_become_wgs_84(tmp_path: Path) -> None:
    site = company(tmp_path).site
    # Around Suzhou GCJ-02 lies 465 m off, mostly to the east and a little south.
    assert (site.city, site.lat != 31.3, site.lon != 120.6) == ("320500", True, True)
    assert abs(site.lat - 31.3) < 0.004
    assert 0.003 < 120.6 - site.lon < 0.006


def test_coordinates_in_wgs_84_stay(tmp_path: Path) -> None:
    site = company(tmp_path, datum="GPS").site
    assert (site.lat, site.lon) == (31.3, 120.6)


def test_a_district_belongs_to_the_city_its_region_lists(tmp_path: Path) -> None:
    site = company(tmp_path, city="苏州昆山", lat="", lon="", datum="").site
    season = imported(tmp_path)
    suzhou = next(city for city in season.cities if city.adcode == "320500")
    assert site.city == "320500"
    assert (site.lat, site.lon) != (suzhou.lat, suzhou.lon)


def test_needs_channel_contact_and_first_contact(tmp_path: Path) -> None:
    found = company(
        tmp_path,
        least_rank=1,
        needs_chief="是",
        needs_person="苏景行（P2）",
        skills="日语",
        first_contact_unit="招商局",
        first_contact_person="P3",
        first_contact_aboard="√",
        channel="基金",
        companion="基金公司",
        contact_name="王女士",
        contact_phone=13_800_000_000,
    )
    assert found.needs == Needs(least_rank=Rank.PRINCIPAL, chief=True, person="P2", skills=("日语",))
    assert found.first_contact == FirstContact(unit="U1", person="P3", aboard=True)
    assert found.channel == Channel(kind="基金", companion="基金公司")
    assert found.contact == Contact(name="王女士", phone="13800000000")


def test_a_visit_that_is_agreed_is_pinned(tmp_path: Path) -> None:
    def spoil(rows: Rows) -> None:
        rows["企业"][0] |= {"pinned_day": "3月9日", "pinned_leader": "苏景行"}
        rows["活动"][1]["pinned_day"] = "3月30日"

    season = imported(tmp_path, spoil)
    assert season.pins.visits == (VisitPin(company="C1", day=date(2027, 3, 9), leader="P2"),)
    assert season.pins.events == {"E2": date(2027, 3, 30)}


def test_people_units_and_chains(tmp_path: Path) -> None:
    season = imported(tmp_path)
    assert [(person.id, person.rank, person.unit, person.base) for person in season.people][:2] == [
        ("P1", Rank.PRINCIPAL, "U1", "home"), ("P2", Rank.DEPUTY, "U1", "home"),
    ]  # fmt: skip
    roster = UnitRoster(head="P2", deputy="P3", staff=("P4", "P5"))
    assert season.units == (Unit(id="U1", name="招商局", roster=roster),)
    assert season.chains == (Chain(id="L1", name="装备制造", chief="P2"),)


def test_busy_rows_become_spans_of_each_person_and_day(tmp_path: Path) -> None:
    spoil = adding("日程占用", person="P2、林知远", dates="3月10日", title="外出")
    people = {person.id: person for person in imported(tmp_path, spoil).people}
    day = [date(2027, 3, number) for number in (8, 9, 10, 11)]
    assert people["P1"].busy == (
        Busy(start=at(day[0], 0), end=at(day[0], 720), title="会议"),
        Busy(start=at(day[1], 0), end=at(day[1], 720), title="会议"),
        Busy(start=at(day[2], 0), end=at(day[3], 0), title="外出"),
    )
    assert people["P2"].busy == people["P1"].busy[2:]


def test_regions_home_and_outposts(tmp_path: Path) -> None:
    def spoil(rows: Rows) -> None:
        rows["区域与驻点"].append(
            {
                "kind": "驻点",
                "id": "sh",
                "name": "驻沪组",
                "cities": "上海",
                "regions": "长三角",
                "least_staff": 1,
            }
        )
        rows["人员"][2] |= {"base": "驻沪组", "rank": "部门主要负责人"}

    season = imported(tmp_path, spoil)
    assert (season.home.id, season.home.name, season.home.site.city) == ("home", "江津", "500116")
    assert [(base.id, base.site.city, base.regions, base.least_staff) for base in season.outposts] == [
        ("sh", "310000", ("csj",), 1)
    ]
    assert season.people[2].base == "sh"
    assert season.regions[0].cities == ("310000", "320500", "320200")
    # The home district brings the city it belongs to.
    assert [city.adcode for city in season.cities] == ["310000", "320200", "320500", "500000", "500116"]


def test_a_region_may_name_a_province_or_a_key_region(tmp_path: Path) -> None:
    def spoil(rows: Rows) -> None:
        rows["区域与驻点"][1]["cities"] = "上海、江苏省"
        rows["区域与驻点"].append({"kind": "区域", "id": "mt", "name": "闽台", "cities": "福建省"})

    season = imported(tmp_path, spoil)
    # Jiangsu has 13 prefecture-level cities, Fujian 9.
    assert [len(region.cities) for region in season.regions] == [14, 9]


def test_ids_come_from_names_where_there_are_none(tmp_path: Path) -> None:
    def spoil(rows: Rows) -> None:
        for sheet in ("企业", "单位", "产业链", "活动"):
            for row in rows[sheet]:
                del row["id"]

    season = imported(tmp_path, spoil)
    assert season.companies[0].id == "澄泽精密机械有限公司"
    assert [event.id for event in season.events] == ["联谊会", "签约", "联席会议-2027-03"]
    assert season.events[1].after == ("联谊会",)


RULES: list[tuple[dict[str, Any], Rules]] = [
    ({"key": "visits_open", "value": "9:30"}, Rules(hours=DayHours(visits_open=570))),
    ({"key": "buffer_minutes", "value": "15分钟"}, Rules(hours=DayHours(buffer_minutes=15))),
    ({"key": "铁路每公里票价", "value": 0.5}, Rules(costs=TravelCosts(rail_milli_cny_per_km=500))),
    ({"key": "flight_fee_cny", "value": "150元"}, Rules(costs=TravelCosts(flight_fee_cny=150))),
    ({"key": "source", "value": "渝财行〔示例〕1号"}, Rules(costs=TravelCosts(source="渝财行〔示例〕1号"))),
    ({"key": "region_coverage", "value": "50、40、30"}, Rules(weights=Weights(region_coverage=(50, 40, 30)))),
    ({"key": "chief_fit_percent", "value": "150%"}, Rules(weights=Weights(chief_fit_percent=150))),
    ({"key": "chief_fit_percent", "value": 1.5}, Rules(weights=Weights(chief_fit_percent=150))),
    ({"key": "类别得分", "subject": "500强", "value": 800}, Rules(kind_points={"500强": 800})),
    ({"key": "most_of_kind", "subject": "500强", "value": 3}, Rules(most_of_kind={"500强": 3})),
    ({"key": "budget_cny", "value": "60万"}, Rules(budget_cny=600_000)),
    (
        {"key": "region_budgets_cny", "subject": "长三角", "value": "5万"},
        Rules(region_budgets_cny={"csj": 50_000}),
    ),
    ({"key": "staff_rank_at_least", "value": "干部"}, Rules(staff_rank_at_least=Rank.STAFF)),
    ({"key": "joint_meeting_moves_earlier", "value": "否"}, Rules(joint_meeting_moves_earlier=False)),
    (
        {"key": "阶段把握", "subject": "签约", "value": "80%"},
        Rules(chance_permille=Rules().chance_permille | {Stage.CONTRACT: 800}),
    ),
    (
        {"key": "lodging", "subject": "苏州、无锡", "value": "500、400、300、300、300"},
        Rules(
            costs=TravelCosts(
                lodging=(
                    LodgingLimit(city="320500", limits_cny=(500, 400, 300, 300, 300)),
                    LodgingLimit(city="320200", limits_cny=(500, 400, 300, 300, 300)),
                    *TravelCosts().lodging,
                )
            )
        ),
    ),
]


@pytest.mark.parametrize(("row", "expected"), RULES, ids=[row["key"] for row, _ in RULES])
def test_a_rule_of_the_sheet_lands_in_the_rules(tmp_path: Path, row: dict[str, Any], expected: Rules) -> None:
    assert imported(tmp_path, adding("规则", **row)).rules == expected


def test_names_of_ranks_are_the_district_s_own(tmp_path: Path) -> None:
    def spoil(rows: Rows) -> None:
        rows["规则"].append({"key": "rank_names", "value": "书记区长、区领导、局长、副局长、科员"})
        for row, name in zip(rows["人员"], ("书记区长", "区领导", "副局长", "科员", "科员"), strict=True):
            row["rank"] = name
        rows["企业"][0]["least_rank"] = "区领导"

    season = imported(tmp_path, spoil)
    assert [person.rank for person in season.people] == [1, 2, 4, 5, 5]
    assert season.companies[0].needs.least_rank is Rank.DEPUTY


def test_who_may_not_be_away_together_and_when_they_may(tmp_path: Path) -> None:
    def spoil(rows: Rows) -> None:
        both = "林知远、苏景行"
        rows["规则"].append({"key": "不同时外出", "subject": both})
        rows["规则"].append(
            {"key": "away_exception", "subject": both, "value": "3月8日-3月10日、3月12日", "note": "签约"}
            | {"approved_by": "市委办"}
        )

    exceptions = tuple(
        AwayException(
            first=date(2027, 3, first), last=date(2027, 3, last), reason="签约", approved_by="市委办"
        )
        for first, last in ((8, 10), (12, 12))
    )
    limit = AwayLimit(id="away-1", people=("P1", "P2"), most_away=1, exceptions=exceptions)
    assert imported(tmp_path, spoil).away_limits == (limit,)


def test_make_up_workdays_and_days_off(tmp_path: Path) -> None:
    def spoil(rows: Rows) -> None:
        rows["规则"].append({"key": "调休上班", "value": "3月20日", "note": "国办通知"})
        rows["规则"].append({"key": "放假", "value": "3月4日-3月5日"})

    season = imported(tmp_path, spoil)
    assert season.day_overrides == (
        DayOverride(day=date(2027, 3, 4), kind=DayKind.REST_DAY),
        DayOverride(day=date(2027, 3, 5), kind=DayKind.REST_DAY),
        DayOverride(day=date(2027, 3, 20), kind=DayKind.WORKDAY, note="国办通知"),
    )
    # Thursday the 4th is off now, so the first company opens on eight days; the meeting stays on the 20th.
    assert len(season.companies[0].windows) == 8
    assert season.events[2].candidate_days == (date(2027, 3, 20),)


def test_a_season_travels_as_json(tmp_path: Path) -> None:
    season = imported(tmp_path)
    assert Season.model_validate_json(season.model_dump_json()) == season
