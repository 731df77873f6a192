"""What people type, read: one kind of text a file. :data:`PARSERS` says which reads which kind of column."""

from collections.abc import Callable
from typing import Any

from api.imports.columns import Kind
from api.imports.frame import BUSY_PARTS, Frame
from api.imports.parse import amount, choice, clock_time, day_list, day_text, text, window

Parser = Callable[[text.Cell, Frame], Any]


PARSERS: dict[Kind, Parser] = {
    Kind.TEXT: lambda cell, _: text.tidy(cell),
    Kind.LIST: lambda cell, _: tuple(dict.fromkeys(text.items(cell))),
    Kind.ANY: lambda cell, _: cell,
    Kind.AMOUNT: amount.amount_cny,
    Kind.MINUTES: amount.minutes,
    Kind.COUNT: amount.count,
    Kind.DEGREES: amount.degrees,
    Kind.YES_NO: choice.yes_no,
    Kind.RANK: choice.rank,
    Kind.STAGE: choice.stage,
    Kind.DATUM: choice.datum,
    Kind.EVENT_KIND: choice.event_kind,
    Kind.PLACE_KIND: choice.place_kind,
    Kind.RULE_KEY: choice.rule_key,
    Kind.DAY: day_text.day,
    Kind.PAST_DAY: day_text.past_day,
    Kind.DAYS: day_list.day_list,
    Kind.WINDOWS: window.windows,
    Kind.TIME: clock_time.minute_of_day,
    Kind.TIMES: lambda cell, frame: clock_time.times(cell, frame, BUSY_PARTS),
}
