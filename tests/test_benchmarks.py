"""Benchmarks are run by hand; what writes their tables and draws their seasons is held here."""

from pathlib import Path

import pytest

from planner.season import Season
from planner.timetable import Timetable
from tests.benchmarks.listed_season import COMPANIES, listed_season
from tests.benchmarks.marked_section import check_marks, rewritten, tell, write_section
from tests.benchmarks.season import table
from tests.house.source import ROOT

TEXT = "above\n<!-- season: begin -->\nold\n<!-- season: end -->\nbelow\n"


def test_a_section_is_written_anew_between_its_marks_and_nowhere_else() -> None:
    assert rewritten(TEXT, "season", "\nnew\n") == TEXT.replace("old", "new")


@pytest.mark.parametrize("text", ["", TEXT.replace("begin", "start"), TEXT + TEXT])
def test_a_document_without_its_marks_or_with_two_of_them_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="season: begin"):
        rewritten(text, "season", "new")


def test_a_document_that_is_absent_is_made_of_the_section(tmp_path: Path) -> None:
    write_section(tmp_path / "new.md", "season", "tables")
    assert (tmp_path / "new.md").read_text() == "<!-- season: begin -->\ntables\n<!-- season: end -->\n"


def test_marks_are_looked_at_before_the_work_and_the_document_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "benchmarks.md"
    check_marks(None, "season")
    check_marks(path, "season")
    path.write_text("no marks")
    with pytest.raises(ValueError, match="season: begin"):
        check_marks(path, "season")
    path.write_text(TEXT)
    check_marks(path, "season")
    assert path.read_text() == TEXT


def test_a_section_is_printed_and_written_where_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "benchmarks.md"
    path.write_text(TEXT)
    tell(None, "season", "tables")
    assert path.read_text() == TEXT
    tell(path, "season", "tables")
    assert (path.read_text(), capsys.readouterr().out) == (TEXT.replace("old", "tables"), "tables\n" * 2)


@pytest.mark.parametrize("name", ["season", "guest list", "toptw", "toptw, 60 s", "ttdp", "mctopmtw", "ophs"])
def test_the_document_of_benchmarks_has_its_marks(name: str) -> None:
    text = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert rewritten(text, name, "tables") != text


def test_a_table_has_a_rule_below_its_header() -> None:
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"


def _season(companies: int, seed: int) -> Season:
    if not COMPANIES.is_file():
        pytest.skip(f"needs {COMPANIES.name}: put the folder ../shared beside the repository")
    return listed_season(companies, seed, Timetable())


def test_equal_arguments_make_equal_seasons_and_other_seeds_others() -> None:
    assert _season(20, 1) == _season(20, 1)
    assert _season(20, 1).companies != _season(20, 2).companies


def test_a_listed_season_keeps_its_rule() -> None:
    season = _season(40, 3)
    days = season.workdays().days
    opened = [len({window.start.date() for window in company.windows}) for company in season.companies]
    assert (len(season.companies), len(season.people), len(days)) == (40, 100, 65)
    # Of 40 x 65 days 30 %, give or take four deviations: 4 x sqrt(0.3 x 0.7 / 2,600 + 0.2² / 12 / 40) = 0.05.
    assert 0.25 < sum(opened) / (40 * 65) < 0.35
    # 200,000 yuan are a point; 2,500 points at least.
    assert min(company.expected_investment_cny for company in season.companies) >= 2_500 * 200_000
