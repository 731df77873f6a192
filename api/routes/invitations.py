"""``/events/{identity}/invitations``: the list, its waves and answers; each mail shown before it leaves."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Query, Request, Response
from pydantic import AwareDatetime, Field

from api.accounts.role import Action
from api.errors import InvalidInput, NotFound
from api.post import desk
from api.post.desk import Done
from api.post.office import Office, office_of
from api.routes.context import Allowed, LanguageDep, PrincipalDep, ReadingDep, ServiceDep, VersionDep, WorkDep
from api.routes.documentation import ETAG, refusals
from api.routes.guest_lists import EventId, fitting
from api.routes.mails_shown import MailShown, shown
from api.routes.problems import ProblemFault, answer, told
from api.store import invitation_lists, outbox
from api.store.event_days import event_day, season_of_event
from api.store.invitation_rows import GuestLetter, Held
from api.store.outbox import ParcelState
from api.store.work import Work
from api.texts import Language
from events.invitation.act import Accept, Decline, Delegate, Extend, Hesitate, Restore, Withdraw
from events.invitation.clash import engaged
from events.invitation.decision import Decision
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.state import State
from events.invitation.waves import PassedOver, Wave, advance, next_wave
from planner.clock import day_of
from planner.errors import Fault
from planner.value import Value

router = APIRouter(prefix="/events/{identity}/invitations", tags=["邀请 invitation"])
GuestId = Annotated[str, Path(min_length=1, max_length=200, description="嘉宾编号 · id of the guest")]
DryRun = Annotated[
    bool, Query(description="只看会发出什么，不改动 · show what would leave, change nothing", examples=[True])
]
ShownFrom = Annotated[
    int,
    Query(ge=0, le=10_000, description="从第几封起列出邮件，一次五十封 · which mail is the first one shown"),
]
_WRITE = [Depends(Allowed(Action.GUEST_WRITE))]


class Listed(Value):
    """The list, how many are in which state by category, and what its letters say.

    ``undelivered`` are guests (ids) whose latest mail was refused, or may not have left: they should be
    called.
    """

    invitations: InvitationList
    letter: GuestLetter
    states: dict[State, int]
    places: dict[str, tuple[int, int]]
    undelivered: dict[str, ParcelState]


class Outcome(Value):
    """What was done, or with ``dry_run`` would be; fifty mails are shown whole, from ``shown_from`` on.

    ``mailing`` is what the mails are called together in the outbox. ``letters`` are guests (ids) who have no
    mail: write to them by message or letter. Of a wave, ``left_out`` are drafts (ids) for whom a quota has no
    place, and ``not_before`` is when the office opens if it is closed: then a ``dry_run`` shows what would
    leave at that hour.
    """

    dry_run: bool
    version: int
    mailing: str
    mails: int
    shown: tuple[MailShown, ...]
    letters: tuple[str, ...]
    notes: tuple[ProblemFault, ...]
    left_out: tuple[str, ...] = ()
    not_before: AwareDatetime | None = None


class Revision(Value):
    """The list as it shall be; answers may not differ from those there are.

    Title, span, rule, quotas, who the guests are and in which order they are asked may; drafts may be added,
    at the end. ``version``, ``invites_until`` and ``answers_until`` are the server's to say.
    """

    invitations: InvitationList
    letter: GuestLetter


# What a person enters; sending, lapsing and moving up follow from waves, deadlines and places.
Entered = Annotated[
    Accept | Decline | Hesitate | Delegate | Withdraw | Restore | Extend, Field(discriminator="kind")
]


class Link(Value):
    """The guest's own link, as an address."""

    link: str


def _office(service: ServiceDep) -> Office:
    return office_of(service.settings)


OfficeDep = Annotated[Office, Depends(_office)]


@router.get(
    "",
    responses=refusals(404) | {200: {"headers": ETAG}},
    dependencies=[Depends(Allowed(Action.GUEST_READ))],
    summary="邀请名单与答复 · The list and its answers",
    operation_id="read_invitations",
)
def read_invitations(identity: EventId, session: ReadingDep, response: Response) -> Listed:
    """各配额已占席位与总席位一并给出。 With the places taken and the places there are."""
    found = invitation_lists.invitation_list(session, identity)
    response.headers["ETag"] = f'"{found.version}"'
    return Listed(
        invitations=found,
        letter=invitation_lists.letter_of(session, identity),
        states=dict(Counter(item.state for item in found.invitations)),
        places={quota.id: (found.held(quota.id), quota.places) for quota in found.quotas},
        undelivered=outbox.undelivered(session, identity),
    )


@router.put(
    "",
    responses=refusals(404, 409, 422, 428),
    dependencies=_WRITE,
    summary="改时间、地点、配额，增补草稿 · Change time, place, quotas; add drafts",
    operation_id="revise_invitations",
)
def revise_invitations(
    identity: EventId,
    revision: Revision,
    version: VersionDep,
    work: WorkDep,
    service: ServiceDep,
    office: OfficeDep,
    language: LanguageDep,
    dry_run: DryRun = False,  # noqa: FBT002  (a query parameter)
    shown_from: ShownFrom = 0,
) -> Outcome:
    """时间、地点、名称、议程有变的，逐一通知可能出席的人。 Who may come is told of what has changed."""
    after = revision.invitations
    if after.event != identity:
        detail = {"id": identity}
        raise InvalidInput(Fault(code="id_differs", place="body.event", value=after.event, detail=detail))
    after = _revised(work, after, version, service.clock())
    return _done(
        work,
        language,
        dry_run,
        lambda: desk.revise(work, office, after, revision.letter, version),
        shown_from,
    )


def _revised(work: Work, after: InvitationList, version: int, now: datetime) -> InvitationList:
    """``after`` with what only the server says: the order of the list, the version, the last instants.

    Raises :class:`InvalidInput` for an answer that was changed, or a rule that does not fit the event,
    :class:`Conflict` for a move to another day than the published one.
    """
    before = invitation_lists.invitation_list(work.session, after.event)
    given = {item.guest.id: item for item in after.invitations}
    known = {item.guest.id for item in before.invitations}
    for item in before.invitations:
        _refuse_changed_answer(item, given.get(item.guest.id))
    added = [item for item in after.invitations if item.guest.id not in known]
    for item in added:
        _refuse_changed_answer(Invitation(guest=item.guest, quotas=item.quotas), item)
    day = day_of(after.span.start)
    if day != day_of(before.span.start):
        event_day(work.session, after.event, now, day, place="body.invitations.span.start")
    workdays = season_of_event(work.session, after.event, now).workdays()
    settled = {
        "invitations": (*(given[item.guest.id] for item in before.invitations), *added),
        "version": version,
        "invites_until": after.rule.invites_until(workdays),
        "answers_until": after.rule.answers_until(workdays),
    }
    whole = after.model_dump() | settled
    return fitting(lambda: InvitationList.model_validate(whole))


def _refuse_changed_answer(before: Invitation, after: Invitation | None) -> None:
    """What a guest has said, and what was sent to him, is changed by acts alone; nobody is left out."""
    changeable = {"guest", "quotas", "order"}
    if after is None or before.model_dump(exclude=changeable) != after.model_dump(exclude=changeable):
        guest = before.guest
        raise InvalidInput(Fault(code="answer_changed_by_revision", place=guest.id, value=guest.name))


@router.post(
    "/wave",
    responses=refusals(404, 422),
    dependencies=_WRITE,
    summary="发出下一批邀请 · Send the next wave",
    operation_id="send_wave",
)
def send_wave(
    identity: EventId,
    work: WorkDep,
    who: PrincipalDep,
    service: ServiceDep,
    office: OfficeDep,
    language: LanguageDep,
    dry_run: DryRun = False,  # noqa: FBT002  (as above)
    shown_from: ShownFrom = 0,
) -> Outcome:
    """到期未复的作罢、候补的递补，再按顺序发出席位容得下的草稿；同时段另有活动的跳过。 Never over a quota."""
    at = service.clock()
    workdays = season_of_event(work.session, identity, at).workdays()
    waves: list[Wave] = []

    def decision(value: InvitationList) -> Decision:
        away = PassedOver(engaged(value, invitation_lists.lists_beside(work.session, value)))
        now = next_wave(value, at, workdays, away, who.name)
        when = now.not_before if dry_run and now.not_before is not None else at
        waves.extend((now, next_wave(value, when, workdays, away, who.name)))
        return advance(value, when, workdays, away, who.name)

    outcome = _done(
        work, language, dry_run, lambda: desk.transform(work, office, identity, decision), shown_from
    )
    told = {"left_out": waves[1].left_out, "not_before": waves[0].not_before}
    return outcome.model_copy(update=told)


@router.post(
    "/reminders",
    responses=refusals(404, 422),
    dependencies=_WRITE,
    summary="提醒尚未答复的嘉宾 · Remind who owes an answer",
    operation_id="send_reminders",
)
def send_reminders(
    identity: EventId,
    work: WorkDep,
    office: OfficeDep,
    language: LanguageDep,
    dry_run: DryRun = False,  # noqa: FBT002  (as above)
    shown_from: ShownFrom = 0,
) -> Outcome:
    """每人每天至多一次。 No more than one a day to anybody."""
    return _done(work, language, dry_run, lambda: desk.remind(work, office, identity), shown_from)


@router.post(
    "/cancellation",
    responses=refusals(404, 422),
    dependencies=_WRITE,
    summary="通知活动取消 · Tell that the event is cancelled",
    operation_id="call_off_event",
)
def call_off_event(
    identity: EventId,
    work: WorkDep,
    office: OfficeDep,
    language: LanguageDep,
    dry_run: DryRun = False,  # noqa: FBT002  (as above)
    shown_from: ShownFrom = 0,
) -> Outcome:
    """可能出席的人逐一收到取消通知，日历随之划去。 Who may come is told; calendars strike it out."""
    return _done(work, language, dry_run, lambda: desk.call_off(work, office, identity), shown_from)


@router.post(
    "/acts",
    response_model=Outcome,
    responses=refusals(404, 409, 422),
    dependencies=_WRITE,
    summary="登记答复、撤回、延长期限 · Enter an answer, withdraw, give longer",
    operation_id="act_on_invitation",
)
def act_on_invitation(
    identity: EventId,
    act: Annotated[
        Entered,
        Body(
            examples=[
                {
                    "kind": "decline",
                    "guest": "guest-example",
                    "at": "2026-04-01T09:00:00+08:00",
                    "channel": "phone",
                    "note": "出差",
                },
                {
                    "kind": "extend",
                    "guest": "guest-example",
                    "at": "2026-04-01T09:00:00+08:00",
                    "answer_by": "2026-04-10T18:00:00+08:00",
                    "note": "董事长在国外，下周答复",
                },
            ]
        ),
    ],
    request: Request,
    work: WorkDep,
    who: PrincipalDep,
    office: OfficeDep,
    language: LanguageDep,
    dry_run: DryRun = False,  # noqa: FBT002  (as above)
) -> Outcome | Response:
    """电话、函件得到的答复由工作人员登记；时间与登记人以服务器为准。 The server says when and by whom.

    延长某位来宾的期限须写明原因。 A longer deadline for one guest needs a reason (``note``).
    """
    stamped = act.model_copy(update={"at": work.at, "by": who.name})
    if dry_run:
        return _done(work, language, dry_run, lambda: desk.act(work, office, identity, stamped))
    done = desk.act(work, office, identity, stamped)
    if done.decision.faults:  # not raised: what the guest said stays in the history, refused as it is
        return answer(request, InvalidInput.status, done.decision.faults)
    return _outcome(done, language, dry_run)


@router.get(
    "/{guest}/link",
    responses=refusals(404),
    dependencies=_WRITE,
    summary="嘉宾的回复链接 · The guest's own link",
    operation_id="read_guest_link",
)
def read_guest_link(identity: EventId, guest: GuestId, session: ReadingDep, office: OfficeDep) -> Link:
    """短信、微信单独发给本人时使用；谁持有链接，谁就能替他答复。 Who holds it can answer for him."""
    who = _identity(invitation_lists.identities(session, identity), guest)
    return Link(link=office.link(invitation_lists.token_of(session, who)))


@router.post(
    "/{guest}/link",
    responses=refusals(404),
    dependencies=_WRITE,
    summary="更换回复链接 · A new link",
    operation_id="renew_guest_link",
)
def renew_guest_link(identity: EventId, guest: GuestId, work: WorkDep, office: OfficeDep) -> Link:
    """原链接立即失效（误转、外泄时用）。 The old one is dead at once."""
    who = _identity(invitation_lists.identities(work.session, identity), guest)
    fresh = invitation_lists.new_token(work, who.id)
    return Link(link=office.link(invitation_lists.token_of(work.session, fresh)))


def _identity(known: dict[str, Held], guest: str) -> Held:
    if guest not in known:
        raise NotFound(Fault(code="no_such_record", value=guest, detail={"kind": invitation_lists.KIND}))
    return known[guest]


def _done(
    work: Work,
    language: Language,
    dry_run: bool,  # noqa: FBT001
    do: Callable[[], Done],
    shown_from: int = 0,
) -> Outcome:
    """Do it, and with ``dry_run`` undo it: what is shown is what would have left."""
    if not dry_run:
        return _outcome(do(), language, dry_run, shown_from)
    trial = work.session.begin_nested()
    try:
        return _outcome(do(), language, dry_run, shown_from)
    finally:
        trial.rollback()


def _outcome(done: Done, language: Language, dry_run: bool, shown_from: int = 0) -> Outcome:  # noqa: FBT001
    decision = done.decision
    if decision.faults:
        raise InvalidInput(decision.faults)
    return Outcome(
        dry_run=dry_run,
        version=decision.invitations.version,
        mailing=done.mailing,
        mails=len(done.parcels),
        shown=shown(done.parcels, shown_from),
        letters=done.unreached,
        notes=tuple(told(fault, language) for fault in decision.notes),
    )
