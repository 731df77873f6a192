"""What if: two seasons with a plan each, compared: what was changed, and what comes of it."""

from datetime import date

from planner.errors import Fault, InvalidPlan
from planner.plan import Plan
from planner.plan_figures import PlanFigures
from planner.references import Reference, known_ids, references_of_trip
from planner.season import Season
from planner.season_difference import SeasonDifference, season_differences
from planner.value import Value

Answered = tuple[Season, Plan]


class EventShift(Value):
    """An event (id) whose day differs; None where it is not held, or not known."""

    event: str
    before: date | None
    after: date | None


class Gain(Value):
    """How much more the second plan is worth, in points, and what is proven of the two best plans.

    Each best plan lies between the value found and the bound. So, whatever has not been found, the best of
    the second season is worth at least ``at_least`` and at most ``at_most`` more than that of the first; None
    where a bound is missing.
    """

    points: int
    at_least: int | None
    at_most: int | None

    @property
    def is_certain(self) -> bool:
        """Whether it is proven which of the two seasons has the better plan, or that they are equal."""
        if self.at_least is None or self.at_most is None:
            return False
        return self.at_least > 0 or self.at_most < 0 or self.at_least == self.at_most == 0


class Comparison(Value):
    """Two seasons and their plans: ``seasons`` is what was changed, all the rest what comes of it.

    ``newly_met`` and ``no_longer_met`` are companies (ids) that one plan alone meets, sorted; they may be
    unknown to the other season. ``gain`` is None if either season has no plan.
    """

    seasons: tuple[SeasonDifference, ...]
    before: PlanFigures
    after: PlanFigures
    newly_met: tuple[str, ...]
    no_longer_met: tuple[str, ...]
    events: tuple[EventShift, ...]
    gain: Gain | None


def compared(before: Answered, after: Answered) -> Comparison:
    """Compare two plans, each with the season it answers.

    Raises :class:`InvalidPlan` where a plan is of another season than the one it comes with, or names what
    that season lacks: ``plan_of_another_season``, ``plan_names_unknown_<kind>``.
    """
    faults = [fault for pair in (before, after) for fault in _misfits(*pair)]
    if faults:
        raise InvalidPlan(faults)
    old, new = PlanFigures.of(*before), PlanFigures.of(*after)
    met, now_met = (
        {visit.company for trip in plan.trips for visit in trip.visits} for _, plan in (before, after)
    )
    return Comparison(
        seasons=season_differences(before[0], after[0]),
        before=old,
        after=new,
        newly_met=tuple(sorted(now_met - met)),
        no_longer_met=tuple(sorted(met - now_met)),
        events=_shifts(old, new),
        gain=_gain(old, new),
    )


def _misfits(season: Season, plan: Plan) -> list[Fault]:
    if plan.season != season.id:
        detail = {"season": season.id}
        return [Fault(code="plan_of_another_season", place="plan", value=plan.season, detail=detail)]
    known = known_ids(season)
    named = [r for k, trip in enumerate(plan.trips) for r in references_of_trip(trip, f"trips[{k}]")]
    named += [Reference("event", f"events[{k}]", item.event) for k, item in enumerate(plan.events)]
    return [
        Fault(code=f"plan_names_unknown_{item.kind}", place=item.place, value=item.id)
        for item in named
        if item.id not in known[item.kind]
    ]


def _shifts(before: PlanFigures, after: PlanFigures) -> tuple[EventShift, ...]:
    old, new = ({item.event: item.day for item in figures.events} for figures in (before, after))
    return tuple(
        EventShift(event=event, before=old.get(event), after=new.get(event))
        for event in sorted(old.keys() | new.keys())
        if old.get(event) != new.get(event)
    )


def _gain(before: PlanFigures, after: PlanFigures) -> Gain | None:
    if before.value is None or after.value is None:
        return None
    return Gain(
        points=after.value - before.value,
        at_least=None if before.bound is None else after.value - before.bound,
        at_most=None if after.bound is None else after.bound - before.value,
    )
