"""The timetable of a day of meetings, with its figures, their proven bounds and its reasons."""

from enum import StrEnum

from pydantic import Field

from planner.plan import Status
from planner.value import Value


class Stage(StrEnum):
    """Provisional: everything may still move. Final: printed and told, changed on the day alone."""

    PROVISIONAL = "provisional"
    FINAL = "final"


class Reason(StrEnum):
    """Why a request is left out, or why not every meeting can be held."""

    REFUSED = "refused"
    UNANSWERED = "unanswered"
    NO_COMMON_SLOT = "no_common_slot"
    PARTICIPANT_FULL = "participant_full"
    TABLES_FULL = "tables_full"
    OTHERS_WORTH_MORE = "others_worth_more"
    GAPS_UNFAIR = "gaps_unfair"
    OVERFULL_PARTICIPANT = "overfull_participant"
    CONTRADICTORY_PRECEDENCES = "contradictory_precedences"
    TOO_FEW_TABLES = "too_few_tables"
    TOGETHER_IMPOSSIBLE = "together_impossible"


class Meeting(Value):
    """The meeting of a request (id) in ``slot`` at ``table``, both from 1."""

    request: str
    slot: int = Field(ge=1)
    table: int = Field(ge=1)


class LeftOut(Value):
    """A request (id) that is not held, and what stands against it; ``detail`` holds the sentence's words."""

    request: str
    reason: Reason
    detail: dict[str, str] = {}


class Obstacle(Value):
    """Why it cannot be done: a set of participants and requests (ids) that contradict each other.

    Without any one of what ``parts`` names the contradiction would be gone, unless ``minimal`` is false: then
    time was up before every part had been tried.
    """

    reason: Reason
    participants: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    detail: dict[str, str] = {}
    minimal: bool = True


class Timetable(Value):
    """The answer to a :class:`~events.matchmaking.meeting_day.MeetingDay`.

    ``points`` are those of the meetings held, less what is missing of guaranteed least numbers; at most
    ``points_bound`` can be had. ``gaps`` are the groups of idle slots between two meetings of one
    participant, summed; with ``hold_all`` no timetable has fewer than ``gaps_bound``, else none that holds
    the same meetings. ``status`` is OPTIMAL when both bounds are met. An infeasible day has no meetings,
    and obstacles. A bound that is None was not looked for.
    """

    status: Status
    stage: Stage = Stage.PROVISIONAL
    meetings: tuple[Meeting, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    points: int = 0
    points_bound: int | None = None
    gaps: int = 0
    gaps_bound: int | None = None
    gap_difference: int = 0
    seed: int = 0

    @property
    def gap_permille(self) -> int | None:
        """How far ``points`` may lie below the best, in thousandths of the bound, rounded up."""
        if self.points_bound is None or self.points_bound <= 0:
            return None
        return -((self.points - self.points_bound) * 1_000 // self.points_bound)
