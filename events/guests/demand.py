"""What a guest list must be: its size, its quotas, who must or must not be there, and what it is worth."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from events.guest import Guest
from events.guests.quota import GuestQuota
from planner.rules import Points
from planner.value import Value


class Attendance(StrEnum):
    """Who must, may and must not be there."""

    MUST = "must"
    MAY = "may"
    MUST_NOT = "must_not"


class Wish(Value):
    """A word about one guest (id), with its reason.

    MUST: on the list whatever he is worth. MAY: he earns ``ListWeights.wished_points``. MUST_NOT: never.
    """

    guest: str
    attendance: Attendance
    reason: str = Field(default="", max_length=500)


class ListWeights(Value):
    """What a list is worth beside its guests' points; each name is a term of ``ListWorth``.

    The k-th guest from one region, organisation or segment adds the k-th number; they never rise, and beyond
    the list nothing is added: so the list spreads.
    """

    wished_points: int = Field(default=2_000, ge=0)
    region_steps: Points = (3_000, 2_000, 1_000, 500)
    organisation_steps: Points = (1_000,)
    segment_steps: Points = (2_000, 1_500, 1_000, 500)

    @model_validator(mode="after")
    def _returns_fall(self) -> Self:
        for steps in (self.region_steps, self.organisation_steps, self.segment_steps):
            if list(steps) != sorted(steps, reverse=True) or min(steps, default=0) < 0:
                raise PydanticCustomError("weights_not_monotone", "coverage may not rise")
        return self


class GuestDemand(Value):
    """What is asked of a list.

    ``least_guests`` to ``most_guests`` names, at most ``most_per_organisation`` of one organisation (None: no
    limit; those who must be there are excused from it). ``chain`` (id): guests of another chain are no
    candidates, guests of none (experts, funds) are. ``reserve_per_segment`` names stand in reserve.
    """

    chain: str | None = None
    least_guests: int = Field(default=0, ge=0)
    most_guests: int = Field(default=30, ge=1, le=5_000)
    most_per_organisation: int | None = Field(default=1, ge=1)
    quotas: tuple[GuestQuota, ...] = ()
    wishes: tuple[Wish, ...] = ()
    weights: ListWeights = ListWeights()
    reserve_per_segment: int = Field(default=10, ge=0, le=1_000)

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if self.most_guests < self.least_guests:
            raise PydanticCustomError(
                "quota_upside_down",
                "at most {most} is less than at least {least}",
                {"least": self.least_guests, "most": self.most_guests},
            )
        names = [quota.id for quota in self.quotas]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise PydanticCustomError("quota_twice", "two quotas are called {quota}", {"quota": twice})
        return self

    def named(self, attendance: Attendance) -> dict[str, str]:
        """Guest ids of this attendance with the reason."""
        return {wish.guest: wish.reason for wish in self.wishes if wish.attendance is attendance}

    def is_of_chain(self, guest: Guest) -> bool:
        """Whether ``guest`` is of the list's chain or of none."""
        return self.chain is None or guest.chain in (None, self.chain)
