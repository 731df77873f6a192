"""The machine code kept on disk fits the sources, and is loaded only where it is needed."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest

from planner.travel import compiled
from planner.travel.compiled import stamp_of, stamp_of_module
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
def test_the_cache_of_a_compiled_function_bears_the_stamp_of_its_module(function: Any) -> None:
    # numba's own stamp would know of one file only: code inlined from another would go stale.
    assert function._cache._cache_file._source_stamp == stamp_of_module(function.__module__)


@pytest.fixture
def chain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Three modules of a program: one imports two, two imports three; four stands apart."""
    folder = tmp_path / "tests" / "chain"
    folder.mkdir(parents=True)
    for name, text in {
        "__init__": "",
        "one": "from tests.chain.two import b\n",
        "two": "if True:\n    import tests.chain.three\nb = 1\n",
        "three": "c = 1\n",
        "four": "d = 1\n",
    }.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(compiled, "find_spec", lambda name: found(tmp_path, name))
    yield folder
    forget()


def forget() -> None:
    compiled._source.cache_clear()
    compiled.stamp_of_module.cache_clear()


def found(root: Path, name: str) -> ModuleSpec | None:
    path = root.joinpath(*name.split("."))
    if path.is_dir():
        return spec_from_file_location(name, path / "__init__.py", submodule_search_locations=[str(path)])
    path = path.with_suffix(".py")
    return spec_from_file_location(name, path) if path.exists() else None


def stamp(module: str) -> str:
    forget()
    return stamp_of_module(module)


@pytest.mark.parametrize("changed", ["one", "two", "three"])
def test_a_stamp_covers_what_a_module_imports(chain: Path, changed: str) -> None:
    before = stamp("tests.chain.one")
    (chain / f"{changed}.py").write_text("b = c = d = 2\n", encoding="utf-8")
    assert stamp("tests.chain.one") != before


def test_a_stamp_does_not_change_with_what_stands_apart(chain: Path) -> None:
    before = stamp("tests.chain.one")
    (chain / "four.py").write_text("d = 2\n", encoding="utf-8")
    assert stamp("tests.chain.one") == before


def test_of_a_package_every_module_is_covered(chain: Path) -> None:
    (chain / "one.py").write_text("from tests.chain import three\n", encoding="utf-8")
    before = stamp("tests.chain.one")
    (chain / "four.py").write_text("d = 2\n", encoding="utf-8")
    assert stamp("tests.chain.one") != before


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
        if not decorators(function) & (INSIDE | {"compiled"})
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
