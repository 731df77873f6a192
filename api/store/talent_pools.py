"""The talent pool (100+N 人才储备库) as its nominations stand, and how much of a year people are away."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from sqlmodel import Session, col, select

from api.store import documents
from api.store.nominations import NominationRow
from api.store.publications import published
from api.store.season_frames import SeasonRow
from planner.plan import Plan
from planner.schema import read_plan
from planner.talent_pool import Membership, TalentPool
from planner.value import Value


class YearLoad(Value):
    """What a person travelled, or is to travel, in a year by the published plans."""

    trips: int = 0
    days: int = 0


def talent_pool(session: Session) -> TalentPool:
    """Every live nomination, in order of person: one query."""
    query = select(NominationRow).where(col(NominationRow.deleted_at).is_(None)).order_by(NominationRow.id)
    rows = session.exec(query)
    return TalentPool(memberships=tuple(Membership.model_validate(row.body) for row in rows))


def year_loads(session: Session, year: int) -> dict[str, YearLoad]:
    """By person (id) the trips that touch the year, and the days of them in it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days: dict[str, set[date]] = defaultdict(set)
    trips: Counter[str] = Counter()
    for plan in _plans(session, first, last):
        for trip in plan.trips:
            inside = {day for day in trip.dates if first <= day <= last}
            for person in trip.delegation if inside else ():
                days[person] |= inside
                trips[person] += 1
    return {person: YearLoad(trips=trips[person], days=len(days[person])) for person in days}


def days_before(session: Session, first: date) -> dict[str, int]:
    """By person (id) how many days of the year he is away, by published plans, before the day ``first``."""
    begin = date(first.year, 1, 1)
    days: dict[str, set[date]] = defaultdict(set)
    for plan in _plans(session, begin, first - timedelta(days=1)):
        for trip in plan.trips:
            for person in trip.delegation:
                days[person] |= {day for day in trip.dates if begin <= day < first}
    return {person: len(found) for person, found in days.items() if found}


def _plans(session: Session, first: date, last: date) -> Iterator[Plan]:
    """The published plans of seasons that overlap these days: a query, and one more for each."""
    overlapping = select(SeasonRow.id).where(SeasonRow.first <= last, SeasonRow.last >= first)
    ids = set(session.exec(overlapping))
    for publication in published(session) if ids else ():
        if publication.season_id in ids:
            yield read_plan(documents.get(session, publication.plan_document))
