"""What a season may hold but a planner must be shown: it is accepted, and said aloud."""

from collections.abc import Iterator
from itertools import chain

from planner.attendance import is_busy, span_of
from planner.eligibility import unmeetable
from planner.plan import Caution
from planner.season import Season

LEAST_UNIT_STAFF = 2


def cautions(season: Season) -> tuple[Caution, ...]:
    """Every caution, in a fixed order.

    Codes, with the words of their sentences in ``api/texts/caution.toml``: ``unannounced_year`` (year),
    ``no_working_days`` (first, last), ``roster_lacks_head``, ``_deputy``, ``_staff``, ``_liaison`` (unit),
    ``company_<reason>`` (company, name) by the reasons of :mod:`planner.eligibility`,
    ``event_never_possible`` (event, title).
    """
    return tuple(
        chain.from_iterable(
            find(season) for find in (_years, _no_working_days, _rosters, _unmeetable, _impossible_events)
        )
    )


def _years(season: Season) -> Iterator[Caution]:
    for year in season.workdays().unannounced_years:
        yield Caution(code="unannounced_year", detail={"year": str(year)})


def _no_working_days(season: Season) -> Iterator[Caution]:
    if not season.workdays().days:
        yield Caution(
            code="no_working_days",
            detail={"first": season.first.isoformat(), "last": season.last.isoformat()},
        )


def _rosters(season: Season) -> Iterator[Caution]:
    for unit in season.units:
        roster = unit.roster
        owed = {
            "head": unit.economic and roster.head is None,
            "deputy": unit.economic and roster.deputy is None,
            "staff": unit.economic and len(roster.staff) < LEAST_UNIT_STAFF,
            "liaison": not unit.economic and roster.liaison is None,
        }
        for part in (part for part, lacks in owed.items() if lacks):
            yield Caution(code=f"roster_lacks_{part}", detail={"unit": unit.name})


def _impossible_events(season: Season) -> Iterator[Caution]:
    people = {person.id: person for person in season.people}
    working = set(season.workdays().days)
    for event in season.events:
        days = [day for day in event.candidate_days if day in working]
        required = [people[name] for name in event.required]
        if not any(all(not is_busy(person, span_of(event, day)) for person in required) for day in days):
            yield Caution(code="event_never_possible", detail={"event": event.id, "title": event.title})


def _unmeetable(season: Season) -> Iterator[Caution]:
    reasons = unmeetable(season)
    for company in season.companies:
        if company.id in reasons:
            detail = {"company": company.id, "name": company.name}
            yield Caution(code=f"company_{reasons[company.id].value}", detail=detail)
