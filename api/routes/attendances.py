"""``/trainings/{identity}/attendance``: who had a training; their nominations follow."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Header, Response

from api.accounts.role import Action
from api.routes.context import Allowed, ReadingDep, WorkDep, version_of
from api.routes.documentation import versioned
from api.routes.guest_lists import EventId
from api.routes.records import etag_of
from api.store import attendances
from api.store.attendances import KeptAttendance
from events.training import Attendance
from planner.value import Value

router = APIRouter(prefix="/trainings/{identity}", tags=["培训 training"])
_EXAMPLE = Attendance(subject="招商礼仪", present=("person-example",)).model_dump(mode="json")


class TrainingAttendance(Value):
    """Who was there; ``outside`` are those of them who are not in the pool and not on the way (ids)."""

    event: str
    version: int
    changed_at: datetime
    changed_by: str
    subject: str
    present: tuple[str, ...]
    outside: tuple[str, ...]


@router.get(
    "/attendance",
    responses=versioned(404),
    dependencies=[Depends(Allowed(Action.EVENT_READ))],
    summary="培训签到 · Who had the training",
    operation_id="read_attendance",
)
def read_attendance(identity: EventId, session: ReadingDep, response: Response) -> TrainingAttendance:
    """ETag 是版本号，修改时放进 If-Match。 Its ETag is the version; send it as If-Match with a change."""
    return _told(attendances.attendance_of(session, identity), response)


@router.put(
    "/attendance",
    responses=versioned(404, 409, 422),
    dependencies=[Depends(Allowed(Action.EVENT_WRITE))],
    summary="登记培训签到 · Tell who had the training",
    operation_id="keep_attendance",
)
def keep_attendance(
    identity: EventId,
    told: Annotated[Attendance, Body(examples=[_EXAMPLE])],
    work: WorkDep,
    response: Response,
    if_match: Annotated[str | None, Header(description='修改时必填 · with a change, e.g. "3"')] = None,
) -> TrainingAttendance:
    """写入人才库；改正时撤回误登的。 Nominations follow; what was told by mistake is taken back."""
    version = None if if_match is None else version_of(if_match)
    return _told(attendances.keep_attendance(work, identity, told, version), response)


def _told(kept: KeptAttendance, response: Response) -> TrainingAttendance:
    sheet = kept.sheet
    response.headers["ETag"] = etag_of(sheet.version)
    return TrainingAttendance(
        event=sheet.event,
        version=sheet.version,
        changed_at=sheet.changed_at,
        changed_by=sheet.changed_by,
        subject=kept.attendance.subject,
        present=kept.attendance.present,
        outside=kept.outside,
    )
