"""Documents that nothing names any more: the seasons, plans and days of jobs and drafts that are gone."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from api.store.audit_log import AuditRow
from api.store.documents import DocumentRow
from api.store.jobs import JobRow
from api.store.links import chunks
from api.store.plans import PlanRow
from api.store.season_frames import SEASON, SeasonRow
from api.store.work import Work

_OF_JOBS = ("season_document", "plan_document", "published_document", "start_document", "wishes_document")


def prune_documents(work: Work, before: datetime) -> int:
    """Delete the documents last given to keep ``before`` then that nothing names; how many.

    A document that somebody is about to name is held, and dated, by :func:`api.store.documents.put`: it is
    left alone.
    """
    session = work.session
    old = session.exec(select(DocumentRow.digest).where(DocumentRow.created_at < before)).all()
    named = set(_named(session, before)) if old else set()
    count = 0
    for some in chunks(sorted(set(old) - named)):
        held = (
            select(DocumentRow.digest)
            .where(col(DocumentRow.digest).in_(some), DocumentRow.created_at < before)
            .with_for_update(skip_locked=True)
        )
        digests = session.exec(held).all()
        session.execute(delete(DocumentRow).where(col(DocumentRow.digest).in_(digests)))
        count += len(digests)
    return count


def _named(session: Session, before: datetime) -> Iterator[str]:
    """What plans, jobs and seasons name, and what seasons named since ``before``: it may be put back."""
    for pair in session.exec(select(PlanRow.season_document, PlanRow.plan_document)):
        yield from pair
    for arguments, result in session.exec(select(JobRow.arguments, JobRow.result)):
        yield from _digests(arguments, *_OF_JOBS)
        yield from (result,) if result else ()  # days or helps; of a plan it is the draft's id
    for body in session.exec(select(SeasonRow.body)):
        yield from _digests(body, "timetable")
    lately = select(AuditRow.before, AuditRow.after).where(
        AuditRow.kind == SEASON.name, AuditRow.at >= before
    )
    for bodies in session.exec(lately):
        for known in bodies:
            yield from _digests(known or {}, "timetable")


def _digests(values: Mapping[Any, Any], *names: str) -> Iterator[str]:
    yield from (values[name] for name in names if values.get(name))
