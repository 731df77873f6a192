"""``zhaoshang alternatives``: a table for people, figures for programs."""

import json
from pathlib import Path

import pytest

from api.cli.files import write_value
from planner.alternatives import alternatives
from planner.solve import solve
from tests.api.cli.runs import Shell
from tests.builders import MONDAY
from tests.planner.optimise.week import DEPUTY, HEAD, THURSDAY, prospect, rules, week

A_DAY = rules(most_trip_days=1)
SEASON = week(prospect("a", 100, MONDAY, THURSDAY), people=(HEAD, DEPUTY), rules=A_DAY)
PLAN = solve(SEASON)
TRIP = PLAN.trips[0].id


@pytest.fixture(autouse=True)
def _files(shell: Shell) -> None:
    write_value(Path("season.json"), SEASON)
    write_value(Path("plan.json"), PLAN)


def test_alternatives_are_told_in_a_table(shell: Shell) -> None:
    run = shell("alternatives", "season.json", "plan.json", TRIP)
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith(f"行程{TRIP}（苏南，")
    for words in ("备选行程", "带队：", "日期：", "100%的会面不同", "100（不变）"):
        assert words in run.out
    english = shell("alternatives", "season.json", "plan.json", TRIP, "--lang", "en").out
    assert "100% of the meetings differ" in english


def test_programs_get_the_figures(shell: Shell) -> None:
    run = shell("alternatives", "season.json", "plan.json", TRIP, "--most", "2", "--json")
    assert json.loads(run.out) == alternatives(SEASON, PLAN, TRIP, most=2).model_dump(mode="json")


def test_that_there_is_none_is_said_and_an_unknown_trip_refused(shell: Shell) -> None:
    lonely = week(prospect("a", 100, MONDAY), rules=A_DAY)
    write_value(Path("season.json"), lonely)
    write_value(Path("plan.json"), solve(lonely))
    assert "没有明显不同" in shell("alternatives", "season.json", "plan.json", "T01").out
    refused = shell("alternatives", "season.json", "plan.json", "T99")
    assert (refused.status, refused.out) == (1, "")
    assert "T99" in refused.err
