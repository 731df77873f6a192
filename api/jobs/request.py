"""Asking for a plan: the season is assembled and kept whole, so that the job solves what stood then."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import Field

from api.errors import Conflict, InvalidInput
from api.jobs.arguments import PlanArguments
from api.jobs.engine import EngineAway, JobEngine
from api.store import documents, jobs
from api.store.assembly import season_of
from api.store.database import Database
from api.store.jobs import Job, JobKind
from api.store.plans import plan_record
from api.store.publications import Publication, published_of
from api.store.season_frames import hold_season
from api.store.work import Work
from planner.changes import Change
from planner.clock import day_of
from planner.errors import Fault
from planner.options import Options
from planner.value import Value

SECONDS = 60.0  # how long is searched if nobody says how much

log = logging.getLogger("zhaoshang.jobs")


class Wish(Value):
    """How a season is to be planned.

    Without ``effort`` (improvement rounds) and ``seconds`` the search takes a minute. ``changes`` are for a
    replan; with ``quick`` it only mends what they break, within seconds. A plan may ``start`` from one that
    is kept (its id), of this season or another; a replan starts from what is published.
    """

    season: str = Field(min_length=1, max_length=200)
    kind: Literal[JobKind.PLAN, JobKind.REPLAN] = JobKind.PLAN
    seed: int = Field(default=1, ge=0, lt=2**31)
    effort: int | None = Field(default=None, ge=0, le=100_000)
    seconds: float | None = Field(default=None, gt=0, le=14_400)
    changes: tuple[Change, ...] = Field(default=(), max_length=1_000)
    start: str | None = Field(default=None, min_length=1, max_length=200)
    quick: bool = False


@dataclass(frozen=True)
class Prepared:
    """A wish with the season as its records stood, as JSON, and what was published of it.

    ``start`` is the digest of the plan to start from.
    """

    wish: Wish
    season: str
    published: Publication | None
    start: str | None
    at: datetime


def prepared(database: Database, wish: Wish, at: datetime) -> Prepared:
    """Assemble the season of ``wish``: reading alone, so that nobody who writes has to wait for it.

    Raises :class:`NotFound`, :class:`InvalidSeason` for records that contradict each other,
    :class:`InvalidInput` for changes or haste without a replan and a replan with a start, :class:`Conflict`
    for a replan where nothing is published.
    """
    if wish.start is not None and wish.kind is JobKind.REPLAN:
        raise InvalidInput(Fault(code="replan_with_start", place="start", value=wish.start))
    if wish.changes and wish.kind is not JobKind.REPLAN:
        raise InvalidInput(Fault(code="changes_without_replan", place="changes", value=wish.kind.value))
    if wish.quick and wish.kind is not JobKind.REPLAN:
        raise InvalidInput(Fault(code="quick_without_replan", place="quick", value=wish.kind.value))
    with database.reading() as session:
        season = season_of(session, wish.season, at)
        published = published_of(session, wish.season)
        start = None if wish.start is None else plan_record(session, wish.start).plan_document
    if wish.kind is JobKind.REPLAN and published is None:
        raise Conflict(Fault(code="nothing_published", place="kind", value=wish.season))
    return Prepared(wish=wish, season=season.model_dump_json(), published=published, start=start, at=at)


def request_plan(work: Work, asked: Prepared) -> Job:
    """Put down a job for what was asked; :func:`hand_over` it once ``work`` is committed.

    What is published is kept in mind: a plan keeps the ids of items people hold, a replan changes as little
    as pays and leaves what has begun. Raises :class:`Conflict` if the season was deleted meanwhile.
    """
    wish, published = asked.wish, asked.published
    hold_season(work, wish.season)
    is_open_ended = wish.seconds is None and wish.effort is None
    arguments = PlanArguments(
        season_document=documents.put(work, asked.season),
        published_document=published.plan_document if published else None,
        based_on=published.number if published else None,
        start_document=asked.start,
        changes=wish.changes,
        quick=wish.quick,
        today=day_of(asked.at) if wish.kind is JobKind.REPLAN else None,
        options=Options(seed=wish.seed, effort=wish.effort),
        seconds=SECONDS if is_open_ended else wish.seconds,
    )
    return jobs.request(work, wish.kind, wish.season, arguments.model_dump(mode="json"))


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
