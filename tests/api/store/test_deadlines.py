"""Deadlines in calendars: written in the transaction that changes the record, and kept for good."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from api.calendars.target import Target, TargetKind
from api.store import bulk, records
from api.store.database import Database
from api.store.deadlines import all_followed
from api.store.fact_recording import Report, record_fact
from api.store.feed_changes import unfetched
from api.store.feed_fetches import Fetches, write_fetches
from api.store.feed_revision import feed_revision
from api.store.feed_token import token_hash
from api.store.milestones import MILESTONE
from api.store.problems import PROBLEM, Problem, ProblemState
from api.store.publishing import publish
from api.store.subscriptions import Order, Subscription, make
from events.deadline_history import Entry, Followed
from events.deadlines import Ending
from events.milestones import Milestone, Paid
from planner.clock import at
from planner.identity import deadline_uid
from tests.api.spring import FIRST, FRIDAY, NOW, OTHER, PLANNER, drafted, kept_season
from tests.builders import MONDAY

DUE = date(2027, 4, 1)
PROBLEM_1 = Problem(
    id="q1", text="层高不足", company="a", unit="park", person="bob", due=DUE, raised_on=MONDAY
)
PROJECT = Milestone(
    project="p1", signed_on=MONDAY, due=date(2027, 6, 1), reminder=date(2027, 4, 30), leader="head"
)


@pytest.fixture(autouse=True)
def _season(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        kept_season(work)


def created(database: Database, *problems: Problem) -> None:
    with database.work(PLANNER, NOW) as work:
        for problem in problems:
            records.create(work, PROBLEM, problem)


def changed(database: Database, version: int, hours: int = 1, **fields: Any) -> None:
    with database.work(OTHER, NOW + timedelta(hours=hours)) as work:
        before = records.stored(work.session, PROBLEM, "q1").value
        after = Problem.model_validate({**before.model_dump(), **fields})
        records.replace(work, PROBLEM, after, version)


def everything(database: Database) -> list[Followed]:
    with database.reading() as session:
        return list(all_followed(session).values())


def shown(database: Database, owner: str) -> list[Entry]:
    return [
        entry for item in everything(database) for key, entry in item.by_owner().items() if key[1] == owner
    ]


def plans(database: Database) -> int:
    with database.reading() as session:
        return feed_revision(session).plans


def subscribed(database: Database, kind: TargetKind, identity: str) -> tuple[Subscription, str]:
    with database.work(PLANNER, NOW) as work:
        return make(work, Order(target=Target(kind=kind, id=identity)))


def waiting(database: Database, season: str | None = None) -> list[tuple[str, str | None, bool]]:
    """Of each who has not fetched: whose calendar, which season's plan, whether a deadline is among it."""
    with database.reading() as session:
        return [
            (item.subscription.target.id, item.season, item.deadlines)
            for item in unfetched(session, season=season)
        ]


def fetched(database: Database, made: tuple[Subscription, str]) -> None:
    with database.work(PLANNER, NOW) as work:
        seen = feed_revision(work.session).plans
        write_fetches(work, [Fetches(made[0].id, token_hash(made[1]), 1, NOW, "phone", seen)])


def test_a_problem_stands_with_those_who_solve_it_by_their_names(database: Database) -> None:
    created(database, PROBLEM_1)
    [entry] = shown(database, "bob")
    assert shown(database, "park") == [entry]
    assert entry.revision.uid == deadline_uid("problem_due", "q1")
    assert (entry.revision.sequence, entry.revision.created_at, entry.deadline.day) == (0, NOW, DUE)
    assert [owner.name for owner in entry.deadline.owners] == ["包干事", "德望工业园"]
    assert entry.deadline.company_name == "苏州云杉装备"


def test_the_sequence_rises_with_what_is_shown_and_with_nothing_else(database: Database) -> None:
    created(database, PROBLEM_1)
    changed(database, 1, due=DUE + timedelta(days=7))
    changed(database, 2, hours=2, season="spring")  # no calendar tells in which season it was raised
    [entry] = shown(database, "bob")
    assert (entry.revision.sequence, entry.revision.changed_at) == (1, NOW + timedelta(hours=1))
    assert plans(database) == 2


def _create_in_vain(database: Database, problem: Problem) -> None:
    with database.work(PLANNER, NOW) as work:
        records.create(work, PROBLEM, problem)
        raise ZeroDivisionError


def test_a_change_tells_the_feeds_only_if_it_holds(database: Database) -> None:
    created(database, PROBLEM_1)
    with pytest.raises(ZeroDivisionError):
        _create_in_vain(database, PROBLEM_1.model_copy(update={"id": "q2"}))
    assert (len(everything(database)), plans(database)) == (1, 1)


def test_payments_of_a_project_change_no_calendar(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        records.create(work, MILESTONE, PROJECT)
    assert plans(database) == 1
    paid = PROJECT.model_copy(update={"paid": (Paid(day=MONDAY, amount_cny=1),)})
    with database.work(PLANNER, NOW) as work:
        records.replace(work, MILESTONE, paid, 1)
    assert plans(database) == 1
    assert [entry.revision.sequence for entry in shown(database, "head")] == [0, 0]


def test_started_works_strike_out_both_days(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        records.create(work, MILESTONE, PROJECT)
        records.replace(work, MILESTONE, PROJECT.model_copy(update={"started_on": MONDAY}), 1)
    assert [entry.ending for entry in shown(database, "head")] == [Ending.STARTED, Ending.STARTED]


def test_a_solved_problem_is_struck_out_and_comes_back_as_the_same_entry(database: Database) -> None:
    created(database, PROBLEM_1)
    changed(database, 1, state=ProblemState.SOLVED, resolution="已换厂房")
    [struck] = shown(database, "bob")
    assert (struck.revision.sequence, struck.ending) == (1, Ending.SOLVED)
    changed(database, 2, hours=2, state=ProblemState.OPEN, resolution="")
    [again] = shown(database, "bob")
    assert (again.revision.uid, again.revision.sequence, again.ending) == (struck.revision.uid, 2, None)


def test_a_deleted_problem_is_struck_out_until_it_is_restored(database: Database) -> None:
    created(database, PROBLEM_1)
    with database.work(PLANNER, NOW) as work:
        records.delete(work, PROBLEM, "q1", 1)
    assert [entry.ending for entry in shown(database, "bob")] == [Ending.REMOVED]
    with database.work(PLANNER, NOW) as work:
        records.restore(work, PROBLEM, "q1", 2)
    assert [(entry.revision.sequence, entry.ending) for entry in shown(database, "bob")] == [(2, None)]


def test_a_problem_handed_over_is_struck_out_for_him_who_had_it(database: Database) -> None:
    created(database, PROBLEM_1)
    changed(database, 1, person="cat")
    found = {name: [entry.ending for entry in shown(database, name)] for name in ("bob", "cat", "park")}
    assert found == {"bob": [Ending.HANDED_OVER], "cat": [None], "park": [None]}


def test_a_problem_told_with_a_fact_stands_too(database: Database) -> None:
    with database.work(PLANNER, at(FRIDAY, 600)) as work:
        told = {"season": "spring", "company": "a", "done": True, "day": MONDAY}
        raised = [{"text": "用电", "person": "ann", "due": DUE}, {"text": "无期限", "person": "ann"}]
        record_fact(work, Report.model_validate({**told, "problems": raised}))
    assert [entry.deadline.text for entry in shown(database, "ann")] == ["用电"]


def test_many_at_once_stand_and_what_is_written_again_changes_nothing(database: Database) -> None:
    many = [PROBLEM_1.model_copy(update={"id": f"q{number}"}) for number in range(700)]
    for _ in range(2):
        with database.work(PLANNER, NOW) as work:
            bulk.write_all(work, {"problem": many})
    assert (len(everything(database)), plans(database)) == (700, 1)


def test_only_what_changed_since_is_read_again(database: Database) -> None:
    created(database, *(PROBLEM_1.model_copy(update={"id": f"q{number}"}) for number in (1, 2, 3)))
    with database.reading() as session:
        before = all_followed(session)
    changed(database, 1, text="层高")
    statements: list[tuple[Any, ...]] = []

    def note(_connection: object, _cursor: object, *asked: Any) -> None:
        statements.append(asked[:2])

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        with database.reading() as session:
            after = all_followed(session, before)
            assert after == all_followed(session)
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    bodies = [parameters for statement, parameters in statements if "deadline.body" in statement]
    assert len(bodies) == 2  # the second is that of everything, asked for comparison
    assert [uid for uid, item in after.items() if item is not before[uid]] == [
        deadline_uid("problem_due", "q1")
    ]


def test_whoever_has_not_fetched_since_is_known_and_nobody_else(database: Database) -> None:
    bob, park = subscribed(database, TargetKind.PERSON, "bob"), subscribed(database, TargetKind.UNIT, "park")
    subscribed(database, TargetKind.PERSON, "ann")
    created(database, PROBLEM_1)
    assert sorted(waiting(database)) == [("bob", None, True), ("park", None, True)]
    fetched(database, bob)
    fetched(database, park)
    assert waiting(database) == []
    changed(database, 1, person=None)
    assert sorted(waiting(database)) == [("bob", None, True), ("park", None, True)]


def test_a_deadline_does_not_hide_that_a_plan_was_not_seen(database: Database) -> None:
    head = subscribed(database, TargetKind.PERSON, "head")
    with database.work(PLANNER, NOW) as work:
        publish(work, drafted(work, FIRST), 1, None)
    with database.work(PLANNER, NOW + timedelta(hours=1)) as work:
        records.create(work, MILESTONE, PROJECT)
    assert waiting(database) == [("head", "spring", True)]
    assert waiting(database, "spring") == [("head", "spring", True)]
    with database.reading() as session:
        assert [item.changed_at for item in unfetched(session)] == [NOW]
    fetched(database, head)
    with database.work(PLANNER, NOW + timedelta(hours=2)) as work:
        records.delete(work, MILESTONE, "p1", 1)
    assert (waiting(database), waiting(database, "spring")) == ([("head", None, True)], [])


@pytest.mark.parametrize(
    "statement",
    ["UPDATE deadline SET sequence = sequence - 1", "UPDATE deadline SET uid = 'x'", "DELETE FROM deadline"],
)
def test_the_database_itself_refuses_what_calendars_could_not_undo(
    database: Database, statement: str
) -> None:
    created(database, PROBLEM_1)
    changed(database, 1, text="层高")
    with pytest.raises(DBAPIError, match="keeps its UID"), database.work(PLANNER, NOW) as work:
        work.session.execute(text(statement))
