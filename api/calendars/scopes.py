"""The calendars of one season's plan: a person's, a trip's, an event's, a region's."""

from collections.abc import Iterable

from api.calendars.directory import Directory
from api.calendars.feed import Heading, feed
from api.calendars.item import Item
from api.calendars.selection import items_of_event, items_of_person, items_of_region, items_of_trip
from api.texts import Language, say
from planner.errors import Fault, ZhaoshangError
from planner.identity import calendar_uid
from planner.plan import Plan
from planner.season import Season

COLOURS = {
    "person": "steelblue",
    "trip": "seagreen",
    "event": "indianred",
    "unit": "slateblue",
    "region": "goldenrod",
}


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
    words = {"person": directory.person(person_id).name}
    items = items_of_person(directory, person_id)
    return _calendar(directory, "person", person_id, words, items, alarms=alarms)


def trip_calendar(
    season: Season, plan: Plan, trip_id: str, *, alarms: bool = False, language: Language = "zh"
) -> bytes:
    """The calendar of one trip, cancelled as a whole or in part; raises as person_calendar does."""
    directory = Directory(season, plan, language)
    _check_known(trip_id, trip_ids(plan), "trips")
    words = {"trip": trip_id, "region": directory.region_of_trip(trip_id)}
    return _calendar(directory, "trip", trip_id, words, items_of_trip(directory, trip_id), alarms=alarms)


def event_calendar(
    season: Season, plan: Plan, event_id: str, *, alarms: bool = False, language: Language = "zh"
) -> bytes:
    """The calendar of one event, empty while it has no date; raises as person_calendar does."""
    directory = Directory(season, plan, language)
    _check_known(event_id, (event.id for event in season.events), "events")
    words = {"event": directory.event(event_id).title}
    return _calendar(directory, "event", event_id, words, items_of_event(directory, event_id), alarms=alarms)


def region_calendar(season: Season, plan: Plan, region_id: str, *, language: Language = "zh") -> bytes:
    """The trips to one region and their visits, to look at: nothing blocks, nothing rings.

    Raises as person_calendar does.
    """
    directory = Directory(season, plan, language)
    _check_known(region_id, (region.id for region in season.regions), "regions")
    words = {"region": directory.region(region_id).name}
    items = items_of_region(directory, region_id)
    return _calendar(directory, "region", region_id, words, items, alarms=False)


def trip_ids(plan: Plan) -> set[str]:
    """The trips that have a calendar: live ones, and those of which something was cancelled."""
    return {trip.id for trip in plan.trips} | {entry.trip for entry in plan.cancelled if entry.trip}


def _check_known(identity: str, known: Iterable[str], name: str) -> None:
    if identity not in set(known):
        raise NoSuchCalendar(Fault(code="no_such_calendar", value=identity, detail={"list": name}))


def _calendar(
    directory: Directory, kind: str, subject: str, words: dict[str, str], items: list[Item], *, alarms: bool
) -> bytes:
    season, language = directory.season, directory.language
    heading = Heading(
        uid=calendar_uid(season.id, kind, subject),
        name=say(f"calendar.name.{kind}", language, season=season.title, **words),
        about=say(f"calendar.about.{kind}", language, **words),
        colour=COLOURS[kind],
    )
    return feed(heading, items, alarms=alarms)
