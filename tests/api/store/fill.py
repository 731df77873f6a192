"""A row in every table there is, whatever its columns: what a backup must carry."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Float, Integer, LargeBinary, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from api.store.database import Database
from api.store.schema import METADATA

_TEXT = "甲 '\"\\ \n\t𠮷 é \u2028 <b>"  # quotes, line ends, a character beyond the first plane
_NOW = datetime(2026, 11, 23, 9, 30, 15, 123456, tzinfo=UTC)


def fill(database: Database, rows: int = 3) -> None:
    """Write so many rows into every table; every second nullable value is none."""
    numbers = count(1)
    written: dict[str, Any] = {}  # "table.column" -> a value of it, for tables that refer to it
    with database.changing_schema() as connection:
        for table in METADATA.sorted_tables:
            for index in range(rows):
                number = next(numbers)
                row = {
                    column.name: None if column.nullable and index % 2 else value(column, number, written)
                    for column in table.columns
                    if column is not table.autoincrement_column  # the database goes on numbering
                }
                keys = connection.execute(table.insert(), row).inserted_primary_key or ()
                row |= dict(zip(table.primary_key.columns.keys(), keys, strict=True))
                written |= {f"{table.name}.{name}": one for name, one in row.items() if one is not None}


def value(column: Column[Any], number: int, written: dict[str, Any]) -> Any:
    """A value for that column, another for every ``number``; for a foreign key one that was ``written``."""
    for key in column.foreign_keys:
        return written[key.target_fullname]
    kind: TypeEngine[Any] = column.type
    if isinstance(kind, TypeDecorator):
        kind = kind.impl_instance
    makers: dict[type[TypeEngine[Any]], Any] = {
        JSON: {"名": _TEXT, "n": number, "list": [1, None, 2.5]},
        Boolean: bool(number % 2),
        DateTime: _NOW + timedelta(seconds=number),
        Date: date(2026, 11, 23) + timedelta(days=number),
        Float: number / 3,
        LargeBinary: bytes(range(256)) + number.to_bytes(4, "big"),
        Integer: number,
        String: f"{number}" if column.primary_key or column.unique else f"{_TEXT}{number}",
    }
    return next(made for type_, made in makers.items() if isinstance(kind, type_))
