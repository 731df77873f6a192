"""A job in a worker's hands: taken, told of, handed in or given back, by whoever holds its current attempt.

Every write compares the attempt's number and its worker first (a fencing token): a worker that was given up
for dead, and was not, finds that it holds nothing any more and can spoil nothing.
"""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, update
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlmodel import col

from api.store import audit_log
from api.store.jobs import KIND, Job, JobRow, JobState, job
from api.store.work import Work
from api.store.worker_beats import work_on
from planner.errors import Fault
from planner.progress import Progress

# What a database that is restarted, or away for a moment, makes of a statement: worth another try.
DatabaseAway = (OperationalError, InterfaceError)


class Attempt(NamedTuple):
    """The ``number``-th time that ``job`` was taken, by ``executor``."""

    job: str
    number: int
    executor: str


class Fenced(Exception):
    """The attempt is not the job's current one any more: stop, write nothing."""


def take(work: Work, identity: str, executor: str, most_attempts: int) -> Attempt | None:
    """Take up a queued job; None if there is nothing to do for it.

    A job that was taken ``most_attempts`` times is not taken again: whatever ends its workers would end every
    one of them. It fails instead.
    """
    found = job(work.session, identity)
    if found.attempts >= most_attempts:
        fault = Fault(code="job_given_up", value=identity, detail={"attempts": str(found.attempts)})
        if _end(work, _queued(identity), JobState.FAILED, fault=fault):
            audit_log.log(work, "finish", KIND, identity, after={"state": JobState.FAILED.value})
        return None
    attempt = Attempt(identity, found.attempts + 1, executor)
    fresh = {
        "state": JobState.RUNNING,
        "attempts": attempt.number,
        "executor": executor,
        "started_at": work.at,
        "phase": None,
        "best": None,
        "bound": None,
        "gap_permille": None,
        "seconds": 0.0,
        "step": JobRow.step + 1,
    }
    if not _write(work, and_(_queued(identity), col(JobRow.attempts) == found.attempts), fresh):
        return None
    work_on(work, executor, identity)
    return attempt


def tell(work: Work, attempt: Attempt, progress: Progress | None, seconds: float) -> bool:
    """Write down how far the attempt is, ``progress`` if there is news; whether it is to be cancelled.

    Raises :class:`Fenced`.
    """
    fresh: dict[str, Any] = {"seconds": seconds}
    if progress is not None:
        fresh |= {
            "phase": progress.phase.value,
            "best": progress.best,
            "bound": progress.bound,
            "gap_permille": progress.gap_permille,
            "step": JobRow.step + 1,
        }
    if not _write(work, _held(attempt), fresh):
        raise Fenced(attempt)
    return job(work.session, attempt.job).cancel_requested_at is not None


def keep_so_far(work: Work, attempt: Attempt, result: str) -> None:
    """Name what is done of a job that goes on, for whoever takes it next. Raises :class:`Fenced`."""
    if not _write(work, _held(attempt), {"result": result, "step": JobRow.step + 1}):
        raise Fenced(attempt)


def finish(
    work: Work, attempt: Attempt, state: JobState, result: str | None = None, fault: Fault | None = None
) -> Job:
    """Hand the job in: ``done`` or ``failed``; one that was asked to end is ``cancelled`` with what it has.

    ``work`` keeps the result in the same transaction, so that a fenced attempt leaves none. Raises
    :class:`Fenced`.
    """
    asked = col(JobRow.cancel_requested_at).is_not(None)
    final = case((asked, JobState.CANCELLED.value), else_=state.value)
    if not _end(work, _held(attempt), final, result, fault):
        raise Fenced(attempt)
    work_on(work, attempt.executor, None)
    found = job(work.session, attempt.job)
    after = {"state": found.state.value, "result": result, "attempts": found.attempts}
    audit_log.log(work, "finish", KIND, attempt.job, after=after)
    return found


def give_back(work: Work, attempt: Attempt) -> bool:
    """Queue the job again, its worker being dead or about to leave; one that was to be cancelled ends.

    Either keeps what is done so far. False if the attempt was over already, so that of two who give it back
    one does.
    """
    asked = col(JobRow.cancel_requested_at).is_not(None)
    result = job(work.session, attempt.job).result
    fault = None if result else without_plan(attempt.job)
    if _end(work, and_(_held(attempt), asked), JobState.CANCELLED, result, fault):
        audit_log.log(work, "finish", KIND, attempt.job, after={"state": JobState.CANCELLED.value})
        given = True
    else:
        fresh = {"state": JobState.QUEUED, "executor": None, "step": JobRow.step + 1}
        given = _write(work, _held(attempt), fresh)
    if given:
        work_on(work, attempt.executor, None)
    return given


def without_plan(identity: str) -> Fault:
    """Why a job that was cancelled has no plan: there was none yet."""
    return Fault(code="job_cancelled_without_plan", value=identity)


def _queued(identity: str) -> ColumnElement[bool]:
    return and_(col(JobRow.id) == identity, col(JobRow.state) == JobState.QUEUED)


def _held(attempt: Attempt) -> ColumnElement[bool]:
    return and_(
        col(JobRow.id) == attempt.job,
        col(JobRow.attempts) == attempt.number,
        col(JobRow.executor) == attempt.executor,  # none holds what has ended
    )


def _end(
    work: Work, where: ColumnElement[bool], state: Any, result: str | None = None, fault: Fault | None = None
) -> bool:
    fresh = {
        "state": state,
        "result": result,
        "fault": fault.model_dump() if fault else None,
        "finished_at": work.at,
        "executor": None,
        "step": JobRow.step + 1,
    }
    return _write(work, where, fresh)


def _write(work: Work, where: ColumnElement[bool], fresh: dict[str, Any]) -> bool:
    statement = update(JobRow).where(where).values(**fresh)
    done = work.session.execute(statement, execution_options={"synchronize_session": False})
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]
