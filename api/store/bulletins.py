"""月总结, 季通报, 年排名: published plans and the facts told of them, counted over a span of days."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from api.store import documents
from api.store.companies import CompanyRow
from api.store.district import ChainRow, OutpostRow, RegionRow
from api.store.facts import Fact, FactRow
from api.store.people import PersonRow, UnitRow
from api.store.publications import Publication, published
from api.store.season_frames import SeasonRow
from planner.bulletin import DayAway, Figures, Grouping, Meeting, Standing, figures, standings
from planner.clock import day_of
from planner.plan import Plan, Trip
from planner.schema import read_plan, read_season
from planner.season import Season
from planner.stops import region_by_city
from planner.value import Value


class NamedStanding(Value):
    """A standing with the name of what it is of, as it is called now."""

    name: str
    standing: Standing


class BulletinReport(Value):
    """A bulletin of the days ``first`` to ``last``: everything together, and who stands where."""

    first: date
    last: date
    planned: Figures
    done: Figures
    rows: tuple[NamedStanding, ...]


class _Season(NamedTuple):
    season: Season
    plan: Plan


def bulletin_report(session: Session, first: date, last: date) -> BulletinReport:
    """What published plans and facts hold from ``first`` to ``last``, both included.

    A visit counts as planned on the day of the published plan, as done on the day its fact tells; for those
    who were there by the fact. How many queries that takes depends on the seasons of the span alone.
    """
    seasons = {item.season.id: item for item in _seasons(session, first, last)}
    planned = [item for each in seasons.values() for item in _planned(each) if first <= item.day <= last]
    done = list(_done(session, seasons, first, last))
    away = [item for each in seasons.values() for item in _away(each) if first <= item.day <= last]
    names = _names(session)
    rows = standings([*planned, *done], away)
    return BulletinReport(
        first=first,
        last=last,
        planned=figures(sorted(planned, key=lambda item: item.day)),
        done=figures(sorted(done, key=lambda item: item.day)),
        rows=tuple(NamedStanding(name=names[row.grouping].get(row.id, row.id), standing=row) for row in rows),
    )


def _seasons(session: Session, first: date, last: date) -> Iterator[_Season]:
    overlapping = select(SeasonRow.id).where(SeasonRow.first <= last, SeasonRow.last >= first)
    ids = set(session.exec(overlapping))
    for publication in published(session):
        if publication.season_id in ids:
            yield _read(session, publication)


def _read(session: Session, publication: Publication) -> _Season:
    season = read_season(documents.get(session, publication.season_document))
    return _Season(season, read_plan(documents.get(session, publication.plan_document)))


def _planned(each: _Season) -> Iterator[Meeting]:
    companies = {company.id: company for company in each.season.companies}
    regions, units = region_by_city(each.season), {item.id: item.unit for item in each.season.people}
    for trip in each.plan.trips:
        for visit in trip.visits:
            company = companies[visit.company]
            yield Meeting(
                company=company.id,
                day=day_of(visit.start),
                done=False,
                people=trip.delegation,
                units=tuple(units[person] for person in trip.delegation),
                group=trip.base,
                region=regions.get(company.site.city),
                chain=company.chain,
                expected_investment_cny=company.expected_investment_cny,
            )


def _away(each: _Season) -> Iterator[DayAway]:
    units = {item.id: item.unit for item in each.season.people}
    for trip in each.plan.trips:
        for person in trip.delegation:
            for day in trip.dates:
                yield DayAway(person, units[person], trip.base, day)


def _done(session: Session, seasons: dict[str, _Season], first: date, last: date) -> Iterator[Meeting]:
    query = (
        select(FactRow, CompanyRow)
        .join(CompanyRow, col(CompanyRow.id) == FactRow.company)
        .where(col(FactRow.deleted_at).is_(None), col(FactRow.done))
        .where(col(FactRow.day) >= first, col(FactRow.day) <= last)
        .order_by(FactRow.id)
    )
    rows = session.exec(query).all()
    people = {row.id: row for row in session.exec(select(PersonRow))} if rows else {}
    regions = _region_of_city(session) if rows else {}
    trips = {
        (each.season.id, visit.company): trip
        for each in seasons.values()
        for trip in each.plan.trips
        for visit in trip.visits
    }
    for row, company in rows:
        fact = Fact.model_validate(row.body)
        yield _meeting(fact, company, people, regions, trips.get((fact.season, fact.company)))


def _meeting(
    fact: Fact, company: CompanyRow, people: dict[str, PersonRow], regions: dict[str, str], trip: Trip | None
) -> Meeting:
    there = fact.people or (trip.delegation if trip else ())
    known = [people[person] for person in there if person in people]
    base = trip.base if trip else known[0].base if known else None
    amount = fact.expected_investment_cny
    assert fact.day is not None  # noqa: S101  (a held visit has its day, and only those are asked for)
    return Meeting(
        company=company.id,
        day=fact.day,
        done=True,
        people=there,
        units=tuple(person.unit for person in known),
        group=base,
        region=regions.get(company.city),
        chain=company.chain,
        expected_investment_cny=company.expected_investment_cny if amount is None else amount,
    )


def _region_of_city(session: Session) -> dict[str, str]:
    query = select(RegionRow).where(col(RegionRow.deleted_at).is_(None)).order_by(RegionRow.id)
    return {city: row.id for row in session.exec(query) for city in row.body["cities"]}


def _names(session: Session) -> dict[Grouping, dict[str, str]]:
    tables: Iterable[tuple[Grouping, Any]] = (
        (Grouping.PERSON, PersonRow),
        (Grouping.UNIT, UnitRow),
        (Grouping.GROUP, OutpostRow),
        (Grouping.REGION, RegionRow),
        (Grouping.CHAIN, ChainRow),
    )
    return {grouping: dict(session.exec(select(table.id, table.name)).all()) for grouping, table in tables}
