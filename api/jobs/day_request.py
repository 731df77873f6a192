"""Asking for the days of an event to be solved: what stands now is kept whole, the best days are chosen."""

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import Field

from api.errors import Conflict
from api.jobs.arguments import DaysArguments
from api.jobs.request import SECONDS
from api.store import documents, jobs, records
from api.store.database import Database
from api.store.jobs import Job, JobKind
from api.store.season_frames import EVENT, hold_season
from api.store.standing_plans import StandingPlan, standing_plan
from api.store.work import Work
from events.dates import MOST_WEIGHED, CalendarDay, rank_days
from events.solved_days import worth_solving
from planner.clock import day_of
from planner.errors import Fault
from planner.options import Options
from planner.travel.network import Network
from planner.value import Value

MOST_SOLVED = 60


class DaysWish(Value):
    """Which days are to be solved: the ``best`` of ``days`` by the quick weighing.

    ``days`` are the event's candidate days where none is given; ``notice_days`` must lie between today and
    the day. ``seconds`` are for all days together; without them and ``effort`` (improvement rounds a day) it
    is a minute.
    """

    days: tuple[CalendarDay, ...] = Field(default=(), max_length=MOST_WEIGHED)
    notice_days: int = Field(default=0, ge=0, le=365)
    best: int = Field(default=10, ge=1, le=MOST_SOLVED)
    seed: int = Field(default=1, ge=0, lt=2**31)
    effort: int | None = Field(default=None, ge=0, le=100_000)
    seconds: float | None = Field(default=None, gt=0, le=14_400)


@dataclass(frozen=True)
class PreparedDays:
    """A wish with the event and what it is weighed against, and the days to solve, best first."""

    wish: DaysWish
    event: str
    standing: StandingPlan
    days: tuple[date, ...]
    at: datetime


def prepared_days(database: Database, identity: str, wish: DaysWish, at: datetime) -> PreparedDays:
    """Weigh the days of the event (``season:event``) quickly: reading alone, so that no writer has to wait.

    Raises :class:`NotFound`, :class:`InvalidSeason` for records that contradict each other, :class:`Conflict`
    (``no_day_to_solve``) if the event can be held on none of the days.
    """
    with database.reading() as session:
        event = records.stored(session, EVENT, identity).value
        standing = standing_plan(session, event.season, at)
    season = standing.season
    costs = rank_days(season, standing.plan, event.id, Network(season), wish.days or None, wish.notice_days)
    days = worth_solving(costs)[: wish.best]
    if not days:
        detail = {"days": str(len(costs))}
        raise Conflict(Fault(code="no_day_to_solve", place="body.days", value=event.title, detail=detail))
    return PreparedDays(wish=wish, event=event.id, standing=standing, days=days, at=at)


def request_days(work: Work, asked: PreparedDays) -> Job:
    """Put down a job that solves the days; hand it over once ``work`` is committed.

    Raises :class:`Conflict` if the season was deleted meanwhile.
    """
    wish, standing = asked.wish, asked.standing
    hold_season(work, standing.season.id)
    is_open_ended = wish.seconds is None and wish.effort is None
    is_published = standing.number > 0
    arguments = DaysArguments(
        season_document=documents.put(work, standing.season.model_dump_json()),
        published_document=documents.put(work, standing.plan.model_dump_json()) if is_published else None,
        based_on=standing.number or None,
        event=asked.event,
        days=asked.days,
        weighed_days=wish.days,
        notice_days=wish.notice_days,
        today=day_of(asked.at) if is_published else None,
        options=Options(seed=wish.seed, effort=wish.effort),
        seconds=SECONDS if is_open_ended else wish.seconds,
    )
    return jobs.request(work, JobKind.DAYS, standing.season.id, arguments.model_dump(mode="json"))
