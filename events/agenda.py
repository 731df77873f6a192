"""The agenda of a joint meeting (联席会议): what is overdue, what falls due, and whom that concerns."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum

from pydantic import Field

from events.milestones import Milestone
from events.problem import Problem
from planner.value import Value


class Matter(StrEnum):
    """Why something is on the agenda, in the order it is taken up."""

    OVERDUE_PROBLEM = "overdue_problem"
    OVERDUE_START = "overdue_start"
    DUE_PROBLEM = "due_problem"
    DUE_START = "due_start"
    UNOWNED_PROBLEM = "unowned_problem"


class AgendaRules(Value):
    """Minutes for each item that is overdue and for each other; ``standing`` units (ids) always attend."""

    overdue_minutes: int = Field(default=10, ge=1, le=120)
    other_minutes: int = Field(default=5, ge=1, le=120)
    standing: tuple[str, ...] = ()


class AgendaItem(Value):
    """One item: the ``subject`` (id of a problem or project), the unit and person (ids) who answer for it.

    ``days_late`` counts from ``due`` to the meeting; 0 if it is not late.
    """

    number: int = Field(ge=1)
    matter: Matter
    subject: str
    text: str = ""
    unit: str | None = None
    person: str | None = None
    due: date | None = None
    days_late: int = Field(default=0, ge=0)
    minutes: int = Field(ge=1)


class Agenda(Value):
    """The items in order, and the units (ids) that must attend: standing ones, then those of the matters.

    ``beyond`` are items for which the meeting has no time: they stay on the list and are said, not dropped.
    """

    day: date
    items: tuple[AgendaItem, ...]
    beyond: tuple[AgendaItem, ...] = ()
    units: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """What the items take together."""
        return sum(item.minutes for item in self.items)


def agenda(
    day: date,
    following: date,
    problems: Iterable[Problem],
    milestones: Iterable[Milestone],
    rules: AgendaRules,
    duration_minutes: int = 180,
) -> Agenda:
    """The agenda of the meeting on ``day``.

    It takes up every pending problem and start of works that is overdue or falls due before the meeting on
    the day ``following``, and problems that nobody owns or that have no day. Most overdue first.
    """
    drafts = [
        *_problems(problems, day, following, rules),
        *_starts(milestones, day, following, rules),
    ]
    drafts.sort(key=_order)
    numbered = [item.model_copy(update={"number": number}) for number, item in enumerate(drafts, 1)]
    fitting = _fitting(numbered, duration_minutes)
    concerned = (item.unit for item in numbered[:fitting] if item.unit is not None)
    return Agenda(
        day=day,
        items=tuple(numbered[:fitting]),
        beyond=tuple(numbered[fitting:]),
        units=tuple(dict.fromkeys((*rules.standing, *concerned))),
    )


def _problems(
    problems: Iterable[Problem], day: date, following: date, rules: AgendaRules
) -> Iterator[AgendaItem]:
    for problem in (item for item in problems if item.pending and item.raised_on <= day):
        late = 0 if problem.due is None else max(0, (day - problem.due).days)
        owned = problem.unit is not None and problem.due is not None
        if problem.due is not None and not late and problem.due >= following and owned:
            continue
        matter = Matter.DUE_PROBLEM if owned else Matter.UNOWNED_PROBLEM
        yield AgendaItem(
            number=1,
            matter=Matter.OVERDUE_PROBLEM if late else matter,
            subject=problem.id,
            text=problem.text,
            unit=problem.unit,
            person=problem.person,
            due=problem.due,
            days_late=late,
            minutes=rules.overdue_minutes if late else rules.other_minutes,
        )


def _starts(
    milestones: Iterable[Milestone], day: date, following: date, rules: AgendaRules
) -> Iterator[AgendaItem]:
    for item in milestones:
        late = item.overdue_on(day)
        waiting = item.started_on is None and not item.dropped_by(day) and item.signed_on <= day
        if late or (waiting and item.due < following):
            yield AgendaItem(
                number=1,
                matter=Matter.OVERDUE_START if late else Matter.DUE_START,
                subject=item.project,
                unit=item.unit,
                person=item.leader,
                due=item.due,
                days_late=(day - item.due).days if late else 0,
                minutes=rules.overdue_minutes if late else rules.other_minutes,
            )


def _order(item: AgendaItem) -> tuple[int, int, date, str]:
    return (list(Matter).index(item.matter), -item.days_late, item.due or date.max, item.subject)


def _fitting(items: Sequence[AgendaItem], duration_minutes: int) -> int:
    """How many items, from the first on, the meeting has time for; at least one."""
    spent, count = 0, 0
    for item in items:
        spent += item.minutes
        if count and spent > duration_minutes:
            break
        count += 1
    return count
