"""The audit log: what was written, newest first, and never changed again."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.store import audit_log
from api.store.database import Database
from api.store.work import Actor

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ACTOR = Actor(id="a1", name="甲", request_id="r1")


def _write(database: Database, *subjects: str) -> None:
    with database.work(ACTOR, NOW) as work:
        for subject in subjects:
            audit_log.log(work, "create", "company", subject, after={"name": subject})


def test_an_entry_says_who_did_what_when_and_newest_come_first(database: Database) -> None:
    _write(database, "c1", "c2")
    with database.reading() as session:
        found = audit_log.entries(session)
    assert [entry.subject for entry in found] == ["c2", "c1"]
    assert found[0].model_dump(exclude={"id"}) == {
        "at": NOW,
        "actor": "a1",
        "actor_name": "甲",
        "request_id": "r1",
        "action": "create",
        "kind": "company",
        "subject": "c2",
        "before": None,
        "after": {"name": "c2"},
    }


def test_entries_are_paged_by_id_and_filtered_by_subject(database: Database) -> None:
    _write(database, "c1", "c2", "c3")
    with database.reading() as session:
        newest = audit_log.entries(session, limit=1)
        older = audit_log.entries(session, before_id=newest[0].id)
        one = audit_log.entries(session, kind="company", subject="c2")
    assert [entry.subject for entry in older] == ["c2", "c1"]
    assert [entry.subject for entry in one] == ["c2"]


@pytest.mark.parametrize("statement", ["UPDATE audit_log SET actor = 'x'", "DELETE FROM audit_log"])
def test_the_database_itself_refuses_to_change_the_audit_log(database: Database, statement: str) -> None:
    _write(database, "c1")
    with pytest.raises(DBAPIError, match="append-only"), database.work(ACTOR, NOW) as work:
        work.session.execute(text(statement))
    with database.reading() as session:
        assert [entry.actor for entry in audit_log.entries(session)] == ["a1"]


def test_what_a_failed_transaction_logged_is_gone_with_it(database: Database) -> None:
    def fail() -> None:
        with database.work(ACTOR, NOW) as work:
            audit_log.log(work, "create", "company", "c1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with database.reading() as session:
        assert audit_log.entries(session) == []
