"""Quotas: how many guests of a segment, of an inviting unit, of a region; and when a unit owes its names."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from events.guest import Guest, Segment
from planner.errors import Fault
from planner.value import Value
from planner.workdays import Workdays


class GuestQuota(Value):
    """At least ``least`` and at most ``most`` guests (None: no limit) who fit all that is named.

    ``segment``, ``unit`` (id of the inviting unit) and ``region`` (id): those left None are not asked for; at
    least one is named. ``names_due`` is the day by which a unit hands in its names (名单按期报).
    Practice: a 签约通知 asks each town and department for ten guests or more by a day.
    """

    id: str
    segment: Segment | None = None
    unit: str | None = None
    region: str | None = None
    least: int = Field(default=0, ge=0)
    most: int | None = Field(default=None, ge=0)
    names_due: date | None = None

    @model_validator(mode="after")
    def _asks_for_something_possible(self) -> Self:
        if self.most is not None and self.most < self.least:
            raise PydanticCustomError(
                "quota_upside_down",
                "at most {most} is less than at least {least}",
                {"least": self.least, "most": self.most},
            )
        if (self.segment, self.unit, self.region) == (None, None, None):
            raise PydanticCustomError("quota_of_nobody", "a quota names a segment, a unit or a region")
        return self

    def counts(self, guest: Guest) -> bool:
        """Whether ``guest`` fills a place of this quota."""
        return (
            self.segment in (None, guest.segment)
            and self.unit in (None, guest.unit)
            and self.region in (None, guest.region)
        )


class Handed(Value):
    """How a quota with a day stands: names handed in, names missing, the day due (a working day), overdue."""

    quota: str
    named: int
    missing: int
    due: date
    overdue: bool


def handed_in(
    quotas: Iterable[GuestQuota], guests: Iterable[Guest], today: date, workdays: Workdays
) -> tuple[Handed, ...]:
    """Where each quota that has a day stands ``today``.

    A day that is no working day moves to the working day after it; overdue is what is missing after that day.
    """
    people = tuple(guests)
    found = []
    for quota in quotas:
        if quota.names_due is None:
            continue
        named = sum(map(quota.counts, people))
        missing = max(0, quota.least - named)
        due = workdays.on_or_after(quota.names_due)
        overdue = missing > 0 and today > due
        found.append(Handed(quota=quota.id, named=named, missing=missing, due=due, overdue=overdue))
    return tuple(found)


def after_deadlines(
    quotas: Iterable[GuestQuota], handed: Iterable[Handed]
) -> tuple[tuple[GuestQuota, ...], tuple[Fault, ...]]:
    """The quotas with what is overdue given up (名额作废), and a fault (``names_overdue``) for each.

    A unit that is late keeps the places it has named; the rest are free for others.
    """
    late = {item.quota: item for item in handed if item.overdue}
    kept, faults = [], []
    for quota in quotas:
        item = late.get(quota.id)
        kept.append(quota if item is None else quota.model_copy(update={"least": item.named}))
        if item is not None:
            detail = {"missing": str(item.missing), "named": str(item.named), "due": item.due.isoformat()}
            faults.append(Fault(code="names_overdue", place=quota.id, value=quota.id, detail=detail))
    return tuple(kept), tuple(faults)
