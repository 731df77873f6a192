"""Whose calendar a feed is: a person, a trip, an event, a unit or a region."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.value import Value


class TargetKind(StrEnum):
    """What a calendar can be of."""

    PERSON = "person"
    TRIP = "trip"
    EVENT = "event"
    UNIT = "unit"
    REGION = "region"


_OF_ONE_SEASON = frozenset({TargetKind.TRIP, TargetKind.EVENT})


class Target(Value):
    """Of what a calendar is. Trip and event ids are unique within a ``season`` only, so those two name it."""

    kind: TargetKind
    id: str = Field(min_length=1, max_length=200)
    season: str | None = Field(default=None, min_length=1, max_length=200)

    @model_validator(mode="after")
    def _names_its_season(self) -> Self:
        if (self.season is not None) != (self.kind in _OF_ONE_SEASON):
            raise PydanticCustomError(
                "target_season", "a trip or event names its season; a person, unit or region none"
            )
        return self

    @property
    def key(self) -> tuple[str, str, str]:
        """Kind, season (empty where there is none) and id: what tables and caches look it up by."""
        return (self.kind.value, self.season or "", self.id)
