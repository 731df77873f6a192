"""``/plans/{identity}/trips/{trip}/alternatives``: clearly different trips, the rest of the plan standing."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from api.accounts.role import Action
from api.documents.alternative_words import (
    days_words,
    difference_lines,
    points_words,
    remark,
    trip_of,
    visit_lines,
)
from api.documents.register import Register
from api.errors import NotFound
from api.jobs.exchange import alternatives_now
from api.routes.context import Allowed, LanguageDep, ServiceDep
from api.routes.documentation import refusals
from api.routes.plans import Identity
from api.store import documents
from api.store.plans import based_on_document, plan_of, plan_record, season_of_plan
from planner.alternatives import Alternative, Alternatives
from planner.errors import Fault
from planner.schema import read_plan
from planner.value import Value

router = APIRouter(prefix="/plans/{identity}/trips/{trip}/alternatives", tags=["方案 plan"])
TripId = Annotated[str, Path(min_length=1, max_length=100, description="行程编号 · id of the trip")]
Most = Annotated[int, Query(ge=1, le=20, description="最多几个 · at most so many")]


class ToldAlternative(Value):
    """An alternative with its figures, and in sentences: days, visits, what differs, the plan's points."""

    figures: Alternative
    days: str
    leader: str
    visits: tuple[str, ...]
    differs: tuple[str, ...]
    points: str


class ToldAlternatives(Value):
    """What could stand in place of a trip that brings ``worth`` to a plan worth ``total`` points.

    ``remark`` is a sentence where there is none, where time was up before the search was ``finished``, or
    where it was ``narrowed`` to the most promising of very many companies.
    """

    trip: str
    total: int
    worth: int
    finished: bool
    narrowed: bool
    remark: str | None
    alternatives: tuple[ToldAlternative, ...]


@router.get(
    "",
    responses=refusals(404, 409, 422, 503),
    dependencies=[Depends(Allowed(Action.PLAN_MAKE))],
    summary="行程的备选 · Alternatives for a trip",
    operation_id="find_alternatives",
)
def find_alternatives(
    identity: Identity, trip: TripId, service: ServiceDep, language: LanguageDep, most: Most = 3
) -> ToldAlternatives:
    """其余行程和活动不动；几秒内算出。 The rest of the plan stands; found within seconds."""
    with service.database.reading() as session:  # not held while the solver works
        record = plan_record(session, identity)
        season, plan = season_of_plan(session, identity), plan_of(session, identity)
        digest = based_on_document(session, record)
        published = read_plan(documents.get(session, digest)) if digest else None
    if all(item.id != trip for item in plan.trips):
        raise NotFound(Fault(code="no_such_record", value=trip, detail={"kind": "trip"}))
    found: Alternatives = alternatives_now(season, plan, trip, most, published)
    register, own = Register(season), trip_of(plan, trip)
    told = tuple(
        ToldAlternative(
            figures=item,
            days=days_words(item.trip, language),
            leader=register.person(item.trip.leader).name,
            visits=tuple(visit_lines(item.trip, register, language)),
            differs=tuple(difference_lines(item, own, register, language)),
            points=points_words(item, language),
        )
        for item in found.alternatives
    )
    return ToldAlternatives(
        trip=trip,
        total=found.total,
        worth=found.worth,
        finished=found.finished,
        narrowed=found.narrowed,
        remark=remark(found, language),
        alternatives=told,
    )
