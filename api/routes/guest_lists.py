"""``/events/{identity}/guest-proposals``: whom to invite, worked out; and the list opened from it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Body, Depends, Path, Request, Response
from pydantic import Field, ValidationError

from api.accounts.role import Action
from api.errors import InvalidInput
from api.routes.context import (
    Allowed,
    LanguageDep,
    PrincipalDep,
    ReadingDep,
    ServiceDep,
    request_id_of,
)
from api.routes.documentation import ETAG, LOCATION, refusals
from api.routes.idempotency import Answer, OnceDep
from api.routes.problems import ProblemFault, told, unfit
from api.store import invitation_lists
from api.store.database import Session
from api.store.event_days import EventDay, event_day
from api.store.invitation_rows import GuestLetter
from api.texts import Language
from events.guest import Segment
from events.guests.companies import company_candidates
from events.guests.demand import GuestDemand
from events.guests.lists import GuestList, Merged, merged
from events.guests.proposal import ListStatus, Proposal
from events.guests.propose import propose
from events.guests.quota import GuestQuota
from events.invitation.answer_rule import AnswerRule
from events.invitation.invitation_list import InvitationList
from events.invitation.opening import opened
from planner.errors import Fault
from planner.value import Value

router = APIRouter(prefix="/events/{identity}", tags=["嘉宾 guest"])
EventId = Annotated[str, Path(min_length=1, max_length=200, description="活动编号「季:活动」 · season:event")]
PREFIX = "/api/v1"
_LEAD_DAYS, _ANSWER_LEAD_DAYS = 7, 5  # before the event: last invitations, last answers


class Asked(Value):
    """What a list shall be, and out of whom.

    ``lists`` are the guests that units, associations and the office name; with ``companies`` the contact
    persons of the season's companies stand beside them, ``segments`` saying by company (id) where in the
    chain it stands. ``told_apart`` are pairs of guests (ids) of whom somebody has said that they are two
    people. ``day`` is asked for while nothing is published.
    """

    demand: GuestDemand
    lists: tuple[GuestList, ...] = Field(default=(), max_length=200)
    companies: bool = True
    segments: dict[str, Segment] = {}
    told_apart: tuple[tuple[str, str], ...] = ()
    day: date | None = None


class Opening(Asked):
    """A list to be opened: as it is proposed, with what its letters say and when answers are due.

    Without a ``rule`` the last invitations leave a week, and the last answers are due five days, before the
    event. ``places`` are heads, plus-ones included.
    """

    letter: GuestLetter = GuestLetter()
    rule: AnswerRule | None = None
    places: int | None = Field(default=None, ge=1, le=5_000)
    most_plus_ones: int = Field(default=1, ge=0, le=50)


class Proposed(Value):
    """A proposed list, and in words what somebody should know of it."""

    proposal: Proposal
    notes: tuple[ProblemFault, ...]


class _Found(NamedTuple):
    """What was worked out for a request."""

    held: EventDay
    candidates: Merged
    proposal: Proposal
    faults: tuple[Fault, ...]


EXAMPLE = Opening(
    demand=GuestDemand(
        chain="chain-example",
        most_guests=30,
        quotas=(GuestQuota(id="专家", segment=Segment.EXPERT, least=1, most=5),),
    ),
    lists=(
        GuestList.model_validate(
            {
                "name": "区农业农村委",
                "guests": [
                    {
                        "id": "guest-example",
                        "name": "钱教授",
                        "organisation": "西南大学",
                        "post": "教授",
                        "segment": "expert",
                        "mail": "qian@university.example",
                        "phone": "13800000001",
                        "points": 3_000,
                    }
                ],
            }
        ),
    ),
    day=date(2026, 5, 18),
    letter=GuestLetter(venue="江津区团结湖会议中心", contact="王科长 023-4750 0000"),
)
_ASKED = EXAMPLE.model_dump(mode="json", exclude_defaults=True, include=set(Asked.model_fields))
_OPENING = EXAMPLE.model_dump(mode="json", exclude_defaults=True)


@router.post(
    "/guest-proposals",
    responses=refusals(404, 409, 422),
    dependencies=[Depends(Allowed(Action.GUEST_READ))],
    summary="拟定嘉宾名单 · Propose a guest list",
    operation_id="propose_guests",
)
def propose_guests(
    identity: EventId,
    asked: Annotated[Asked, Body(examples=[_ASKED])],
    session: ReadingDep,
    service: ServiceDep,
    language: LanguageDep,
) -> Proposed:
    """按环节、邀请单位、区域配额拟定，附替补顺序和未选原因；不保存。 Nothing is stored."""
    found = _worked_out(session, identity, asked, service)
    return Proposed(proposal=found.proposal, notes=_said(found, language))


@router.post(
    "/invitations",
    status_code=201,
    response_model=InvitationList,
    responses=refusals(404, 409, 422) | {201: {"headers": LOCATION | ETAG}},
    dependencies=[Depends(Allowed(Action.GUEST_WRITE))],
    summary="按名单建立邀请 · Open the invitation list",
    operation_id="open_invitations",
)
def open_invitations(
    identity: EventId,
    opening: Annotated[Opening, Body(examples=[_OPENING])],
    request: Request,
    service: ServiceDep,
    who: PrincipalDep,
    once: OnceDep,
) -> Response:
    """全部为草稿，尚未发出；无法满足的配额逐条说明并拒绝。 All are drafts; nothing is sent."""
    # A long list takes seconds to work out: nobody is kept from writing meanwhile.
    with service.database.reading() as session:
        found = _worked_out(session, identity, opening, service)
    if found.proposal.status is ListStatus.INFEASIBLE:
        raise InvalidInput(found.proposal.obstacles)
    made = _list(identity, found, opening)
    with service.database.work(who.actor(request_id_of(request)), service.clock()) as work:

        def make() -> Answer:
            kept = invitation_lists.open_list(work, made, opening.letter)
            location = f"{PREFIX}/events/{identity}/invitations"
            return Answer(201, kept, {"Location": location, "ETag": f'"{kept.version}"'})

        return once.answer(work, make)


def _worked_out(session: Session, identity: str, asked: Asked, service: ServiceDep) -> _Found:
    held = event_day(session, identity, service.clock(), asked.day)
    lists, faults = list(asked.lists), tuple[Fault, ...]()
    if asked.companies:
        own = company_candidates(held.season, "企业联系人", asked.demand.chain, asked.segments)
        lists.append(own.guests)
        faults = own.faults
    candidates = merged(lists, asked.told_apart)
    return _Found(held, candidates, propose(candidates, asked.demand), faults)


def fitting(make: Callable[[], InvitationList]) -> InvitationList:
    """What ``make`` gives; InvalidInput if its days and quotas contradict one another."""
    try:
        return make()
    except ValidationError as error:
        raise InvalidInput(unfit(error.errors())) from error


def _list(identity: str, found: _Found, opening: Opening) -> InvitationList:
    return fitting(lambda: _opened(identity, found, opening))


def _opened(identity: str, found: _Found, opening: Opening) -> InvitationList:
    season, event, day = found.held
    rule = opening.rule or AnswerRule(
        last_invitation=day - timedelta(days=_LEAD_DAYS), last_answer=day - timedelta(days=_ANSWER_LEAD_DAYS)
    )
    made = opened(
        event,
        day,
        found.proposal,
        opening.demand,
        rule,
        season.workdays(),
        suspects=found.candidates.suspects,
        places=opening.places,
        most_plus_ones=opening.most_plus_ones,
    )
    return made.model_copy(update={"event": identity})


def _said(found: _Found, language: Language) -> tuple[ProblemFault, ...]:
    faults: Sequence[Fault] = (*found.proposal.obstacles, *found.proposal.notes, *found.faults)
    return tuple(told(fault, language) for fault in faults)
