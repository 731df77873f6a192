"""企业家联谊会: one chain's forum with experts and about thirty companies."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from events.occasion import Occasion
from planner.event import EventKind


class Forum(Occasion):
    """The forum of ``chain``, whose ``chief`` (person id) must be there.

    Guests from far need three weeks' notice, and nobody travels to a forum over a holiday.
    """

    kind: ClassVar[EventKind] = EventKind.FORUM

    chain: str
    chief: str | None = None
    company_count: int = Field(default=30, ge=1, le=1_000)
    expert_count: int = Field(default=5, ge=0, le=1_000)
    notice_days: int = Field(default=21, ge=0, le=365)

    def _also_required(self) -> Iterable[str]:
        return () if self.chief is None else (self.chief,)

    def _guests(self) -> dict[str, str | int]:
        return {
            "chain": self.chain,
            "company_count": self.company_count,
            "expert_count": self.expert_count,
        }
