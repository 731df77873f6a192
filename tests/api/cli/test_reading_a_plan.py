"""The commands that read a plan: audit, explain, export."""

import json
from pathlib import Path

import pytest

from api.cli.files import write_value
from planner.plan import Plan, Reason
from planner.season import Season
from tests.api.cli.runs import Shell
from tests.api.documents.sample import PLAN, SEASON


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A folder with the season and the plan that the documents are tested with."""
    write_value(tmp_path / "season.json", SEASON)
    write_value(tmp_path / "plan.json", PLAN)
    return tmp_path


def test_explain_tells_reason_and_price_of_each(shell: Shell, stored: Path) -> None:
    run = shell("explain", "season.json", "plan.json")
    assert (run.status, run.err) == (0, "")
    assert [item.id for item in PLAN.left_out if item.id not in run.out] == []
    assert "少得37分" in run.out


def test_explain_finds_a_company_by_name_and_says_where_it_stands(shell: Shell, stored: Path) -> None:
    visit = PLAN.trips[0].visits[0]
    company = next(company for company in SEASON.companies if company.id == visit.company)
    run = shell("explain", "season.json", "plan.json", company.name)
    assert run.status == 0
    assert run.out.startswith(f"{company.name}：已安排")
    assert PLAN.trips[0].id in run.out


def test_explain_refuses_a_name_nobody_knows(shell: Shell, stored: Path) -> None:
    run = shell("explain", "season.json", "plan.json", "没有的")
    assert (run.status, run.out) == (1, "")
    assert "招商季里没有「没有的」" in run.err


def test_explain_speaks_to_programs(shell: Shell, stored: Path) -> None:
    run = shell("explain", "season.json", "plan.json", "--json")
    assert [Reason(item["reason"]) for item in json.loads(run.out)] == [item.reason for item in PLAN.left_out]


def test_audit_fails_a_plan_that_breaks_rules_with_status_1(shell: Shell, stored: Path) -> None:
    run = shell("audit", "season.json", "plan.json", "-o", "audit.txt")
    assert run.status == 1
    assert run.out.startswith("审核未通过")
    assert (stored / "audit.txt").read_text(encoding="utf-8") == run.out
    data = json.loads(shell("audit", "season.json", "plan.json", "--json").out)
    assert len(data["violations"]) > 0


def test_audit_passes_the_empty_plan_of_an_empty_season(shell: Shell, tmp_path: Path) -> None:
    season = Season.model_validate(SEASON.model_dump() | {"companies": (), "events": ()})
    plan = Plan(season=season.id, made_at=season.as_of, status=PLAN.status)
    write_value(tmp_path / "season.json", season)
    write_value(tmp_path / "plan.json", plan)
    run = shell("audit", "season.json", "plan.json")
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith("审核通过")


def _files(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_export_writes_every_part(shell: Shell, stored: Path) -> None:
    assert shell("export", "season.json", "plan.json").status == 0
    handbooks = {Path(f"trips/{trip.id}.{kind}") for trip in PLAN.trips for kind in ("docx", "pdf")}
    people = {Path(f"calendars/{person.id}.ics") for person in SEASON.people}
    trips = {Path(f"calendars/{trip.id}.ics") for trip in PLAN.trips}
    whole = {Path("season.xlsx"), Path("season.svg")}
    assert set(_files(stored / "export")) == handbooks | people | trips | whole


def test_export_writes_the_same_bytes_twice(shell: Shell, stored: Path) -> None:
    parts = ("--only", "calendars,workbook,picture")
    for folder in ("a", "b"):
        assert shell("export", "season.json", "plan.json", "-d", folder, *parts).status == 0
    assert _files(stored / "a") == _files(stored / "b")


def test_export_leaves_what_is_there_alone_without_force(shell: Shell, stored: Path) -> None:
    (stored / "export").mkdir()
    (stored / "export" / "season.xlsx").write_text("mine", encoding="utf-8")
    run = shell("export", "season.json", "plan.json", "--only", "workbook")
    assert run.status == 1
    assert "文件已存在" in run.err
    assert (stored / "export" / "season.xlsx").read_text(encoding="utf-8") == "mine"
    assert shell("export", "season.json", "plan.json", "--only", "workbook", "--force").status == 0
    assert [path.name for path in (stored / "export").iterdir()] == ["season.xlsx"]


def test_export_refuses_a_part_that_does_not_exist(shell: Shell, stored: Path) -> None:
    run = shell("export", "season.json", "plan.json", "--only", "posters")
    assert run.status == 1
    assert "posters" in run.err
    assert not (stored / "export").exists()
