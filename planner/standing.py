"""Plans in hand: made or published earlier, for this season or for one that is much like it."""

from planner.audit import audit
from planner.objective import objective_of
from planner.plan import LeftOut, Plan, Reason, Status
from planner.season import Season
from planner.travel.network import Network


def standing(season: Season, plan: Plan, network: Network, published: Plan | None = None) -> Plan | None:
    """``plan`` as a plan of ``season``, if what it holds keeps every rule there; else None.

    It may have been made for another season: the ids count. What it claims (value, bound, reasons, what was
    cancelled) is not taken over: its objective is recomputed, changes against ``published`` included, and
    whatever is not in it is left out as STOPPED_EARLY.
    """
    if plan.status is Status.INFEASIBLE:
        return None
    met = {visit.company for trip in plan.trips for visit in trip.visits}
    held = {item.event for item in plan.events}
    out = [item.id for item in season.companies if item.id not in met]
    out += [item.id for item in season.events if item.id not in held]
    bare = {
        "season": season.id,
        "status": Status.FEASIBLE,
        "left_out": tuple(LeftOut(id=name, reason=Reason.STOPPED_EARLY) for name in out),
        "bound": None,
        "gap_permille": None,
        "cancelled": (),
    }
    taken = plan.model_copy(update=bare)
    if audit(season, taken, network, published).violations:
        return None
    objective = objective_of(season, plan.trips, plan.events, network, published)
    return taken.model_copy(update={"objective": objective})
