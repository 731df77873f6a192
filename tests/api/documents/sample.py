"""A spring season with its plan, written by hand: five trips of every shape, events, reasons, cautions."""

from datetime import date
from typing import Any

from planner.clock import at
from planner.company import Channel, Company, Contact, FirstContact, Needs, Stage
from planner.event import Event, EventKind
from planner.person import Chain, Person, Rank, Unit
from planner.place import City, Region, Site
from planner.plan import Caution, EventDate, LeftOut, Objective, Plan, Price, Reason, Revision, Status
from planner.rules import LodgingLimit, Rules, TravelCosts
from planner.season import AwayException, AwayLimit, Base, Season
from planner.timetable import Timetable
from tests.api.documents.sample_trips import TRIPS
from tests.builders import busy, window

_CITIES = (
    ("500116", "江津", "重庆", 29.29, 106.26),
    ("110000", "北京", "北京", 39.90, 116.40),
    ("120000", "天津", "天津", 39.13, 117.20),
    ("310000", "上海", "上海", 31.23, 121.47),
    ("320500", "苏州", "江苏", 31.30, 120.58),
    ("320200", "无锡", "江苏", 31.49, 120.31),
    ("440100", "广州", "广东", 23.13, 113.26),
    ("440300", "深圳", "广东", 22.54, 114.06),
    ("350200", "厦门", "福建", 24.48, 118.09),
)
CITIES = tuple(City(adcode=a, name=n, province=p, lat=y, lon=x) for a, n, p, y, x in _CITIES)
REGIONS = (
    Region(id="jjj", name="京津冀", cities=("110000", "120000")),
    Region(id="csj", name="长三角", cities=("310000", "320500", "320200")),
    Region(id="zsj", name="珠三角", cities=("440100", "440300")),
    Region(id="mt", name="闽台", cities=("350200",)),
)
UNITS = (
    Unit(id="qw", name="区委"),
    Unit(id="qzf", name="区人民政府"),
    Unit(id="zsj", name="区招商投资局"),
    Unit(id="yq", name="示例园区管委会"),
)
CHAINS = (
    Chain(id="zb", name="装备制造", chief="chen"),
    Chain(id="qm", name="汽摩", chief="he"),
    Chain(id="xcl", name="新材料"),
)


def _person(key: str, name: str, unit: str, title: str, rank: int, phone: str = "", **fields: Any) -> Person:
    return Person(id=key, name=name, unit=unit, title=title, rank=Rank(rank), phone=phone, **fields)


PEOPLE = (
    _person("zhou", "周明远", "qw", "区委书记", 1, "13800000001"),
    _person("lin", "林致和", "qzf", "区长", 1, "13800000002", order=1),
    _person("chen", "陈立群", "qzf", "副区长", 2, busy=(busy(date(2027, 3, 24)),)),
    _person("he", "何清", "qzf", "副区长", 2, order=1),
    _person("guo", "郭晓东", "zsj", "局长", 3, "13800000005"),
    _person("deng", "邓一凡", "yq", "主任", 3, "13800000006", order=1),
    _person("wu", "吴敏", "zsj", "副局长", 4, "13800000007"),
    _person("qin", "秦川", "zsj", "招商一科科长", 5, "+86 138 0000 0008"),
    _person("su", "苏婉", "zsj", "招商二科副科长", 5, "13800000009", order=1),
    _person("luo", "罗小北", "yq", "", 5, order=2),
    _person("ye", "叶舟", "yq", "四级主任科员", 5, "13800000011", order=3),
    _person("tang", "唐可", "zsj", "驻长三角招商组组长", 3, "13800000012", base="sh"),
    _person("fang", "方宁", "zsj", "", 5, "13800000013", base="sh"),
    _person("mei", "梅雨桐", "zsj", "", 5, "13800000014", base="sh", order=1),
)


def _company(key: str, name: str, city: str, chain: str | None, million: int, **fields: Any) -> Company:
    place = next(item for item in CITIES if item.adcode == city)
    site = Site(city=city, address=fields.pop("address", ""), lat=place.lat, lon=place.lon)
    defaults: dict[str, Any] = {"stage": Stage.INTERESTED, "windows": (window(date(2027, 3, 9)),)}
    return Company(
        id=key,
        name=name,
        site=site,
        chain=chain,
        expected_investment_cny=million * 10**6,
        **defaults | fields,
    )


RUIFENG_BRIEF = """\
主营五轴数控机床与山地农机传动部件，上年营业收入31亿元。拟在西部设第二生产基地，意向用地200亩。
关心：土地交付时间、配套铸造能力、高管子女入学。"""


def _contact(name: str, title: str = "", phone: str = "") -> Contact:
    return Contact(name=name, title=title, phone=phone)


COMPANIES = (
    _company(
        "c01",
        "示例·锐锋精机有限公司",
        "320500",
        "zb",
        1_250,
        address="苏州工业园区示例路18号",
        stage=Stage.NEGOTIATING,
        kinds=("链主", "500强"),
        needs=Needs(least_rank=Rank.PRINCIPAL, skills=("英语",)),
        first_contact=FirstContact(unit="zsj", person="qin"),
        channel=Channel(kind="以商引商", companion="示例·同德汽配"),
        contact=_contact("沈屹", "董事长", "13900000001"),
        brief=RUIFENG_BRIEF,
    ),
    _company(
        "c02",
        "示例·海岳新材料股份有限公司",
        "320500",
        "xcl",
        600,
        address="高新区示例大道6号",
        contact=_contact("顾念", "副总裁", "13900000002"),
        brief="高性能铝合金型材，配套新能源汽车。",
    ),
    _company(
        "c03",
        "示例·云栈智能装备（无锡）有限公司",
        "320200",
        "zb",
        320,
        address="新吴区示例路99号",
        contact=_contact("陆远", "总经理", "13900000003"),
    ),
    _company("c04", "示例·同德汽配", "320200", "qm", 80, contact=_contact("钱多多")),
    _company(
        "c05",
        "示例·北辰机器人",
        "110000",
        "zb",
        900,
        address="海淀区示例街1号",
        stage=Stage.CONTRACT,
        contact=_contact("王一", "创始人", "13900000005"),
        needs=Needs(chief=True),
    ),
    _company("c06", "示例·津港重工", "120000", "zb", 450, contact=_contact("李二", "总经理")),
    _company("c07", "示例·沪江设计院", "310000", None, 0, contact=_contact("严三", "院长", "13900000007")),
    _company("c08", "示例·粤摩动力", "440100", "qm", 700, contact=_contact("梁四", "董事长")),
    _company("c09", "示例·鹏程电子", "440300", "xcl", 380, contact=_contact("何五", "副总", "13900000009")),
    _company("c10", "示例·鹭岛食品", "350200", None, 150, contact=_contact("苏六", "总经理")),
    _company("c11", "示例·明川泵业", "320500", "zb", 260),
    _company("c12", "示例·远山农机", "320200", "zb", 500),
    _company("c13", "示例·长风纺织", "310000", None, 40),
    _company("c14", "=示例·链接科技", "440300", "xcl", 220, contact=_contact("@赵七", "", "+8613900000014")),
)

_EVENTS = (
    ("e1", EventKind.JOINT_MEETING, "3月联席会议", date(2027, 3, 19), 540, 120, "区政府一会议室"),
    ("e2", EventKind.SIGNING_CEREMONY, "一季度集中签约", date(2027, 3, 30), 570, 120, "会展中心"),
    ("e3", EventKind.TRAINING, "招商业务培训（第一期）", date(2027, 4, 8), 540, 360, "区委党校"),
    ("e4", EventKind.JOINT_MEETING, "4月联席会议", date(2027, 4, 20), 540, 120, "区政府一会议室"),
    ("e5", EventKind.FORUM, "装备制造企业家联谊会", date(2027, 4, 22), 540, 420, "示例园区会议中心"),
)
EVENTS = tuple(
    Event(id=key, kind=kind, title=title, candidate_days=(day,), start_minute=start, duration_minutes=length,
          required=("zhou",), wished=("lin", "he"), venue=venue)
    for key, kind, title, day, start, length, venue in _EVENTS
)  # fmt: skip

EXCEPTION = AwayException(
    first=date(2027, 3, 10),
    last=date(2027, 3, 11),
    reason="参加全市赴京招商推介活动",
    approved_by="市委办公厅备案〔2027〕12号",
)
RULES = Rules(
    costs=TravelCosts(
        lodging=(
            LodgingLimit(city="*", limits_cny=(480, 480, 350, 350, 350)),
            LodgingLimit(city="320500", limits_cny=(490, 490, 340, 340, 340)),
        ),
        source="示例区差旅住宿费标准表（演示数据）",
        in_force_from="2026-01-01",
    )
)
OUTPOST = Base(
    id="sh",
    name="驻长三角招商组",
    site=Site(city="310000", lat=31.23, lon=121.47),
    regions=("csj",),
)
SEASON = Season(
    id="2027-spring",
    title="2027年春季招商季",
    first=date(2027, 3, 1),
    last=date(2027, 5, 31),
    as_of=at(date(2027, 2, 20), 600),
    home=Base(id="home", name="江津", site=Site(city="500116", lat=29.29, lon=106.26)),
    outposts=(OUTPOST,),
    cities=CITIES,
    regions=REGIONS,
    units=UNITS,
    chains=CHAINS,
    people=PEOPLE,
    companies=COMPANIES,
    events=EVENTS,
    away_limits=(AwayLimit(id="heads", people=("zhou", "lin"), exceptions=(EXCEPTION,)),),
    rules=RULES,
    timetable=Timetable(source="gtfs-china-emu-2022"),
)


def _event_date(event: Event) -> EventDate:
    day, stamp = event.candidate_days[0], SEASON.as_of
    return EventDate(
        revision=Revision(uid=f"{event.id}@sample", created_at=stamp, changed_at=stamp),
        event=event.id, kind=event.kind, title=event.title, start=at(day, event.start_minute),
        end=at(day, event.start_minute + event.duration_minutes), attending=("zhou", "lin"), missing=("he",),
    )  # fmt: skip


PLAN = Plan(
    season=SEASON.id,
    version=2,
    made_at=at(date(2027, 2, 20), 600),
    status=Status.FEASIBLE,
    trips=TRIPS,
    events=tuple(_event_date(event) for event in EVENTS),
    left_out=(
        LeftOut(
            id="c11",
            reason=Reason.DISPLACED,
            price=Price(points=37, exact=True, instead_of=("c02", "c04")),
        ),
        LeftOut(id="c12", reason=Reason.QUALIFIED_NEVER_FREE),
        LeftOut(id="c13", reason=Reason.NOT_WORTH_THE_TRIP, price=Price(points=1_250, exact=False)),
        LeftOut(id="c14", reason=Reason.NO_WORKDAY_WINDOW),
    ),
    objective=Objective(
        companies=301_500,
        coverage=24_000,
        attendance=29_000,
        fares=61_240,
        lodging=17_140,
        travel_time=12_330,
        trips=5_000,
        load=300,
    ),
    bound=262_000,
    gap_permille=14,
    seed=1,
    cautions=(
        Caution(code="unannounced_year", detail={"year": "2027"}),
        Caution(code="city_without_trains", detail={"city": "厦门", "stations": ""}),
    ),
)  # fmt: skip
