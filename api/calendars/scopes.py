"""Whose calendar, and what of the plan stands in it."""

from collections.abc import Iterable

from api.calendars.cancelled_items import cancelled_items
from api.calendars.directory import Directory
from api.calendars.event_items import event_item
from api.calendars.feed import Heading, feed
from api.calendars.item import Item
from api.calendars.journey_items import all_days_item, trip_items, visit_items
from api.texts import Language, say
from planner.errors import Fault, ZhaoshangError
from planner.identity import calendar_uid
from planner.plan import Cancelled, Plan
from planner.season import Season

_COLOURS = {"person": "steelblue", "trip": "seagreen", "event": "indianred", "region": "goldenrod"}


class NoSuchCalendar(ZhaoshangError):
    """A calendar was asked for of something that neither the season nor the plan holds."""


def person_calendar(
    season: Season, plan: Plan, person_id: str, *, alarms: bool = False, language: Language = "zh"
) -> bytes:
    """The calendar of one person: his trips with visits and legs, and the events he attends.

    Never anything of another person's busy spans; nor of his own, which stand in his calendar already.

    Raises:
        NoSuchCalendar: the season has no such person.
        InvalidPlan: the plan is of another season, or names what the season lacks.
    """
    directory = Directory(season, plan, language)
    _check_known(person_id, (person.id for person in season.people), "people")
    required = {event.id for event in season.events if person_id in event.required}
    items = [
        *(
            item
            for trip in plan.trips
            if person_id in trip.delegation
            for item in trip_items(directory, trip)
        ),
        *(
            event_item(directory, held)
            for held in plan.events
            if person_id in held.attending or held.event in required
        ),
    ]
    gone = (entry for entry in plan.cancelled if person_id in entry.audience)
    words = {"person": directory.person(person_id).name}
    return _calendar(directory, "person", person_id, words, items, gone, alarms=alarms)


def trip_calendar(
    season: Season, plan: Plan, trip_id: str, *, alarms: bool = False, language: Language = "zh"
) -> bytes:
    """The calendar of one trip, cancelled as a whole or in part; raises as person_calendar does."""
    directory = Directory(season, plan, language)
    gone = [entry for entry in plan.cancelled if entry.trip == trip_id]
    _check_known(trip_id, (*(trip.id for trip in plan.trips), *(entry.trip for entry in gone)), "trips")
    trips = [trip for trip in plan.trips if trip.id == trip_id]
    items = [item for trip in trips for item in trip_items(directory, trip)]
    regions = [
        *(directory.region(trip.region).name for trip in trips),
        *(directory.region_name(entry.subject, entry.title) for entry in gone if entry.kind == "trip"),
    ]
    words = {"trip": trip_id, "region": "".join(regions[:1])}
    return _calendar(directory, "trip", trip_id, words, items, gone, alarms=alarms)


def event_calendar(
    season: Season, plan: Plan, event_id: str, *, alarms: bool = False, language: Language = "zh"
) -> bytes:
    """The calendar of one event, empty while it has no date; raises as person_calendar does."""
    directory = Directory(season, plan, language)
    _check_known(event_id, (event.id for event in season.events), "events")
    items = [event_item(directory, held) for held in plan.events if held.event == event_id]
    gone = (entry for entry in plan.cancelled if entry.kind == "event" and entry.subject == event_id)
    words = {"event": directory.event(event_id).title}
    return _calendar(directory, "event", event_id, words, items, gone, alarms=alarms)


def region_calendar(season: Season, plan: Plan, region_id: str, *, language: Language = "zh") -> bytes:
    """The trips to one region and their visits, to look at: nothing blocks, nothing rings.

    Raises as person_calendar does.
    """
    directory = Directory(season, plan, language)
    _check_known(region_id, (region.id for region in season.regions), "regions")
    trips = [trip for trip in plan.trips if trip.region == region_id]
    items = [
        item
        for trip in trips
        for item in (
            all_days_item(directory, trip, blocks=False),
            *visit_items(directory, trip, blocks=False),
        )
    ]
    cancelled = {
        entry.trip for entry in plan.cancelled if entry.kind == "trip" and entry.subject == region_id
    }
    known = cancelled | {trip.id for trip in trips}
    gone = (entry for entry in plan.cancelled if entry.trip in known and entry.kind in {"trip", "visit"})
    words = {"region": directory.region(region_id).name}
    return _calendar(directory, "region", region_id, words, items, gone, alarms=False)


def _check_known(identity: str, known: Iterable[str], name: str) -> None:
    if identity not in set(known):
        raise NoSuchCalendar(Fault(code="no_such_calendar", value=identity, detail={"list": name}))


def _calendar(
    directory: Directory,
    kind: str,
    subject: str,
    words: dict[str, str],
    items: list[Item],
    gone: Iterable[Cancelled],
    *,
    alarms: bool,
) -> bytes:
    season, language = directory.season, directory.language
    live = {item.revision.uid for item in items}
    heading = Heading(
        uid=calendar_uid(season.id, kind, subject),
        name=say(f"calendar.name.{kind}", language, season=season.title, **words),
        about=say(f"calendar.about.{kind}", language, **words),
        colour=_COLOURS[kind],
    )
    return feed(heading, [*items, *cancelled_items(directory, gone, live)], alarms=alarms)
