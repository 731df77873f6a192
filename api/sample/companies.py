"""The sample's 150 companies: who they are, what they may invest, when and whom they want to meet."""

from datetime import date, timedelta

from api.sample.dice import Dice
from api.sample.district import BUREAU, CHAINS, ECONOMIC, SKILLS, District, Row
from api.sample.names import company_names, contact_name
from api.sample.regions import REGIONS
from api.sample.rules import FIRST, LAST
from planner.travel.gazetteer import find_city

CHAIN_NAMES = [name for name, *_ in CHAINS]
# The more advanced the talks, the fewer the companies.
STAGES = ("线索", "线索", "接洽", "接洽", "接洽", "意向", "意向", "洽谈", "洽谈", "签约")
HOURS = ("9:00-17:30", "9:00-17:30", "9:00-12:00", "13:30-17:30", "9:30-16:30")
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五")
FUNDS = (
    ("以商引商", "示例商会"),
    ("委托", "示例招商顾问机构"),
    ("基金", "示例产业基金"),
    ("", ""),
    ("", ""),
    ("", ""),
)
PROJECTS = ("建设生产基地", "设立区域总部", "扩建二期", "布局研发中心")
REACH = 90  # thousandths of a degree
LENGTHS = ("60分钟", "90分钟", "90分钟", "90分钟", "120分钟")


def companies(dice: Dice, district: District) -> list[Row]:
    """The sheet 企业."""
    cities = [city for region in REGIONS for city, count in region.companies.items() for _ in range(count)]
    chains = [dice.one_of(CHAIN_NAMES) for _ in cities]
    names = company_names(dice, chains)
    return [
        {
            "id": f"C{number:03}",
            "name": name,
            "city": city,
            "address": f"{city}示例路{number}号",
            "chain": chain,
        }
        | _site(dice, city)
        | _business(dice)
        | _wishes(dice, district)
        | _history(dice, district)
        | {"brief": f"虚构企业，仅供演示。属{chain}产业链，拟在区内{dice.one_of(PROJECTS)}。"}
        for number, (name, city, chain) in enumerate(zip(names, cities, chains, strict=True), start=1)
    ]


def _site(dice: Dice, city: str) -> Row:
    """Somewhere around the centre of ``city``, up to some ten kilometres off."""
    centre = find_city(city)
    return {
        "lat": round(centre.lat + dice.between(-REACH, REACH) / 1_000, 4),
        "lon": round(centre.lon + dice.between(-REACH, REACH) / 1_000, 4),
        "datum": "WGS-84",
    }


def _business(dice: Dice) -> Row:
    """What it may invest: many small, few large; and the labels that come with size."""
    tenths = dice.between(3, 12) * dice.between(1, 10) * (8 if dice.chance(15) else 1)
    kinds = [
        label
        for label, applies in (
            ("500强", tenths >= 300 and dice.chance(60)),
            ("链主", tenths >= 120 and dice.chance(40)),
            ("专精特新", tenths < 120 and dice.chance(30)),
        )
        if applies
    ]
    amount = f"{tenths // 10}.{tenths % 10}亿" if tenths >= 10 else f"{tenths * 1_000}万"
    return {
        "expected_investment_cny": amount,
        "stage": dice.one_of(STAGES),
        "kinds": "、".join(kinds),
        "visit_minutes": dice.one_of(LENGTHS),
        "windows": _windows(dice),
    }


def _windows(dice: Dice) -> str:
    """One to three spans of two to four weeks, on some weekdays, at some hours."""
    firsts = sorted(FIRST + timedelta(days=dice.below(75)) for _ in range(dice.between(1, 3)))
    return "；".join(_span(dice, first) for first in firsts)


def _span(dice: Dice, first: date) -> str:
    last = min(first + timedelta(days=dice.between(11, 27)), LAST)
    days = "、".join(dice.some_of(WEEKDAYS, dice.between(3, 5)))
    return f"{first.month}月{first.day}日-{last.month}月{last.day}日 {days} {dice.one_of(HOURS)}"


def _wishes(dice: Dice, district: District) -> Row:
    """Whom it wants to see: a fifth a principal, three tenths its chain's chief, some a skill or a person."""
    roll = dice.below(100)
    wishes: Row = {}
    if roll < 20:
        wishes["least_rank"] = 1
    elif roll < 50:
        wishes["needs_chief"] = "是"
    elif roll < 58:
        wishes["skills"] = dice.one_of(SKILLS)
    elif roll < 62:
        wishes["needs_person"] = district.name(
            dice.one_of(("bureau-head", "bureau-deputy", "发展改革委-head"))
        )
    elif roll < 70:
        wishes["least_rank"] = 3
    return wishes


def _history(dice: Dice, district: District) -> Row:
    """Who brought it in and how, when it was last met, whom to call."""
    unit = dice.one_of((BUREAU, BUREAU, *ECONOMIC))
    channel, companion = dice.one_of(FUNDS)
    history: Row = {
        "first_contact_unit": unit,
        "first_contact_aboard": "是" if dice.chance(12) else "否",
        "channel": channel,
        "companion": companion,
        "contact_name": contact_name(dice),
        "contact_title": dice.one_of(("投资总监", "总经理助理", "战略发展部部长", "董事会秘书")),
        "contact_phone": f"000-{dice.below(100_000_000):08}",
    }
    if unit == BUREAU and dice.chance(40):
        history["first_contact_person"] = district.name(dice.one_of(("bureau-1", "bureau-2", "bureau-3")))
    if dice.chance(15):
        history["last_met_on"] = date(2026, 10, 1) + timedelta(days=dice.below(120))
    return history
