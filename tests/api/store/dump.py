"""All that a database holds, to be compared."""

from sqlalchemy import select

from api.store.database import Database
from api.store.schema import METADATA


def dump(database: Database) -> dict[str, list[str]]:
    """Every row of every table as text, in no order of the database's own."""
    with database.engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in METADATA.sorted_tables
        }


def changed_tables(before: dict[str, list[str]], after: dict[str, list[str]]) -> set[str]:
    """The tables that are other."""
    return {name for name in before if before[name] != after[name]}
