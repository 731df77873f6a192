"""Words of a difference: what the reader knows things by."""

from typing import Any

import pytest

from api.documents.season_words import SeasonWords
from planner.company import Stage
from planner.person import Rank
from planner.season import Pins, Season, VisitPin
from planner.season_difference import season_differences
from tests.builders import MONDAY
from tests.planner.optimise.week import DEPUTY, HEAD, TUESDAY, prospect, rules, week
from tests.planner.quarters import quarter

PLAIN = week(
    prospect("甲公司", 100, MONDAY, id="a"),
    people=(HEAD.model_copy(update={"name": "江书记"}), DEPUTY.model_copy(update={"name": "陆副区长"})),
)


def _said(after: Season, before: Season = PLAIN) -> list[tuple[str, str, str, str]]:
    words = SeasonWords(before, after, "zh")
    return [
        (words.subject(item), words.field(item), words.before(item), words.after(item))
        for item in season_differences(before, after)
    ]


def _company(**fields: Any) -> Season:
    (company,) = PLAIN.companies
    return PLAIN.model_copy(update={"companies": (company.model_copy(update=fields),)})


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (_company(stage=Stage.CONTRACT), ("甲公司", "洽谈阶段", "洽谈中", "拟签约")),
        (_company(expected_investment_cny=10**9), ("甲公司", "预计投资", "250万元", "10亿元")),
        (_company(expected_investment_cny=0), ("甲公司", "预计投资", "250万元", "0")),
        (
            PLAIN.model_copy(update={"rules": rules({"leave_base": 450})}),
            ("", "最早出发", "7:00", "7:30"),
        ),
        (
            PLAIN.model_copy(update={"rules": rules(region_budgets_cny={"east": 5_000})}),
            ("", "区域预算 苏南", "—", "5,000元"),
        ),
        (
            PLAIN.model_copy(update={"rules": rules(most_of_kind={"500强": 2})}),
            ("", "标签企业上限（家） 500强", "—", "2"),
        ),
        (
            PLAIN.model_copy(
                update={"pins": Pins(visits=(VisitPin(company="a", day=TUESDAY, leader="head"),))}
            ),
            ("", "锁定拜访", "—", "甲公司 2027-03-02 江书记"),
        ),
    ],
)
def test_ids_amounts_and_times_are_said_as_people_say_them(
    after: Season, words: tuple[str, str, str, str]
) -> None:
    assert _said(after) == [words]


def test_a_rank_goes_by_its_name_in_its_own_season() -> None:
    deputy = PLAIN.people[1].model_copy(update={"rank": Rank.DEPARTMENT_HEAD})
    names = ("一", "二", "三", "四", "五")
    other = PLAIN.model_copy(update={"people": (PLAIN.people[0], deputy), "rules": rules(rank_names=names)})
    assert ("陆副区长", "职级", "副职", "三") in _said(other)


def test_people_of_an_event_are_named() -> None:
    forum = quarter().events[0]
    other = forum.model_copy(update={"wished": ("mayor",), "optional": True, "start_minute": 600})
    after = quarter().model_copy(update={"events": (other, quarter().events[1])})
    assert _said(after, quarter()) == [
        ("联谊会", "可不举办", "否", "是"),
        ("联谊会", "开始时间", "9:00", "10:00"),
        ("联谊会", "希望到场", "deputy；head", "mayor"),
    ]


def test_a_chance_is_that_of_its_stage() -> None:
    chances = PLAIN.rules.chance_permille | {Stage.LEAD: 60}
    assert _said(PLAIN.model_copy(update={"rules": rules(chance_permille=chances)})) == [
        ("", "各阶段成功率（‰） 线索", "50", "60")
    ]


def test_what_is_long_is_cut_short() -> None:
    (row,) = _said(_company(brief="长" * 500))
    assert (len(row[3]), row[3][-1]) == (240, "…")
