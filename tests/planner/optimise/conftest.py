"""Both ways to solve: a rule must hold in the exact model and in column generation."""

from typing import Any

import pytest

from planner.optimise import search
from planner.options import Options
from planner.plan import Plan
from planner.season import Season
from planner.solve import solve
from tests.planner.optimise.week import Solved


@pytest.fixture(params=["exact", "columns"])
def solved(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Solved:
    """``solve`` by every trip there is, or, as if the season were large, by column generation."""
    if request.param == "columns":
        monkeypatch.setattr(search, "SMALL_COMPANIES", -1)

    def solve_it(season: Season, **fields: Any) -> Plan:
        return solve(season, Options(effort=2), **fields)

    return solve_it
