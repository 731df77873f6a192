"""Days as people type them: 2027-3-5, 2027/3/5, 2027年3月5日, 20270305, 3月5日, 3/5, Excel's numbers."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from api.imports.frame import Frame
from api.imports.parse.refusal import Refused
from api.imports.parse.text import Cell, folded

YearOf = Callable[[int, int, Frame], date | None]
_EXCEL_EPOCH = date(1899, 12, 30)
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 12, 31)
_MIDNIGHT = re.compile(r"[ T]00?:00(:00(\.0+)?)?$")
_WEEKDAY = r"(?:\((?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])\))?"
ATOM = re.compile(
    r"(?:(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})(?!\d)[日号]?"
    r"|(?P<compact>20\d{6})(?!\d)"
    r"|(?P<serial>[34567]\d{4})(?!\d)"
    r"|(?P<m>\d{1,2})[月/.](?P<d>\d{1,2})(?!\d)[日号]?"
    r"|(?:(?P<wy>\d{4})年)?(?P<wm>\d{1,2})月(?P<part>上旬|中旬|下旬|上半月|下半月|份|全月)?(?!\d)"
    r"|(?P<only>\d{1,2})(?!\d)[日号]?)" + _WEEKDAY
)
_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上半月": (1, 15), "下半月": (16, 31)}
WEEKDAYS = {name: number for names in ("一二三四五六日", "1234567") for number, name in enumerate(names)} | {
    "天": 6
}


def nearest_year(month: int, day: int, frame: Frame) -> date | None:
    """The day of this month nearest to the season: inside it, if it can."""
    candidates = _candidates(month, day, frame.first.year - 1, frame.last.year + 1)
    return min(candidates, key=lambda item: _distance(item, frame), default=None)


def past_year(month: int, day: int, frame: Frame) -> date | None:
    """The last such day that is not after the moment the data stand for."""
    candidates = _candidates(month, day, frame.as_of.year - 4, frame.as_of.year)
    return max((item for item in candidates if item <= frame.as_of), default=None)


def _candidates(month: int, day: int, first_year: int, last_year: int) -> list[date]:
    made = (_made(year, month, day) for year in range(first_year, last_year + 1))
    return [item for item in made if item is not None]


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _distance(day: date, frame: Frame) -> int:
    if day < frame.first:
        return (frame.first - day).days
    return max(0, (day - frame.last).days)


def span_of(atom: re.Match[str], frame: Frame, before: date | None, year_of: YearOf) -> tuple[date, date]:
    """First and last day of a matched :data:`ATOM`; ``before`` lends its month to a bare day.

    Raises Refused: no_such_day, day_without_month, weekday_mismatch.
    """
    given = {name: text for name, text in atom.groupdict().items() if text is not None}
    if "wm" in given:
        return _month(given, atom.group(), frame)
    day = _day(given, frame, before, year_of)
    if day is None or not _EARLIEST <= day <= _LATEST:
        raise Refused("no_such_day", text=atom.group())
    if "weekday" in given and WEEKDAYS[given["weekday"]] != day.weekday():
        raise Refused("weekday_mismatch", day=day.isoformat(), weekday="一二三四五六日"[day.weekday()])
    return day, day


def _day(given: dict[str, str], frame: Frame, before: date | None, year_of: YearOf) -> date | None:
    if "year" in given:
        return _made(int(given["year"]), int(given["month"]), int(given["day"]))
    if "compact" in given:
        text = given["compact"]
        return _made(int(text[:4]), int(text[4:6]), int(text[6:]))
    if "serial" in given:
        return _EXCEL_EPOCH + timedelta(days=int(given["serial"]))
    if "m" in given:
        month, day = int(given["m"]), int(given["d"])
        same_year = None if before is None else _made(before.year, month, day)
        later = same_year is not None and before is not None and same_year >= before
        return same_year if later else year_of(month, day, frame)
    if before is None:
        raise Refused("day_without_month", text=given["only"])
    return _made(before.year, before.month, int(given["only"]))


def _month(given: dict[str, str], text: str, frame: Frame) -> tuple[date, date]:
    month = int(given["wm"])
    first = _made(int(given["wy"]), month, 1) if "wy" in given else nearest_month(month, frame)
    if first is None:
        raise Refused("no_such_day", text=text)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    since, until = _PARTS.get(given.get("part", ""), (1, 31))
    return first.replace(day=since), first.replace(day=min(until, last.day))


def nearest_month(month: int, frame: Frame) -> date | None:
    """The first day of the month of this number that is in the season, or nearest to it."""
    candidates = _candidates(month, 1, frame.first.year - 1, frame.last.year + 1)
    inside = [item for item in candidates if item.replace(day=28) >= frame.first and item <= frame.last]
    return min(inside or candidates, key=lambda item: _distance(item, frame), default=None)


def whole_day(cell: Cell, frame: Frame, year_of: YearOf) -> date:
    """The one day a cell holds.

    Raises Refused: not_a_day, fraction_for_a_day, and what :func:`span_of` raises.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float) and not cell.is_integer():
        raise Refused("fraction_for_a_day")
    text = _MIDNIGHT.sub("", folded(cell))
    atom = ATOM.fullmatch(text)
    if atom is None or atom.group("wm"):
        raise Refused("not_a_day")
    return span_of(atom, frame, None, year_of)[0]


def day(cell: Cell, frame: Frame) -> date:
    """A day of or near the season."""
    return whole_day(cell, frame, nearest_year)


def past_day(cell: Cell, frame: Frame) -> date:
    """A day that lies behind; without a year, the last such day."""
    return whole_day(cell, frame, past_year)
