"""``/calendar-items/<uid>.ics``: one entry of a calendar, for phones that cannot subscribe."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Response

from api.accounts.principal import Principal
from api.accounts.role import Action
from api.calendars.scopes import NoSuchCalendar
from api.calendars.subscribed import single_item
from api.calendars.target import Target, TargetKind
from api.errors import NotFound
from api.feeds.server import FeedServer
from api.routes.context import Allowed, LanguageDep
from api.routes.documentation import refusals
from api.routes.feeds import FeedsDep
from api.routes.own_feeds import own_person
from api.texts import Language

router = APIRouter(tags=["日历订阅 calendar feeds"])
Uid = Annotated[str, Path(min_length=1, max_length=200, description="日程的 UID · UID of the entry")]
Alarms = Annotated[bool, Query(description="带提醒 · with an alarm")]
_CALENDAR = "text/calendar; charset=utf-8"
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/calendar": {"schema": {"type": "string"}}}, "description": "日程 · the entry"}
}


@router.get(
    "/calendar-items/{uid}.ics",
    operation_id="download_item",
    summary="下载单项日程 · Download one entry",
    dependencies=[Depends(Allowed(Action.FEED_READ))],
    response_class=Response,
    responses=refusals(404) | _ANSWERS,
)
def download_item(uid: Uid, feeds: FeedsDep, language: LanguageDep, *, alarms: Alarms = False) -> Response:
    """已发布计划中的任何一项，或一个期限。 Any entry of the published plans, or a deadline."""
    return _file(feeds, uid, None, language, alarms=alarms)


@router.get(
    "/me/calendar-items/{uid}.ics",
    operation_id="download_own_item",
    summary="下载我的单项日程 · Download one entry of one's own calendar",
    response_class=Response,
    responses=refusals(404, 409) | _ANSWERS,
)
def download_own_item(
    uid: Uid,
    who: Annotated[Principal, Depends(Allowed(Action.OWN_READ))],
    feeds: FeedsDep,
    language: LanguageDep,
    *,
    alarms: Alarms = False,
) -> Response:
    """只限本人日历中的。 Only what stands in one's own calendar."""
    return _file(feeds, uid, own_person(who), language, alarms=alarms)


def _file(feeds: FeedServer, uid: str, person: str | None, language: Language, *, alarms: bool) -> Response:
    edition = feeds.library.current()
    own = None if person is None else Target(kind=TargetKind.PERSON, id=person)
    due = edition.all_due() if own is None else edition.due_of(own)
    try:
        data = single_item(edition.published, uid, person=person, due=due, alarms=alarms, language=language)
    except NoSuchCalendar as refusal:
        raise NotFound(refusal.faults) from refusal
    headers = {
        "Content-Disposition": 'attachment; filename="item.ics"',
        "Cache-Control": "private, no-cache",
    }
    return Response(data, media_type=_CALENDAR, headers=headers)
