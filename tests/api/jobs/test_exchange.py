"""Alternatives while somebody waits: what the solver finds, or a refusal in time, no process left."""

import sys
from pathlib import Path

import pytest

from api.errors import Conflict, Overloaded
from api.jobs import exchange
from api.jobs.exchange import alternatives_now
from api.jobs.messages import Message, Outcome
from planner.alternatives import Alternatives, alternatives
from planner.season import Pins
from planner.solve import solve
from tests.builders import MONDAY
from tests.planner.optimise.week import DEPUTY, HEAD, THURSDAY, prospect, rules, week

SEASON = week(
    prospect("a", 100, MONDAY, THURSDAY), people=(HEAD, DEPUTY), rules=rules(most_trip_days=1), id="spring"
)
PLAN = solve(SEASON)
TRIP = PLAN.trips[0].id
FAKE = str(Path(__file__).parent / "fake_solver.py")


def _answering(folder: Path, outcome: Outcome, *more: str) -> tuple[str, ...]:
    answer = folder / "answer.json"
    answer.write_text(Message(outcome=outcome).model_dump_json(), encoding="utf-8")
    return (sys.executable, FAKE, "--answer", str(answer), *more)


def test_the_solver_finds_what_the_planner_does() -> None:
    found = alternatives_now(SEASON, PLAN, TRIP, 2, patience_seconds=600.0)  # code may be compiled first
    assert found == alternatives(SEASON, PLAN, TRIP, most=2)
    assert len(found.alternatives) == 2


def test_what_the_plan_or_season_refuses_is_a_conflict() -> None:
    pinned = SEASON.model_copy(update={"pins": Pins(trips=PLAN.trips)})
    with pytest.raises(Conflict) as refused:
        alternatives_now(pinned, PLAN, TRIP, 3)
    assert [fault.code for fault in refused.value.faults] == ["trip_is_pinned"]


def test_a_solver_that_is_not_done_in_time_is_ended(tmp_path: Path) -> None:
    started = tmp_path / "started"
    started.mkdir()
    command = _answering(tmp_path, Outcome(), "--deaf", "--started", str(started))
    with pytest.raises(Overloaded) as refused:
        alternatives_now(SEASON, PLAN, TRIP, 3, command=command, patience_seconds=1.0)
    assert [(fault.code, fault.value) for fault in refused.value.faults] == [
        ("alternatives_take_too_long", TRIP)
    ]
    [process] = [int(path.name) for path in started.iterdir()]
    assert not Path(f"/proc/{process}").exists()


def test_a_solver_that_dies_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(Overloaded):
        alternatives_now(SEASON, PLAN, TRIP, 3, command=_answering(tmp_path, Outcome(), "--die"))


def test_one_is_looked_for_at_a_time_and_the_turn_is_given_back(tmp_path: Path) -> None:
    done = tmp_path / "release"
    done.touch()
    found = Alternatives(trip=TRIP, total=100, worth=100, finished=True, alternatives=())
    command = _answering(tmp_path, Outcome(alternatives=found), "--release", str(done))
    with exchange._turns, pytest.raises(Overloaded):
        alternatives_now(SEASON, PLAN, TRIP, 3, command=command, patience_seconds=0.1)
    for _ in range(2):
        assert alternatives_now(SEASON, PLAN, TRIP, 3, command=command) == found
