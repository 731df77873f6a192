"""``/events/{identity}/check-in``: who has come; the link that lets phones in at the door; badges."""

from typing import Annotated, Self

from fastapi import APIRouter, Body, Depends
from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from api.accounts.role import Action
from api.routes.context import Allowed, LanguageDep, PrincipalDep, ReadingDep, ServiceDep, WorkDep
from api.routes.documentation import refusals
from api.routes.guest_lists import EventId
from api.routes.problems import ProblemFault, told
from api.store import check_ins, invitation_lists
from api.store.seats import seats_of
from events.check_in import Arrival, Outcome, Scan, Seat
from events.guest import Guest
from planner.value import Value

router = APIRouter(prefix="/events/{identity}", tags=["签到 check-in"])
_READ = [Depends(Allowed(Action.GUEST_READ))]
_WRITE = [Depends(Allowed(Action.GUEST_WRITE))]


class Attendance(Value):
    """Who has come, heads by category, and who accepted and has not come (ids)."""

    arrivals: tuple[Arrival, ...]
    heads: dict[str, int]
    missing: tuple[str, ...]


class Coming(Value):
    """Somebody at the door: ``guest`` (id) of the list, or a ``walk_in``."""

    guest: str = Field(default="", max_length=200)
    walk_in: Guest | None = None
    companions: int = Field(default=0, ge=0, le=50)

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not self.guest and self.walk_in is None:
            raise PydanticCustomError("nobody_at_the_door", "neither a guest nor a walk-in")
        return self


class Met(Value):
    """What the desk is told."""

    outcome: Outcome
    name: str
    seat: Seat | None
    first: AwareDatetime | None
    flags: tuple[ProblemFault, ...]


class Door(Value):
    """The link that lets a phone in at the door."""

    link: str


@router.get(
    "/check-in",
    responses=refusals(404),
    dependencies=_READ,
    summary="签到实况 · Who has come",
    operation_id="read_check_in",
)
def read_check_in(identity: EventId, session: ReadingDep) -> Attendance:
    """按到场先后。 In order of coming."""
    value = invitation_lists.invitation_list(session, identity)
    here = check_ins.check_in_of(session, identity)
    return Attendance(
        arrivals=here.arrivals, heads=dict(here.heads_by_category()), missing=here.missing(value)
    )


@router.post(
    "/check-in",
    responses=refusals(404, 422),
    dependencies=_WRITE,
    summary="签到 · Check somebody in",
    operation_id="check_in",
)
def check_in(
    identity: EventId,
    coming: Annotated[Coming, Body(examples=[{"guest": "guest-example"}])],
    work: WorkDep,
    who: PrincipalDep,
    language: LanguageDep,
) -> Met:
    """每人只记一次；名单外的也登记，并提示。 Each once; who was not expected is entered with a flag."""
    name = coming.guest or (coming.walk_in.id if coming.walk_in else "")
    what = Scan(event=identity, guest=name, at=work.at, by=who.name, companions=coming.companions)
    seats = seats_of(work.session, identity)
    answer = check_ins.scan(work, what, identity, seats, coming.walk_in)
    flags = tuple(told(flag, language) for flag in answer.flags)
    return Met(outcome=answer.outcome, name=answer.name, seat=answer.seat, first=answer.first, flags=flags)


@router.get(
    "/door",
    responses=refusals(404),
    dependencies=_WRITE,
    summary="签到台链接 · The link for phones at the door",
    operation_id="read_door",
)
def read_door(identity: EventId, session: ReadingDep, service: ServiceDep) -> Door:
    """签到人员的手机打开一次即可扫码签到，无需账号。 Opened once, a phone may check guests in."""
    return Door(link=f"{service.settings.public_url}/d/{check_ins.door_of(session, identity)}")


@router.post(
    "/door",
    responses=refusals(404),
    dependencies=_WRITE,
    summary="更换签到台链接 · A new link for the door",
    operation_id="renew_door",
)
def renew_door(identity: EventId, work: WorkDep, service: ServiceDep) -> Door:
    """原链接和已进入的手机立即失效。 The old one, and the phones it let in, are out at once."""
    return Door(link=f"{service.settings.public_url}/d/{check_ins.new_door(work, identity)}")
