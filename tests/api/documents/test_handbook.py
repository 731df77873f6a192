import json
from datetime import date
from typing import Any

import pytest

from api.documents.content import Form, Handbook, Paragraph, Section, Table
from api.documents.handbook import handbook
from planner.errors import InvalidPlan
from planner.person import Person
from planner.plan import Plan, Trip
from planner.rules import TravelCosts
from planner.season import Season
from tests.api.documents.sample import PLAN, SEASON


def _book(trip: str, season: Season = SEASON, plan: Plan = PLAN) -> Handbook:
    return handbook(season, plan, trip)


def _rows(section: Section) -> list[tuple[str, ...]]:
    return [row.cells for block in section.blocks if isinstance(block, Table) for row in block.rows]


def _fields(section: Section) -> dict[str, str]:
    forms = [block for block in section.blocks if isinstance(block, Form)]
    return {field.label: field.value for form in forms for row in form.rows for field in row.fields}


def _season(**fields: Any) -> Season:
    return SEASON.model_copy(update=fields)


def _without_phones(people: tuple[Person, ...]) -> tuple[Person, ...]:
    return tuple(person.model_copy(update={"phone": ""}) for person in people)


def test_headings_are_numbered_by_the_two_levels_of_official_documents() -> None:
    book = _book("t01")
    assert [section.heading for section in book.sections] == [
        "一、行程概要",
        "二、考察组名单",
        "三、日程安排",
        "（一）3月9日（星期二）江津—苏州",
        "（二）3月10日（星期三）苏州—无锡",
        "（三）3月11日（星期四）无锡—江津",
        "四、交通安排",
        "五、住宿安排",
        "六、通讯录",
        "（一）考察组（领导由联系人转达）",
        "（二）企业对接人",
        "七、企业简介",
        "（一）示例·锐锋精机有限公司",
        "（二）示例·海岳新材料股份有限公司",
        "（三）示例·云栈智能装备（无锡）有限公司",
        "（四）示例·同德汽配",
        "八、外出报备表",
    ]


def test_a_day_lists_rides_visits_lunch_and_night_in_order_of_time() -> None:
    assert _rows(_book("t01").itinerary[2]) == [
        ("8:20—8:50", "乘车前往示例·海岳新材料股份有限公司，约12公里（估算）", "途中", ""),
        ("9:00—10:30", "拜访示例·海岳新材料股份有限公司", "苏州高新区示例大道6号", "顾念（副总裁）"),
        ("10:45—11:45", "工作午餐", "就近安排", ""),
        ("12:00—13:30", "乘车前往示例·云栈智能装备（无锡）有限公司，约49公里（估算）", "途中", ""),
        ("14:00—15:30", "拜访示例·云栈智能装备（无锡）有限公司", "无锡新吴区示例路99号", "陆远（总经理）"),
        ("15:30—15:55", "乘车前往无锡住宿酒店，约10公里（估算）", "途中", ""),
        ("晚", "住宿无锡（酒店待定）", "无锡", ""),
    ]


def test_the_rows_of_visits_are_strong_and_no_others() -> None:
    (table,) = _book("t01").itinerary[1].blocks
    assert isinstance(table, Table)
    assert [row.cells[1] for row in table.rows if row.strong] == ["拜访示例·锐锋精机有限公司"]


def test_trains_are_named_with_stations_and_what_is_estimated_says_so() -> None:
    assert [row[1:4] for row in _rows(_book("t01").transport)] == [
        ("待定", "重庆江北机场—上海虹桥机场", "9:20—11:55\n（估算）"),
        ("G7202", "上海虹桥站—苏州站", "13:05—13:34"),
        ("G1335", "无锡东站—重庆西站", "11:40—21:45"),
    ]
    what = [row[1] for day in _book("t02").itinerary[1:] for row in _rows(day)]
    assert "乘坐CA0000航班，重庆江北机场—北京机场" in what
    assert "乘坐C2021次列车，北京南站—天津西站" in what
    assert "乘坐航班（航班号待定、时刻估算），天津—重庆江北机场" in what
    assert "乘车前往天津西站" not in "".join(what)


def test_seats_and_hotels_are_left_blank() -> None:
    book = _book("t01")
    assert {row[4] for row in _rows(book.transport)} == {""}
    assert {row[4] for row in _rows(book.lodging)} == {""}


def test_each_night_shows_its_limits_and_their_source() -> None:
    source = "示例区差旅住宿费标准表（演示数据），2026年1月1日起执行"
    assert _rows(_book("t01").lodging) == [
        ("3月9日\n星期二", "苏州", "490（正职）\n340（部门主要负责人、部门副职、干部）", source, ""),
        ("3月10日\n星期三", "无锡", "480（正职）\n350（部门主要负责人、部门副职、干部）", source, ""),
    ]


SOURCE = "示例区差旅住宿费标准表（演示数据）"
ALL_ABOARD = "正职、部门主要负责人、部门副职、干部"


@pytest.mark.parametrize(
    ("costs", "limit", "source"),
    [
        ({"source": ""}, "480（正职）", "未注明依据，请核对"),
        ({"in_force_from": "2016年4月"}, "480（正职）", f"{SOURCE}，2016年4月起执行"),
        ({"in_force_from": ""}, "480（正职）", SOURCE),
        ({"lodging": ()}, f"未设限额（{ALL_ABOARD}）", f"{SOURCE}，2026年1月1日起执行"),
    ],
)
def test_a_gap_in_the_lodging_table_is_visible(costs: dict[str, Any], limit: str, source: str) -> None:
    changed: TravelCosts = SEASON.rules.costs.model_copy(update=costs)
    season = _season(rules=SEASON.rules.model_copy(update={"costs": changed}))
    night = _rows(_book("t01", season).lodging)[1]
    assert (night[2].split("\n")[0], night[3]) == (limit, source)


def test_phones_of_staff_are_printed_and_those_of_leaders_are_not() -> None:
    own, companies = _book("t01").contacts[1:]
    assert [row[0] for row in _rows(own)] == ["吴敏", "秦川", "苏婉"]
    assert [row[3] for row in _rows(own)] == ["13800000007", "+86 138 0000 0008", "13800000009"]
    assert _rows(companies)[0] == ("示例·锐锋精机有限公司", "沈屹", "董事长", "13900000001")
    assert "13800000001" not in json.dumps(_book("t01").model_dump(mode="json"))


def test_what_nobody_filled_in_is_shown_as_open() -> None:
    season = _season(people=_without_phones(SEASON.people))
    book = _book("t01", season)
    assert {row[3] for row in _rows(book.contacts[1])} == {"待补充"}
    assert _fields(book.absence)["联系人及电话"] == "吴敏　待补充"
    assert _fields(book.companies[-1])["首接单位"] == "待补充"


def test_the_report_of_absence_says_who_when_where_why_with_whom() -> None:
    fields = _fields(_book("t02").absence)
    assert fields["报备人"] == "林致和"
    assert fields["单位及职务"] == "区人民政府区长"
    assert fields["外出时间"] == "2027年3月10日（星期三）7:00至2027年3月11日（星期四）21:00，共2天"
    assert fields["外出地点"] == "北京、天津"
    assert fields["外出事由"] == "赴京津冀开展招商考察，拜访示例·北辰机器人、示例·津港重工共2家企业。"
    assert fields["同行人员"] == (
        "邓一凡（示例园区管委会主任）、罗小北（示例园区管委会干部）、叶舟（示例园区管委会四级主任科员）"
    )
    assert fields["联系人及电话"] == "叶舟　13800000011"
    assert fields["审批意见"] == ""


def test_heads_away_at_once_are_shown_with_the_recorded_exception() -> None:
    excused = (
        "2027年3月10日—11日：周明远（区委书记）、林致和（区长）同时外出。"
        "已批准例外：参加全市赴京招商推介活动（批准：市委办公厅备案〔2027〕12号）。"
    )
    assert _fields(_book("t01").absence)["同时外出情况"] == excused
    assert _fields(_book("t02").absence)["同时外出情况"] == excused


def test_heads_away_at_once_without_an_exception_are_a_warning() -> None:
    (limit,) = SEASON.away_limits
    cut = limit.exceptions[0].model_copy(update={"last": date(2027, 3, 10)})
    season = _season(away_limits=(limit.model_copy(update={"exceptions": (cut,)}),))
    first, second = _fields(_book("t01", season).absence)["同时外出情况"].split("\n")
    assert first.startswith("2027年3月10日：")
    assert "已批准例外" in first
    assert second == (
        "2027年3月11日：周明远（区委书记）、林致和（区长）同时外出，未见批准的例外记录，须在报备前处理。"
    )


def test_a_trip_of_others_reports_nobody_away_at_once() -> None:
    assert _fields(_book("t03").absence)["同时外出情况"] == "无不得同时外出人员同时外出的情形。"


def test_a_day_of_travel_says_that_it_holds_no_visit() -> None:
    section = _book("t04").itinerary[1]
    assert section.heading == "（一）4月13日（星期二）江津—广州"
    assert _rows(section) == [
        ("14:00—21:00", "乘坐列车（车次待定、时刻估算），江津—广州", "途中", ""),
        ("晚", "住宿广州（酒店待定）", "广州", ""),
    ]
    assert section.blocks[1] == Paragraph(text="本日为在途日，不安排拜访。", style="note")


def test_a_day_trip_by_road_needs_neither_tickets_nor_a_hotel() -> None:
    book = _book("t03")
    assert [block.text for block in book.transport.blocks if isinstance(block, Paragraph)] == [
        "本次行程全程乘车，不涉及车票、机票。"
    ]
    assert [block.text for block in book.lodging.blocks if isinstance(block, Paragraph)] == [
        "本次行程不在外住宿。"
    ]
    assert _fields(book.absence)["往返交通"] == "全程乘车"
    assert [fact.value for fact in book.cover.facts][1] == "3人"


def test_a_leader_alone_is_his_own_contact() -> None:
    alone: Trip = PLAN.trips[2].model_copy(update={"members": ()})
    book = _book("t03", plan=PLAN.model_copy(update={"trips": (alone,)}))
    assert _fields(book.absence)["同行人员"] == "无"
    assert _fields(book.absence)["联系人及电话"] == "唐可　13800000012"


def test_a_pinned_trip_reads_like_any_other() -> None:
    assert PLAN.trips[4].pinned
    assert _book("t05").cover.title == "赴闽台招商考察行程手册"


def test_the_whole_handbook_is_worded_in_english_too() -> None:
    book = handbook(SEASON, PLAN, "t01", "en")
    assert book.cover.dates == "9 March 2027—11 March 2027"
    assert book.itinerary[1].heading == "(1) Tuesday, 9 March: 江津—苏州"


def test_a_trip_that_is_not_in_the_plan_is_refused() -> None:
    with pytest.raises(InvalidPlan) as refused:
        _book("t99")
    assert [(fault.code, fault.value) for fault in refused.value.faults] == [("plan_has_no_such_trip", "t99")]


def test_a_plan_of_another_season_is_refused() -> None:
    with pytest.raises(InvalidPlan) as refused:
        _book("t01", _season(companies=SEASON.companies[1:]))
    assert [fault.code for fault in refused.value.faults] == ["plan_names_unknown_company"]
