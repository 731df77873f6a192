"""Tiny seasons in which one kind of rule binds, each beside the same season without it."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import NamedTuple

from planner.clock import at, day_of
from planner.company import Needs
from planner.event import Event, EventKind
from planner.season import AwayLimit, Pins, Season, VisitPin
from planner.timetable import Timetable
from planner.window import Busy, Window
from tests.tiny_seasons import tiny_season


class Pair(NamedTuple):
    """A season with a rule, and what it would be without."""

    bound: Season
    free: Season


def _rules(season: Season, **fields: object) -> Season:
    return season.model_copy(update={"rules": season.rules.model_copy(update=fields)})


def _hours(season: Season, **fields: int) -> Season:
    return _rules(season, hours=season.rules.hours.model_copy(update=fields))


def _all_day(season: Season) -> Season:
    """Every window as long as visiting hours."""
    companies = tuple(
        company.model_copy(
            update={
                "windows": tuple(
                    Window(start=at(day_of(window.start), 540), end=at(day_of(window.start), 1_080))
                    for window in company.windows
                )
            }
        )
        for company in season.companies
    )
    return season.model_copy(update={"companies": companies})


def _easy(seed: int) -> Season:
    """A tiny season whose pins, needs, limits and budgets are gone: what is added binds alone."""
    season = tiny_season(seed)
    companies = tuple(
        company.model_copy(update={"needs": Needs(), "first_contact": None, "last_met_on": None})
        for company in season.companies
    )
    people = tuple(person.model_copy(update={"most_days_away": 6, "busy": ()}) for person in season.people)
    plain = season.model_copy(
        update={"companies": companies, "people": people, "away_limits": (), "pins": Pins(), "events": ()}
    )
    return _rules(
        plain,
        budget_cny=None,
        region_budgets_cny={},
        most_of_kind={},
        most_trip_days=3,
        rest_days_between_trips=0,
    )


def windows(seed: int) -> Pair:
    season = _easy(seed)
    return Pair(season, _all_day(season))


def _one_day(season: Season) -> Season:
    """Everybody is open on the first working day alone, all day long."""
    day = season.workdays().days[0]
    whole = (Window(start=at(day, 540), end=at(day, 1_080)),)
    companies = tuple(company.model_copy(update={"windows": whole}) for company in season.companies)
    return season.model_copy(update={"companies": companies})


def lunch(seed: int) -> Pair:
    """On one day with time for three long visits: two hours and a half for lunch, or five minutes."""
    season = _one_day(_easy(seed))
    long = tuple(company.model_copy(update={"visit_minutes": 120}) for company in season.companies)
    season = _rules(season.model_copy(update={"companies": long}), most_visits_a_day=3)
    return Pair(_hours(season, lunch_minutes=150), _hours(season, lunch_minutes=5))


def hotels(seed: int) -> Pair:
    season = _easy(seed)
    return Pair(season, _rules(season, most_trip_days=1))


def timetables(seed: int) -> Pair:
    season = _easy(seed)
    return Pair(season, season.model_copy(update={"timetable": Timetable()}))


def two_people(seed: int) -> Pair:
    """The first company asks for a leader and, aboard with him, for somebody who may lead as well."""
    season = _easy(seed)
    by_rank = sorted(season.people, key=lambda person: (person.rank, person.id))
    needs = Needs(person=by_rank[1].id, least_rank=by_rank[0].rank)
    first, *rest = season.companies
    asked = season.model_copy(update={"companies": (first.model_copy(update={"needs": needs}), *rest)})
    return Pair(_rules(asked, most_seconds=1), _rules(asked, most_seconds=0))


def away_together(seed: int) -> Pair:
    """Everybody is open on one day: the two highest may not both be away on it."""
    season = _one_day(_easy(seed))
    by_rank = sorted(season.people, key=lambda person: (person.rank, person.id))
    limit = AwayLimit(id="two", people=tuple(person.id for person in by_rank[:2]), most_away=1)
    return Pair(season.model_copy(update={"away_limits": (limit,)}), season)


def budgets(seed: int) -> Pair:
    season = _easy(seed)
    return Pair(_rules(season, budget_cny=600, region_budgets_cny={"east": 400}), season)


def pins(seed: int) -> Pair:
    """A company on the last day it is open, and under the second of those who may lead."""
    season, dice = _easy(seed), Random(seed)
    company = dice.choice(season.companies)
    leader = sorted(season.people, key=lambda person: (person.rank, person.id))[dice.randint(0, 1)]
    pin = VisitPin(company=company.id, day=day_of(company.windows[-1].start), leader=leader.id)
    return Pair(season.model_copy(update={"pins": Pins(visits=(pin,))}), season)


def events(seed: int) -> Pair:
    """A forum that must be held and needs the two highest."""
    season = _easy(seed)
    by_rank = sorted(season.people, key=lambda person: (person.rank, person.id))
    days = season.workdays().days
    forum = Event(
        id="forum",
        kind=EventKind.FORUM,
        title="联谊会",
        candidate_days=days[:2],
        start_minute=540,
        required=tuple(person.id for person in by_rank[:2]),
    )
    return Pair(season.model_copy(update={"events": (forum,)}), season)


def rest(seed: int) -> Pair:
    season = _easy(seed)
    return Pair(_rules(season, rest_days_between_trips=3, most_trip_days=1), _rules(season, most_trip_days=1))


def caps(seed: int) -> Pair:
    season = _easy(seed)
    labelled = tuple(company.model_copy(update={"kinds": ("500强",)}) for company in season.companies)
    every = season.model_copy(update={"companies": labelled})
    return Pair(_rules(every, most_of_kind={"500强": 1}), every)


def calendars(seed: int) -> Pair:
    """The highest is busy in the morning of every day."""
    season = _easy(seed)
    highest = min(season.people, key=lambda person: (person.rank, person.id))
    spans = tuple(Busy(start=at(day, 540), end=at(day, 600)) for day in season.workdays().days)
    people = tuple(
        person.model_copy(update={"busy": spans}) if person is highest else person for person in season.people
    )
    return Pair(season.model_copy(update={"people": people}), season)


def cool_down(seed: int) -> Pair:
    """Every company was met 90 days before the second day: on the first it cannot be met."""
    season = _easy(seed)
    met_on = season.first + timedelta(days=1) - timedelta(days=season.rules.cool_down_days)
    companies = tuple(company.model_copy(update={"last_met_on": met_on}) for company in season.companies)
    return Pair(season.model_copy(update={"companies": companies}), season)


KINDS: dict[str, Callable[[int], Pair]] = {
    "windows": windows,
    "lunch": lunch,
    "hotels": hotels,
    "timetables": timetables,
    "two people": two_people,
    "away together": away_together,
    "budgets": budgets,
    "pins": pins,
    "events": events,
    "rest": rest,
    "caps": caps,
    "calendars": calendars,
    "cool-down": cool_down,
}
