"""What falls due after a visit or a signing, as the calendars of those who answer for it show it."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from events.milestones import Milestone, One
from events.problem import Problem, ProblemState, Topic
from planner.value import Value


class DeadlineKind(StrEnum):
    """What falls due: the start of works, its reminder, the solving of a problem."""

    START_DUE = "start_due"
    START_REMINDER = "start_reminder"
    PROBLEM_DUE = "problem_due"


MILESTONE_KINDS = (DeadlineKind.START_DUE, DeadlineKind.START_REMINDER)
PROBLEM_KINDS = (DeadlineKind.PROBLEM_DUE,)


class Ending(StrEnum):
    """Why a deadline is watched no longer.

    Of a project: its works have STARTED, it was DROPPED. Of a problem: SOLVED, DROPPED. REMOVED: the record
    was deleted, or has no day or nobody to answer for it any more. HANDED_OVER: somebody else answers now.
    """

    SOLVED = "solved"
    STARTED = "started"
    DROPPED = "dropped"
    REMOVED = "removed"
    HANDED_OVER = "handed_over"


class OwnerKind(StrEnum):
    """Whose calendar it stands in; the values are those of calendars' targets."""

    PERSON = "person"
    UNIT = "unit"


class Part(StrEnum):
    """What an owner has to do with it."""

    LEADER = "leader"
    SEES_THROUGH = "sees_through"
    SOLVER = "solver"
    UNIT = "unit"


class Owner(Value):
    """A person or unit (id) who answers for a deadline, with the name it had when that was written down."""

    kind: OwnerKind
    id: str
    part: Part
    name: str = ""

    @property
    def key(self) -> tuple[OwnerKind, str]:
        """Whose calendar."""
        return (self.kind, self.id)


class Deadline(Value):
    """Everything a calendar shows of a day on which something falls due.

    ``day`` is its own, ``due`` the one it is about: they differ for a reminder. ``subject`` is the problem's
    or the project's id, ``text`` what the problem says. ``company`` and ``project`` are ids, ``company_name``
    the name the company had when that was written down. ``ended`` says why it is watched no longer; then
    nothing else is of interest.
    """

    kind: DeadlineKind
    subject: str
    day: date
    due: date
    owners: tuple[Owner, ...]
    ended: Ending | None = None
    text: str = ""
    topic: Topic | None = None
    company: str | None = None
    company_name: str = ""
    project: str | None = None
    signed_on: date | None = None
    key_project: bool = False
    map: str = ""
    team: str = ""
    lacking: tuple[One, ...] = ()


def of_milestone(milestone: Milestone) -> tuple[Deadline, ...]:
    """The day works must have started by, and the day of the reminder."""
    ones = milestone.five_ones
    ended = Ending.STARTED if milestone.started_on is not None else None
    due = Deadline(
        kind=DeadlineKind.START_DUE,
        subject=milestone.project,
        day=milestone.due,
        due=milestone.due,
        owners=tuple(_owners_of_milestone(milestone)),
        ended=Ending.DROPPED if milestone.dropped_on is not None and ended is None else ended,
        project=milestone.project,
        signed_on=milestone.signed_on,
        key_project=milestone.key_project,
        map=ones.map,
        team=ones.team,
        lacking=milestone.lacking,
    )
    reminder = {"kind": DeadlineKind.START_REMINDER, "day": milestone.reminder}
    return (due, due.model_copy(update=reminder))


def of_problem(problem: Problem) -> tuple[Deadline, ...]:
    """The day a problem must be solved by; nothing for one that has no day."""
    if problem.due is None:
        return ()
    endings = {ProblemState.SOLVED: Ending.SOLVED, ProblemState.DROPPED: Ending.DROPPED}
    return (
        Deadline(
            kind=DeadlineKind.PROBLEM_DUE,
            subject=problem.id,
            day=problem.due,
            due=problem.due,
            owners=tuple(_owners_of_problem(problem)),
            ended=endings.get(problem.state),
            text=problem.text,
            topic=problem.topic,
            company=problem.company,
            project=problem.project,
        ),
    )


def _owners_of_milestone(milestone: Milestone) -> Iterator[Owner]:
    if milestone.leader.strip():
        yield Owner(kind=OwnerKind.PERSON, id=milestone.leader, part=Part.LEADER)
    if milestone.five_ones.sees_through.strip():
        yield Owner(kind=OwnerKind.PERSON, id=milestone.five_ones.sees_through, part=Part.SEES_THROUGH)
    if milestone.unit:
        yield Owner(kind=OwnerKind.UNIT, id=milestone.unit, part=Part.UNIT)


def _owners_of_problem(problem: Problem) -> Iterator[Owner]:
    if problem.person:
        yield Owner(kind=OwnerKind.PERSON, id=problem.person, part=Part.SOLVER)
    if problem.unit:
        yield Owner(kind=OwnerKind.UNIT, id=problem.unit, part=Part.UNIT)
