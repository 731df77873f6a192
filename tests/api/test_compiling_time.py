from pathlib import Path

import pytest

from api.compiling_time import CompilingTime, compiling_time
from planner.travel.compiled import compiled
from tests.api.test_stopwatch import Clock


def test_nested_compiling_counts_once_and_what_goes_on_counts_already() -> None:
    clock = Clock()
    time = CompilingTime(clock)
    assert time() == 0.0
    time.begun()
    clock.now += 2
    time.begun()
    clock.now += 3
    assert time() == 5.0
    time.ended()
    clock.now += 1
    time.ended()
    clock.now += 10
    assert time() == 6.0
    time.begun()
    clock.now += 1
    time.ended()
    assert time() == 7.0


def test_code_that_is_made_takes_time_and_code_that_is_there_takes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("numba.core.config.CACHE_DIR", str(tmp_path))

    @compiled
    def twice(number: int) -> int:
        return 2 * number

    time = compiling_time()
    assert (twice(2), time() > 0.0) == (4, True)
    spent = time()
    assert (twice(3), time()) == (6, spent)
