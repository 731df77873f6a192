"""Every figure that a plan states, against what it comes to."""

from collections.abc import Iterator

from planner.audit.evidence import Evidence
from planner.audit.violation import Difference, Violation, broken
from planner.objective import gap_permille
from planner.plan import Objective, Plan, Status
from planner.spending import fares_cny, legs_of, lodging_cny


def differences(evidence: Evidence, objective: Objective) -> Iterator[Difference]:
    """Terms of the objective, gap, fares and lodging that are not what the trips and events come to."""
    plan = evidence.plan
    for term in Objective.model_fields:
        yield from _compare(f"objective.{term}", getattr(plan.objective, term), getattr(objective, term))
    gap = None if plan.bound is None else gap_permille(plan.bound, objective.total)
    yield from _compare("gap_permille", plan.gap_permille, gap)
    # A pinned trip keeps the amounts it was published with, though fares may have changed since.
    for item in (item for item in evidence.trips if not evidence.is_pinned(item.trip)):
        trip, season = item.trip, evidence.season
        yield from _compare(
            f"{item.place}.fares_cny", trip.fares_cny, fares_cny(trip, season, evidence.times)
        )
        yield from _compare(f"{item.place}.lodging_cny", trip.lodging_cny, lodging_cny(trip, season))
        legs = legs_of(trip, season, evidence.times)
        for (_, leg, place), nominal in zip(item.legs(), legs, strict=True):
            yield from _compare(f"{place}.fare_cny", leg.fare_cny, nominal.fare_cny)


def _compare(place: str, stated: int | None, computed: int | None) -> Iterator[Difference]:
    if stated != computed:
        yield Difference(place=place, stated=stated, computed=computed)


def bound(plan: Plan, objective: Objective) -> Iterator[Violation]:
    """The proven bound is not below the value, and equal to it in a plan that is called optimal."""
    optimal = plan.status is Status.OPTIMAL
    too_low = plan.bound is not None and plan.bound < objective.total
    if too_low or (optimal and plan.bound != objective.total):
        yield broken("bound", "bound", bound=plan.bound, value=objective.total, status=plan.status.value)


def nothing_planned(plan: Plan) -> Iterator[Violation]:
    """A plan of an infeasible season holds no trips, no events and no value."""
    if plan.trips or plan.events or plan.objective != Objective():
        yield broken("nothing_planned", "status", trips=len(plan.trips), events=len(plan.events))
