"""Jobs: work that takes longer than a request, asked for, followed and cancelled; each finishes exactly once.

This table is the truth about a job; the engine that brings jobs to workers (``api.jobs``) only carries their
ids.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, BigInteger, Column, update
from sqlmodel import Field, Session, SQLModel, col, select

from api.errors import NotFound
from api.store import audit_log
from api.store.columns import UtcMoment
from api.store.work import Work
from planner.errors import Fault
from planner.progress import Phase
from planner.value import Value

KIND = "job"


class JobKind(StrEnum):
    """What a job does."""

    PLAN = "plan"
    REPLAN = "replan"
    DAYS = "days"
    HELPS = "helps"


# Of the other kinds the result is the digest of a document.
MAKES_A_DRAFT = frozenset({JobKind.PLAN, JobKind.REPLAN})


class JobState(StrEnum):
    """Where a job stands: the first three are open, the others final."""

    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


OPEN = (JobState.QUEUED, JobState.RUNNING, JobState.CANCELLING)


class JobRow(SQLModel, table=True):
    """A job. ``attempts`` counts how often a worker took it; ``executor`` is the worker that holds it now."""

    __tablename__ = "job"

    id: str = Field(primary_key=True)
    kind: str
    season: str = Field(index=True)
    arguments: dict[str, Any] = Field(sa_type=JSON)
    state: str = Field(index=True)
    requested_by: str
    created_at: datetime = Field(sa_type=UtcMoment, index=True)
    started_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    finished_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    attempts: int = 0
    executor: str | None = None
    step: int = 0
    phase: str | None = None
    best: int | None = Field(default=None, sa_type=BigInteger)
    bound: int | None = Field(default=None, sa_type=BigInteger)
    gap_permille: int | None = None
    seconds: float = 0
    cancel_requested_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    result: str | None = None
    fault: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))


class Job(Value):
    """A job as it is handed out.

    ``step`` counts what was told of its progress: ``best`` and ``bound`` in points, ``gap_permille`` in
    thousandths of the bound, ``seconds`` of the current attempt. ``result`` is the id of the draft it made or
    the digest of the days solved, or of what helps (so far), ``fault`` why it failed.
    """

    id: str
    kind: JobKind
    season: str
    arguments: dict[str, Any]
    state: JobState
    requested_by: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    attempts: int
    executor: str | None
    step: int
    phase: Phase | None
    best: int | None
    bound: int | None
    gap_permille: int | None
    seconds: float
    cancel_requested_at: datetime | None
    result: str | None
    fault: Fault | None

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it."""
        return self.state in OPEN


def request(work: Work, kind: JobKind, season: str, arguments: dict[str, Any]) -> Job:
    """Put a new job down as queued; whoever calls hands its id to the engine once ``work`` is committed."""
    row = JobRow(
        id=str(uuid4()),
        kind=kind,
        season=season,
        arguments=arguments,
        state=JobState.QUEUED,
        requested_by=work.actor.name,
        created_at=work.at,
    )
    work.session.add(row)
    work.session.flush()
    after = {"kind": kind.value, "season": season, "arguments": arguments}
    audit_log.log(work, "request", KIND, row.id, after=after)
    return job(work.session, row.id)


def job(session: Session, identity: str) -> Job:
    """The job of this id; raises :class:`NotFound`."""
    row = session.get(JobRow, identity, populate_existing=True)
    if row is None:
        raise NotFound(Fault(code="no_such_job", value=identity))
    return job_of(row)


def open_jobs(session: Session) -> Sequence[Job]:
    """Every job that is not finished, the oldest first."""
    query = select(JobRow).where(col(JobRow.state).in_(OPEN)).order_by(col(JobRow.created_at), JobRow.id)
    return [job_of(row) for row in session.exec(query)]


def cancel(work: Work, identity: str) -> Job:
    """Ask for the end of a job: a queued one ends at once, a running one turns ``cancelling``.

    One that is finished, or asked already, stays as it is. Raises :class:`NotFound`.
    """
    before = job(work.session, identity)
    asked = {"cancel_requested_at": work.at}
    ended = {"state": JobState.CANCELLED, "finished_at": work.at, **asked}
    # A worker may take the job between the reading and the writing: then the second statement finds it.
    if not (
        _move(work, identity, JobState.QUEUED, ended)
        or _move(work, identity, JobState.RUNNING, {"state": JobState.CANCELLING, **asked})
    ):
        return job(work.session, identity)
    after = job(work.session, identity)
    audit_log.log(work, "cancel", KIND, identity, {"state": before.state.value}, {"state": after.state.value})
    return after


def _move(work: Work, identity: str, state: JobState, values: dict[str, Any]) -> bool:
    """Write ``values`` where the job still is in ``state``: compare and swap."""
    statement = update(JobRow).where(col(JobRow.id) == identity, col(JobRow.state) == state).values(**values)
    done = work.session.execute(statement, execution_options={"synchronize_session": False})
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]


def job_of(row: JobRow) -> Job:
    """The row as a value."""
    return Job.model_validate(row.model_dump())
