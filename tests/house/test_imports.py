"""What importing costs: nothing below the solver may pay for the solver."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    "ortools",
    "numba",
    "llvmlite",
    "pandas",
    "openpyxl",
    "docx",
    "typst",
    "icalendar",
    "sqlalchemy",
    "fastapi",
}


def _imported_by(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after ``statement``."""
    listing = "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    code = f"import json, sys; {statement}; {listing}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_import_planner_takes_nothing_heavy() -> None:
    assert _imported_by("import planner") & (HEAVY | {"numpy", "pydantic", "holidays"}) == set()


@pytest.mark.parametrize("module", ["planner.season", "planner.plan", "planner.audit", "events", "api.texts"])
def test_values_and_audit_take_nothing_heavy(module: str) -> None:
    assert (
        _imported_by(f"import {module}") & (HEAVY - {"numba", "llvmlite"} if "audit" in module else HEAVY)
        == set()
    )


def test_the_help_of_the_command_line_takes_nothing_heavy() -> None:
    assert _imported_by("import api.cli") & HEAVY == set()
