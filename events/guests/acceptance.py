"""How likely a guest is to come: the rate of his segment, corrected by his own record."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from events.guest import Guest, Segment
from planner.value import Value


class Record(Value):
    """How often a guest was invited before, and how often he came."""

    invited: int = Field(ge=0)
    came: int = Field(ge=0)

    @model_validator(mode="after")
    def _came_when_invited(self) -> Self:
        if self.came > self.invited:
            raise PydanticCustomError(
                "came_uninvited",
                "came {came} times, invited {invited} times",
                {"came": self.came, "invited": self.invited},
            )
        return self


class AcceptanceRates(Value):
    """The share of those invited who come, in permille, by segment; ``otherwise`` for any other.

    ``weight`` says for how many invitations the segment's rate counts beside a guest's own record.
    ``shown_permille``: of those who accepted, the share who come. The defaults are assumptions of this
    project, to be replaced by ``learned`` rates after a first event; ``source`` says which.
    """

    by_segment_permille: Mapping[Segment, int] = {
        Segment.EXPERT: 600,
        Segment.ASSOCIATION: 700,
        Segment.FUND: 500,
        Segment.AUTHORITY: 800,
        Segment.MEDIA: 800,
    }
    otherwise_permille: int = Field(default=500, ge=0, le=1_000)
    shown_permille: int = Field(default=950, ge=0, le=1_000)
    weight: int = Field(default=4, ge=1)
    source: str = "assumption: no event has been counted yet"
    in_force_from: date | None = None

    @model_validator(mode="after")
    def _are_rates(self) -> Self:
        wrong = next((rate for rate in self.by_segment_permille.values() if not 0 <= rate <= 1_000), None)
        if wrong is not None:
            raise PydanticCustomError("no_rate", "{rate} is no share in permille", {"rate": wrong})
        return self

    def rate_permille(self, segment: Segment) -> int:
        """The share of guests of ``segment`` who come."""
        return self.by_segment_permille.get(segment, self.otherwise_permille)

    def chance(self, guest: Guest, record: Record | None = None) -> float:
        """The chance that ``guest``, invited and not yet answering, comes.

        The mean of a Beta distribution: the segment's rate counts as ``weight`` invitations, his record as
        many as there were.
        """
        rate = self.rate_permille(guest.segment) / 1_000
        if record is None:
            return rate
        return (self.weight * rate + record.came) / (self.weight + record.invited)


def learned(
    before: AcceptanceRates, outcomes: Iterable[tuple[Segment, bool]], source: str, in_force_from: date
) -> AcceptanceRates:
    """``before`` corrected by what happened: for each guest invited his segment and whether he came.

    ``source`` says which events were counted. A segment that had no guest keeps its rate.
    """
    invited: Counter[Segment] = Counter()
    came: Counter[Segment] = Counter()
    for segment, has_come in outcomes:
        invited[segment] += 1
        came[segment] += has_come
    rates = dict(before.by_segment_permille)
    for segment, count in invited.items():
        prior = before.weight * before.rate_permille(segment)
        rates[segment] = round((prior + 1_000 * came[segment]) / (before.weight + count))
    update = {"by_segment_permille": rates, "source": source, "in_force_from": in_force_from}
    return before.model_copy(update=update)
