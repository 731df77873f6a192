from datetime import timedelta

import pytest

from api.errors import AlreadyThere, InvalidInput, StaleVersion
from api.store import audit_log, records
from api.store.assembly import season_of
from api.store.companies import COMPANY
from api.store.database import Database
from api.store.fact_recording import Report, correct_fact, record_fact, restore_fact, withdraw_fact
from api.store.facts import FACT, Fact
from api.store.problems import PROBLEM, RaisedProblem
from api.store.publishing import publish
from api.store.record import Stored
from planner.clock import at
from planner.company import Company, Stage
from tests.api.spring import FIRST, NOW, PLANNER, TUESDAY, drafted, kept_season
from tests.builders import MONDAY

AFTER = at(MONDAY + timedelta(days=7), 600)
EARLIER = MONDAY - timedelta(days=100)
REPORT = Report(season="spring", company="a", done=True, day=MONDAY, outcome="已谈")


@pytest.fixture(autouse=True)
def _season(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        kept_season(work)


def told(database: Database, report: Report = REPORT) -> Stored[Fact]:
    with database.work(PLANNER, AFTER) as work:
        return record_fact(work, report)


def company_of(database: Database, identity: str = "a") -> Company:
    with database.reading() as session:
        return records.stored(session, COMPANY, identity).value


def test_a_visit_that_was_held_moves_its_company_on(database: Database) -> None:
    update = {"stage": Stage.NEGOTIATING, "expected_investment_cny": 2 * 10**9}
    told(database, REPORT.model_copy(update=update))
    found = company_of(database)
    assert (found.last_met_on, found.stage, found.expected_investment_cny) == (
        MONDAY, Stage.NEGOTIATING, 2 * 10**9,
    )  # fmt: skip
    with database.reading() as session:
        assert [entry.action for entry in audit_log.entries(session, kind="company", subject="a")] == [
            "replace", "create",
        ]  # fmt: skip
        assert [entry.action for entry in audit_log.entries(session, kind="fact")] == ["create"]
        planned = {item.id: item.last_met_on for item in season_of(session, "spring", AFTER).companies}
    assert planned == {"a": MONDAY, "b": None, "c": None}


def test_a_visit_that_was_not_held_leaves_its_company_as_it_was(database: Database) -> None:
    before = company_of(database)
    told(database, Report(season="spring", company="a", done=False, outcome="企业临时有事"))
    assert company_of(database) == before


def test_those_were_there_whom_the_published_plan_sent(database: Database) -> None:
    assert told(database).value.people == ()
    with database.work(PLANNER, AFTER) as work:
        publish(work, drafted(work, FIRST), 1, None)
        found = record_fact(work, REPORT.model_copy(update={"company": "b", "day": TUESDAY}))
    assert found.value.people == FIRST.trips[0].delegation


def test_problems_raised_become_records_with_the_companys_unit(database: Database) -> None:
    raised = (RaisedProblem(text="层高不足", unit="park", due=MONDAY + timedelta(days=30)),)
    fact = told(database, REPORT.model_copy(update={"problems": raised})).value
    with database.reading() as session:
        [found] = [records.stored(session, PROBLEM, name).value for name in fact.problems]
    assert (found.text, found.company, found.unit, found.raised_by, found.raised_on) == (
        "层高不足", "a", "park", "bureau", MONDAY,
    )  # fmt: skip


def test_a_correction_keeps_earlier_problems_and_adds_further_ones(database: Database) -> None:
    first = told(database, REPORT.model_copy(update={"problems": (RaisedProblem(text="一"),)}))
    again = REPORT.model_copy(update={"problems": (RaisedProblem(text="二"),), "day": TUESDAY})
    with database.work(PLANNER, AFTER) as work:
        found = correct_fact(work, again, 1)
    assert (found.version, found.value.problems[:1], len(found.value.problems)) == (
        2,
        first.value.problems,
        2,
    )
    assert company_of(database).last_met_on == TUESDAY


def test_a_correction_that_takes_the_visit_back_takes_back_its_day(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        before = records.stored(work.session, COMPANY, "a")
        met = before.value.model_copy(update={"last_met_on": EARLIER})
        records.replace(work, COMPANY, met, before.version)
    told(database)
    with database.work(PLANNER, AFTER) as work:
        correct_fact(work, Report(season="spring", company="a", done=False), 1)
    assert company_of(database).last_met_on == EARLIER


def test_a_fact_withdrawn_and_restored_takes_its_day_along(database: Database) -> None:
    told(database)
    days = []
    for change, version in ((withdraw_fact, 1), (restore_fact, 2)):
        with database.work(PLANNER, AFTER) as work:
            change(work, "spring:a", version)
        days.append(company_of(database).last_met_on)
    assert days == [None, MONDAY]


def test_a_day_entered_by_hand_stays(database: Database) -> None:
    told(database)
    by_hand = MONDAY + timedelta(days=3)
    with database.work(PLANNER, AFTER) as work:
        now = records.stored(work.session, COMPANY, "a")
        met = now.value.model_copy(update={"last_met_on": by_hand})
        records.replace(work, COMPANY, met, now.version)
        withdraw_fact(work, "spring:a", 1)
    assert company_of(database).last_met_on == by_hand


def test_a_visit_to_come_is_no_fact(database: Database) -> None:
    with pytest.raises(InvalidInput) as refused:
        told(database, REPORT.model_copy(update={"day": MONDAY + timedelta(days=8)}))
    assert [fault.code for fault in refused.value.faults] == ["fact_in_the_future"]
    assert company_of(database).last_met_on is None


def test_a_visit_is_told_once(database: Database) -> None:
    told(database)
    with pytest.raises(AlreadyThere):
        told(database)


def test_a_problem_of_nobody_known_leaves_nothing_behind(database: Database) -> None:
    raised = (RaisedProblem(text="一"), RaisedProblem(text="二", unit="nobody"))
    with pytest.raises(InvalidInput):
        told(database, REPORT.model_copy(update={"problems": raised}))
    with database.reading() as session:
        assert audit_log.entries(session, kind="problem") == []
    assert company_of(database).last_met_on is None


def test_a_correction_of_what_somebody_corrected_is_refused(database: Database) -> None:
    told(database)
    with pytest.raises(StaleVersion), database.work(PLANNER, AFTER) as work:
        correct_fact(work, REPORT.model_copy(update={"outcome": "另"}), 4)
    with database.reading() as session:
        assert records.stored(session, FACT, "spring:a").value.outcome == "已谈"


def test_a_held_visit_needs_its_day() -> None:
    with pytest.raises(ValueError, match="a visit that was held has a day"):
        Report(season="spring", company="a", done=True)
