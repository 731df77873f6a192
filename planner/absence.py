"""外出报备: who is away when, read off a plan, and which recorded exceptions let more be away."""

from datetime import date

from planner.plan import Plan, Trip
from planner.season import AwayLimit, Season
from planner.value import Value


class AbsenceReport(Value):
    """One person's absence for one trip, as it is reported beforehand.

    ``companions`` are the others aboard, ``in_charge`` those of the same away limits who stay at home all the
    while, ``exceptions`` the reasons recorded for days on which a limit was lifted.
    """

    person: str
    trip: str
    first: date
    last: date
    region: str
    companions: tuple[str, ...]
    in_charge: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()


def absence_reports(season: Season, plan: Plan) -> tuple[AbsenceReport, ...]:
    """A report for every traveller of every trip, in order of day, then as the delegation is listed."""
    away = {(person, day) for trip in plan.trips for person in trip.delegation for day in trip.dates}
    away |= {(person.id, day) for person in season.people for day in person.days_elsewhere}
    return tuple(
        _report(season, trip, person, away)
        for trip in sorted(plan.trips, key=lambda trip: (trip.dates[0], trip.id))
        for person in trip.delegation
    )


def _report(season: Season, trip: Trip, person: str, away: set[tuple[str, date]]) -> AbsenceReport:
    limits = [limit for limit in season.away_limits if person in limit.people]
    peers = dict.fromkeys(other for limit in limits for other in limit.people if other != person)
    return AbsenceReport(
        person=person,
        trip=trip.id,
        first=trip.dates[0],
        last=trip.dates[-1],
        region=trip.region,
        companions=tuple(other for other in trip.delegation if other != person),
        in_charge=tuple(other for other in peers if not any((other, day) in away for day in trip.dates)),
        exceptions=tuple(dict.fromkeys(reason for limit in limits for reason in _lifted(limit, trip))),
    )


def _lifted(limit: AwayLimit, trip: Trip) -> list[str]:
    """Reasons recorded for days of the trip on which the limit does not bind."""
    return [
        item.reason for item in limit.exceptions if any(item.first <= day <= item.last for day in trip.dates)
    ]
