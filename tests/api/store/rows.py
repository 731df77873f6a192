"""Every row of a database, for equality."""

from sqlalchemy import select

from api.store.database import Database
from api.store.schema import METADATA


def all_rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Table -> its rows, in the order of their keys."""
    with database.reading() as session:
        return {
            table.name: [
                tuple(row) for row in session.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in METADATA.sorted_tables
        }
