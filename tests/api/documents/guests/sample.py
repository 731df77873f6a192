"""A forum with guests in every state, for the tests of their papers."""

from datetime import date, datetime, timedelta

from api.documents.guests.event_facts import EventFacts
from api.documents.guests.guest_list import GuestNames
from api.documents.guests.letter import Recipient
from api.documents.guests.unit_notice import UnitQuota
from events.check_in import Arrival, CheckIn, Outcome, Seat
from events.guest import Guest, Segment
from events.invitation.act import Accept, Act, Channel, Decline, Delegate, Hesitate, Send, Withdraw
from events.invitation.answer_rule import AnswerRule
from events.invitation.decide import decide
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList, PlaceQuota
from events.invitation.reply import Gender, ReplyForm
from planner.clock import ZONE
from planner.window import Span

START = datetime(2026, 5, 18, 9, 30, tzinfo=ZONE)
SENT_AT = datetime(2026, 4, 1, 9, 0, tzinfo=ZONE)
ANSWER_BY = datetime(2026, 4, 8, 18, 0, tzinfo=ZONE)
MADE_AT = datetime(2026, 4, 2, 10, 20, tzinfo=ZONE)
LINK = "https://zs.example/r/" + "abcdefgh234567qz" * 2

FACTS = EventFacts(
    title="智能农机企业家联谊会",
    start=START,
    end=START + timedelta(hours=3),
    host="江津区招商投资局",
    background="为落实“百人招千企”部署，推动智能农机产业链上下游协作，",
    venue="江津区团结湖会议中心二楼",
    agenda="9:30　签到、交流\n10:00　区领导致辞\n10:20　专家报告\n11:10　企业家发言、一对一对接",
    costs="会议不收取费用；食宿由主办方统一安排，交通费自理。",
    contact="王科长　023-4750 0000",
)
ENGLISH = FACTS.model_copy(
    update={
        "language": "en",
        "title": "Forum on Smart Farm Machinery",
        "host": "Jiangjin Bureau of Investment Promotion",
        "background": "",
        "venue": "Tuanjie Lake Conference Centre",
        "agenda": "9:30 Arrival\n10:00 Welcome\n10:20 Lecture",
        "costs": "",
        "contact": "Ms Wang, 023-4750 0000",
    }
)
_PEOPLE = (
    ("钱教授", "西南大学", "教授", Segment.EXPERT, "", "13800000001"),
    ("赵一鸣", "重庆远帆农机有限公司", "总经理", Segment.UPSTREAM, "zhao@firm.example", "13900001234"),
    ("孙晓", "成都云杉装备股份有限公司", "董事长", Segment.MIDSTREAM, "sun@firm.example", "13700005678"),
    ("李四", "贵州灯塔材料有限公司", "副总经理", Segment.SUPPORTING, "", ""),
    ("周全", "重庆市农机协会", "会长", Segment.ASSOCIATION, "zhou@club.example", "13600002222"),
    ("吴天", "西部农业基金", "合伙人", Segment.FUND, "wu@fund.example", "13500003333"),
    ("郑重", "江津日报", "记者", Segment.MEDIA, "", "023-4750 1111"),
    ("王五", "泸州丰收机械厂", "厂长", Segment.DOWNSTREAM, "wang@firm.example", "13400004444"),
    ("冯唐", "宜宾智联科技", "经理", Segment.DOWNSTREAM, "feng@firm.example", "13300005555"),
)
GUESTS = tuple(
    Guest(
        id=f"g{number}", name=name, organisation=organisation, post=post, segment=segment, mail=mail,
        phone=phone, unit="park" if number % 2 else None, chain="农机" if number == 1 else None,
    )
    for number, (name, organisation, post, segment, mail, phone) in enumerate(_PEOPLE)
)  # fmt: skip
SLIP = ReplyForm(
    plus_ones=1,
    companions=("何秘书",),
    gender=Gender.MALE,
    ethnicity="回族",
    dietary="清真",
    arrival_train="G1335",
    arrival_at=START - timedelta(hours=15),
    return_train="G1336",
    return_at=START + timedelta(hours=6),
    lodging_nights=1,
    car_plate="渝A12345",
    speaks=True,
    speech_title="丘陵山区农机的出路",
)
COLLEAGUE = Guest(
    id="c0", name="陈代", organisation="宜宾智联科技", post="副经理", segment=Segment.DOWNSTREAM
)
_AT = SENT_AT + timedelta(hours=5)
ACTS: tuple[Act, ...] = (
    *(Send(guest=f"g{number}", at=SENT_AT, answer_by=ANSWER_BY, wave=1) for number in range(8)),
    Send(guest="g8", at=SENT_AT, answer_by=ANSWER_BY, wave=1),
    Accept(guest="g1", at=_AT, channel=Channel.LINK, reply=SLIP),
    Accept(guest="g2", at=_AT, channel=Channel.PHONE, reply=ReplyForm(gender=Gender.FEMALE, speaks=False)),
    Accept(guest="g4", at=_AT, channel=Channel.CALENDAR, reply=SLIP.model_copy(update={"dietary": "海鲜"})),
    Decline(guest="g4", at=_AT + timedelta(hours=1), channel=Channel.CALENDAR),
    Hesitate(guest="g5", at=_AT, channel=Channel.LINK),
    Withdraw(guest="g7", at=_AT),
    Delegate(guest="g8", at=_AT, channel=Channel.LINK, colleague=COLLEAGUE),
)


def _list() -> InvitationList:
    rule = AnswerRule(last_invitation=date(2026, 5, 8), last_answer=date(2026, 5, 12))
    made = InvitationList(
        event="s:forum",
        title=FACTS.title,
        span=Span(start=FACTS.start, end=FACTS.end),
        rule=rule,
        invites_until=datetime(2026, 5, 8, 18, tzinfo=ZONE),
        answers_until=datetime(2026, 5, 12, 18, tzinfo=ZONE),
        quotas=(PlaceQuota(id="list", places=20), PlaceQuota(id="quota:专家", places=3)),
        invitations=tuple(
            Invitation(guest=guest, quotas=("quota:专家", "list") if n == 0 else ("list",), order=n)
            for n, guest in enumerate(GUESTS)
        ),
        most_plus_ones=2,
    )
    for act in ACTS:
        decision = decide(made, act)
        assert decision.done, decision.faults
        made = decision.invitations
    return made


def _arrival(guest: str, name: str, at: datetime, outcome: Outcome) -> Arrival:
    category = "walk_in" if outcome is Outcome.WALK_IN else "list"
    return Arrival(guest=guest, name=name, at=at, outcome=outcome, category=category)


LIST = _list()
SEATS = {
    "g1": Seat(table="10", seat="2"),
    "g2": Seat(table="2", seat="11"),
    "c0": Seat(table="2", seat="3"),
}
HERE = CheckIn(
    event=LIST.event,
    arrivals=(
        _arrival("g2", "孙晓", START - timedelta(minutes=20), Outcome.WELCOME),
        _arrival("w1", "朱来", START, Outcome.WALK_IN),
        _arrival("g7", "王五", START, Outcome.WITHDRAWN),
    ),
)
RECIPIENTS = tuple(
    Recipient(guest, LINK, ANSWER_BY, SENT_AT.date()) for guest in (GUESTS[0], GUESTS[3], GUESTS[6])
)
QUOTAS = (
    UnitQuota("德感工业园管委会", 10, None, "", date(2026, 4, 10)),
    UnitQuota("区农业农村委", 3, 5, "专家", date(2026, 4, 13)),
    UnitQuota("双福工业园管委会", 0, 8),
)
NAMES = GuestNames({"park": "德感工业园管委会"}, {"农机": "智能农机"}, {})
