"""What speaks for and against a day of an event, in sentences."""

from collections.abc import Iterator

from api.texts import Language, say
from events.dates import Absent, DayCost
from planner.plan import Plan, Trip
from planner.season import Season


def reasons(cost: DayCost, season: Season, plan: Plan, language: Language) -> Iterator[str]:
    """Why the day is none; or what it costs, which trips give way; then who is missing, and its marks."""
    if cost.refusals:
        for refusal in cost.refusals:
            yield say(f"event_day.refusal.{refusal.value}", language)
    else:
        yield _price(cost, language)
    trips = {trip.id: trip for trip in plan.trips}
    people = {person.id: person.name for person in season.people}
    for name in cost.trips:
        yield _trip(trips[name], season, people, language)
    for absent in cost.absent:
        yield _absent(absent, people, language)
    for mark in ("pinned", "make_up_day", "next_to_holiday", "unannounced"):
        if getattr(cost, mark):
            yield say(f"event_day.told.{mark}", language)
    titles = {event.id: event.title for event in season.events}
    for name in cost.venue_taken_by:
        yield say("event_day.told.venue_taken", language, event=titles[name])


def _price(cost: DayCost, language: Language) -> str:
    if cost.cost == 0 and cost.exact:
        return say("event_day.cost.none", language)
    if cost.cost >= 0:
        key = "loses" if cost.exact else "loses_at_most"
    else:
        key = "gains" if cost.exact else "gains_at_least"
    return say(f"event_day.cost.{key}", language, points=f"{abs(cost.cost):,}")


def _trip(trip: Trip, season: Season, people: dict[str, str], language: Language) -> str:
    regions = {region.id: region.name for region in season.regions}
    return say(
        "event_day.told.trip",
        language,
        trip=trip.id,
        region=regions[trip.region],
        leader=people[trip.leader],
        first=trip.dates[0].isoformat(),
        last=trip.dates[-1].isoformat(),
    )


def _absent(absent: Absent, people: dict[str, str], language: Language) -> str:
    key = "required" if absent.required else "wished"
    why = say(f"event_day.why.{absent.why.value}", language)
    return say(f"event_day.told.{key}", language, person=people[absent.person], why=why)
