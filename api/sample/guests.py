"""The sample's guests: the list of the forum, most of it sent, a mail in doubt and a letter to look at."""

from datetime import datetime, timedelta

from api.mail.answer import Doubt, ForAPerson
from api.mail.message import Occasion
from api.post.office import Office
from api.post.writing import writer
from api.store import invitation_lists, letters, outbox
from api.store.invitation_rows import GuestLetter, InvitationListRow
from api.store.letters import LetterState
from api.store.work import Work
from events.guest import Guest, Segment
from events.invitation.act import Accept, Act, Channel, Send
from events.invitation.answer_rule import AnswerRule
from events.invitation.decide import decide
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList, PlaceQuota
from planner.clock import at, day_of
from planner.errors import Fault
from planner.event import Event, EventKind
from planner.plan import EventDate, Plan
from planner.season import Season
from planner.window import Span

_EVERYBODY = "list"
_SENT_BEFORE = timedelta(days=21)  # and the answers are due
_LAST_ANSWER_BEFORE = timedelta(days=5)
_OPENING_MINUTE = 600
_WORKER = "demo"
# By mail, by telephone, by letter; the last is a draft yet.
_GUESTS = tuple(
    Guest(
        id=f"demo-{key}",
        name=f"{name}（示例）",
        organisation=f"示例{organisation}",
        post=post,
        segment=segment,
        mail=mail,
        phone=phone,
        points=points,
    )
    for key, name, organisation, post, segment, mail, phone, points in (
        ("professor", "钱教授", "大学", "教授", Segment.EXPERT, "qian@university.example", "", 3_000),
        ("chairman", "孙董事长", "农机", "董事长", Segment.MIDSTREAM, "", "13800000001", 2_000),
        ("secretary", "李秘书长", "协会", "秘书长", Segment.ASSOCIATION, "", "13800000002", 1_000),
        ("partner", "周合伙人", "基金", "合伙人", Segment.FUND, "zhou@fund.example", "", 0),
    )
)
_PROFESSOR, _CHAIRMAN, _SECRETARY, _ = _GUESTS


def invite(work: Work, season: Season, plan: Plan, office: Office) -> None:
    """Open the forum's list, unless it has one or the plan holds no forum."""
    held = next((item for item in plan.events if item.kind is EventKind.FORUM), None)
    if held is None:
        return
    identity = f"{season.id}:{held.event}"
    if work.session.get(InvitationListRow, identity) is not None:
        return
    event = next(item for item in season.events if item.id == held.event)
    letter = GuestLetter(venue=event.venue or "示例会展中心", contact="王科长（示例） 023-4750 0000")
    kept = invitation_lists.open_list(work, _drafts(identity, event, held, season), letter)
    sent_at = min(work.at, at(day_of(held.start) - _SENT_BEFORE, _OPENING_MINUTE))
    for act in _acts(kept, sent_at):
        invitation_lists.transformed(work, identity, lambda value, act=act: decide(value, act))  # type: ignore[misc]
    _leave_in_doubt(work, identity, office)
    _lay_open(work, identity)


def _drafts(identity: str, event: Event, held: EventDate, season: Season) -> InvitationList:
    day = day_of(held.start)
    rule = AnswerRule(last_invitation=day - _LAST_ANSWER_BEFORE, last_answer=day - _LAST_ANSWER_BEFORE)
    workdays = season.workdays()
    return InvitationList(
        event=identity,
        title=event.title,
        span=Span(start=held.start, end=held.end),
        rule=rule,
        invites_until=rule.invites_until(workdays),
        answers_until=rule.answers_until(workdays),
        quotas=(PlaceQuota(id=_EVERYBODY, places=30),),
        invitations=tuple(
            Invitation(guest=guest, quotas=(_EVERYBODY,), order=order) for order, guest in enumerate(_GUESTS)
        ),
    )


def _acts(value: InvitationList, sent_at: datetime) -> tuple[Act, ...]:
    """Sent to all but the last; the chairman has said yes by telephone."""
    sends = tuple(
        Send(guest=guest.id, at=sent_at, answer_by=value.answers_until, wave=1) for guest in _GUESTS[:-1]
    )
    return (*sends, Accept(guest=_CHAIRMAN.id, at=sent_at, channel=Channel.PHONE))


def _leave_in_doubt(work: Work, identity: str, office: Office) -> None:
    """The professor's mail: the connection broke after the server may have taken it. It is not sent again."""
    value = invitation_lists.invitation_list(work.session, identity)
    invited = value.find(_PROFESSOR.id)
    if invited is None:
        raise ValueError(_PROFESSOR.id)
    parcel = writer(work.session, office, value, work.at).parcel(invited, Occasion.INVITATION, "demo")
    outbox.put(work, f"demo-{identity}", (parcel,))
    fault = Fault(code="mail_server_away", value=office.sender.address)
    for claim in outbox.claim(work, _WORKER, 1_000):
        if claim.recipient == _PROFESSOR.mail:
            outbox.leave(work, claim)
            outbox.put_off(work, claim, fault, certain=False)
        else:  # somebody else's
            outbox.hand_back(work, claim)


def _lay_open(work: Work, identity: str) -> None:
    """What the secretary general wrote by hand waits for a person."""
    written = ForAPerson(
        sender="li@association.example",
        subject="关于企业家联谊会",
        excerpt="请问能否带一位同事？",
        doubt=Doubt.WRITTEN_BY_HAND,
    )
    letters.keep(work, f"demo-{identity}", written, LetterState.OPEN, event=identity, guest=_SECRETARY.id)
