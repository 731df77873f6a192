"""A forum's people, invented: six leaders, a delegation, forty-four guests at dinner."""

from itertools import cycle, islice

from events.guest import Segment
from events.seating.attendee import Attendee, Side
from events.seating.banquet import Banquet, Table
from planner.person import Rank

LEADERS = tuple(
    Attendee(id=key, name=name, post=post, organisation=unit, side=Side.HOST, rank=Rank(rank), order=order)
    for key, name, post, unit, rank, order in (
        ("zhou", "周明远", "书记", "中共示例区委", 1, 1),
        ("lin", "林致和", "区长", "示例区人民政府", 1, 2),
        ("chen", "陈群", "副区长", "示例区人民政府", 2, 1),
        ("he", "何清", "副区长", "示例区人民政府", 2, 2),
        ("guo", "郭晓东", "局长", "示例区招商投资局", 3, 1),
        ("deng", "邓一凡", "主任", "示例园区管理委员会", 3, 2),
        ("wu", "吴敏", "副局长", "示例区招商投资局", 4, 1),
        ("qin", "欧阳思远", "科长", "示例区招商投资局", 5, 1),
    )
)
_FIRM = "示例·锐锋精机股份有限公司"
DELEGATION = (
    Attendee(id="d1", name="许世安", post="董事长", organisation=_FIRM, rank=Rank.PRINCIPAL),
    Attendee(
        id="d2",
        name="Anna Schmidt-Hoffmann",
        post="CFO",
        organisation="Example Antriebstechnik GmbH",
        rank=Rank.DEPUTY,
    ),
    Attendee(id="d3", name="沈怡", post="副总裁", organisation=_FIRM, rank=Rank.DEPARTMENT_HEAD, order=1),
    Attendee(
        id="d4",
        name="丁浩",
        post="总工程师",
        organisation=f"{_FIRM}西南研究院（筹备组）",
        rank=Rank.DEPARTMENT_HEAD,
        order=2,
    ),
    Attendee(id="d5", name="叶青", post="翻译", organisation=_FIRM, interpreter=True),
)
INTERPRETER = Attendee(
    id="i1", name="方宁", post="翻译", organisation="区外事办", side=Side.HOST, interpreter=True
)

_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = ("伟", "国强", "丽华", "建军", "敏", "志远", "海燕", "涛", "雨桐", "文博", "静")
_SEGMENTS = (Segment.UPSTREAM, Segment.MIDSTREAM, Segment.DOWNSTREAM, Segment.SUPPORTING)
GUESTS = tuple(
    Attendee(
        id=f"g{k:02}",
        name=family + given,
        post=post,
        organisation=f"示例·{family}氏{kind}有限公司",
        rank=Rank(rank),
        order=k,
        region=region,
        chain=chain,
        segment=segment,
    )
    for k, (family, given, post, kind, rank, region, chain, segment) in enumerate(
        islice(
            zip(
                cycle(_FAMILY),
                cycle(_GIVEN),
                cycle(("董事长", "总经理", "副总经理", "投资总监", "总经理助理")),
                cycle(("精密机械", "新材料", "汽车零部件", "电子", "智能装备科技", "物流", "能源")),
                cycle((2, 3, 3, 4, 4, 5)),
                cycle(("csj", "zsj", "jjj", "csj", "mt")),
                cycle(("zb", "qm", "xcl")),
                cycle(_SEGMENTS),
                strict=False,
            ),
            42,
        )
    )
)
DINNER = Banquet(
    title="示例区产业链企业家联谊会答谢晚宴",
    attendees=(*LEADERS, *GUESTS),
    tables=(
        Table(number=1, seats=12, name="牡丹", head=True),
        *(Table(number=n, seats=10) for n in range(2, 6)),
    ),
    apart=(("g06", "g07"), ("g08", "g14")),
    together=(("g20", "g21"),),
)
