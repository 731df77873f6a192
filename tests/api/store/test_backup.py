"""A backup is one moment of the database, whole, and goes back into either kind of database."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlalchemy import event, text

from api.errors import Conflict, InvalidInput
from api.store import audit_log, migration
from api.store.backup import back_up
from api.store.backup_format import MANIFEST, Manifest, TableManifest, line_of, member_of
from api.store.database import Database
from api.store.restore import check, restore, rows_in
from api.store.work import SYSTEM, Actor
from tests.api.databases import BACKENDS
from tests.api.store.fill import fill
from tests.api.store.rows import all_rows

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(params=BACKENDS)
def target(request: pytest.FixtureRequest, fresh_url: Callable[..., str]) -> Iterator[Database]:
    """A database without tables, of either kind."""
    found = Database(fresh_url(request.param, tables=False))
    yield found
    found.close()


@pytest.fixture
def filled(database: Database) -> Database:
    """A database with rows in every table."""
    fill(database)
    return database


def _code(refused: pytest.ExceptionInfo[InvalidInput | Conflict]) -> str:
    return refused.value.faults[0].code


def test_every_row_of_every_table_comes_back_on_either_database(
    filled: Database, target: Database, tmp_path: Path
) -> None:
    made = back_up(filled, tmp_path / "b.zip", NOW)
    assert restore(target, tmp_path / "b.zip") == made
    assert migration.is_current(target)
    assert all_rows(target) == all_rows(filled)


def test_numbers_go_on_where_they_stood(filled: Database, target: Database, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "b.zip", NOW)
    restore(target, tmp_path / "b.zip")
    with target.reading() as session:
        highest = session.execute(text("SELECT max(id) FROM audit_log")).scalar_one()
    with target.work(SYSTEM, NOW) as work:
        audit_log.log(work, "create", "company", "after")
    with target.reading() as session:
        [newest] = audit_log.entries(session, limit=1)
    assert (newest.subject, newest.id > highest) == ("after", True)


def test_a_restored_audit_log_is_append_only(filled: Database, target: Database, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "b.zip", NOW)
    restore(target, tmp_path / "b.zip")
    with pytest.raises(Exception, match="append-only"), target.work(SYSTEM, NOW) as work:
        work.session.execute(text("DELETE FROM audit_log"))


def _write_everywhere(database: Database, name: str) -> None:
    """Add, change and remove rows of several tables in one transaction."""
    with database.work(SYSTEM, NOW) as work:
        audit_log.log(work, "create", "pair", name)
        for statement in (
            "INSERT INTO link VALUES ('pair', :name, 'pair', :name)",
            "UPDATE company SET name = :name",
            "UPDATE worker_heartbeat SET beats = beats + 1",
            "DELETE FROM login_attempt",
        ):
            work.session.execute(text(statement), {"name": name})


def test_a_backup_made_while_others_write_is_the_source_as_it_stood_when_it_began(
    filled: Database, database_url: str, target: Database, tmp_path: Path
) -> None:
    """Somebody writes after every single table that is read: the worst moments there are."""
    before, other = all_rows(filled), Database(database_url)
    written: list[str] = []

    @event.listens_for(filled.engine, "after_cursor_execute")
    def write_meanwhile(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            written.append(f"w{len(written)}")
            _write_everywhere(other, written[-1])

    made = back_up(filled, tmp_path / "b.zip", NOW)
    event.remove(filled.engine, "after_cursor_execute", write_meanwhile)
    assert len(written) == len(before)
    assert {name: table.rows for name, table in made.tables.items()} == {
        name: len(rows) for name, rows in before.items()
    }
    restore(target, tmp_path / "b.zip")
    assert all_rows(target) == before
    changed = {name for name, rows in all_rows(filled).items() if rows != before[name]}
    assert changed == {"audit_log", "company", "link", "login_attempt", "worker_heartbeat"}
    other.close()


def test_a_backup_under_load_is_one_moment(database: Database, target: Database, tmp_path: Path) -> None:
    """Writers put pairs into two tables, each in one transaction: a torn backup would hold half a pair."""
    stop, written = Event(), Event()

    def write(name: str) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with database.work(Actor(id=name, name=name), NOW) as work:
                audit_log.log(work, "create", "pair", f"{name}-{number}")
                work.session.execute(
                    text("INSERT INTO link VALUES ('pair', :one, 'pair', :one)"), {"one": f"{name}-{number}"}
                )
            if number == 5:
                written.set()

    writers = [Thread(target=write, args=(name,)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    assert written.wait(60)
    made = [back_up(database, tmp_path / f"{number}.zip", NOW) for number in range(3)]
    stop.set()
    for writer in writers:
        writer.join()
    assert [one.tables["audit_log"].rows == one.tables["link"].rows for one in made] == [True] * 3
    restore(target, tmp_path / "2.zip")
    with target.reading() as session:
        logged = set(session.execute(text("SELECT subject FROM audit_log")).scalars())
        linked = set(session.execute(text("SELECT source FROM link")).scalars())
    assert logged == linked
    counts = Counter(one.partition("-")[0] for one in logged)
    assert logged == {f"{name}-{number}" for name in counts for number in range(1, counts[name] + 1)}


def test_a_database_that_holds_anything_is_not_overwritten_unasked(
    filled: Database, fresh_url: Callable[..., str], backend: str, tmp_path: Path
) -> None:
    back_up(filled, tmp_path / "b.zip", NOW)
    other = Database(fresh_url(backend))
    with other.work(SYSTEM, NOW) as work:
        audit_log.log(work, "create", "company", "mine")
    before = all_rows(other)
    with pytest.raises(Conflict) as refused:
        restore(other, tmp_path / "b.zip")
    assert (_code(refused), all_rows(other), rows_in(other)) == ("database_not_empty", before, 1)
    restore(other, tmp_path / "b.zip", force=True)
    assert all_rows(other) == all_rows(filled)
    other.close()


def _rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy of the backup with every member as ``change`` gives it; None leaves it out."""
    copy = path.with_name("changed.zip")
    with ZipFile(path) as old, ZipFile(copy, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return copy


def _with_manifest(path: Path, **fields: object) -> Path:
    def change(name: str, content: bytes) -> bytes:
        return json.dumps(json.loads(content) | fields).encode() if name == MANIFEST else content

    return _rewritten(path, change)


def _truncated(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-200])
    return path


def _flipped(path: Path) -> Path:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)
    return path


def _other_row(path: Path) -> Path:
    """Sound JSON, but not what was backed up."""
    return _rewritten(path, lambda _name, content: content.replace("甲".encode(), "乙".encode()))


DAMAGES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "truncated": (_truncated, "damaged_backup"),
    "a bit flipped": (_flipped, "damaged_backup"),
    "a row changed": (_other_row, "damaged_backup"),
    "a table missing": (
        lambda path: _rewritten(path, lambda name, content: None if "company" in name else content),
        "damaged_backup",
    ),
    "no manifest": (
        lambda path: _rewritten(path, lambda name, content: None if name == MANIFEST else content),
        "no_backup",
    ),
    "another kind of file": (lambda path: _with_manifest(path, format="other"), "no_backup"),
    "another format": (lambda path: _with_manifest(path, version=2), "backup_of_other_format"),
    "a later revision": (lambda path: _with_manifest(path, revision="9999"), "backup_of_other_revision"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_refused_and_nothing_changed(
    damage: str, filled: Database, tmp_path: Path
) -> None:
    change, code = DAMAGES[damage]
    back_up(filled, tmp_path / "b.zip", NOW)
    damaged = change(tmp_path / "b.zip")
    before = all_rows(filled)
    with pytest.raises(InvalidInput) as refused:
        restore(filled, damaged, force=True)
    assert (_code(refused), all_rows(filled)) == (code, before)


def test_a_failure_half_way_leaves_the_database_as_it_was(
    filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(filled, tmp_path / "b.zip", NOW)
    before = all_rows(filled)
    monkeypatch.setattr("api.store.restore.migration.upgrade", _failing_at_the_end())
    with pytest.raises(RuntimeError, match="half-way"):
        restore(filled, tmp_path / "b.zip", force=True)
    assert all_rows(filled) == before


def _failing_at_the_end() -> Callable[..., None]:
    whole = migration.upgrade

    def upgrade(connection: object, to: str) -> None:
        if to == "head":
            raise RuntimeError("half-way")
        whole(connection, to)  # type: ignore[arg-type]  # handed on as it came

    return upgrade


def _first_backup(path: Path) -> Manifest:
    """As the program of the first revision wrote it: its tables, one link in them."""
    link = {"source_kind": "company", "source": "c1", "target_kind": "unit", "target": "u1"}
    names = "audit_log busy_time chain city company event link outpost person region season unit".split()  # noqa: SIM905
    contents = {name: line_of(link) if name == "link" else b"" for name in names}
    tables = {
        name: TableManifest(rows=content.count(b"\n"), sha256=sha256(content).hexdigest())
        for name, content in contents.items()
    }
    manifest = Manifest(made_at=NOW, revision="0001", tables=tables)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(member_of(name), content)
        archive.writestr(MANIFEST, manifest.model_dump_json())
    return manifest


def test_a_backup_of_an_earlier_revision_is_restored_and_migrated(target: Database, tmp_path: Path) -> None:
    manifest = _first_backup(tmp_path / "old.zip")
    assert check(tmp_path / "old.zip") == manifest
    restore(target, tmp_path / "old.zip")
    assert migration.is_current(target)
    with target.reading() as session:
        assert session.execute(text("SELECT source, target FROM link")).one() == ("c1", "u1")
