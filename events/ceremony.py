"""集中签约: projects sign in batches before witnesses, once a quarter."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from events.occasion import Occasion
from planner.event import EventKind


class SigningCeremony(Occasion):
    """A ceremony at which ``project_count`` projects sign.

    The ``principals`` (双组长, person ids) witness it: wished for, or required with ``principals_required``.
    """

    kind: ClassVar[EventKind] = EventKind.SIGNING_CEREMONY

    principals: tuple[str, ...] = ()
    principals_required: bool = False
    project_count: int = Field(default=0, ge=0, le=1_000)
    notice_days: int = Field(default=14, ge=0, le=365)

    def _also_required(self) -> Iterable[str]:
        return self.principals if self.principals_required else ()

    def _also_wished(self) -> Iterable[str]:
        return self.principals

    def _guests(self) -> dict[str, str | int]:
        return {"company_count": self.project_count}
