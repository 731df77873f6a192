"""``/events/{identity}/meetings``: one-to-one meetings proposed, kept, changed on the day, printed."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query, Response
from pydantic import Field

from api.accounts.role import Action
from api.documents.meeting_timetable import MeetingWords, timetable_workbook
from api.routes.context import (
    Allowed,
    LanguageDep,
    OwnTransactionsDep,
    ReadingDep,
    ServiceDep,
    VersionDep,
    WorkDep,
)
from api.routes.documentation import refusals, versioned
from api.routes.exports import XLSX, attachment, file_route
from api.routes.guest_lists import EventId
from api.routes.kept_sheets import DryRun, event_of
from api.routes.records import tagged
from api.stopwatch import Stopwatch
from api.store import invitation_lists
from api.store.event_sheets import SheetKind
from api.store.kept_sheets import KeptSheet, SheetOf
from api.texts import Language
from events.matchmaking.arrange import arrange, written
from events.matchmaking.participant import Participant, Side
from events.matchmaking.request import Request as MeetingRequest
from events.matchmaking.request import Wish
from events.matchmaking.settled import (
    Resettled,
    SettledMeetings,
    SlotTimes,
    check_settled,
    resettled,
)
from events.matchmaking.task import DayNews, MeetingsTask
from events.matchmaking.timetable import Meeting, Reason, Timetable
from events.meeting_guests import meeting_guests
from planner.options import Options
from planner.plan import Status
from planner.value import Value

router = APIRouter(prefix="/events/{identity}/meetings", tags=["一对一洽谈 one-to-one meetings"])
# Participants are guests who accepted: whoever may not read the list of guests reads none of this.
_READ = [Depends(Allowed(Action.GUEST_READ))]
_WRITE = [Depends(Allowed(Action.EVENT_WRITE))]
KeptMeetings = KeptSheet[SettledMeetings]
MEETINGS = SheetOf(SheetKind.MEETINGS, SettledMeetings)
Seconds = Annotated[float, Field(gt=0, le=60)]
Reopen = Annotated[
    bool, Query(description="已定稿的也重新编排 · replace a final timetable too", examples=[False])
]


class Asked(MeetingsTask):
    """What is to be arranged, as a :class:`~events.matchmaking.meeting_day.MeetingDay`; ``seconds`` to try.

    With ``from_invitations`` everybody who accepted takes part; ``participants`` are hosts, further people
    or, by a guest's id, what is to be known of him. Requests name participants by id. Without
    ``morning_slots`` the day is not divided. ``options.effort`` makes equal bodies give equal timetables.
    """

    from_invitations: bool = False
    options: Options = Options()
    seconds: Seconds = 10


class LeftOutShown(Value):
    """A request that is not held, who would meet, and what stands against it in words."""

    request: str
    first: str
    second: str
    reason: Reason
    text: str


class ObstacleShown(Value):
    """Participants and requests (ids) that contradict each other, in words."""

    reason: Reason
    participants: tuple[str, ...]
    requests: tuple[str, ...]
    minimal: bool
    text: str


class MeetingsProposal(Value):
    """A timetable worked out, ``meetings`` ready to be kept; None if there is none, with the ``obstacles``.

    ``points`` are what the meetings are worth, ``points_bound`` proven: no timetable comes to more;
    ``gap_permille`` is how far below it they may lie. ``gaps`` are groups of idle slots, at least
    ``gaps_bound``.
    """

    status: Status
    meetings: SettledMeetings | None
    points: int
    points_bound: int | None
    gap_permille: int | None
    gaps: int
    gaps_bound: int | None
    left_out: tuple[LeftOutShown, ...]
    obstacles: tuple[ObstacleShown, ...]


class DayChanges(DayNews):
    """What has happened by slot ``now``: meetings in earlier slots stay as they were."""

    options: Options = Options()
    seconds: Seconds = 10


class MovedMeeting(Value):
    """A meeting (request id) that lies or sits elsewhere than before; None after: it is dropped."""

    request: str
    before: Meeting
    after: Meeting | None
    text: str


class BroughtIn(Value):
    """A meeting (request id) that was left out before and is held now."""

    request: str
    at: Meeting
    text: str


class MeetingsChange(Value):
    """The meetings after a change; kept unless it was a ``dry_run``. ``fewest``: no cheaper way exists.

    ``brought_in`` are meetings that were left out and for which the change made room, nobody moved for them.
    """

    dry_run: bool
    version: int
    meetings: SettledMeetings
    moved: tuple[MovedMeeting, ...]
    brought_in: tuple[BroughtIn, ...]
    fewest: bool
    left_out: tuple[LeftOutShown, ...]


_HOSTS = (
    Participant(id="host-1", name="区招商投资局", side=Side.HOST, most_meetings=3),
    Participant(id="host-2", name="区经济信息委", side=Side.HOST),
)
_COMPANIES = (
    Participant(id="company-1", name="示例智能装备公司"),
    Participant(id="company-2", name="示例精密铸造公司", forbidden=(1,)),
)
_REQUESTS = (
    MeetingRequest(id="r1", first="host-1", second="company-1", wish=Wish.MUST, points=60),
    MeetingRequest(id="r2", first="host-1", second="company-2", points=40),
    MeetingRequest(id="r3", first="host-2", second="company-1", points=30),
    MeetingRequest(id="r4", first="host-2", second="company-2", points=20, after=("r2",)),
)
_TIMES = SlotTimes(starts=(840, 870, 900), minutes=25)
_ASKED_VALUE = Asked(participants=(*_HOSTS, *_COMPANIES), requests=_REQUESTS, slots=3, tables=2, times=_TIMES)
ASKED = _ASKED_VALUE.model_dump(mode="json", exclude_defaults=True) | {"seconds": 5}
_DAY = _ASKED_VALUE.day()
KEPT = SettledMeetings(
    day=_DAY,
    timetable=written(_DAY, {"r1": 1, "r2": 2, "r3": 2, "r4": 3}, {"r1": 1, "r2": 1, "r3": 2, "r4": 2}),
    times=_TIMES,
).model_dump(mode="json", exclude_defaults=True)
CHANGES = {"changes": [{"kind": "table_lost", "table": 1, "from_slot": 2}], "now": 2, "seconds": 5}


@router.post(
    "/proposals",
    responses=refusals(404, 409, 422),
    dependencies=_READ,
    summary="拟定洽谈时间表 · Propose a timetable of meetings",
    operation_id="propose_meetings",
)
def propose_meetings(
    identity: EventId,
    asked: Annotated[Asked, Body(examples=[ASKED])],
    service: ServiceDep,
    language: LanguageDep,
) -> MeetingsProposal:
    """总分最高、空档最少，附证明上限；未排入、排不出的说明原因；不保存。 Nothing is stored."""
    participants = asked.participants
    with service.database.reading() as session:
        event_of(session, identity)
        if asked.from_invitations:
            invitations = invitation_lists.invitation_list(session, identity)
            participants = meeting_guests(invitations, asked.participants)
    day = asked.day(participants)
    # Takes seconds: no transaction is open meanwhile.
    timetable = arrange(day, asked.options, stop=Stopwatch(asked.seconds))
    return _proposal(SettledMeetings(day=day, timetable=timetable, times=asked.times), language)


@router.get(
    "",
    responses=versioned(404),
    dependencies=_READ,
    summary="洽谈时间表 · The timetable of meetings",
    operation_id="read_meetings",
)
def read_meetings(identity: EventId, session: ReadingDep, response: Response) -> KeptMeetings:
    """谁与谁、何时、哪桌，连同当初的要求。 Who meets whom, when, where, and what was asked for."""
    return tagged(response, MEETINGS.kept(session, identity))


@router.put(
    "",
    responses=versioned(404, 409, 422, 428),
    dependencies=_WRITE,
    summary="保存洽谈时间表 · Keep the timetable of meetings",
    operation_id="keep_meetings",
)
def keep_meetings(
    identity: EventId,
    meetings: Annotated[SettledMeetings, Body(examples=[KEPT])],
    version: VersionDep,
    work: WorkDep,
    response: Response,
    reopen: Reopen = False,  # noqa: FBT002  (a query parameter)
) -> KeptMeetings:
    """逐条复核，违规或数字不符的不收；stage 为 final 即定稿。首次保存 If-Match 为 "0"。 First: "0"."""
    event_of(work.session, identity)
    before = MEETINGS.find_value(work.session, identity)
    check_settled(meetings, before, reopen=reopen)
    return tagged(response, MEETINGS.keep(work, identity, meetings, version))


@router.post(
    "/changes",
    responses=refusals(404, 409, 422, 428),
    dependencies=_WRITE,
    summary="当日调整洽谈 · Re-time meetings on the day",
    operation_id="change_meetings",
)
def change_meetings(
    identity: EventId,
    asked: Annotated[DayChanges, Body(examples=[CHANGES])],
    version: VersionDep,
    transactions: OwnTransactionsDep,
    language: LanguageDep,
    dry_run: DryRun = False,  # noqa: FBT002  (a query parameter)
) -> MeetingsChange:
    """迟到、缺席、新到、撤桌、超时；尽量少动，空出的位置补排原先未排入的。 Little moves; room is used."""
    with transactions.reading() as session:
        found = MEETINGS.kept_at(session, identity, version)
    # Takes seconds: no transaction is open meanwhile.
    after = resettled(found.value, asked.changes, asked.options, now=asked.now, stop=Stopwatch(asked.seconds))
    if dry_run:
        return _change(after, found.version, language, dry_run=True)
    with transactions.work() as work:
        now = MEETINGS.keep(work, identity, after.meetings, found.version)
    return _change(after, now.version, language, dry_run=False)


@file_route(router, "/timetable.xlsx", XLSX, "洽谈时间表（表格） · The timetable as a workbook")
def meetings_xlsx(identity: EventId, session: ReadingDep, language: LanguageDep) -> Response:
    """一张按时间和桌号，一张按洽谈方。 One sheet by time and table, one by participant."""
    found = MEETINGS.kept(session, identity)
    content = timetable_workbook(found.value, found.changed_at, language)
    return attachment(content, "timetable.xlsx", XLSX)


def _proposal(found: SettledMeetings, language: Language) -> MeetingsProposal:
    timetable = found.timetable
    words = MeetingWords(found.day, found.times, language)
    obstacles = tuple(
        ObstacleShown(**item.model_dump(exclude={"parts", "detail"}), text=words.obstacle(item))
        for item in timetable.obstacles
    )
    return MeetingsProposal(
        status=timetable.status,
        meetings=None if timetable.status is Status.INFEASIBLE else found,
        points=timetable.points,
        points_bound=timetable.points_bound,
        gap_permille=timetable.gap_permille,
        gaps=timetable.gaps,
        gaps_bound=timetable.gaps_bound,
        left_out=tuple(_left_out(timetable, words)),
        obstacles=obstacles,
    )


def _left_out(timetable: Timetable, words: MeetingWords) -> Iterator[LeftOutShown]:
    for item in timetable.left_out:
        asked = words.request(item.request)
        yield LeftOutShown(
            request=item.request,
            first=words.person(asked.first),
            second=words.person(asked.second),
            reason=item.reason,
            text=words.left_out(item),
        )


def _change(after: Resettled, version: int, language: Language, *, dry_run: bool) -> MeetingsChange:
    meetings = after.meetings
    words = MeetingWords(meetings.day, meetings.times, language)
    moved = tuple(
        MovedMeeting(request=item.request, before=item.before, after=item.after, text=words.moved(item))
        for item in after.moved
    )
    return MeetingsChange(
        dry_run=dry_run,
        version=version,
        meetings=meetings,
        moved=moved,
        brought_in=tuple(
            BroughtIn(request=item.request, at=item, text=words.brought_in(item)) for item in after.brought_in
        ),
        fewest=meetings.timetable.status is Status.OPTIMAL,
        left_out=tuple(_left_out(meetings.timetable, words)),
    )
