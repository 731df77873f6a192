"""A what-if in words: every table, both languages, and what is proven."""

from io import BytesIO
from typing import get_args

import pytest
from openpyxl import load_workbook
from pydantic import BaseModel

from api.documents.comparison_workbook import comparison_workbook
from api.documents.season_comparison import WhatIf, verdict
from api.texts import Language, say
from planner.clock import at
from planner.comparison import Gain, compared
from planner.event import Event, EventKind
from planner.person import Chain
from planner.plan import Plan, Status
from planner.season import Season
from planner.season_difference import Part, season_differences
from planner.solve import solve
from tests.builders import MONDAY
from tests.planner.optimise.week import DEPUTY, FRIDAY, HEAD, THURSDAY, prospect, rules, week, weights
from tests.planner.quarters import quarter
from tests.tiny_seasons import NANJING, tiny_season

# Their fields are made up for the comparison; every difference said in both languages holds their labels.
WITHOUT_A_VALUE = {Part.FRAME, Part.TIMETABLE, Part.FLIGHT}
HEADS = (
    HEAD.model_copy(update={"name": "江书记"}),
    DEPUTY.model_copy(update={"name": "陆副区长"}),
)


def _season(*leaders: str, forum: tuple[object, ...] = (FRIDAY,), title: str = "现状") -> Season:
    event = Event(id="forum", kind=EventKind.FORUM, title="联谊会", candidate_days=forum, required=("head",))
    return week(
        prospect("甲公司", 100, MONDAY, chain="gear", id="a"),
        prospect("乙公司", 70, MONDAY, city=NANJING, id="b"),
        people=tuple(person for person in HEADS if person.id in leaders),
        events=(event,),
        chains=(Chain(id="gear", name="装备制造"),),
        rules=rules(most_trip_days=1, weights=weights(points_per_trip=5)),
        title=title,
    )


def _what_if(before: Season, after: Season, language: Language = "zh") -> WhatIf:
    return WhatIf.of((before, solve(before)), (after, solve(after)), language)


def _rows(found: WhatIf) -> dict[str, list[tuple[str, ...]]]:
    return {section.name: list(section.rows) for section in found.sections}


def test_one_more_leader_in_chinese() -> None:
    found = _what_if(_season("head"), _season("head", "deputy", title="多一位领导"))
    assert found.title == "方案对比：现状 → 多一位领导"
    assert found.verdict == "已证明：后者的最优方案更好，至少高 65 分，至多高 65 分。"
    assert _rows(found) == {
        "figures": [
            ("结论", "已证明最优", "已证明最优", ""),
            ("得分", "95", "160", "+65"),
            ("上界", "95", "160", "+65"),
            ("差距", "0.0%", "0.0%", ""),
            ("拜访企业（家）", "1", "2", "+1"),
            ("出行（趟）", "1", "2", "+1"),
            ("住宿（晚）", "0", "0", "0"),
            ("外出（人天）", "1", "2", "+1"),
            ("交通费", "0元", "0元", "0"),
            ("住宿费", "0元", "0元", "0"),
            ("费用合计", "0元", "0元", "0"),
        ],
        "terms": [("企业价值", "100", "170", "+70"), ("出行次数", "-5", "-10", "-5")],
        "companies": [("新安排", "乙公司", "南京")],
        "groups": [("区域：宁镇", "0 / 1", "1 / 1", "+1"), ("价值第三的四分之一", "0 / 1", "1 / 1", "+1")],
        "leaders": _rows(found)["leaders"],
        "seasons": [("招商季", "", "名称", "现状", "多一位领导"), ("人员", "陆副区长", "新增", "", "")],
    }
    # Which of the two leads which trip is all one.
    assert ("陆副区长", "—", "1 趟，1 家，1 天") in _rows(found)["leaders"]


def test_another_date_for_the_forum_in_english() -> None:
    found = _what_if(_season("head"), _season("head", forum=(MONDAY, THURSDAY)), "en")
    assert _rows(found)["seasons"] == [
        ("event", "联谊会", "candidate days", "2027-03-05", "2027-03-01; 2027-03-04")
    ]
    assert [row[0] for row in _rows(found)["events"]] == ["联谊会"]
    assert found.verdict == "Proven: the best plans of both are equally good."


def test_what_does_not_differ_has_no_table() -> None:
    found = _what_if(_season("head"), _season("head"))
    assert [section.name for section in found.sections] == ["figures", "terms"]


def test_rows_have_a_cell_for_each_column() -> None:
    for seed in range(700, 712):
        found = _what_if(tiny_season(seed), tiny_season(seed + 50))
        for section in found.sections:
            assert {len(row) for row in section.rows} == {len(section.columns)}


@pytest.mark.parametrize(
    ("gain", "words"),
    [
        (Gain(points=5, at_least=1, at_most=1_009), "更好，至少高 1 分，至多高 1,009 分"),
        (Gain(points=-5, at_least=-9, at_most=-1), "更差，至少低 1 分，至多低 9 分"),
        (Gain(points=0, at_least=0, at_most=0), "一样好"),
        (Gain(points=5, at_least=-2, at_most=9), "尚未证明孰优孰劣：最优方案之差在 -2 分到 9 分之间"),
        (Gain(points=5, at_least=None, at_most=9), "没有上界"),
        (None, "没有可行方案"),
    ],
)
def test_the_verdict_says_no_more_than_is_proven(gain: Gain | None, words: str) -> None:
    season = _season("head")
    plan = solve(season)
    found = compared((season, plan), (season, plan)).model_copy(update={"gain": gain})
    assert words in verdict(found, "zh")


def test_a_season_without_a_plan_has_dashes() -> None:
    season = _season("head")
    nothing = Plan(season=season.id, made_at=at(MONDAY, 0), status=Status.INFEASIBLE)
    found = WhatIf.of((season, solve(season)), (season, nothing), "zh")
    assert _rows(found)["figures"][:2] == [("结论", "已证明最优", "无可行方案", ""), ("得分", "95", "—", "")]
    assert _rows(found)["companies"] == [("不再安排", "甲公司", "苏州")]


def _labelled(kind: type[BaseModel], path: str = "") -> list[str]:
    """The paths of all fields of a kind of value, those of values in it below theirs."""
    found = []
    for name, field in kind.model_fields.items():
        kinds = [field.annotation, *get_args(field.annotation)]
        inner = [item for item in kinds if isinstance(item, type) and issubclass(item, BaseModel)]
        is_list = "tuple" in str(field.annotation)
        found += _labelled(inner[0], f"{path}{name}.") if inner and not is_list else [f"{path}{name}"]
    return found


@pytest.mark.parametrize("part", [part for part in Part if part not in WITHOUT_A_VALUE])
def test_every_field_of_a_season_has_a_label(part: Part) -> None:
    lists = {"person": "people", "company": "companies", "city": "cities", "base": "outposts"}
    name = {"rule": "rules", "pin": "pins"}.get(part.value, lists.get(part.value, f"{part.value}s"))
    annotation = Season.model_fields[name].annotation
    kind = next((item for item in get_args(annotation) if isinstance(item, type)), annotation)
    assert isinstance(kind, type)
    fields = set(_labelled(kind)) - {"id", "adcode", "day"}
    assert len(fields) > 0
    for field in fields:
        assert say(f"comparison.field.{part.value}.{field}", "zh") != ""


def test_differences_of_every_kind_are_said_in_both_languages() -> None:
    seen = set()
    for seed in range(40):
        before, after = quarter(), tiny_season(seed)
        parts = {item.part for item in season_differences(before, after)}
        seen |= parts
        nothing = [
            Plan(season=name, made_at=at(MONDAY, 0), status=Status.INFEASIBLE)
            for name in (before.id, after.id)
        ]
        said = [
            WhatIf.of((before, nothing[0]), (after, nothing[1]), language) for language in get_args(Language)
        ]
        assert [len(_rows(found)["seasons"]) > 0 for found in said] == [True, True]
    assert seen == set(Part) - {Part.FLIGHT}


def test_the_workbook_has_a_sheet_for_each_table_and_equal_bytes() -> None:
    found = _what_if(_season("head"), _season("head", "deputy"))
    made_at = at(MONDAY, 540)
    book = comparison_workbook(found, made_at)
    assert book == comparison_workbook(found, made_at)
    sheets = {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in load_workbook(BytesIO(book)).worksheets
    }
    assert list(sheets) == ["结论", *(section.heading for section in found.sections)]
    assert sheets["结论"] == [[found.title], [found.verdict]]
    for section in found.sections:
        filled = [[cell or None for cell in row] for row in (section.columns, *section.rows)]
        assert sheets[section.heading] == filled
