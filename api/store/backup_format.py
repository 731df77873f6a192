"""A backup is a zip of one file of JSON lines a table, and a manifest with their checksums.

The same on SQLite and PostgreSQL: instants in UTC, days as ISO 8601, bytes in base 64, JSON as it is.
"""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Literal

from sqlalchemy import Date, DateTime, LargeBinary
from sqlalchemy.types import TypeEngine

from planner.value import Value

VERSION = 1
MANIFEST = "manifest.json"


class TableManifest(Value):
    """A table in the backup: how many rows, and the SHA-256 of its member in hexadecimal."""

    rows: int
    sha256: str


class Manifest(Value):
    """What a backup holds; ``revision`` is that of the tables, see ``api.store.migration``."""

    format: Literal["zhaoshang-backup"] = "zhaoshang-backup"
    version: int = VERSION
    made_at: datetime
    revision: str
    tables: dict[str, TableManifest]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables.values())


def member_of(table: str) -> str:
    """The name of a table's member of the zip."""
    return f"tables/{table}.jsonl"


def line_of(row: Mapping[str, Any]) -> bytes:
    """A row as a line."""
    kept = {name: _kept(value) for name, value in row.items()}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def row_of(line: bytes, types: Mapping[str, TypeEngine[Any]], *, is_sqlite: bool) -> dict[str, Any]:
    """A line as a row for columns of these ``types``, which may be those of a table read from the database.

    Raises ValueError or KeyError for a line that fits them not.
    """
    found = json.loads(line)
    if found.keys() != types.keys():
        raise KeyError(", ".join(sorted(found.keys() ^ types.keys())))
    return {name: _given(value, types[name], is_sqlite=is_sqlite) for name, value in found.items()}


def _kept(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def _given(value: Any, kind: TypeEngine[Any], *, is_sqlite: bool) -> Any:
    if value is None:
        return None
    if isinstance(kind, DateTime):
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=None) if is_sqlite else moment  # SQLite has no zones, see columns.py
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value, validate=True)
    return value
