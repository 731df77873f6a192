import io

from rich.console import Console

from api.cli.summary import summary
from api.cli.terminal import Terminal
from api.texts import Language
from planner.plan import Plan, Status
from tests.api.documents.sample import PLAN, SEASON


def _read(plan: Plan = PLAN, language: Language = "zh") -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=160)
    terminal = Terminal(language, console, console)
    terminal.show(*summary(terminal, SEASON, plan))
    return stream.getvalue()


def test_the_first_line_says_what_is_planned_and_how_good_it_is() -> None:
    met = sum(len(trip.visits) for trip in PLAN.trips)
    assert _read().splitlines()[0] == (
        f"{SEASON.title}（2027年3月1日—5月31日）：可行方案。"
        f"安排 {len(PLAN.trips)} 趟行程，拜访 {met} 家企业（共 {len(SEASON.companies)} 家）。"
        f"总分 {PLAN.objective.total:,}，上界 {PLAN.bound:,}，差距 1.4%。"
    )


def test_regions_add_up() -> None:
    lines = [line for line in _read().splitlines() if line.startswith("│ 合计")]
    cost = sum(trip.fares_cny + trip.lodging_cny for trip in PLAN.trips)
    [cells] = [[cell.strip() for cell in line.strip("│").split("│")] for line in lines]
    assert (cells[1], cells[2], cells[4]) == ("5", "10", f"{cost:,}元")


def test_trips_events_reasons_and_cautions_are_all_there() -> None:
    text = _read()
    names = [trip.id for trip in PLAN.trips] + [held.title for held in PLAN.events]
    assert [name for name in names if name not in text] == []
    assert "示例·长风纺织（1,250）" in text
    assert "注意：2027 年的调休安排尚未公布" in text


def test_an_infeasible_season_says_so_and_why() -> None:
    plan = PLAN.model_copy(update={"status": Status.INFEASIBLE, "trips": (), "events": ()})
    text = _read(plan)
    assert "无可行方案" in text
    assert "示例·明川泵业" in text


def test_the_summary_speaks_english() -> None:
    assert "Left out" in _read(language="en")
