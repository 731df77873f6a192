"""Spans of time: when a company may be met, when a person is busy."""

from typing import Self

from pydantic import AwareDatetime, model_validator
from pydantic_core import PydanticCustomError

from planner.clock import day_of
from planner.value import Value


class Span(Value):
    """From ``start`` to ``end``, both aware; ``end`` lies after ``start``."""

    start: AwareDatetime
    end: AwareDatetime

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> Self:
        if self.end <= self.start:
            raise PydanticCustomError(
                "closes_before_it_opens",
                "closes at {end} before it opens at {start}",
                {"start": self.start.isoformat(), "end": self.end.isoformat()},
            )
        return self

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share more than an instant."""
        return self.start < other.end and other.start < self.end


class Window(Span):
    """When a company receives visitors: a visit lies whole inside one window, on one day."""

    @model_validator(mode="after")
    def _lies_in_one_day(self) -> Self:
        if day_of(self.start) != day_of(self.end):
            raise PydanticCustomError(
                "window_spans_days",
                "a window lies within one day, this one runs from {start} to {end}",
                {"start": self.start.isoformat(), "end": self.end.isoformat()},
            )
        return self


class Busy(Span):
    """When a person cannot travel: any day it touches is lost for trips.

    ``title`` is what planners see; it never leaves in a feed of another person. ``away`` says that he is on a
    trip then that no plan of this season can change, one of another season for instance: its days count as
    days away, for rest before and after, for away limits, and for the most days he may be away.
    """

    title: str = ""
    away: bool = False
