"""What happens at home: forums, signing ceremonies, joint meetings, trainings, as the season sees them."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from planner.value import Value


class EventKind(StrEnum):
    """What is held; the rules for each kind's candidate days live in the package ``events``."""

    FORUM = "forum"
    SIGNING_CEREMONY = "signing_ceremony"
    JOINT_MEETING = "joint_meeting"
    TRAINING = "training"
    OTHER = "other"


class Event(Value):
    """An event whose date the season decides among ``candidate_days``.

    ``required`` people (ids) must be at home and free during it; each ``wished`` one who is, earns
    ``Rules.attendance_points`` of his rank. ``after`` names events that must lie on an earlier day. An
    event that is not ``optional`` must be held: if no day is possible the season is infeasible.
    """

    id: str
    kind: EventKind
    title: str
    candidate_days: tuple[date, ...]
    start_minute: int = Field(default=540, ge=0, lt=1_440)
    duration_minutes: int = Field(default=180, gt=0, le=900)
    required: tuple[str, ...] = ()
    wished: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    optional: bool = False
    held_points: int = Field(default=0, ge=0)
    venue: str = ""
    chain: str | None = None
    company_count: int = Field(default=0, ge=0)
    expert_count: int = Field(default=0, ge=0)
