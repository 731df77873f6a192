"""What the words of a workbook are read against: the season's days, hours and names of ranks."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from planner.rules import DayHours, Rules
from planner.workdays import Workdays


@dataclass(frozen=True)
class DayParts:
    """What 上午, 下午, 晚上 and 全天 mean, as minutes from and to."""

    morning: tuple[int, int]
    afternoon: tuple[int, int]
    evening: tuple[int, int]
    whole: tuple[int, int]


BUSY_PARTS = DayParts(morning=(0, 720), afternoon=(720, 1_080), evening=(1_080, 1_440), whole=(0, 1_440))


@dataclass(frozen=True)
class Frame:
    """The season's horizon, the moment its data stand for, its working days, hours and names of ranks."""

    first: date
    last: date
    as_of: date
    workdays: Workdays
    hours: DayHours = field(default_factory=DayHours)
    rank_names: tuple[str, ...] = field(default_factory=lambda: Rules().rank_names)

    @cached_property
    def visiting(self) -> DayParts:
        """Parts of a visiting day: mornings end at noon, afternoons begin when lunch is over."""
        opens, closes = self.hours.visits_open, self.hours.visits_close
        return DayParts(
            morning=(opens, max(720, opens + 1)),
            afternoon=(min(self.hours.lunch_close, closes - 1), closes),
            evening=(1_080, 1_320),
            whole=(opens, closes),
        )

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in the horizon."""
        return self.first <= day <= self.last


def boundless() -> Frame:
    """A frame for sheets that hold no days of a season, or are read before it is known."""
    first, last = date(2000, 1, 1), date(2100, 1, 1)
    return Frame(first, last, last, Workdays(first, first))
