"""A quarter of a year, in which targets and rates are told."""

from datetime import date, timedelta
from typing import Self

from pydantic import Field

from planner.value import Value


class Quarter(Value):
    """季度; ``number`` from 1 to 4."""

    year: int = Field(ge=1990, le=2200)
    number: int = Field(ge=1, le=4)

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter ``day`` lies in."""
        return cls(year=day.year, number=(day.month + 2) // 3)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        year, month = (self.year + 1, 1) if self.number == 4 else (self.year, 3 * self.number + 1)
        return date(year, month, 1) - timedelta(days=1)

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in it."""
        return self.first <= day <= self.last
