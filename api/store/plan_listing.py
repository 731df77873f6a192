"""Lists of plans: the newest first, cut into pages; and what was published of a season."""

from collections.abc import Collection

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from api.store.creation_cursor import creation_cursor, read_creation_cursor
from api.store.plans import PlanRecord, PlanRow, PlanState, record_of
from planner.value import Value


class PlanPage(Value):
    """Some plans; ``next`` is the cursor of the page after, None on the last."""

    items: tuple[PlanRecord, ...]
    next: str | None = None


def plan_page(
    session: Session,
    *,
    season: str | None = None,
    states: Collection[PlanState] = (),
    job: str | None = None,
    deleted: bool = False,
    after: str | None = None,
    limit: int = 50,
) -> PlanPage:
    """One page of the plans of a season, in these states, from a job, if given; one query.

    With ``deleted`` the discarded drafts instead. Raises :class:`InvalidInput` for a cursor that is none.
    """
    removed = col(PlanRow.deleted_at)
    query = select(PlanRow).where(removed.is_not(None) if deleted else removed.is_(None))
    if season is not None:
        query = query.where(PlanRow.season == season)
    if states:
        query = query.where(col(PlanRow.state).in_([state.value for state in states]))
    if job is not None:
        query = query.where(PlanRow.job == job)
    if after is not None:
        moment, identity = read_creation_cursor(after)
        created, tie = col(PlanRow.created_at), col(PlanRow.id)
        query = query.where(or_(created < moment, and_(created == moment, tie < identity)))
    query = query.order_by(col(PlanRow.created_at).desc(), col(PlanRow.id).desc()).limit(limit + 1)
    rows = session.exec(query).all()
    shown = rows[:limit]
    following = creation_cursor(shown[-1].created_at, shown[-1].id) if len(rows) > limit else None
    return PlanPage(items=tuple(record_of(row) for row in shown), next=following)


def publications_of(session: Session, season: str) -> tuple[PlanRecord, ...]:
    """Every plan of a season that was ever published, the latest first."""
    query = (
        select(PlanRow)
        .where(PlanRow.season == season, col(PlanRow.number).is_not(None))
        .order_by(col(PlanRow.number).desc())
    )
    return tuple(record_of(row) for row in session.exec(query))
