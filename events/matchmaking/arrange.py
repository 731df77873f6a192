"""Arrange: a day of meetings in, a timetable out, judged by the audit before anybody sees it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from events.matchmaking.audit import Evidence, audit
from events.matchmaking.left_out import reasons
from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.optimise.instance import instance_of
from events.matchmaking.request import Wish
from events.matchmaking.tables import seated
from events.matchmaking.timetable import Meeting, Stage, Timetable
from planner.errors import Fault, InvalidMeetingDay, RejectedTimetable, UnsolvedInTime
from planner.options import Options
from planner.plan import Status
from planner.progress import Listener, Phase, Progress
from planner.stop import Never, Stop

if TYPE_CHECKING:
    from events.matchmaking.optimise.answer import Answer


def arrange(
    day: MeetingDay,
    options: Options | None = None,
    *,
    stop: Stop | None = None,
    progress: Listener | None = None,
    published: Timetable | None = None,
) -> Timetable:
    """The timetable of ``day``: most points first, then fewest gaps, each with a proven bound.

    Pending requests take no slot. ``published`` is the timetable people hold: while it is provisional it
    may change freely, once final only :func:`events.matchmaking.retime.retime` changes it.
    ``options.effort`` counts deterministic seconds a search, and makes equal days give equal timetables;
    without it two searches run side by side until the best is proven or ``stop`` ends them, and for
    ``default_rounds`` if nobody can.

    Raises :class:`InvalidMeetingDay` if ``published`` is final, :class:`UnsolvedInTime` if no timetable was
    found nor any proven impossible, :class:`RejectedTimetable` if the audit refuses the result.
    """
    from events.matchmaking.optimise.answer import answer  # noqa: PLC0415  (the solver is imported here alone)

    if published is not None and published.stage is Stage.FINAL:
        raise InvalidMeetingDay(Fault(code="timetable_is_final", place="published"))
    chosen, ends = options or Options(), stop or Never()
    effort = chosen.effort
    if effort is None and ends.remaining_seconds() is None:
        effort = chosen.default_rounds
    tell = progress or (lambda _: None)
    asked = [item for item in day.requests if item.wish is not Wish.NO and not item.pending]

    def told(cost: int | None, bound: int | None) -> None:
        tell(Progress(phase=Phase.IMPROVE, best=cost, bound=bound))

    instance = instance_of(day, asked)
    found = answer(instance, chosen.seed, effort, ends, told, hold_all=day.hold_all)
    tell(Progress(phase=Phase.WRITE))
    if found.slots is None:
        return _impossible(day, found, chosen.seed)
    slots = {item.id: slot + 1 for item, slot in zip(asked, found.slots, strict=True) if slot is not None}
    timetable = written(day, slots, seated(day, slots), seed=chosen.seed)
    return accepted(day, _with_bounds(timetable, found))


def _impossible(day: MeetingDay, found: "Answer", seed: int) -> Timetable:
    if not found.obstacles:
        raise UnsolvedInTime(Fault(code="no_timetable_in_time", place="requests"))
    return accepted(day, Timetable(status=Status.INFEASIBLE, obstacles=found.obstacles, seed=seed))


def written(
    day: MeetingDay,
    slots: Mapping[str, int],
    tables: Mapping[str, int],
    *,
    seed: int = 0,
    taken: Mapping[int, frozenset[int]] | None = None,
    now: int = 1,
) -> Timetable:
    """The timetable with ``slots`` and ``tables`` by request id, its figures and reasons; no bounds yet.

    ``taken`` are tables that cannot be used, by slot; slots before ``now`` are past.
    """
    meetings = tuple(
        Meeting(request=item.id, slot=slots[item.id], table=tables[item.id])
        for item in day.requests
        if item.id in slots
    )
    bare = Timetable(
        status=Status.FEASIBLE, meetings=meetings, left_out=tuple(reasons(day, slots, taken, now)), seed=seed
    )
    evidence = Evidence(day, bare)
    gaps = evidence.gaps() or [0]
    figures = {"points": evidence.points(), "gaps": sum(gaps), "gap_difference": max(gaps) - min(gaps)}
    return bare.model_copy(update=figures)


def _with_bounds(timetable: Timetable, found: "Answer") -> Timetable:
    proven = timetable.points == found.points_bound and timetable.gaps == found.gaps_bound
    return timetable.model_copy(
        update={
            "status": Status.OPTIMAL if proven else Status.FEASIBLE,
            "points_bound": found.points_bound,
            "gaps_bound": found.gaps_bound,
        }
    )


def accepted(day: MeetingDay, timetable: Timetable) -> Timetable:
    """``timetable``, if the audit finds nothing; raises RejectedTimetable if it does."""
    faults = [
        Fault(code="timetable_breaks_rule", place=item.place, value=item.rule, detail=dict(item.detail))
        for item in audit(day, timetable)
    ]
    if faults:
        raise RejectedTimetable(faults)
    return timetable


def finalised(timetable: Timetable) -> Timetable:
    """``timetable`` as it is printed and told: from here on it is re-timed, not arranged anew."""
    return timetable.model_copy(update={"stage": Stage.FINAL})
