"""Plans as they are kept: drafts, and every version that was published. Their documents never change."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from api.errors import NotFound
from api.store import documents
from api.store.columns import UtcMoment
from planner.errors import Fault
from planner.plan import Plan, Status
from planner.schema import read_plan, read_season
from planner.season import Season
from planner.value import Value


class PlanState(StrEnum):
    """What a plan is: a proposal, the one in force, one that was in force, a proposal thrown away."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    DISCARDED = "discarded"


class PlanRow(SQLModel, table=True):
    """A plan. ``number`` counts what was published of its season from 1; drafts have none.

    ``based_on`` is the number that was published when the draft was begun, None if nothing was. No two plans
    come from one ``job``: a job that is taken up again after a crash delivers once.
    """

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("season", "number"), UniqueConstraint("job"))

    id: str = Field(primary_key=True)
    season: str = Field(index=True)
    state: str = Field(index=True)
    number: int | None = None
    title: str = ""
    season_document: str
    plan_document: str
    based_on: int | None = None
    job: str | None = None
    status: str
    objective: int = Field(sa_type=BigInteger)
    bound: int | None = Field(default=None, sa_type=BigInteger)
    gap_permille: int | None = None
    trips: int
    visits: int
    version: int = 1
    created_at: datetime = Field(sa_type=UtcMoment, index=True)
    created_by: str
    changed_at: datetime = Field(sa_type=UtcMoment)
    changed_by: str
    published_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    published_by: str | None = None
    deleted_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    deleted_by: str | None = None


class PlanRecord(Value):
    """What a list shows of a plan: ``objective`` and ``bound`` in points, how many trips and visits."""

    id: str
    season: str
    state: PlanState
    number: int | None
    title: str
    season_document: str
    plan_document: str
    based_on: int | None
    job: str | None
    status: Status
    objective: int
    bound: int | None
    gap_permille: int | None
    trips: int
    visits: int
    version: int
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str
    published_at: datetime | None
    published_by: str | None
    deleted_at: datetime | None
    deleted_by: str | None


def record_of(row: PlanRow) -> PlanRecord:
    """The row as a value."""
    return PlanRecord.model_validate(row.model_dump())


def row_of(session: Session, plan_id: str, *, deleted: bool = False) -> PlanRow:
    """The plan's row, with ``deleted`` also that of a discarded draft; raises :class:`NotFound`."""
    row = session.get(PlanRow, plan_id)
    if row is None or (row.deleted_at is not None and not deleted):
        raise NotFound(Fault(code="no_such_record", value=plan_id, detail={"kind": "plan"}))
    return row


def plan_record(session: Session, plan_id: str, *, deleted: bool = False) -> PlanRecord:
    """What is known of a plan; raises as :func:`row_of` does."""
    return record_of(row_of(session, plan_id, deleted=deleted))


def plan_of(session: Session, plan_id: str) -> Plan:
    """The plan itself; raises :class:`NotFound`."""
    return read_plan(documents.get(session, row_of(session, plan_id).plan_document))


def based_on_document(session: Session, plan: PlanRecord) -> str | None:
    """The digest of the published plan that a draft was based on, None if nothing was published then."""
    query = select(PlanRow.plan_document).where(
        PlanRow.season == plan.season, PlanRow.number == plan.based_on, col(PlanRow.number).is_not(None)
    )
    return session.exec(query).first()


def season_of_plan(session: Session, plan_id: str) -> Season:
    """The season as it stood when the plan was made; raises :class:`NotFound`."""
    return read_season(documents.get(session, row_of(session, plan_id).season_document))


def figures_of(plan: Plan) -> dict[str, Any]:
    """The columns that a list of plans shows of ``plan``."""
    return {
        "status": plan.status.value,
        "objective": plan.objective.total,
        "bound": plan.bound,
        "gap_permille": plan.gap_permille,
        "trips": len(plan.trips),
        "visits": sum(len(trip.visits) for trip in plan.trips),
    }
