"""How much of an entry a feed tells: that somebody is away, what it is, or everything."""

from dataclasses import replace
from enum import StrEnum

from api.calendars.item import Item
from api.texts import Language, say


class Level(StrEnum):
    """What a feed tells.

    ``BUSY``: when, and 外出 (a trip), 期限 (something falls due) or 忙碌 (anything else); no title, no place,
    no name. ``TITLE``: also
    the title, and the city. ``FULL``: everything. UID, SEQUENCE and times are the same in all three.
    """

    BUSY = "busy"
    TITLE = "title"
    FULL = "full"


def shown(item: Item, level: Level, language: Language) -> Item:
    """``item`` as a feed of ``level`` shows it."""
    if level is Level.FULL:
        return item
    if level is Level.TITLE:
        return replace(
            item, description="", location=item.city, geo=None, categories=item.categories[:1], city=""
        )
    kind = "away" if item.is_away else "due" if item.is_deadline else "busy"
    word = say(f"feed.busy.{kind}", language)
    if item.is_cancelled:
        word = say("calendar.cancelled.summary", language, title=word)
    # CLASS too: PUBLIC would tell an event at home from a visit.
    return replace(
        item, summary=word, description="", location="", geo=None, categories=(), city="", is_private=True
    )
