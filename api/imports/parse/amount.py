"""Amounts of money and counts: 3.5亿, 8000万, 1亿2000万, １２００万元, 90分钟, 1.5小时."""

import re
from datetime import time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from api.imports.frame import Frame
from api.imports.parse.refusal import Refused
from api.imports.parse.text import Cell, folded

_UNITS = {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3, "": 1}
_PART = re.compile(r"(\d+(?:\.\d+)?) ?(万亿|亿|千万|百万|万|千|)")
_DRESS = re.compile(r"人民币|rmb|cny|[¥￥约]|元整|元|(?<=\d),(?=\d{3}(?!\d))", re.IGNORECASE)
_FOREIGN = re.compile(r"美元|美金|港元|港币|欧元|日元|台币|usd|eur|hkd|jpy|[$€]", re.IGNORECASE)
_LARGEST_CNY = 10**15
_DURATION = re.compile(
    r"(?:(?P<hours>\d+(?:\.\d+)?) ?(?:个?小时|h|hours?))?(?:(?P<minutes>\d+) ?(?:分钟?|min|minutes?)?)?"
)
_COUNT = re.compile(r"(-?\d+)(?:\.0+)? ?(?:天|日|人|名|家|个|次|位|项|分|‰|%)?")


def amount_cny(cell: Cell, _frame: Frame | None = None) -> int:
    """An amount in whole yuan, halves rounded up; a bare number is yuan.

    Raises Refused: amount_currency, not_an_amount, amount_too_large.
    """
    text = folded(cell)
    if _FOREIGN.search(text):
        raise Refused("amount_currency")
    text = _DRESS.sub("", text).replace(" ", "")
    total, smallest, position = Decimal(0), 10**13, 0
    for part in _PART.finditer(text):
        unit = _UNITS[part.group(2)]
        if part.start() != position or unit >= smallest:
            break
        total += Decimal(part.group(1)) * unit
        smallest, position = unit, part.end()
    if not text or position != len(text):
        raise Refused("not_an_amount")
    if total > _LARGEST_CNY:
        raise Refused("amount_too_large")
    return int(total.to_integral_value(ROUND_HALF_UP))


def minutes(cell: Cell, _frame: Frame | None = None) -> int:
    """A length of time in minutes; a bare number is minutes.

    Raises Refused: not_a_duration.
    """
    if isinstance(cell, time):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, timedelta):
        return int(cell.total_seconds() // 60)
    text = folded(cell).replace("半小时", "0.5小时").replace("个0.5", ".5")
    match = _DURATION.fullmatch(text)
    if not text or match is None:
        raise Refused("not_a_duration")
    total = Decimal(match.group("hours") or 0) * 60 + int(match.group("minutes") or 0)
    if total != int(total):
        raise Refused("not_a_duration")
    return int(total)


def count(cell: Cell, _frame: Frame | None = None) -> int:
    """A whole number, with or without its counting word.

    Raises Refused: not_a_count.
    """
    match = _COUNT.fullmatch(folded(cell).replace(",", ""))
    if match is None:
        raise Refused("not_a_count")
    return int(match.group(1))


def degrees(cell: Cell, _frame: Frame | None = None) -> float:
    """A latitude or longitude in decimal degrees.

    Raises Refused: not_degrees.
    """
    text = re.sub(r"[°度]|北纬|东经|[NEne]", "", folded(cell)).strip()
    if not re.fullmatch(r"-?\d{1,3}(\.\d+)?", text):
        raise Refused("not_degrees")
    return float(text)


def decimal(cell: Cell) -> Decimal:
    """A number with or without a point, ``%`` and ``‰`` taken into account.

    Raises Refused: not_a_number.
    """
    text = folded(cell).replace(",", "").replace("元", "").strip()
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?) ?([%‰])?(?:/?(?:公里|km))?", text)
    if match is None:
        raise Refused("not_a_number")
    return Decimal(match.group(1)) / {"%": 100, "‰": 1_000, None: 1}[match.group(2)]
