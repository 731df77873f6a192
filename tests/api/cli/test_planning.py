"""The commands that solve: plan and replan, on a season of two companies."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from api.cli.files import read_plan, write_value
from planner.amendment import amended
from planner.audit import audit
from planner.changes import CompanyCancels
from planner.event import Event, EventKind
from planner.options import Options
from planner.person import Rank
from planner.plan import Plan, Status
from planner.season import Season
from planner.solve import Keeper, solve
from tests.api.cli.runs import Shell
from tests.builders import MONDAY, busy, company, person, season

SMALL = season(
    companies=(company("甲", MONDAY, expected_investment_cny=10**9), company("乙", MONDAY)),
)


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A folder with the small season and its plan."""
    write_value(tmp_path / "season.json", SMALL)
    return tmp_path


def test_plan_writes_an_audited_plan_and_sums_it_up(shell: Shell, stored: Path) -> None:
    run = shell("plan", "season.json", "--effort", "1")
    plan = read_plan(stored / "plan.json")
    assert run.status == 0
    assert audit(SMALL, plan).passed
    assert {visit.company for trip in plan.trips for visit in trip.visits} == {"甲", "乙"}
    assert run.out.startswith("测试季（2027年3月1日—5日）：")
    assert "方案已写入 plan.json" in run.err


def test_equal_seed_and_effort_write_equal_bytes(shell: Shell, stored: Path) -> None:
    for name in ("a.json", "b.json"):
        assert shell("plan", "season.json", "-o", name, "--effort", "1", "--seed", "3").status == 0
    assert (stored / "a.json").read_bytes() == (stored / "b.json").read_bytes()


def test_plan_begins_with_the_plan_it_is_given(
    shell: Shell, stored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell("plan", "season.json", "-o", "first.json", "--effort", "1").status == 0
    given: list[Plan | None] = []

    def solver(season: Season, options: Options, *, start: Plan | None, **rest: Any) -> Plan:
        given.append(start)
        return solve(season, options, start=start)

    monkeypatch.setattr("planner.solve.solve", solver)
    assert shell("plan", "season.json", "--effort", "1", "--seed", "7", "--start", "first.json").status == 0
    first, again = read_plan(stored / "first.json"), read_plan(stored / "plan.json")
    assert (given, again.trips, again.seed) == ([first], first.trips, 7)


def test_plan_speaks_to_programs(shell: Shell, stored: Path) -> None:
    data = json.loads(shell("plan", "season.json", "--effort", "1", "--json").out)
    assert data["bound"] >= sum(data["objective"][term] for term in ("companies", "coverage")) - sum(
        data["objective"][term] for term in ("fares", "lodging", "travel_time", "trips", "load")
    )


def test_a_plan_is_not_overwritten_without_force(shell: Shell, stored: Path) -> None:
    (stored / "plan.json").write_text("mine", encoding="utf-8")
    assert shell("plan", "season.json", "--effort", "1").status == 1
    assert (stored / "plan.json").read_text(encoding="utf-8") == "mine"


def _impossible() -> Season:
    event = Event(id="e", kind=EventKind.TRAINING, title="培训", candidate_days=(MONDAY,), required=("busy",))
    return season(people=(person("busy", Rank.DEPUTY, busy=(busy(MONDAY),)),), events=(event,))


def test_an_impossible_season_is_said_with_its_reason_and_status_1(shell: Shell, tmp_path: Path) -> None:
    write_value(tmp_path / "season.json", _impossible())
    run = shell("plan", "season.json", "--effort", "1")
    assert run.status == 1
    assert "无可行方案" in run.out
    assert "培训" in run.out
    assert read_plan(tmp_path / "plan.json").status is Status.INFEASIBLE


def _replanned(shell: Shell, stored: Path, changes: list[dict[str, object]], *more: str) -> str:
    (stored / "changes.json").write_text(json.dumps(changes), encoding="utf-8")
    assert shell("plan", "season.json", "--effort", "1", "--force").status == 0
    run = shell("replan", "season.json", "plan.json", "changes.json", "-o", "new.json", *more)
    assert run.status == 0, run.err
    return run.out


def test_without_a_change_nothing_changes(shell: Shell, stored: Path) -> None:
    assert _replanned(shell, stored, []) == "方案无须改动。\n"
    assert (stored / "new.json").read_bytes() == (stored / "plan.json").read_bytes()


def test_a_company_that_cancels_is_told_as_dropped(shell: Shell, stored: Path) -> None:
    changes: list[dict[str, object]] = [{"kind": "company_cancels", "company": "乙"}]
    told = _replanned(shell, stored, changes, "--effort", "1", "--season-output", "after.json")
    assert "取消拜访" in told
    assert "乙" in told
    assert {v.company for trip in read_plan(stored / "new.json").trips for v in trip.visits} == {"甲"}
    assert (stored / "after.json").exists()


def test_a_quick_replan_mends_and_proves_nothing(shell: Shell, stored: Path) -> None:
    changes: list[dict[str, object]] = [{"kind": "company_cancels", "company": "乙"}]
    assert "取消拜访" in _replanned(shell, stored, changes, "--quick")
    plan = read_plan(stored / "new.json")
    assert {visit.company for trip in plan.trips for visit in trip.visits} == {"甲"}
    assert (plan.status, plan.bound) == (Status.FEASIBLE, None)


def test_a_change_that_names_nothing_is_refused_with_its_place(shell: Shell, stored: Path) -> None:
    assert shell("plan", "season.json", "--effort", "1").status == 0
    (stored / "changes.json").write_text('[{"kind": "company_cancels", "company": "丙"}]', encoding="utf-8")
    run = shell("replan", "season.json", "plan.json", "changes.json", "-o", "new.json")
    assert (run.status, run.out) == (1, "")
    assert "changes[0].company" in run.err
    assert "丙" in run.err
    assert not (stored / "new.json").exists()


def test_a_change_of_no_known_kind_is_refused(shell: Shell, stored: Path) -> None:
    assert shell("plan", "season.json", "--effort", "1").status == 0
    (stored / "changes.json").write_text('[{"kind": "weather"}]', encoding="utf-8")
    run = shell("replan", "season.json", "plan.json", "changes.json")
    assert run.status == 1
    assert "changes.json" in run.err


class Interrupted:
    """A solver that is interrupted, once it has handed on ``plan`` (None: before it has one)."""

    def __init__(self, plan: Plan | None) -> None:
        self.plan = plan

    def __call__(self, given: Season, *_: object, keep: Keeper, **__: object) -> Plan:
        if self.plan is not None:
            keep(given, self.plan.model_copy(update={"seed": 1}))
            keep(given, self.plan)
        raise KeyboardInterrupt


def test_ctrl_c_writes_the_last_plan_in_hand(
    shell: Shell, stored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    best = solve(SMALL, Options(effort=1, seed=4))
    monkeypatch.setattr("planner.solve.solve", Interrupted(best))
    run = shell("plan", "season.json")
    assert run.status == 0
    assert read_plan(stored / "plan.json") == best
    assert "求解已停止，保留目前最好的方案" in run.err


def test_ctrl_c_before_there_is_a_plan_writes_nothing_and_says_so(
    shell: Shell, stored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.solve.solve", Interrupted(None))
    run = shell("plan", "season.json")
    assert run.status == 130
    assert not (stored / "plan.json").exists()
    assert "此时还没有找到方案" in run.err


def test_ctrl_c_in_a_replan_tells_what_the_plan_in_hand_changes(
    shell: Shell, stored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell("plan", "season.json", "--effort", "1").status == 0
    published = read_plan(stored / "plan.json")
    (stored / "changes.json").write_text(
        json.dumps([{"kind": "company_cancels", "company": "甲"}]), encoding="utf-8"
    )
    without = amended(SMALL, (CompanyCancels(company="甲"),))
    other = solve(without, Options(effort=1), published=published)
    monkeypatch.setattr("planner.replan.solve", Interrupted(other))
    run = shell("replan", "season.json", "plan.json", "changes.json", "-o", "new.json")
    assert run.status == 0
    assert read_plan(stored / "new.json") == other
    assert "甲" in run.out


STUCK = """
import os, signal, sys, threading
from pathlib import Path
import planner.solve
from api.cli import main
from api.cli.files import read_plan

def stuck(season, *_, keep, **__):
    keep(season, read_plan(Path(sys.argv[1])))
    # Hears nothing, as compiled code does, while the main thread is interrupted.
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    threading.Event().wait()

planner.solve.solve = stuck
sys.exit(main(["plan", sys.argv[2], "-o", sys.argv[3]]))
"""


def test_ctrl_c_waits_for_no_solver(stored: Path) -> None:
    best, output = solve(SMALL, Options(effort=1)), stored / "plan.json"
    write_value(stored / "best.json", best)
    command = [sys.executable, "-c", STUCK, *map(str, (stored / "best.json", stored / "season.json", output))]
    done = subprocess.run(command, capture_output=True, check=False, timeout=240, cwd=stored)
    assert done.returncode == 0
    assert read_plan(output) == best


AFTER_A_SOLVE = """
import os, signal, sys
from pathlib import Path
from api.cli.files import read_season
from planner.options import Options
from planner.solve import solve

solve(read_season(Path(sys.argv[1])), Options(effort=1))
try:
    os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt:
    print("heard")
"""


def test_ctrl_c_is_still_heard_after_the_solver_has_run(stored: Path) -> None:
    # CP-SAT resets SIGINT unless told not to; in a process of its own, because that would end this one.
    command = [sys.executable, "-c", AFTER_A_SOLVE, str(stored / "season.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "heard\n")
