"""Times of day as people type them: 9:00, 9：00, 9点半, 下午2点, 14:00-16:30, 上午, 全天."""

import re
from datetime import datetime, time, timedelta
from fractions import Fraction

from api.imports.frame import DayParts, Frame
from api.imports.parse.refusal import Refused
from api.imports.parse.text import Cell, folded

TimeSpan = tuple[int, int]
_LATER = ("下午", "晚上", "傍晚", "晚")


def _one(number: int) -> str:
    """The pattern of one time of day, its groups numbered."""
    return (
        rf"(?:(?P<part{number}>上午|早上|凌晨|中午|下午|傍晚|晚上|晚)?"
        rf"(?P<hour{number}>\d{{1,2}})(?::(?P<minute{number}>\d{{2}})(?::\d{{2}})?(?!\d)"
        rf"|[点时](?:(?P<half{number}>半)|(?P<spoken{number}>\d{{1,2}})分?|整)?"
        rf"|(?P<bare{number}>(?= ?[-至到] ?(?:上午|中午|下午|晚上)?\d{{1,2}}[点时]))))"
    )


_TIME = re.compile(_one(1))
_SPAN = re.compile(rf"(?<![\d:/.]){_one(1)} ?(?:-|至|到) ?{_one(2)}")
_WORD = re.compile(r"(?P<word>上午|早上|下午|晚上|傍晚|全天|整天|全日|白天)(?!\d)(?:时段|时间)?")
_BETWEEN = " ,、;:()和及"


def timed_parts(text: str, parts: DayParts) -> tuple[tuple[str, tuple[TimeSpan, ...]], ...]:
    """``text`` as pairs of words that are no times, and the spans of time that belong to them, in minutes.

    Times belong to the words before them (3月9日上午，3月10日下午 is two pairs), or, where nothing stands
    before, to those behind. Raises Refused: time_out_of_range, closes_before_it_opens, days_unreadable for
    words behind times that have theirs already.
    """
    found = [(match.span(), _span(match)) for match in _SPAN.finditer(text)]
    rest = _SPAN.sub(lambda match: "\0" * len(match.group()), text)
    found += [(match.span(), _part(match.group("word"), parts)) for match in _WORD.finditer(rest)]
    pairs: list[tuple[str, list[TimeSpan]]] = [("", [])]
    position = 0
    for (start, end), span in sorted(found):
        if words := text[position:start].strip(_BETWEEN):
            if pairs[-1][1]:
                pairs.append((words, []))
            else:
                pairs[-1] = (words, [])
        pairs[-1][1].append(span)
        position = end
    behind = text[position:].strip(_BETWEEN)
    if behind and (pairs[0][0] or len(pairs) > 1) and pairs[-1][1]:
        raise Refused("days_unreadable", text=behind)
    if behind:
        pairs[-1] = (behind, pairs[-1][1])
    return tuple((words, tuple(dict.fromkeys(spans))) for words, spans in pairs)


def times(cell: Cell, _frame: Frame, parts: DayParts) -> tuple[TimeSpan, ...]:
    """The spans of time of a cell that holds nothing else.

    Raises Refused: times_unreadable, time_range_needed and those of :func:`timed_parts`.
    """
    if isinstance(cell, time | datetime | timedelta | float):
        raise Refused("time_range_needed")
    text = folded(cell)
    (rest, spans), *more = timed_parts(text, parts)
    if _TIME.fullmatch(rest):
        raise Refused("time_range_needed")
    if rest or more or not spans:
        raise Refused("times_unreadable", text=rest or text)
    return spans


def minute_of_day(cell: Cell, _frame: Frame | None = None) -> int:
    """One time of day, in minutes from 00:00; 24:00 is 1,440.

    Raises Refused: not_a_time, time_out_of_range.
    """
    if isinstance(cell, datetime | time):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, timedelta):
        return _checked(int(cell.total_seconds() // 60), str(cell))
    if isinstance(cell, float) and 0 <= cell < 1:
        return round(Fraction(cell) * 1_440)
    match = _TIME.fullmatch(folded(cell))
    if match is None:
        raise Refused("not_a_time")
    return _minute(match, 1)


def _span(match: re.Match[str]) -> TimeSpan:
    start, end = _minute(match, 1), _minute(match, 2)
    afternoon = (match.group("part1") or "") in _LATER and match.group("part2") is None
    if afternoon and end < 720:
        end += 720
    if end <= start:
        raise Refused("closes_before_it_opens", start=clock(start), end=clock(end))
    return start, end


def _minute(match: re.Match[str], number: int) -> int:
    hour = int(match.group(f"hour{number}"))
    part = match.group(f"part{number}") or ""
    if (part in _LATER and hour < 12) or (part == "中午" and hour < 3):
        hour += 12
    written = match.group(f"minute{number}") or match.group(f"spoken{number}")
    minute = 30 if match.group(f"half{number}") else int(written or 0)
    if minute > 59:
        raise Refused("time_out_of_range", text=match.group())
    return _checked(hour * 60 + minute, match.group())


def _checked(minutes: int, text: str) -> int:
    if not 0 <= minutes <= 1_440:
        raise Refused("time_out_of_range", text=text)
    return minutes


def _part(word: str, parts: DayParts) -> TimeSpan:
    if word in {"上午", "早上"}:
        return parts.morning
    if word == "下午":
        return parts.afternoon
    return parts.evening if word in {"晚上", "傍晚"} else parts.whole


def clock(minutes: int) -> str:
    """Minutes of a day as people write them."""
    return f"{minutes // 60}:{minutes % 60:02d}"
