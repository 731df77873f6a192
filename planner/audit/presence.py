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


def rest_elsewhere(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """Between a trip and one elsewhere lie enough days at home, too."""
    rest = evidence.season.rules.rest_days_between_trips
    first, last = trip.trip.dates[0], trip.trip.dates[-1]
    for name in trip.trip.delegation:
        person = evidence.people[name]
        for day in sorted(evidence.elsewhere[name]):
            # Being away elsewhere on a day of the trip is the business of busy.
            near = day < first <= day + timedelta(days=rest) or last < day <= last + timedelta(days=rest)
            if near:
                later = max(day, first)
                yield broken("rest_elsewhere", trip.place, person=person.name, day=later, rest=rest)
                break


def away_twice(evidence: Evidence) -> Iterator[Violation]:
    """Nobody is on two trips on one day."""
    for (person, day), trips in evidence.away.items():
        if trips > 1:
            yield broken("away_twice", "trips", person=evidence.people[person].name, day=day, trips=trips)


def days_away(evidence: Evidence) -> Iterator[Violation]:
    """Nobody is away on more days than he may be, days elsewhere in the horizon counted.

    Those are as little to be changed as pinned trips: they leave no room, but make no pin impossible.
    """
    days = Counter(person for person, _ in evidence.away)
    pinned = Counter(person for person, _ in evidence.pinned_away)
    horizon = frozenset(evidence.season.days)
    for person in evidence.season.people:
        others = evidence.elsewhere[person.id] & horizon
        elsewhere = sum(PersonDay(person.id, day) not in evidence.away for day in others)
        most = person.most_days_away
        if days[person.id] > max(most - elsewhere, min(most, pinned[person.id])):
            words = {"days": days[person.id] + elsewhere, "most": most}
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
    """No more of a group are away on a day than may be, here or elsewhere, save for a recorded exception.

    A day on which the plan sends nobody but by pinned trips is not its business beyond those.
    """
    for limit in evidence.season.away_limits:
        for day in evidence.season.days:
            gone = [name for name in limit.people if PersonDay(name, day) in evidence.away]
            pinned = sum(PersonDay(name, day) in evidence.pinned_away for name in gone)
            others = [name for name in limit.people if name not in gone and day in evidence.elsewhere[name]]
            allowed = max(limit.most_away - len(others), min(limit.most_away, pinned))
            if len(gone) > allowed and limit.binds_on(day):
                people = "、".join(evidence.people[name].name for name in (*gone, *others))
                yield broken("away_together", "trips", people=people, day=day, most=limit.most_away)


PRESENCE_RULES = (away_twice, days_away, rest_days, away_together)
