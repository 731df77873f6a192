"""Rule 1 and 7 of a visit: inside a window, inside the day's hours, whole, in the region, cooled down."""

from collections.abc import Iterator
from datetime import timedelta

from planner.audit.evidence import Evidence, TripAt
from planner.audit.violation import Violation, broken
from planner.clock import minute_of


def window(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """A visit lies whole inside one of its company's windows."""
    for _, visit, place in trip.visits():
        company = evidence.companies[visit.company]
        if not any(span.start <= visit.start and visit.end <= span.end for span in company.windows):
            yield broken("window", place, company=company.name, start=visit.start, end=visit.end)


def visit_hours(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """A visit lies on its day, between the hours for visits."""
    hours = evidence.season.rules.hours
    for day, visit, place in trip.visits():
        starts, ends = minute_of(visit.start, day.day), minute_of(visit.end, day.day)
        if not hours.visits_open <= starts <= ends <= hours.visits_close:
            name = evidence.companies[visit.company].name
            yield broken("visit_hours", place, company=name, start=visit.start, end=visit.end)


def visit_length(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """A visit lasts as long as its company wants."""
    for _, visit, place in trip.visits():
        company = evidence.companies[visit.company]
        if visit.end - visit.start != timedelta(minutes=company.visit_minutes):
            minutes = int((visit.end - visit.start).total_seconds() // 60)
            yield broken(
                "visit_length", place, company=company.name, minutes=minutes, wanted=company.visit_minutes
            )


def visit_grid(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """A visit starts on the grid."""
    for day, visit, place in trip.visits():
        if evidence.is_off_grid(minute_of(visit.start, day.day)):
            grid = evidence.season.rules.hours.grid_minutes
            name = evidence.companies[visit.company].name
            yield broken("visit_grid", place, company=name, start=visit.start, grid=grid)


def visit_region(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """A company lies in a city of the trip's region."""
    for _, visit, place in trip.visits():
        company = evidence.companies[visit.company]
        if evidence.regions.get(company.site.city) != trip.trip.region:
            yield broken("visit_region", place, company=company.name, region=evidence.names[trip.trip.region])


def cool_down(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """A company is not met before its cool-down has passed."""
    for day, visit, place in trip.visits():
        company = evidence.companies[visit.company]
        if company.last_met_on is not None:
            first = company.last_met_on + timedelta(days=evidence.season.rules.cool_down_days)
            if day.day < first:
                yield broken("cool_down", place, company=company.name, day=day.day, first=first)


VISIT_RULES = (window, visit_hours, visit_length, visit_grid, visit_region, cool_down)
