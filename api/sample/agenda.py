"""What already fills the calendars of the sample's people, by rules that collide."""

from datetime import timedelta

from api.sample.dice import Dice
from api.sample.district import BUREAU, CHAINS, ECONOMIC, OUTPOSTS, District, Row
from api.sample.rules import FIRST, LAST

# Who sits in the standing committee: both principals and the chiefs whose title says so.
COMMITTEE = (
    "secretary",
    "mayor",
    *(f"chief-{name}" for name, title, _, _ in CHAINS if title.startswith("区委常委")),
)
GOVERNMENT = ("mayor", *(f"chief-{name}" for name, title, _, _ in CHAINS if "副区长" in title))
ASSEMBLIES = tuple(f"chief-{name}" for name, title, _, _ in CHAINS if "人大" in title or "政协" in title)


def busy(dice: Dice, district: District) -> list[Row]:
    """The sheet 日程占用."""
    fixed = (
        (COMMITTEE, "每周一", "上午", "区委常委会"),
        (GOVERNMENT, "每周二", "下午", "区政府常务会"),
        (("secretary", "mayor"), "3月4日-3月10日", "", "两会期间值守"),
        (ASSEMBLIES, "3月8日-3月12日", "", "区两会"),
        (("secretary",), "4月12日-4月16日", "", "市委党校学习"),
        (("mayor",), "5月10日-5月14日", "", "干部学院培训"),
        (("secretary", "mayor"), "4月29日、5月28日", "", "市级重要会议"),
        (("bureau-head", "bureau-deputy"), "每周五", "上午", "招商例会"),
    )
    rows = [_row(district, keys, dates, times, title) for keys, dates, times, title in fixed]
    rows += [
        _row(district, (f"{unit}-head",), dice.one_of(("每周一", "每周四")), "上午", f"{unit}党组会")
        for unit in ECONOMIC
    ]
    rows += [_row(district, (f"lead-{id_}",), "4月6日-4月7日", "", "驻外组集中述职") for id_, *_ in OUTPOSTS]
    return rows + _single_days(dice, district)


def _row(district: District, keys: tuple[str, ...], dates: str, times: str, title: str) -> Row:
    return {
        "person": "、".join(district.name(key) for key in keys),
        "dates": dates,
        "times": times,
        "title": title,
    }


def _weekday(dice: Dice) -> str:
    day = FIRST + timedelta(days=7 * dice.below((LAST - FIRST).days // 7) + dice.below(5))
    return f"{day.month}月{day.day}日"


def _single_days(dice: Dice, district: District) -> list[Row]:
    """Three appointments each for everybody of some rank, two for the others, on any weekday."""
    matters = {1: "市领导调研陪同", 2: "项目现场办公", 3: f"{BUREAU}协调会"}
    return [
        _row(
            district,
            (member.key,),
            _weekday(dice),
            dice.one_of(("上午", "下午", "9:00-11:30", "")),
            matters.get(member.rank, "业务培训"),
        )
        for member in district.members
        for _ in range(3 if member.rank < 5 else 2)
    ]
