"""The order of lists in season and plan is nobody's business: it changes no byte of any calendar."""

from random import Random
from typing import Any

import pytest

from api.calendars import calendar_files, event_calendar, region_calendar
from planner.plan import Plan
from planner.season import Season
from tests.api.calendars.sample import PUBLISHED, REPLANNED, SEASON

LISTS_OF_SEASON = ("people", "companies", "cities", "regions", "units", "chains", "events")


def shuffled(items: tuple[Any, ...], dice: Random) -> tuple[Any, ...]:
    return tuple(dice.sample(items, len(items)))


def shuffled_season(dice: Random) -> Season:
    return SEASON.model_copy(update={name: shuffled(getattr(SEASON, name), dice) for name in LISTS_OF_SEASON})


def shuffled_plan(plan: Plan, dice: Random) -> Plan:
    trips = (
        trip.model_copy(update={"members": shuffled(trip.members, dice)})
        for trip in shuffled(plan.trips, dice)
    )
    events = (
        event.model_copy(update={"attending": shuffled(event.attending, dice)})
        for event in shuffled(plan.events, dice)
    )
    cancelled = shuffled(plan.cancelled, dice)
    return plan.model_copy(update={"trips": tuple(trips), "events": tuple(events), "cancelled": cancelled})


def everything(season: Season, plan: Plan) -> dict[str, bytes]:
    return calendar_files(season, plan, alarms=True) | {
        "event": event_calendar(season, plan, "forum-1"),
        "region": region_calendar(season, plan, "csj"),
    }


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("plan", [PUBLISHED, REPLANNED], ids=["published", "replanned"])
def test_shuffled_lists_make_the_same_bytes(plan: Plan, seed: int) -> None:
    dice = Random(seed)
    season, other = shuffled_season(dice), shuffled_plan(plan, dice)
    assert (season.people, other) != (SEASON.people, plan)
    assert everything(season, other) == everything(SEASON, plan)


def test_a_plan_that_travelled_as_json_makes_the_same_bytes() -> None:
    season = Season.model_validate_json(SEASON.model_dump_json())
    plan = Plan.model_validate_json(REPLANNED.model_dump_json())
    assert everything(season, plan) == everything(SEASON, REPLANNED)
