"""The entries of what happens at home: forums, signing ceremonies, joint meetings, trainings."""

from datetime import timedelta

from api.calendars.directory import Directory
from api.calendars.item import Item
from api.texts import say
from planner.plan import EventDate

BEFORE_EVENT = timedelta(hours=1)


def event_item(directory: Directory, held: EventDate, *, blocks: bool = True) -> Item:
    """A held event: its venue, its size, and who attends.

    Who is missing, and why, is nobody's business in a calendar: it would show when others are busy.
    """
    language, event = directory.language, directory.event(held.event)
    kind = say(f"calendar.category.{held.kind}", language)
    venue = held.venue or event.venue
    lines = [say("calendar.event.kind", language, kind=kind)]
    if venue:
        lines.append(say("calendar.event.venue", language, venue=venue))
    if held.attending:
        people = directory.titled_list(held.attending)
        lines.append(say("calendar.event.attending", language, people=people))
    if event.company_count:
        lines.append(say("calendar.event.companies", language, count=event.company_count))
    if event.expert_count:
        lines.append(say("calendar.event.experts", language, count=event.expert_count))
    return Item(
        revision=held.revision,
        summary=held.title,
        start=held.start,
        end=held.end,
        categories=(kind,),
        description="\n".join(lines),
        location=venue,
        blocks=blocks,
        is_private=False,
        alarm_before=BEFORE_EVENT,
        city=directory.city_name(directory.season.home.site.city),
    )
