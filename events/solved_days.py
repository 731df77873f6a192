"""What the days of an event really cost: for each of them everything else is planned anew.

:mod:`events.dates` weighs days against the plan as it stands: a trip in the way counts as dropped whole.
Here the season is solved once a day with the event pinned to it, so that trips move instead.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from events.dates import DayCost
from planner.difference import Change, Difference, TripDifference, differences, trip_differences
from planner.objective import objective_of
from planner.options import Options
from planner.plan import Plan, Status
from planner.progress import Listener, Progress
from planner.replan import with_past_pinned
from planner.season import Season
from planner.solve import solve
from planner.spending import TravelTimes
from planner.stop import Never, Share, Stop
from planner.value import Value


class SolvedDay(Value):
    """A day with the plan that the season has if the event is held on it, in points of the objective.

    ``total`` is what that plan is worth and ``bound`` what none is worth more than; an infeasible day has
    neither. ``trips`` differ from the plan in force, ``dropped`` are companies (ids) it meets and this one
    does not, ``events`` are others that move or fall out, ``missing`` people (ids) who were wished for.
    """

    day: date
    status: Status
    total: int = 0
    bound: int | None = None
    trips: tuple[TripDifference, ...] = ()
    dropped: tuple[str, ...] = ()
    events: tuple[Difference, ...] = ()
    missing: tuple[str, ...] = ()


class WeighedDay(Value):
    """A day by both ways of weighing it.

    ``quick`` is its figure against the plan as it stands and ``quick_rank`` its place by that; ``solved``
    what planning anew found and ``rank`` its place by that. Both ranks are None where the event cannot be
    held, ``rank`` also where the day was not solved. ``cost`` in points is what the plan loses, at least
    ``least_cost``: the two are equal when the plan is proven best.
    """

    quick: DayCost
    quick_rank: int | None
    rank: int | None = None
    cost: int | None = None
    least_cost: int | None = None
    solved: SolvedDay | None = None


Keeper = Callable[[tuple[SolvedDay, ...]], None]


def worth_solving(costs: Iterable[DayCost]) -> tuple[date, ...]:
    """The days on which the event can be held, in the order of ``costs``."""
    return tuple(cost.day for cost in costs if not cost.refusals)


def solve_days(
    season: Season,
    plan: Plan | None,
    event_id: str,
    days: Sequence[date],
    options: Options | None = None,
    *,
    today: date | None = None,
    stop: Stop | None = None,
    progress: Callable[[date, Progress], None] | None = None,
    keep: Keeper | None = None,
    done: Sequence[SolvedDay] = (),
) -> tuple[SolvedDay, ...]:
    """Each of ``days`` solved, in that order; the time ``stop`` leaves is shared out evenly among them.

    ``plan`` is the one in force, None if there is none; trips that have begun by ``today`` stay whole.
    ``done`` are days solved before, which are not solved again. ``progress`` hears each step with its day,
    ``keep`` gets what is done each time a day is. Days for which no time is left are missing.

    Raises :class:`RejectedPlan` as :func:`planner.solve.solve` does.
    """
    ends = stop or Never()
    found = {item.day: item for item in done}
    ahead = [day for day in days if day not in found]
    for number, day in enumerate(ahead):
        if ends.stopped():
            break
        left = ends.remaining_seconds()
        after = None if left is None else left * (1 - 1 / (len(ahead) - number))

        def hear(step: Progress, day: date = day) -> None:
            if progress is not None:
                progress(day, step)

        found[day] = solve_day(
            season, plan, event_id, day, options, today=today, stop=Share(ends, after), progress=hear
        )
        if keep is not None:
            keep(_in_order(days, found))
    return _in_order(days, found)


def _in_order(days: Sequence[date], found: dict[date, SolvedDay]) -> tuple[SolvedDay, ...]:
    return tuple(found[day] for day in days if day in found)


def solve_day(
    season: Season,
    plan: Plan | None,
    event_id: str,
    day: date,
    options: Options | None = None,
    *,
    today: date | None = None,
    stop: Stop | None = None,
    progress: Listener | None = None,
) -> SolvedDay:
    """The season planned anew from ``plan`` with the event on ``day``; as good as the solve."""
    pinned = with_event_on(season, event_id, day)
    if plan is not None:
        pinned = with_past_pinned(pinned, plan, today)
    found = solve(pinned, options, stop=stop, progress=progress, published=plan)
    if found.status is Status.INFEASIBLE:
        return SolvedDay(day=day, status=found.status)
    held = next(item for item in found.events if item.event == event_id)
    before = plan or found
    other = differences(before, found)
    return SolvedDay(
        day=day,
        status=found.status,
        total=found.objective.total,
        bound=found.bound,
        trips=trip_differences(before, found),
        dropped=tuple(item.subject for item in other if item.change is Change.VISIT_DROPPED),
        events=tuple(item for item in other if item.change in _OF_EVENTS and item.subject != event_id),
        missing=held.missing,
    )


_OF_EVENTS = frozenset({Change.EVENT_ADDED, Change.EVENT_DROPPED, Change.EVENT_MOVED})


def with_event_on(season: Season, event_id: str, day: date) -> Season:
    """``season`` with the event pinned to ``day``, be it one of its candidate days or not."""
    events = tuple(
        event.model_copy(update={"candidate_days": tuple(sorted({*event.candidate_days, day}))})
        if event.id == event_id
        else event
        for event in season.events
    )
    pins = season.pins.model_copy(update={"events": season.pins.events | {event_id: day}})
    return season.model_copy(update={"events": events, "pins": pins})


def weighed(
    season: Season,
    plan: Plan | None,
    quick: Sequence[DayCost],
    solved: Sequence[SolvedDay],
    times: TravelTimes,
) -> tuple[WeighedDay, ...]:
    """Every day of ``quick``, ranked by solving: free venues before taken ones, then cheapest, then first.

    Behind them those that were not solved, then those proven impossible, then those refused. Costs are
    against ``plan`` as ``season`` values it, or the best of the days if there is none.
    """
    by_day = {item.day: item for item in solved}
    totals = [item.total for item in solved if item.status is not Status.INFEASIBLE]
    if plan is not None:
        now = objective_of(season, plan.trips, plan.events, times, plan).total
    else:
        now = max(totals, default=0)
    days = [_weighed(cost, place, by_day.get(cost.day), now) for place, cost in enumerate(quick, start=1)]
    days.sort(key=_order)
    return tuple(
        item if item.cost is None else item.model_copy(update={"rank": place})
        for place, item in enumerate(days, start=1)
    )


def _weighed(cost: DayCost, place: int, solved: SolvedDay | None, now: int) -> WeighedDay:
    shown = WeighedDay(quick=cost, quick_rank=None if cost.refusals else place, solved=solved)
    if solved is None or solved.status is Status.INFEASIBLE:
        return shown
    least = None if solved.bound is None else now - solved.bound
    return shown.model_copy(update={"cost": now - solved.total, "least_cost": least})


def _order(item: WeighedDay) -> tuple[int, bool, int, date]:
    """First those solved, then those to be solved, then the impossible ones."""
    if item.cost is not None:
        return 0, bool(item.quick.venue_taken_by), item.cost, item.quick.day
    if item.quick.refusals:
        return 3, False, 0, item.quick.day
    return (1 if item.solved is None else 2), False, item.quick_rank or 0, item.quick.day
