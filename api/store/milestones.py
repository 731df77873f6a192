"""What follows a signing: the start of works of each project, and who watches over it."""

from datetime import date

from sqlmodel import Field, Session, col, select

from api.store.kind import Kind, Reference
from api.store.record import Record
from events.milestones import Milestone


class MilestoneRow(Record, table=True):
    """A project's start of works; its id is the project's."""

    __tablename__ = "milestone"

    signed_on: date
    due: date = Field(index=True)
    reminder: date = Field(index=True)
    leader: str = Field(index=True)
    key_project: bool


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
    references=lambda item: (Reference("person", item.leader, "leader"),),
    identity=lambda item: item.project,
    label=lambda item: item.project,
    filters=frozenset({"signed_on", "due", "reminder", "leader", "key_project"}),
    sorts=frozenset({"due", "reminder", "signed_on"}),
)


def every_milestone(session: Session) -> tuple[Milestone, ...]:
    """All that are live, in order of project: one query."""
    query = select(MilestoneRow).where(col(MilestoneRow.deleted_at).is_(None)).order_by(MilestoneRow.id)
    return tuple(Milestone.model_validate(row.body) for row in session.exec(query))
