"""A guest's mail as the tests write it."""

from datetime import datetime, timedelta

from api.calendars.item import Item
from api.mail.address import Mailbox
from api.mail.guest_token import guest_token
from api.mail.message import GuestMail, Occasion
from planner.clock import ZONE
from planner.plan import Revision

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
TOKEN = guest_token(b"secret", "invitation-1", 0)
BUREAU = Mailbox(name="江津区招商投资局", address="zs@jiangjin.example")
ITEM = Item(
    revision=Revision(uid="9b1f3d7c-5a0e-4f57-9a0d-2c6f5d2f7b10", sequence=1, created_at=NOW, changed_at=NOW),
    summary="智能农机企业家联谊会",
    start=datetime(2026, 12, 15, 14, 0, tzinfo=ZONE),
    end=datetime(2026, 12, 15, 17, 30, tzinfo=ZONE),
    categories=("企业家联谊会",),
    description="主持：区招商投资局；议程见回复页。",
    location="江津区团结湖, 会议中心",
    is_private=False,
)
MAIL = GuestMail(
    occasion=Occasion.INVITATION,
    message_id=f"<{TOKEN}.1.invitation@zs.jiangjin.example>",
    made_at=NOW,
    sender=BUREAU,
    organizer=Mailbox(name=BUREAU.name, address=f"zs+{TOKEN}@jiangjin.example"),
    guest=Mailbox(name="赵一", address="zhao@firm.example"),
    post="董事长",
    item=ITEM,
    link=f"https://zs.jiangjin.example/r/{TOKEN}",
    reply_by=NOW + timedelta(days=7),
    contact="王科长 023-4750 0000",
)
