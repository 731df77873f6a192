"""The calendar that a subscription shows: every season that has a published plan, and what falls due."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from api.calendars.deadline_items import deadline_item, deadline_items
from api.calendars.directory import Directory
from api.calendars.feed import Heading, feed, single
from api.calendars.item import Item
from api.calendars.privacy import Level, shown
from api.calendars.scopes import COLOURS, NoSuchCalendar, trip_ids
from api.calendars.selection import (
    items_of_event,
    items_of_person,
    items_of_plan,
    items_of_region,
    items_of_trip,
    items_of_unit,
)
from api.calendars.target import Target, TargetKind
from api.texts import Language, say
from events.deadline_history import Entry
from planner.errors import Fault
from planner.plan import Plan
from planner.season import Season


class Published(NamedTuple):
    """A season and the plan of it that is in force."""

    season: Season
    plan: Plan


_ITEMS: Mapping[TargetKind, Callable[[Directory, str], list[Item]]] = {
    TargetKind.PERSON: items_of_person,
    TargetKind.TRIP: items_of_trip,
    TargetKind.EVENT: items_of_event,
    TargetKind.UNIT: items_of_unit,
    TargetKind.REGION: items_of_region,
}
# Calendars to look at: an alarm would ring for what somebody else does.
_SILENT = frozenset({TargetKind.UNIT, TargetKind.REGION})


def subscribed_calendar(
    published: Sequence[Published],
    target: Target,
    *,
    due: Sequence[Entry] = (),
    level: Level = Level.FULL,
    alarms: bool = False,
    language: Language = "zh",
) -> bytes:
    """The calendar of ``target`` over all of ``published``, in any order; empty if none of them knows it.

    ``due`` are the deadlines that stand in it.

    Raises:
        InvalidPlan: a plan is of another season than its own, or names what its season lacks.
    """
    found: dict[str, Item] = {}
    for directory in _directories(published, target, language):
        for item in _ITEMS[target.kind](directory, target.id):
            known = found.get(item.revision.uid)
            if known is None or known.revision.sequence < item.revision.sequence:
                found[item.revision.uid] = item
    found |= {item.revision.uid: item for item in deadline_items(due, language)}
    heading = Heading(
        uid=None,
        name=calendar_name(published, target, level, language),
        about=say("feed.about", language),
        colour=COLOURS[target.kind.value],
    )
    told = (shown(item, level, language) for item in found.values())
    return feed(heading, told, alarms=alarms and target.kind not in _SILENT)


def calendar_name(published: Sequence[Published], target: Target, level: Level, language: Language) -> str:
    """What the phone lists the calendar as: whose it is, by the latest season; at BUSY nobody's name."""
    if level is Level.BUSY:
        return say("feed.name.busy", language)
    for directory in _directories(published, target, language):
        words = _words(directory, target)
        if words is not None:
            return say(f"feed.name.{target.kind}", language, **words)
    return say("feed.name.unknown", language)


def is_known(published: Sequence[Published], target: Target) -> bool:
    """Whether any season of ``published`` holds ``target``."""
    return any(_words(directory, target) is not None for directory in _directories(published, target, "zh"))


def single_item(
    published: Sequence[Published],
    uid: str,
    *,
    person: str | None = None,
    due: Sequence[Entry] = (),
    alarms: bool = False,
    language: Language = "zh",
) -> bytes:
    """A file with the one entry of this UID, cancelled or not; of ``person``'s calendar alone if given.

    ``due`` are the deadlines looked among: of that calendar, or all.

    Raises:
        NoSuchCalendar: there is no such entry (in that calendar).
    """
    for season, plan in published:
        directory = Directory(season, plan, language)
        items = items_of_plan(directory) if person is None else items_of_person(directory, person)
        for item in items:
            if item.revision.uid == uid:
                return single(item, alarms=alarms)
    for entry in due:
        if entry.revision.uid == uid:
            return single(deadline_item(entry, language), alarms=alarms)
    raise NoSuchCalendar(Fault(code="no_such_item", value=uid))


def _directories(published: Sequence[Published], target: Target, language: Language) -> Iterator[Directory]:
    """The seasons that ``target`` may stand in, the latest first."""
    for season, plan in sorted(published, key=lambda pair: (pair.season.last, pair.season.id), reverse=True):
        if target.season in {None, season.id}:
            yield Directory(season, plan, language)


def _words(directory: Directory, target: Target) -> dict[str, str] | None:
    """What ``target`` is called in a season; None if the season does not know it."""
    season, identity = directory.season, target.id
    if target.kind is TargetKind.TRIP:
        known = identity in trip_ids(directory.plan)
        return {"trip": identity, "region": directory.region_of_trip(identity)} if known else None
    names = {
        TargetKind.PERSON: {person.id: person.name for person in season.people},
        TargetKind.EVENT: {event.id: event.title for event in season.events},
        TargetKind.UNIT: {unit.id: unit.name for unit in season.units},
        TargetKind.REGION: {region.id: region.name for region in season.regions},
    }[target.kind]
    return {target.kind.value: names[identity]} if identity in names else None
