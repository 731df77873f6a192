"""A solver seen from its worker: followed, stopped, ended at any moment."""

import os
import sys
from pathlib import Path

import pytest

from api.jobs.arguments import PlanArguments
from api.jobs.messages import Outcome, Task
from api.jobs.solver_process import SolverProcess
from tests.api.jobs.asking import EARLIER, PLAN, SEASON, answer, checkpoint
from tests.api.servers import wait_until

FAKE = Path(__file__).with_name("fake_solver.py")
TASK = Task(kind="plan", arguments=PlanArguments(season_document="-"), season=SEASON)


def _solver(folder: Path, *arguments: str) -> SolverProcess:
    return SolverProcess(TASK, [sys.executable, str(FAKE), "--answer", str(answer(folder)), *arguments])


def test_progress_is_heard_and_a_stop_brings_the_plan(tmp_path: Path) -> None:
    with _solver(tmp_path) as solver:
        wait_until(lambda: solver.progress is not None and (solver.progress.best or 0) > 2, "progress")
        assert solver.outcome is None
        solver.stop()
        assert solver.ended.wait(60)
        assert solver.outcome == Outcome(plan=PLAN, season=SEASON)


def test_a_plan_on_the_way_is_there_before_the_step_that_tells_of_it(tmp_path: Path) -> None:
    with _solver(tmp_path, "--checkpoint", str(checkpoint(tmp_path))) as solver:
        wait_until(lambda: solver.progress is not None, "progress")
        assert solver.checkpoint == Outcome(plan=EARLIER)
        assert solver.outcome is None


def test_leaving_ends_a_solver_that_does_not_hear(tmp_path: Path) -> None:
    with _solver(tmp_path, "--deaf") as solver:
        wait_until(lambda: solver.progress is not None, "progress")
        solver.stop()
    assert solver.ended.is_set()
    assert solver.status == -9
    assert solver.outcome is None


def test_an_error_while_following_ends_the_solver(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), _solver(tmp_path) as solver:
        raise KeyboardInterrupt
    assert solver.status == -9


def test_a_solver_that_dies_has_ended_without_an_outcome(tmp_path: Path) -> None:
    with _solver(tmp_path, "--die") as solver:
        assert solver.ended.wait(60)
        assert solver.outcome is None
        wait_until(lambda: solver.status == -9, "its status")
        solver.stop()  # nobody hears it, nobody minds


def test_a_solver_that_cannot_start_has_ended(tmp_path: Path) -> None:
    with SolverProcess(TASK, [sys.executable, str(tmp_path / "nothing.py")]) as solver:
        assert solver.ended.wait(60)
        assert solver.outcome is None


def test_a_solver_is_in_no_terminal_s_group(tmp_path: Path) -> None:
    with _solver(tmp_path) as solver:
        assert os.getpgid(solver._process.pid) != os.getpgid(0)
