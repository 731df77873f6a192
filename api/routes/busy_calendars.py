"""``/busy-times/import``: busy times out of somebody's calendar, by its address or as a file."""

import hashlib
from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Body, Depends, File, Form, Request, UploadFile
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from api.accounts.principal import Principal
from api.accounts.role import Action
from api.errors import InvalidInput
from api.fetch.calendar_file import MOST_BYTES, fetch_calendar, host_of
from api.imports.busy_calendar import occurrences
from api.imports.parse.bounds import unwanted_character
from api.imports.upload import plain_name
from api.routes.busy_times import RESOURCE
from api.routes.context import Allowed, PrincipalDep, ServiceDep, request_id_of
from api.routes.documentation import refusals
from api.routes.people import RESOURCE as PEOPLE
from api.routes.records import seen
from api.routes.service import Service
from api.store import audit_log, busy_calendars
from api.store.busy_calendars import BusyChange, Span
from api.store.people import BusyTime
from planner.clock import at, day_of
from planner.errors import Fault
from planner.value import Value

router = APIRouter(prefix=RESOURCE.path, tags=[f"{RESOURCE.noun[0]} {RESOURCE.noun[1]}"])
USUAL_DAYS = 365


class CalendarAddress(Value):
    """Whose calendar, where it stands, which days of it; ``commit`` writes what else is only reported."""

    person: str = Field(description="人员编号 · id of the person")
    url: str = Field(max_length=2_000, description="http、https 或 webcal 地址 · address of the .ics file")
    first: date | None = Field(default=None, description="自此日，缺省为今天 · from this day, else today")
    last: date | None = Field(
        default=None, description="至此日（含），缺省为一年后 · to this day, else a year on"
    )
    commit: bool = Field(default=False, description="写入，否则只试算 · write; else only report")


class BusyImport(Value):
    """What a calendar changes (``committed``), or would change, in a person's busy times."""

    person: str
    source: str
    first: date
    last: date
    committed: bool
    change: BusyChange


@router.post(
    "/import",
    responses=refusals(404, 409, 413, 422, 502),
    dependencies=[Depends(Allowed(Action.BUSY_WRITE))],
    summary="由日历地址导入占用 · Import busy times from the address of a calendar",
    operation_id="import_busy_times",
)
def import_by_address(
    request: Request,
    calendar: Annotated[
        CalendarAddress,
        Body(examples=[{"person": "person-example", "url": "https://calendar.example.com/me.ics"}]),
    ],
    service: ServiceDep,
    who: PrincipalDep,
) -> BusyImport:
    """先试算，看过结果再带 commit=true 提交。 Report first, then send it again with commit=true.

    试用：url 换成这台机器能访问的公开日历。

    To try it, put in the address of a public calendar that this machine can reach.
    """
    _refuse_stranger(service, who, calendar.person)
    try:
        content = fetch_calendar(calendar.url, service.settings)
    except InvalidInput as refused:
        _log_refused_address(request, service, who, calendar, refused)
        raise
    parts = urlsplit(calendar.url)
    digest = hashlib.sha256(calendar.url.encode()).hexdigest()[:8]
    source = f"{parts.hostname}#{digest}"  # the path may hold a token: it is told apart, not written down
    days = (calendar.first, calendar.last)
    return _imported(request, service, who, calendar.person, source, content, days, commit=calendar.commit)


def _plain(text: str) -> str:
    """What stands beside a file is not looked through before the route (see :mod:`api.routes.body_guard`)."""
    if (character := unwanted_character(text)) is not None:
        raise PydanticCustomError(
            "text_with_control_character", "holds a control character", {"character": character}
        )
    return text


@router.post(
    "/import/file",
    responses=refusals(404, 409, 413, 422),
    dependencies=[Depends(Allowed(Action.BUSY_WRITE))],
    summary="由 .ics 文件导入占用 · Import busy times from an .ics file",
    operation_id="import_busy_times_file",
)
def import_file(
    request: Request,
    file: Annotated[UploadFile, File(description="iCalendar (.ics)")],
    person: Annotated[
        str, Form(max_length=200, description="人员编号 · id of the person"), AfterValidator(_plain)
    ],
    service: ServiceDep,
    who: PrincipalDep,
    first: Annotated[date | None, Form()] = None,
    last: Annotated[date | None, Form()] = None,
    commit: Annotated[bool, Form()] = False,  # noqa: FBT002  (a field of a form)
) -> BusyImport:
    """同名文件再次导入时以新文件为准。 A file of the same name replaces what it brought before.

    试用：选 `GET /me/calendar.ics` 下载的文件。

    To try it, choose the file that `GET /me/calendar.ics` gives.
    """
    _refuse_stranger(service, who, person)
    content = file.file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        detail = {"most": f"{MOST_BYTES // 2**20} MiB"}
        raise InvalidInput(Fault(code="calendar_too_large", place="file", detail=detail))
    source = f"file {plain_name(file.filename or '')}"
    return _imported(request, service, who, person, source, content, (first, last), commit=commit)


def _refuse_stranger(service: Service, who: Principal, person: str) -> None:
    """Raises NotFound before anything is fetched for a person who is not there for this account."""
    with service.database.reading() as session:
        seen(session, PEOPLE, who, person)


def _imported(
    request: Request,
    service: Service,
    who: Principal,
    person: str,
    source: str,
    content: bytes,
    days: tuple[date | None, date | None],
    *,
    commit: bool,
) -> BusyImport:
    now = service.clock()
    first = days[0] or day_of(now)
    last = days[1] or first + timedelta(days=USUAL_DAYS)
    values = [
        BusyTime(
            id=busy_calendars.identity_of(person, source, item.uid, item.recurrence),
            person=person,
            start=item.start,
            end=item.end,
            title=item.title,
            source=source,
            uid=item.uid,
        )
        for item in occurrences(content, first, last)
    ]
    span = Span(at(first, 0), at(last + timedelta(days=1), 0))
    if commit:
        with service.database.work(who.actor(request_id_of(request)), now) as work:
            change = busy_calendars.bring_up_to_date(work, person, source, span, values)
    else:
        with service.database.reading() as session:
            change = busy_calendars.compare(session, person, source, span, values)
    return BusyImport(person=person, source=source, first=first, last=last, committed=commit, change=change)


def _log_refused_address(
    request: Request, service: Service, who: Principal, calendar: CalendarAddress, refused: InvalidInput
) -> None:
    """An address inside our own network is worth a line, in a transaction of its own; others are slips."""
    if refused.faults[0].code != "address_not_public":
        return
    after = {"host": refused.faults[0].value, "asked": host_of(calendar.url)}
    with service.database.work(who.actor(request_id_of(request)), service.clock()) as work:
        audit_log.log(work, "refuse_address", "busy_time", calendar.person, after=after)
