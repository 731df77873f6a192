"""The way of people into the talent pool (100+N 人才储备库), step by step."""

from sqlmodel import Field

from api.store.kind import Kind, Reference
from api.store.names import labels
from api.store.record import Record
from planner.talent_pool import Membership


class NominationRow(Record, table=True):
    """A person's way into the pool; its id is the person's."""

    __tablename__ = "nomination"

    admitted: bool = Field(index=True)
    steps: int
    trainings: str = ""


NOMINATION = Kind(
    name="nomination",
    value=Membership,
    table=NominationRow,
    columns=lambda item: {
        "admitted": item.admitted,
        "steps": len(item.steps),
        "trainings": labels(item.trainings),
    },
    references=lambda item: (Reference("person", item.person, "person"),),
    identity=lambda item: item.person,
    label=lambda item: item.person,
    filters=frozenset({"admitted", "steps", "trainings"}),
    sorts=frozenset({"steps"}),
)
