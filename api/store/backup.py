"""Backups: everything in the database at one moment, while the service goes on."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Table, select
from sqlmodel import Session

from api.store import migration
from api.store.backup_format import MANIFEST, Manifest, TableManifest, line_of, member_of
from api.store.database import Database
from api.store.schema import METADATA

_FETCH_ROWS = 500


def back_up(database: Database, path: Path, at: datetime) -> Manifest:
    """Write a backup made at the instant ``at`` to ``path``; what it holds.

    One reading transaction sees one snapshot on both databases (SQLite in WAL mode, PostgreSQL REPEATABLE
    READ): what is committed meanwhile is either there whole or not at all, and no writer waits. The jobs' own
    engine is left out: workers bring what waits to the queue again from our table of jobs.
    """
    with database.reading() as session, ZipFile(path, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        tables = {table.name: _write(session, archive, table) for table in METADATA.sorted_tables}
        manifest = Manifest(made_at=at, revision=migration.newest(), tables=tables)
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=2))
    return manifest


def _write(session: Session, archive: ZipFile, table: Table) -> TableManifest:
    count, digest = 0, hashlib.sha256()
    with archive.open(member_of(table.name), "w", force_zip64=True) as member:
        for row in _rows(session, table):
            line = line_of(row)
            member.write(line)
            digest.update(line)
            count += 1
    return TableManifest(rows=count, sha256=digest.hexdigest())


def _rows(session: Session, table: Table) -> Iterator[Any]:
    query = select(table).order_by(*table.primary_key.columns)
    yield from session.execute(query, execution_options={"yield_per": _FETCH_ROWS}).mappings()
