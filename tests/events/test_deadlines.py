from datetime import date

import pytest

from events.deadlines import DeadlineKind, Ending, OwnerKind, Part, of_milestone, of_problem
from events.milestones import FiveOnes, Milestone, One
from events.problem import Problem, ProblemState, Topic

DUE, REMINDER = date(2026, 6, 30), date(2026, 5, 29)
MILESTONE = Milestone(
    project="p1", signed_on=date(2026, 3, 30), due=DUE, reminder=REMINDER, leader="head", unit="bureau"
)
PROBLEM = Problem(
    id="q1", text="用地", topic=Topic.LAND, raised_on=date(2026, 4, 1), due=DUE, person="ann", unit="park"
)


def test_a_signed_project_has_two_days_both_about_the_start_of_works() -> None:
    found = [(item.kind, item.day, item.due) for item in of_milestone(MILESTONE)]
    assert found == [
        (DeadlineKind.START_DUE, DUE, DUE),
        (DeadlineKind.START_REMINDER, REMINDER, DUE),
    ]


def test_leader_who_sees_it_through_and_unit_answer_for_a_project() -> None:
    seen = MILESTONE.model_copy(update={"five_ones": FiveOnes(sees_through="deputy")})
    for deadline in of_milestone(seen):
        assert [(owner.kind, owner.id, owner.part) for owner in deadline.owners] == [
            (OwnerKind.PERSON, "head", Part.LEADER),
            (OwnerKind.PERSON, "deputy", Part.SEES_THROUGH),
            (OwnerKind.UNIT, "bureau", Part.UNIT),
        ]
        assert deadline.lacking == (One.MAP, One.TEAM)


@pytest.mark.parametrize(
    ("fields", "ended"),
    [
        ({}, None),
        ({"started_on": DUE}, Ending.STARTED),
        ({"dropped_on": DUE}, Ending.DROPPED),
        ({"started_on": DUE, "dropped_on": DUE}, Ending.STARTED),
        ({"performed_on": DUE}, None),
    ],
)
def test_a_project_is_watched_until_works_start_or_it_is_given_up(
    fields: dict[str, date], ended: Ending | None
) -> None:
    assert {item.ended for item in of_milestone(MILESTONE.model_copy(update=fields))} == {ended}


def test_a_problem_falls_due_with_the_person_and_the_unit_that_solve_it() -> None:
    [found] = of_problem(PROBLEM)
    assert (found.day, found.text, found.topic) == (DUE, "用地", Topic.LAND)
    assert [owner.key for owner in found.owners] == [(OwnerKind.PERSON, "ann"), (OwnerKind.UNIT, "park")]


def test_a_problem_without_a_day_never_falls_due() -> None:
    assert of_problem(PROBLEM.model_copy(update={"due": None})) == ()


@pytest.mark.parametrize(
    ("state", "ended"),
    [
        (ProblemState.OPEN, None),
        (ProblemState.IN_HAND, None),
        (ProblemState.SOLVED, Ending.SOLVED),
        (ProblemState.DROPPED, Ending.DROPPED),
    ],
)
def test_a_problem_is_watched_while_it_is_pending(state: ProblemState, ended: Ending | None) -> None:
    [found] = of_problem(PROBLEM.model_copy(update={"state": state, "resolution": "已协调"}))
    assert found.ended is ended
