"""The kill storm, of three kills; of fifty it is run by hand."""

from pathlib import Path

from tests.benchmarks.kill_storm import storm


def test_nothing_is_lost_or_done_twice_when_processes_are_killed(database_url: str, tmp_path: Path) -> None:
    assert storm(database_url, tmp_path, kills=3, seed=2) == []
