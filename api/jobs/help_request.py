"""Asking what would help a plan: plan and season are kept documents already; the wishes become one."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import Field

from api.errors import Conflict
from api.jobs.arguments import HelpsArguments
from api.store import documents, jobs
from api.store.database import Database
from api.store.jobs import Job, JobKind
from api.store.plans import PlanRecord, PlanState, based_on_document, plan_record, season_of_plan
from api.store.season_frames import hold_season
from api.store.work import Work
from planner.clock import day_of
from planner.errors import Fault
from planner.helps.granting import refuse_unknown
from planner.options import Options
from planner.plan import Status
from planner.value import Value
from planner.wish import WISHES, Wish

SECONDS = 300.0  # how long is searched in all if nobody says how much


class HelpsWish(Value):
    """What is to be looked at: all wishes that could help, or these ``wishes`` alone.

    The ``most`` promising are solved, the others estimated; ``companies`` (ids) left out are forced in one by
    one besides. ``seconds`` are for everything together; without them and ``effort`` (improvement rounds a
    search) it is five minutes.
    """

    companies: tuple[str, ...] = Field(default=(), max_length=50)
    wishes: tuple[Wish, ...] | None = Field(default=None, max_length=200)
    most: int = Field(default=6, ge=0, le=200)
    seed: int = Field(default=1, ge=0, lt=2**31)
    effort: int | None = Field(default=None, ge=0, le=100_000)
    seconds: float | None = Field(default=None, gt=0, le=14_400)


@dataclass(frozen=True)
class PreparedHelps:
    """A wish with the plan it is about, and the document of the plan that changes are counted against."""

    wish: HelpsWish
    plan: PlanRecord
    published: str | None
    at: datetime


def prepared_helps(database: Database, identity: str, wish: HelpsWish, at: datetime) -> PreparedHelps:
    """Look the plan up: reading alone, so that no writer has to wait.

    Of the plan in force changes are counted against itself and what has begun stays; of a draft against the
    plan it was based on. Raises :class:`NotFound`, :class:`Conflict` (``plan_without_trips``) for a plan of
    an impossible season, :class:`InvalidWish` for what its season does not know.
    """
    with database.reading() as session:
        plan = plan_record(session, identity)
        published = based_on_document(session, plan)
        season = season_of_plan(session, identity)
    if plan.status is Status.INFEASIBLE:
        raise Conflict(Fault(code="plan_without_trips", value=plan.id))
    refuse_unknown(season, wish.companies, wish.wishes or ())
    if plan.state is PlanState.PUBLISHED:
        published = plan.plan_document
    return PreparedHelps(wish=wish, plan=plan, published=published, at=at)


def request_helps(work: Work, asked: PreparedHelps) -> Job:
    """Put down a job that finds what helps; hand it over once ``work`` is committed.

    Raises :class:`Conflict` if the season was deleted meanwhile.
    """
    wish, plan = asked.wish, asked.plan
    hold_season(work, plan.season)
    is_open_ended = wish.seconds is None and wish.effort is None
    # Apart from the arguments, which whoever may see jobs may read: a wish can tell when somebody is busy.
    wishes = None if wish.wishes is None else documents.put(work, WISHES.dump_json(wish.wishes).decode())
    arguments = HelpsArguments(
        plan=plan.id,
        season_document=plan.season_document,
        plan_document=plan.plan_document,
        published_document=asked.published,
        wishes_document=wishes,
        companies=wish.companies,
        most=wish.most,
        today=day_of(asked.at) if plan.state is PlanState.PUBLISHED else None,
        options=Options(seed=wish.seed, effort=wish.effort),
        seconds=SECONDS if is_open_ended else wish.seconds,
    )
    return jobs.request(work, JobKind.HELPS, plan.season, arguments.model_dump(mode="json"))
