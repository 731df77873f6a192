"""The sample district's people: leaders, chain chiefs, 14 units by 1+1+2, five outposts."""

from typing import Any, NamedTuple

from api.sample.dice import Dice
from api.sample.names import person_names
from api.sample.regions import HOME, REGIONS

Row = dict[str, Any]


class Member(NamedTuple):
    """A person to be: the key others refer to, the unit, the title, the rank (1 the highest)."""

    key: str
    unit: str
    title: str
    rank: int
    base: str = ""
    skills: str = ""


LEADERS = "区领导"
BUREAU = "招商投资局"
ECONOMIC = ("发展改革委", "经济信息委", "农业农村委", "德望工业园", "珞源产业城")
LIAISON = ("财政局", "规划自然资源局", "生态环境局", "人力社保局", "行政审批局", "教育委", "外事办")
# A chain's key, its name as written, the title of its chief, who answers for it, its park.
CHAINS = (
    ("装备制造", "区委常委、副区长", "经济信息委", "德望工业园"),
    ("汽摩", "副区长", "经济信息委", "珞源产业城"),
    ("消费品", "区人大常委会副主任", "发展改革委", "德望工业园"),
    ("新材料", "区委常委、常务副区长", "发展改革委", "珞源产业城"),
    ("大数据", "副区长", "发展改革委", "团圆湖数字产业园"),
    ("食品", "区政协副主席", "农业农村委", "白石食品园"),
)
# An outpost's id, its name, its city, the region it serves.
OUTPOSTS = (
    ("out-bj", "驻京津冀招商组", "北京", "jjj"),
    ("out-sh", "驻上海招商组", "上海", "csj"),
    ("out-su", "驻苏州招商组", "苏州", "csj"),
    ("out-sz", "驻深圳招商组", "深圳", "zsj"),
    ("out-xm", "驻厦门招商组", "厦门", "mt"),
)
SKILLS = ("日语", "英语", "财务", "法务", "土地政策", "农机", "材料", "数据", "闽南语", "粤语")
ORDER_STEP = 10


def members() -> list[Member]:
    """Everybody, by unit and within it by rank."""
    return [*_leaders(), *_bureau(), *_economic(), *_liaisons()]


def _leaders() -> list[Member]:
    chiefs = [Member(f"chief-{name}", LEADERS, title, 2) for name, title, _, _ in CHAINS]
    return [
        Member("secretary", LEADERS, "区委书记", 1),
        Member("mayor", LEADERS, "区长", 1),
        *chiefs,
    ]


def _bureau() -> list[Member]:
    posted = [Member(f"lead-{id_}", BUREAU, f"{name}组长", 4, id_) for id_, name, _, _ in OUTPOSTS]
    staff = [Member(f"bureau-{number}", BUREAU, "项目专员", 5) for number in range(1, 5)]
    return [
        Member("bureau-head", BUREAU, "局长", 3, skills="英语"),
        Member("bureau-deputy", BUREAU, "副局长", 4, skills="财务"),
        *posted,
        *staff,
    ]


def _economic() -> list[Member]:
    """By 1+1+2; the second of each unit's staff lives at an outpost."""
    return [
        member
        for unit, (outpost, *_) in zip(ECONOMIC, OUTPOSTS, strict=True)
        for member in (
            Member(f"{unit}-head", unit, "主要负责人", 3),
            Member(f"{unit}-deputy", unit, "分管负责人", 4),
            Member(f"{unit}-1", unit, "招商干部", 5),
            Member(f"{unit}-2", unit, "驻外干部", 5, outpost),
        )
    ]


def _liaisons() -> list[Member]:
    return [Member(f"{unit}-liaison", unit, "招商联络员", 5) for unit in LIAISON]


class District:
    """The people with their names, and the rows of the sheets 人员, 单位, 产业链, 区域与驻点."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self.members = members()
        self._names = dict(
            zip((m.key for m in self.members), person_names(dice, len(self.members)), strict=True)
        )

    def name(self, key: str) -> str:
        """The name of the person known as ``key``."""
        return self._names[key]

    def chief(self, chain: str) -> str:
        """The name of the chief of ``chain``."""
        return self.name(f"chief-{chain}")

    def people(self) -> list[Row]:
        """The sheet 人员."""
        outposts = {id_: name for id_, name, _, _ in OUTPOSTS}
        return [
            {
                "id": f"P{number:02}",
                "name": self.name(member.key),
                "title": f"{'' if member.unit == LEADERS else member.unit}{member.title}",
                "unit": member.unit,
                "rank": member.rank,
                "base": outposts.get(member.base, ""),
                "skills": member.skills or self._skills(member),
                "most_days_away": self._most_days_away(member),
                "phone": f"000-{number:08}",
                "in_pool": "是",
                "order": number * ORDER_STEP,
            }
            for number, member in enumerate(self.members, start=1)
        ]

    def _skills(self, member: Member) -> str:
        return "、".join(self._dice.some_of(SKILLS, 2)) if member.rank >= 3 else ""

    @staticmethod
    def _most_days_away(member: Member) -> int:
        if member.base:
            return 30
        return {1: 8, 2: 14, 3: 14}.get(member.rank, 18)

    def units(self) -> list[Row]:
        """The sheet 单位: full rosters for the economic ones, a liaison for the others."""
        bureau: Row = {
            "name": BUREAU,
            "economic": "是",
            "head": self.name("bureau-head"),
            "deputy": self.name("bureau-deputy"),
            "staff": "、".join(self.name(f"bureau-{number}") for number in range(1, 5)),
        }
        full: list[Row] = [
            {
                "name": unit,
                "economic": "是",
                "head": self.name(f"{unit}-head"),
                "deputy": self.name(f"{unit}-deputy"),
                "staff": f"{self.name(f'{unit}-1')}、{self.name(f'{unit}-2')}",
            }
            for unit in ECONOMIC
        ]
        light: list[Row] = [
            {"name": unit, "economic": "否", "liaison": self.name(f"{unit}-liaison")} for unit in LIAISON
        ]
        leaders: Row = {"name": LEADERS, "economic": "否", "liaison": self.name("secretary")}
        return [
            {"id": f"U{number:02}", **row} for number, row in enumerate([leaders, bureau, *full, *light], 1)
        ]

    def chains(self) -> list[Row]:
        """The sheet 产业链, with its six ones."""
        return [
            {
                "id": f"L{number}",
                "name": name,
                "chief": self.chief(name),
                "plan": f"{name}产业链工作方案（2026—2030）",
                "team": f"{name}招商专班",
                "think_tank": f"示例{name}研究院",
                "responsibility": unit,
                "park": park,
            }
            for number, (name, _, unit, park) in enumerate(CHAINS, start=1)
        ]

    def places(self) -> list[Row]:
        """The sheet 区域与驻点."""
        home: Row = {"kind": "本地", "id": "home", "name": HOME, "cities": HOME, "address": "示例大道1号"}
        regions: list[Row] = [
            {"kind": "区域", "id": region.id, "name": region.name, "cities": "、".join(region.companies)}
            for region in REGIONS
        ]
        names = {region.id: region.name for region in REGIONS}
        outposts: list[Row] = [
            {
                "kind": "驻点",
                "id": id_,
                "name": name,
                "cities": city,
                "regions": names[region],
                "leader_rank_at_most": 4,
                "least_staff": 1,
            }
            for id_, name, city, region in OUTPOSTS
        ]
        return [home, *regions, *outposts]
