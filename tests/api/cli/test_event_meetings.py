"""``zhaoshang event meetings``: a day arranged from a file, printed, and re-timed when something happens."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from events.matchmaking.arrange import arrange
from events.matchmaking.settled import SettledMeetings, check_settled
from events.matchmaking.task import MeetingsTask
from planner.options import Options
from planner.plan import Status
from tests.api.cli.runs import Run, Shell

TASK: dict[str, Any] = {
    "participants": [
        {"id": "h1", "name": "区招商投资局", "side": "host", "most_meetings": 1},
        {"id": "h2", "name": "区经信委", "side": "host"},
        {"id": "c1", "name": "云杉装备"},
        {"id": "c2", "name": "远帆农机"},
    ],
    "requests": [
        {"id": "r1", "first": "h1", "second": "c1", "points": 60},
        {"id": "r2", "first": "h1", "second": "c2", "points": 40},
        {"id": "r3", "first": "h2", "second": "c1", "points": 30},
    ],
    "slots": 2,
    "tables": 2,
    "times": {"starts": [540, 570], "minutes": 20},
}


def put(name: str, value: Any) -> str:
    """The value as a file in the folder the shell stands in."""
    Path(name).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return name


def meetings(shell: Shell, task: Any, output: str, *more: str) -> Run:
    return shell("event", "meetings", put("day.json", task), "-o", output, "--effort", "2", *more)


def settled(name: str) -> SettledMeetings:
    found = SettledMeetings.model_validate_json(Path(name).read_bytes())
    check_settled(found, None)
    return found


def test_a_day_is_arranged_as_the_service_does_and_told_with_bounds_and_reasons(shell: Shell) -> None:
    run = meetings(shell, TASK, "out.json")
    assert (run.status, run.out) == (0, "")
    found = settled("out.json")
    assert found.timetable == arrange(MeetingsTask.model_validate(TASK).day(), Options(effort=2))
    assert found.timetable.status is Status.OPTIMAL
    lines = run.err.splitlines()
    assert lines[0] == "正在载入求解器……"
    assert lines[1].startswith("排时间表：与最好相差 ")
    assert lines[-3] == "排入 2 场，共 90 分，已证明上限 90 分；空档 0 处，至少 0 处；未排入 1 场。"
    assert lines[-2] == "未排入：区招商投资局与远帆农机：区招商投资局的洽谈已达上限 1 场"
    assert lines[-1] == "已写入 out.json"


def test_the_workbook_is_printed_of_a_task_or_of_a_timetable_with_equal_bytes(shell: Shell) -> None:
    meetings(shell, TASK, "out.json")
    assert meetings(shell, TASK, "task.xlsx").status == 0
    run = shell("event", "meetings", "out.json", "-o", "kept.xlsx")
    assert (run.status, run.err) == (0, "已写入 kept.xlsx\n")
    content = Path("kept.xlsx").read_bytes()
    assert content == Path("task.xlsx").read_bytes()
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["按时间和桌号", "按洽谈方"]
    assert [cell.value for cell in book.worksheets[0][2]][1] == "9:00—9:20"
    english = shell("event", "meetings", "out.json", "-o", "en.xlsx", "--lang", "en")
    assert english.err == "Written: en.xlsx\n"
    assert load_workbook("en.xlsx").sheetnames == ["By time and table", "By participant"]


def test_a_change_of_the_day_moves_little_and_brings_in_who_was_left_out(shell: Shell) -> None:
    meetings(shell, TASK, "out.json")
    news = {"changes": [{"kind": "absent", "participant": "c1", "from_slot": 1}], "now": 1}
    run = shell("event", "meetings", "out.json", "-o", "new.json", "--change", put("news.json", news))
    assert run.status == 0
    assert {meeting.request for meeting in settled("new.json").timetable.meetings} == {"r2"}
    lines = run.err.splitlines()
    start = lines.index("调整 2 场，补排 1 场。")
    assert sum(line.endswith("，取消") for line in lines[start:]) == 2
    assert sum("补排在" in line for line in lines[start:]) == 1
    assert lines[-1] == "已写入 new.json"
    again = {"changes": [{"kind": "table_lost", "table": 1}], "now": 2}
    other = shell("event", "meetings", "new.json", "-o", "last.json", "--change", put("news.json", again))
    assert other.status == 0
    assert [change.kind for change in settled("last.json").changes] == ["table_lost"]


def test_no_way_is_said_with_every_reason_and_nothing_is_written(shell: Shell) -> None:
    day = TASK | {"hold_all": True, "slots": 1, "times": None}
    run = meetings(shell, day, "out.json")
    assert (run.status, Path("out.json").exists()) == (1, False)
    faults = [line for line in run.err.splitlines() if "排不出符合要求的时间表" in line]
    assert faults
    assert all("day.json" in line and "办法：" in line for line in faults)
    english = meetings(shell, day, "out.json", "--lang", "en")
    assert "no timetable keeps what must be kept" in english.err


KEPT: dict[str, Any] = {"day": {}, "timetable": {}}


@pytest.mark.parametrize(
    ("task", "more", "said"),
    [
        ([], (), "day.json"),
        (TASK | {"slots": 3}, (), "time"),
        (TASK | {"requests": [{"id": "r", "first": "h1", "second": "x"}]}, (), "requests[0].second"),
        (TASK | {"tables": "two"}, (), "day.json: tables"),
        (KEPT, (), "day.json: day."),
        (TASK, ("--change", "news.json"), "其中没有时间表，无从调整"),
    ],
)
def test_faults_are_lines_with_place_and_remedy(
    shell: Shell, task: Any, more: tuple[str, ...], said: str
) -> None:
    put("news.json", {"changes": [{"kind": "table_lost", "table": 1}]})
    run = meetings(shell, task, "out.json", *more)
    assert (run.status, run.out, Path("out.json").exists()) == (1, "", False)
    assert said in run.err
    assert "办法：" in run.err


def test_a_timetable_changed_by_hand_is_judged_before_it_is_used(shell: Shell) -> None:
    meetings(shell, TASK, "out.json")
    kept = json.loads(Path("out.json").read_text(encoding="utf-8"))
    kept["timetable"]["points"] += 1
    run = shell("event", "meetings", put("out.json", kept), "-o", "x.xlsx")
    assert (run.status, Path("x.xlsx").exists()) == (1, False)
    assert "timetable.points" in run.err


def test_a_change_that_names_nothing_is_refused(shell: Shell) -> None:
    meetings(shell, TASK, "out.json")
    news = put("news.json", {"changes": [{"kind": "late", "participant": "x", "first_slot": 2}]})
    run = shell("event", "meetings", "out.json", "-o", "new.json", "--change", news)
    assert (run.status, Path("new.json").exists()) == (1, False)
    assert "changes[0].participant" in run.err


def test_many_left_out_are_counted_beyond_the_first_twenty(shell: Shell) -> None:
    people = [{"id": "h", "name": "局", "most_meetings": 1}, *({"id": f"c{n}"} for n in range(25))]
    requests = [{"id": f"r{n}", "first": "h", "second": f"c{n}"} for n in range(25)]
    run = meetings(shell, TASK | {"participants": people, "requests": requests}, "out.json")
    lines = run.err.splitlines()
    assert sum(line.startswith("未排入：") for line in lines) == 20
    assert lines[-2] == "另有 4 场未排入，见 JSON 结果。"
