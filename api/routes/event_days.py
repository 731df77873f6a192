"""``/events/{identity}/days``: the days an event could be held on, best first, what each costs and why."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query
from pydantic import Field

from api.accounts.principal import Principal
from api.accounts.role import Action
from api.documents.day_reasons import reasons
from api.routes.context import Allowed, LanguageDep, ReadingDep, ServiceDep
from api.routes.documentation import refusals
from api.routes.guest_lists import EventId
from api.store import records
from api.store.database import Session
from api.store.season_frames import EVENT
from api.store.standing_plans import standing_plan
from api.texts import Language
from events.dates import MOST_WEIGHED, CalendarDay, DayCost, Why, rank_days
from planner.travel.network import Network
from planner.value import Value

router = APIRouter(prefix="/events/{identity}", tags=["活动 event"])
Reader = Annotated[Principal, Depends(Allowed(Action.EVENT_READ))]


class DaysAsked(Value):
    """Which days to weigh; those the event lists as candidates where none is given.

    ``notice_days`` must lie between today and the day.
    """

    days: tuple[CalendarDay, ...] = Field(default=(), max_length=MOST_WEIGHED)
    notice_days: int = Field(default=0, ge=0, le=365)


class RankedDay(Value):
    """A day in its place; ``rank`` is None where the event cannot be held. ``why`` tells it in sentences."""

    rank: int | None
    figures: DayCost
    why: tuple[str, ...]


class RankedDays(Value):
    """The days of an event, best first, weighed against the ``publication``-th plan of its season.

    ``publication`` is 0 while nothing is published: then nobody is away and no other event has its date.
    """

    event: str
    title: str
    publication: int
    days: tuple[RankedDay, ...]


@router.get(
    "/days",
    responses=refusals(404, 422),
    summary="可选日期排序 · Candidate days, ranked",
    operation_id="rank_event_days",
)
def rank_event_days(
    identity: EventId,
    who: Reader,
    session: ReadingDep,
    service: ServiceDep,
    language: LanguageDep,
    notice_days: Annotated[
        int, Query(ge=0, le=365, description="须提前通知的天数 · days of notice needed")
    ] = 0,
) -> RankedDays:
    """按使已发布方案减少的分值排序。 By the points that each day costs the published plan."""
    asked = DaysAsked(notice_days=notice_days)
    return _ranked(session, who, identity, asked, service.clock(), language)


@router.post(
    "/days",
    responses=refusals(404, 422),
    summary="比较任意日期 · Weigh any days",
    operation_id="weigh_event_days",
)
def weigh_event_days(
    identity: EventId,
    asked: Annotated[DaysAsked, Body(examples=[{"days": ["2026-05-20", "2026-05-21"], "notice_days": 14}])],
    who: Reader,
    session: ReadingDep,
    service: ServiceDep,
    language: LanguageDep,
) -> RankedDays:
    """只计算，不改动任何内容。 Nothing is changed."""
    return _ranked(session, who, identity, asked, service.clock(), language)


def _ranked(
    session: Session, who: Principal, identity: str, asked: DaysAsked, now: datetime, language: Language
) -> RankedDays:
    event = records.stored(session, EVENT, identity).value
    standing = standing_plan(session, event.season, now)
    season = standing.season
    days = asked.days or None
    costs = rank_days(season, standing.plan, event.id, Network(season), days, asked.notice_days)
    shown = costs if who.may(Action.BUSY_READ) else tuple(without_busy(cost) for cost in costs)
    return RankedDays(
        event=identity,
        title=event.title,
        publication=standing.number,
        days=tuple(
            RankedDay(
                rank=None if cost.refusals else place,
                figures=cost,
                why=tuple(reasons(cost, season, standing.plan, language)),
            )
            for place, cost in enumerate(shown, start=1)
        ),
    )


def without_busy(cost: DayCost) -> DayCost:
    """Whoever may not read when people are busy is not told it by who would be missing."""
    return cost.model_copy(update={"absent": tuple(item for item in cost.absent if item.why is not Why.BUSY)})
