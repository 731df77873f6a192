"""``/seasons/{season}/pins``: what stays when the season is planned anew."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Response
from pydantic import Field

from api.accounts.role import Action
from api.routes.context import Allowed, ReadingDep, VersionDep, WorkDep
from api.routes.documentation import versioned
from api.routes.records import tagged
from api.store import pins, records
from api.store.record import Stored
from api.store.season_frames import SEASON, SeasonFrame
from planner.season import Pins, VisitPin
from planner.value import Value

router = APIRouter(prefix="/seasons/{season}/pins", tags=["固定 pin"])
SeasonId = Annotated[str, Path(min_length=1, max_length=200, description="招商季编号 · id of the season")]
Identity = Annotated[str, Path(min_length=1, max_length=200, description="编号 · id")]
_READ = [Depends(Allowed(Action.SEASON_READ))]
_WRITE = [Depends(Allowed(Action.SEASON_WRITE))]
_REFUSED = versioned(404, 409, 422, 428)


class SeasonPins(Value):
    """The pins of a season and the version of its record, for If-Match."""

    season: str
    version: int
    pins: Pins


class VisitWish(Value):
    """On which day and under which leader (id) the company is met; either may be left open."""

    day: date | None = None
    leader: str | None = Field(default=None, max_length=200)


class TripWish(Value):
    """From which plan (id) the trip is taken."""

    plan: str = Field(max_length=200)


class EventWish(Value):
    """The day the event is held on."""

    day: date


def _shown(response: Response, stored: Stored[SeasonFrame]) -> SeasonPins:
    tagged(response, stored)
    return SeasonPins(season=stored.id, version=stored.version, pins=stored.value.pins)


@router.get(
    "",
    responses=versioned(404),
    dependencies=_READ,
    summary="固定了什么 · What is pinned",
    operation_id="read_pins",
)
def read_pins(season: SeasonId, session: ReadingDep, response: Response) -> SeasonPins:
    """ETag 是招商季的版本号。 Its ETag is the version of the season's record."""
    return _shown(response, records.stored(session, SEASON, season))


@router.put(
    "/visits/{company}",
    responses=_REFUSED,
    dependencies=_WRITE,
    summary="固定一次拜访 · Pin a visit",
    operation_id="pin_visit",
)
def pin_visit(
    season: SeasonId,
    company: Identity,
    wish: Annotated[VisitWish, Body(examples=[{"day": "2026-04-08"}])],
    version: VersionDep,
    work: WorkDep,
    response: Response,
) -> SeasonPins:
    """企业必须拜访，可定日期和带队领导。 The company is met, on that day and under that leader if given."""
    pin = VisitPin(company=company, day=wish.day, leader=wish.leader)
    return _shown(response, pins.pin_visit(work, season, pin, version))


@router.delete(
    "/visits/{company}",
    responses=_REFUSED,
    dependencies=_WRITE,
    summary="取消固定拜访 · Unpin a visit",
    operation_id="unpin_visit",
)
def unpin_visit(
    season: SeasonId, company: Identity, version: VersionDep, work: WorkDep, response: Response
) -> SeasonPins:
    """是否拜访、何时拜访重新由编排决定。 Planning decides again whether and when."""
    return _shown(response, pins.unpin_visit(work, season, company, version))


@router.put(
    "/trips/{trip}",
    responses=_REFUSED,
    dependencies=_WRITE,
    summary="固定一趟行程 · Pin a trip",
    operation_id="pin_trip",
)
def pin_trip(
    season: SeasonId,
    trip: Identity,
    wish: Annotated[TripWish, Body(examples=[{"plan": "plan-example"}])],
    version: VersionDep,
    work: WorkDep,
    response: Response,
) -> SeasonPins:
    """方案中的这趟行程原样保留。 That trip of a plan stays as it is, hours and people and all."""
    return _shown(response, pins.pin_trip(work, season, wish.plan, trip, version))


@router.delete(
    "/trips/{trip}",
    responses=_REFUSED,
    dependencies=_WRITE,
    summary="取消固定行程 · Unpin a trip",
    operation_id="unpin_trip",
)
def unpin_trip(
    season: SeasonId, trip: Identity, version: VersionDep, work: WorkDep, response: Response
) -> SeasonPins:
    """行程重新编排。 It is planned anew."""
    return _shown(response, pins.unpin_trip(work, season, trip, version))


@router.put(
    "/events/{event}",
    responses=_REFUSED,
    dependencies=_WRITE,
    summary="固定活动日期 · Pin an event's day",
    operation_id="pin_event",
)
def pin_event(
    season: SeasonId,
    event: Identity,
    wish: Annotated[EventWish, Body(examples=[{"day": "2026-05-18"}])],
    version: VersionDep,
    work: WorkDep,
    response: Response,
) -> SeasonPins:
    """Event 是活动在招商季内的编号。 The event's id within its season."""
    return _shown(response, pins.pin_event(work, season, event, wish.day, version))


@router.delete(
    "/events/{event}",
    responses=_REFUSED,
    dependencies=_WRITE,
    summary="取消固定活动日期 · Unpin an event's day",
    operation_id="unpin_event",
)
def unpin_event(
    season: SeasonId, event: Identity, version: VersionDep, work: WorkDep, response: Response
) -> SeasonPins:
    """日期重新由编排决定。 Planning decides its day again."""
    return _shown(response, pins.unpin_event(work, season, event, version))
