"""The objective of a plan, recomputed in plain Python from its trips and events: a second opinion.

The optimiser keeps its own arithmetic; both follow ``docs/model.md`` and must agree to the last point.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from planner.attendance import PersonDay, wished_attendance
from planner.clock import day_of
from planner.company import Company
from planner.plan import EventDate, Objective, Plan, Trip
from planner.rules import Points
from planner.season import Season
from planner.spending import TravelTimes, fares_cny, lodging_cny, travel_minutes
from planner.stops import region_by_city
from planner.worth import value_under, worth

__all__ = ["away_days", "gap_permille", "objective_of", "value_under", "worth"]


def objective_of(
    season: Season,
    trips: Iterable[Trip],
    events: Iterable[EventDate],
    times: TravelTimes,
    published: Plan | None = None,
) -> Objective:
    """Every term of the objective, in points; ``published`` is the plan that changes are counted against.

    Raises KeyError if a trip or event names something the season lacks.
    """
    trips = tuple(trips)
    weights = season.rules.weights
    companies = {company.id: company for company in season.companies}
    met = [(companies[visit.company], trip.leader) for trip in trips for visit in trip.visits]
    held = {item.event: day_of(item.start) for item in events}
    away = away_days(trips)
    return Objective(
        companies=sum(value_under(company, leader, season) for company, leader in met),
        coverage=_coverage(season, [company for company, _ in met]),
        attendance=_attendance(season, held, away),
        events=sum(event.held_points for event in season.events if event.id in held),
        fares=sum(fares_cny(trip, season, times) for trip in trips),
        lodging=sum(lodging_cny(trip, season) for trip in trips),
        travel_time=sum(travel_minutes(trip, season, times) for trip in trips)
        * weights.points_per_travel_minute,
        trips=len(trips) * weights.points_per_trip,
        load=_load(away, weights.load_steps),
        changes=0 if published is None else _changes(season, trips, held, published),
    )


def away_days(trips: Iterable[Trip]) -> Counter[PersonDay]:
    """How often each person is away on each day: more than once is a broken rule, not counted here."""
    return Counter(
        PersonDay(person, day) for trip in trips for person in trip.delegation for day in trip.dates
    )


def gap_permille(bound: int, value: int) -> int:
    """How far ``value`` may lie below the best, in thousandths of ``bound``, rounded up."""
    return -(-1_000 * (bound - value) // max(1, abs(bound)))


def _coverage(season: Season, met: list[Company]) -> int:
    weights, region = season.rules.weights, region_by_city(season)
    regions = Counter(region[company.site.city] for company in met if company.site.city in region)
    chains = Counter(company.chain for company in met if company.chain is not None)
    return sum(sum(weights.region_coverage[:count]) for count in regions.values()) + sum(
        sum(weights.chain_coverage[:count]) for count in chains.values()
    )


def _attendance(season: Season, held: Mapping[str, date], away: Mapping[PersonDay, int]) -> int:
    points = season.rules.weights.attendance
    rank = {person.id: person.rank for person in season.people}
    attending = wished_attendance(season, held, away.keys())
    return sum(points[rank[person] - 1] for people in attending.values() for person in people)


def _load(away: Mapping[PersonDay, int], steps: Points) -> int:
    if not steps:
        return 0
    days = Counter(item.person for item in away)
    return sum(steps[min(k, len(steps) - 1)] for count in days.values() for k in range(count))


def _changes(season: Season, trips: tuple[Trip, ...], held: Mapping[str, date], published: Plan) -> int:
    weights = season.rules.weights
    companies = {company.id for company in season.companies}
    events = {event.id for event in season.events}
    before, now = _meetings(published.trips), _meetings(trips)
    kept = {company: meeting for company, meeting in before.items() if company in companies}
    dropped = sum(company not in now for company in kept)
    moved = sum(company in now and now[company] != meeting for company, meeting in kept.items())
    shifted = sum(
        item.event in events and held.get(item.event) != day_of(item.start) for item in published.events
    )
    people, days = {person.id for person in season.people}, set(season.days)
    differ = away_days(published.trips).keys() ^ away_days(trips).keys()
    person_days = sum(item.person in people and item.day in days for item in differ)
    return (
        dropped * weights.change_visit_dropped
        + moved * weights.change_visit_moved
        + shifted * weights.change_event_moved
        + person_days * weights.change_person_day
    )


def _meetings(trips: Iterable[Trip]) -> dict[str, tuple[date, str]]:
    return {
        visit.company: (day.day, trip.leader) for trip in trips for day in trip.days for visit in day.visits
    }
