"""Vehicles between a station and the venue, whom they carry, and their line of the run sheet."""

from collections.abc import Sequence

from pydantic import Field

from events.run_sheet.line import Material, RunLine, Step
from planner.value import Value


class Traveller(Value):
    """A guest (id) with ``heads`` people on a train or flight that is at a station at ``minute``."""

    guest: str
    number: str = Field(default="", max_length=20)
    station: str = Field(min_length=1, max_length=100)
    minute: int = Field(ge=0, lt=2_880)
    heads: int = Field(default=1, ge=1, le=200)


class Ride(Value):
    """Vehicles that go together, one way between ``station`` and the venue."""

    station: str
    vehicles: int
    leave_minute: int
    arrive_minute: int

    def line(self, step: Step, start_minute: int, aboard: Sequence[Traveller], venue: str) -> RunLine:
        """The line of the run sheet, from ``start_minute`` until they are there; trains do not wait."""
        return RunLine(
            start_minute=start_minute,
            minutes=self.arrive_minute - start_minute,
            step=step,
            words={
                "station": self.station,
                "venue": venue,
                "numbers": "、".join(dict.fromkeys(item.number for item in aboard if item.number)) or "—",
                "heads": str(sum(item.heads for item in aboard)),
                "vehicles": str(self.vehicles),
            },
            people=tuple(item.guest for item in aboard),
            where=self.station,
            materials=(Material.VEHICLE,),
            fixed=True,
        )
