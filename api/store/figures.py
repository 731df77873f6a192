"""Figures about the service that stand in the database, for its metrics."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from api.store.database import Database
from api.store.jobs import JobRow, JobState
from api.store.worker_beats import WorkerRow


class Figures(NamedTuple):
    """``gaps`` are those of running jobs that have a bound, 0.01 = 1 %; ``beats`` the workers' last."""

    jobs: dict[str, int]
    gaps: dict[str, float]
    beats: tuple[datetime, ...]


def figures(session: Session) -> Figures:
    """The figures now, in three queries."""
    counted = select(JobRow.state, func.count()).group_by(JobRow.state)
    running = select(JobRow.id, JobRow.gap_permille).where(
        JobRow.state == JobState.RUNNING, col(JobRow.gap_permille).is_not(None)
    )
    none = dict.fromkeys((state.value for state in JobState), 0)
    return Figures(
        jobs=none | {str(state): count for state, count in session.exec(counted)},
        gaps={job: (gap or 0) / 1000 for job, gap in session.exec(running)},
        beats=tuple(session.exec(select(WorkerRow.beat_at))),
    )


def connections(database: Database) -> dict[str, int]:
    """How many connections of this process are in use, and how many stand ready."""
    pool = database.engine.pool
    return {
        "in_use": pool.checkedout(),  # type: ignore[attr-defined]  # of QueuePool, which both databases use
        "idle": pool.checkedin(),  # type: ignore[attr-defined]  # as above
    }
