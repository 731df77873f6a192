"""``/joint-meeting-series``: series of joint meetings (联席会议), previewed and laid into seasons."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query, Response
from pydantic import Field

from api.accounts.role import Action
from api.documents.dates import dated
from api.routes.context import Allowed, LanguageDep, ReadingDep, ServiceDep, VersionDep, WorkDep
from api.routes.documentation import ETAG, refusals
from api.routes.filters import MeetingSeriesQuery
from api.routes.kept_sheets import DryRun
from api.routes.records import Identity, etag_of, router_of
from api.routes.resource import Bound, Resource, own_id
from api.store import meeting_series
from api.store.meeting_series import MEETING_SERIES, SeriesLaid
from api.texts import Language, say
from events.meeting_series import Laying, MeetingSeries, Outcome
from planner.value import Value

RESOURCE = Resource(
    kind=MEETING_SERIES,
    path="/joint-meeting-series",
    noun=("联席会议系列", "series of joint meetings"),
    read=Action.EVENT_READ,
    write=Action.EVENT_WRITE,
    query=MeetingSeriesQuery,
    example=MeetingSeries(
        id="series-example",
        title="重点项目联席会议（示例）",
        units=("unit-example",),
        leaders=("person-example",),
        venue="区政府三楼会议室",
    ),
    bound=Bound(),
    check=own_id,
)
router: APIRouter = router_of(RESOURCE)
SeasonId = Annotated[str, Field(min_length=1, max_length=200)]


class LaidInto(Value):
    """The season whose calendar the meetings go into."""

    season: SeasonId


class SeriesMeeting(Value):
    """A meeting of the series: its ``usual`` day, the ``day`` it is held on, and what becomes of it.

    ``event`` is the id of its event (``season:event``), with which agenda and minutes are asked for. ``day``
    is as the event stands where somebody has moved it. ``changed`` are fields that follow the series with
    this, ``by_hand`` those that were changed by hand and stay. ``text`` says it in words.
    """

    event: str
    usual: date | None
    day: date
    outcome: Outcome
    changed: tuple[str, ...]
    by_hand: tuple[str, ...]
    text: str


class SeriesMeetings(Value):
    """The meetings of a series in a season; ``version`` is the series' and goes into If-Match.

    ``unrepresented`` are its units (ids) without anybody to send.
    """

    series: str
    season: str
    version: int
    dry_run: bool
    meetings: tuple[SeriesMeeting, ...]
    unrepresented: tuple[str, ...]


@router.get(
    "/{identity}/meetings",
    responses=refusals(404, 422) | {200: {"headers": ETAG}},
    dependencies=[Depends(Allowed(Action.EVENT_READ))],
    summary="预览某季的会期及挪动原因 · The days in a season, and why each is moved",
    operation_id="preview_series_meetings",
)
def preview_series_meetings(
    identity: Identity,
    season: Annotated[str, Query(min_length=1, max_length=200, description="招商季编号 · id of the season")],
    session: ReadingDep,
    service: ServiceDep,
    language: LanguageDep,
    response: Response,
) -> SeriesMeetings:
    """逢休息日提前或顺延；不改动任何内容。 Moved off rest days; nothing is changed."""
    found = meeting_series.previewed(session, identity, season, service.clock())
    return _told(found, language, response, dry_run=True)


@router.post(
    "/{identity}/meetings",
    responses=refusals(404, 409, 422, 428) | {200: {"headers": ETAG}},
    dependencies=[Depends(Allowed(Action.EVENT_WRITE))],
    summary="排入某季 · Lay them into a season",
    operation_id="lay_series_meetings",
)
def lay_series_meetings(
    identity: Identity,
    into: Annotated[LaidInto, Body(examples=[{"season": "season-example"}])],
    version: VersionDep,
    work: WorkDep,
    language: LanguageDep,
    response: Response,
    dry_run: DryRun = False,  # noqa: FBT002  (a query parameter)
) -> SeriesMeetings:
    """可重复执行；手工改过的、已开过的、已删除的不动。 May be repeated; what was changed by hand stays."""
    if dry_run:
        found = meeting_series.previewed(work.session, identity, into.season, work.at)
        meeting_series.refuse_other_version(found.series, version)
    else:
        found = meeting_series.lay(work, identity, into.season, version)
    return _told(found, language, response, dry_run=dry_run)


def _told(found: SeriesLaid, language: Language, response: Response, *, dry_run: bool) -> SeriesMeetings:
    response.headers["ETag"] = etag_of(found.series.version)
    return SeriesMeetings(
        series=found.series.id,
        season=found.season,
        version=found.series.version,
        dry_run=dry_run,
        meetings=tuple(_meeting(item, found.season, language) for item in found.meetings),
        unrepresented=found.unrepresented,
    )


def _meeting(item: Laying, season: str, language: Language) -> SeriesMeeting:
    return SeriesMeeting(
        event=f"{season}:{item.id}",
        usual=None if item.held is None else item.held.usual,
        day=item.day,
        outcome=item.outcome,
        changed=item.changed,
        by_hand=item.by_hand,
        text=_words(item, language),
    )


def _words(item: Laying, language: Language) -> str:
    """Why the day is what it is, then what becomes of the meeting."""
    sentences = []
    if item.held is not None and item.held.rest is not None:
        direction = "earlier" if item.held.day < item.held.usual else "later"
        rest = item.held.rest or say("joint_meeting.series.weekend", language)
        words = {"usual": dated(item.held.usual, language), "day": dated(item.held.day, language)}
        sentences.append(say(f"joint_meeting.series.{direction}", language, rest=rest, **words))
    outcome = f"joint_meeting.series.outcome_{item.outcome.value}"
    sentences.append(say(outcome, language, day=dated(item.day, language)))
    if item.by_hand:
        separator = say("document.list.separator", language)
        fields = separator.join(say(f"joint_meeting.field.{name}", language) for name in item.by_hand)
        sentences.append(say("joint_meeting.series.by_hand", language, fields=fields))
    return say("document.list.semicolon", language).join(sentences)
