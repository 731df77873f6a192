"""Workers that live: each says so again and again, and what it works at."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Field, Session, SQLModel, col, select

from api.store.columns import UtcMoment
from api.store.work import Work
from planner.value import Value


class WorkerRow(SQLModel, table=True):
    """A worker process. ``beats`` grows while it lives: nobody need compare the clocks of machines."""

    __tablename__ = "worker_heartbeat"

    executor: str = Field(primary_key=True)
    beats: int = 0
    beat_at: datetime = Field(sa_type=UtcMoment)
    host: str
    pid: int
    job: str | None = None


class Worker(Value):
    """A worker process as it last told of itself; ``job`` is what it works at."""

    executor: str
    beats: int
    beat_at: datetime
    host: str
    pid: int
    job: str | None


def beat(work: Work, executor: str, host: str, pid: int, job: str | None) -> None:
    """Say that ``executor`` lives, and works at ``job``."""
    statement = (
        update(WorkerRow)
        .where(col(WorkerRow.executor) == executor)
        .values(beats=WorkerRow.beats + 1, beat_at=work.at, job=job)
    )
    done = work.session.execute(statement, execution_options={"synchronize_session": False})
    if done.rowcount != 1:  # type: ignore[attr-defined]
        work.session.add(WorkerRow(executor=executor, beat_at=work.at, host=host, pid=pid, job=job))
        work.session.flush()


def work_on(work: Work, executor: str, job: str | None) -> None:
    """Say what ``executor`` works at, in the transaction that takes or ends the job."""
    statement = update(WorkerRow).where(col(WorkerRow.executor) == executor).values(job=job)
    work.session.execute(statement, execution_options={"synchronize_session": False})


def leave(work: Work, executor: str) -> None:
    """Forget a worker that has stopped, or was found dead."""
    work.session.execute(delete(WorkerRow).where(col(WorkerRow.executor) == executor))


def workers(session: Session) -> Sequence[Worker]:
    """Every worker that has not left, dead or alive."""
    rows = session.exec(select(WorkerRow).order_by(WorkerRow.executor))
    return [Worker.model_validate(row.model_dump()) for row in rows]
