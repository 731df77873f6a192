"""Whether a plan can be read against its season at all: every id resolves, every day has its legs."""

from collections.abc import Iterator

from planner.audit.violation import Violation, broken
from planner.plan import Plan
from planner.references import Reference, known_ids, references_of_trip
from planner.season import Season


def same_season(season: Season, plan: Plan) -> Iterator[Violation]:
    """The plan is of this season."""
    if plan.season != season.id:
        yield broken("same_season", "season", plan=plan.season, season=season.id)


def known_names(season: Season, plan: Plan) -> Iterator[Violation]:
    """Everything the plan names is in the season."""
    known = known_ids(season)
    for reference in _references(plan):
        if reference.id not in known[reference.kind]:
            yield broken("known_names", reference.place, kind=reference.kind, id=reference.id)


def whole_days(season: Season, plan: Plan) -> Iterator[Violation]:  # noqa: ARG001  (all of these take both)
    """A day has a leg to each visit and one more; every night but the last has a city."""
    for index, trip in enumerate(plan.trips):
        for number, day in enumerate(trip.days):
            is_last = number == len(trip.days) - 1
            if len(day.legs) != len(day.visits) + 1 or (day.night is None) != is_last:
                place = f"trips[{index}].days[{number}]"
                yield broken("whole_days", place, trip=trip.id, day=day.day)


SHAPE_RULES = (same_season, known_names, whole_days)


def _references(plan: Plan) -> Iterator[Reference]:
    for index, trip in enumerate(plan.trips):
        yield from references_of_trip(trip, f"trips[{index}]")
    for index, item in enumerate(plan.events):
        yield Reference("event", f"events[{index}].event", item.event)
        people = (*item.attending, *item.missing)
        yield from (Reference("person", f"events[{index}].attending", name) for name in people)
