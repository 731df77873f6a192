"""A draft beside the sample's published plan: the same without one trip, as who is short of money asks."""

from planner.attendance import wished_attendance
from planner.clock import day_of
from planner.objective import away_days, gap_permille, objective_of
from planner.plan import LeftOut, Plan, Reason, Status
from planner.season import Season
from planner.travel.network import Network


def lighter(season: Season, plan: Plan) -> Plan | None:
    """``plan`` without its last trip, every figure counted anew; None if it has no trip.

    The companies of that trip are left out as displaced; who is at home again attends the events he was
    wished for at. What bounds ``plan`` bounds it, too: it answers the same season.
    """
    if not plan.trips:
        return None
    *trips, given_up = plan.trips
    held = {item.event: day_of(item.start) for item in plan.events}
    attending = wished_attendance(season, held, away_days(trips).keys())
    wished = {event.id: event.wished for event in season.events}
    required = {event.id: event.required for event in season.events}
    events = tuple(
        item.model_copy(
            update={
                "attending": (there := (*required[item.event], *attending[item.event])),
                "missing": tuple(person for person in wished[item.event] if person not in there),
            }
        )
        for item in plan.events
    )
    objective = objective_of(season, trips, events, Network(season))
    bound = plan.bound
    return plan.model_copy(
        update={
            "status": Status.FEASIBLE,
            "trips": tuple(trips),
            "events": events,
            "left_out": (
                *plan.left_out,
                *(LeftOut(id=visit.company, reason=Reason.DISPLACED) for visit in given_up.visits),
            ),
            "objective": objective,
            "gap_permille": None if bound is None else gap_permille(bound, objective.total),
        }
    )
