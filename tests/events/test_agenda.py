"""What a joint meeting takes up, by hand."""

from datetime import date
from typing import Any

from events.agenda import Agenda, AgendaRules, Matter, agenda
from events.milestones import Milestone
from events.problem import Problem, ProblemState

MEETING, NEXT = date(2026, 4, 20), date(2026, 5, 20)
RULES = AgendaRules(standing=("bureau",))


def _problem(name: str, due: date | None, **fields: Any) -> Problem:
    defaults = {"id": name, "text": name, "unit": "park", "due": due, "raised_on": date(2026, 3, 2)}
    return Problem.model_validate(defaults | fields)


def _milestone(name: str, due: date, **fields: Any) -> Milestone:
    return Milestone(
        project=name,
        signed_on=date(2026, 1, 5),
        due=due,
        reminder=due,
        leader="deputy",
        unit="town",
        **fields,
    )


def _items(*problems: Problem, milestones: tuple[Milestone, ...] = ()) -> list[tuple[Matter, str, int]]:
    found = agenda(MEETING, NEXT, problems, milestones, RULES)
    return [(item.matter, item.subject, item.days_late) for item in found.items]


def test_overdue_matters_come_first_the_most_overdue_before_others() -> None:
    found = _items(
        _problem("due", date(2026, 5, 19)),
        _problem("late", date(2026, 4, 19)),
        _problem("later", date(2026, 3, 31)),
        milestones=(_milestone("q", date(2026, 5, 5)), _milestone("p", date(2026, 4, 5))),
    )
    assert found == [
        (Matter.OVERDUE_PROBLEM, "later", 20),
        (Matter.OVERDUE_PROBLEM, "late", 1),
        (Matter.OVERDUE_START, "p", 15),
        (Matter.DUE_PROBLEM, "due", 0),
        (Matter.DUE_START, "q", 0),
    ]


def test_what_is_solved_started_given_up_or_due_later_is_left_alone() -> None:
    solved = _problem("s", date(2026, 4, 1), state=ProblemState.SOLVED, resolution="已解决")
    started = _milestone("b", date(2026, 4, 1), started_on=date(2026, 3, 1))
    dropped = _milestone("d", date(2026, 4, 1), dropped_on=date(2026, 3, 1))
    later = (_problem("l", NEXT), _problem("n", date(2026, 5, 1), raised_on=date(2026, 4, 21)))
    assert _items(solved, *later, milestones=(started, dropped, _milestone("m", NEXT))) == []


def test_a_problem_due_on_the_day_is_not_late_and_one_without_owner_or_day_is_given_one() -> None:
    assert _items(
        _problem("today", MEETING), _problem("whose", date(2026, 9, 1), unit=None), _problem("when", None)
    ) == [
        (Matter.DUE_PROBLEM, "today", 0),
        (Matter.UNOWNED_PROBLEM, "whose", 0),
        (Matter.UNOWNED_PROBLEM, "when", 0),
    ]


def _long(count: int, duration: int) -> Agenda:
    late = [_problem(f"p{k}", date(2026, 4, 10 - k), unit=f"u{k}") for k in range(count)]
    return agenda(MEETING, NEXT, late, (), RULES, duration)


def test_units_attend_whose_matters_are_taken_up_after_those_that_always_do() -> None:
    found = _long(3, 180)
    assert (found.units, found.minutes) == (("bureau", "u2", "u1", "u0"), 30)


def test_what_the_meeting_has_no_time_for_is_said() -> None:
    found = _long(4, 25)
    assert [item.subject for item in found.items] == ["p3", "p2"]
    assert [(item.number, item.subject) for item in found.beyond] == [(3, "p1"), (4, "p0")]
    assert found.units == ("bureau", "u3", "u2")
    assert [item.subject for item in _long(2, 5).items] == ["p1"]
