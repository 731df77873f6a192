"""A project and problems that fall due, in hand, moved, solved: entries for calendars."""

from datetime import UTC, date, datetime, timedelta

from events.deadline_history import Entry, Followed, followed
from events.deadlines import Deadline, Owner, of_milestone, of_problem
from events.milestones import FiveOnes, Milestone
from events.problem import Problem, ProblemState, Topic
from planner.identity import deadline_uid

NOW = datetime(2027, 2, 1, 1, tzinfo=UTC)
PROJECT = Milestone(
    project="云杉智能产线",
    signed_on=date(2026, 12, 28),
    due=date(2027, 3, 28),
    reminder=date(2027, 2, 26),
    leader="p01",
    unit="bureau",
    key_project=True,
    five_ones=FiveOnes(map="攻坚图；二号", team="一专班, 五人", sees_through="p02"),
)
LAND = Problem(
    id="q1",
    text="三期用地 120 亩未落实；\n须在二季度前供地，否则客户改投他处，请规资局与园区一并研究 🏭",
    topic=Topic.LAND,
    company="c01",
    project="云杉智能产线",
    person="p01",
    unit="bureau",
    due=date(2027, 3, 4),
    raised_on=date(2027, 1, 20),
)
SCHOOL = LAND.model_copy(
    update={"id": "q2", "text": "高管子女入学", "topic": Topic.SCHOOLING, "due": date(2027, 3, 1)}
)
NAMES = {"p01": "甲书记", "p02": "乙副区长", "p03": "丙副局长", "bureau": "招商投资局"}


def named(deadline: Deadline) -> Deadline:
    """With the names that the store would give."""

    def called(owner: Owner) -> Owner:
        return owner.model_copy(update={"name": NAMES[owner.id]})

    company = "苏州云杉装备（虚构）有限公司" if deadline.company else ""
    owners = tuple(called(owner) for owner in deadline.owners)
    return deadline.model_copy(update={"owners": owners, "company_name": company})


def history(*wanted: Deadline) -> Followed:
    """What comes of them, one a day later than the other."""
    uid, found = deadline_uid(wanted[0].kind.value, wanted[0].subject), None
    for days, one in enumerate(wanted):
        found = followed(found, named(one), uid, NOW + timedelta(days=days))
    assert found is not None
    return found


def all_histories() -> list[Followed]:
    """Two days of a project, a problem that was moved, one that was solved, one that was handed over."""
    solved = SCHOOL.model_copy(update={"state": ProblemState.SOLVED, "resolution": "已入学"})
    moved = LAND.model_copy(update={"due": date(2027, 3, 11)})
    third = LAND.model_copy(update={"id": "q3", "text": "用电; 用气, 扩容"})
    return [
        *(history(item) for item in of_milestone(PROJECT)),
        history(*of_problem(LAND), *of_problem(moved)),
        history(*of_problem(SCHOOL), *of_problem(solved)),
        history(*of_problem(third), *of_problem(third.model_copy(update={"person": "p03"}))),
    ]


def due_of(kind: str, identity: str) -> tuple[Entry, ...]:
    """What stands in the calendar of that person or unit."""
    shown = (item.by_owner().items() for item in all_histories())
    return tuple(entry for each in shown for key, entry in each if key == (kind, identity))
