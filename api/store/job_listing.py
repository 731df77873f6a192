"""Lists of jobs, the newest first."""

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from api.errors import InvalidInput
from api.store.creation_cursor import creation_cursor, read_creation_cursor
from api.store.jobs import Job, JobRow, JobState, job_of
from api.store.listing import MOST_A_PAGE
from planner.errors import Fault
from planner.value import Value


class JobPage(Value):
    """Some jobs, the newest first; ``next`` is the cursor of the page after, None on the last."""

    items: tuple[Job, ...]
    next: str | None = None


def job_page(
    session: Session,
    *,
    season: str | None = None,
    states: tuple[JobState, ...] = (),
    after: str | None = None,
    limit: int = 50,
) -> JobPage:
    """One page of the jobs of ``season`` in any of ``states`` (all of them if none is named): one query.

    Raises :class:`InvalidInput` for a cursor or limit that cannot be used.
    """
    if not 1 <= limit <= MOST_A_PAGE:
        detail = {"most": str(MOST_A_PAGE)}
        raise InvalidInput(Fault(code="unfit_limit", place="limit", value=str(limit), detail=detail))
    query = select(JobRow)
    if season is not None:
        query = query.where(JobRow.season == season)
    if states:
        query = query.where(col(JobRow.state).in_(states))
    if after is not None:
        moment, identity = read_creation_cursor(after)
        created, tie = col(JobRow.created_at), col(JobRow.id)
        query = query.where(or_(created < moment, and_(created == moment, tie < identity)))
    ordered = query.order_by(col(JobRow.created_at).desc(), col(JobRow.id).desc()).limit(limit + 1)
    rows = session.exec(ordered).all()
    following = creation_cursor(rows[limit - 1].created_at, rows[limit - 1].id) if len(rows) > limit else None
    return JobPage(items=tuple(job_of(row) for row in rows[:limit]), next=following)
