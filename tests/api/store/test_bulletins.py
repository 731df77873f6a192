from datetime import date, timedelta

import pytest

from api.store.bulletins import BulletinReport, bulletin_report
from api.store.database import Database
from api.store.fact_recording import Report, record_fact, withdraw_fact
from api.store.publishing import publish
from planner.bulletin import Figures, Grouping
from planner.clock import at
from tests.api.spring import FIRST, NOW, PLANNER, TUESDAY, drafted, kept_season
from tests.builders import MONDAY

MARCH = (date(2027, 3, 1), date(2027, 3, 31))
AFTER = at(MONDAY + timedelta(days=40), 600)


@pytest.fixture(autouse=True)
def _published(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
        publish(work, drafted(work, FIRST), 1, None)


def told(database: Database, **fields: object) -> None:
    with database.work(PLANNER, AFTER) as work:
        record_fact(work, Report.model_validate({"season": "spring", "done": True, **fields}))


def report(database: Database, span: tuple[date, date] = MARCH) -> BulletinReport:
    with database.reading() as session:
        return bulletin_report(session, *span)


def rows(found: BulletinReport, grouping: Grouping) -> list[tuple[int, str, int, int]]:
    """Rank, name, visits planned and held."""
    return [
        (row.standing.rank, row.name, row.standing.planned.visits, row.standing.done.visits)
        for row in found.rows
        if row.standing.grouping is grouping
    ]


def test_what_is_published_is_planned(database: Database) -> None:
    found = report(database)
    assert found.planned == Figures(visits=2, companies=2, expected_investment_cny=13 * 10**8)
    assert found.done == Figures()
    assert rows(found, Grouping.PERSON) == [(1, "安干事", 2, 0), (1, "蔡干事", 2, 0), (1, "江书记", 2, 0)]
    assert rows(found, Grouping.GROUP) == [(1, "江津", 2, 0)]
    assert rows(found, Grouping.REGION) == [(1, "长三角", 2, 0)]
    assert rows(found, Grouping.CHAIN) == [(1, "装备制造", 1, 0)]


def test_what_facts_tell_is_done_by_those_who_were_there(database: Database) -> None:
    told(database, company="a", day=MONDAY, people=("deputy", "ann"), expected_investment_cny=2 * 10**9)
    told(database, company="b", day=TUESDAY)
    found = report(database)
    assert found.done == Figures(visits=2, companies=2, expected_investment_cny=23 * 10**8)
    assert rows(found, Grouping.PERSON) == [
        (1, "安干事", 2, 2), (2, "陆副区长", 0, 1), (3, "蔡干事", 2, 1), (3, "江书记", 2, 1),
    ]  # fmt: skip
    assert rows(found, Grouping.UNIT) == [(1, "招商投资局", 2, 2), (2, "德望工业园", 0, 1)]


def test_a_visit_nobody_planned_counts_as_done(database: Database) -> None:
    told(database, company="c", day=MONDAY, people=("bob",))
    found = report(database)
    assert rows(found, Grouping.UNIT) == [(1, "德望工业园", 0, 1), (2, "招商投资局", 2, 0)]


def test_what_was_not_held_or_withdrawn_is_not_done(database: Database) -> None:
    told(database, company="a", done=False)
    told(database, company="b", day=TUESDAY)
    with database.work(PLANNER, AFTER) as work:
        withdraw_fact(work, "spring:b", 1)
    assert report(database).done == Figures()


def test_the_span_bounds_both(database: Database) -> None:
    told(database, company="a", day=MONDAY + timedelta(days=35))
    assert report(database).done == Figures()
    april = report(database, (date(2027, 4, 1), date(2027, 4, 30)))
    assert (april.planned, april.done.visits) == (Figures(), 1)
    one_day = report(database, (MONDAY, MONDAY))
    assert one_day.planned.companies == 1
    assert {row.standing.days_away for row in one_day.rows if row.standing.grouping is Grouping.PERSON} == {1}
