"""The commands that solve: plan and replan, on a season of two companies."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli.files import read_plan, write_value
from planner.audit import audit
from planner.event import Event, EventKind
from planner.person import Rank
from planner.plan import Status
from planner.season import Season
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


AFTER_A_SOLVE = """
import os, signal, sys
from pathlib import Path
from api.cli.files import read_season
from api.stopwatch import Stopwatch
from planner.options import Options
from planner.solve import solve

watch = Stopwatch()
with watch.heeding_ctrl_c():
    solve(read_season(Path(sys.argv[1])), Options(effort=1), stop=watch)
    os.kill(os.getpid(), signal.SIGINT)
    print(watch.stopped())
"""


def test_ctrl_c_is_still_heard_after_the_solver_has_run(stored: Path) -> None:
    # CP-SAT resets SIGINT unless told not to; in a process of its own, because that would end this one.
    command = [sys.executable, "-c", AFTER_A_SOLVE, str(stored / "season.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "True\n")
