"""What speaks for and against a day of an event, in sentences."""

from collections.abc import Iterator
from typing import NamedTuple

from api.texts import Language, say
from events.dates import Absent, DayCost
from events.solved_days import WeighedDay
from planner.difference import TripChange, TripDifference
from planner.plan import Plan, Trip
from planner.season import Season


class DayTold(NamedTuple):
    """A day in sentences: why it is none or what it costs, trips that give way, who is missing, its marks."""

    price: tuple[str, ...]
    trips: tuple[str, ...]
    absent: tuple[str, ...]
    marks: tuple[str, ...]


def told_of(cost: DayCost, season: Season, plan: Plan, language: Language) -> DayTold:
    """The quick figures of a day in sentences, by what they are about."""
    trips = {trip.id: trip for trip in plan.trips}
    people = {person.id: person.name for person in season.people}
    refusals = (say(f"event_day.refusal.{item.value}", language) for item in cost.refusals)
    return DayTold(
        price=tuple(refusals) or (_price(cost, language),),
        trips=tuple(_trip(trips[name], season, people, language) for name in cost.trips),
        absent=tuple(_absent(absent, people, language) for absent in cost.absent),
        marks=tuple(_marks(cost, season, language)),
    )


def reasons(cost: DayCost, season: Season, plan: Plan, language: Language) -> Iterator[str]:
    """Why the day is none; or what it costs, which trips give way; then who is missing, and its marks."""
    for sentences in told_of(cost, season, plan, language):
        yield from sentences


def _marks(cost: DayCost, season: Season, language: Language) -> Iterator[str]:
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


def solved_reasons(day: WeighedDay, season: Season, language: Language) -> Iterator[str]:
    """What planning anew found for the day: its cost, how sure that is, which trips move, who is missing.

    Nothing for a day on which the event cannot be held anyway.
    """
    solved = day.solved
    if solved is None:
        if not day.quick.refusals:
            yield say("event_day.solved.not_yet", language)
        return
    if day.cost is None:
        yield say("event_day.solved.impossible", language)
        return
    yield from _solved_price(day.cost, day.least_cost, language)
    for trip in solved.trips:
        yield _changed_trip(trip, season, language)
    separator = say("document.list.separator", language)
    companies = {company.id: company.name for company in season.companies}
    people = {person.id: person.name for person in season.people}
    for key, ids, names in (
        ("companies", solved.dropped, companies),
        ("missing", solved.missing, people),
    ):
        if ids:
            yield say(f"event_day.solved.{key}", language, names=separator.join(names[item] for item in ids))
    titles = {event.id: event.title for event in season.events}
    for item in solved.events:
        words = {"event": titles[item.subject], "before": "".join(item.before), "after": "".join(item.after)}
        yield say(f"event_day.solved.{item.change.value}", language, **words)


def _solved_price(cost: int, least: int | None, language: Language) -> Iterator[str]:
    key = "none" if cost == 0 else "loses" if cost > 0 else "gains"
    yield say(f"event_day.solved.{key}", language, points=f"{abs(cost):,}")
    if least == cost:
        yield say("event_day.solved.proven", language)
    elif least is not None:
        key = "least_loses" if least >= 0 else "least_gains"
        yield say(f"event_day.solved.{key}", language, points=f"{abs(least):,}")


def _changed_trip(item: TripDifference, season: Season, language: Language) -> str:
    shown = item.after or item.before
    assert shown is not None  # noqa: S101  (a difference has at least one side)
    regions = {region.id: region.name for region in season.regions}
    people = {person.id: person.name for person in season.people}
    words = {
        "trip": shown.id,
        "region": regions[shown.region],
        "leader": people[shown.leader],
        "first": shown.first.isoformat(),
        "last": shown.last.isoformat(),
    }
    was = item.before or shown
    if item.change is TripChange.CHANGED and (was.first, was.last) != (shown.first, shown.last):
        words |= {"was_first": was.first.isoformat(), "was_last": was.last.isoformat()}
        return say("event_day.solved.trip_moved", language, **words)
    return say(f"event_day.solved.{item.change.value}", language, **words)
