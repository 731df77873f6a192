"""Restoring a backup: checked whole before anything is touched, then written in one transaction."""

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from pydantic import ValidationError
from sqlalchemy import Integer, MetaData, Table, func, inspect, select, text
from sqlalchemy.engine import Connection

from api.errors import Conflict, InvalidInput
from api.store import migration
from api.store.backup_format import MANIFEST, VERSION, Manifest, member_of, row_of
from api.store.database import Database
from api.store.schema import METADATA
from planner.errors import Fault

_INSERT_ROWS = 500
_LOCK_SECONDS = 15  # how long tables in use are waited for: the service should have been stopped


def check(path: Path) -> Manifest:
    """The manifest of a backup that is whole. Raises :class:`InvalidInput` for any other."""
    with _opened(path) as archive:
        manifest = _manifest(archive)
        for name, table in manifest.tables.items():
            count, digest = 0, hashlib.sha256()
            with archive.open(member_of(name)) as member:
                for line in member:
                    digest.update(line)
                    count += 1
            if (count, digest.hexdigest()) != (table.rows, table.sha256):
                raise _damaged(f"{member_of(name)}: SHA-256")
    if manifest.revision not in migration.known():
        detail = {"newest": migration.newest()}
        raise InvalidInput(Fault(code="backup_of_other_revision", value=manifest.revision, detail=detail))
    return manifest


def rows_in(database: Database) -> int:
    """How many rows the database holds, in whatever tables."""
    with database.engine.connect() as connection:
        return _count(connection)


def restore(database: Database, path: Path, *, force: bool = False) -> Manifest:
    """Write the backup in ``path`` into ``database`` and bring it to the newest tables.

    All or nothing. Raises as :func:`check` does, and :class:`Conflict` if the database holds anything and
    ``force`` does not say to remove that.
    """
    manifest = check(path)
    with database.changing_schema() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_LOCK_SECONDS}s'")
        present = _count(connection)
        if present and not force:
            raise Conflict(Fault(code="database_not_empty", detail={"rows": str(present)}))
        _drop(connection, manifest)
        migration.upgrade(connection, manifest.revision)
        with _opened(path) as archive:
            _fill(connection, archive, manifest)
        migration.upgrade(connection, "head")
    return manifest


def _count(connection: Connection) -> int:
    names = set(inspect(connection).get_table_names()) - {migration.VERSION_TABLE}
    tables = (Table(name, MetaData()) for name in sorted(names))
    return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def _drop(connection: Connection, manifest: Manifest) -> None:
    """Drop our tables, with their triggers: those of the audit log would let nobody empty it."""
    ours = METADATA.tables.keys() | manifest.tables.keys() | {migration.VERSION_TABLE}
    present = MetaData()
    present.reflect(connection, only=lambda name, _metadata: name in ours)
    present.drop_all(connection)


def _fill(connection: Connection, archive: ZipFile, manifest: Manifest) -> None:
    """Write every row as the tables of the backup's revision take it, not as those of the newest do."""
    present = MetaData()
    present.reflect(connection)
    for table in present.sorted_tables:
        if table.name not in manifest.tables:
            if table.name == migration.VERSION_TABLE:
                continue
            raise _damaged(f"{member_of(table.name)}: ?")
        _fill_table(connection, archive, table)
        if connection.dialect.name == "postgresql":
            _continue_sequence(connection, table)


def _fill_table(connection: Connection, archive: ZipFile, table: Table) -> None:
    types = {column.name: column.type for column in table.columns}
    with archive.open(member_of(table.name)) as member:
        while lines := list(islice(member, _INSERT_ROWS)):
            try:
                rows = [row_of(line, types, is_sqlite=connection.dialect.name == "sqlite") for line in lines]
            except (ValueError, KeyError) as error:
                raise _damaged(f"{member_of(table.name)}: {error}") from None
            connection.execute(table.insert(), rows)


def _continue_sequence(connection: Connection, table: Table) -> None:
    """Rows came with their numbers; the next one must not begin at 1 again."""
    for column in table.primary_key.columns:
        if isinstance(column.type, Integer):
            connection.execute(
                text(
                    "SELECT setval(sequence, (SELECT max(number) FROM "  # noqa: S608  (our own tables' names)
                    f"(SELECT {column.name} AS number FROM {table.name}) AS numbers)) "
                    "FROM pg_get_serial_sequence(:table, :column) AS sequence WHERE sequence IS NOT NULL"
                ),
                {"table": table.name, "column": column.name},
            )


@contextmanager
def _opened(path: Path) -> Iterator[ZipFile]:
    try:
        with ZipFile(path) as archive:
            yield archive
    except BadZipFile as error:
        raise _damaged(str(error)) from None
    except (zlib.error, EOFError) as error:
        raise _damaged(str(error) or "EOF") from None


def _manifest(archive: ZipFile) -> Manifest:
    try:
        manifest = Manifest.model_validate_json(archive.read(MANIFEST))
    except KeyError:
        raise InvalidInput(Fault(code="no_backup", detail={"why": MANIFEST})) from None
    except ValidationError as error:
        raise InvalidInput(Fault(code="no_backup", detail={"why": error.errors()[0]["msg"]})) from None
    if manifest.version != VERSION:
        detail = {"known": str(VERSION)}
        raise InvalidInput(Fault(code="backup_of_other_format", value=str(manifest.version), detail=detail))
    members = {item.filename for item in archive.infolist()}
    if members != {MANIFEST, *map(member_of, manifest.tables)}:
        raise _damaged(", ".join(sorted(members ^ {MANIFEST, *map(member_of, manifest.tables)})))
    return manifest


def _damaged(why: Any) -> InvalidInput:
    return InvalidInput(Fault(code="damaged_backup", detail={"why": str(why)}))
