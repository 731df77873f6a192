"""``/feeds``: subscriptions of calendars, made, rotated, revoked; and who has not fetched since a change."""

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.accounts.role import Action
from api.calendars.subscribed import is_known
from api.calendars.target import Target, TargetKind
from api.errors import InvalidInput
from api.feeds.address import feed_address
from api.feeds.server import FeedServer
from api.routes.context import Allowed, ReadingDep, ServiceDep, WorkDep
from api.routes.documentation import refusals
from api.routes.idempotency import Answer, Once, OnceDep
from api.routes.service import Service
from api.store import subscriptions
from api.store.feed_changes import Unfetched, unfetched
from api.store.feed_targets import has_record
from api.store.listing import MOST_A_PAGE
from api.store.subscriptions import Order, Subscription, SubscriptionPage
from api.store.work import Work
from planner.errors import Fault
from planner.value import Value

if TYPE_CHECKING:
    from sqlmodel import Session

router = APIRouter(prefix="/feeds", tags=["日历订阅 calendar feeds"])
Identity = Annotated[str, Path(min_length=1, max_length=200, description="订阅编号 · id of the subscription")]
_READ = [Depends(Allowed(Action.FEED_READ))]
_WRITE = [Depends(Allowed(Action.FEED_WRITE))]


class MadeFeed(Value):
    """A subscription with its address, which is shown this once, and again to the same request repeated.

    ``webcal`` subscribes when it is opened on a phone; ``qr_svg`` is an SVG picture of it, for a camera.
    """

    subscription: Subscription
    https: str
    webcal: str
    qr_svg: str


class UnfetchedFeeds(Value):
    """Subscriptions that have not seen the last change of their calendar, the oldest change first."""

    items: tuple[Unfetched, ...]


def feeds_of(request: Request) -> FeedServer:
    """The server of calendars in this process."""
    found: FeedServer = request.app.state.feeds
    return found


FeedsDep = Annotated[FeedServer, Depends(feeds_of)]


def shown_once(service: Service, made: tuple[Subscription, str]) -> MadeFeed:
    """A subscription just made or rotated, with its address."""
    subscription, token = made
    address = feed_address(service.settings.public_url, token)
    return MadeFeed(subscription=subscription, **address._asdict())


def made_once(once: Once, work: Work, service: Service, feeds: FeedServer, order: Order) -> Response:
    """A new subscription, or, for a repeated request, the one it made, with the same address."""

    def make() -> Answer:
        refuse_unknown(work.session, feeds, order.target)
        return Answer(201, shown_once(service, subscriptions.make(work, order)))

    return once.answer(work, make)


def refuse_unknown(session: "Session", feeds: FeedServer, target: Target) -> None:
    """Raise :class:`InvalidInput` unless ``target`` is a record, or stands in a published plan."""
    if not has_record(session, target) and not is_known(feeds.library.current().published, target):
        detail = {"kind": target.kind.value}
        raise InvalidInput(Fault(code="no_such_target", place="target.id", value=target.id, detail=detail))


@router.get(
    "",
    operation_id="list_feeds",
    summary="订阅列表 · List subscriptions",
    dependencies=_READ,
    responses=refusals(422),
)
def list_feeds(
    session: ReadingDep,
    kind: Annotated[TargetKind | None, Query(description="订阅对象的种类 · kind of target")] = None,
    target: Annotated[str | None, Query(max_length=200, description="对象编号 · id of the target")] = None,
    season: Annotated[str | None, Query(max_length=200, description="招商季编号 · id of the season")] = None,
    revoked: Annotated[bool | None, Query(description="是否已停用 · whether revoked")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_A_PAGE)] = 50,
    after: Annotated[str | None, Query(max_length=200)] = None,
) -> SubscriptionPage:
    """最近读取时间每几秒钟记录一次。地址不再显示。 Last fetches are noted every few seconds; no addresses."""
    return subscriptions.subscriptions(
        session, kind=kind, target=target, season=season, revoked=revoked, after=after, limit=limit
    )


@router.get(
    "/unfetched",
    operation_id="list_unfetched_feeds",
    summary="变更后尚未读取的订阅 · Who has not fetched since the change",
    dependencies=_READ,
)
def list_unfetched_feeds(
    session: ReadingDep,
    season: Annotated[str | None, Query(max_length=200, description="招商季编号 · id of the season")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_A_PAGE)] = MOST_A_PAGE,
) -> UnfetchedFeeds:
    """手机自行决定何时读取；此处列出应电话告知的人。 Phones fetch when they like: whom to call instead."""
    return UnfetchedFeeds(items=tuple(unfetched(session, season=season, limit=limit)))


@router.post(
    "/{identity}/rotate",
    operation_id="rotate_feed",
    summary="更换地址 · Give it a new address",
    dependencies=_WRITE,
    responses=refusals(404, 409),
)
def rotate_feed(identity: Identity, service: ServiceDep, work: WorkDep) -> MadeFeed:
    """旧地址立即失效。 The old address is dead at once."""
    return shown_once(service, subscriptions.rotate(work, identity))


@router.get(
    "/{identity}",
    operation_id="read_feed",
    summary="查看订阅 · A subscription",
    dependencies=_READ,
    responses=refusals(404),
)
def read_feed(identity: Identity, session: ReadingDep) -> Subscription:
    """何时、由何种设备读取过。 When it was fetched last, and by what."""
    return subscriptions.subscription(session, identity)


@router.post(
    "",
    status_code=201,
    operation_id="create_feed",
    summary="新建订阅 · Subscribe",
    dependencies=_WRITE,
    response_model=MadeFeed,
    responses=refusals(409, 422),
)
def create_feed(order: Order, service: ServiceDep, feeds: FeedsDep, work: WorkDep, once: OnceDep) -> Response:
    """地址只显示这一次，每台设备各建一个。 The address is shown this once; make one for each device."""
    return made_once(once, work, service, feeds, order)


@router.delete(
    "/{identity}",
    operation_id="revoke_feed",
    summary="停用订阅 · Revoke a subscription",
    dependencies=_WRITE,
    responses=refusals(404),
)
def revoke_feed(identity: Identity, work: WorkDep) -> Subscription:
    """地址立即失效，不能恢复；再次停用不变。 Its address is dead at once and for good; twice is once."""
    return subscriptions.revoke(work, identity)
