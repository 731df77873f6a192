"""Asking for a plan: the season is assembled and kept whole, so that the job solves what stood then."""

import logging
from collections.abc import Sequence

from api.errors import Conflict
from api.jobs.arguments import PlanArguments
from api.jobs.engine import EngineAway, JobEngine
from api.store import documents, jobs
from api.store.assembly import season_of
from api.store.jobs import Job, JobKind
from api.store.publications import published_of
from api.store.work import Work
from planner.changes import Change
from planner.clock import day_of
from planner.errors import Fault
from planner.options import Options

SECONDS = 60.0  # how long is searched if nobody says how much

log = logging.getLogger("zhaoshang.jobs")


def request_plan(
    work: Work,
    season_id: str,
    kind: JobKind = JobKind.PLAN,
    *,
    options: Options | None = None,
    seconds: float | None = None,
    changes: Sequence[Change] = (),
) -> Job:
    """Put down a job that plans the season as its records stand now; :func:`hand_over` it once committed.

    What is published is kept in mind: a plan keeps the ids of items people hold, a replan changes as little as
    pays and leaves what has begun. Without ``options.effort`` and ``seconds`` the search takes a minute. Raises
    :class:`NotFound`, :class:`InvalidSeason` for records that contradict each other, :class:`Conflict` for a
    replan where nothing is published.
    """
    chosen = options or Options()
    season = season_of(work.session, season_id, work.at)
    published = published_of(work.session, season_id)
    if kind is JobKind.REPLAN and published is None:
        raise Conflict(Fault(code="nothing_published", place="kind", value=season_id))
    arguments = PlanArguments(
        season_document=documents.put(work, season.model_dump_json()),
        published_document=published.plan_document if published else None,
        based_on=published.number if published else None,
        changes=tuple(changes),
        today=day_of(work.at) if kind is JobKind.REPLAN else None,
        options=chosen,
        seconds=SECONDS if seconds is None and chosen.effort is None else seconds,
    )
    return jobs.request(work, kind, season_id, arguments.model_dump(mode="json"))


def hand_over(engine: JobEngine, job: str) -> None:
    """Put a committed job into the queue. If that fails now, the watch of some worker does it soon."""
    try:
        engine.enqueue(job)
    except EngineAway as error:
        log.warning("job %s waits for a worker to find it: %s", job, error)


def withdraw(engine: JobEngine, job: str) -> None:
    """Take a job that was cancelled while queued out of the queue; a worker that gets it drops it anyway."""
    try:
        engine.cancel(job)
    except EngineAway as error:
        log.info("job %s stays in the queue for a worker to drop: %s", job, error)
