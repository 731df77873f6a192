"""The pool as it stands, and what its people travelled: by published plans, each day once."""

from datetime import date

from api.store import records
from api.store.database import Database
from api.store.nominations import NOMINATION
from api.store.publishing import publish
from api.store.talent_pools import YearLoad, days_before, talent_pool, year_loads
from planner.talent_pool import Membership, Step
from tests.api.spring import FIRST, NOW, PLANNER, TUESDAY, drafted, kept_season
from tests.builders import MONDAY

JANUARY = {Step.VOLUNTEERED: date(2027, 1, 4)}


def published(database: Database, *, in_force: bool = True) -> None:
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
        plan = drafted(work, FIRST)
        if in_force:
            publish(work, plan, 1, None)


def test_the_pool_is_every_live_nomination_by_person(database: Database) -> None:
    published(database)
    with database.work(PLANNER, NOW) as work:
        for person in ("cat", "ann", "bob"):
            records.create(work, NOMINATION, Membership(person=person, steps=JANUARY))
        records.delete(work, NOMINATION, "bob", 1)
    with database.reading() as session:
        assert [item.person for item in talent_pool(session).memberships] == ["ann", "cat"]


def test_trips_and_days_of_the_year_are_those_of_plans_in_force(database: Database) -> None:
    published(database)
    with database.reading() as session:
        assert year_loads(session, 2027) == dict.fromkeys(("ann", "cat", "head"), YearLoad(trips=1, days=2))
        assert (year_loads(session, 2026), year_loads(session, 2028)) == ({}, {})


def test_a_draft_takes_nobody_away(database: Database) -> None:
    published(database, in_force=False)
    with database.reading() as session:
        assert (year_loads(session, 2027), days_before(session, TUESDAY)) == ({}, {})


def test_days_before_a_day_are_those_of_its_year(database: Database) -> None:
    published(database)
    with database.reading() as session:
        assert days_before(session, MONDAY) == {}
        assert days_before(session, TUESDAY) == dict.fromkeys(("ann", "cat", "head"), 1)
        assert days_before(session, date(2027, 12, 31)) == dict.fromkeys(("ann", "cat", "head"), 2)
        assert days_before(session, date(2028, 1, 10)) == {}
