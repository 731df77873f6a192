"""What would grow without bound: files sent in, finished jobs, drafts thrown away.

Each step deletes a few and says whether there may be more, so that nobody waits long behind it. What somebody
is at work with is locked, and left for the next time.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select

from api.store import audit_log, drafts
from api.store.jobs import OPEN, JobRow
from api.store.plans import PlanRow, PlanState, record_of
from api.store.uploads import UploadRow
from api.store.work import Work

FILES_AT_ONCE = 10  # each may have dozens of MiB
ROWS_AT_ONCE = 500


def prune_uploads(work: Work, before: datetime) -> bool:
    """Delete some of the files sent in ``before`` then, written or not; whether there may be more.

    One that is being written just now is left: its commit holds it. A commit that comes too late finds
    nothing, and writes nothing.
    """
    old = (
        select(UploadRow.id, UploadRow.file_name, UploadRow.size, UploadRow.made_by)
        .where(UploadRow.made_at < before)
        .order_by(col(UploadRow.made_at), UploadRow.id)
        .limit(FILES_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    found = work.session.exec(old).all()
    for identity, file_name, size, made_by in found:
        told = {"file_name": file_name, "size": size, "made_by": made_by}
        audit_log.log(work, "prune", "upload", identity, before=told)
    work.session.execute(delete(UploadRow).where(col(UploadRow.id).in_([row[0] for row in found])))
    return len(found) == FILES_AT_ONCE


def prune_drafts(work: Work, before: datetime) -> bool:
    """Delete some of the drafts that were discarded ``before`` then; whether there may be more."""
    old = (
        select(PlanRow)
        .where(PlanRow.state == PlanState.DISCARDED, col(PlanRow.deleted_at) < before)
        .order_by(PlanRow.id)
        .limit(ROWS_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    found = work.session.exec(old).all()
    for row in found:
        audit_log.log(work, "prune", drafts.KIND, row.id, before=drafts.told(record_of(row)))
        work.session.delete(row)
    return len(found) == ROWS_AT_ONCE


def finished_jobs(work: Work, before: datetime) -> Sequence[str]:
    """The ids of some jobs that ended ``before`` then."""
    ended = select(JobRow.id).where(col(JobRow.finished_at) < before, col(JobRow.state).not_in(OPEN))
    return work.session.exec(ended.order_by(JobRow.id).limit(ROWS_AT_ONCE)).all()


def prune_jobs(work: Work, ids: Sequence[str]) -> None:
    """Delete these jobs; the audit log goes on telling who asked for them and how they ended."""
    work.session.execute(delete(JobRow).where(col(JobRow.id).in_(ids), col(JobRow.state).not_in(OPEN)))
