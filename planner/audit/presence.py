"""Rules 4, 5 and 8 of people: nobody in two places, away while busy, away too much or too many at once."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from planner.attendance import PersonDay
from planner.audit.evidence import Evidence, TripAt
from planner.audit.violation import Violation, broken
from planner.clock import DAY_MINUTES, at
from planner.window import Span


def busy(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """Nobody is away on a day that one of his busy spans touches."""
    for day, place in trip.days():
        whole = Span(start=at(day.day, 0), end=at(day.day, DAY_MINUTES))
        for name in trip.trip.delegation:
            person = evidence.people[name]
            if any(span.overlaps(whole) for span in person.busy):
                yield broken("busy", place, person=person.name, day=day.day)


def away_twice(evidence: Evidence) -> Iterator[Violation]:
    """Nobody is on two trips on one day."""
    for (person, day), trips in evidence.away.items():
        if trips > 1:
            yield broken("away_twice", "trips", person=evidence.people[person].name, day=day, trips=trips)


def days_away(evidence: Evidence) -> Iterator[Violation]:
    """Nobody is away on more days than he may be."""
    days = Counter(person for person, _ in evidence.away)
    for person in evidence.season.people:
        if days[person.id] > person.most_days_away:
            words = {"days": days[person.id], "most": person.most_days_away}
            yield broken("days_away", "trips", person=person.name, **words)


def rest_days(evidence: Evidence) -> Iterator[Violation]:
    """Between two trips of a person lie enough days at home."""
    rest = evidence.season.rules.rest_days_between_trips
    for person in evidence.season.people:
        own = [item.trip.dates for item in evidence.trips if person.id in item.trip.delegation]
        for earlier, later in pairwise(sorted(own)):
            # Overlapping trips are the business of away_twice.
            if earlier[-1] < later[0] <= earlier[-1] + timedelta(days=rest):
                yield broken("rest_days", "trips", person=person.name, day=later[0], rest=rest)


def away_together(evidence: Evidence) -> Iterator[Violation]:
    """No more of a group are away on a day than may be, save for a recorded exception."""
    for limit in evidence.season.away_limits:
        for day in evidence.season.days:
            gone = [name for name in limit.people if PersonDay(name, day) in evidence.away]
            if len(gone) > limit.most_away and limit.binds_on(day):
                people = "、".join(evidence.people[name].name for name in gone)
                yield broken("away_together", "trips", people=people, day=day, most=limit.most_away)


PRESENCE_RULES = (away_twice, days_away, rest_days, away_together)
