"""``zhaoshang helps``: what would help a plan, in two tables or for a program."""

import json
from pathlib import Path

import pytest

from api.cli.files import write_value
from planner.helps.report import helps
from planner.options import Options
from planner.solve import solve
from planner.wish import DaysAdded, PersonAdded
from tests.api.cli.runs import Shell
from tests.planner.helps.scenes import HELPFUL
from tests.planner.optimise.week import SATURDAY, prospect

SEASON = HELPFUL["days_added"].season
PLAN = solve(SEASON)


@pytest.fixture(autouse=True)
def _files(shell: Shell) -> None:
    write_value(Path("season.json"), SEASON)
    write_value(Path("plan.json"), PLAN)


def test_wishes_are_ranked_with_what_they_bring_and_losses_with_what_brings_them_in(shell: Shell) -> None:
    run = shell("helps", "season.json", "plan.json", "--effort", "0")
    assert run.status == 0
    assert run.out.startswith("测试季：方案得100分")
    for words in ("增加40分", "新走访：b", "精确：", "减少60分", "head多外出1天", "即可走访"):
        assert words in run.out
    lines = run.err.splitlines()
    assert lines[0] == "正在载入求解器……"
    assert any(line.startswith("不满足任何愿望：") for line in lines)
    assert any(line.startswith("head多外出1天：") for line in lines)
    english = shell("helps", "season.json", "plan.json", "--effort", "0", "--lang", "en").out
    assert "gains 40 points" in english
    assert "head may be away 1 more day(s)" in english


def test_a_company_that_cannot_be_met_comes_last_with_its_reason(shell: Shell) -> None:
    never = prospect("z", 500, SATURDAY)
    season = SEASON.model_copy(update={"companies": (never, *SEASON.companies)})
    write_value(Path("season.json"), season)
    write_value(Path("plan.json"), solve(season))
    table = shell("helps", "season.json", "plan.json", "--effort", "0").out.split("未走访企业的代价")[1]
    rows = [[cell.strip() for cell in line.split("│")[1:3]] for line in table.splitlines() if "│" in line]
    assert [cell for cell, _ in rows if cell] == ["b", "z"]
    said = "".join(words for _, words in rows)
    assert said.endswith("本季没有一个工作日的可访时段容得下拜访")


def test_programs_get_the_figures_and_companies_may_be_named(shell: Shell) -> None:
    run = shell("helps", "season.json", "plan.json", "b", "--most", "1", "--effort", "0", "--json")
    found = helps(SEASON, PLAN, Options(effort=0), companies=("b",), most=1)
    assert json.loads(run.out) == found.model_dump(mode="json")


def test_only_the_wishes_of_a_list_are_looked_at(shell: Shell) -> None:
    wishes = (DaysAdded(person="head"), PersonAdded(person="head"))
    listed = [wish.model_dump(mode="json") for wish in wishes]
    Path("wishes.json").write_text(json.dumps(listed), encoding="utf-8")
    run = shell("helps", "season.json", "plan.json", "--wishes", "wishes.json", "--json", "--effort", "0")
    assert {item["wish"]["kind"] for item in json.loads(run.out)["assessments"]} == {
        "days_added",
        "person_added",
    }
    Path("wishes.json").write_text('[{"kind": "days_added", "person": "x"}]', encoding="utf-8")
    refused = shell("helps", "season.json", "plan.json", "--wishes", "wishes.json")
    assert (refused.status, refused.out) == (1, "")
    assert "愿望提到的人员「x」不在招商季里" in refused.err
    Path("wishes.json").write_text('[{"kind": "moon"}]', encoding="utf-8")
    assert shell("helps", "season.json", "plan.json", "--wishes", "wishes.json").status == 1


def test_without_time_there_are_estimates_and_it_says_so(shell: Shell) -> None:
    run = shell("helps", "season.json", "plan.json", "--seconds", "0.1")
    assert run.status == 0
    assert "时间不够，没有重排" in run.out


def test_of_the_plan_in_force_what_has_begun_stays(shell: Shell) -> None:
    more = ("--published", "plan.json", "--today", "2027-03-05", "--effort", "0", "--json")
    found = json.loads(shell("helps", "season.json", "plan.json", *more).out)
    # On Friday the week is over; only what opens the week after could still gain.
    assert all(item["gain"] == 0 for item in found["assessments"] if item["wish"]["kind"] == "days_added")


def test_what_does_not_belong_together_is_refused(shell: Shell) -> None:
    write_value(Path("other.json"), PLAN.model_copy(update={"season": "other"}))
    refused = shell("helps", "season.json", "other.json")
    assert (refused.status, refused.out) == (1, "")
    assert "方案属于招商季「other」" in refused.err
    unknown = shell("helps", "season.json", "plan.json", "没有的")
    assert "招商季里没有「没有的」" in unknown.err
    closed = SEASON.companies[0].model_copy(update={"windows": ()})
    write_value(Path("closed.json"), SEASON.model_copy(update={"companies": (closed, *SEASON.companies[1:])}))
    broken = shell("helps", "closed.json", "plan.json")
    assert (broken.status, broken.out) == (1, "")
    assert "方案违反招商季的规则" in broken.err
