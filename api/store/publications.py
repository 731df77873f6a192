"""What is published: of each season one plan, by one row that planners swap one at a time."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from api.store.columns import UtcMoment
from api.store.plans import PlanRow
from planner.value import Value


class PublicationRow(SQLModel, table=True):
    """The plan of a season that is in force: the ``number``-th that was published."""

    __tablename__ = "publication"

    season: str = Field(primary_key=True)
    number: int
    plan: str
    published_at: datetime = Field(sa_type=UtcMoment)
    published_by: str


class Publication(Value):
    """A season's plan in force, with the digests of both documents."""

    season_id: str
    number: int
    plan_id: str
    season_document: str
    plan_document: str
    published_at: datetime
    published_by: str


def published(session: Session) -> list[Publication]:
    """Every season with a published plan, by season id: one query."""
    query = (
        select(PublicationRow, PlanRow)
        .join(PlanRow, col(PlanRow.id) == PublicationRow.plan)
        .order_by(PublicationRow.season)
    )
    return [_publication(row, plan) for row, plan in session.exec(query)]


def published_of(session: Session, season_id: str) -> Publication | None:
    """What is published of a season, None if nothing is."""
    query = (
        select(PublicationRow, PlanRow)
        .join(PlanRow, col(PlanRow.id) == PublicationRow.plan)
        .where(PublicationRow.season == season_id)
    )
    found = session.exec(query).first()
    return None if found is None else _publication(*found)


def _publication(row: PublicationRow, plan: PlanRow) -> Publication:
    return Publication(
        season_id=row.season,
        number=row.number,
        plan_id=row.plan,
        season_document=plan.season_document,
        plan_document=plan.plan_document,
        published_at=row.published_at,
        published_by=row.published_by,
    )
