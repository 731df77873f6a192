"""Explain a plan: for each company left out its reason and price, by id."""

from planner.plan import LeftOut, Plan, Visit
from planner.season import Season
from planner.value import Value


class Explained(Value):
    """What became of a company: its visit and trip, or why there is none."""

    company: str
    trip: str | None = None
    visit: Visit | None = None
    left_out: LeftOut | None = None


def explain(season: Season, plan: Plan) -> tuple[Explained, ...]:
    """Every company of the season, in its order, with its visit or the reason and price of its absence."""
    visits = {visit.company: (trip.id, visit) for trip in plan.trips for visit in trip.visits}
    reasons = {item.id: item for item in plan.left_out}
    found = []
    for company in season.companies:
        trip, visit = visits.get(company.id, (None, None))
        found.append(Explained(company=company.id, trip=trip, visit=visit, left_out=reasons.get(company.id)))
    return tuple(found)
