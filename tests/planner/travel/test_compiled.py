"""The machine code kept on disk fits the sources, and is loaded only where it is needed."""

import ast
import subprocess
import sys
from typing import Any

import numba
import numpy as np
import pytest

from planner.travel import compiled
from planner.travel.compiled import package_stamp, stamp_of
from planner.travel.profiles import _scan
from planner.travel.road import drive
from tests.house.source import ROOT


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


def test_without_a_folder_to_keep_code_in_functions_still_run(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Any = numba.njit

    def nowhere(*functions: Any, cache: bool = False, **options: bool) -> Any:
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return real(*functions, **options)  # numba decorates some of its own without options

    def double(number: int) -> int:
        return 2 * number

    monkeypatch.setattr(numba, "njit", nowhere)
    assert compiled.compiled(double)(21) == 42


def decorators(function: ast.FunctionDef) -> set[str]:
    return {item.id for item in function.decorator_list if isinstance(item, ast.Name)}


INSIDE = {"inner", "borrowing"}
FOLDERS = {"planner/travel": "may_fly", "planner/optimise/routing": "put_in"}


@pytest.mark.parametrize(("folder", "known"), list(FOLDERS.items()))
def test_what_only_compiled_code_may_call_is_called_by_nothing_else(folder: str, known: str) -> None:
    paths = [path for place in (folder, f"tests/{folder}") for path in sorted((ROOT / place).glob("*.py"))]
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    inside = {function.name for function in functions if decorators(function) & INSIDE}
    assert known in inside
    called_from_python = {
        (function.name, call.func.id)
        for function in functions
        if not decorators(function) & (INSIDE | {"compiled", "door"})
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in inside
    }
    assert called_from_python == set()


def test_a_borrowing_function_counts_no_references_and_can_make_no_array() -> None:
    @compiled.borrowing
    def make(number: int) -> int:
        return len(np.zeros(number))

    @compiled.compiled
    def borrow(number: int) -> int:
        return make(number)

    with pytest.raises(numba.core.errors.NumbaError, match="zeros"):
        borrow(3)


@pytest.mark.parametrize(
    "module",
    ["planner", "planner.season", "planner.travel.gazetteer", "planner.travel.gtfs", "planner.travel.trim"],
)
def test_what_needs_no_compiler_does_not_import_one(module: str) -> None:
    program = f"import sys, {module}; print([m for m in ('numba', 'geopy', 'ortools') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert found.strip() == "[]"
