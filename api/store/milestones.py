"""What follows a signing: the start of works of each project, and who watches over it."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlmodel import Field, Session, col, select

from api.store import deadlines
from api.store.kind import Kind, Reference
from api.store.record import Record
from api.store.work import Work
from events.deadlines import MILESTONE_KINDS, of_milestone
from events.milestones import Milestone


class MilestoneRow(Record, table=True):
    """A project's start of works; its id is the project's."""

    __tablename__ = "milestone"

    signed_on: date
    due: date = Field(index=True)
    reminder: date = Field(index=True)
    leader: str = Field(index=True)
    key_project: bool


def _references(milestone: Milestone) -> Iterable[Reference]:
    yield Reference("person", milestone.leader, "leader")
    if milestone.unit is not None:
        yield Reference("unit", milestone.unit, "unit")
    if milestone.five_ones.sees_through:
        yield Reference("person", milestone.five_ones.sees_through, "five_ones.sees_through")


def _follow(work: Work, milestones: Mapping[str, Milestone | None]) -> None:
    wanted = {name: () if item is None else of_milestone(item) for name, item in milestones.items()}
    deadlines.follow(work, MILESTONE_KINDS, wanted)


MILESTONE = Kind(
    name="milestone",
    value=Milestone,
    table=MilestoneRow,
    columns=lambda item: {
        "signed_on": item.signed_on,
        "due": item.due,
        "reminder": item.reminder,
        "leader": item.leader,
        "key_project": item.key_project,
    },
    references=_references,
    identity=lambda item: item.project,
    label=lambda item: item.project,
    filters=frozenset({"signed_on", "due", "reminder", "leader", "key_project"}),
    sorts=frozenset({"due", "reminder", "signed_on"}),
    follow=_follow,
)


def every_milestone(session: Session) -> tuple[Milestone, ...]:
    """All that are live, in order of project: one query."""
    query = select(MilestoneRow).where(col(MilestoneRow.deleted_at).is_(None)).order_by(MilestoneRow.id)
    return tuple(Milestone.model_validate(row.body) for row in session.exec(query))
