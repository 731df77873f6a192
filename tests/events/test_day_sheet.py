"""A day's run sheet with everything that belongs to it."""

from datetime import date

import pytest
from pydantic import ValidationError

from events.day_sheet import DaySheet, DayTask, InvalidRunSheet, day_sheet, moved_lines, put_off, tidied
from events.reception import Reception, ReceptionRule
from events.run_sheet.drop_offs import Departure
from events.run_sheet.line import RunLine, RunSheet, Step
from events.run_sheet.pick_ups import Arrival, PickUpRules
from events.run_sheet.programme import Part, Programme, run_sheet
from tests.api.documents.ceremony import ARRANGEMENT, PROGRAMME, PROJECTS, RULES

DAY = date(2026, 5, 18)
ARRIVALS = (Arrival(guest="a", station="西站", minute=500), Arrival(guest="b", station="西站", minute=580))


def _task(**fields: object) -> DayTask:
    given = {"programme": PROGRAMME, "arrangement": ARRANGEMENT, "projects": PROJECTS, "rules": RULES}
    return DayTask.model_validate(given | fields)


def _line(start: int, minutes: int, step: Step = Step.OTHER, **fields: object) -> RunLine:
    return RunLine.model_validate({"start_minute": start, "minutes": minutes, "step": step} | fields)


def _day(*lines: RunLine, **fields: object) -> DaySheet:
    sheet = RunSheet(title="会", day=DAY, lines=lines)
    return DaySheet.model_validate({"sheet": sheet} | fields)


def test_vehicles_stand_among_the_parts_of_the_programme() -> None:
    departures = (Departure(guest="a", station="西站", minute=1_100),)
    found = day_sheet(_task(arrivals=ARRIVALS, departures=departures, names={"a": "甲"}))
    steps = [line.step for line in found.sheet.lines]
    assert (steps.count(Step.PICK_UP), steps.count(Step.DROP_OFF)) == (2, 1)
    others = tuple(line for line in found.sheet.lines if line.step not in {Step.PICK_UP, Step.DROP_OFF})
    assert others == run_sheet(PROGRAMME, ARRANGEMENT, PROJECTS, RULES).lines
    assert found.names == {"a": "甲"}


def test_a_pick_up_after_the_start_is_late() -> None:
    found = day_sheet(_task(arrivals=ARRIVALS, pick_up=PickUpRules(ride_minutes={"西站": 30})))
    # It starts at 600; the first is there at 500 + 20 + 30, the second at 580 + 20 + 30.
    assert (found.starts_at, [line.people for line in found.late]) == (600, [("b",)])
    assert _day(_line(500, 60, Step.PICK_UP)).late == ()
    assert _day(_line(500, 40, Step.PICK_UP), _line(540, 9)).late == ()


def test_warnings_follow_from_the_reception_that_is_planned() -> None:
    reception = Reception(day=DAY, guests=2, letter=True, list_kept=True, menu=("鱼翅",))
    assert [item.rule for item in _day(reception=reception).warnings] == [ReceptionRule.DISHES]
    assert _day().warnings == ()


def test_a_batch_of_a_project_that_is_not_listed_is_refused() -> None:
    with pytest.raises(ValidationError, match="names project"):
        _task(projects=PROJECTS[:2])


def test_nothing_goes_on_past_the_next_day() -> None:
    programme = Programme(title="会", day=DAY, parts=(Part(step=Step.OTHER, minutes=600),) * 6)
    with pytest.raises(InvalidRunSheet, match="run_sheet_too_long"):
        day_sheet(DayTask(programme=programme))
    assert put_off(_day(_line(2_870, 5)), 2_870, 9).sheet.lines[0].start_minute == 2_879
    for start, minutes in ((2_870, 5), (0, 1_440)):
        with pytest.raises(InvalidRunSheet, match="run_sheet_too_long"):
            put_off(_day(_line(start, minutes)), max(start, 1), 10)


def test_what_a_delay_moved_is_told_line_by_line() -> None:
    before = _day(_line(540, 10), _line(550, 10), _line(700, 10))
    after = put_off(before, 545, 20)
    # The third is free long enough to take it up.
    assert moved_lines(before, after) == (_line(540, 30), _line(570, 10))
    assert moved_lines(before, before) == ()
    same = _day(_line(540, 10), _line(540, 10))
    assert moved_lines(same, same) == ()


def test_lines_come_in_order_of_time() -> None:
    assert tidied(_day(_line(600, 1), _line(540, 1))) == _day(_line(540, 1), _line(600, 1))
