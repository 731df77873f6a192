"""The customs this program ships, newest last within an id; a district keeps its own beside them."""

from collections.abc import Iterable
from datetime import date

from events.seating.errors import InvalidSeating
from events.seating.rules import EvenConvention, Hand, SeatingRules
from planner.errors import Fault

WRITTEN_DOWN = date(2026, 1, 1)
_TABLES = "会务通行做法：宴席、乘车见laomiw.com、wenke99.com，会谈面门为上见wendadaohang"

TWO_IN_THE_MIDDLE = SeatingRules(
    id="cn-two-in-the-middle",
    name="左为上，双数时1、2号同居中",
    name_en="left is upper; of an even number 1 and 2 share the middle",
    source="会务通行做法：2号在1号左手位置，3号在右手位置（美篇 50nz5vzx）；左指领导左手（wddqxz.cn）",
    table_source=_TABLES,
    in_force_from=WRITTEN_DOWN,
)
FIRST_AT_UPPER_HAND = SeatingRules(
    id="cn-first-left-of-middle",
    name="左为上，双数时1号在居中座位左边",
    name_en="left is upper; of an even number 1 sits left of the middle",
    source="会务通行做法：1号在居中座位的左边，2号排右边（laomiw.com、wenke99.com）；左指领导左手（wddqxz.cn）",
    table_source=_TABLES,
    in_force_from=WRITTEN_DOWN,
    even=EvenConvention.FIRST_AT_UPPER_HAND,
)
FOREIGN_GUESTS = SeatingRules(
    id="international",
    name="涉外活动右为上",
    name_en="with foreign guests: right is upper",
    source="国际礼宾惯例：右为尊（xinwen.mobi）；合影主客双方间隔排列",
    table_source=_TABLES,
    in_force_from=WRITTEN_DOWN,
    upper=Hand.RIGHT,
    photo_alternates=True,
)
CONVENTIONS = (TWO_IN_THE_MIDDLE, FIRST_AT_UPPER_HAND, FOREIGN_GUESTS)


def convention(name: str, day: date, conventions: Iterable[SeatingRules] = CONVENTIONS) -> SeatingRules:
    """The version of custom ``name`` (its id) in force on ``day``.

    Raises InvalidSeating (``seating_convention_unknown``) if there is none.
    """
    known = [rules for rules in conventions if rules.id == name and rules.in_force_from <= day]
    if not known:
        raise InvalidSeating(
            Fault(code="seating_convention_unknown", value=name, detail={"day": day.isoformat()})
        )
    return max(known, key=lambda rules: rules.in_force_from)
