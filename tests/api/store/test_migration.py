"""Migrations lead from the first schema, with data in it, to the very tables the program works with."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Barrier, Thread
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from api.accounts.sealing import Seal
from api.errors import InvalidInput
from api.store import audit_log, idempotency, migration
from api.store.database import Database
from api.store.idempotency import IdempotencyRow
from api.store.schema import METADATA
from api.store.work import SYSTEM
from tests.api.servers import wait_until

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FIRST = "0001"


@pytest.fixture
def bare(fresh_url: Callable[..., str], backend: str) -> Any:
    """A database with no table at all."""
    found = Database(fresh_url(backend, tables=False))
    yield found
    found.close()


def test_the_migrated_tables_are_those_of_the_program(bare: Database) -> None:
    """Fails when a table was changed: write a step, as api/store/migrations/env.py tells."""
    migration.migrate(bare)
    with bare.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), METADATA)
    assert found == []


def test_from_the_first_schema_to_the_last_every_row_stays(bare: Database) -> None:
    migration.migrate(bare, FIRST)
    insert = (
        "INSERT INTO company (id, version, created_at, created_by, changed_at, changed_by, body, name, "
        "name_key, city, stage, kinds, expected_investment_cny) "
        "VALUES ('c1', 3, :at, '甲', :at, '乙', '{\"id\": \"c1\"}', "
        "'长江电子', '长江电子', '上海', 'lead', '', 5000000000)"
    )
    log = (
        "INSERT INTO audit_log (at, actor, actor_name, request_id, action, kind, subject) "
        "VALUES (:at, 'a1', '甲', '', 'create', 'company', 'c1')"
    )
    with bare.changing_schema() as connection:
        for statement in (insert, log):
            connection.execute(text(statement), {"at": "2026-11-23 09:00:00"})
    assert migration.migrate(bare) == (FIRST, migration.newest())
    with bare.reading() as session:
        query = text("SELECT id, version, name, expected_investment_cny FROM company")
        assert [tuple(row) for row in session.execute(query)] == [("c1", 3, "长江电子", 5_000_000_000)]
        assert [entry.subject for entry in audit_log.entries(session)] == ["c1"]


def test_idempotency_keys_of_before_are_hashed_and_their_answers_emptied(bare: Database) -> None:
    migration.migrate(bare, "0006")
    insert = text(
        "INSERT INTO idempotency_key (account, key, made_at, fingerprint, status, headers, body) "
        "VALUES ('ann', 'plain-key', :at, 'f', 201, '{\"ETag\": \"1\"}', :body)"
    )
    with bare.changing_schema() as connection:
        connection.execute(insert, {"at": "2026-11-23 09:00:00", "body": b"a password"})
    migration.migrate(bare)
    with bare.work(SYSTEM, NOW) as work:
        [row] = work.session.exec(select(IdempotencyRow))
        assert (row.key, row.fingerprint, row.headers, row.body) == (
            Seal("any", "ann", "plain-key").name, "", {}, b"",
        )  # fmt: skip
        with pytest.raises(InvalidInput, match="idempotency_key_reused"):
            idempotency.claim(work, "ann", row.key, "f")


@pytest.mark.parametrize("statement", ["UPDATE audit_log SET actor = 'x'", "DELETE FROM audit_log"])
def test_a_migrated_audit_log_is_append_only(bare: Database, statement: str) -> None:
    migration.migrate(bare)
    with bare.work(SYSTEM, NOW) as work:
        audit_log.log(work, "create", "company", "c1")
    with pytest.raises(DBAPIError, match="append-only"), bare.work(SYSTEM, NOW) as work:
        work.session.execute(text(statement))


def test_a_database_is_current_once_it_is_migrated_and_not_before(bare: Database) -> None:
    assert (migration.revision(bare), migration.is_current(bare)) == (None, False)
    migration.migrate(bare, FIRST)
    assert (migration.revision(bare), migration.is_current(bare)) == (FIRST, migration.newest() == FIRST)
    migration.migrate(bare)
    assert migration.is_current(bare)
    assert migration.migrate(bare) == (migration.newest(), migration.newest())


def test_of_many_that_start_at_once_one_migrates_and_the_others_wait(bare: Database) -> None:
    count = 5
    databases = [Database(bare.url.render_as_string(hide_password=False)) for _ in range(count)]
    start, done, failures = Barrier(count), list[tuple[str | None, str]](), list[BaseException]()

    def begin(one: Database) -> None:
        start.wait()
        try:
            done.append(migration.migrate(one))
        except BaseException as error:  # noqa: BLE001  (whatever it is, the test must know)
            failures.append(error)

    threads = [Thread(target=begin, args=(one,), daemon=True) for one in databases]
    for thread in threads:
        thread.start()
    wait_until(lambda: not any(thread.is_alive() for thread in threads), "all to be done", 30)
    for one in databases:
        one.close()
    newest = migration.newest()
    assert failures == []
    assert sorted(done, key=str) == sorted([(None, newest), *[(newest, newest)] * (count - 1)], key=str)


def test_a_step_that_fails_leaves_the_database_as_it_was(
    bare: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    migration.migrate(bare, FIRST)
    before = migration.revision(bare)

    def fail(_config: Any, _to: str) -> None:
        with_it = _config.attributes["connection"]
        with_it.exec_driver_sql("CREATE TABLE half_way (id INTEGER)")
        raise RuntimeError("half-way")

    monkeypatch.setattr(command, "upgrade", fail)
    with pytest.raises(RuntimeError, match="half-way"):
        migration.migrate(bare)
    assert migration.revision(bare) == before
    with bare.engine.connect() as connection:
        assert not bare.engine.dialect.has_table(connection, "half_way")


def test_the_migrated_triggers_are_those_of_the_program(bare: Database, database: Database) -> None:
    migration.migrate(bare)
    queries = {
        "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
        "postgresql": "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger "
        "WHERE NOT tgisinternal ORDER BY tgname",
    }
    found = []
    for one in (bare, database):
        with one.engine.connect() as connection:
            found.append([tuple(row) for row in connection.execute(text(queries[one.engine.dialect.name]))])
    assert found[0] == found[1]
    assert {table for _name, table, _sql in found[0]} >= {"audit_log"}
