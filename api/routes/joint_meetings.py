"""``/joint-meetings/{identity}``: agenda and minutes of a joint meeting (联席会议), as data and paper."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Header, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.accounts.role import Action
from api.documents.content import OfficialPaper
from api.documents.legible import one_line
from api.documents.meeting_papers import MeetingPapers, agenda_paper, minutes_paper
from api.documents.official_paper import paper_docx
from api.routes.context import Allowed, LanguageDep, ReadingDep, ServiceDep, WorkDep, version_of
from api.routes.documentation import ETAG, refusals
from api.routes.exports import DOCX, answers, attachment
from api.routes.guest_lists import EventId
from api.routes.records import etag_of
from api.store import joint_meetings
from api.store.joint_meetings import KeptMinutes, Meeting
from api.texts import Language, say
from events.agenda import Agenda, AgendaRules
from events.minutes import Minutes, MinutesTaken, Present
from planner.value import Value

router = APIRouter(prefix="/joint-meetings/{identity}", tags=["联席会议 joint meeting"])
_READ = [Depends(Allowed(Action.EVENT_READ))]
_WRITE = [Depends(Allowed(Action.EVENT_WRITE))]
UnitId = Annotated[str, Field(min_length=1, max_length=200)]
_UNITS: list[UnitId] = Field(
    default=[], max_length=100, description="每次必到的单位编号 · ids of units that always attend"
)


class AgendaQuery(BaseModel):
    """How long items take, and who always attends beside the units of those the event requires."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    overdue_minutes: int = Field(default=10, ge=1, le=120, description="逾期事项每项分钟数 · an overdue item")
    other_minutes: int = Field(default=5, ge=1, le=120, description="其他事项每项分钟数 · any other item")
    standing: list[UnitId] = _UNITS

    @property
    def rules(self) -> AgendaRules:
        """The same as a value."""
        return AgendaRules(
            overdue_minutes=self.overdue_minutes,
            other_minutes=self.other_minutes,
            standing=tuple(self.standing),
        )


class MeetingAgenda(Value):
    """A joint meeting and its agenda as it stands; ``names`` of its units and people by id.

    What falls due before the meeting ``following`` is on it; times are minutes of the day.
    """

    event: str
    title: str
    day: date
    following: date
    start_minute: int
    duration_minutes: int
    venue: str
    agenda: Agenda
    names: dict[str, str]


class MeetingMinutes(Value):
    """Minutes as they are kept, with the agenda they are about."""

    event: str
    version: int
    changed_at: datetime
    changed_by: str
    minutes: Minutes
    names: dict[str, str]


Asked = Annotated[AgendaQuery, Query()]
_EXAMPLE = MinutesTaken(
    present=(Present(unit="unit-example", name="王副局长"),), recorder="李干事", issuer="江区长"
).model_dump(mode="json", exclude_defaults=True)


@router.get(
    "/agenda",
    responses=refusals(404, 409, 422),
    dependencies=_READ,
    summary="会议议程 · The agenda",
    operation_id="read_agenda",
)
def read_agenda(identity: EventId, asked: Asked, session: ReadingDep, service: ServiceDep) -> MeetingAgenda:
    """逾期在前；排不下的列在 beyond。 Most overdue first; what there is no time for is in `beyond`."""
    found = joint_meetings.meeting(session, identity, asked.rules, service.clock())
    event = found.held.event
    return MeetingAgenda(
        event=identity,
        title=event.title,
        day=found.held.day,
        following=found.following,
        start_minute=event.start_minute,
        duration_minutes=event.duration_minutes,
        venue=event.venue,
        agenda=found.agenda,
        names=found.names,
    )


@router.get(
    "/agenda.docx",
    response_class=Response,
    responses=answers(DOCX) | refusals(409),
    dependencies=_READ,
    summary="会议议程文档 · The agenda as a document",
    operation_id="download_agenda",
)
def download_agenda(
    identity: EventId, asked: Asked, session: ReadingDep, service: ServiceDep, language: LanguageDep
) -> Response:
    """供印发。 To be handed out."""
    now = service.clock()
    found = joint_meetings.meeting(session, identity, asked.rules, now)
    return _file("agenda", agenda_paper, _papers(found, now, language))


@router.get(
    "/minutes",
    responses=refusals(404, 409) | {200: {"headers": ETAG}},
    dependencies=_READ,
    summary="会议纪要 · The minutes",
    operation_id="read_minutes",
)
def read_minutes(identity: EventId, session: ReadingDep, response: Response) -> MeetingMinutes:
    """ETag 是版本号，修改时放进 If-Match。 Its ETag is the version; send it as If-Match with a change."""
    kept = joint_meetings.minutes_of(session, identity)
    return _told(kept, joint_meetings.names_in(session, kept.minutes), response)


@router.put(
    "/minutes",
    responses=refusals(404, 409, 422) | {200: {"headers": ETAG}},
    dependencies=_WRITE,
    summary="记录会议纪要 · Keep the minutes",
    operation_id="keep_minutes",
)
def keep_minutes(
    identity: EventId,
    taken: Annotated[MinutesTaken, Body(examples=[_EXAMPLE])],
    asked: Asked,
    work: WorkDep,
    response: Response,
    if_match: Annotated[str | None, Header(description='修改时必填 · with a change, e.g. "3"')] = None,
) -> MeetingMinutes:
    """首次记录时固定议程，不改动问题本身。 The first fixes the agenda; problems stay as they are."""
    version = None if if_match is None else version_of(if_match)
    kept = joint_meetings.keep_minutes(work, identity, taken, asked.rules, version)
    return _told(kept, joint_meetings.names_in(work.session, kept.minutes), response)


@router.get(
    "/minutes.docx",
    response_class=Response,
    responses=answers(DOCX) | refusals(409),
    dependencies=_READ,
    summary="会议纪要文档 · The minutes as a document",
    operation_id="download_minutes",
)
def download_minutes(
    identity: EventId, asked: Asked, session: ReadingDep, service: ServiceDep, language: LanguageDep
) -> Response:
    """尚未记录时为空白表。 An empty form while none are kept."""
    now = service.clock()
    found = joint_meetings.meeting(session, identity, asked.rules, now)
    papers, kept = _papers(found, now, language), joint_meetings.find_minutes(session, identity)
    if kept is not None:
        papers = papers._replace(
            agenda=kept.minutes.agenda,
            names=joint_meetings.names_in(session, kept.minutes),
            minutes=kept.minutes,
            made_at=kept.sheet.changed_at,
        )
    return _file("minutes", minutes_paper, papers)


def _papers(found: Meeting, now: datetime, language: Language) -> MeetingPapers:
    event = found.held.event
    return MeetingPapers(
        title=event.title,
        agenda=found.agenda,
        names=found.names,
        start_minute=event.start_minute,
        venue=event.venue,
        made_at=now,
        language=language,
    )


def _file(name: str, paper: Callable[[MeetingPapers], OfficialPaper], papers: MeetingPapers) -> Response:
    word = say(f"joint_meeting.file.{name}", papers.language)
    title = f"{one_line(papers.title)} {word} {papers.agenda.day.isoformat()}.docx"
    return attachment(paper_docx(paper(papers)), title, DOCX)


def _told(kept: KeptMinutes, names: dict[str, str], response: Response) -> MeetingMinutes:
    sheet = kept.sheet
    response.headers["ETag"] = etag_of(sheet.version)
    return MeetingMinutes(
        event=sheet.event,
        version=sheet.version,
        changed_at=sheet.changed_at,
        changed_by=sheet.changed_by,
        minutes=kept.minutes,
        names=names,
    )
