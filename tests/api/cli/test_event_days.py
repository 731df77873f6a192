"""``zhaoshang event days``: candidate days ranked from a season's file, quickly or by planning anew."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from api.cli.files import write_value
from events.dates import rank_days
from events.solved_days import solve_days, weighed
from planner.clock import day_of
from planner.options import Options
from planner.plan import Plan
from planner.season import Season
from planner.travel.network import Network
from tests.api.cli.runs import Run, Shell
from tests.api.spring import FIRST, FRIDAY, SEASON, THURSDAY
from tests.plans import replaced


@pytest.fixture(autouse=True)
def _files(shell: Shell) -> None:
    write_value(Path("season.json"), SEASON)
    write_value(Path("plan.json"), FIRST)


def days(shell: Shell, *more: str) -> Run:
    return shell("event", "days", "season.json", "--event", "forum", *more)


def quick(season: Season = SEASON, plan: Plan = FIRST) -> Any:
    return rank_days(season, plan, "forum", Network(season))


def test_days_are_ranked_against_the_plan_and_told_in_a_table(shell: Shell) -> None:
    run = days(shell, "--published", "plan.json")
    assert (run.status, run.err) == (0, "")
    assert "装备制造企业家联谊会：可选日期" in run.out
    for heading in ("名次", "日期", "距今天数", "对现方案", "缺席", "须让路的行程", "备注"):
        assert heading in run.out
    first, second = (run.out.index(word) for word in ("2027年3月5日", "2027年3月4日"))
    assert first < second  # as in quick(): the day of the plan costs nothing
    assert "方案不受影响" in run.out
    assert "当年调休安排尚未公布" in run.out
    english = days(shell, "--published", "plan.json", "--lang", "en")
    assert "Against the plan" in english.out
    assert "the plan loses nothing" in english.out


def test_programs_get_the_figures_as_the_service_has_them(shell: Shell) -> None:
    run = days(shell, "--published", "plan.json", "--json", "-o", "days.json")
    found = json.loads(run.out)
    assert [item["quick"] for item in found] == [item.model_dump(mode="json") for item in quick()]
    assert [(item["quick_rank"], item["rank"], item["solved"]) for item in found] == [
        (1, None, None),
        (2, None, None),
    ]
    assert json.loads(Path("days.json").read_text(encoding="utf-8")) == found


def test_by_solving_days_are_ranked_by_what_planning_anew_finds_with_progress(shell: Shell) -> None:
    run = days(shell, "--published", "plan.json", "--by-solving", "--effort", "1", "--json")
    assert run.status == 0
    costs = quick()
    solved = solve_days(
        SEASON, FIRST, "forum", [cost.day for cost in costs], Options(effort=1), today=day_of(SEASON.as_of)
    )
    expected = weighed(SEASON, FIRST, costs, solved, Network(SEASON))
    assert json.loads(run.out) == [item.model_dump(mode="json") for item in expected]
    lines = run.err.splitlines()
    assert lines[0] == "正在载入求解器……"
    assert lines[1].startswith("2027-03-05（第1天，共2天） ")
    assert any(line.startswith("2027-03-04（第2天，共2天） ") for line in lines)
    assert lines[-1] == "重新编排了 2 天，共 2 天。"
    table = days(shell, "--published", "plan.json", "--by-solving", "--effort", "1").out
    assert "重新编排" in table
    assert "快速名次" in table


def test_only_the_best_are_solved_and_the_others_say_so(shell: Shell) -> None:
    more = ("--published", "plan.json", "--by-solving", "--effort", "0", "--best", "1")
    found = json.loads(days(shell, *more, "--json").out)
    assert [(item["quick"]["day"], item["rank"]) for item in found] == [
        (FRIDAY.isoformat(), 1),
        (THURSDAY.isoformat(), None),
    ]
    assert "尚未重新编排" in days(shell, *more).out


def test_the_workbook_has_a_row_a_day_and_equal_bytes(shell: Shell) -> None:
    more = ("--published", "plan.json", "--by-solving", "--effort", "0")
    for name in ("a.xlsx", "b.xlsx"):
        run = days(shell, *more, "-o", name)
        assert (run.status, run.err.splitlines()[-1]) == (0, f"已写入 {name}")
    assert Path("a.xlsx").read_bytes() == Path("b.xlsx").read_bytes()
    sheet = load_workbook("a.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [
        "名次", "日期", "距今天数", "减少分值", "是否精确", "对现方案", "缺席", "须让路的行程", "备注",
        "快速名次", "重新编排减少分值", "至少减少分值", "重新编排",
    ]  # fmt: skip
    assert [row[0] for row in rows[1:]] == [1, 2]
    days(shell, "--published", "plan.json", "-o", "quick.xlsx")
    assert load_workbook("quick.xlsx").worksheets[0].max_column == 9


def test_without_a_plan_nobody_is_away_and_that_is_said(shell: Shell) -> None:
    run = days(shell, "--json")
    assert run.err == "未给方案：假定无人外出、其他活动未定日期。\n"
    none = Plan(season="spring", made_at=SEASON.as_of, status=FIRST.status)
    assert [item["quick"] for item in json.loads(run.out)] == [
        item.model_dump(mode="json") for item in quick(plan=none)
    ]


def test_days_given_are_weighed_and_where_none_will_do_the_status_says_so(shell: Shell) -> None:
    run = days(shell, "--published", "plan.json", "--day", "2027-03-06", "--day", "2027-03-01")
    assert run.status == 0
    assert "休息日" in run.out
    assert "江书记不能出席：外出招商" in run.out
    none = days(shell, "--published", "plan.json", "--notice", "365")
    assert (none.status, none.err) == (1, "没有可以举行的日期。\n")
    assert "通知时间不足" in none.out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--event", "gala"), "招商季里没有活动「gala」"),
        (("--published", "other.json"), "other.json"),
        (("--published", "strange.json"), "方案里有招商季文件没有的人员"),
        (("-o", "a.docx"), "不能写成「.docx」"),
        (("--day", "6 March"), "--day"),
    ],
)
def test_faults_are_lines_and_nothing_is_written(shell: Shell, more: tuple[str, ...], said: str) -> None:
    write_value(Path("other.json"), FIRST.model_copy(update={"season": "autumn"}))
    write_value(Path("strange.json"), replaced(FIRST, ("trips", 0, "leader"), "nobody"))
    run = days(shell, *more)
    assert run.status in (1, 2)
    assert run.out == ""
    assert said in run.err
    assert not [path for path in Path().iterdir() if path.suffix in (".docx", ".xlsx")]
