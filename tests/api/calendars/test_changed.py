"""Whose calendars a plan changes: exactly those in which an item is new, changed, struck out or gone."""

import icalendar
import pytest

from api.calendars.changed import changed_targets
from api.calendars.subscribed import Published, subscribed_calendar
from api.calendars.target import Target, TargetKind
from planner.history import with_history
from planner.plan import Plan
from tests.api.calendars.sample import PUBLISHED, REMADE_AT, REPLANNED, SEASON

EMPTY = with_history(PUBLISHED.model_copy(update={"trips": (), "events": ()}), PUBLISHED, REMADE_AT)
BACK = with_history(PUBLISHED, EMPTY, REMADE_AT)
FORUM_ONLY = with_history(
    PUBLISHED.model_copy(
        update={
            "events": tuple(
                event.model_copy(update={"venue": "别处"}) if event.event == "forum-1" else event
                for event in PUBLISHED.events
            )
        }
    ),
    PUBLISHED,
    REMADE_AT,
)
PLANS = {
    "nothing": None,
    "published": PUBLISHED,
    "replanned": REPLANNED,
    "empty": EMPTY,
    "back": BACK,
    "forum": FORUM_ONLY,
}


def every_target() -> list[Target]:
    season = SEASON.id
    return [
        *(Target(kind=TargetKind.PERSON, id=person.id) for person in SEASON.people),
        *(Target(kind=TargetKind.TRIP, id=trip, season=season) for trip in ("T01", "T02")),
        *(Target(kind=TargetKind.EVENT, id=event.id, season=season) for event in SEASON.events),
        *(Target(kind=TargetKind.UNIT, id=unit.id) for unit in SEASON.units),
        *(Target(kind=TargetKind.REGION, id=region.id) for region in SEASON.regions),
    ]


def what_it_shows(plan: Plan | None, target: Target) -> set[tuple[str, str, str]]:
    """UID, SEQUENCE and STATUS of all that the calendar itself holds."""
    published = [] if plan is None else [Published(SEASON, plan)]
    calendar = icalendar.Calendar.from_ical(subscribed_calendar(published, target))
    return {
        (str(entry["UID"]), str(entry["SEQUENCE"]), str(entry["STATUS"])) for entry in calendar.walk("VEVENT")
    }


@pytest.mark.parametrize("after", [name for name in PLANS if name != "nothing"])
@pytest.mark.parametrize("before", list(PLANS))
def test_the_targets_are_those_whose_calendar_shows_something_else(before: str, after: str) -> None:
    was, now = PLANS[before], PLANS[after]
    assert now is not None
    differing = {
        target for target in every_target() if what_it_shows(was, target) != what_it_shows(now, target)
    }
    assert changed_targets(SEASON, was, now) == differing


def test_the_same_plan_again_changes_nothing() -> None:
    assert changed_targets(SEASON, REPLANNED, REPLANNED) == set()


def test_a_change_of_an_event_touches_who_attends_it_and_nobody_else() -> None:
    assert {target.key for target in changed_targets(SEASON, PUBLISHED, FORUM_ONLY)} == {
        ("person", "", "p02"),
        ("event", SEASON.id, "forum-1"),
        ("unit", "", "bureau"),
    }
