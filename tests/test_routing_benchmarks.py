"""Published routing instances, by the command of their benchmark and under the referee, on a small sample."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from planner.optimise.routing.bound import proven_bound
from planner.optimise.routing.courses import tours_of
from planner.optimise.routing.knapsack import knapsack_bound
from planner.optimise.routing.search import Search
from planner.options import Options
from planner.orienteering import Tours
from planner.stop import Never
from tests.benchmarks.mctopmtw import MCTOPMTW
from tests.benchmarks.ophs import OPHS
from tests.benchmarks.referee import BENCH, judged
from tests.benchmarks.routing_case import Family, main
from tests.benchmarks.routing_known import Known, known_cases
from tests.benchmarks.routing_run import run, verdict
from tests.benchmarks.toptw import TOPTW
from tests.benchmarks.ttdp import TTDP

SECONDS = "0.6"
EFFORT, STEPS = 10, 30_000_000
SAMPLE = [
    (TOPTW, "c101:1"),
    (TOPTW, "pr01:2"),
    (TOPTW, "rc205:3"),
    (TTDP, "t101:1"),
    (TTDP, "t249:3"),
    (MCTOPMTW, "MCTOPMTW-2-pr01:2"),
    (MCTOPMTW, "MCTOPMTW-3-r105:3"),
    (OPHS, "SET_1-2/T1-70-1-2:2"),
    (OPHS, "SET_5-3/64-50-5-3:3"),
    (OPHS, "SET_15-6/64-80-15-6:6"),
]
ABSENT = "needs bench/{}: put the folder ../shared beside the repository"


def _case(family: str, named: str) -> Known:
    if not (BENCH / family / "bks.csv").is_file():
        pytest.skip(ABSENT.format(family))
    name, _, tours = named.partition(":")
    (case,) = [
        case for case in known_cases(family, named) if (case.instance, case.tours) == (name, int(tours))
    ]
    return case


def _solved(family: Family, path: Path, tours: int, out: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The result of the command, and what the referee says of it."""
    options = ("--tours", str(tours)) if family.needs_tours else ()
    main(family, [str(path), *options, "--seconds", SECONDS, "--out", str(out)])
    return json.loads(out.read_text(encoding="utf-8")), judged(family.name, path, out, *options)


@pytest.mark.parametrize(("family", "named"), SAMPLE, ids=[named for _, named in SAMPLE])
def test_the_referee_counts_what_is_stated_and_no_bound_is_below_what_is_known(
    family: Family, named: str, tmp_path: Path
) -> None:
    case = _case(family.name, named)
    found, said = _solved(family, case.path, case.tours, tmp_path / "result.json")
    assert said == {"feasible": True, "score": found["score"]}
    assert found["score"] > 0
    # What others have reached can be reached: no proof may say that it cannot.
    assert found["bound"] is None or found["bound"] >= max(found["score"], case.best)
    assert verdict(case, found, said) in {"optimal", "feasible"}


def test_a_listed_value_that_the_lengths_of_trips_rule_out_is_bounded_below(tmp_path: Path) -> None:
    # 64 stops, 2 apart, 1.118 from the start; hotels stand on stops. Trips of 23.119, 22.001, 22.001, 23.658,
    # 22.001 and 17.116 hold 12, 11, 11, 11, 11 and 7 of them. A night at the start instead costs its day a
    # stop and brings the next one. So one of the least, 5, stays out of 1680.
    case = _case("ophs", "SET_15-6/66-130-15-6:6")
    found, said = _solved(OPHS, case.path, case.tours, tmp_path / "result.json")
    assert said == {"feasible": True, "score": found["score"]}
    assert (case.best, found["bound"], found["bound_by"]) == (1_680, 1_675, "knapsack")


PROVEN = [
    (TOPTW, "c101:1"),
    (TOPTW, "pr01:1"),
    (TOPTW, "r105:1"),
    (TOPTW, "r101:2"),
    (TOPTW, "rc101:3"),
    (TTDP, "t227:1"),
    (TTDP, "t215:3"),
    (MCTOPMTW, "MCTOPMTW-1-pr07:1"),
    (MCTOPMTW, "MCTOPMTW-3-r105:3"),
    (OPHS, "SET_1-2/64-45-1-2:2"),
    (OPHS, "SET_3-4/64-55-3-4:4"),
]


@pytest.mark.parametrize(("family", "named"), PROVEN, ids=[named for _, named in PROVEN])
def test_a_proof_that_is_to_beat_a_score_of_the_referee_never_goes_below_it(
    family: Family, named: str, tmp_path: Path
) -> None:
    case = _case(family.name, named)
    problem = family.read(case.path, case.tours)
    search = Search(problem, Options(seed=1, effort=EFFORT), Never(), lambda _: None)
    course = search.run()
    score = int(course.tally[0])
    found = Tours(tours=tours_of(problem, course), profit=score)
    out = tmp_path / "result.json"
    out.write_text(json.dumps({"tours": family.written(problem, found)}), encoding="utf-8")
    options = ("--tours", str(case.tours)) if family.needs_tours else ()
    assert judged(family.name, case.path, out, *options) == {"feasible": True, "score": score}
    # One less is said to be known: a proof cut too deep has room to fall to it.
    proven = proven_bound(problem, search.ground, score - 1, search.columns, steps=STEPS)
    assert score <= proven.bound < knapsack_bound(problem)


@pytest.mark.parametrize(("instance", "tours"), [("pr01", 3), ("r211", 2), ("c101", 10)])
def test_where_everybody_can_be_visited_the_bound_is_the_sum_of_all(
    instance: str, tours: int, tmp_path: Path
) -> None:
    table = BENCH / "toptw" / "bks_all_visited.csv"
    if not table.is_file():
        pytest.skip(ABSENT.format("toptw"))
    with table.open(encoding="utf-8") as file:
        best = {(row["instance"], int(row["m"])): int(row["best_known"]) for row in csv.DictReader(file)}
    path = BENCH / "toptw" / "instances" / f"{instance}.txt"
    found, said = _solved(TOPTW, path, tours, tmp_path / "result.json")
    assert said == {"feasible": True, "score": found["score"]}
    assert found["bound"] == best[instance, tours]


def test_a_case_of_a_table_is_run_in_a_process_of_its_own_and_judged() -> None:
    case = _case("toptw", "c101:2")
    outcome = run("toptw", case, float(SECONDS), 1)
    assert outcome.accepted
    assert 0 < outcome.score <= case.best
    assert outcome.bound is not None
    # An interpreter that imports numba and ortools takes longer than none.
    assert min(outcome.seconds, outcome.outside) > 0.0


def test_every_case_of_a_table_has_its_file() -> None:
    for family in (TOPTW, TTDP, MCTOPMTW, OPHS):
        if not (BENCH / family.name / "bks.csv").is_file():
            pytest.skip(ABSENT.format(family.name))
        cases = known_cases(family.name)
        assert cases
        assert [case.title for case in cases if not case.path.is_file()] == []
