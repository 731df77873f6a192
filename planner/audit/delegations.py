"""Rule 6 of a delegation: one base that serves the region, a leader who may lead, 1+1+2."""

from collections.abc import Iterator

from planner.audit.evidence import Evidence, TripAt
from planner.audit.violation import Violation, broken
from planner.person import Person


def one_base(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """Everybody aboard lives at the trip's base, and is aboard once."""
    aboard = trip.trip.delegation
    for index, name in enumerate(aboard):
        person = evidence.people[name]
        if person.base != trip.trip.base or name in aboard[:index]:
            yield broken("one_base", trip.place, trip=trip.trip.id, person=person.name)


def base_serves_region(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """The base sends trips to the region."""
    base = evidence.bases[trip.trip.base]
    if base.regions and trip.trip.region not in base.regions:
        region = evidence.names[trip.trip.region]
        yield broken("base_serves_region", trip.place, trip=trip.trip.id, base=base.name, region=region)


def leader_rank(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """The leader ranks as high as the base asks, and nobody aboard outranks him."""
    base, leader = evidence.bases[trip.trip.base], evidence.people[trip.trip.leader]
    if leader.rank > base.leader_rank_at_most or any(
        member.rank < leader.rank for member in _members(evidence, trip)
    ):
        yield broken("leader_rank", trip.place, trip=trip.trip.id, person=leader.name)


def least_staff(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """Enough members are staff."""
    least = evidence.bases[trip.trip.base].least_staff
    rank = evidence.season.rules.staff_rank_at_least
    staff = sum(member.rank >= rank for member in _members(evidence, trip))
    if staff < least:
        yield broken("least_staff", trip.place, trip=trip.trip.id, staff=staff, least=least)


def most_seconds(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """No more members than allowed rank above staff."""
    most, rank = evidence.season.rules.most_seconds, evidence.season.rules.staff_rank_at_least
    seconds = sum(member.rank < rank for member in _members(evidence, trip))
    if seconds > most:
        yield broken("most_seconds", trip.place, trip=trip.trip.id, seconds=seconds, most=most)


def most_delegates(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """The delegation is no larger than allowed."""
    most, size = evidence.season.rules.most_delegates, len(trip.trip.delegation)
    if size > most:
        yield broken("most_delegates", trip.place, trip=trip.trip.id, people=size, most=most)


DELEGATION_RULES = (one_base, base_serves_region, leader_rank, least_staff, most_seconds, most_delegates)


def _members(evidence: Evidence, trip: TripAt) -> list[Person]:
    return [evidence.people[name] for name in trip.trip.members]
