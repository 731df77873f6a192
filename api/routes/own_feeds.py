"""``/me/feeds``: everyone's subscriptions of his own calendar."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from api.accounts.principal import Principal
from api.accounts.role import Action
from api.calendars.privacy import Level
from api.calendars.target import Target, TargetKind
from api.errors import Conflict, NotFound
from api.routes.context import Allowed, ReadingDep, ServiceDep, WorkDep
from api.routes.documentation import refusals
from api.routes.feeds import FeedsDep, Identity, MadeFeed, made_once, shown_once
from api.routes.idempotency import OnceDep
from api.store import subscriptions
from api.store.listing import MOST_A_PAGE
from api.store.subscriptions import KIND, Order, Subscription, SubscriptionPage
from api.texts import Language
from planner.errors import Fault
from planner.value import Value

router = APIRouter(prefix="/me/feeds", tags=["日历订阅 calendar feeds"])
Reader = Annotated[Principal, Depends(Allowed(Action.OWN_READ))]
Owner = Annotated[Principal, Depends(Allowed(Action.OWN_WRITE))]


class OwnOrder(Value):
    """A subscription of one's own calendar: how much of it, with alarms or not, on which device."""

    level: Level = Level.FULL
    alarms: bool = False
    language: Language = "zh"
    label: str = Field(default="", max_length=100, examples=["我的手机"])


def own_person(who: Principal) -> str:
    """The id of the person that the account belongs to; raises :class:`Conflict` if there is none."""
    if who.person is None:
        raise Conflict(Fault(code="no_own_person", value=who.name))
    return who.person


@router.get(
    "",
    operation_id="list_own_feeds",
    summary="我的日历订阅 · Subscriptions of one's own calendar",
    responses=refusals(409),
)
def list_own_feeds(who: Reader, session: ReadingDep) -> SubscriptionPage:
    """包括办公室代建的。 Those that the office made, too."""
    return subscriptions.subscriptions(
        session, kind=TargetKind.PERSON, target=own_person(who), limit=MOST_A_PAGE
    )


@router.post(
    "",
    status_code=201,
    operation_id="create_own_feed",
    summary="订阅我的日历 · Subscribe to one's own calendar",
    response_model=MadeFeed,
    responses=refusals(409, 422),
)
def create_own_feed(
    order: OwnOrder, who: Owner, service: ServiceDep, feeds: FeedsDep, work: WorkDep, once: OnceDep
) -> Response:
    """地址只显示这一次，每台设备各建一个。 The address is shown this once; make one for each device."""
    target = Target(kind=TargetKind.PERSON, id=own_person(who))
    return made_once(once, work, service, feeds, Order(target=target, **order.model_dump()))


@router.post(
    "/{identity}/rotate",
    operation_id="rotate_own_feed",
    summary="更换地址 · Give it a new address",
    responses=refusals(404, 409),
)
def rotate_own_feed(identity: Identity, who: Owner, service: ServiceDep, work: WorkDep) -> MadeFeed:
    """旧地址立即失效。 The old address is dead at once."""
    _refuse_others(subscriptions.subscription(work.session, identity), who)
    return shown_once(service, subscriptions.rotate(work, identity))


@router.delete(
    "/{identity}",
    operation_id="revoke_own_feed",
    summary="停用订阅 · Revoke a subscription",
    responses=refusals(404, 409),
)
def revoke_own_feed(identity: Identity, who: Owner, work: WorkDep) -> Subscription:
    """地址立即失效，不能恢复。 Its address is dead at once and for good."""
    _refuse_others(subscriptions.subscription(work.session, identity), who)
    return subscriptions.revoke(work, identity)


def _refuse_others(found: Subscription, who: Principal) -> None:
    """That others have subscriptions is not to be learnt: they are as if they were not there."""
    if found.target != Target(kind=TargetKind.PERSON, id=own_person(who)):
        raise NotFound(Fault(code="no_such_record", value=found.id, detail={"kind": KIND}))
