"""Which trips and event days of a plan still stand under its season, judged by the audit's own rules."""

from collections.abc import Sequence

from planner.audit import TRIP_RULES
from planner.audit.events import candidate_day, event_order, required_once, required_present
from planner.audit.evidence import Evidence
from planner.audit.limits import LIMIT_RULES
from planner.audit.presence import PRESENCE_RULES
from planner.audit.violation import Violation
from planner.objective import value_under
from planner.plan import EventDate, Plan, Trip
from planner.season import Season
from planner.spending import TravelTimes

TOGETHER_RULES = (*PRESENCE_RULES, *LIMIT_RULES, required_present)


def standing_trips(
    season: Season,
    plan: Plan,
    pinned: Sequence[Trip],
    others: Sequence[Trip],
    events: Sequence[EventDate],
    times: TravelTimes,
) -> tuple[Trip, ...]:
    """Those of ``others`` that keep every rule alone and beside ``pinned`` trips and ``events``.

    Where they cannot all stand together those that bring most are kept, one after another. Every id that
    they name is in the season.
    """

    def evidence(trips: Sequence[Trip]) -> Evidence:
        update = {"trips": (*pinned, *trips), "events": tuple(events)}
        return Evidence(season, plan.model_copy(update=update), times)

    def clashes(trips: Sequence[Trip]) -> list[Violation]:
        known = evidence(trips)
        return [violation for rule in TOGETHER_RULES for violation in rule(known)]

    alone = evidence(others)
    sound = [
        item.trip
        for item in alone.trips[len(pinned) :]
        if not any(True for rule in TRIP_RULES for _ in rule(alone, item))
    ]
    unavoidable = clashes(())
    if clashes(sound) == unavoidable:
        return tuple(sound)
    kept = list[Trip]()
    for trip in sorted(sound, key=lambda trip: (-_worth(alone, trip), trip.id)):
        if clashes((*kept, trip)) == unavoidable:
            kept.append(trip)
    return tuple(trip for trip in sound if trip in kept)


def unfit_events(
    season: Season, plan: Plan, pinned: Sequence[Trip], events: Sequence[EventDate], times: TravelTimes
) -> frozenset[str]:
    """Events (ids) that need another day, be it that nobody but ``pinned`` trips were away.

    Where two stand against each other, or in the wrong order, all that are not pinned may move.
    """
    known = Evidence(season, plan.model_copy(update={"trips": tuple(pinned), "events": tuple(events)}), times)
    wrong = {violation.place for rule in (candidate_day, required_present) for violation in rule(known)}
    unfit = {item.event for item, _, place in known.events if place in wrong}
    if any(True for rule in (event_order, required_once) for _ in rule(known)):
        unfit |= {item.event for item in events}
    return frozenset(unfit - season.pins.events.keys())


def _worth(evidence: Evidence, trip: Trip) -> int:
    companies = (evidence.companies[visit.company] for visit in trip.visits)
    return sum(value_under(company, trip.leader, evidence.season) for company in companies)
