"""The audit of a banquet: an answer that passes, and one for each rule that it breaks."""

from collections.abc import Callable
from typing import Any

import pytest

from events.seating.audit import SeatingViolation, audit_banquet, audit_tables, neighbours
from events.seating.banquet import Banquet
from events.seating.plan import SeatGroup, SeatingPlan
from events.seating.seated import Obstacle, Seated, SeatingReason, Standing
from events.seating.solve import laid_out
from events.seating.table_bound import bound_points
from events.seating.table_terms import table_terms
from tests.events.seating.people import attendee, banquet, host, member

PEOPLE = (
    host("主1", 1), host("主2", 2), host("主3", 3), attendee("客1", 1), attendee("客2", 2),
    member("上", "zb", "up"), member("下", "zb", "down"),
)  # fmt: skip
DINNER = banquet(*PEOPLE, apart=(("客1", "客2"),), together=(("上", "下"),), pinned={"主1": 1})
TABLE_OF = {"主1": 1, "主2": 1, "客1": 1, "主3": 2, "客2": 2, "上": 2, "下": 2}


def _seated(table_of: dict[str, int] = TABLE_OF, **fields: Any) -> Seated:
    plan = laid_out(DINNER, table_of)
    defaults = {
        "standing": Standing.FEASIBLE,
        "plan": plan,
        "terms": table_terms(DINNER, table_of),
        "bound_points": bound_points(DINNER),
        "neighbours": sum(neighbours(plan, group) for group in plan.groups),
    }
    return Seated(**defaults | fields)


def _rules(seated: Seated, dinner: Banquet = DINNER) -> list[str]:
    return [violation.rule for violation in audit_banquet(dinner, seated)]


def test_a_right_answer_passes() -> None:
    assert _rules(_seated()) == []


@pytest.mark.parametrize(
    ("moved", "violation"),
    [
        ({"客1": 2, "上": 1, "下": 1}, SeatingViolation(rule="apart", about=("客1", "客2"))),
        ({"上": 1}, SeatingViolation(rule="together", about=("上", "下"))),
        ({"主1": 2, "上": 1, "下": 1}, SeatingViolation(rule="pinned_or_by_rank", about=("主1", "1"))),
    ],
    ids=["apart", "together", "pinned"],
)
def test_people_at_the_wrong_table_are_found(moved: dict[str, int], violation: SeatingViolation) -> None:
    assert audit_banquet(DINNER, _seated(TABLE_OF | moved)) == (violation,)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"terms": table_terms(DINNER, TABLE_OF).model_copy(update={"points": 1})}, "terms"),
        ({"bound_points": table_terms(DINNER, TABLE_OF).points - 1}, "bound"),
        ({"standing": Standing.BEST, "bound_points": 1_000}, "best_is_proven"),
        ({"neighbours": 9}, "neighbours"),
    ],
)
def test_wrong_figures_are_found(fields: dict[str, Any], rule: str) -> None:
    assert _rules(_seated(**fields)) == [rule]


def test_somebody_left_out_or_not_asked_is_found() -> None:
    assert audit_banquet(banquet(*PEOPLE[:-1]), _seated()) == (
        SeatingViolation(rule="everybody_once", about=("下",)),
    )


def _with_group(change: Callable[[SeatGroup], SeatGroup]) -> SeatingPlan:
    plan = laid_out(DINNER, TABLE_OF)
    return plan.reseated((change(plan.groups[0]), *plan.groups[1:]), plan.attendees, ())


def test_tables_other_than_those_there_are_are_found() -> None:
    plan = _with_group(lambda group: group.model_copy(update={"number": 7}))
    assert _rules(_seated(plan=plan)) == ["tables_as_they_are"]


def test_chairs_out_of_their_circle_are_found() -> None:
    plan = _with_group(lambda group: group.model_copy(update={"seats": group.seats[::-1]}))
    assert _rules(_seated(plan=plan)) == ["chairs_clockwise"]


def test_a_second_host_who_faces_the_door_is_found() -> None:
    def swapped(group: SeatGroup) -> SeatGroup:
        first, second = group.seats[0], group.seats[2]
        seats = list(group.seats)
        seats[0] = first.model_copy(update={"attendee": second.attendee})
        seats[2] = second.model_copy(update={"attendee": first.attendee})
        return group.model_copy(update={"seats": tuple(seats)})

    seated = _seated(plan=_with_group(swapped))
    assert _rules(seated) == ["principals_by_rank", "principals_by_rank"]


def test_an_answer_without_a_plan_must_give_a_reason() -> None:
    reason = SeatingReason(obstacle=Obstacle.NOT_FOUND)
    assert _rules(Seated(standing=Standing.UNDECIDED, reasons=(reason,))) == []
    assert _rules(Seated(standing=Standing.INFEASIBLE)) == ["no_plan_without_reason"]
    assert _rules(Seated(standing=Standing.FEASIBLE, reasons=(reason,))) == ["no_plan_without_reason"]


def test_neighbours_are_counted_around_the_circle_once() -> None:
    two = laid_out(banquet(*PEOPLE[-2:], sizes=(2,)), {"上": 1, "下": 1})
    assert neighbours(two, two.groups[0]) == 1


@pytest.mark.parametrize(
    ("moved", "rules"),
    [
        ({}, []),
        ({"主2": 2}, ["chairs"]),
        ({"客1": 2, "上": 1, "下": 1}, ["apart"]),
        ({"上": 1}, ["together"]),
        ({"主1": 2, "上": 1, "下": 1}, ["pinned"]),
    ],
)
def test_a_change_on_the_day_is_looked_at_like_a_plan(moved: dict[str, int], rules: list[str]) -> None:
    assert [violation.rule for violation in audit_tables(DINNER, TABLE_OF | moved)] == rules


def test_a_change_that_forgets_somebody_is_found() -> None:
    assert audit_tables(DINNER, {name: 1 for name in TABLE_OF if name != "上"}) == (
        SeatingViolation(rule="everybody_once", about=("上",)),
    )
