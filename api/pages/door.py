"""``/d/{token}``: the desk at the door, on a phone; ``/k/{badge}``: what a badge's QR code opens.

Opening the door's link lets a phone in for the day, by a cookie that says no more than the link. A badge
checks its guest in only on such a phone: who scans his own badge is shown the way to the desk.
"""

from collections import Counter
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from api.mail.guest_token import is_token
from api.pages.reply import ServiceDep, refused_page
from api.pages.templates import page
from api.routes.service import Service
from api.store import check_ins, invitation_lists
from api.store.database import Session
from api.store.invitation_rows import Held
from api.store.seats import seats_of
from api.store.work import Actor
from api.texts.sentences import spoken
from events.check_in import Answer, CheckIn, Outcome, Scan
from events.guest import Guest, Segment
from events.guests.marks import plain
from events.invitation.invitation_list import InvitationList
from events.invitation.state import State

router = APIRouter(include_in_schema=False)
COOKIE = "zhaoshang_door"
_DAY_SECONDS = 16 * 3_600
_MOST_FOUND = 20
Text = Annotated[str, Form(max_length=200)]


@router.get("/d/{token}")
def desk(token: str, request: Request, service: ServiceDep, q: str = "") -> Response:
    """Counts, and the guests whose name or organisation holds ``q``."""
    with service.database.reading() as session:
        event = _event(session, token)
        if event is None:
            return refused_page(request, service)
        value = invitation_lists.invitation_list(session, event)
        language = invitation_lists.letter_of(session, event).language
        here = check_ins.check_in_of(session, event)
    answer = page("door", language, title=value.title, token=token, q=q, **_counted(value, here, q))
    answer.set_cookie(
        COOKIE, token, max_age=_DAY_SECONDS, httponly=True, samesite="lax", secure=service.settings.is_secure
    )
    return answer


@router.post("/d/{token}")
def check_in_by_name(
    token: str,
    request: Request,
    service: ServiceDep,
    guest: Text = "",
    name: Text = "",
    organisation: Text = "",
    companions: Annotated[int, Form(ge=0, le=50)] = 0,
) -> Response:
    """Somebody without a badge: ``guest`` (id) of the list, or a walk-in by name."""
    with service.database.reading() as session:
        event = _event(session, token)
    if event is None or not (guest or name.strip()):
        return refused_page(request, service)
    walk_in = None if guest else _walk_in(name, organisation)
    return _scanned(service, event, guest or (walk_in.id if walk_in else ""), companions, walk_in, token)


def _walk_in(name: str, organisation: str) -> Guest:
    return Guest(
        id=f"walk-in:{uuid4()}",
        name=name.strip(),
        organisation=organisation.strip(),
        segment=Segment.AUTHORITY,
    )


@router.get("/k/{badge}")
def badge_page(badge: str, request: Request, service: ServiceDep) -> Response:
    """On a phone that was let in: who it is, and the button. On any other: where the desk is."""
    with service.database.reading() as session:
        who = _badge(session, badge)
        if who is None:
            return refused_page(request, service)
        value = invitation_lists.invitation_list(session, who.event)
        language = invitation_lists.letter_of(session, who.event).language
        is_desk = _event(session, request.cookies.get(COOKIE, "")) is not None
    invitation = value.find(who.guest)
    return page("badge", language, title=value.title, invitation=invitation if is_desk else None)


@router.post("/k/{badge}")
def check_in_by_badge(
    badge: str,
    request: Request,
    service: ServiceDep,
    companions: Annotated[int, Form(ge=0, le=50)] = 0,
) -> Response:
    """Check the guest in, if this phone was let in at the door of any event."""
    door = request.cookies.get(COOKIE, "")
    with service.database.reading() as session:
        who, event = _badge(session, badge), _event(session, door)
    if who is None or event is None:
        return refused_page(request, service)
    if who.event != event:  # the code of another event is told, and nothing is recorded
        return _scanned(service, event, who.guest, companions, None, door, of=who.event)
    return _scanned(service, event, who.guest, companions, None, door)


def _scanned(
    service: Service,
    event: str,
    guest: str,
    companions: int,
    walk_in: Guest | None,
    door: str,
    *,
    of: str | None = None,
) -> HTMLResponse:
    at = service.clock()
    with service.database.work(Actor(id="door", name="door"), at) as work:
        what = Scan(event=of or event, guest=guest, at=at, by="door", companions=companions)
        seats = seats_of(work.session, event)
        answer = check_ins.scan(work, what, event, seats, walk_in)
        language = invitation_lists.letter_of(work.session, event).language
    flags = [spoken(flag, language) for flag in answer.flags]
    return page("arrival", language, answer=answer, flags=flags, door=door, is_good=_is_good(answer))


def _is_good(answer: Answer) -> bool:
    return answer.outcome is Outcome.WELCOME and not answer.flags


def _counted(value: InvitationList, here: CheckIn, q: str) -> dict[str, Any]:
    arrived = {item.guest: item for item in here.arrivals}
    expected = sum(item.state is State.ACCEPTED for item in value.invitations)
    came = Counter(item.outcome for item in here.arrivals)
    wanted = plain(q)
    found = [
        (item.guest, item.state, item.guest.id in arrived, item.plus_ones)
        for item in value.invitations
        if wanted and wanted in plain(item.guest.name + item.guest.organisation)
    ]
    return {
        "expected": expected,
        "present": len(here.arrivals),
        "heads": sum(here.heads_by_category().values()),
        "surprises": len(here.arrivals) - came[Outcome.WELCOME],
        "found": found[:_MOST_FOUND],
        "count": len(found),
    }


def _event(session: Session, token: str) -> str | None:
    return check_ins.event_by_door(session, token.lower()) if is_token(token) else None


def _badge(session: Session, token: str) -> Held | None:
    return check_ins.guest_by_badge(session, token.lower()) if is_token(token) else None
