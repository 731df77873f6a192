"""Entries that were published and are no more.

Readers show CANCELLED each in its way, and some not at all, so the title says it too. The item stays until
thirty days after its end, counted to the moment the plan was made: a calendar has no clock of its own.
"""

from collections.abc import Collection, Iterable
from datetime import timedelta

from api.calendars.directory import Directory
from api.calendars.item import Item
from api.texts import say
from planner.clock import day_of
from planner.plan import Cancelled

KEPT_AFTER_END = timedelta(days=30)


def cancelled_items(
    directory: Directory, entries: Iterable[Cancelled], live_uids: Collection[str]
) -> list[Item]:
    """The entries to show struck out: each UID once, in its last revision, none that is live here."""
    latest: dict[str, Cancelled] = {}
    for entry in sorted(entries, key=lambda entry: (entry.revision.sequence, entry.start, entry.trip)):
        if entry.revision.uid not in live_uids and entry.end > entry.start:
            latest[entry.revision.uid] = entry
    oldest = directory.plan.made_at - KEPT_AFTER_END
    return [_item(directory, entry) for entry in latest.values() if entry.end >= oldest]


def _item(directory: Directory, entry: Cancelled) -> Item:
    language = directory.language
    category = "other" if entry.kind == "event" else entry.kind
    return Item(
        revision=entry.revision,
        summary=say("calendar.cancelled.summary", language, title=_title(directory, entry)),
        start=day_of(entry.start) if entry.all_day else entry.start,
        end=day_of(entry.end) if entry.all_day else entry.end,
        categories=(say(f"calendar.category.{category}", language),),
        description=say("calendar.cancelled.note", language),
        is_private=entry.kind != "event",
        is_cancelled=True,
        is_away=entry.kind == "trip",
    )


def _title(directory: Directory, entry: Cancelled) -> str:
    """What the live entry was called, as far as the season still knows its company or region."""
    language = directory.language
    if entry.kind == "trip":
        region = directory.region_name(entry.subject, entry.title)
        return say("calendar.trip.summary_plain", language, region=region)
    if entry.kind == "visit":
        company = directory.company_name(entry.subject, entry.title)
        return say("calendar.visit.summary", language, company=company)
    return entry.title
