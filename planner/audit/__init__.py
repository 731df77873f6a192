"""The audit: every rule and every figure of a plan, recomputed in plain Python. It never sees the solver."""

from planner.audit.accounts import ACCOUNT_RULES
from planner.audit.days import DAY_RULES
from planner.audit.delegations import DELEGATION_RULES
from planner.audit.events import EVENT_RULES
from planner.audit.evidence import Evidence
from planner.audit.figures import bound, differences, nothing_planned
from planner.audit.legs import LEG_RULES
from planner.audit.limits import LIMIT_RULES
from planner.audit.needs import NEED_RULES
from planner.audit.pins import PIN_RULES
from planner.audit.presence import PRESENCE_RULES, busy, rest_elsewhere
from planner.audit.shape import SHAPE_RULES
from planner.audit.violation import Audit, Difference, Violation
from planner.audit.visits import VISIT_RULES
from planner.objective import objective_of
from planner.plan import Objective, Plan, Status
from planner.season import Season
from planner.spending import TravelTimes
from planner.travel.network import Network

__all__ = ["PLAN_RULES", "TRIP_RULES", "Audit", "Difference", "Violation", "audit"]

# Held against one trip alone; excused where the trip is pinned.
TRIP_RULES = (*VISIT_RULES, *DAY_RULES, *LEG_RULES, *DELEGATION_RULES, *NEED_RULES, busy, rest_elsewhere)
# Held against the whole plan.
PLAN_RULES = (*PRESENCE_RULES, *LIMIT_RULES, *EVENT_RULES, *PIN_RULES, *ACCOUNT_RULES)


def audit(
    season: Season, plan: Plan, network: TravelTimes | None = None, published: Plan | None = None
) -> Audit:
    """What is wrong with ``plan``, by the rules of ``docs/model.md``, and its objective recomputed.

    ``network`` gives travel times (by default the season's own); ``published`` is the plan that changes
    are counted against: without it, a plan that is not the first version has its changes taken as stated.
    A plan that cannot be read against its season (``SHAPE_RULES``) is not looked at
    further. Of an infeasible plan only its emptiness is checked: that nothing is possible cannot be
    recomputed here.
    """
    misfits = tuple(violation for rule in SHAPE_RULES for violation in rule(season, plan))
    if misfits:
        return Audit(violations=misfits)
    if plan.status is Status.INFEASIBLE:
        return Audit(violations=tuple(nothing_planned(plan)), objective=Objective())
    times = Network(season) if network is None else network
    evidence = Evidence(season, plan, times)
    violations: list[Violation] = []
    excused: list[Violation] = []
    for trip in evidence.trips:
        found = [violation for rule in TRIP_RULES for violation in rule(evidence, trip)]
        (excused if evidence.is_pinned(trip.trip) else violations).extend(found)
    violations += [violation for rule in PLAN_RULES for violation in rule(evidence)]
    objective = objective_of(season, plan.trips, plan.events, times, published)
    if published is None and plan.version > 1:
        objective = objective.model_copy(update={"changes": plan.objective.changes})
    return Audit(
        violations=(*violations, *bound(plan, objective)),
        excused=tuple(excused),
        differences=tuple(differences(evidence, objective)),
        objective=objective,
    )
