"""Nothing is lost and nothing counted twice: companies, events, calendar items."""

from collections import Counter
from collections.abc import Iterator

from planner.audit.evidence import Evidence
from planner.audit.violation import Violation, broken


def accounted(evidence: Evidence) -> Iterator[Violation]:
    """Every company is met or left out with a reason, every event held or left out; none is both."""
    met = {visit.company for item in evidence.trips for visit in item.trip.visits}
    expected = Counter(company.id for company in evidence.season.companies if company.id not in met)
    expected += Counter(event.id for event in evidence.season.events if event.id not in evidence.held)
    stated = Counter(item.id for item in evidence.plan.left_out)
    for name in sorted((expected - stated) | (stated - expected)):
        yield broken("accounted", "left_out", id=name, stated=stated[name], expected=expected[name])


def own_uids(evidence: Evidence) -> Iterator[Violation]:
    """No two calendar items share a UID, and no two trips an id.

    A cancelled item may bear the UID of a live one: it tells those who were taken off it that it left their
    calendar. To the same people it is told once.
    """
    trips = [item.trip for item in evidence.trips]
    uids = Counter(trip.revision.uid for trip in trips)
    uids += Counter(visit.revision.uid for trip in trips for visit in trip.visits)
    uids += Counter(leg.revision.uid for trip in trips for day in trip.days for leg in day.legs)
    uids += Counter(item.revision.uid for item, _, _ in evidence.events)
    uids += Counter(f"{item.revision.uid} {item.audience}" for item in evidence.plan.cancelled)
    for name, times in (uids + Counter(f"trip {trip.id}" for trip in trips)).items():
        if times > 1:
            yield broken("own_uids", "trips", uid=name, times=times)


ACCOUNT_RULES = (accounted, own_uids)
