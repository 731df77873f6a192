"""Outcomes of routing cases kept as files: taken again, apart by what they depend on, only if accepted."""

from pathlib import Path

from tests.benchmarks.kept_outcomes import KeptOutcomes
from tests.benchmarks.routing_known import Known
from tests.benchmarks.routing_run import Outcome

CASE = Known("ophs", "SET_1-2/64-45-1-2", 2, 816.0, proven=False, published={})
FOUND = Outcome(816.0, 820, 9.5, 1.5, "feasible")


def test_an_outcome_that_was_kept_is_not_run_again(tmp_path: Path) -> None:
    runs: list[str] = []

    def run() -> Outcome:
        runs.append("run")
        return FOUND

    for _ in range(2):
        assert KeptOutcomes(tmp_path / "kept").get("ophs", CASE, 10.0, 1, run) == FOUND
    assert runs == ["run"]
    assert [file.name for file in (tmp_path / "kept").iterdir()] == ["ophs.SET_1-2.64-45-1-2.2.10s.1.json"]


def test_another_solver_case_time_or_seed_is_run(tmp_path: Path) -> None:
    kept = KeptOutcomes(tmp_path)
    others = [
        ("toptw", CASE, 10.0, 1),
        ("ophs", CASE._replace(tours=3), 10.0, 1),
        ("ophs", CASE._replace(instance="SET_1-2/64-50-1-2"), 10.0, 1),
        ("ophs", CASE, 20.0, 1),
        ("ophs", CASE, 10.0, 2),
    ]
    kept.get("ophs", CASE, 10.0, 1, lambda: FOUND)
    for number, other in enumerate(others):
        fresh = FOUND._replace(score=float(number))
        assert kept.get(*other, lambda fresh=fresh: fresh) == fresh  # type: ignore[misc]


def test_what_was_refused_is_run_again(tmp_path: Path) -> None:
    kept = KeptOutcomes(tmp_path)
    died = Outcome(0.0, None, 1.0, 0.0, "DIED (1)")
    assert kept.get("ophs", CASE, 10.0, 1, lambda: died) == died
    assert kept.get("ophs", CASE, 10.0, 1, lambda: FOUND) == FOUND


def test_without_a_folder_every_case_is_run() -> None:
    kept = KeptOutcomes(None)
    kept.get("ophs", CASE, 10.0, 1, lambda: FOUND)
    other = FOUND._replace(score=800.0)
    assert kept.get("ophs", CASE, 10.0, 1, lambda: other) == other
