"""What needs a season's record: the plan that is in force, and jobs that are not finished."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from api.store.jobs import OPEN, JobRow
from api.store.links import MOST_NAMED
from api.store.plans import PlanRow
from api.store.publications import PublicationRow
from planner.errors import Fault


def users_of(session: Session, season_id: str) -> Iterable[Fault]:
    """A fault for the plan in force, and one for all open jobs of the season."""
    query = (
        select(PublicationRow, PlanRow.title)
        .join(PlanRow, col(PlanRow.id) == PublicationRow.plan)
        .where(PublicationRow.season == season_id)
    )
    for publication, title in session.exec(query):
        detail = {
            "plan": publication.plan,
            "title": title or publication.plan,
            "number": str(publication.number),
            "who": publication.published_by,
            "when": publication.published_at.isoformat(timespec="seconds"),
        }
        yield Fault(code="season_published", value=season_id, detail=detail)
    unfinished = select(JobRow.id).where(JobRow.season == season_id, col(JobRow.state).in_(OPEN))
    jobs = session.exec(unfinished.order_by(col(JobRow.created_at), JobRow.id)).all()
    if jobs:
        detail = {"count": str(len(jobs)), "jobs": ", ".join(jobs[:MOST_NAMED])}
        yield Fault(code="season_has_open_jobs", value=season_id, detail=detail)
