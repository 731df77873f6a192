"""The audit as a whole: every rule has its sentence and its tests, and the solver stays out of sight."""

import subprocess
import sys
import tomllib
from pathlib import Path

from api.texts import say
from planner.audit import PLAN_RULES, TRIP_RULES
from planner.audit.figures import bound, nothing_planned
from planner.audit.shape import SHAPE_RULES
from tests.planner.audit.scene import audited, plan_of, scene
from tests.plans import replaced

HERE = Path(__file__).parent
TEXTS = HERE.parents[2] / "api" / "texts" / "audit.toml"
NAMES = [rule.__name__ for rule in (*TRIP_RULES, *PLAN_RULES, bound, nothing_planned, *SHAPE_RULES)]


def test_every_rule_has_one_name_and_one_sentence() -> None:
    written = tomllib.loads(TEXTS.read_text(encoding="utf-8"))["rule"]
    assert sorted(NAMES) == sorted(written)


def test_every_rule_is_seen_broken_by_a_test() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py"))
    assert [name for name in NAMES if f'"{name}"' not in tests] == []


def test_the_sentence_of_a_violation_is_said_in_both_languages() -> None:
    tight = replaced(scene(), ("people", 2, "most_days_away"), 2)
    (found,) = audited(tight, plan_of(scene())).violations
    assert say(f"audit.rule.{found.rule}", "zh", **found.detail) == "「ann」本季外出 3 天，最多 2 天"
    assert say(f"audit.rule.{found.rule}", "en", **found.detail) == (
        "“ann” is away on 3 days, at most 2 are allowed"
    )


def test_instants_are_told_to_the_minute_in_china() -> None:
    closed = replaced(scene(), ("companies", 0, "windows"), ())
    (found,) = audited(closed, plan_of(scene())).violations
    assert say(f"audit.rule.{found.rule}", "zh", **found.detail) == (
        "拜访「a」（2027-03-01 09:00 至 2027-03-01 10:30）不在其可访时段内"
    )


def test_the_audit_imports_neither_ortools_nor_the_optimiser() -> None:
    seen = (
        "sorted(m for m in sys.modules if m.split('.')[0] == 'ortools' or m.startswith('planner.optimise'))"
    )
    code = f"import sys, planner.audit, planner.objective; print({seen})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
