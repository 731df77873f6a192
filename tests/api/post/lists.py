"""An invitation list of a forum, kept in a database, for the tests of the post."""

from datetime import date, datetime, timedelta

from api.mail.address import Mailbox
from api.post.office import Office
from api.store import invitation_lists
from api.store.database import Database
from api.store.invitation_rows import GuestLetter
from api.store.work import SYSTEM
from events.guest import Guest, Segment
from events.invitation.act import Send
from events.invitation.answer_rule import AnswerRule
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList, PlaceQuota
from planner.clock import ZONE
from planner.window import Span

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
EVENT = "s1:forum"
OFFICE = Office(Mailbox(name="江津区招商投资局", address="zs@jiangjin.example"), "https://zs.example")
LETTER = GuestLetter(venue="团结湖会议中心", contact="王科长", agenda="14:00 开幕")
START = datetime(2026, 12, 15, 14, 0, tzinfo=ZONE)


def guest(number: int, **fields: str) -> Guest:
    named = {"mail": f"g{number}@firm.example", "name": f"嘉宾{number}", "organisation": f"企业{number}"}
    return Guest.model_validate({"id": f"g{number}", "segment": Segment.UPSTREAM} | named | fields)


def forum(places: int = 2, guests: int = 3) -> InvitationList:
    """Everybody a draft."""
    until = datetime(2026, 12, 10, 18, 0, tzinfo=ZONE)
    return InvitationList(
        event=EVENT,
        title="智能农机企业家联谊会",
        span=Span(start=START, end=START + timedelta(hours=3)),
        rule=AnswerRule(last_invitation=date(2026, 12, 8), last_answer=date(2026, 12, 10)),
        invites_until=until - timedelta(days=2),
        answers_until=until,
        quotas=(PlaceQuota(id="list", places=places),),
        invitations=tuple(Invitation(guest=guest(n), quotas=("list",), order=n) for n in range(guests)),
    )


def opened(database: Database, value: InvitationList | None = None) -> InvitationList:
    with database.work(SYSTEM, NOW) as work:
        return invitation_lists.open_list(work, value or forum(), LETTER)


def send(number: int, at: datetime = NOW) -> Send:
    return Send(guest=f"g{number}", at=at, answer_by=at + timedelta(days=7), wave=1)
