"""Every layout from one kind of task."""

from datetime import date

import pytest

from events.seating.banquet import Table
from events.seating.conventions import FIRST_AT_UPPER_HAND
from events.seating.errors import InvalidSeating
from events.seating.plan import Layout, SeatingPlan
from events.seating.rows import rostrum
from events.seating.seated import Standing
from events.seating.solve import seat_banquet
from events.seating.task import SeatingTask, seat
from planner.options import Options
from tests.events.seating.people import host, in_order

DAY = date(2026, 5, 18)
PEOPLE = (host("主", 1), *in_order(3))


def _task(kind: Layout, **fields: object) -> SeatingTask:
    return SeatingTask.model_validate({"kind": kind, "title": "会", "people": PEOPLE} | fields)


def _plan(task: SeatingTask) -> SeatingPlan:
    found = seat(task, DAY)
    assert found.plan is not None
    assert found.standing is Standing.BEST
    return found.plan


@pytest.mark.parametrize("kind", [Layout.ROSTRUM, Layout.PHOTO, Layout.MEETING, Layout.CAR])
def test_what_custom_decides_has_one_answer(kind: Layout) -> None:
    plan = _plan(_task(kind))
    assert (plan.layout, {person.id for person in plan.in_seat_order()}) == (kind, {"主", "1", "2", "3"})


def test_a_convention_is_named_and_the_offices_own_rules_replace_it() -> None:
    named = _plan(_task(Layout.ROSTRUM, convention=FIRST_AT_UPPER_HAND.id))
    assert named == rostrum("会", PEOPLE, FIRST_AT_UPPER_HAND)
    own = FIRST_AT_UPPER_HAND.model_copy(update={"id": "own", "confirmed_by": "区委办公室"})
    assert _plan(_task(Layout.ROSTRUM, rules=own)).rules == own
    with pytest.raises(InvalidSeating) as refused:
        seat(_task(Layout.ROSTRUM), date(2025, 12, 31))
    assert refused.value.faults[0].code == "seating_convention_unknown"


def test_options_of_a_layout_reach_it() -> None:
    assert [len(group.seats) for group in _plan(_task(Layout.ROSTRUM, row_sizes=(1, 3))).groups] == [1, 3]
    assert _plan(_task(Layout.MEETING, guests_face_door=False)).guests_face_door is False
    assert _plan(_task(Layout.CAR, host_drives=True)).host_drives is True


def test_a_banquet_is_the_one_that_is_solved() -> None:
    tables = (Table(number=1, seats=3, head=True), Table(number=2, seats=3))
    task = _task(Layout.BANQUET, tables=tables, apart=(("1", "2"),), head_hosts=1, effort=2, seed=3)
    banquet = task.banquet(DAY)
    assert banquet is not None
    assert seat(task, DAY) == seat_banquet(banquet, Options(seed=3, effort=2))
    assert _task(Layout.ROSTRUM).banquet(DAY) is None


@pytest.mark.parametrize("kind", list(Layout))
def test_nobody_and_somebody_twice_are_refused(kind: Layout) -> None:
    for people, code in (((), "seating_nothing_to_seat"), ((PEOPLE[0], PEOPLE[0]), "seating_doubled")):
        with pytest.raises(InvalidSeating) as refused:
            seat(_task(kind, people=people), DAY)
        assert [fault.code for fault in refused.value.faults] == [code]
