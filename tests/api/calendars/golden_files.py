"""The golden calendars and how each is made; ``python -m tests.api.calendars.golden_files`` writes them anew.

Write them only after a change that calendars are meant to show, and read the difference: every byte of it
reaches a phone.
"""

from collections.abc import Callable
from pathlib import Path

from api.calendars import event_calendar, person_calendar, region_calendar, trip_calendar
from api.calendars.subscribed import subscribed_calendar
from api.calendars.target import Target, TargetKind
from tests.api.calendars.deadlines import due_of
from tests.api.calendars.sample import PUBLISHED, REPLANNED, SEASON

HEAD, BUREAU = Target(kind=TargetKind.PERSON, id="p01"), Target(kind=TargetKind.UNIT, id="bureau")
FOLDER = Path(__file__).parent / "golden"

GOLDEN: dict[str, Callable[[], bytes]] = {
    "leader-with-alarms.ics": lambda: person_calendar(SEASON, PUBLISHED, "p01", alarms=True),
    "leader-replanned.ics": lambda: person_calendar(SEASON, REPLANNED, "p01", alarms=True),
    "deputy-replanned-english.ics": lambda: person_calendar(SEASON, REPLANNED, "p02", language="en"),
    "trip-published.ics": lambda: trip_calendar(SEASON, PUBLISHED, "T01"),
    "trip-cancelled.ics": lambda: trip_calendar(SEASON, REPLANNED, "T02"),
    "forum-replanned.ics": lambda: event_calendar(SEASON, REPLANNED, "forum-1"),
    "region-replanned.ics": lambda: region_calendar(SEASON, REPLANNED, "csj"),
    "leader-deadlines.ics": lambda: subscribed_calendar([], HEAD, due=due_of("person", "p01"), alarms=True),
    "unit-deadlines-english.ics": lambda: subscribed_calendar(
        [], BUREAU, due=due_of("unit", "bureau"), language="en"
    ),
    "member-without-events.ics": lambda: person_calendar(
        SEASON, PUBLISHED.model_copy(update={"trips": ()}), "p05"
    ),
}

if __name__ == "__main__":
    for name, made in GOLDEN.items():
        (FOLDER / name).write_bytes(made())
