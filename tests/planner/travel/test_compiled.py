"""The machine code kept on disk fits the sources, and is loaded only where it is needed."""

import subprocess
import sys

import pytest

from planner.travel.compiled import package_stamp, stamp_of
from planner.travel.profiles import _scan
from planner.travel.road import drive


def test_the_stamp_changes_with_any_source_and_with_its_name() -> None:
    stamps = [
        stamp_of({"a": b"1", "b": b"2"}),
        stamp_of({"a": b"1", "b": b"3"}),
        stamp_of({"a": b"1", "c": b"2"}),
    ]
    assert len(set(stamps)) == 3
    assert stamp_of({"b": b"2", "a": b"1"}) == stamps[0]


@pytest.mark.parametrize("function", [drive, _scan])
def test_the_cache_of_a_compiled_function_bears_the_stamp_of_the_package(function: object) -> None:
    # numba's own stamp would know of one file only: code inlined from another would go stale.
    cache = function._cache  # type: ignore[attr-defined]
    assert cache._cache_file._source_stamp == package_stamp()


@pytest.mark.parametrize(
    "module",
    ["planner", "planner.season", "planner.travel.gazetteer", "planner.travel.gtfs", "planner.travel.trim"],
)
def test_what_needs_no_compiler_does_not_import_one(module: str) -> None:
    program = f"import sys, {module}; print([m for m in ('numba', 'geopy', 'ortools') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert found.strip() == "[]"
