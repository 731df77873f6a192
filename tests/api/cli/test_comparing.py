"""``zhaoshang compare``: two seasons solved alike, or two plans given, and what differs."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.cli.comparing import both_solved
from api.cli.files import read_plan, write_value
from api.cli.terminal import Terminal
from planner.audit import audit
from planner.comparison import Comparison, compared
from planner.options import Options
from planner.person import Rank
from planner.plan import Plan, Status
from planner.season import Season
from planner.solve import solve
from tests.api.cli.runs import Shell
from tests.api.cli.test_live import _terminal
from tests.api.cli.test_planning import SMALL, _impossible
from tests.builders import MONDAY, company, person
from tests.planner.optimise.week import TUESDAY
from tests.planner.quarters import quarter

MORE = SMALL.model_copy(
    update={"id": "more", "title": "多一家", "companies": (*SMALL.companies, company("丙", MONDAY, TUESDAY))}
)


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A folder with two seasons."""
    write_value(tmp_path / "a.json", SMALL)
    write_value(tmp_path / "b.json", MORE)
    return tmp_path


def test_both_are_solved_audited_and_compared(shell: Shell, stored: Path) -> None:
    run = shell("compare", "a.json", "b.json", "--effort", "1", "--dir", ".", "--xlsx", "c.xlsx")
    assert run.status == 0
    assert run.out.startswith("方案对比：测试季 → 多一家\n")
    assert "丙" in run.out
    plans = read_plan(stored / "before.json"), read_plan(stored / "after.json")
    assert audit(SMALL, plans[0]).passed
    assert audit(MORE, plans[1]).passed
    assert plans == (solve(SMALL, Options(effort=1)), solve(MORE, Options(effort=1), start=plans[0]))
    assert (stored / "c.xlsx").read_bytes()[:2] == b"PK"


def test_it_speaks_english_and_to_programs(shell: Shell, stored: Path) -> None:
    assert "What was changed" in shell("compare", "a.json", "b.json", "--effort", "1", "--lang", "en").out
    found = Comparison.model_validate_json(
        shell("compare", "a.json", "b.json", "--effort", "1", "--json").out
    )
    first = solve(SMALL, Options(effort=1))
    assert found == compared((SMALL, first), (MORE, solve(MORE, Options(effort=1), start=first)))


def test_plans_that_are_given_are_taken(shell: Shell, stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, season in (("p", SMALL), ("q", MORE)):
        write_value(stored / f"{name}.json", solve(season, Options(effort=1)))
    monkeypatch.delattr("planner.solve.solve")
    run = shell("compare", "a.json", "b.json", "--plans", "p.json", "q.json", "--json")
    assert run.status == 0
    assert json.loads(run.out)["newly_met"] == ["丙"]


def test_a_plan_that_fails_its_audit_or_is_of_another_season_is_refused(shell: Shell, stored: Path) -> None:
    plan = solve(SMALL, Options(effort=1))
    write_value(stored / "p.json", plan)
    cut = plan.model_copy(update={"trips": plan.trips[1:]})
    write_value(stored / "q.json", cut.model_copy(update={"season": "more"}))
    run = shell("compare", "a.json", "b.json", "--plans", "p.json", "q.json", "--xlsx", "c.xlsx")
    assert (run.status, run.out) == (1, "")
    assert "q.json" in run.err
    assert "accounted" in run.err
    run = shell("compare", "a.json", "b.json", "--plans", "p.json", "p.json")
    assert run.status == 1
    assert "same_season" in run.err
    assert not (stored / "c.xlsx").exists()


def test_nothing_is_overwritten_without_force(shell: Shell, stored: Path) -> None:
    (stored / "after.json").write_text("mine", encoding="utf-8")
    assert shell("compare", "a.json", "b.json", "--effort", "1", "--dir", ".").status == 1
    assert (stored / "after.json").read_text(encoding="utf-8") == "mine"
    assert not (stored / "before.json").exists()


def test_an_impossible_season_is_said_with_status_1(shell: Shell, stored: Path) -> None:
    write_value(stored / "b.json", _impossible())
    run = shell("compare", "a.json", "b.json", "--effort", "1")
    assert run.status == 1
    assert "至少一份数据没有可行方案" in run.out


def _wider(season: Season) -> Season:
    """More people, more days away, and nothing taken from anybody."""
    people = tuple(p.model_copy(update={"most_days_away": p.most_days_away + 2}) for p in season.people)
    more = (person("new", Rank.DEPUTY), person("eve"))
    return season.model_copy(update={"id": "wider", "people": (*people, *more)})


@pytest.fixture
def terminal() -> Terminal:
    return _terminal()[0]


def test_a_change_that_only_allows_more_never_looks_like_a_loss(terminal: Terminal) -> None:
    options = Options(effort=0)
    one, two = both_solved(terminal, (quarter(), _wider(quarter())), options, None)
    assert two.objective.total >= one.objective.total
    # The other way round the second allows less, and the first is no worse.
    one, two = both_solved(terminal, (_wider(quarter()), quarter()), options, None)
    assert one.objective.total >= two.objective.total


def test_the_first_begins_again_where_the_second_is_better_in_it(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = list[tuple[str, str | None]]()
    poor = solve(quarter(), Options(effort=0)).model_copy(update={"season": "wider"})
    rich = solve(quarter(), Options(effort=2))
    worse = rich.model_copy(update={"objective": rich.objective.model_copy(update={"companies": 0})})

    def solver(season: Season, *_: Any, start: Plan | None, **__: Any) -> Plan:
        begun.append((season.id, start.season if start else None))
        return poor if season.id == "wider" else worse

    monkeypatch.setattr("planner.solve.solve", solver)
    both_solved(terminal, (quarter(), _wider(quarter())), Options(effort=0), None)
    assert begun == [("test", None), ("wider", "test"), ("test", "wider")]
    assert poor.status is not Status.INFEASIBLE
